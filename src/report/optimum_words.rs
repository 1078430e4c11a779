//! An optimisation in words and tables, for a terminal of 100 columns.

use super::comparison_words::name;
use super::numbers::{fixed, probability, signed, whole};
use super::terminal::{Grid, synthetic_banner, target_title};
use super::texts::Texts;
use super::title;
use crate::decide::compare::{Difference, difference};
use crate::decide::moments::estimate;
use crate::decide::optimize::{Objective, Optimum, Way};
use crate::domain::money::Money;
use std::collections::BTreeMap;

/// The answer with its gain, the shortlist, and where the money goes before and after.
pub fn words(optimum: &Optimum, texts: &Texts) -> String {
    let comparison = &optimum.comparison;
    let scenario = title(&comparison.facts.title, texts.language);
    let heading =
        texts.format("optimum-title", &[("scenario", scenario), ("objective", &sought(optimum, texts))]);
    let answer = answer(optimum, texts);
    let blocks =
        [heading, answer.join("\n"), scores(optimum, texts).framed(), money(optimum, texts).framed()];
    synthetic_banner(comparison.facts.origin, texts) + &blocks.join("\n\n") + "\n"
}

/// What was found, what was promised, and on what it was chosen: a sentence each.
pub(super) fn answer(optimum: &Optimum, texts: &Texts) -> Vec<String> {
    let mut answer = vec![found(optimum, texts)];
    answer.extend(promised(optimum, texts));
    let replicates = whole(texts.language, optimum.trial_replicates.into());
    answer.push(texts.format("optimum-trial", &[("replicates", &replicates)]));
    answer
}

/// The gain over the reference with its interval, and its unit.
pub(super) fn gain(optimum: &Optimum, texts: &Texts) -> [String; 4] {
    let Scale { factor, decimals, unit } = scale(&optimum.objective);
    let gain = &optimum.gain;
    let [mean, low, high] =
        [gain.mean, gain.low, gain.high].map(|it| signed(texts.language, factor * it, decimals));
    [mean, low, high, texts.get(unit)]
}

/// What is sought, with its targets.
pub fn sought(optimum: &Optimum, texts: &Texts) -> String {
    let comparison = &optimum.comparison;
    let target = |&goal: &usize| target_title(&comparison.facts, &comparison.targets[goal].id(), texts);
    let targets: Vec<String> = optimum.objective.goals().iter().map(target).collect();
    let words = texts.get(&format!("objective-{}", optimum.objective.word()));
    if targets.is_empty() { words } else { format!("{words} ({})", targets.join("; ")) }
}

/// How a score is shown: its number in words, without unit, and the unit.
struct Scale {
    factor: f64,
    decimals: usize,
    unit: &'static str,
}

fn scale(objective: &Objective) -> Scale {
    match objective {
        Objective::LastingEscapes => Scale { factor: 1.0, decimals: 0, unit: "unit-households" },
        Objective::TargetsReached(_) => Scale { factor: 100.0, decimals: 1, unit: "unit-points" },
        Objective::Shortfall(_) => Scale { factor: 1.0, decimals: 3, unit: "unit-points-per-year" },
    }
}

fn found(optimum: &Optimum, texts: &Texts) -> String {
    let comparison = &optimum.comparison;
    let Scale { factor, decimals, unit } = scale(&optimum.objective);
    let winner = name(comparison, optimum.winner, texts);
    if optimum.winner == 0 {
        return texts.format("optimum-reference-is-best", &[("winner", &winner)]);
    }
    let gain = &optimum.gain;
    let number = |value: f64| signed(texts.language, factor * value, decimals);
    let key = match (optimum.none_better, gain.low <= 0.0 && gain.high >= 0.0) {
        (true, _) => "optimum-none-better",
        (false, false) => "optimum-found",
        (false, true) => "optimum-found-not-distinguishable",
    };
    texts.format(
        key,
        &[
            ("winner", &winner),
            ("way", &way(&optimum.candidates[0].way, texts)),
            ("reference", &name(comparison, 0, texts)),
            ("replicates", &whole(texts.language, comparison.facts.replicates.into())),
            ("gain", &number(gain.mean)),
            ("low", &number(gain.low)),
            ("high", &number(gain.high)),
            ("unit", &texts.get(unit)),
            ("better", &probability(texts.language, gain.p_better.estimate)),
        ],
    )
}

