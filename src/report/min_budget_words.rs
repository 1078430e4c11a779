//! The answer to a money question in words.

use super::charts::switch_key;
use super::numbers::{fixed, points, points_below, probability, trimmed, whole};
use super::terminal::{framed, synthetic_banner, target_title};
use super::texts::Texts;
use super::{title, title_of};
use crate::decide::budget::Answer;
use crate::decide::min_budget::MinBudget;
use crate::domain::switch::Switch;
use crate::summarise::summary::{Arithmetic, Probability};
use rust_decimal::prelude::ToPrimitive;

/// The answer, what it rests on, and what binds.
pub fn words(asked: &MinBudget, texts: &Texts) -> String {
    let facts = &asked.facts;
    let heading = texts.format(
        "budget-title",
        &[
            ("scenario", title(&facts.title, texts.language)),
            ("target", &target(asked, texts)),
            ("wanted", &probability(texts.language, asked.curve.wanted)),
            ("alternative", title_of(&facts.alternatives, &asked.alternative, texts.language)),
        ],
    );
    let mut blocks = vec![heading, answer(asked, texts)];
    if asked.curve.answer != Answer::Impossible {
        blocks.push(curve(asked, texts));
        blocks.push(obstacles(asked, texts));
    }
    let replicates = whole(texts.language, facts.replicates.into());
    blocks.push(texts.format("budget-note", &[("replicates", &replicates)]));
    synthetic_banner(facts.origin, texts) + &blocks.join("\n\n") + "\n"
}

/// The target's name.
pub fn target(asked: &MinBudget, texts: &Texts) -> String {
    target_title(&asked.facts, &asked.target, texts)
}

fn answer(asked: &MinBudget, texts: &Texts) -> String {
    let curve = &asked.curve;
    let p = |p: &Probability| interval(p, texts);
    let first = curve.points.first().map(|point| p(&point.p)).unwrap_or_default();
    let most = curve.points.last();
    let args: Vec<(&str, String)> = vec![
        ("zero", first),
        ("unlimited", most.map(|point| p(&point.p)).unwrap_or_default()),
        ("most", most.map(|point| billion(asked, point.multiple, texts)).unwrap_or_default()),
        ("perfect", p(&curve.perfect)),
    ];
    let format = |key: &str, more: &[(&str, String)]| {
        let all: Vec<(&str, &str)> =
            args.iter().chain(more).map(|(key, value)| (*key, value.as_str())).collect();
        texts.format(key, &all)
    };
    // Only arithmetic rules out every way of spending; the multiples tried keep one pattern.
    let mut lines = vec![texts.get(match curve.answer {
        Answer::AlreadyMet => "budget-already-met",
        Answer::Met { .. } => "budget-met",
        Answer::Impossible => "budget-not-with-any-money",
        Answer::NotAsDelivered | Answer::NotWithAnyMoney => "budget-not-with-this-pattern",
    })];
    match curve.answer {
        Answer::AlreadyMet => lines.push(format("budget-why-already-met", &[])),
        Answer::Met { multiple, low, high } => lines.push(met(asked, multiple, low, high, texts)),
        Answer::Impossible => {
            let barred = asked.targets.iter().filter(|(_, it)| !it.floor_possible);
            lines.extend(barred.map(|(target, it)| impossible(asked, target, it, texts)));
        }
        Answer::NotAsDelivered => lines.push(format("budget-why-delivery", &[])),
        Answer::NotWithAnyMoney => lines.push(format("budget-why-hazards", &[])),
    }
    if curve.doubtful() {
        lines.push(texts.get("budget-doubtful"));
    }
    if matches!(curve.answer, Answer::NotAsDelivered | Answer::NotWithAnyMoney) {
        lines.push(texts.format("budget-next", &[("target", &asked.target)]));
    }
    lines.join(" ")
}

fn met(asked: &MinBudget, multiple: f64, low: Option<f64>, high: Option<f64>, texts: &Texts) -> String {
    let end = |end: Option<f64>| match end {
        Some(multiple) => billion(asked, multiple, texts),
        None => texts.get("budget-no-end"),
    };
    texts.format(
        "budget-why-met",
        &[
            ("money", &billion(asked, multiple, texts)),
            ("low", &end(low)),
            ("high", &end(high)),
            ("multiple", &trimmed(texts.language, multiple, 1, 2)),
            ("own", &billion(asked, 1.0, texts)),
        ],
    )
}

fn impossible(
    asked: &MinBudget,
    target: &crate::domain::target::Target,
    arithmetic: &Arithmetic,
    texts: &Texts,
) -> String {
    let floor = target.floor.to_f64().unwrap_or(f64::NAN);
    texts.format(
        "budget-why-arithmetic",
        &[
            ("cohort", title_of(&asked.facts.cohorts, &target.cohort, texts.language)),
            ("start", &fixed(texts.language, arithmetic.start_rate_percent, 2)),
            ("largest", &points_below(texts.language, arithmetic.largest_possible_points_per_year, floor)),
            ("floor", &points(texts.language, floor)),
            ("years", &target.years_counted.to_string()),
        ],
    )
}

fn billion(asked: &MinBudget, multiple: f64, texts: &Texts) -> String {
    fixed(texts.language, asked.billion(multiple), 1)
}

/// A probability in percent with its interval, without signs.
fn interval(p: &Probability, texts: &Texts) -> String {
    let [estimate, low, high] = [p.estimate, p.low, p.high].map(|it| probability(texts.language, it));
    format!("{estimate} % ({low}–{high})")
}

fn curve(asked: &MinBudget, texts: &Texts) -> String {
    let header = ["budget-money", "budget-multiple", "budget-as-delivered", "budget-in-january"];
    let row = |point: &crate::decide::budget::Point| {
        let prompt = asked.curve.prompt.iter().find(|it| it.multiple == point.multiple);
        vec![
            billion(asked, point.multiple, texts),
            trimmed(texts.language, point.multiple, 0, 2),
            interval(&point.p, texts),
            prompt.map_or_else(|| "–".to_string(), |it| interval(&it.p, texts)),
        ]
    };
    let rows = asked.curve.points.iter().map(row).collect();
    format!("{}\n{}", texts.get("budget-curve"), framed(header.map(|key| texts.get(key)).to_vec(), rows))
}

fn obstacles(asked: &MinBudget, texts: &Texts) -> String {
    let all = asked.curve.obstacles.iter().map(|(switch, p)| (*switch, p));
    let all = all.chain([(Switch::PerfectMoney, &asked.curve.perfect)]);
    let line = |(switch, p): (Switch, &Probability)| {
        format!("- {}: {}", texts.get(&switch_key(switch)), interval(p, texts))
    };
    let lines: Vec<String> = all.map(line).collect();
    format!("{}\n{}", texts.get("budget-obstacles"), lines.join("\n"))
}
