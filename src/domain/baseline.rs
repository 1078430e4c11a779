//! The baseline: how many households of each commune are poor and near-poor at the start.

use super::commune::CommuneCode;
use super::origin::Origin;

/// One commune at the December review before the first simulated year, households.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaselineRow {
    pub commune: CommuneCode,
    pub households: u32,
    pub poor: u32,
    pub near_poor: u32,
    pub origin: Origin,
}

/// Doubt about a cohort's poor households at the baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct BaselineDoubt {
    pub cohort: String,
    /// Log sd of the factor on the cohort's poor households.
    pub log_sd: f64,
    /// Whether the communes outside the cohort compensate, so that the province's total stands.
    pub compensate: bool,
}