fn way(way: &Way, texts: &Texts) -> String {
    match way {
        Way::Given => texts.get("optimum-way-given"),
        Way::Curves { .. } => texts.get("optimum-way-curves"),
        Way::Packages { gap, .. } => {
            let gap = fixed(texts.language, 100.0 * gap, 3);
            texts.format("optimum-way-packages", &[("gap", &gap)])
        }
    }
}

/// What the prices promised beside what the simulation measures; only where both count the same.
fn promised(optimum: &Optimum, texts: &Texts) -> Option<String> {
    let promised = optimum.candidates[0].promised?;
    if optimum.objective != Objective::LastingEscapes {
        return None;
    }
    let [mean, low, high] = optimum.comparison.accounts[optimum.winner].added;
    let number = |value: f64| signed(texts.language, value, 0);
    let args = [
        ("promised", &number(promised)),
        ("measured", &number(mean)),
        ("low", &number(low)),
        ("high", &number(high)),
    ];
    Some(texts.format("optimum-promised", &args.map(|(key, value)| (key, value.as_str()))))
}

pub(super) fn scores(optimum: &Optimum, texts: &Texts) -> Grid {
    let comparison = &optimum.comparison;
    let Scale { factor, decimals, .. } = scale(&optimum.objective);
    let paired = |it: &Difference| {
        let number = |value: f64| signed(texts.language, factor * value, decimals);
        format!("{} ({} … {})", number(it.mean), number(it.low), number(it.high))
    };
    let row = |at: usize| {
        let mean = estimate(&optimum.score.values[at]).value;
        let against = difference(std::slice::from_ref(&optimum.score), 0, at, 0);
        let money = |of: fn(&crate::decide::comparison::Account) -> Money| {
            let amount = comparison.accounts.get(at).map(of).unwrap_or_default();
            fixed(texts.language, amount.million_f64() / 1000.0, 1)
        };
        vec![
            name(comparison, at, texts),
            fixed(texts.language, factor * mean, decimals),
            if at == 0 { "–".to_string() } else { paired(&against) },
            if at == 0 { "–".to_string() } else { probability(texts.language, against.p_better.estimate) },
            money(|it| it.spent),
            money(|it| it.left),
        ]
    };
    let unit = match optimum.objective {
        Objective::TargetsReached(_) => "%".to_string(),
        _ => texts.get(scale(&optimum.objective).unit),
    };
    let header = vec![
        texts.get("comparison-alternative"),
        texts.format("optimum-score", &[("unit", &unit)]),
        texts.get("optimum-gain"),
        texts.get("optimum-better"),
        texts.get("comparison-spent"),
        texts.get("comparison-left"),
    ];
    let rows = (0..comparison.ids.len()).map(row).collect();
    Grid { heading: texts.get("optimum-scores"), header, rows }
}

/// Money of an alternative by component, all years.
pub fn by_component(optimum: &Optimum, at: usize) -> BTreeMap<&str, Money> {
    let mut sums: BTreeMap<&str, Money> = BTreeMap::new();
    for grant in &optimum.allocations[at].grants {
        *sums.entry(&grant.component).or_default() += grant.amount;
    }
    sums
}

pub(super) fn money(optimum: &Optimum, texts: &Texts) -> Grid {
    let facts = &optimum.comparison.facts;
    let [before, after] = [0, optimum.winner].map(|at| by_component(optimum, at));
    let billion = |of: &BTreeMap<&str, Money>, id: &str| {
        let amount = of.get(id).copied().unwrap_or_default();
        fixed(texts.language, amount.million_f64() / 1000.0, 1)
    };
    let spent =
        facts.components.iter().filter(|it| before.contains_key(&*it.id) || after.contains_key(&*it.id));
    let row = |it: &crate::summarise::summary::Named| {
        vec![title(&it.title, texts.language).to_string(), billion(&before, &it.id), billion(&after, &it.id)]
    };
    let header = vec![
        texts.get("optimum-component"),
        name(&optimum.comparison, 0, texts),
        name(&optimum.comparison, optimum.winner, texts),
    ];
    Grid { heading: texts.get("optimum-money"), header, rows: spent.map(row).collect() }
}
