//! What `check` says of a scenario that is in order: its sizes, and its money as it was read.

use super::numbers::{decimal, whole};
use super::texts::{Language, Texts};
use crate::domain::baseline::BaselineRow;
use crate::domain::scenario::Scenario;
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use std::collections::{BTreeMap, BTreeSet};

/// `scenario`: the file as shown; `files`: how many inputs were read.
pub fn words(scenario: &Scenario, shown: &str, files: usize, texts: &Texts) -> String {
    let count = |number: usize| whole(texts.language, number as i64);
    let sum = |of: fn(&BaselineRow) -> u32| {
        whole(texts.language, scenario.baseline.iter().map(|row| i64::from(of(row))).sum())
    };
    let origin = texts.get(&format!("origin-{}", scenario.baseline_origin().word()));
    let communes = [
        ("communes", count(scenario.communes.len())),
        ("households", sum(|row| row.households)),
        ("poor", sum(|row| row.poor)),
        ("near", sum(|row| row.near_poor)),
        ("origin", origin),
    ];
    let counts = [
        ("alternatives", count(scenario.alternatives.len())),
        ("targets", count(scenario.targets.len())),
        ("files", count(files)),
    ];
    let said = |key: &str, args: &[(&str, String)]| {
        let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        texts.format(key, &args)
    };
    let lines = [
        said("check-ok", &[("scenario", shown.to_string())]),
        said("check-communes", &communes),
        said("check-counts", &counts),
        texts.get("check-money"),
    ];
    format!("{}\n{}\n", lines.join("\n"), money(scenario, texts))
}

/// A row per source and a column per year, so that a slip of a thousand is seen.
fn money(scenario: &Scenario, texts: &Texts) -> Table {
    let years: BTreeSet<i32> = scenario.envelopes.iter().map(|it| it.year).collect();
    let amounts: BTreeMap<(&str, i32), String> = scenario
        .envelopes
        .iter()
        .map(|it| {
            let million = it.amount.million();
            ((it.source.as_str(), it.year), decimal(texts.language, million, million.normalize().scale()))
        })
        .collect();
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header([String::new()].into_iter().chain(years.iter().map(i32::to_string)));
    for source in &scenario.programme.sources {
        let title = match texts.language {
            Language::Vi => source.title_vi.clone(),
            Language::En => source.title_en.clone(),
        };
        let amount = |year: &i32| amounts.get(&(source.id.as_str(), *year)).cloned().unwrap_or_default();
        table.add_row([title].into_iter().chain(years.iter().map(amount)));
    }
    table.column_iter_mut().skip(1).for_each(|column| column.set_cell_alignment(CellAlignment::Right));
    table
}
