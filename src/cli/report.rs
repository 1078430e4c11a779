//! `giamngheo report`: the page of a run's folder, made again from its `report.json`.

use super::common::unmade;
use super::language::language;
use super::{Failure, input};
use crate::load::said::{Said, said};
use crate::report::page::{MODEL, PAGE, Page, read, render};
use crate::store::{self, StoreError};
use clap::Args;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Report {
    /// Folder that `run`, `compare`, `calibrate` or `optimize` wrote.
    #[arg(value_name = "RUN_DIR")]
    folder: PathBuf,
}

impl Report {
    pub fn execute(self) -> Result<(), Failure> {
        let page = model(&self.folder)?;
        let text = render(&page, language()).map_err(unmade)?;
        let path = self.folder.join(PAGE);
        store::write_file(&path, text.as_bytes(), true)?;
        super::announce(&path);
        Ok(())
    }
}

/// The model in a folder.
fn model(folder: &Path) -> Result<Page, Failure> {
    let path = folder.join(MODEL);
    let refused = |message: Said| Failure::hinted(message, said!("refused-no-model-hint"));
    let bytes = match store::read(&path) {
        Err(StoreError::Missing(path)) => {
            return Err(refused(said!("diag-file-missing", path = input::shown(&path))));
        }
        other => other?,
    };
    read(&bytes).map_err(|detail| refused(said!("refused-no-model", path = input::shown(&path), detail)))
}
