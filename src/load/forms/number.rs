//! Numbers as Vietnamese and English offices print them; what could be read in two ways is refused.

use super::text::{clean, fold};
use crate::load::said::{Said, said};
use rust_decimal::Decimal;

/// How the numbers of text cells are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Locale {
    /// Not declared: a number that both conventions can read, with different values, is refused.
    #[default]
    Auto,
    /// `1.234` is one thousand two hundred and thirty-four; `0,5` is a half.
    Vietnamese,
    /// `1,234` is one thousand two hundred and thirty-four; `0.5` is a half.
    English,
}

impl Locale {
    /// Reads `auto`, `vi` or `en`.
    pub fn from_word(word: &str) -> Option<Locale> {
        match word {
            "auto" => Some(Locale::Auto),
            "vi" => Some(Locale::Vietnamese),
            "en" => Some(Locale::English),
            _ => None,
        }
    }
}

/// Why a cell is not a number that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub rule: &'static str,
    pub message: Said,
    pub hint: Said,
}

impl Refusal {
    pub fn new(rule: &'static str, message: Said, hint: Said) -> Refusal {
        Refusal { rule, message, hint }
    }
}

/// Reads a text cell; `None` = no figure given (empty, `…`). A lone dash is zero, as in statistical yearbooks.
pub fn parse(text: &str, locale: Locale) -> Result<Option<Decimal>, Refusal> {
    let text = clean(text);
    match text.as_str() {
        "" | "…" | "..." | "n/a" => return Ok(None),
        "-" | "–" | "—" => return Ok(Some(Decimal::ZERO)),
        _ => {}
    }
    if is_not_finite(&text) {
        return Err(Refusal::new(
            "not-finite",
            said!("diag-count-not-finite"),
            said!("diag-count-not-finite-hint"),
        ));
    }
    let (negative, body) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(&text)),
    };
    let value = magnitude(body, locale)?;
    Ok(Some(if negative { -value } else { value }))
}

fn is_not_finite(text: &str) -> bool {
    let word = fold(text);
    matches!(word.trim_start_matches(['-', '+']), "nan" | "inf" | "infinity" | "∞")
}

/// A number without sign, read in every way that the locale admits.
fn magnitude(body: &str, locale: Locale) -> Result<Decimal, Refusal> {
    let vietnamese = read_as(body, '.', ',');
    let english = read_as(body, ',', '.');
    let readings = match locale {
        Locale::Auto => (vietnamese, english),
        Locale::Vietnamese => (vietnamese, None),
        Locale::English => (None, english),
    };
    match readings {
        (Some(one), Some(other)) if one != other => Err(Refusal::new(
            "ambiguous-number",
            said!("diag-ambiguous-number", one, other),
            said!("diag-ambiguous-number-hint", one, other),
        )),
        (Some(value), _) | (None, Some(value)) => Ok(value),
        (None, None) => Err(not_a_number(body, vietnamese.or(english))),
    }
}

fn not_a_number(body: &str, otherwise: Option<Decimal>) -> Refusal {
    let digits = body.bytes().filter(u8::is_ascii_digit).count();
    let plain = body.chars().all(|c| c.is_ascii_digit() || ".,  ".contains(c));
    if let Some(value) = otherwise {
        let hint = said!("diag-number-against-locale-hint", value);
        return Refusal::new("number-against-locale", said!("diag-number-against-locale"), hint);
    }
    if plain && digits > MAX_DIGITS {
        return Refusal::new(
            "number-too-large",
            said!("diag-number-too-large"),
            said!("diag-check-digits-hint"),
        );
    }
    Refusal::new("not-a-number", said!("diag-cell-not-a-number"), said!("diag-cell-not-a-number-hint"))
}

/// More digits than any figure of a province has; keeps the exact decimal within its range.
const MAX_DIGITS: usize = 24;

/// Reads digits grouped by `group` (or blanks) with the decimal mark `mark`.
fn read_as(body: &str, group: char, mark: char) -> Option<Decimal> {
    let (whole, fraction) = match body.split_once(mark) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (body, None),
    };
    let digits = ungroup(whole, group).or_else(|| ungroup(whole, ' '))?;
    let written = match fraction {
        Some(fraction) if !is_digits(fraction) => return None,
        Some(fraction) => format!("{digits}.{fraction}"),
        None => digits,
    };
    if written.len() > MAX_DIGITS { None } else { written.parse().ok() }
}

