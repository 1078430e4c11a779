//! `giamngheo calibrate`: forms or published totals to a posterior, with what the data say and how far to trust it.

use super::calibration_inputs::{FormsRead, read_forms_of};
use super::calibration_outputs::Told;
use super::common::unmade;
use super::language::language;
use super::numbers::within;
use super::progress::progress_bar;
use super::{Failure, input};
use crate::calibrate::fit::{Fit, Shown, fit, judge, prior_only};
use crate::calibrate::frame::Framed;
use crate::calibrate::generate::Generator;
use crate::calibrate::margins::Margins;
use crate::calibrate::panel::Panel;
use crate::calibrate::predict::predictions;
use crate::calibrate::prepared::Prepared;
use crate::calibrate::sample::{Chains, sample_in};
use crate::calibrate::units::NearPoorEntries;
use crate::domain::origin::Origin;
use crate::domain::posterior::Method;
use crate::load::said::said;
use crate::report::both::Both;
use crate::report::calibration as report;
use crate::report::charts::observed_predicted::Bands;
use crate::report::page::FormsUsed;
use crate::report::terminal::synthetic_banner;
use crate::report::{OutputFile, Texts, calibration_figures as figures};
use crate::store::{Replace, make_folder};
use clap::{Args, ValueEnum};
use std::io::{self, BufWriter};
use std::path::PathBuf;

/// Chains, and tuning steps, draws and kept draws, where the command line does not say.
const CHAINS: u8 = 4;
const MANY: u32 = 1000;

/// How chains are run.
#[derive(Args, Clone, Copy)]
pub struct ChainOptions {
    /// Chains, run side by side.
    #[arg(long, default_value_t = CHAINS, value_parser = within(1..=64_u8))]
    chains: u8,
    /// Tuning steps of each chain, thrown away.
    #[arg(long, default_value_t = MANY, value_parser = within(50..=1_000_000_u32))]
    tune: u32,
    /// Draws of each chain.
    #[arg(long, default_value_t = MANY, value_parser = within(50..=1_000_000_u32))]
    draws: u32,
    /// Seed of all random numbers, instead of the scenario's.
    #[arg(long, value_parser = within(0..=u64::MAX))]
    seed: Option<u64>,
}

impl ChainOptions {
    pub fn chains(&self, scenario_seed: u64) -> Chains {
        Chains {
            chains: usize::from(self.chains),
            tune: self.tune as usize,
            draws: self.draws as usize,
            seed: self.seed.unwrap_or(scenario_seed),
        }
    }

    /// Options that are not at their defaults, as they are given.
    fn words(&self) -> impl Iterator<Item = String> {
        let chains = (self.chains != CHAINS).then(|| format!("--chains={}", self.chains));
        let tune = (self.tune != MANY).then(|| format!("--tune={}", self.tune));
        let draws = (self.draws != MANY).then(|| format!("--draws={}", self.draws));
        let seed = self.seed.map(|seed| format!("--seed={seed}"));
        [chains, tune, draws, seed].into_iter().flatten()
    }
}

/// What the near-poor form's "newly arisen" counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Entries {
    /// Not used: nothing says where households that come from the poor list are entered.
    Unused,
    /// Everybody new to the list, those from the poor list too: the split of escapes becomes a matter of data.
    Arisen,
}

impl Entries {
    pub fn meant(self) -> NearPoorEntries {
        match self {
            Entries::Unused => NearPoorEntries::Unused,
            Entries::Arisen => NearPoorEntries::Arisen,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Entries::Unused => "unused",
            Entries::Arisen => "arisen",
        }
    }
}

