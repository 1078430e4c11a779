//! The catalogue of texts: every word that a user reads, in Vietnamese and in English.

use super::ReportError;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

const VI: &str = include_str!("texts/vi.ftl");
const EN: &str = include_str!("texts/en.ftl");

/// Language of the reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    Vi,
    En,
}

impl Language {
    pub const ALL: [Language; 2] = [Language::Vi, Language::En];

    /// The code used on the command line and in files: `vi` or `en`.
    pub fn word(self) -> &'static str {
        match self {
            Language::Vi => "vi",
            Language::En => "en",
        }
    }

    /// Reads a language code or a locale: `vi`, `vi_VN.UTF-8`, `en-GB`.
    pub fn from_word(word: &str) -> Option<Language> {
        let code = word.split(['_', '-', '.']).next().unwrap_or_default().to_ascii_lowercase();
        Language::ALL.into_iter().find(|language| language.word() == code)
    }

    fn source(self) -> &'static str {
        match self {
            Language::Vi => VI,
            Language::En => EN,
        }
    }
}

/// The texts of one language.
pub struct Texts {
    pub language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    pub fn new(language: Language) -> Result<Texts, ReportError> {
        let resource = FluentResource::try_new(language.source().to_string())
            .map_err(|(_, errors)| ReportError::Texts(format!("{}.ftl: {errors:?}", language.word())))?;
        let identifier = language.word().parse().map_err(|error| ReportError::Texts(format!("{error:?}")))?;
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // Isolating marks would put invisible characters into files and terminals.
        bundle.set_use_isolating(false);
        bundle
            .add_resource(resource)
            .map_err(|errors| ReportError::Texts(format!("{}.ftl: {errors:?}", language.word())))?;
        Ok(Texts { language, bundle })
    }

    /// A text without placeholders.
    pub fn get(&self, key: &str) -> String {
        self.find(key, None).unwrap_or_else(|| missing(key))
    }

    /// A text with its placeholders filled in; numbers come formatted for the language.
    pub fn format(&self, key: &str, args: &[(&str, &str)]) -> String {
        let mut values = FluentArgs::new();
        for (name, value) in args {
            values.set(*name, FluentValue::from(*value));
        }
        self.find(key, Some(&values)).unwrap_or_else(|| missing(key))
    }

    /// The text of a key that need not exist.
    pub fn known(&self, key: &str) -> Option<String> {
        self.find(key, None)
    }

    /// The text of a key that need not exist, such as the title of a set that the user named.
    pub fn get_or(&self, key: &str, otherwise: &str) -> String {
        self.known(key).unwrap_or_else(|| otherwise.to_string())
    }

    fn find(&self, key: &str, args: Option<&FluentArgs>) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, args, &mut errors).into_owned();
        errors.is_empty().then_some(text)
    }
}

/// A key without a text shows itself, so that a report is never lost to a word; tests keep it from happening.
fn missing(key: &str) -> String {
    format!("⟨{key}⟩")
}

#[cfg(test)]
#[path = "texts_test.rs"]
mod tests;
