//! Texts in both languages, for what is read in either.

use super::texts::{Language, Texts};
use super::{ReportError, title};
use crate::summarise::summary::Title;
use serde::{Deserialize, Serialize};

/// A text in both languages; once where they are the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Both {
    Same(String),
    Each { vi: String, en: String },
}

impl Both {
    pub fn new(vi: String, en: String) -> Both {
        if vi == en { Both::Same(vi) } else { Both::Each { vi, en } }
    }

    /// A name or code that is the same in both languages.
    pub fn same(text: impl Into<String>) -> Both {
        Both::Same(text.into())
    }

    pub fn title(of: &Title) -> Both {
        Both::new(title(of, Language::Vi).to_string(), title(of, Language::En).to_string())
    }

    pub fn in_language(&self, language: Language) -> &str {
        match (self, language) {
            (Both::Same(text), _) => text,
            (Both::Each { vi, .. }, Language::Vi) => vi,
            (Both::Each { en, .. }, Language::En) => en,
        }
    }

    pub fn vi(&self) -> &str {
        self.in_language(Language::Vi)
    }

    pub fn en(&self) -> &str {
        self.in_language(Language::En)
    }
}

/// The catalogues of both languages.
pub struct Words {
    vi: Texts,
    en: Texts,
}

impl Words {
    pub fn new() -> Result<Words, ReportError> {
        Ok(Words { vi: Texts::new(Language::Vi)?, en: Texts::new(Language::En)? })
    }

    pub fn get(&self, key: &str) -> Both {
        self.with(|texts| texts.get(key))
    }

    /// What `make` says in each language.
    pub fn with(&self, make: impl Fn(&Texts) -> String) -> Both {
        Both::new(make(&self.vi), make(&self.en))
    }

    /// The same where there may be nothing to say.
    pub fn perhaps(&self, make: impl Fn(&Texts) -> Option<String>) -> Option<Both> {
        Some(Both::new(make(&self.vi)?, make(&self.en)?))
    }

    /// The two catalogues, Vietnamese first.
    pub fn each(&self) -> [&Texts; 2] {
        [&self.vi, &self.en]
    }
}
