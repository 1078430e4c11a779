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
    pub fn read() -> Texts {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
        let text = std::fs::read_to_string(root.join("bac-giang.toml")).expect("the shipped scenario");
        let (found, _) = references("bac-giang.toml", &text);
        let read = |path: &str| std::fs::read(root.join(path)).expect("a file of the pack");
        let files =
            found.into_iter().map(|it| (it.path.clone(), (it.path.clone(), read(&it.path)))).collect();
        Texts { text, files }
    }

    pub fn load(&self) -> Scenario {
        let inputs = Inputs { file: "bac-giang.toml", text: &self.text, files: &self.files };
        let (scenario, problems) = load(&inputs);
        assert!(!problems.has_errors());
        scenario.expect("a checked scenario")
    }
}
