//! An allocation's files: what is chosen, who pays it, what is left, what each constraint costs, and one JSON document.

use super::OutputFile;
use super::both::Both;
use super::run_json::hashed;
use super::sheet::Sheet;
use super::table::Cell;
use crate::decide::allocate::{Constraint, Goal, Price, Problem, Solution};
use crate::domain::money::Money;
use crate::domain::origin::Origin;
use serde_json::{Value, json};

/// Everything that is told.
pub struct Answer<'a> {
    pub problem: &'a Problem,
    pub solution: &'a Solution,
    /// Empty if there is nothing to take away.
    pub prices: &'a [Price],
    /// `None` if the tables do not say.
    pub origin: Option<Origin>,
}

/// What makes the allocation repeatable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inputs {
    pub version: String,
    pub run_id: String,
    /// Path and SHA-256 of every file read.
    pub files: Vec<(String, String)>,
    /// One sentence each.
    pub warnings: Vec<Both>,
}

/// Every table, in a fixed order; prices only if something has one.
fn sheets(answer: &Answer<'_>) -> Vec<Sheet> {
    let mut sheets = vec![allocation(answer), payments(answer), sources(answer)];
    if !answer.prices.is_empty() {
        sheets.push(prices(answer));
    }
    // Every file says where its data come from, also when it travels alone.
    let origin = answer.origin.map_or("", Origin::word);
    sheets.into_iter().map(|sheet| sheet.with("origin", origin)).collect()
}

/// All tables as CSV, and `allocation.json`.
pub fn files<'a>(answer: &'a Answer<'a>, inputs: &'a Inputs) -> Vec<OutputFile<'a>> {
    let document = OutputFile::json("allocation.json", move || json_document(answer, inputs));
    let mut files = vec![document];
    files.extend(sheets(answer).into_iter().map(Sheet::file));
    files
}

/// The document for `allocation.json` and for `--json`.
pub fn json_document(answer: &Answer<'_>, inputs: &Inputs) -> Value {
    let solution = answer.solution;
    let (goal, target) = match solution.goal {
        Goal::MostValue => ("most_value", None),
        Goal::LeastCost { value } => ("least_cost", Some(value)),
    };
    let mut document = json!({
        "schema_version": 1,
        "run_id": inputs.run_id,
        "program": "giamngheo",
        "version": inputs.version,
        "origin": answer.origin.map(Origin::word),
        "inputs": hashed(&inputs.files),
        "warnings": inputs.warnings,
        "goal": goal,
        "target_value": target,
        "value": solution.value,
        "cost_vnd": solution.cost.dong(),
        "objective_unit": unit(solution.goal),
        "bound": solution.bound,
        "gap": solution.gap,
        "proven": solution.proven(),
        "complete": solution.complete,
    });
    for sheet in sheets(answer) {
        document[sheet.name] = sheet.json();
    }
    document
}

/// What the objective and its prices are counted in.
pub fn unit(goal: Goal) -> &'static str {
    match goal {
        Goal::MostValue => "value",
        Goal::LeastCost { .. } => "vnd",
    }
}

fn text(value: &str) -> Cell<'static> {
    Cell::text(value.to_string())
}

fn dong(amount: Money) -> Cell<'static> {
    Cell::Whole(amount.dong())
}

/// One row per area, also of those that get nothing.
fn allocation(answer: &Answer<'_>) -> Sheet {
    let problem = answer.problem;
    let row = |area: usize| {
        let package = answer.solution.chosen[area].map(|at| &problem.packages[at]);
        vec![
            text(&problem.areas[area].code),
            package.map_or(Cell::Empty, |it| text(&it.id)),
            dong(package.map_or(Money::ZERO, |it| it.cost)),
            Cell::Float(package.map_or(0.0, |it| it.value)),
        ]
    };
    let rows = problem.areas_in_order().into_iter().map(row).collect();
    Sheet::new("allocation", &["area", "package", "cost_vnd", "value"], rows)
}

fn payments(answer: &Answer<'_>) -> Sheet {
    let problem = answer.problem;
    let rows = answer.solution.payments.iter().map(|it| {
        vec![
            text(&problem.areas[it.area].code),
            text(&problem.packages[it.package].id),
            text(&problem.sources[it.source].id),
            dong(it.amount),
        ]
    });
    Sheet::new("payments", &["area", "package", "source", "paid_vnd"], rows.collect())
}

fn sources(answer: &Answer<'_>) -> Sheet {
    let problem = answer.problem;
    let row = |at: usize| {
        let (source, left) = (&problem.sources[at], answer.solution.leftover[at]);
        vec![text(&source.id), dong(source.amount), dong(source.amount - left), dong(left)]
    };
    let rows = problem.sources_in_order().into_iter().map(row).collect();
    Sheet::new("sources", &["source", "amount_vnd", "paid_vnd", "leftover_vnd"], rows)
}

fn prices(answer: &Answer<'_>) -> Sheet {
    let problem = answer.problem;
    let unit = unit(answer.solution.goal);
    let rows = answer.prices.iter().map(|it| {
        let area = it.constraint.area();
        let limit = problem.limits.iter().find(|limit| limit.area == area);
        let bound = match it.constraint {
            Constraint::Floor(_) => limit.and_then(|limit| limit.floor),
            Constraint::Cap(_) => limit.and_then(|limit| limit.cap),
            Constraint::Lock(_) => None,
        };
        let lock = matches!(it.constraint, Constraint::Lock(_)).then(|| locked(problem, area)).flatten();
        vec![
            text(&problem.areas[area].code),
            Cell::text(it.constraint.word()),
            bound.map_or(Cell::Empty, dong),
            lock.map_or(Cell::Empty, text),
            Cell::Float(it.price),
            Cell::text(unit),
            Cell::Whole(it.proven.into()),
        ]
    });
    let header = ["area", "constraint", "bound_vnd", "locked_package", "price", "unit", "proven"];
    Sheet::new("prices", &header, rows.collect())
}

/// The package that an area must get.
pub fn locked(problem: &Problem, area: usize) -> Option<&str> {
    let lock = problem.locks.iter().find(|it| it.area == area)?;
    problem.packages.get(lock.package).map(|it| it.id.as_str())
}
