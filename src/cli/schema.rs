//! `giamngheo schema`: JSON Schemas of the TOML files, so that editors complete and check them.

use super::Failure;
use crate::load::schema::{Kind, schema};
use clap::{Args, ValueEnum};

#[derive(Args)]
pub struct Schema {
    /// File kind.
    #[arg(value_enum, default_value = "scenario")]
    kind: KindArgument,
}

#[derive(Clone, Copy, ValueEnum)]
enum KindArgument {
    Scenario,
    Programme,
    Transitions,
    Targets,
}

impl Schema {
    pub fn execute(self) -> Result<(), Failure> {
        let kind = match self.kind {
            KindArgument::Scenario => Kind::Scenario,
            KindArgument::Programme => Kind::Programme,
            KindArgument::Transitions => Kind::Transitions,
            KindArgument::Targets => Kind::Targets,
        };
        super::print(&schema(kind));
        Ok(())
    }
}