#[derive(Args)]
pub struct Calibrate {
    /// Official forms of 2016–2021 (TT 17/2016; .csv, .xlsx), poor and near-poor.
    #[arg(required_unless_present_any = ["margins", "prior_only", "stocks"])]
    forms: Vec<PathBuf>,
    /// Scenario that gives communes, areas, priors and instruments.
    #[arg(long, required_unless_present = "stocks")]
    scenario: Option<PathBuf>,
    /// Instead of forms: published rates and falls with their errors (CSV), matched through expected values.
    #[arg(long, value_name = "FILE", conflicts_with = "forms")]
    margins: Option<PathBuf>,
    /// Money of each commune, year and instrument (CSV: commune_code, year, instrument, capital, million_vnd).
    /// Default: the scenario's first alternative, as far as its envelopes are of the forms' years.
    #[arg(long, value_name = "FILE", requires = "forms")]
    money: Option<PathBuf>,
    /// Instead of forms: households by state and year (CSV: year, then a column per state from the worst to the best).
    /// Prints the yearly transition shares that fit them best, and whether free shares would leave 0 to 1.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["forms", "margins", "prior_only"])]
    stocks: Option<PathBuf>,
    /// With --stocks: nobody goes back to a worse state.
    #[arg(long, requires = "stocks")]
    no_return: bool,
    /// Draw from the priors alone, whatever the data.
    #[arg(long)]
    prior_only: bool,
    /// What the near-poor form's "newly arisen" is taken to count.
    #[arg(long, value_enum, default_value = "unused")]
    near_poor_entries: Entries,
    #[command(flatten)]
    chains: ChainOptions,
    /// Draws to keep in the tables, at most.
    #[arg(long, default_value_t = MANY, value_parser = within(100..=1_000_000_u32))]
    keep: u32,
    /// Folder to write. Default: outputs/calibration (with --stocks: none).
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace the folder even if it exists.
    #[arg(long)]
    force: bool,
    /// Threads; results do not depend on it. Default: all cores.
    #[arg(long, value_parser = within(1..=u16::MAX))]
    threads: Option<u16>,
}

/// A posterior with everything that is told beside it.
struct Calibrated {
    fit: Fit,
    /// Of what was fitted to.
    origin: Origin,
    files: Vec<OutputFile<'static>>,
}

impl Calibrate {
    pub fn execute(self) -> Result<(), Failure> {
        let replace = if self.force { Replace::Always } else { Replace::Never };
        let out = self.out.clone().unwrap_or_else(|| PathBuf::from("outputs/calibration"));
        if self.out.is_some() || self.stocks.is_none() {
            input::may_replace(&out, &replace)?;
        }
        if let Some(file) = &self.stocks {
            let folder = self.out.as_deref().map(|folder| (folder, &replace));
            return super::calibrate_stocks::execute(file, self.no_return, folder, language());
        }
        let scenario = self.scenario.clone().unwrap_or_default();
        let mut loaded = input::scenario(&scenario, language())?;
        // A fit begins from the priors, whatever posterior the scenario runs with.
        loaded.scenario.posterior = None;
        let chains = self.chains.chains(loaded.scenario.seed);
        let pool = input::pool(self.threads)?;
        let done = match (&self.margins, self.forms.is_empty()) {
            (Some(path), _) => pool.install(|| self.of_margins(&loaded, path, &chains))?,
            (None, true) => self.of_nothing(&loaded, &chains)?,
            (None, false) => pool.install(|| self.of_forms(&loaded, &scenario, &chains))?,
        };
        let write = |file: &OutputFile<'_>, to: &mut BufWriter<_>| file.write(to).map_err(io::Error::other);
        make_folder(&out, &done.files, &replace, |file| &file.name, write)?;
        let texts = Texts::new(language()).map_err(unmade)?;
        super::print(&(synthetic_banner(done.origin, &texts) + &report::words(&done.fit, &texts)));
        super::announce(&out);
        let reliability = &done.fit.reliability;
        if !self.prior_only && !reliability.converged() {
            let message = said!("refused-chains-disagree", missed = super::converged::missed(reliability));
            return Err(Failure::hinted(message, said!("refused-chains-disagree-hint")));
        }
        Ok(())
    }

