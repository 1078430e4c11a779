//! `giamngheo init`: a starter folder that runs as it is.

use super::Failure;
use super::schema::described;
use crate::load::said::said;
use crate::load::schema::Kind;
use crate::store::{Replace, write_folder};
use clap::Args;
use std::path::PathBuf;

#[derive(Args)]
pub struct Init {
    /// Folder to write; it must not exist, or be empty.
    dir: PathBuf,
}

/// The shipped scenario and its pack, as the starter.
const STARTER: [(&str, &[u8]); 10] = [
    ("scenario.toml", include_bytes!("../../scenarios/bac-giang.toml")),
    ("bac-giang/README.md", include_bytes!("../../scenarios/bac-giang/README.md")),
    ("bac-giang/communes.csv", include_bytes!("../../scenarios/bac-giang/communes.csv")),
    ("bac-giang/cohorts.csv", include_bytes!("../../scenarios/bac-giang/cohorts.csv")),
    ("bac-giang/crosswalk.csv", include_bytes!("../../scenarios/bac-giang/crosswalk.csv")),
    ("bac-giang/margins.csv", include_bytes!("../../scenarios/bac-giang/margins.csv")),
    ("bac-giang/baseline_2021.csv", include_bytes!("../../scenarios/bac-giang/baseline_2021.csv")),
    ("bac-giang/transitions.toml", include_bytes!("../../scenarios/bac-giang/transitions.toml")),
    ("bac-giang/programme.toml", include_bytes!("../../scenarios/bac-giang/programme.toml")),
    ("bac-giang/targets.toml", include_bytes!("../../scenarios/bac-giang/targets.toml")),
];

impl Init {
    pub fn execute(self) -> Result<(), Failure> {
        let schema = described(Kind::Scenario)?;
        let mut files: Vec<(String, &[u8])> =
            STARTER.iter().map(|(name, bytes)| (name.to_string(), *bytes)).collect();
        files.push(("scenario.schema.json".to_string(), schema.as_bytes()));
        write_folder(&self.dir, &files, &Replace::Never)?;
        let scenario = self.dir.join("scenario.toml");
        super::print(&format!("{}\n", super::input::shown(&scenario)));
        super::tell(&said!("told-next", scenario = super::input::shown(&scenario)));
        Ok(())
    }
}
