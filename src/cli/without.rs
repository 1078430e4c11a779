//! Commands of a build that was made without them: they say how to get them.

use super::Failure;
use crate::load::said::said;
use clap::Args;

#[derive(Args)]
pub struct Absent {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    arguments: Vec<String>,
}

impl Absent {
    /// Says which feature the command belongs to.
    pub fn execute(self, name: &str, feature: &str) -> Result<(), Failure> {
        let given = self.arguments.join(" ");
        let command = format!("cargo run --release --features {feature} -- {name} {given}");
        Err(Failure::hinted(
            said!("refused-without", name, feature),
            said!("refused-command", command = command.trim_end()),
        ))
    }
}
