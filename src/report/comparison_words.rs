//! A comparison in words and tables, for a terminal of 100 columns.

use super::choice_words::chosen;
use super::numbers::{fixed, probability, signed, whole};
use super::terminal::{Grid, interval, synthetic_banner, target_title};
use super::texts::Texts;
use super::{title, title_of};
use crate::decide::compare::{Difference, TargetChance};
use crate::decide::comparison::{Account, Comparison};
use crate::decide::frontier::Place;
use crate::decide::measure::{Kind, Measure, NO_PROGRAMME};
use crate::decide::rules::{Choice, Rule, common};

/// Everything a reader at a terminal needs: chances, differences, money, frontier, rules.
pub fn words(comparison: &Comparison, texts: &Texts) -> String {
    let mut blocks = Vec::new();
    let reference = name(comparison, 0, texts);
    let count = (comparison.accounts.len() - 1).to_string();
    let replicates = whole(texts.language, comparison.facts.replicates.into());
    blocks.push(texts.format(
        "comparison-title",
        &[
            ("scenario", title(&comparison.facts.title, texts.language)),
            ("count", &count),
            ("reference", &reference),
            ("replicates", &replicates),
        ],
    ));
    blocks.push(chances(comparison, texts).framed());
    blocks.push(differences(comparison, &reference, texts));
    blocks.push(money(comparison, texts).framed());
    blocks.push(frontier(comparison, texts));
    blocks.push(rules(comparison, texts));
    synthetic_banner(comparison.facts.origin, texts) + &blocks.join("\n\n") + "\n"
}

/// The name of an alternative in the language of the report.
pub fn name(comparison: &Comparison, at: usize, texts: &Texts) -> String {
    match comparison.ids[at].as_str() {
        NO_PROGRAMME => texts.get("comparison-no-programme"),
        id => title_of(&comparison.facts.alternatives, id, texts.language).to_string(),
    }
}

/// The name of a measure.
pub fn measure_name(comparison: &Comparison, measure: &Measure, texts: &Texts) -> String {
    let last = comparison.facts.last_year.to_string();
    match &measure.kind {
        Kind::Fall(target) => {
            let target = &comparison.targets[*target];
            let cohort = title_of(&comparison.facts.cohorts, &target.cohort, texts.language);
            texts.format(
                "measure-fall",
                &[
                    ("cohort", cohort),
                    ("first", &target.first_year.to_string()),
                    ("last", &target.last_year.to_string()),
                ],
            )
        }
        Kind::LastingEscapes => texts.get("measure-lasting-escapes"),
        Kind::PoorHouseholds => texts.format("measure-poor-households", &[("last", &last)]),
        Kind::Objective => texts.get(&format!("objective-{}", measure.id)),
    }
}

/// The unit of a measure in words, and decimals that its differences are shown with.
pub fn unit(measure: &Measure, texts: &Texts) -> (String, usize) {
    match measure.kind {
        Kind::Fall(_) => (texts.get("unit-points-per-year"), 3),
        _ => (texts.get("unit-households"), 0),
    }
}

/// Measures worth a line: of targets over the same cohort and years, one is enough.
pub fn shown(comparison: &Comparison) -> Vec<usize> {
    let mut shown: Vec<usize> = Vec::new();
    for (at, measure) in comparison.measures.iter().enumerate() {
        if !shown.iter().any(|&other| comparison.measures[other].values == measure.values) {
            shown.push(at);
        }
    }
    shown
}

/// A target or a whole set in words.
pub(super) fn target_name(comparison: &Comparison, target: &str, texts: &Texts) -> String {
    target_title(&comparison.facts, target, texts)
}

pub(super) fn chances(comparison: &Comparison, texts: &Texts) -> Grid {
    let alternatives = comparison.accounts.len();
    let mut header = vec![texts.get("comparison-alternative")];
    let per_target: Vec<&[_]> = comparison.chances.chunks(comparison.ids.len()).collect();
    header.extend(per_target.iter().map(|chances| target_name(comparison, &chances[0].target, texts)));
    let row = |at: usize| {
        let mut row = vec![name(comparison, at, texts)];
        row.extend(per_target.iter().map(|chances| chance(&chances[at], texts)));
        row
    };
    let rows = (0..=alternatives).map(row).collect();
    Grid { heading: texts.get("comparison-chances"), header, rows }
}

/// A chance with its interval; what arithmetic rules out has none.
pub fn chance(it: &TargetChance, texts: &Texts) -> String {
    if !it.possible {
        return texts.get("verdict-out-of-reach");
    }
    let [p, low, high] = interval(texts.language, &it.p);
    texts.format("terminal-interval", &[("p", &p), ("low", &low), ("high", &high)])
}

fn difference_words(it: &Difference, decimals: usize, texts: &Texts) -> String {
    if it.variance_cut.is_none() {
        return texts.get("comparison-never-differs");
    }
    let number = |value: f64| signed(texts.language, value, decimals);
    texts.format(
        "comparison-difference",
        &[
            ("mean", &number(it.mean)),
            ("low", &number(it.low)),
            ("high", &number(it.high)),
            ("better", &probability(texts.language, it.p_better.estimate)),
        ],
    )
}

