//! `giamngheo sensitivity`: why outcomes vary, what knowing more is worth, and where a target is missed.

use super::common::{Common, Folder, unmade};
use super::language::language;
use super::numbers::whole;
use super::progress::progress_bar;
use super::{Failure, diagnostics, input};
use crate::decide::draws::draws;
use crate::decide::source_indices::{SourceIndices, pairs, source_indices, work};
use crate::decide::study::{Sensitivity as Study, study};
use crate::domain::draw_table::DrawTable;
use crate::domain::scenario::Scenario;
use crate::load::diagnostic::Diagnostics;
use crate::load::draw_table::{FEWEST_ROWS, draw_table};
use crate::load::said::said;
use crate::plan::build::design;
use crate::report::charts::tornado;
use crate::report::input_names::Names;
use crate::report::run_json::hashed;
use crate::report::{Texts, sensitivity as report, sensitivity_words::words};
use crate::store;
use crate::summarise::targets::first_possible;
use clap::Args;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Most replicates: all inputs of all of them are held in memory.
const MOST_REPLICATES: i64 = 50_000;

/// Either a scenario, or two tables of anybody's making: `--draws` and `--outcomes`.
#[derive(Args)]
pub struct Sensitivity {
    /// Scenario file (TOML); its inputs and outcomes are drawn, and written as draws.csv and outcomes.csv.
    #[arg(required_unless_present_all = ["draws", "outcomes"], conflicts_with_all = ["draws", "outcomes", "miss"])]
    scenario: Option<PathBuf>,
    /// Drawn inputs (CSV): a first column `draw`, then one numeric column per input.
    #[arg(long, value_name = "FILE", requires = "outcomes")]
    draws: Option<PathBuf>,
    /// What came of them (CSV): a first column `draw`, then one numeric column per alternative; more is better.
    /// Columns `miss.<alternative>` are 0 (target reached) or 1 (missed); a column `origin` names the data's origin.
    #[arg(long, value_name = "FILE", requires = "draws")]
    outcomes: Option<PathBuf>,
    /// A column of the outcomes that is 1 where a target is missed, else 0: where does that happen? (Repeat for several.)
    #[arg(long, value_name = "COLUMN", requires = "outcomes")]
    miss: Vec<String>,
    /// Replicates of the scenario.
    #[arg(long, default_value_t = 2000, value_parser = whole::<i64>, conflicts_with = "draws")]
    replicates: i64,
    /// Target whose cohort's average yearly fall is the outcome. Default: the first that its start allows.
    #[arg(long, value_name = "SET/COHORT", conflicts_with = "draws")]
    target: Option<String>,
    #[command(flatten)]
    common: Common,
}

/// Draws with what is known of them.
struct Drawn {
    table: DrawTable,
    scenario: Option<Scenario>,
    /// What sensitivity.json says of their making.
    settings: Value,
    folder: Folder,
    /// Cohort whose fall the outcome is.
    cohort: Option<String>,
    /// Indices of the sources of uncertainty; of a scenario only.
    sources: Vec<SourceIndices>,
}

impl Sensitivity {
    pub fn execute(self) -> Result<(), Failure> {
        let pool = input::pool(self.common.threads)?;
        let drawn = match (&self.scenario, &self.draws, &self.outcomes) {
            (Some(scenario), ..) => pool.install(|| self.of_scenario(scenario))?,
            (None, Some(draws), Some(outcomes)) => self.of_tables(draws, outcomes)?,
            _ => return Err(Failure::refused(said!("refused-scenario-or-tables"))),
        };
        let mut study = pool.install(|| study(&drawn.table));
        study.sources = drawn.sources.clone();
        self.write(&drawn, &study, &pool)
    }

    fn of_tables(&self, draws: &Path, outcomes: &Path) -> Result<Drawn, Failure> {
        if let Some(seed) = self.common.seed {
            let message = said!("refused-seed-of-tables", seed);
            return Err(Failure::hinted(message, said!("refused-seed-of-tables-hint")));
        }
        let files =
            [(input::shown(draws), store::read(draws)?), (input::shown(outcomes), store::read(outcomes)?)];
        let [(draws_name, draws), (outcomes_name, outcomes)] = &files;
        let mut problems = Diagnostics::default();
        let table = draw_table((draws_name, draws), (outcomes_name, outcomes), &self.miss, &mut problems);
        diagnostics::show(&problems, language())?;
        let Some(table) = table else { return Err(Failure::Input(None)) };
        let inputs: Vec<(String, String)> =
            files.iter().map(|(name, bytes)| (name.clone(), input::sha256(bytes))).collect();
        let settings = json!({ "inputs": hashed(&inputs), "miss": self.miss });
        let folder = self.folder("tables", &settings)?;
        Ok(Drawn { table, scenario: None, settings, folder, cohort: None, sources: Vec::new() })
    }

