//! The shipped scenario for the benchmarks.

use giamngheo::domain::scenario::Scenario;
use giamngheo::load::scenario::{Inputs, load, references};
use std::collections::BTreeMap;
use std::path::Path;

/// The scenario file's text, and by path the files that it names.
pub struct Texts {
    text: String,
    files: BTreeMap<String, (String, Vec<u8>)>,
}

impl Texts {
    #[allow(dead_code, reason = "not every benchmark needs this file")]
    pub fn read() -> Texts {
        Texts::of("bac-giang.toml")
    }

    /// Of one of the shipped scenario files.
    #[allow(dead_code, reason = "not every benchmark needs another file")]
    pub fn of(file: &str) -> Texts {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
        let text = std::fs::read_to_string(root.join(file)).expect("the shipped scenario");
        let (found, _) = references(file, &text);
        let read = |path: &str| std::fs::read(root.join(path)).expect("a file of the pack");
        let files =
            found.into_iter().map(|it| (it.path.clone(), (it.path.clone(), read(&it.path)))).collect();
        Texts { text, files }
    }

    pub fn load(&self) -> Scenario {
        let inputs = Inputs { file: "scenario", text: &self.text, files: &self.files };
        let (scenario, problems) = load(&inputs);
        assert!(!problems.has_errors());
        scenario.expect("a checked scenario")
    }
}
