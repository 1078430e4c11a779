//! The files of an export: one per array, a list of them as JSON and as CSV, and how to read them.

use super::array::Array;
use super::constants::constants;
use super::worlds::{numbers_per_replicate, worlds};
use crate::domain::hazard::{Base, Class};
use crate::domain::scenario::Scenario;
use crate::domain::state::State;
use crate::plan::design::Design;
use serde_json::{Value, json};

/// Version of the folder's shape; it grows when an array changes its meaning or goes.
pub const FORMAT: u32 = 1;

/// Where the arrays come from.
pub struct Provenance {
    /// Version of the program.
    pub version: String,
    /// Path of the scenario as the user wrote it.
    pub scenario: String,
    /// Path and SHA-256 of every file read, the scenario first.
    pub inputs: Vec<(String, String)>,
}

/// Size of the arrays that grow with the replicates, bytes.
pub fn bytes(design: &Design, replicates: u32) -> u64 {
    (numbers_per_replicate(design) * size_of::<f64>()) as u64 * u64::from(replicates)
}

/// Every file of the folder by name, in a fixed order; the same scenario gives the same bytes.
pub fn folder(
    scenario: &Scenario,
    design: &Design,
    replicates: u32,
    provenance: &Provenance,
) -> Vec<(String, Vec<u8>)> {
    let mut arrays = constants(design);
    arrays.extend(worlds(design, replicates));
    let list = list(scenario, design, replicates, provenance, &arrays);
    let mut files = vec![
        ("arrays.json".to_string(), format!("{list:#}\n").into_bytes()),
        ("arrays.csv".to_string(), table(&arrays).into_bytes()),
        ("README.txt".to_string(), include_str!("readme.txt").as_bytes().to_vec()),
    ];
    files.extend(arrays.into_iter().map(|array| (array.file(), array.bytes)));
    files
}

fn list(
    scenario: &Scenario,
    design: &Design,
    replicates: u32,
    provenance: &Provenance,
    arrays: &[Array],
) -> Value {
    let inputs: Vec<Value> =
        provenance.inputs.iter().map(|(path, sha256)| json!({ "path": path, "sha256": sha256 })).collect();
    json!({
        "format": FORMAT,
        "program": "giamngheo",
        "version": provenance.version,
        "scenario": { "id": scenario.id, "path": provenance.scenario },
        "seed": design.seed,
        "replicates": replicates,
        "origin": scenario.worst_origin().word(),
        "inputs": inputs,
        "byte_order": "little",
        "element_order": "row-major: the last axis runs fastest",
        "labels": labels(scenario, design),
        "arrays": arrays.iter().map(entry).collect::<Vec<_>>(),
        "answers": {
            "file": "answers.csv, to be written by whoever simulates",
            "columns": ["replicate", "alternative", "cohort", "year", "poor", "households"],
            "rows": "one per replicate (from 0), alternative, cohort and calendar year, in this order",
            "poor": "households in Poor or Relapsed at the December review",
            "households": "households in any state at the December review",
        },
    })
}

fn entry(array: &Array) -> Value {
    let head = &array.head;
    json!({
        "name": head.name,
        "file": array.file(),
        "dtype": array.kind.word(),
        "shape": head.axes.iter().map(|(_, length)| *length).collect::<Vec<_>>(),
        "axes": head.axes.iter().map(|(name, _)| *name).collect::<Vec<_>>(),
        "unit": head.unit,
        "meaning": head.meaning,
    })
}

/// What the positions on an axis stand for, where they have names.
fn labels(scenario: &Scenario, design: &Design) -> Value {
    let effect = |plan: &crate::plan::design::InstrumentPlan| {
        let class = |effect: &crate::plan::design::EffectPlan| Class::ALL[effect.class].word();
        plan.effects.iter().map(|it| format!("{}.{}", plan.id, class(it))).collect::<Vec<_>>()
    };
    json!({
        "alternative": design.alternatives.iter().map(|it| &it.id).collect::<Vec<_>>(),
        "area": design.areas.iter().map(|it| &it.name).collect::<Vec<_>>(),
        "base": Base::ALL.map(Base::word),
        "capital": ["investment", "recurrent"],
        "class": Class::ALL.map(Class::word),
        "cohort": scenario.cohorts.iter().map(|it| &it.id).collect::<Vec<_>>(),
        "doubt": scenario.baseline_doubts.iter().map(|it| &it.cohort).collect::<Vec<_>>(),
        "effect": design.instruments.iter().flat_map(effect).collect::<Vec<_>>(),
        "exit": ["first", "second"],
        "group": ["poor", "near_poor", "newly_escaped", "secure"],
        "growth": ["formation", "dissolution", "new_poor_share", "new_near_poor_share"],
        "instrument": design.instruments.iter().map(|it| &it.id).collect::<Vec<_>>(),
        "move": ["first", "second", "stay"],
        "rebasing": [
            "after_year", "poor_to_near_poor", "poor_to_none", "near_poor_to_poor", "near_poor_to_none",
            "none_to_poor", "none_to_near_poor",
        ],
        "state": State::ALL.map(state_word),
        "stratum": scenario.transitions.strata.iter().map(|it| &it.id).collect::<Vec<_>>(),
    })
}

fn state_word(state: State) -> String {
    match state {
        State::Poor => "poor".to_string(),
        State::Relapsed => "relapsed".to_string(),
        State::NearPoor => "near_poor".to_string(),
        State::NearPoorEscaped(d) => format!("near_poor_escaped_{d}"),
        State::Escaped(d) => format!("escaped_{d}"),
        State::LeftNearPoor(d) => format!("left_near_poor_{d}"),
        State::Secure => "secure".to_string(),
    }
}

/// The list once more for languages without JSON; shape and axes are separated by spaces.
fn table(arrays: &[Array]) -> String {
    let mut text = String::from("name,file,dtype,shape,axes\n");
    for array in arrays {
        let shape: Vec<String> = array.head.axes.iter().map(|(_, length)| length.to_string()).collect();
        let axes: Vec<&str> = array.head.axes.iter().map(|(name, _)| *name).collect();
        let (name, kind) = (array.head.name, array.kind.word());
        text.push_str(&format!("{name},{},{kind},{},{}\n", array.file(), shape.join(" "), axes.join(" ")));
    }
    text
}
