//! The files of a money question: the curve, what binds, and one JSON document.

use super::OutputFile;
use super::run_json::{Manifest, document};
use super::sheet::Sheet;
use super::table::Cell;
use crate::decide::budget::{Answer, Point};
use crate::decide::min_budget::MinBudget;
use crate::summarise::summary::Probability;
use serde_json::{Value, json};

/// `budget_curve.csv`, `obstacles.csv`, `min_budget.json`.
pub fn files<'a>(asked: &'a MinBudget, manifest: &'a Manifest) -> Vec<OutputFile<'a>> {
    let whole = OutputFile::json("min_budget.json", move || json_document(asked, manifest));
    let origin = asked.facts.origin.word();
    let sheets = [curve(asked), obstacles(asked)];
    let tables = sheets.into_iter().map(|sheet| sheet.with("origin", origin).file());
    [whole].into_iter().chain(tables).collect()
}

/// The word of an answer in files.
pub fn answer_word(answer: &Answer) -> &'static str {
    match answer {
        Answer::AlreadyMet => "already_met",
        Answer::Met { .. } => "met",
        Answer::Impossible | Answer::NotAsDelivered | Answer::NotWithAnyMoney => "not_with_any_money",
    }
}

/// What stands in the way, where no money helps.
fn binds(answer: &Answer) -> Option<&'static str> {
    match answer {
        Answer::Impossible => Some("arithmetic"),
        Answer::NotAsDelivered => Some("delivery_and_coverage"),
        Answer::NotWithAnyMoney => Some("hazards"),
        Answer::AlreadyMet | Answer::Met { .. } => None,
    }
}

/// The document for `min_budget.json` and for `--json`.
pub fn json_document(asked: &MinBudget, manifest: &Manifest) -> Value {
    let (facts, curve) = (&asked.facts, &asked.curve);
    let met = match curve.answer {
        Answer::Met { multiple, low, high } => Some((multiple, low, high)),
        _ => None,
    };
    let million = |multiple: f64| asked.billion(multiple) * 1000.0;
    document(
        facts,
        manifest,
        json!({
            "target": asked.target,
            "alternative": asked.alternative,
            "alternative_million_vnd": asked.money.million().to_string(),
            "probability_wanted": curve.wanted,
            "answer": answer_word(&curve.answer),
            "binds": binds(&curve.answer),
            "doubtful": curve.doubtful(),
            "met_at_multiple": met.map(|it| it.0),
            "met_at_million_vnd": met.map(|it| million(it.0)),
            "met_at_million_vnd_low": met.and_then(|it| it.1).map(million),
            "met_at_million_vnd_high": met.and_then(|it| it.2).map(million),
            "perfect_money": { "p": curve.perfect.estimate, "low": curve.perfect.low, "high": curve.perfect.high },
            "budget_curve": self::curve(asked).json(),
            "obstacles": obstacles(asked).json(),
        }),
    )
}

fn text(value: &str) -> Cell<'static> {
    Cell::text(value.to_string())
}

fn chance(p: &Probability) -> [Cell<'static>; 3] {
    [p.estimate, p.low, p.high].map(Cell::Float)
}

fn curve(asked: &MinBudget) -> Sheet {
    let header = ["delivery", "multiple_of_alternative", "million_vnd", "p", "p_low", "p_high"];
    let row = |delivery: &str, point: &Point| {
        let head = [
            text(delivery),
            Cell::Float(point.multiple),
            Cell::Float(asked.billion(point.multiple) * 1000.0),
        ];
        head.into_iter().chain(chance(&point.p)).collect()
    };
    let planned = asked.curve.points.iter().map(|point| row("as_planned", point));
    let prompt = asked.curve.prompt.iter().map(|point| row("money_in_january", point));
    Sheet::new("budget_curve", &header, planned.chain(prompt).collect())
}

fn obstacles(asked: &MinBudget) -> Sheet {
    let header = ["removed", "p", "p_low", "p_high"];
    let row = |word: &str, p: &Probability| [text(word)].into_iter().chain(chance(p)).collect();
    let all = asked.curve.obstacles.iter().map(|(switch, p)| row(switch.word(), p));
    let perfect = [row("perfect_money", &asked.curve.perfect)];
    Sheet::new("obstacles", &header, all.chain(perfect).collect())
}
