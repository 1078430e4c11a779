//! The language of a command: `--lang`, which every command has, else the environment's, else Vietnamese.

use crate::report::Language;
use std::ffi::OsString;
use std::sync::OnceLock;

static LANGUAGE: OnceLock<Language> = OnceLock::new();

/// Language of everything that this process says and writes.
pub fn language() -> Language {
    *LANGUAGE.get_or_init(|| chosen(std::env::args_os()))
}

/// Read before the command line is parsed, because help and what is wrong with the command line are told in it too;
/// the parser sees `--lang` again and refuses a language that there is not.
fn chosen(arguments: impl Iterator<Item = OsString>) -> Language {
    let mut arguments = arguments.map(|it| it.to_string_lossy().into_owned()).take_while(|it| it != "--");
    while let Some(argument) = arguments.next() {
        let word = match argument.strip_prefix("--lang=") {
            Some(word) => Some(word.to_string()),
            None if argument == "--lang" => arguments.next(),
            None => None,
        };
        if let Some(language) = word.and_then(|word| named(&word)) {
            return language;
        }
    }
    of_environment(|name| std::env::var(name).ok())
}

fn named(word: &str) -> Option<Language> {
    Language::ALL.into_iter().find(|language| language.word() == word)
}

/// English if the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that says anything says so.
fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Language {
    let mut said = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(variable);
    let english = said.find(|value| !value.is_empty()).is_some_and(|value| value.starts_with("en"));
    if english { Language::En } else { Language::Vi }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_goes_before_the_environment() {
        let of = |words: &[&str]| chosen(words.iter().map(OsString::from));
        assert_eq!(of(&["giamngheo", "run", "s.toml", "--lang", "en"]), Language::En);
        assert_eq!(of(&["giamngheo", "--lang=en", "run"]), Language::En);
        assert_eq!(of(&["giamngheo", "run", "--lang=vi"]), Language::Vi);
        let environment = of_environment(|name| std::env::var(name).ok());
        assert_eq!(of(&["giamngheo", "run", "--lang", "fr"]), environment);
        assert_eq!(of(&["giamngheo", "run", "--", "--lang", "en"]), environment);
    }

    #[test]
    fn the_first_variable_that_says_anything_decides() {
        let of = |pairs: &[(&str, &str)]| {
            of_environment(|name| {
                pairs.iter().find(|(known, _)| *known == name).map(|(_, it)| it.to_string())
            })
        };
        assert_eq!(of(&[]), Language::Vi);
        assert_eq!(of(&[("LANG", "en_GB.UTF-8")]), Language::En);
        assert_eq!(of(&[("LC_ALL", "vi_VN.UTF-8"), ("LANG", "en_GB.UTF-8")]), Language::Vi);
        assert_eq!(of(&[("LC_ALL", ""), ("LANG", "en_GB.UTF-8")]), Language::En);
        assert_eq!(of(&[("LANG", "C")]), Language::Vi);
    }
}
