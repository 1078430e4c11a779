//! `giamngheo backtest`: fitted on the first years of the forms, how well are the next ones told?

use super::calibrate::{ChainOptions, Entries};
use super::calibration_inputs::{FormsRead, read_forms_of};
use super::common::unmade;
use super::converged::missed;
use super::language::language;
use super::numbers::within;
use super::progress::progress_bar;
use super::{Failure, input};
use crate::calibrate::backtest::{Backtest as Outcome, FEWEST_YEARS, Origin, backtest};
use crate::calibrate::prepared::Prepared;
use crate::domain::posterior::Method;
use crate::load::said::{Arg, Said, said};
use crate::report::charts::calibration::{self as charts, Figures};
use crate::report::charts::observed_predicted::Bands;
use crate::report::{OutputFile, Texts, backtest as report, calibration::text_file, calibration_figures};
use crate::store::{Replace, make_folder};
use clap::Args;
use std::io::{self, BufWriter};
use std::path::PathBuf;

#[derive(Args)]
pub struct Backtest {
    /// Official forms of 2016–2021 (TT 17/2016; .csv, .xlsx), poor and near-poor.
    #[arg(required = true)]
    forms: Vec<PathBuf>,
    /// Scenario that gives communes, areas, priors and instruments.
    #[arg(long)]
    scenario: PathBuf,
    /// Money of each commune, year and instrument, as for `calibrate`.
    #[arg(long, value_name = "FILE")]
    money: Option<PathBuf>,
    /// Years of the first fit; then one more at a time.
    #[arg(long, default_value_t = FEWEST_YEARS as u8, value_parser = within(2..=u8::MAX))]
    first: u8,
    /// What the near-poor form's "newly arisen" is taken to count.
    #[arg(long, value_enum, default_value = "unused")]
    near_poor_entries: Entries,
    #[command(flatten)]
    chains: ChainOptions,
    /// Folder to write.
    #[arg(long, value_name = "DIR", default_value = "outputs/backtest")]
    out: PathBuf,
    /// Replace the folder even if it exists.
    #[arg(long)]
    force: bool,
    /// Threads; results do not depend on it. Default: all cores.
    #[arg(long, value_parser = within(1..=u16::MAX))]
    threads: Option<u16>,
}

impl Backtest {
    pub fn execute(self) -> Result<(), Failure> {
        let replace = if self.force { Replace::Always } else { Replace::Never };
        input::may_replace(&self.out, &replace)?;
        let mut loaded = input::scenario(&self.scenario, language())?;
        loaded.scenario.posterior = None;
        let chains = self.chains.chains(loaded.scenario.seed);
        let FormsRead { panel, money, .. } =
            read_forms_of(&loaded, &self.scenario, &self.forms, self.money.as_deref())?;
        let (years, first) = (panel.years.len(), usize::from(self.first));
        if years <= first {
            let message = said!("refused-few-years", years, first);
            return Err(Failure::hinted(message, said!("refused-few-years-hint")));
        }
        let prepared = Prepared::new(&loaded.scenario, panel, money.as_deref());
        let bar = progress_bar(chains.steps(years - first));
        let entries = self.near_poor_entries.meant();
        let run = || backtest(&prepared, first, &chains, entries, &|| bar.inc(1));
        let done = input::pool(self.threads)?.install(run).map_err(Failure::program)?;
        bar.finish_and_clear();
        self.write(&prepared, &done, &replace)?;
        let doubtful = done.origins.iter().filter(|it| !it.reliability.converged());
        let told = |it: &Origin| said!("missed-year", year = it.year, missed = missed(&it.reliability));
        let doubtful: Vec<Said> = doubtful.map(told).collect();
        if !doubtful.is_empty() {
            let message = said!("refused-fits-disagree", years = Arg::List(doubtful));
            return Err(Failure::hinted(message, said!("refused-fits-disagree-hint")));
        }
        Ok(())
    }

    fn write(&self, prepared: &Prepared, done: &Outcome, replace: &Replace<'_>) -> Result<(), Failure> {
        let texts = Texts::new(language()).map_err(unmade)?;
        let groups = report::groups(done);
        let mut files: Vec<OutputFile<'_>> = vec![
            text_file("scores.csv", report::scores_csv(&groups, prepared.panel.origin).map_err(unmade)?),
            text_file(
                "forecasts.csv",
                report::forecasts_csv(done, &prepared.scenario, prepared.panel.origin).map_err(unmade)?,
            ),
        ];
        let figures = Figures {
            origin: prepared.panel.origin,
            method: Method::Forms,
            bands: Bands::Predictive,
            draws: crate::calibrate::backtest::FORECASTS as u32,
            parameters: Vec::new(),
            cohorts: Vec::new(),
            coverage: calibration_figures::coverage(done, &texts),
            effects: Vec::new(),
            ranks: Vec::new(),
        };
        files.extend(charts::files(&figures, &texts).map_err(unmade)?);
        let write = |file: &OutputFile<'_>, to: &mut BufWriter<_>| file.write(to).map_err(io::Error::other);
        make_folder(&self.out, &files, replace, |file| &file.name, write)?;
        super::print(&report::words(&groups, prepared.panel.origin, &texts));
        super::announce(&self.out);
        Ok(())
    }
}
