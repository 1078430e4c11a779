//! Sentences for people before they are words: the key of a text and what fills its places.

use std::fmt::Display;

/// A sentence of a diagnostic: the catalogue of texts has it, in every language, under its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub key: &'static str,
    /// By the name of the place that it fills.
    pub args: Vec<(&'static str, Arg)>,
}

/// What fills a place of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// The same in every language: names, codes, numbers, the words of a library.
    Text(String),
    /// A text of the catalogue itself.
    Said(Said),
    /// Several of them, shown with commas in between.
    List(Vec<Said>),
}

impl<T: Display> From<&T> for Arg {
    fn from(value: &T) -> Arg {
        Arg::Text(value.to_string())
    }
}

impl From<&Said> for Arg {
    fn from(said: &Said) -> Arg {
        Arg::Said(said.clone())
    }
}

impl From<&Arg> for Arg {
    fn from(arg: &Arg) -> Arg {
        arg.clone()
    }
}

/// `said!("diag-mix-above-one", sum = a + b)`: the sentence of a key, its places filled.
macro_rules! said {
    (@arg $name:ident) => { $crate::load::said::Arg::from(&$name) };
    (@arg $name:ident $value:expr) => { $crate::load::said::Arg::from(&$value) };
    ($key:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $crate::load::said::Said {
            key: $key,
            args: vec![$((stringify!($name), $crate::load::said::said!(@arg $name $($value)?))),*],
        }
    };
}
pub(crate) use said;
