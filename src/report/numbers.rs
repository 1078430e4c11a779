//! Numbers as each language writes them: the only place where a report rounds.

use super::texts::Language;
use rust_decimal::Decimal;

/// Rounded to a number of decimals, thousands grouped: `1.234.567,9` or `1,234,567.9`.
pub fn fixed(language: Language, value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return "–".to_string();
    }
    localise(language, &format!("{value:.decimals$}"))
}

/// The same with an explicit sign, `+` or `−`; zero has none.
pub fn signed(language: Language, value: f64, decimals: usize) -> String {
    let text = fixed(language, value, decimals);
    let positive = !text.starts_with('−') && text.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    if positive { format!("+{text}") } else { text }
}

/// At least `least` and at most `most` decimals, as many as the number needs: `1,7` and `1,3175`.
pub fn trimmed(language: Language, value: f64, least: usize, most: usize) -> String {
    let text = format!("{value:.most$}");
    let mut keep = text.len();
    while keep > text.len() - (most - least) && text.as_bytes()[keep - 1] == b'0' {
        keep -= 1;
    }
    localise(language, text[..keep].trim_end_matches('.'))
}

/// Decimals with which a number has so many significant figures; none where it is large.
pub fn decimals_of(value: f64, figures: usize) -> usize {
    // In scientific notation after rounding: 9.996 has three figures as 10.0.
    let written = format!("{value:.*e}", figures.saturating_sub(1));
    let exponent = written.split_once('e').and_then(|(_, power)| power.parse::<i32>().ok()).unwrap_or(0);
    let wanted = figures as i32 - 1 - exponent;
    usize::try_from(wanted).unwrap_or(0).min(9)
}

/// A number of things.
pub fn whole(language: Language, value: i64) -> String {
    localise(language, &value.to_string())
}

/// A number of which only two digits are known: `41.000` for 41 272.
pub fn about(language: Language, value: f64) -> String {
    fixed(language, format!("{value:.1e}").parse().unwrap_or(value), 0)
}

/// An exact decimal rounded to `decimals`.
pub fn decimal(language: Language, value: Decimal, decimals: u32) -> String {
    localise(language, &format!("{:.*}", decimals as usize, value.round_dp(decimals)))
}

/// A percentage with its sign: `5,27 %` or `5.27%`.
pub fn percent(language: Language, value: f64, decimals: usize) -> String {
    with_percent_sign(language, &fixed(language, value, decimals))
}

/// Appends the percent sign as the language sets it.
pub fn with_percent_sign(language: Language, number: &str) -> String {
    match language {
        Language::Vi => format!("{number} %"),
        Language::En => format!("{number}%"),
    }
}

/// Rounded with halves away from zero, as spreadsheets do: shares of a round number of replicates are often halves.
fn half_up(value: f64, decimals: i32) -> f64 {
    let scale = 10_f64.powi(decimals);
    // Twelve digits first: 0.285 × 100 is a hair below 28.5.
    let exact = format!("{:.11e}", value * scale).parse().unwrap_or(value * scale);
    f64::round(exact) / scale
}

/// A probability in percent: whole, with one decimal near 0 and 1 so that rare is not shown as never.
pub fn probability(language: Language, value: f64) -> String {
    let percent = value * 100.0;
    let extreme = percent != 0.0 && percent != 100.0 && !(1.0..=99.0).contains(&percent);
    match (extreme, percent < 0.05, percent >= 99.95) {
        (true, true, _) => format!("<{}", fixed(language, 0.1, 1)),
        (true, _, true) => format!(">{}", fixed(language, 99.9, 1)),
        (true, ..) => fixed(language, half_up(percent, 1), 1),
        (false, ..) => fixed(language, half_up(percent, 0), 0),
    }
}

/// Points or points a year in words: two decimals tell apart what targets tell apart.
pub fn points(language: Language, value: f64) -> String {
    trimmed(language, value, 1, 2)
}

/// The same of what stays below a limit: with more decimals where two would show no difference.
pub fn points_below(language: Language, value: f64, limit: f64) -> String {
    let shown = points(language, value);
    if shown == points(language, limit) { trimmed(language, value, 1, 4) } else { shown }
}

/// A band of yearly falls: `1,7–2,0`, or one number where floor and top are the same.
pub fn band(language: Language, floor: f64, top: f64) -> String {
    let low = points(language, floor);
    if floor == top { low } else { format!("{low}–{}", points(language, top)) }
}

/// A calendar date: `24/11/2026` or `24 November 2026`.
pub fn date(language: Language, year: i32, month: u8, day: u8) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    match (language, MONTHS.get(usize::from(month).wrapping_sub(1))) {
        (Language::En, Some(name)) => format!("{day} {name} {year}"),
        _ => format!("{day:02}/{month:02}/{year}"),
    }
}

