//! `giamngheo data`: official forms in, synthetic commune numbers out.

use super::language::language;
use super::numbers::{number, whole, within};
use super::{Failure, diagnostics, input};
use crate::load::diagnostic::Diagnostics;
use crate::load::forms::{Crosswalk, FormFile, Locale, baseline_from_forms, forms_to_csv, read_forms};
use crate::load::margins::parse_margins;
use crate::load::said::said;
use crate::load::scenario::{Inputs, PlacesRead, places};
use crate::report::Language;
use crate::store::{self, Replace, write_file, write_folder};
use crate::synthesise::country::{MOST_COMMUNES, country};
use crate::synthesise::country_scenario::country_scenario;
use crate::synthesise::draws::addressed_normal;
use crate::synthesise::synthetic::{DEFAULT_SPREAD_LOG_SD, DEFAULT_TILT, SynthOptions, synthesise};
use crate::synthesise::table::{baseline_csv, cohorts_csv, communes_csv, margins_csv};
use clap::{Args, Subcommand, ValueEnum};
use std::path::{Path, PathBuf};

#[derive(Subcommand)]
pub enum Data {
    /// Read official forms (CSV or XLSX, 2016–2021 and 2022–2025), check them, and write clean tables.
    Import(Import),
    /// Make synthetic commune numbers that meet the stated totals exactly.
    Synth(Synth),
}

impl Data {
    pub fn execute(self) -> Result<(), Failure> {
        match self {
            Data::Import(command) => command.execute(),
            Data::Synth(command) => command.execute(),
        }
    }
}

/// How numbers are written in CSV files.
#[derive(Clone, Copy, ValueEnum)]
enum LocaleArgument {
    /// 1.234,5
    Vi,
    /// 1,234.5
    En,
}

#[derive(Args)]
pub struct Import {
    /// Form files (.csv, .xlsx).
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Scenario whose commune list and crosswalk give the codes.
    #[arg(long, default_value = "scenarios/bac-giang.toml")]
    scenario: PathBuf,
    /// How numbers are written; without it an ambiguous `1.234` is refused.
    #[arg(long, value_enum)]
    locale: Option<LocaleArgument>,
    /// Year whose December review becomes a baseline. Default: the last year of the forms.
    #[arg(long, value_parser = whole::<i32>)]
    baseline_year: Option<i32>,
    /// Folder to write: forms.csv and baseline_<year>.csv.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Replace the folder even if it exists.
    #[arg(long)]
    force: bool,
}

impl Import {
    fn execute(self) -> Result<(), Failure> {
        let language = language();
        let (read, mut problems) = read_places(&self.scenario)?;
        let (crosswalk, found) = match &read.crosswalk {
            Some((name, bytes)) => Crosswalk::parse(name, &String::from_utf8_lossy(bytes), &read.communes),
            None => (Crosswalk::identity(&read.communes), Diagnostics::default()),
        };
        problems.extend(found);
        let mut files = Vec::new();
        for path in &self.files {
            files.push((input::shown(path), store::read(path)?));
        }
        let forms: Vec<FormFile<'_>> = files.iter().map(|(name, bytes)| FormFile { name, bytes }).collect();
        let locale = match self.locale {
            None => Locale::Auto,
            Some(LocaleArgument::Vi) => Locale::Vietnamese,
            Some(LocaleArgument::En) => Locale::English,
        };
        let (rows, found) = read_forms(&forms, &read.communes, &crosswalk, locale);
        problems.extend(found);
        stop_on_errors(&problems, language)?;
        let year = self.baseline_year.or_else(|| rows.iter().map(|row| row.year).max()).unwrap_or(0);
        let (baseline, incomplete) = baseline_from_forms(&rows, &read.communes, year);
        let clean = forms_to_csv(&rows, &read.communes);
        let mut outputs = vec![("forms.csv".to_string(), clean)];
        if incomplete.has_errors() {
            diagnostics::show(&incomplete, language)?;
            super::tell(&said!("told-no-baseline", year));
        } else {
            let mut text = String::from("commune_code,households,poor,near_poor,origin\n");
            for row in &baseline {
                let counts = format!("{},{},{}", row.households, row.poor, row.near_poor);
                text.push_str(&format!("{},{counts},{}\n", row.commune, row.origin.word()));
            }
            outputs.push((format!("baseline_{year}.csv"), text));
        }
        let bytes: Vec<(String, &[u8])> =
            outputs.iter().map(|(name, text)| (name.clone(), text.as_bytes())).collect();
        write_folder(&self.out, &bytes, if self.force { &Replace::Always } else { &Replace::Never })?;
        super::tell(&said!("told-imported", rows = rows.len(), files = files.len()));
        super::announce(&self.out);
        Ok(())
    }
}

