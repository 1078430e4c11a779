//! Runs that were judged: the last of them are kept, so that what the page shows can be downloaded.

use crate::cli::input::{FilesRead, sha256};
use crate::decide::comparison::Comparison;
use crate::domain::scenario::Scenario;
use crate::report::{Language, Manifest, OutputFile, ReportError, comparison_files};
use std::collections::VecDeque;
use std::io::{Cursor, Write};
use std::path::{Component, Path};
use std::sync::{Arc, Mutex, PoisonError};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Runs kept, some megabytes each: more than anybody has tabs open.
const KEPT: usize = 8;
/// All of a run's files in one.
pub const EVERYTHING: &str = "everything.zip";
/// Folder of the scenario in it.
const FOLDER: &str = "scenario";

/// A comparison on the replicates done so far, and what makes it repeatable.
pub struct Judged {
    pub comparison: Comparison,
    pub manifest: Manifest,
    /// The scenario with the reader's alternative as its second.
    pub scenario: Arc<Scenario>,
}

/// The last runs, each by its number.
#[derive(Default)]
pub struct Kept(Mutex<VecDeque<(u64, Arc<Judged>)>>);

impl Kept {
    /// Keeps a run's newest state in the place of its last; the oldest run gives way.
    pub fn keep(&self, number: u64, judged: Judged) {
        let mut runs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        runs.retain(|it| it.0 != number);
        runs.push_back((number, Arc::new(judged)));
        while runs.len() > KEPT {
            runs.pop_front();
        }
    }

    pub fn get(&self, number: u64) -> Option<Arc<Judged>> {
        let runs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        runs.iter().find(|it| it.0 == number).map(|it| it.1.clone())
    }
}

/// A manifest named by the alternatives, targets and replicates of a wish: the same wish has the same name.
pub fn manifest_of(served: &Manifest, scenario: &Scenario, replicates: u32) -> Manifest {
    let wish = format!("{:?} {:?} {replicates}", scenario.alternatives, scenario.targets);
    let run_id = format!("{}-{}", served.run_id, &sha256(wish.as_bytes())[..8]);
    Manifest { run_id, replicates, ..served.clone() }
}

impl Judged {
    /// The bytes of one of the run's files; `None` if it has none of that name.
    pub fn file(&self, name: &str, language: Language) -> Result<Option<Vec<u8>>, ReportError> {
        let files = comparison_files(&self.comparison, &self.manifest, language)?;
        files.iter().find(|it| it.name == name).map(bytes).transpose()
    }

    /// All of the run's files, the scenario `text` and the `inputs` that it names, as a ZIP.
    pub fn everything(
        &self,
        text: &str,
        inputs: &FilesRead,
        language: Language,
    ) -> Result<Vec<u8>, ReportError> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for file in comparison_files(&self.comparison, &self.manifest, language)? {
            add(&mut zip, &file.name, &bytes(&file)?)?;
        }
        add(&mut zip, &format!("{FOLDER}/{}.toml", self.scenario.id), text.as_bytes())?;
        for (path, (_, bytes)) in inputs.iter().filter(|it| stays_inside(it.0)) {
            add(&mut zip, &format!("{FOLDER}/{path}"), bytes)?;
        }
        Ok(zip.finish().map_err(zipped)?.into_inner())
    }
}

fn bytes(file: &OutputFile<'_>) -> Result<Vec<u8>, ReportError> {
    let mut bytes = Cursor::new(Vec::new());
    file.write(&mut bytes)?;
    Ok(bytes.into_inner())
}

fn add(zip: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, bytes: &[u8]) -> Result<(), ReportError> {
    // Without the time of day the same run gives the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    zip.start_file(name, options).map_err(zipped)?;
    zip.write_all(bytes).map_err(ReportError::Io)
}

fn zipped(error: zip::result::ZipError) -> ReportError {
    ReportError::Io(std::io::Error::other(error))
}

/// Whether a path that a scenario names can stand in an archive: unpacked, it stays in its folder.
fn stays_inside(path: &str) -> bool {
    let plain = |it| matches!(it, Component::Normal(_) | Component::CurDir);
    !path.contains(['\\', ':']) && Path::new(path).components().all(plain)
}
