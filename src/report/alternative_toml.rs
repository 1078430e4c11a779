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
    table: BTreeMap<String, u64>,
}

/// A block `[[alternative]]` for the end of a scenario file. Only lines with weights can be written: those that an
/// optimisation makes; `None` if there is another.
pub fn alternative_toml(alternative: &Alternative) -> Option<String> {
    let line = alternative.lines.iter().map(line).collect::<Option<Vec<_>>>()?;
    let Alternative { id, title_vi, title_en, .. } = alternative;
    let written = File { alternative: [AlternativeOut { id, title_vi, title_en, line }] };
    toml::to_string(&written).ok()
}

fn line(line: &Line) -> Option<LineOut<'_>> {
    let Rule::Table(table) = &line.rule else { return None };
    Some(LineOut {
        component: &line.component,
        rule: "table",
        shares: shares(&line.shares),
        mix: shares(&line.mix),
        table: table.iter().map(|(code, weight)| (code.to_string(), *weight)).collect(),
    })
}

fn shares(of: &BTreeMap<String, Decimal>) -> BTreeMap<&str, f64> {
    of.iter().map(|(id, share)| (id.as_str(), share.to_f64().unwrap_or_default())).collect()
}
