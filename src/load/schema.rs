//! JSON Schemas of the files as written.

use super::{written, written_programme, written_targets, written_transitions};
use schemars::schema_for;
use serde_json::Value;

/// A kind of TOML file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Scenario,
    Programme,
    Transitions,
    Targets,
}

impl Kind {
    /// As the command line and the catalogue of texts name it.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Scenario => "scenario",
            Kind::Programme => "programme",
            Kind::Transitions => "transitions",
            Kind::Targets => "targets",
        }
    }
}

/// JSON Schema (2020-12) of a file kind; its descriptions are those of the types.
pub fn schema(kind: Kind) -> Value {
    match kind {
        Kind::Scenario => schema_for!(written::ScenarioFile),
        Kind::Programme => schema_for!(written_programme::ProgrammeFile),
        Kind::Transitions => schema_for!(written_transitions::TransitionsFile),
        Kind::Targets => schema_for!(written_targets::TargetsFile),
    }
    .to_value()
}
