//! Runs that were judged: the last of them are kept, so that what the page shows can be downloaded.

use super::record::Record;
use crate::cli::input::sha256;
use crate::cli::scenario_copy::Copies;
use crate::decide::comparison::Comparison;
use crate::domain::scenario::Scenario;
use crate::report::both::Words;
use crate::report::{Manifest, OutputFile, ReportError, Texts, comparison_files};
use std::collections::VecDeque;
use std::io::{Cursor, Write};
use std::sync::{Arc, Mutex, PoisonError};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Runs kept, some megabytes each: more than anybody has tabs open.
const KEPT: usize = 8;
/// All of a run's files in one.
pub const EVERYTHING: &str = "everything.zip";

/// A comparison on the replicates done so far, and what makes it repeatable.
pub struct Judged {
    pub comparison: Comparison,
    pub manifest: Manifest,
    pub record: Arc<Record>,
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

/// A manifest named by the alternatives, targets and replicates of a wish: the same wish has the same name. What it names as
/// the scenario is what was run, not the file that was served.
pub fn manifest_of(served: &Manifest, scenario: &Scenario, record: &Record, replicates: u32) -> Manifest {
    let wish = format!("{:?} {:?} {replicates}", scenario.alternatives, scenario.targets);
    let run_id = format!("{}-{}", served.run_id, &sha256(wish.as_bytes())[..8]);
    let (scenario, inputs) = (record.name.clone(), record.inputs.clone());
    Manifest { run_id, replicates, scenario, inputs, ..served.clone() }
}

impl Judged {
    /// The manifest with what a reader is warned of, changed targets first.
    fn manifest(&self) -> Result<Manifest, ReportError> {
        let mut warnings = self.record.warnings(&self.comparison.facts, &Words::new()?);
        warnings.extend(self.manifest.warnings.iter().cloned());
        Ok(Manifest { warnings, ..self.manifest.clone() })
    }

    /// The bytes of one of the run's files; `None` if it has none of that name.
    pub fn file(&self, name: &str, texts: &Texts) -> Result<Option<Vec<u8>>, ReportError> {
        let manifest = self.manifest()?;
        let files = comparison_files(&self.comparison, &manifest, texts.language)?;
        files.iter().find(|it| it.name == name).map(bytes).transpose()
    }

    /// All of the run's files and the scenario that was run, as a ZIP.
    pub fn everything(&self, scenario: &Copies, texts: &Texts) -> Result<Vec<u8>, ReportError> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let manifest = self.manifest()?;
        for file in comparison_files(&self.comparison, &manifest, texts.language)? {
            add(&mut zip, &file.name, &bytes(&file)?)?;
        }
        for (name, bytes) in &scenario.files {
            add(&mut zip, name, bytes)?;
        }
        Ok(zip.finish().map_err(zipped)?.into_inner())
    }
}

/// The first file that has no place in an archive: unpacked elsewhere, it would not be where the scenario looks for it.
pub fn homeless(scenario: &Copies) -> Option<&str> {
    let odd = scenario.files.iter().map(|it| &it.0).filter(|name| name.contains(['\\', ':']));
    scenario.elsewhere.iter().chain(odd).next().map(String::as_str)
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
