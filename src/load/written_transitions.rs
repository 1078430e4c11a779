//! The transitions file as written: hazards, strata, clocks, history, growth, shocks, events, rebasing.

use super::written_targets::StandardWritten;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// A transitions file.
#[derive(JsonSchema)]
#[schemars(title = "giamngheo transitions")]
#[allow(dead_code, reason = "describes the file to editors")]
pub struct TransitionsFile {
    pub rules: Rules,
    #[schemars(rename = "area")]
    pub areas: Vec<AreaWritten>,
    #[schemars(rename = "stratum")]
    pub strata: Vec<StratumWritten>,
    pub clocks: ClocksWritten,
    pub history: HistoryWritten,
    pub growth: GrowthWritten,
    pub commune_effects: CommuneEffects,
    #[schemars(rename = "shock")]
    pub shocks: Vec<ShockWritten>,
    #[schemars(rename = "event")]
    pub events: Vec<EventWritten>,
    pub rebasing: Option<RebasingWritten>,
    #[schemars(rename = "baseline_doubt")]
    pub doubts: Vec<DoubtWritten>,
}

/// Rules that hold for the whole file.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// Standard on which the baseline is measured.
    pub baseline_standard: StandardWritten,
    /// Years for which an escape is remembered: 1, 2, 3 or "ever".
    #[schemars(with = "LookBackText")]
    pub look_back_years: Spanned<toml::Value>,
    pub source: String,
}

/// The two ways a look-back is written.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[allow(dead_code, reason = "describes the file to editors")]
pub enum LookBackText {
    Years(u8),
    Ever(String),
}

/// A yearly hazard: mean, log sd and where it comes from.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HazardWritten {
    #[schemars(with = "f64")]
    pub per_year: Spanned<f64>,
    #[schemars(with = "f64")]
    pub log_sd: Spanned<f64>,
    pub source: String,
}

/// Base hazards of one area class; areas are tried in the file's order, the last must be `other`.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AreaWritten {
    /// A cohort, or `other`.
    #[schemars(with = "String")]
    pub cohort: Spanned<String>,
    pub exit_income_poor: HazardWritten,
    pub exit_income_near_poor: HazardWritten,
    pub exit_deprivation_poor: HazardWritten,
    pub relapse_near_poor: HazardWritten,
    pub relapse_escaped: HazardWritten,
    pub slip_escaped: HazardWritten,
    pub slip_secure: HazardWritten,
    pub arise_near_poor: HazardWritten,
    pub arise_secure: HazardWritten,
}

/// A number per transition class; classes left out keep the default named where it is used.
#[derive(Deserialize, JsonSchema, Default)]
#[serde(deny_unknown_fields)]
pub struct PerClass {
    #[schemars(with = "Option<f64>")]
    pub exit_income: Option<Spanned<f64>>,
    #[schemars(with = "Option<f64>")]
    pub exit_deprivation: Option<Spanned<f64>>,
    #[schemars(with = "Option<f64>")]
    pub relapse: Option<Spanned<f64>>,
    #[schemars(with = "Option<f64>")]
    pub slip: Option<Spanned<f64>>,
    #[schemars(with = "Option<f64>")]
    pub arise: Option<Spanned<f64>>,
}

/// A number per group of states.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PerGroup {
    #[schemars(with = "f64")]
    pub poor: Spanned<f64>,
    #[schemars(with = "f64")]
    pub near_poor: Spanned<f64>,
    #[schemars(with = "f64")]
    pub newly_escaped: Spanned<f64>,
    #[schemars(with = "f64")]
    pub secure: Spanned<f64>,
}

/// Households that share hazards; shares of all strata sum to 1 in every group.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StratumWritten {
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    pub labour: bool,
    pub share: PerGroup,
    /// Factor on hazards by class; 1 when left out.
    #[serde(default)]
    pub hazard_factor: PerClass,
    pub source: String,
}

/// Factors by years since the escape (first, second, third).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClocksWritten {
    #[schemars(with = "[f64; 3]")]
    pub relapse: Spanned<[f64; 3]>,
    #[schemars(with = "[f64; 3]")]
    pub slip: Spanned<[f64; 3]>,
    #[schemars(with = "[f64; 3]")]
    pub arise: Spanned<[f64; 3]>,
    pub source: String,
}

/// How the baseline's households split into clocks.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HistoryWritten {
    #[schemars(with = "f64")]
    pub relapsed_share_of_poor: Spanned<f64>,
    #[schemars(with = "[f64; 3]")]
    pub recently_poor_share_of_near_poor: Spanned<[f64; 3]>,
    #[schemars(with = "[f64; 3]")]
    pub escaped_per_poor: Spanned<[f64; 3]>,
    #[schemars(with = "[f64; 3]")]
    pub left_near_poor_per_near_poor: Spanned<[f64; 3]>,
    pub source: String,
}

/// Household growth, shares a year.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GrowthWritten {
    #[schemars(with = "f64")]
    pub formation_per_year: Spanned<f64>,
    #[schemars(with = "f64")]
    pub dissolution_per_year: Spanned<f64>,
    #[schemars(with = "f64")]
    pub new_poor_share: Spanned<f64>,
    #[schemars(with = "f64")]
    pub new_near_poor_share: Spanned<f64>,
    pub source: String,
}

/// Log sd of commune effects by class; 0 when left out.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CommuneEffects {
    pub log_sd: PerClass,
    pub source: String,
}

/// A yearly shock.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShockWritten {
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    /// Exponent by class; 0 when left out.
    pub loading: PerClass,
    #[schemars(with = "f64")]
    pub province_log_sd: Spanned<f64>,
    #[schemars(with = "f64")]
    pub district_log_sd: Spanned<f64>,
    #[schemars(with = "f64")]
    pub commune_log_sd: Spanned<f64>,
    #[schemars(with = "f64")]
    pub ar1: Spanned<f64>,
    pub source: String,
}

/// A named event.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EventWritten {
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    pub title_vi: String,
    pub title_en: String,
    pub years: Vec<i32>,
    #[schemars(with = "f64")]
    pub probability_per_year: Spanned<f64>,
    /// Cohort that it hits.
    #[schemars(with = "String")]
    pub cohort: Spanned<String>,
    /// Factor on hazards by class; 1 when left out.
    pub severity: PerClass,
    #[schemars(with = "f64")]
    pub severity_log_sd: Spanned<f64>,
    pub source: String,
}

/// A change of standard between two simulated years.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RebasingWritten {
    pub after_year: i32,
    /// Shares of each list that move: poor_to_near_poor, poor_to_none, near_poor_to_poor, near_poor_to_none,
    /// none_to_poor, none_to_near_poor.
    #[schemars(with = "BTreeMap<String, f64>")]
    pub shares: Spanned<BTreeMap<String, Spanned<f64>>>,
    pub source: String,
}

/// Doubt about a cohort's poor households at the baseline.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DoubtWritten {
    #[schemars(with = "String")]
    pub cohort: Spanned<String>,
    #[schemars(with = "f64")]
    pub log_sd: Spanned<f64>,
    /// Whether the other communes compensate, so that the province's total stands.
    pub compensate: bool,
    pub source: String,
}