/// From a number as Rust prints it to the language's separators and a true minus sign.
fn localise(language: Language, plain: &str) -> String {
    let (group, point) = match language {
        Language::Vi => ('.', ','),
        Language::En => (',', '.'),
    };
    let digits = plain.strip_prefix('-').unwrap_or(plain);
    let negative = digits.len() < plain.len() && digits.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    let (integer, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut text = String::from(if negative { "−" } else { "" });
    for (place, digit) in integer.chars().enumerate() {
        if place > 0 && (integer.len() - place).is_multiple_of(3) {
            text.push(group);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(point);
        text.push_str(fraction);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::Language::{En, Vi};
    use super::*;

    #[test]
    fn halves_of_a_probability_go_up_as_in_a_spreadsheet() {
        let shown = [0.0025, 0.0015, 0.285, 0.905, 0.904999, 0.9985, 0.9995, 0.0005, 0.0004, 0.0, 1.0];
        let shown = shown.map(|value| probability(En, value));
        let wanted = ["0.3", "0.2", "29", "91", "90", "99.9", ">99.9", "0.1", "<0.1", "0", "100"];
        assert_eq!(shown, wanted);
    }

    #[test]
    fn separators_follow_the_language() {
        assert_eq!(fixed(Vi, 1_234_567.89, 1), "1.234.567,9");
        assert_eq!(fixed(En, 1_234_567.89, 1), "1,234,567.9");
        assert_eq!(whole(Vi, -769_621), "−769.621");
        assert_eq!(fixed(Vi, 999.0, 0), "999");
        assert_eq!(fixed(En, 1000.0, 0), "1,000");
    }

    #[test]
    fn signs_are_true_and_zero_has_none() {
        assert_eq!(signed(Vi, 0.423, 2), "+0,42");
        assert_eq!(signed(En, -0.423, 2), "−0.42");
        assert_eq!(signed(En, -0.0004, 2), "0.00");
        assert_eq!(fixed(En, f64::NAN, 2), "–");
    }

    #[test]
    fn decimals_give_so_many_figures() {
        let shown = |value: f64| fixed(En, value, decimals_of(value, 3));
        assert_eq!(
            [46.6, 9.996, 0.0517, 0.2, 1234.0].map(shown),
            ["46.6", "10.0", "0.0517", "0.200", "1,234"]
        );
        assert_eq!([0.0, f64::NAN].map(|value| decimals_of(value, 3)), [2, 2]);
    }

    #[test]
    fn trimmed_keeps_what_the_number_needs() {
        assert_eq!(trimmed(Vi, 1.3175, 1, 4), "1,3175");
        assert_eq!(trimmed(Vi, 2.0, 1, 4), "2,0");
        assert_eq!(trimmed(En, 5.27, 0, 4), "5.27");
        assert_eq!(trimmed(En, 20.0, 0, 2), "20");
        assert_eq!(band(Vi, 1.7, 2.0), "1,7–2,0");
        assert_eq!(
            (points_below(Vi, 1.3175, 1.7), points_below(Vi, 1.3175, 1.32)),
            ("1,32".into(), "1,3175".into())
        );
        assert_eq!((points(Vi, 1.3175), points(En, 1.7)), ("1,32".to_string(), "1.7".to_string()));
        assert_eq!(band(En, 1.0, 1.0), "1.0");
    }

    #[test]
    fn percentages_and_probabilities_carry_their_unit() {
        assert_eq!(percent(Vi, 5.27, 2), "5,27 %");
        assert_eq!(percent(En, 5.27, 2), "5.27%");
        assert_eq!((about(Vi, 41_272.6), about(En, 7.0)), ("41.000".to_string(), "7".to_string()));
        assert_eq!(about(En, 99_600.0), "100,000");
        assert_eq!(probability(Vi, 0.62), "62");
        assert_eq!(probability(Vi, 0.0), "0");
        assert_eq!(probability(En, 0.0042), "0.4");
        assert_eq!(probability(En, 0.0002), "<0.1");
        assert_eq!(probability(En, 0.9998), ">99.9");
        assert_eq!(probability(En, 1.0), "100");
    }

    #[test]
    fn dates_and_exact_decimals() {
        assert_eq!(date(Vi, 2026, 3, 4), "04/03/2026");
        assert_eq!(date(En, 2026, 11, 24), "24 November 2026");
        assert_eq!(decimal(Vi, Decimal::new(1_012_492, 1), 1), "101.249,2");
    }
}
