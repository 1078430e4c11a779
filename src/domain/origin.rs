//! Where a number comes from: a source that can be cited, an assumption, or made-up (synthetic) data.

/// How much a number may be trusted; shown wherever the number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// Taken from an official form or a source that the file names.
    Official,
    /// Chosen by the author of the scenario; the file says why.
    Assumption,
    /// Made by `giamngheo data synth` (số liệu giả lập): never to be quoted as a fact about a real commune.
    Synthetic,
}

impl Origin {
    /// The word used in files: `official`, `assumption` or `synthetic`.
    pub fn word(self) -> &'static str {
        match self {
            Origin::Official => "official",
            Origin::Assumption => "assumption",
            Origin::Synthetic => "synthetic",
        }
    }

    /// Reads the word used in files.
    pub fn from_word(word: &str) -> Option<Origin> {
        [Origin::Official, Origin::Assumption, Origin::Synthetic]
            .into_iter()
            .find(|origin| origin.word() == word)
    }
}
