//! Commands of a build that was made without them: they say how to get them.

use super::Failure;
use clap::Args;

#[derive(Args)]
pub struct Absent {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    arguments: Vec<String>,
}

impl Absent {
    /// Says which feature the command belongs to.
    pub fn execute(self, name: &str, feature: &str) -> Result<(), Failure> {
        let message = format!("this build cannot {name}: it is an optional part, the feature {feature}");
        let given = self.arguments.join(" ");
        let hint = format!("cargo run --release --features {feature} -- {name} {given}");
        Err(Failure::Input(Some(format!("{message}\n  hint: {}", hint.trim_end()))))
    }
}
