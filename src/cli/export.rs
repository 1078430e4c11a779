//! `giamngheo export`: a scenario's transitions and drawn worlds as plain arrays, for any other language.

use super::language::language;
use super::numbers::{whole, within};
use super::{Failure, input};
use crate::export::{Provenance, bytes, folder};
use crate::load::said::said;
use crate::load::scenario::MOST_REPLICATES;
use crate::plan::build::design;
use crate::store::{Replace, write_folder};
use clap::Args;
use std::path::PathBuf;

/// Largest export: it is built in memory before it is written.
const MOST_BYTES: u64 = 4 << 30;

#[derive(Args)]
pub struct Export {
    /// Scenario file (TOML).
    scenario: PathBuf,
    /// Replicates whose worlds are written, instead of the scenario's.
    #[arg(long, value_parser = whole::<i64>)]
    replicates: Option<i64>,
    /// Seed of all random numbers, instead of the scenario's.
    #[arg(long, value_parser = within(0..=u64::MAX))]
    seed: Option<u64>,
    /// Folder to write: one raw file per array, arrays.json, README.txt.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Replace the folder even if it exists.
    #[arg(long)]
    force: bool,
}

impl Export {
    pub fn execute(self) -> Result<(), Failure> {
        let replace = if self.force { Replace::Always } else { Replace::Never };
        input::may_replace(&self.out, &replace)?;
        let mut loaded = input::scenario(&self.scenario, language())?;
        loaded.scenario.seed = self.seed.unwrap_or(loaded.scenario.seed);
        let (design, _) = design(&loaded.scenario);
        let replicates = self.replicates(loaded.scenario.replicates, &|n| bytes(&design, n))?;
        let provenance = Provenance {
            version: env!("CARGO_PKG_VERSION").to_string(),
            scenario: input::shown(&self.scenario),
            inputs: loaded.hashes.clone(),
        };
        let files = folder(&loaded.scenario, &design, replicates, &provenance);
        let files: Vec<(String, &[u8])> =
            files.iter().map(|(name, bytes)| (name.clone(), bytes.as_slice())).collect();
        write_folder(&self.out, &files, &replace)?;
        let total: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
        let megabytes = format!("{:.1}", total as f64 / 1e6);
        super::tell(&said!("told-exported", replicates, files = files.len(), megabytes));
        super::announce(&self.out);
        Ok(())
    }

    /// How many replicates are asked for, if that many are allowed and fit.
    fn replicates(&self, scenario: u32, size: &dyn Fn(u32) -> u64) -> Result<u32, Failure> {
        let asked = self.replicates.unwrap_or(i64::from(scenario));
        if !(1..=MOST_REPLICATES).contains(&asked) {
            let (low, high) = (1, MOST_REPLICATES);
            let message = said!("refused-range", option = "--replicates", given = asked, low, high);
            return Err(Failure::refused(message));
        }
        let bytes = size(asked as u32);
        if bytes > MOST_BYTES {
            let fits = MOST_BYTES / size(1).max(1);
            let (megabytes, most) = (bytes >> 20, MOST_BYTES >> 20);
            return Err(Failure::hinted(
                said!("refused-arrays", asked, megabytes, most),
                said!("refused-arrays-hint", fits),
            ));
        }
        Ok(asked as u32)
    }
}