    fn of_scenario(&self, path: &Path) -> Result<Drawn, Failure> {
        if !(FEWEST_ROWS as i64..=MOST_REPLICATES).contains(&self.replicates) {
            let (low, high) = (FEWEST_ROWS, MOST_REPLICATES);
            let message = said!("refused-range", option = "--replicates", given = self.replicates, low, high);
            return Err(Failure::hinted(message, said!("refused-thousands-hint")));
        }
        let mut loaded = input::scenario(path, language())?;
        loaded.scenario.seed = self.common.seed.unwrap_or(loaded.scenario.seed);
        let (scenario, replicates) = (loaded.scenario, self.replicates as u32);
        let targets: Vec<String> = scenario.targets.iter().map(|target| target.id()).collect();
        let chosen = |wanted: &String| targets.iter().position(|id| id == wanted);
        let Some(goal) = self.target.as_ref().map_or_else(|| first_possible(&scenario), chosen) else {
            let message = said!("refused-target", target = self.target.as_deref().unwrap_or("–"));
            let hint = said!("refused-scenario-has", known = targets.join(", "));
            return Err(Failure::hinted(message, hint));
        };
        if scenario.alternatives.len() < 2 {
            let message = said!("refused-information");
            return Err(Failure::hinted(message, said!("refused-one-alternative-hint")));
        }
        let settings = json!({ "scenario": input::shown(path), "seed": scenario.seed, "replicates": replicates,
            "target": targets[goal],
            "pairs_of_worlds": pairs(replicates), "inputs": hashed(&loaded.hashes) });
        let folder = self.folder(&scenario.id, &settings)?;
        let (design, _) = design(&scenario);
        let bar = progress_bar(u64::from(replicates) + work(replicates));
        let table = draws(&scenario, &design, goal, replicates, &|done| bar.inc(done));
        let sources = source_indices(&design, goal, replicates, &|done| bar.inc(done));
        bar.finish_and_clear();
        if table.inputs.names.is_empty() {
            let message = said!("refused-nothing-varies");
            return Err(Failure::hinted(message, said!("refused-nothing-varies-hint")));
        }
        let cohort = scenario.targets[goal].cohort.clone();
        Ok(Drawn { table, scenario: Some(scenario), settings, folder, cohort: Some(cohort), sources })
    }

    /// Where the study goes, named by what makes it; refused before anything is drawn if it holds something else.
    fn folder(&self, of: &str, settings: &Value) -> Result<Folder, Failure> {
        let all = format!("{} {settings} {:?}", env!("CARGO_PKG_VERSION"), language());
        let run_id = format!("sensitivity-{of}-{}", &input::sha256(all.as_bytes())[..8]);
        Folder::new(self.common.out.as_ref(), &run_id, self.common.force, "sensitivity.json")
    }

    fn write(&self, drawn: &Drawn, study: &Study, pool: &rayon::ThreadPool) -> Result<(), Failure> {
        let texts = Texts::new(language()).map_err(unmade)?;
        let scenario = drawn.scenario.as_ref();
        let names = Names { scenario, texts: &texts };
        let cohort = scenario.zip(drawn.cohort.as_ref()).and_then(|(it, cohort)| it.cohort(cohort));
        let outcome = cohort.map(|it| texts.format("chart-tornado-fall", &[("cohort", &names.cohort(it))]));
        let settings = with_run_id(&drawn.settings, &drawn.folder.run_id);
        let mut files = report::files(&drawn.table, study, &settings);
        files.extend(tornado::files(&drawn.table, study, outcome.as_deref(), &names).map_err(unmade)?);
        if scenario.is_some() {
            files.extend(report::tables(&drawn.table));
        }
        drawn.folder.write(pool, &files)?;
        drawn.folder.announce();
        let outcome = outcome.map_or(String::new(), |it| format!("{it}\n"));
        match self.common.json {
            true => super::print(&format!("{:#}\n", report::document(&drawn.table, study, &settings))),
            false => super::print(&format!("{outcome}{}", words(&drawn.table, study, &names))),
        }
        Ok(())
    }
}

/// Settings with the name of the study, by which its folder is known again.
fn with_run_id(settings: &Value, run_id: &str) -> Value {
    let mut all = json!({ "run_id": run_id });
    if let (Value::Object(all), Value::Object(settings)) = (&mut all, settings) {
        all.extend(settings.clone());
    }
    all
}
