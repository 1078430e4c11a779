//! The text of a targets file with other floors: only their numbers are replaced, all else stays as somebody wrote it.

use super::document::Document;
use super::written::Files;
use super::written_targets::TargetWritten;
use crate::domain::target::Target;
use rust_decimal::Decimal;
use toml::Spanned;

/// The path of the targets file as the scenario's text names it.
pub fn targets_path(scenario: &str) -> Option<String> {
    let files: Option<Files> = Document::parse("", scenario).section("files");
    files.map(|files| files.targets.into_inner())
}

/// The text with floor and top of every target as `targets` has them, known by set and cohort.
pub fn with_floors(text: &str, targets: &[Target]) -> String {
    let written: Vec<Spanned<TargetWritten>> = Document::parse("", text).entries("target");
    let mut numbers: Vec<(&Spanned<f64>, Decimal)> = Vec::new();
    for written in written.iter().map(|it| it.get_ref()) {
        let own = |it: &&Target| it.set == *written.set.get_ref() && it.cohort == *written.cohort.get_ref();
        if let Some(target) = targets.iter().find(own) {
            numbers.push((&written.floor, target.floor));
            numbers.extend(written.top.as_ref().map(|top| (top, target.top)));
        }
    }
    let same =
        |written: f64, meant: Decimal| Decimal::try_from(written).is_ok_and(|it| it.round_dp(6) == meant);
    numbers.retain(|(written, meant)| !same(*written.get_ref(), *meant));
    // From the end, so that the places before stay true.
    numbers.sort_by_key(|(written, _)| std::cmp::Reverse(written.span().start));
    let mut text = text.to_string();
    for (written, meant) in numbers {
        text.replace_range(written.span(), &meant.normalize().to_string());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# kept\n[[target]]\nset = \"seed\"\ncohort = \"province\"\nfirst_year = 2022\nlast_year = 2025\n\
        standard = \"nd07\"\nfloor = 1.7 # the report\ntop = 2\nsource = \"đã ký\"\n\n[[target]]\nset = \"other\"\n\
        cohort = \"province\"\nfirst_year = 2022\nlast_year = 2025\nstandard = \"nd07\"\nfloor = 1\nsource = \"\"\n";

    fn target(set: &str, floor: &str, top: &str) -> Target {
        let [floor, top] = [floor, top].map(|it| it.parse().unwrap());
        let (set, cohort) = (set.to_string(), "province".to_string());
        let source = String::new();
        Target { set, cohort, first_year: 2022, last_year: 2025, years_counted: 4, floor, top, source }
    }

    #[test]
    fn only_the_numbers_that_differ_are_replaced() {
        let changed = with_floors(TEXT, &[target("other", "1.25", "1.25"), target("seed", "2.5", "2.5")]);
        let wanted = TEXT.replace("1.7 #", "2.5 #").replace("top = 2\n", "top = 2.5\n");
        assert_eq!(changed, wanted.replace("floor = 1\n", "floor = 1.25\n"));
        assert_eq!(with_floors(TEXT, &[target("seed", "1.70", "2.0"), target("other", "1", "1")]), TEXT);
    }

    #[test]
    fn the_scenario_names_the_file() {
        let text = include_str!("../../tests/small/scenario.toml");
        assert_eq!(targets_path(text).as_deref(), Some("targets.toml"));
        assert_eq!(targets_path("x = "), None);
    }
}
