//! JSON Schemas of the files as written.

use super::{written, written_programme, written_targets, written_transitions};
use schemars::schema_for;

/// A kind of TOML file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Scenario,
    Programme,
    Transitions,
    Targets,
}

/// JSON Schema (2020-12) of a file kind, ending in a line feed.
pub fn schema(kind: Kind) -> String {
    let schema = match kind {
        Kind::Scenario => schema_for!(written::ScenarioFile),
        Kind::Programme => schema_for!(written_programme::ProgrammeFile),
        Kind::Transitions => schema_for!(written_transitions::TransitionsFile),
        Kind::Targets => schema_for!(written_targets::TargetsFile),
    };
    let mut text = serde_json::to_string_pretty(schema.as_value()).unwrap_or_default();
    text.push('\n');
    text
}
