//! `giamngheo compare`: every alternative against the reference, on the same replicates.

use super::common::{Common, unmade};
use super::language::language;
use super::numbers::within;
use super::progress::progress_bar;
use super::{Failure, input};
use crate::decide::comparison::Comparison;
use crate::decide::measure::{NO_PROGRAMME, watching, with_no_programme};
use crate::load::said::said;
use crate::plan::build::design;
use crate::report::{Texts, comparison as report, comparison_files, comparison_words};
use crate::simulate::runner::{Job, run_keeping};
use clap::Args;
use std::path::PathBuf;

/// Replicates at most: those of all alternatives are kept in memory, about 0.4 KB each and cohort.
pub const MOST_REPLICATES: u32 = 50_000;

#[derive(Args)]
pub struct Compare {
    /// Scenario file (TOML) with two or more alternatives; the first is the reference.
    scenario: PathBuf,
    /// Replicates, instead of the scenario's.
    #[arg(long, value_parser = within(2..=MOST_REPLICATES))]
    replicates: Option<u32>,
    #[command(flatten)]
    common: Common,
}

impl Compare {
    pub fn execute(self) -> Result<(), Failure> {
        let mut loaded = input::scenario(&self.scenario, language())?;
        loaded.scenario.seed = self.common.seed.unwrap_or(loaded.scenario.seed);
        loaded.scenario.replicates = self.replicates.unwrap_or(loaded.scenario.replicates);
        let scenario = &loaded.scenario;
        comparable(scenario)?;
        let target = self.common.target("compare", &self.scenario, &loaded, "", "comparison.json")?;
        let pool = input::pool(self.common.threads)?;
        let comparison = pool.install(|| compared(scenario));
        let texts = Texts::new(language()).map_err(unmade)?;
        let files = comparison_files(&comparison, &target.manifest, texts.language).map_err(unmade)?;
        target.write(&pool, &files)?;
        match self.common.json {
            true => super::print(&format!("{:#}\n", report::json_document(&comparison, &target.manifest))),
            false => super::print(&comparison_words::words(&comparison, &texts)),
        }
        Ok(())
    }
}

/// Refuses what cannot be compared.
fn comparable(scenario: &crate::domain::scenario::Scenario) -> Result<(), Failure> {
    if let [only] = &scenario.alternatives[..] {
        let message = said!("refused-one-alternative", alternative = only.id);
        return Err(Failure::hinted(message, said!("refused-one-alternative-hint")));
    }
    measurable(scenario)
}

/// Refuses what cannot be measured against no programme on replicates that are all kept.
pub fn measurable(scenario: &crate::domain::scenario::Scenario) -> Result<(), Failure> {
    if scenario.alternatives.iter().any(|it| it.id == NO_PROGRAMME) {
        let message = said!("refused-taken-name", name = NO_PROGRAMME);
        return Err(Failure::hinted(message, said!("refused-taken-name-hint")));
    }
    if !(2..=MOST_REPLICATES).contains(&scenario.replicates) {
        let message = said!("refused-comparison-size", given = scenario.replicates, high = MOST_REPLICATES);
        return Err(Failure::hinted(message, said!("refused-fewer-hint")));
    }
    Ok(())
}

/// Design, replicates, statistics, on the current pool of threads.
pub fn compared(scenario: &crate::domain::scenario::Scenario) -> Comparison {
    let (mut design, allocations) = design(&watching(scenario));
    with_no_programme(&mut design);
    let bar = progress_bar(scenario.replicates.into());
    let progress = |replicates: u64| bar.inc(replicates);
    let outcomes = run_keeping(&Job { progress: &progress, ..Job::new(&design, scenario.replicates) });
    bar.finish_and_clear();
    Comparison::new(scenario, &design, &allocations, &outcomes)
}