    fn of_forms(
        &self,
        loaded: &input::Loaded,
        scenario: &std::path::Path,
        chains: &Chains,
    ) -> Result<Calibrated, Failure> {
        let FormsRead { panel, gaps, money, hashes, warnings } =
            read_forms_of(loaded, scenario, &self.forms, self.money.as_deref())?;
        // Draws of the priors owe nothing to the forms.
        let origin = if self.prior_only { Origin::Assumption } else { panel.origin };
        let years = (panel.years[0], panel.years[panel.years.len() - 1]);
        let prepared = Prepared::new(&loaded.scenario, panel, money.as_deref());
        let likelihood = prepared.likelihood(&prepared.panel, self.near_poor_entries.meant());
        let shown = Shown::new(&likelihood.layout, &likelihood.design);
        let fit = match self.prior_only {
            true => prior_only(&shown, chains),
            false => {
                let bar = progress_bar(chains.steps(1));
                let mut fit = fit(&likelihood, chains, &|| bar.inc(1)).map_err(Failure::program)?;
                bar.finish_and_clear();
                if self.near_poor_entries == Entries::Unused {
                    fit.split_is_unseen();
                }
                fit
            }
        };
        let mill = prepared.mill();
        let predicted =
            predictions(&Generator { mill: &mill, likelihood: &likelihood, seed: chains.seed }, &fit);
        let method = if self.prior_only { Method::Prior } else { Method::Forms };
        let command = self.command();
        let record = self.record(loaded, &command, method, origin, years, &hashes, &warnings, chains);
        let step = self.step(&fit);
        let communes = report::communes_csv(&likelihood.layout, &fit.z, &prepared.scenario, step);
        let drawn = |texts: &Texts| {
            let mut shown = figures::figures(&fit, method, &prepared.scenario, origin, texts);
            shown.cohorts = figures::cohort_fits(&predicted, method, &prepared.scenario, texts);
            // Before any data no commune is known to differ from another.
            if method != Method::Prior {
                shown.effects = figures::effects(&likelihood.layout, &fit, &prepared.scenario, texts);
            }
            shown
        };
        let of_panel = (prepared.panel.with_figures(), prepared.panel.communes.len());
        let forms = Some(FormsUsed { gaps: &gaps, communes: of_panel });
        let told = Told {
            scenario: &loaded.scenario,
            fit: &fit,
            record: &record,
            step,
            communes: Some(communes),
            forms,
        };
        let mut files = told.files(&drawn, language()).map_err(unmade)?;
        files.push(report::text_file("gaps.csv", report::gaps_csv(&gaps, origin).map_err(unmade)?));
        let predicted = report::predicted_csv(&prepared.scenario, &predicted, prepared.panel.origin);
        files.push(report::text_file("predicted.csv", predicted.map_err(unmade)?));
        Ok(Calibrated { fit, origin, files })
    }

    fn of_margins(
        &self,
        loaded: &input::Loaded,
        path: &std::path::Path,
        chains: &Chains,
    ) -> Result<Calibrated, Failure> {
        let read = super::calibration_inputs::read_margins(loaded, path)?;
        let margins: &Margins = &read.margins;
        let shown = Shown::new(&margins.layout, &margins.design);
        let fit = match self.prior_only {
            true => prior_only(&shown, chains),
            false => {
                let bar = progress_bar(chains.steps(1));
                let framed = Framed::new(margins).map_err(Failure::program)?;
                let runs = sample_in(&framed, chains, &|| bar.inc(1)).map_err(Failure::program)?;
                bar.finish_and_clear();
                let mut fit = judge(&shown, chains, &runs);
                fit.split_is_unseen();
                fit
            }
        };
        let scenario = &loaded.scenario;
        let years = (scenario.first_year, scenario.last_year);
        let method = if self.prior_only { Method::Prior } else { Method::Margins };
        let origin = scenario.baseline_origin();
        let command = self.command();
        let (hashes, warnings) = (&read.hashes, &read.warnings);
        let record = self.record(loaded, &command, method, origin, years, hashes, warnings, chains);
        let drawn = |texts: &Texts| {
            let mut shown = figures::figures(&fit, method, scenario, origin, texts);
            shown.cohorts = figures::matched_cohorts(margins, &fit, method, scenario, texts);
            shown.bands = Bands::Expected;
            shown
        };
        let told =
            Told { scenario, fit: &fit, record: &record, step: self.step(&fit), communes: None, forms: None };
        let mut files = told.files(&drawn, language()).map_err(unmade)?;
        let matched = report::matched_csv(margins, &fit, origin).map_err(unmade)?;
        files.push(report::text_file("matched.csv", matched));
        Ok(Calibrated { fit, origin, files })
    }

