//! The run as one JSON document: what was run, with which inputs, and the verdicts.

use super::both::Both;
use super::table::{Cell, Table};
use super::{OutputFile, tables};
use crate::domain::posterior::Fit;
use crate::summarise::summary::{Facts, Named, Summary};
use serde_json::{Map, Value, json};

/// Version of the document's shape; it grows when a field changes its meaning or goes.
pub const SCHEMA_VERSION: u32 = 1;

/// What makes the run repeatable; the number of threads is not in it because it changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// Version of the program.
    pub version: String,
    /// Path of the scenario as the user wrote it.
    pub scenario: String,
    pub seed: u64,
    pub replicates: u32,
    /// Path and SHA-256 of every file read, the scenario first.
    pub inputs: Vec<(String, String)>,
    /// Warnings of the load, one sentence each.
    pub warnings: Vec<Both>,
    pub run_id: String,
}

/// `run.json`.
pub fn file<'a>(summary: &'a Summary, manifest: &'a Manifest) -> OutputFile<'a> {
    OutputFile::json("run.json", move || summary_json(summary, manifest))
}

/// Paths and SHA-256 of input files.
pub fn hashed(inputs: &[(String, String)]) -> Vec<Value> {
    inputs.iter().map(|(path, sha256)| json!({ "path": path, "sha256": sha256 })).collect()
}

/// The document of a command over a scenario: what makes it repeatable, then what is its own (an object).
pub fn document(facts: &Facts, manifest: &Manifest, own: Value) -> Value {
    let mut document = json!({
        "schema_version": 1,
        "run_id": manifest.run_id,
        "program": "giamngheo",
        "version": manifest.version,
        "scenario": { "id": facts.scenario, "title_vi": facts.title.vi, "title_en": facts.title.en,
            "path": manifest.scenario },
        "seed": manifest.seed,
        "replicates": facts.replicates,
        "origin": facts.origin.word(),
        "inputs": hashed(&manifest.inputs),
        "warnings": manifest.warnings,
    });
    if let (Value::Object(all), Value::Object(own)) = (&mut document, own) {
        all.extend(own);
    }
    document
}

/// The document for `run.json` and for `--json`.
pub fn summary_json(summary: &Summary, manifest: &Manifest) -> Value {
    let facts = &summary.facts;
    let inputs = hashed(&manifest.inputs);
    json!({
        "schema_version": SCHEMA_VERSION,
        "run_id": manifest.run_id,
        "program": "giamngheo",
        "version": manifest.version,
        "scenario": {
            "id": facts.scenario,
            "title_vi": facts.title.vi,
            "title_en": facts.title.en,
            "path": manifest.scenario,
        },
        "seed": manifest.seed,
        "replicates": manifest.replicates,
        "integrated_replicates": facts.integrated_replicates,
        "baseline_year": facts.baseline_year,
        "first_year": facts.first_year,
        "last_year": facts.last_year,
        "origin": facts.origin.word(),
        "parameters": parameters(facts.fit.as_ref()),
        "inputs": inputs,
        "warnings": manifest.warnings,
        "alternatives": named(&facts.alternatives),
        "cohorts": named(&facts.cohorts),
        "targets": objects(&tables::targets(), summary),
    })
}

/// Where the parameters come from.
fn parameters(fit: Option<&Fit>) -> Value {
    let Some(fit) = fit else { return json!({ "origin": "priors" }) };
    json!({
        "origin": "posterior",
        "folder": fit.folder,
        "source": fit.source,
        "version": fit.version,
        "method": fit.method.word(),
        "standard": fit.standard.word(),
        "data_origin": fit.origin.word(),
        "draws": fit.draws,
        "chains": fit.chains,
        "max_rhat": fit.max_rhat,
        "min_ess_bulk": fit.min_ess_bulk,
        "min_ess_tail": fit.min_ess_tail,
        "divergences": fit.divergences,
    })
}

fn named(items: &[Named]) -> Vec<Value> {
    let object =
        |item: &Named| json!({ "id": item.id, "title_vi": item.title.vi, "title_en": item.title.en });
    items.iter().map(object).collect()
}

/// The rows of a table as objects keyed by column; an empty cell is null.
fn objects(table: &Table, summary: &Summary) -> Vec<Value> {
    let object = |row: Vec<Cell<'_>>| {
        let names = table.columns.iter().map(|column| column.name.to_string());
        Value::Object(names.zip(row.iter().map(value)).collect::<Map<String, Value>>())
    };
    (table.rows)(summary).map(object).collect()
}

/// A cell as JSON.
pub fn value(cell: &Cell<'_>) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) if text.is_empty() => Value::Null,
        Cell::Text(text) => json!(text),
        Cell::Whole(number) => json!(number),
        Cell::Float(number) => json!(number),
        // Exact amounts stay exact: a JSON number would pass through a float.
        Cell::Exact(number) => json!(number.normalize().to_string()),
    }
}