/// Digits without separators; groups must be of three and the first must not begin with a zero.
fn ungroup(text: &str, separator: char) -> Option<String> {
    let groups: Vec<&str> = text.split(separator).collect();
    if !groups.iter().all(|group| is_digits(group)) {
        return None;
    }
    if let [first, rest @ ..] = groups.as_slice()
        && !rest.is_empty()
        && (first.len() > 3 || first.starts_with('0') || rest.iter().any(|group| group.len() != 3))
    {
        return None;
    }
    Some(groups.concat())
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn value(text: &str, locale: Locale) -> String {
        match parse(text, locale) {
            Ok(Some(value)) => value.to_string(),
            Ok(None) => "none".to_string(),
            Err(refusal) => refusal.rule.to_string(),
        }
    }

    #[test]
    fn numbers_as_printed() {
        for (text, read) in [
            ("769.621,5", "769621.5"),
            ("769,621.5", "769621.5"),
            ("1 234", "1234"),
            ("1\u{a0}234", "1234"),
            ("1\u{202f}234,5", "1234.5"),
            ("1234", "1234"),
            ("12,5", "12.5"),
            ("12.5", "12.5"),
            ("0,525", "0.525"),
            ("1.234.567", "1234567"),
            ("1234,567", "1234.567"),
            ("−7", "-7"),
            ("- 7", "-7"),
            ("-", "0"),
            ("", "none"),
            ("…", "none"),
            ("1.234", "ambiguous-number"),
            ("1,234", "ambiguous-number"),
            ("12.34.567", "not-a-number"),
            ("1.2345.678", "not-a-number"),
            ("1e3", "not-a-number"),
            ("0x10", "not-a-number"),
            ("12a", "not-a-number"),
            (".5", "not-a-number"),
            ("5.", "not-a-number"),
            ("NaN", "not-finite"),
            ("-inf", "not-finite"),
            ("9999999999999999999999999999999", "number-too-large"),
        ] {
            assert_eq!(value(text, Locale::Auto), read, "{text}");
        }
    }

    #[test]
    fn a_declared_locale_settles_ambiguity() {
        assert_eq!(value("1.234", Locale::Vietnamese), "1234");
        assert_eq!(value("1.234", Locale::English), "1.234");
        assert_eq!(value("1,234", Locale::Vietnamese), "1.234");
        assert_eq!(value("1,234", Locale::English), "1234");
        assert_eq!(value("12.5", Locale::Vietnamese), "number-against-locale");
        assert_eq!(value("769.621,5", Locale::English), "number-against-locale");
    }

    fn grouped(number: u64, separator: char) -> String {
        let digits = number.to_string();
        let mut out = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                out.push(separator);
            }
            out.push(digit);
        }
        out
    }

    proptest! {
        #[test]
        fn grouped_numbers_come_back(whole in 0u64..1_000_000_000_000, fraction in 0u32..1000) {
            let exact: Decimal = format!("{whole}.{fraction:03}").parse().unwrap();
            let vietnamese = format!("{},{fraction:03}", grouped(whole, '.'));
            let english = format!("{}.{fraction:03}", grouped(whole, ','));
            let blank = format!("{},{fraction:03}", grouped(whole, ' '));
            prop_assert_eq!(parse(&vietnamese, Locale::Vietnamese), Ok(Some(exact)));
            prop_assert_eq!(parse(&english, Locale::English), Ok(Some(exact)));
            prop_assert_eq!(parse(&blank, Locale::Vietnamese), Ok(Some(exact)));
            prop_assert_eq!(parse(&format!("-{vietnamese}"), Locale::Vietnamese), Ok(Some(-exact)));
        }

        #[test]
        fn undeclared_locale_never_guesses(text in "[0-9.,]{1,12}") {
            let vietnamese = parse(&text, Locale::Vietnamese);
            let english = parse(&text, Locale::English);
            if let Ok(Some(value)) = parse(&text, Locale::Auto) {
                prop_assert!(vietnamese.as_ref().is_err() || vietnamese == Ok(Some(value)));
                prop_assert!(english.as_ref().is_err() || english == Ok(Some(value)));
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,20}") {
            let _ = parse(&text, Locale::Auto);
        }
    }
}