    fn of_nothing(&self, loaded: &input::Loaded, chains: &Chains) -> Result<Calibrated, Failure> {
        let scenario = &loaded.scenario;
        let empty = Panel {
            years: scenario.years(),
            communes: scenario.communes.iter().map(|commune| commune.code).collect(),
            seen: vec![vec![Default::default(); scenario.years().len()]; scenario.communes.len()],
            origin: scenario.baseline_origin(),
        };
        let prepared = Prepared::new(scenario, empty, None);
        let layout = prepared.layout();
        let fit = prior_only(&Shown::new(&layout, &prepared.design), chains);
        let years = (scenario.first_year, scenario.last_year);
        let command = self.command();
        let record = self.record(
            loaded,
            &command,
            Method::Prior,
            Origin::Assumption,
            years,
            &loaded.hashes,
            &loaded.warnings,
            chains,
        );
        let step = self.step(&fit);
        let communes = report::communes_csv(&layout, &fit.z, &prepared.scenario, step);
        let drawn = |texts: &Texts| {
            figures::figures(&fit, Method::Prior, &prepared.scenario, Origin::Assumption, texts)
        };
        let told = Told { scenario, fit: &fit, record: &record, step, communes: Some(communes), forms: None };
        let files = told.files(&drawn, language()).map_err(unmade)?;
        Ok(Calibrated { fit, origin: Origin::Assumption, files })
    }

    /// The command as it can be given again: every path, and every option that a number depends on.
    fn command(&self) -> String {
        let mut words: Vec<String> = vec!["calibrate".to_string()];
        words.extend(self.forms.iter().map(|path| path.display().to_string()));
        let paths = [
            ("--scenario", &self.scenario),
            ("--margins", &self.margins),
            ("--money", &self.money),
            ("--out", &self.out),
        ];
        for (option, path) in paths {
            let path = path.as_ref().map(|path| path.display().to_string());
            words.extend(path.into_iter().flat_map(|path| [option.to_string(), path]));
        }
        if self.prior_only {
            words.push("--prior-only".to_string());
        }
        if self.near_poor_entries != Entries::Unused {
            words.extend(["--near-poor-entries".to_string(), self.near_poor_entries.word().to_string()]);
        }
        words.extend(self.chains.words());
        words.extend((self.keep != MANY).then(|| format!("--keep={}", self.keep)));
        super::calibration_outputs::command_line(&words)
    }

    fn step(&self, fit: &Fit) -> usize {
        fit.table.count().div_ceil(self.keep as usize).max(1)
    }

    #[allow(clippy::too_many_arguments, reason = "a record of what went in")]
    fn record<'a>(
        &'a self,
        loaded: &'a input::Loaded,
        command: &'a str,
        method: Method,
        origin: Origin,
        years: (i32, i32),
        inputs: &'a [(String, String)],
        warnings: &'a [Both],
        chains: &Chains,
    ) -> report::Record<'a> {
        report::Record {
            version: env!("CARGO_PKG_VERSION"),
            method,
            standard: crate::domain::standard::Standard::of_year(years.1).word(),
            origin,
            scenario: &loaded.scenario.id,
            command,
            inputs,
            warnings,
            seed: chains.seed,
            chains: chains.chains,
            tune: chains.tune,
            draws_per_chain: chains.draws,
            years,
            near_poor_entries: self.near_poor_entries.word(),
        }
    }
}