/// What common random numbers gained.
pub(super) fn variance_cut(comparison: &Comparison, texts: &Texts) -> Option<String> {
    let cuts = || comparison.against_reference().filter_map(|it| it.variance_cut);
    let (least, most) = (cuts().fold(f64::INFINITY, f64::min), cuts().fold(0.0, f64::max));
    let number = |cut: f64| fixed(texts.language, cut, usize::from(cut < 10.0));
    (most > 0.0).then(|| {
        texts.format("comparison-variance-cut", &[("least", &number(least)), ("most", &number(most))])
    })
}

pub(super) fn differences(comparison: &Comparison, reference: &str, texts: &Texts) -> String {
    let mut lines = vec![texts.format("comparison-differences", &[("reference", reference)])];
    let shown = shown(comparison);
    for &measure in &shown {
        let (unit, decimals) = unit(&comparison.measures[measure], texts);
        let heading = measure_name(comparison, &comparison.measures[measure], texts);
        lines.push(format!("- {heading} ({unit})"));
        for it in comparison.against_reference().filter(|it| it.measure == measure) {
            let words = difference_words(it, decimals, texts);
            lines.push(format!("  {}: {words}", name(comparison, it.alternative, texts)));
        }
    }
    lines.extend(variance_cut(comparison, texts));
    lines.join("\n")
}

pub(super) fn money(comparison: &Comparison, texts: &Texts) -> Grid {
    let language = texts.language;
    let header = [
        "comparison-alternative",
        "comparison-spent",
        "comparison-left",
        "comparison-participations",
        "comparison-lasting",
        "comparison-added",
        "comparison-per-added",
    ];
    let lasting = comparison.lasting();
    let row = |(at, it): (usize, &Account)| {
        let standing = comparison.standings.iter().find(|it| it.measure == lasting && it.alternative == at);
        let [added, low, high] = it.added.map(|added| signed(language, added, 0));
        let each = it.per_added.map(|ends| ends.map(|it| fixed(language, it, 0)));
        let each = each.map(|[each, low, high]| format!("{each} ({low}–{high})"));
        vec![
            name(comparison, at, texts),
            fixed(language, it.spent.million_f64() / 1000.0, 1),
            fixed(language, it.left.million_f64() / 1000.0, 1),
            fixed(language, it.participations, 0),
            fixed(language, standing.map_or(0.0, |it| it.mean), 0),
            format!("{added} ({low} … {high})"),
            each.unwrap_or_else(|| texts.get("comparison-not-distinguishable")),
        ]
    };
    let rows = comparison.accounts.iter().enumerate().map(row).collect();
    let heading = texts.format(
        "comparison-money",
        &[
            ("years", &comparison.lasting_years.to_string()),
            ("first", &comparison.watched.0.to_string()),
            ("last", &comparison.watched.1.to_string()),
        ],
    );
    Grid { heading, header: header.iter().map(|key| texts.get(key)).collect(), rows }
}

/// Where an alternative stands in cost and effect.
pub(super) fn standing(comparison: &Comparison, at: usize, texts: &Texts) -> String {
    let quoted = |at: usize| format!("“{}”", name(comparison, at, texts));
    let alternative = name(comparison, at, texts);
    let (key, by) = match comparison.accounts[at].place {
        Place::Frontier { .. } => {
            return texts.format("comparison-frontier", &[("alternative", &alternative)]);
        }
        Place::Dominated { by } => ("comparison-dominated", quoted(by)),
        Place::DominatedByMix { of } => {
            ("comparison-dominated-by-mix", format!("{}, {}", quoted(of[0]), quoted(of[1])))
        }
    };
    texts.format(key, &[("alternative", &alternative), ("by", &by)])
}

pub(super) fn frontier(comparison: &Comparison, texts: &Texts) -> String {
    let line = |at: usize| format!("- {}", standing(comparison, at, texts));
    let lines: Vec<String> = (0..comparison.accounts.len()).map(line).collect();
    format!("{}\n{}", texts.get("comparison-frontier-heading"), lines.join("\n"))
}

/// A decision rule in words.
pub(super) fn rule_name(comparison: &Comparison, rule: &Rule, texts: &Texts) -> String {
    match rule {
        Rule::TargetChance(target) => {
            let target = target_name(comparison, target, texts);
            texts.format("comparison-rule-target-chance", &[("target", &format!("“{target}”"))])
        }
        Rule::MostLasting => texts.get("comparison-rule-most-lasting"),
        Rule::SmallestRegret => texts.get("comparison-rule-smallest-regret"),
        Rule::Maximin => texts.get("comparison-rule-maximin"),
    }
}

/// Whether the rules agree.
pub(super) fn agreement(comparison: &Comparison, texts: &Texts) -> String {
    match common(&comparison.choices).first() {
        Some(&at) => texts.format("comparison-agree", &[("alternative", &name(comparison, at, texts))]),
        None => texts.get("comparison-disagree"),
    }
}

pub(super) fn rules(comparison: &Comparison, texts: &Texts) -> String {
    let line = |choice: &Choice| {
        let rule = rule_name(comparison, &choice.rule, texts);
        format!("- {rule}: {}", chosen(comparison, choice, texts))
    };
    let mut lines = vec![texts.get("comparison-rules")];
    lines.extend(comparison.choices.iter().map(line));
    lines.push(agreement(comparison, texts));
    lines.join("\n")
}
