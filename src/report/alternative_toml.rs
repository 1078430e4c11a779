//! An alternative as a scenario file writes it.

use crate::domain::alternative::{Alternative, Line, Rule};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct File<'a> {
    alternative: [AlternativeOut<'a>; 1],
}

#[derive(Serialize)]
struct AlternativeOut<'a> {
    id: &'a str,
    title_vi: &'a str,
    title_en: &'a str,
    line: Vec<LineOut<'a>>,
}

#[derive(Serialize)]
struct LineOut<'a> {
    component: &'a str,
    rule: &'static str,
    shares: BTreeMap<&'a str, f64>,
    mix: BTreeMap<&'a str, f64>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    table: BTreeMap<String, u64>,
}

/// A block `[[alternative]]` for the end of a scenario file; `None` for a line by criteria, which nothing here makes. Lines
/// are written without `only`: they must reach all communes of their component, or have weights.
pub fn alternative_toml(alternative: &Alternative) -> Option<String> {
    let line = alternative.lines.iter().map(line).collect::<Option<Vec<_>>>()?;
    let Alternative { id, title_vi, title_en, .. } = alternative;
    let written = File { alternative: [AlternativeOut { id, title_vi, title_en, line }] };
    toml::to_string(&written).ok()
}

fn line(line: &Line) -> Option<LineOut<'_>> {
    let none = BTreeMap::new();
    let (rule, table) = match &line.rule {
        Rule::Equal => ("equal", &none),
        Rule::PoorHouseholds => ("poor_households", &none),
        Rule::ListedHouseholds => ("listed_households", &none),
        Rule::Table(table) => ("table", table),
        Rule::Criteria(_) => return None,
    };
    Some(LineOut {
        component: &line.component,
        rule,
        shares: shares(&line.shares),
        mix: shares(&line.mix),
        table: table.iter().map(|(code, weight)| (code.to_string(), *weight)).collect(),
    })
}

fn shares(of: &BTreeMap<String, Decimal>) -> BTreeMap<&str, f64> {
    of.iter().map(|(id, share)| (id.as_str(), share.to_f64().unwrap_or_default())).collect()
}
