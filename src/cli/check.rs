//! `giamngheo check`: a scenario and all its files, every problem at once.

use super::common::unmade;
use super::language::language;
use super::{Failure, input};
use crate::report::Texts;
use crate::report::checked::words;
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
        let texts = Texts::new(language()).map_err(unmade)?;
        let shown = input::shown(&self.scenario);
        super::print(&words(&loaded.scenario, &shown, loaded.hashes.len(), &texts));
        Ok(())
    }
}
