//! A scenario and its files, read from disk and loaded; problems printed.

use super::common::unmade;
use super::failure::said_of;
use super::{Failure, diagnostics};
use crate::domain::scenario::Scenario;
use crate::load::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::load::said::{Said, said};
use crate::load::scenario::{Inputs, Reference, load, references};
use crate::report::both::{Both, Words};
use crate::report::{Language, Texts};
use crate::store::{self, StoreError};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;

/// A loaded scenario with what a manifest needs to know of its inputs.
pub struct Loaded {
    pub scenario: Scenario,
    /// Shown path and SHA-256 (hexadecimal) of every input.
    pub hashes: Vec<(String, String)>,
    pub warnings: Vec<Both>,
    /// Language of warnings and of what is said later.
    pub language: Language,
}

/// Files by path as written in the scenario: shown name and bytes.
pub type FilesRead = BTreeMap<String, (String, Vec<u8>)>;

/// A file's text.
fn text_of(path: &Path) -> Result<String, Failure> {
    String::from_utf8(store::read(path)?)
        .map_err(|error| Failure::refused(said!("refused-not-utf8", path = shown(path), detail = error)))
}

/// The scenario's text and those of its files that are there.
pub fn texts(path: &Path) -> Result<(String, FilesRead), Failure> {
    let text = text_of(path)?;
    let files = read_files(path, &shown(path), &text, &mut Diagnostics::default())?;
    Ok((text, files))
}

/// Refuses an output folder that holds something else.
pub fn may_replace(folder: &Path, replace: &store::Replace<'_>) -> Result<(), Failure> {
    store::may_replace(folder, replace).map_err(|error| match said_of(&error) {
        Some(message) => Failure::hinted(message, said!("refused-exists-hint")),
        None => error.into(),
    })
}

/// The threads that simulate and report; all cores if none are asked for.
pub fn pool(threads: Option<u16>) -> Result<rayon::ThreadPool, Failure> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.map_or(0, usize::from)).build();
    pool.map_err(Failure::program)
}

/// Reads and loads a scenario; on any error all of them are printed to stderr.
pub fn scenario(path: &Path, language: Language) -> Result<Loaded, Failure> {
    let shown = shown(path);
    let text = text_of(path)?;
    let mut problems = Diagnostics::default();
    let files = read_files(path, &shown, &text, &mut problems)?;
    let (scenario, found) = load(&Inputs { file: &shown, text: &text, files: &files });
    let missing = problems.has_errors();
    // A file that could not be read has no content to complain about.
    let unread = |file: &str| missing && file.is_empty();
    problems.items.extend(found.items.into_iter().filter(|item| !unread(&item.file)));
    let texts = Texts::new(language).map_err(unmade)?;
    if !problems.items.is_empty() {
        let readable =
            |(name, bytes): &(String, Vec<u8>)| Some((name.clone(), String::from_utf8(bytes.clone()).ok()?));
        let mut shown_files: BTreeMap<String, String> = files.values().filter_map(readable).collect();
        shown_files.insert(shown.clone(), text.clone());
        eprint!("{}", diagnostics::render(&problems, &shown_files, &texts));
    }
    let Some(scenario) = scenario.filter(|_| !problems.has_errors()) else {
        return Err(Failure::Input(None));
    };
    let warnings = diagnostics::warnings(&problems, &Words::new().map_err(unmade)?);
    let mut hashes = vec![(shown, sha256(text.as_bytes()))];
    hashes.extend(files.values().map(|(name, bytes)| (name.clone(), sha256(bytes))));
    Ok(Loaded { scenario, hashes, warnings, language })
}

/// Reads the files that a scenario names; each that is missing is a diagnostic at the place that names it.
fn read_files(
    path: &Path,
    shown: &str,
    text: &str,
    problems: &mut Diagnostics,
) -> Result<FilesRead, Failure> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let (references, _) = references(shown, text);
    let mut files = BTreeMap::new();
    let mut unread = |rule: &'static str, reference: Reference, message: Said| {
        let found = Diagnostic::error(shown, Place::Span(reference.span), rule, message);
        problems.push(found.value(reference.path).hint(said!("diag-relative-paths-hint")));
    };
    for reference in references {
        let file = folder.join(&reference.path);
        match store::read(&file) {
            Ok(bytes) => {
                files.insert(reference.path, (self::shown(&file), bytes));
            }
            Err(StoreError::Missing(_)) if reference.optional => {}
            Err(error) => {
                let Some(message) = said_of(&error) else { return Err(error.into()) };
                let large = matches!(error, StoreError::TooLarge { .. });
                unread(if large { "file-too-large" } else { "missing-file" }, reference, message);
            }
        }
    }
    Ok(files)
}

/// A path as shown to people: `/`-separated on every system.
pub fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
