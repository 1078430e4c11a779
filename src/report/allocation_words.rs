//! An allocation in words and tables, for a terminal of 100 columns.

use super::allocation::{Answer, locked};
use super::numbers::{fixed, trimmed, whole, with_percent_sign};
use super::terminal::{framed, synthetic_banner_of};
use super::texts::{Language, Texts};
use crate::decide::allocate::solution::NO_GAP;
use crate::decide::allocate::{Constraint, Goal, Price};
use crate::domain::money::Money;
use crate::domain::origin::Origin;
use std::collections::BTreeMap;

/// Rows of a table at most; the files have all of them.
const MOST_ROWS: usize = 20;
/// Digits that a value is shown with.
const FIGURES: usize = 6;

/// Everything a reader at a terminal needs: what is chosen in sum, how sure that is, what is left, what bounds cost.
pub fn words(answer: &Answer<'_>, texts: &Texts) -> String {
    let mut blocks = vec![format!("{}\n{}", title(answer, texts), proof(answer, texts))];
    blocks.push(packages(answer, texts));
    blocks.push(sources(answer, texts));
    if !answer.prices.is_empty() {
        blocks.push(prices(answer, texts));
    }
    let origin = answer.origin.unwrap_or(Origin::Official);
    synthetic_banner_of(origin, "allocation-synthetic-detail", texts) + &blocks.join("\n\n") + "\n"
}

/// A value with as many decimals as its size leaves to six figures.
fn value(language: Language, value: f64) -> String {
    trimmed(language, value, 0, most_decimals(value))
}

/// Values under each other: all with the decimals that the one in need of most has.
fn aligned(language: Language, values: &[f64]) -> Vec<String> {
    let most = most_decimals(values.iter().fold(0.0, |largest, it| it.abs().max(largest)));
    let exact = |decimals: usize, it: f64| {
        format!("{it:.decimals$}").parse::<f64>() == format!("{it:.most$}").parse::<f64>()
    };
    let decimals = (0..most).find(|&decimals| values.iter().all(|&it| exact(decimals, it))).unwrap_or(most);
    values.iter().map(|&it| fixed(language, it, decimals)).collect()
}

fn most_decimals(value: f64) -> usize {
    let before = format!("{:.0}", value.abs()).len();
    if value.abs() < 1.0 { FIGURES + 2 } else { FIGURES.saturating_sub(before) }
}

fn dong(language: Language, amount: Money) -> String {
    whole(language, amount.dong())
}

fn title(answer: &Answer<'_>, texts: &Texts) -> String {
    let language = texts.language;
    let solution = answer.solution;
    let goal = match solution.goal {
        Goal::MostValue => texts.get("allocation-most-value"),
        Goal::LeastCost { value: target } => {
            texts.format("allocation-least-cost", &[("target", &value(language, target))])
        }
    };
    let chosen = solution.chosen.iter().flatten().count() as i64;
    let numbers = [chosen, answer.problem.areas.len() as i64].map(|it| whole(language, it));
    texts.format(
        "allocation-title",
        &[
            ("goal", &goal),
            ("chosen", &numbers[0]),
            ("areas", &numbers[1]),
            ("value", &value(language, solution.value)),
            ("cost", &dong(language, solution.cost)),
        ],
    )
}

/// The gap with its unit, and what it means.
fn proof(answer: &Answer<'_>, texts: &Texts) -> String {
    let solution = answer.solution;
    if solution.complete {
        return texts.get("allocation-proven");
    }
    if solution.proven() {
        return texts.get("allocation-proven-but-for-ties");
    }
    let (key, bound) = match solution.goal {
        Goal::MostValue => ("allocation-not-proven-value", value(texts.language, solution.bound)),
        Goal::LeastCost { .. } => ("allocation-not-proven-cost", fixed(texts.language, solution.bound, 0)),
    };
    texts.format(key, &[("gap", &at_most(texts.language, solution.gap)), ("bound", &bound)])
}

/// A share as a percentage of two figures, rounded up: what is said to be the most must be it.
fn at_most(language: Language, share: f64) -> String {
    let percent = share * 100.0;
    let (mut decimals, mut unit) = (0, 1.0);
    while percent * unit < 10.0 && decimals < 9 {
        decimals += 1;
        unit *= 10.0;
    }
    with_percent_sign(language, &fixed(language, (percent * unit).ceil() / unit, decimals))
}

fn headed(texts: &Texts, heading: String, columns: &[&str], rows: Vec<Vec<String>>) -> String {
    format!("{heading}\n{}", framed(columns.iter().map(|key| texts.get(key)).collect(), rows))
}

/// What is chosen of one package, or of several.
#[derive(Clone, Copy, Default)]
struct Sum {
    areas: i64,
    cost: Money,
    value: f64,
}

impl Sum {
    fn and(self, other: Sum) -> Sum {
        Sum { areas: self.areas + other.areas, cost: self.cost + other.cost, value: self.value + other.value }
    }
}

