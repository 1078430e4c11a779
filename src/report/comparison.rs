//! A comparison's files: tables of differences, standings, chances, costs and rules, and one JSON document.

use super::OutputFile;
use super::run_json::{Manifest, document};
use super::sheet::Sheet;
use super::table::Cell;
use crate::decide::comparison::Comparison;
use crate::decide::frontier::Place;
use crate::decide::rules::common;
use serde_json::{Value, json};

/// Every table but that of the replicates, in a fixed order.
pub(super) fn sheets(comparison: &Comparison) -> Vec<Sheet> {
    vec![
        alternatives(comparison),
        differences(comparison),
        standings(comparison),
        chances(comparison),
        rules(comparison),
    ]
}

/// All tables as CSV, and `comparison.json` of all but the replicates.
pub fn files<'a>(comparison: &'a Comparison, manifest: &'a Manifest) -> Vec<OutputFile<'a>> {
    let whole = OutputFile::json("comparison.json", move || json_document(comparison, manifest));
    let mut files = vec![whole];
    // Every file says where its data come from, also when it travels alone.
    let origin = comparison.facts.origin.word();
    let all = sheets(comparison).into_iter().chain([outcomes(comparison)]);
    files.extend(all.map(|sheet| sheet.with("origin", origin).file()));
    files
}

/// The document for `comparison.json` and for `--json`.
pub fn json_document(comparison: &Comparison, manifest: &Manifest) -> Value {
    let facts = &comparison.facts;
    let mut all = document(
        facts,
        manifest,
        json!({
            "reference": comparison.ids.first(),
            "lasting_years": comparison.lasting_years,
            "escapes_watched": { "first_year": comparison.watched.0, "last_year": comparison.watched.1 },
            "rules_agree": !common(&comparison.choices).is_empty(),
        }),
    );
    for sheet in sheets(comparison) {
        all[sheet.name] = sheet.json();
    }
    all
}

fn text(value: &str) -> Cell<'static> {
    Cell::text(value.to_string())
}

fn alternatives(comparison: &Comparison) -> Sheet {
    let header = [
        "alternative",
        "spent_million_vnd",
        "left_million_vnd",
        "planned_participations",
        "lasting_escapes_added_mean",
        "lasting_escapes_added_low",
        "lasting_escapes_added_high",
        "million_vnd_per_lasting_escape",
        "million_vnd_per_added_lasting_escape",
        "million_vnd_per_added_lasting_escape_low",
        "million_vnd_per_added_lasting_escape_high",
        "frontier",
        "dominated_by",
        "incremental_million_vnd_per_lasting_escape",
    ];
    let id = |at: usize| comparison.ids[at].clone();
    let row = |(at, it): (usize, &crate::decide::comparison::Account)| {
        let (place, by, incremental) = match it.place {
            Place::Frontier { incremental } => ("frontier", String::new(), incremental),
            Place::Dominated { by } => ("dominated", id(by), None),
            Place::DominatedByMix { of } => {
                ("dominated_by_mix", format!("{};{}", id(of[0]), id(of[1])), None)
            }
        };
        let per_added = |end: usize| Cell::optional(it.per_added.map(|ends| ends[end]));
        vec![
            text(&comparison.ids[at]),
            Cell::Exact(it.spent.million()),
            Cell::Exact(it.left.million()),
            Cell::Float(it.participations),
            Cell::Float(it.added[0]),
            Cell::Float(it.added[1]),
            Cell::Float(it.added[2]),
            Cell::optional(it.per_escape),
            per_added(0),
            per_added(1),
            per_added(2),
            text(place),
            Cell::text(by),
            Cell::optional(incremental),
        ]
    };
    Sheet::new("alternatives", &header, comparison.accounts.iter().enumerate().map(row).collect())
}

fn differences(comparison: &Comparison) -> Sheet {
    let header = [
        "measure",
        "unit",
        "alternative",
        "against",
        "difference_mean",
        "standard_error",
        "low_95",
        "high_95",
        "p_better",
        "p_better_low",
        "p_better_high",
        "p_worse",
        "variance_cut_by_common_numbers",
    ];
    let row = |it: &crate::decide::compare::Difference| {
        let measure = &comparison.measures[it.measure];
        let mut row = vec![
            text(&measure.id),
            text(measure.unit),
            text(&comparison.ids[it.alternative]),
            text(&comparison.ids[it.reference]),
        ];
        row.extend([it.mean, it.standard_error, it.low, it.high].map(Cell::Float));
        row.extend(
            [it.p_better.estimate, it.p_better.low, it.p_better.high, it.p_worse.estimate].map(Cell::Float),
        );
        row.push(Cell::optional(it.variance_cut));
        row
    };
    Sheet::new("differences", &header, comparison.differences.iter().map(row).collect())
}

fn standings(comparison: &Comparison) -> Sheet {
    let header = [
        "measure",
        "unit",
        "alternative",
        "mean",
        "standard_error",
        "worst_replicate",
        "p_best",
        "regret_mean",
        "regret_standard_error",
        "regret_largest",
    ];
    let row = |it: &crate::decide::compare::Standing| {
        let measure = &comparison.measures[it.measure];
        let mut row = vec![text(&measure.id), text(measure.unit), text(&comparison.ids[it.alternative])];
        row.extend(
            [
                it.mean,
                it.standard_error,
                it.worst,
                it.p_best,
                it.regret_mean,
                it.regret_standard_error,
                it.regret_largest,
            ]
            .map(Cell::Float),
        );
        row
    };
    Sheet::new("standings", &header, comparison.standings.iter().map(row).collect())
}

fn chances(comparison: &Comparison) -> Sheet {
    let header = ["target", "alternative", "p_floor", "low_95", "high_95", "replicates"];
    let row = |it: &crate::decide::compare::TargetChance| {
        let mut row = vec![text(&it.target), text(&comparison.ids[it.alternative])];
        row.extend([it.p.estimate, it.p.low, it.p.high].map(Cell::Float));
        row.push(Cell::Whole(it.p.replicates.into()));
        row
    };
    Sheet::new("chances", &header, comparison.chances.iter().map(row).collect())
}

fn rules(comparison: &Comparison) -> Sheet {
    let header = ["rule", "decides", "alternative", "score", "chosen"];
    let rows = comparison.choices.iter().flat_map(|choice| {
        choice.scores.iter().enumerate().map(|(at, &score)| {
            vec![
                Cell::text(choice.rule.word()),
                Cell::Whole(choice.decides().into()),
                text(&comparison.ids[at]),
                Cell::Float(score),
                Cell::Whole(choice.chosen.contains(&at).into()),
            ]
        })
    });
    Sheet::new("rules", &header, rows.collect())
}

/// One row per replicate: every measure under every alternative.
pub(super) fn outcomes(comparison: &Comparison) -> Sheet {
    let columns = || {
        comparison.measures.iter().flat_map(|measure| (0..comparison.ids.len()).map(move |at| (measure, at)))
    };
    let mut header = vec!["replicate".to_string()];
    header.extend(columns().map(|(measure, at)| format!("{}.{}", measure.id, comparison.ids[at])));
    let replicates = comparison.measures.first().map_or(0, |measure| measure.replicates());
    let row = |replicate: usize| {
        let values = columns().map(|(measure, at)| Cell::Float(measure.values[at][replicate]));
        std::iter::once(Cell::Whole(replicate as i64)).chain(values).collect()
    };
    Sheet { name: "outcomes", header, rows: (0..replicates).map(row).collect() }
}
