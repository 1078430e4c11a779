//! `giamngheo report`: the page of a run's folder, made again from its `report.json`.

use super::common::unmade;
use super::{Failure, Lang, input};
use crate::report::page::{MODEL, PAGE, Page, read, render};
use crate::store::{self, StoreError};
use clap::Args;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Report {
    /// Folder that `run`, `compare`, `calibrate` or `optimize` wrote.
    #[arg(value_name = "RUN_DIR")]
    folder: PathBuf,
    /// Language that the page shows first; it holds both. Default: from the environment, else Vietnamese.
    #[arg(long, value_enum)]
    lang: Option<Lang>,
}

impl Report {
    pub fn execute(self) -> Result<(), Failure> {
        let page = model(&self.folder)?;
        let text = render(&page, Lang::or_environment(self.lang).language()).map_err(unmade)?;
        let path = self.folder.join(PAGE);
        store::write_file(&path, text.as_bytes(), true)?;
        eprintln!("→ {}", input::shown(&path));
        Ok(())
    }
}

/// The model in a folder.
fn model(folder: &Path) -> Result<Page, Failure> {
    let path = folder.join(MODEL);
    let hint =
        "give the folder that `giamngheo run`, `compare`, `calibrate` or `optimize` wrote, or make it again";
    let refused = |message: String| Failure::Input(Some(format!("{message}\n  hint: {hint}")));
    let bytes = match store::read(&path) {
        Err(error @ StoreError::Missing(_)) => return Err(refused(error.to_string())),
        other => other?,
    };
    read(&bytes).map_err(|error| refused(format!("{}: not a report’s model: {error}", input::shown(&path))))
}
