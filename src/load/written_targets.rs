//! The targets file as written.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

/// A targets file: named sets of falls to be reached.
#[derive(JsonSchema)]
#[schemars(title = "giamngheo targets")]
#[allow(dead_code, reason = "describes the file to editors")]
pub struct TargetsFile {
    #[schemars(rename = "target")]
    pub targets: Vec<TargetWritten>,
}

/// One target.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TargetWritten {
    /// Set it belongs to.
    #[schemars(with = "String")]
    pub set: Spanned<String>,
    /// Cohort whose poor rate is to fall.
    #[schemars(with = "String")]
    pub cohort: Spanned<String>,
    /// First and last years whose fall counts.
    pub first_year: i32,
    #[schemars(with = "i32")]
    pub last_year: Spanned<i32>,
    /// Years that the total fall is divided by; the window's length when left out.
    #[schemars(with = "Option<u32>")]
    pub years_counted: Option<Spanned<u32>>,
    /// Poverty standard of the window: qd59 or nd07.
    pub standard: StandardWritten,
    /// Least average yearly fall that counts as met, percentage points.
    #[schemars(with = "f64")]
    pub floor: Spanned<f64>,
    /// Top of the band; the floor when left out.
    #[schemars(with = "Option<f64>")]
    pub top: Option<Spanned<f64>>,
    /// Document that sets the target.
    pub source: String,
}

/// A poverty standard.
#[derive(Clone, Copy, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum StandardWritten {
    Qd59,
    Nd07,
}
