//! What is wrong with the command line, in the catalogue's words.

use super::diagnostics::words;
use super::numbers::Wrong;
use crate::load::said::{Arg, Said, said};
use crate::report::Texts;
use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::error::Error as _;

/// The complaint, what may have been meant, how the command is written, and where more is told.
pub fn complaint(error: &Error, texts: &Texts) -> String {
    let mut lines = vec![format!("{}: {}", texts.get("diag-error"), words(&fault(error), texts))];
    for (kind, key) in [
        (ContextKind::ValidValue, "usage-valid-values"),
        (ContextKind::ValidSubcommand, "usage-valid-commands"),
        (ContextKind::SuggestedSubcommand, "usage-similar"),
        (ContextKind::SuggestedArg, "usage-similar"),
        (ContextKind::SuggestedValue, "usage-similar"),
    ] {
        let given = all(error, kind);
        if !given.is_empty() {
            lines.push(format!("  {}", texts.format(key, &[("given", &given.join(", "))])));
        }
    }
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        let usage = usage.to_string();
        lines.push(format!(
            "\n{}: {}",
            texts.get("help-usage"),
            usage.trim_start_matches("Usage: ").trim_end()
        ));
    }
    lines.push(format!("\n{}\n", texts.get("usage-more")));
    lines.join("\n")
}

fn fault(error: &Error) -> Said {
    let argument = first(error, ContextKind::InvalidArg);
    let value = first(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => said!("usage-value-missing", argument),
        ErrorKind::InvalidValue => said!("usage-value-unknown", argument, value),
        ErrorKind::ValueValidation => {
            let wrong = error.source().and_then(|source| source.downcast_ref::<Wrong>());
            match wrong.map(|Wrong(said)| Arg::from(said)) {
                Some(reason) => said!("usage-value-wrong", argument, value, reason),
                None => said!("usage-value-unknown", argument, value),
            }
        }
        ErrorKind::UnknownArgument => said!("usage-unknown-argument", argument),
        ErrorKind::InvalidSubcommand => {
            said!("usage-unknown-command", command = first(error, ContextKind::InvalidSubcommand))
        }
        ErrorKind::ArgumentConflict => {
            let others = all(error, ContextKind::PriorArg).join(", ");
            match others == argument {
                true => said!("usage-twice", argument),
                false => said!("usage-conflict", argument, others),
            }
        }
        ErrorKind::MissingRequiredArgument => {
            said!("usage-missing", arguments = all(error, ContextKind::InvalidArg).join(", "))
        }
        ErrorKind::MissingSubcommand => said!("usage-missing-command"),
        ErrorKind::TooManyValues => said!("usage-too-many-values", argument, value),
        ErrorKind::InvalidUtf8 => said!("usage-not-utf8"),
        _ => said!("usage-not-understood"),
    }
}

fn first(error: &Error, kind: ContextKind) -> String {
    all(error, kind).into_iter().next().unwrap_or_default()
}

/// What the parser says of the error under a kind, as written by the user or as an option is named.
fn all(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(one)) => vec![one.clone()],
        Some(ContextValue::Strings(several)) => several.clone(),
        _ => Vec::new(),
    }
}