/// Number of areas, cost and value of each package, the dearest first as far as there is room.
fn packages(answer: &Answer<'_>, texts: &Texts) -> String {
    let language = texts.language;
    let mut sums: BTreeMap<String, Sum> = BTreeMap::new();
    for package in answer.solution.chosen.iter().flatten().map(|&at| &answer.problem.packages[at]) {
        let sum = sums.entry(package.id.clone()).or_default();
        *sum = sum.and(Sum { areas: 1, cost: package.cost, value: package.value });
    }
    if sums.is_empty() {
        return texts.get("allocation-nothing");
    }
    let mut sums: Vec<(String, Sum)> = sums.into_iter().collect();
    sums.sort_by(|a, b| b.1.cost.cmp(&a.1.cost).then(a.0.cmp(&b.0)));
    if sums.len() > MOST_ROWS {
        let rest = sums.split_off(MOST_ROWS - 1);
        let count = whole(language, rest.len() as i64);
        let sum = rest.iter().fold(Sum::default(), |sum, it| sum.and(it.1));
        sums.push((texts.format("allocation-other-packages", &[("count", &count)]), sum));
    }
    let values = aligned(language, &sums.iter().map(|it| it.1.value).collect::<Vec<f64>>());
    let row = |((name, sum), value): ((String, Sum), String)| {
        vec![name, whole(language, sum.areas), dong(language, sum.cost), value]
    };
    let rows = sums.into_iter().zip(values).map(row).collect();
    let columns = ["allocation-package", "allocation-areas", "allocation-cost", "allocation-value"];
    headed(texts, texts.get("allocation-packages"), &columns, rows)
}

fn sources(answer: &Answer<'_>, texts: &Texts) -> String {
    let language = texts.language;
    let row = |at: usize| {
        let (source, left) = (&answer.problem.sources[at], answer.solution.leftover[at]);
        let amounts = [source.amount, source.amount - left, left].map(|it| dong(language, it));
        std::iter::once(source.id.clone()).chain(amounts).collect()
    };
    let rows = answer.problem.sources_in_order().into_iter().map(row).collect();
    let columns = ["allocation-source", "allocation-amount", "allocation-paid", "allocation-leftover"];
    headed(texts, texts.get("allocation-sources"), &columns, rows)
}

fn constraint_name(constraint: Constraint, texts: &Texts) -> String {
    texts.get(match constraint {
        Constraint::Floor(_) => "allocation-floor",
        Constraint::Cap(_) => "allocation-cap",
        Constraint::Lock(_) => "allocation-lock",
    })
}

fn price_row(answer: &Answer<'_>, it: &Price, price: &str, texts: &Texts) -> Vec<String> {
    let (language, problem) = (texts.language, answer.problem);
    let area = it.constraint.area();
    let limit = problem.limits.iter().find(|limit| limit.area == area);
    let bound = match it.constraint {
        Constraint::Floor(_) => limit.and_then(|limit| limit.floor).map(|it| dong(language, it)),
        Constraint::Cap(_) => limit.and_then(|limit| limit.cap).map(|it| dong(language, it)),
        Constraint::Lock(_) => locked(problem, area).map(str::to_string),
    };
    let price = match it.proven {
        true => price.to_string(),
        false => texts.format("allocation-unproven", &[("price", price)]),
    };
    let name = constraint_name(it.constraint, texts);
    vec![problem.areas[area].code.clone(), name, bound.unwrap_or_default(), price]
}

/// Constraints that cost something or may, the dearest first; how many cost nothing.
fn prices(answer: &Answer<'_>, texts: &Texts) -> String {
    let language = texts.language;
    // Sums of the same values in another order differ in their last digits.
    let none = NO_GAP * answer.solution.objective().abs();
    let mut told: Vec<&Price> =
        answer.prices.iter().filter(|it| it.price.abs() > none || !it.proven).collect();
    let free = answer.prices.len() - told.len();
    told.sort_by(|a, b| b.price.abs().total_cmp(&a.price.abs()));
    let hidden = told.len().saturating_sub(MOST_ROWS);
    told.truncate(MOST_ROWS);
    let (heading, column) = match answer.solution.goal {
        Goal::MostValue => ("allocation-prices-value", "allocation-price-value"),
        Goal::LeastCost { .. } => ("allocation-prices-cost", "allocation-price-cost"),
    };
    let mut text = texts.get(heading);
    if !told.is_empty() {
        // Cheaper without it: what it costs is the money that would be saved.
        let values: Vec<f64> = told.iter().map(|it| it.price.abs()).collect();
        let shown = match answer.solution.goal {
            Goal::MostValue => aligned(language, &values),
            Goal::LeastCost { .. } => values.iter().map(|it| fixed(language, *it, 0)).collect(),
        };
        let rows = told.iter().zip(&shown).map(|(it, price)| price_row(answer, it, price, texts)).collect();
        let columns = ["allocation-area", "allocation-constraint", "allocation-bound", column];
        text = headed(texts, text, &columns, rows);
    }
    for (count, key) in [(hidden, "allocation-prices-hidden"), (free, "allocation-prices-free")] {
        if count > 0 {
            let count = whole(language, count as i64);
            let all = whole(language, answer.prices.len() as i64);
            text.push('\n');
            text.push_str(&texts.format(key, &[("count", &count), ("all", &all)]));
        }
    }
    text
}
