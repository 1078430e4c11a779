//! An export read into plain vectors.

use serde_json::Value;
use std::path::Path;

pub const STATES: usize = 13;
pub const GROUPS: usize = 4;
pub const CLASSES: usize = 5;
pub const BASES: usize = 9;
/// The province and the ĐBKK communes: the first two cohorts of an export.
pub const COHORTS: usize = 2;

pub struct Export {
    listing: Value,
    pub alternatives: usize,
    pub communes: usize,
    pub strata: usize,
    pub instruments: usize,
    pub areas: usize,
    pub doubts: usize,
    pub years: Vec<i32>,
    pub area_of_commune: Vec<i32>,
    pub cohort_member: Vec<u8>,
    pub start: Vec<i32>,
    pub stratum_factor: Vec<f64>,
    pub stratum_labour: Vec<u8>,
    pub stratum_share: Vec<f64>,
    pub group_of_state: Vec<i32>,
    pub list_of_state: Vec<i32>,
    pub moves: Vec<i32>,
    pub exit_base: Vec<i32>,
    pub exit_clock: Vec<f64>,
    pub class_of_base: Vec<i32>,
    pub growth: Vec<f64>,
    pub dissolution: f64,
    pub eligible: Vec<u8>,
    pub needs_labour: Vec<u8>,
    pub ceiling: Vec<f64>,
    pub saturates_linearly: Vec<u8>,
    pub effect_instrument: Vec<i32>,
    pub effect_class: Vec<i32>,
    pub effect_acts: Vec<u8>,
    pub money: Vec<f64>,
    pub base: Vec<f64>,
    pub hazard_ratio: Vec<f64>,
    pub operator: Vec<f64>,
    pub factor: Vec<f64>,
    pub baseline_factor: Vec<f64>,
}

impl Export {
    pub fn read(folder: &str, replicates: usize) -> Export {
        let folder = Path::new(folder);
        let text = std::fs::read_to_string(folder.join("arrays.json")).expect("arrays.json of an export");
        let listing: Value = serde_json::from_str(&text).expect("arrays.json is JSON");
        let known = listing["replicates"].as_u64().expect("replicates") as usize;
        assert!((1..=known).contains(&replicates), "--replicates must be 1 to {known}");
        let bytes = |name: &str| std::fs::read(folder.join(format!("{name}.bin"))).expect(name);
        let floats = |name: &str| -> Vec<f64> {
            bytes(name)
                .chunks_exact(8)
                .map(|it| f64::from_le_bytes(it.try_into().expect("8 bytes")))
                .collect()
        };
        let integers = |name: &str| -> Vec<i32> {
            bytes(name)
                .chunks_exact(4)
                .map(|it| i32::from_le_bytes(it.try_into().expect("4 bytes")))
                .collect()
        };
        assert!(floats("rebasing").is_empty() && bytes("overlap_best_of") == [0], "not known to this peer");
        let length = |axis: &str| listing["labels"][axis].as_array().expect(axis).len();
        let growth = floats("growth");
        Export {
            alternatives: length("alternative"),
            communes: integers("commune_code").len(),
            strata: length("stratum"),
            instruments: length("instrument"),
            areas: length("area"),
            doubts: length("doubt"),
            years: integers("years"),
            area_of_commune: integers("area_of_commune"),
            cohort_member: bytes("cohort_member")[..COHORTS * integers("commune_code").len()].to_vec(),
            start: integers("start"),
            stratum_factor: floats("stratum_factor"),
            stratum_labour: bytes("stratum_labour"),
            stratum_share: floats("stratum_share"),
            group_of_state: integers("group_of_state"),
            list_of_state: integers("list_of_state"),
            moves: integers("moves"),
            exit_base: integers("exit_base"),
            exit_clock: floats("exit_clock"),
            class_of_base: integers("class_of_base"),
            dissolution: -f64::ln_1p(-growth[1]),
            growth,
            eligible: bytes("instrument_eligible"),
            needs_labour: bytes("instrument_needs_labour"),
            ceiling: floats("instrument_ceiling"),
            saturates_linearly: bytes("instrument_saturates_linearly"),
            effect_instrument: integers("effect_instrument"),
            effect_class: integers("effect_class"),
            effect_acts: bytes("effect_acts"),
            money: floats("money"),
            base: floats("base"),
            hazard_ratio: floats("hazard_ratio"),
            operator: floats("operator"),
            factor: floats("factor"),
            baseline_factor: floats("baseline_factor"),
            listing,
        }
    }

    /// Names of the positions on an axis.
    pub fn labels(&self, axis: &str) -> Vec<&str> {
        let labels = self.listing["labels"][axis].as_array().expect(axis);
        labels.iter().map(|label| label.as_str().expect("a name")).collect()
    }
}