/// The shipped scenario, from which a made-up country's is made.
const SHIPPED_SCENARIO: &str = include_str!("../../scenarios/bac-giang.toml");
/// What a made-up country takes over as it is.
const SHIPPED_RULES: [(&str, &str); 3] = [
    ("transitions.toml", include_str!("../../scenarios/bac-giang/transitions.toml")),
    ("programme.toml", include_str!("../../scenarios/bac-giang/programme.toml")),
    ("targets.toml", include_str!("../../scenarios/bac-giang/targets.toml")),
];

#[derive(Args)]
pub struct Synth {
    /// Scenario whose communes, cohorts and margins are used.
    #[arg(required_unless_present = "communes")]
    scenario: Option<PathBuf>,
    /// Instead: a made-up country of this many communes, with cohorts, margins and a scenario of its own (needs
    /// --out DIR).
    #[arg(long, conflicts_with = "scenario", requires = "out", value_parser = whole::<usize>)]
    communes: Option<usize>,
    /// Seed of the random numbers.
    #[arg(long, default_value_t = 2021, value_parser = within(0..=u64::MAX))]
    seed: u64,
    /// Log odds of being poor per unit of remoteness.
    #[arg(long, default_value_t = DEFAULT_TILT, value_parser = number)]
    tilt: f64,
    /// Sd of the log odds of being poor between communes.
    #[arg(long, default_value_t = DEFAULT_SPREAD_LOG_SD, value_parser = number)]
    spread: f64,
    /// File to write (with --communes: folder). Default: standard output.
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,
    /// Replace the output if it exists.
    #[arg(long)]
    force: bool,
}

impl Synth {
    fn execute(self) -> Result<(), Failure> {
        let options = SynthOptions { seed: self.seed, tilt: self.tilt, spread_log_sd: self.spread };
        let normal = |code, index| addressed_normal(options.seed, code, index);
        if let Some(count) = self.communes {
            return self.country(count, &options);
        }
        let Some(path) = &self.scenario else { return Ok(()) };
        let (read, mut problems) = read_places(path)?;
        let Some((name, bytes)) = &read.margins else {
            return Err(Failure::refused(said!("refused-no-margins", path = input::shown(path))));
        };
        let (margins, found) = parse_margins(&String::from_utf8_lossy(bytes), name);
        problems.extend(found);
        stop_on_errors(&problems, language())?;
        let rows = synthesise(&read.communes, &read.cohorts, &margins, &options, &normal)
            .map_err(|it| refused(it, language()))?;
        let command = format!("giamngheo data synth {} --seed {}", input::shown(path), options.seed);
        let text = baseline_csv(&rows, &options, &command);
        match &self.out {
            Some(out) => write_file(out, text.as_bytes(), self.force)?,
            None => super::print(&text),
        }
        Ok(())
    }

    /// Communes, cohorts, margins, baseline and scenario of a made-up country.
    fn country(&self, count: usize, options: &SynthOptions) -> Result<(), Failure> {
        if !(1..=MOST_COMMUNES).contains(&count) {
            let message =
                said!("refused-range", option = "--communes", given = count, low = 1, high = MOST_COMMUNES);
            return Err(Failure::refused(message));
        }
        let country = country(count);
        let normal = |code, index| addressed_normal(options.seed, code, index);
        let rows = synthesise(&country.communes, &country.cohorts, &country.margins, options, &normal);
        let command = format!("giamngheo data synth --communes {count} --seed {}", options.seed);
        let mut texts = vec![
            ("communes.csv", communes_csv(&country, &command)),
            ("cohorts.csv", cohorts_csv(&country.cohorts, &command)),
            ("margins.csv", margins_csv(&country.margins, &command)),
            (
                "baseline_2021.csv",
                baseline_csv(&rows.map_err(|it| refused(it, language()))?, options, &command),
            ),
        ];
        if let Some(scenario) = country_scenario(&country, SHIPPED_SCENARIO) {
            texts.push(("scenario.toml", scenario));
            texts.extend(SHIPPED_RULES.map(|(name, text)| (name, text.to_string())));
        }
        let files: Vec<(String, &[u8])> =
            texts.iter().map(|(name, text)| (name.to_string(), text.as_bytes())).collect();
        let out = self.out.as_deref().unwrap_or(Path::new("country"));
        write_folder(out, &files, if self.force { &Replace::Always } else { &Replace::Never })?;
        super::announce(out);
        Ok(())
    }
}

/// Communes, cohorts and the tables beside them, of a scenario whose other files need not be there.
pub fn read_places(path: &Path) -> Result<(PlacesRead, Diagnostics), Failure> {
    let (text, files) = input::texts(path)?;
    Ok(places(&Inputs { file: &input::shown(path), text: &text, files: &files }))
}

fn stop_on_errors(problems: &Diagnostics, language: Language) -> Result<(), Failure> {
    diagnostics::show(problems, language)?;
    if problems.has_errors() { Err(Failure::Input(None)) } else { Ok(()) }
}

fn refused(problems: Diagnostics, language: Language) -> Failure {
    diagnostics::show(&problems, language).err().unwrap_or(Failure::Input(None))
}
