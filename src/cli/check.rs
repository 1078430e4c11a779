//! `giamngheo check`: a scenario and all its files, every problem at once.

use super::language::language;
use super::{Failure, input};
use clap::Args;
use std::path::PathBuf;

#[derive(Args)]
pub struct Check {
    /// Scenario file (TOML).
    scenario: PathBuf,
}

impl Check {
    pub fn execute(self) -> Result<(), Failure> {
        let loaded = input::scenario(&self.scenario, language())?;
        let scenario = &loaded.scenario;
        let households: u64 = scenario.baseline.iter().map(|row| row.households as u64).sum();
        super::print(&format!(
            "{}: ok. {} communes, {households} households ({}), {} alternatives, {} targets, {} input files\n",
            input::shown(&self.scenario),
            scenario.communes.len(),
            scenario.baseline_origin().word(),
            scenario.alternatives.len(),
            scenario.targets.len(),
            loaded.hashes.len(),
        ));
        Ok(())
    }
}
