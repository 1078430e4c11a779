//! A scenario's text with one more alternative: written at its end, and read again before anybody gets it.

use super::input::FilesRead;
use crate::domain::alternative::Alternative;
use crate::load::scenario::{Inputs, load};
use crate::report::alternative_toml::alternative_toml;

/// The text with the alternative as its last; `None` if it cannot be written, or would not give back the very same money.
pub fn with_alternative(
    shown: &str,
    text: &str,
    files: &FilesRead,
    alternative: &Alternative,
) -> Option<String> {
    let block = alternative_toml(alternative)?;
    let text =
        format!("{}\n\n# Added by giamngheo; weights of tables are relative.\n{block}", text.trim_end());
    let (again, problems) = load(&Inputs { file: shown, text: &text, files });
    let same = again.is_some_and(|it| it.alternatives.last() == Some(alternative));
    (same && !problems.has_errors()).then_some(text)
}
