//! What each decision rule chooses in words: its value, the runner-up, and how far apart the two are.

use super::comparison_words::{name, rule_name};
use super::numbers::{fixed, probability, signed, with_percent_sign};
use super::terminal::Grid;
use super::texts::Texts;
use crate::decide::comparison::Comparison;
use crate::decide::rules::{Choice, Lead, Rule};

/// Below this difference two probabilities are nearly equal, whatever the replicates: one point.
const NEARLY: f64 = 0.01;

/// Whether the rule asks for a target that arithmetic rules out under every alternative.
fn is_impossible(comparison: &Comparison, choice: &Choice) -> bool {
    let Rule::TargetChance(target) = &choice.rule else { return false };
    let mut own = comparison.chances.iter().filter(|it| &it.target == target);
    own.all(|it| !it.possible)
}

/// What a rule chooses.
pub(super) fn chosen(comparison: &Comparison, choice: &Choice, texts: &Texts) -> String {
    match (is_impossible(comparison, choice), choice.decides()) {
        (true, _) => texts.get("comparison-rule-impossible"),
        (false, false) => texts.get("comparison-rule-none"),
        (false, true) => {
            choice.chosen.iter().map(|&at| name(comparison, at, texts)).collect::<Vec<_>>().join("; ")
        }
    }
}

/// What the rule looks at, under one alternative.
fn value(choice: &Choice, at: usize, texts: &Texts) -> String {
    let score = choice.scores[at];
    match choice.rule {
        Rule::TargetChance(_) => with_percent_sign(texts.language, &probability(texts.language, score)),
        Rule::MostLasting | Rule::SmallestRegret | Rule::Maximin => {
            format!("{} {}", fixed(texts.language, score, 0), texts.get("unit-households"))
        }
    }
}

/// Mean and ends of the interval of a paired difference, and their unit.
fn lead(choice: &Choice, lead: &Lead, texts: &Texts) -> ([String; 3], String) {
    let (factor, decimals, unit) = match choice.rule {
        Rule::TargetChance(_) => (100.0, 1, "unit-points"),
        Rule::MostLasting | Rule::SmallestRegret | Rule::Maximin => (1.0, 0, "unit-households"),
    };
    let ends = [lead.mean, lead.low, lead.high];
    (ends.map(|it| signed(texts.language, factor * it, decimals)), texts.get(unit))
}

/// A rule in each row: choice, its value, runner-up with its value, paired difference.
pub(super) fn rules(comparison: &Comparison, texts: &Texts) -> Grid {
    let none = || "–".to_string();
    let row = |choice: &Choice| {
        let decided = choice.decides() && !is_impossible(comparison, choice);
        let best = choice.chosen.first().filter(|_| !is_impossible(comparison, choice));
        let second = choice.runner_up.filter(|_| decided);
        vec![
            rule_name(comparison, &choice.rule, texts),
            chosen(comparison, choice, texts),
            best.map_or_else(none, |&at| value(choice, at, texts)),
            second.map_or_else(none, |at| {
                format!("{} ({})", name(comparison, at, texts), value(choice, at, texts))
            }),
            choice.lead.as_ref().filter(|_| decided).map_or_else(none, |it| {
                let ([mean, low, high], unit) = lead(choice, it, texts);
                format!("{mean} {unit} ({low} … {high})")
            }),
        ]
    };
    let header = ["page-rule", "page-chosen", "page-rule-value", "page-rule-second", "page-rule-difference"];
    Grid {
        heading: texts.get("comparison-rules"),
        header: header.map(|key| texts.get(key)).to_vec(),
        rows: comparison.choices.iter().map(row).collect(),
    }
}

/// Which alternative is best by what is asked first: every target, then lasting escapes; a sentence each.
pub(super) fn conclusions(comparison: &Comparison, texts: &Texts) -> Vec<String> {
    let asked = |it: &&Choice| matches!(it.rule, Rule::TargetChance(_) | Rule::MostLasting);
    let sentence = |choice: &Choice| {
        let what = super::terminal::capitalised(&rule_name(comparison, &choice.rule, texts));
        let words = conclusion(comparison, choice, texts);
        texts.format("page-conclusion-by", &[("what", &what), ("words", &words)])
    };
    comparison.choices.iter().filter(asked).map(sentence).collect()
}

fn conclusion(comparison: &Comparison, choice: &Choice, texts: &Texts) -> String {
    if is_impossible(comparison, choice) {
        return format!("{}.", texts.get("comparison-rule-impossible"));
    }
    let best = choice.chosen.first().copied().unwrap_or(0);
    let of_best = value(choice, best, texts);
    let (Some(other), Some(it)) = (choice.runner_up, &choice.lead) else {
        return texts.format("page-conclusion-none", &[("value", &of_best)]);
    };
    let small = matches!(choice.rule, Rule::TargetChance(_)) && it.mean.abs() < NEARLY;
    let key = match small || (it.low <= 0.0 && it.high >= 0.0) {
        true => "page-conclusion-nearly",
        false => "page-conclusion-lead",
    };
    let ([mean, low, high], unit) = lead(choice, it, texts);
    let difference = format!("{} {unit}", mean.trim_start_matches('+'));
    texts.format(
        key,
        &[
            ("best", &chosen(comparison, choice, texts)),
            ("value", &of_best),
            ("other", &name(comparison, other, texts)),
            ("difference", &difference),
            ("low", &low),
            ("high", &high),
        ],
    )
}
