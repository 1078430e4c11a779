//! Known totals that a baseline is made to meet, and how much each may be trusted.

use super::origin::Origin;

/// Which communes a known total sums over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    Province,
    /// A cohort of the scenario, by identifier.
    Cohort(String),
    /// A district, by code.
    District(u32),
}

/// One known total, households.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownTotal {
    pub scope: Scope,
    pub households: u32,
    pub poor: u32,
    pub near_poor: u32,
    /// Official or assumption.
    pub basis: Origin,
    pub source: String,
}

impl Scope {
    /// The words of the file's `scope` and `key` columns.
    pub fn words(&self) -> (&'static str, String) {
        match self {
            Scope::Province => ("province", "province".to_string()),
            Scope::Cohort(id) => ("cohort", id.clone()),
            Scope::District(code) => ("district", code.to_string()),
        }
    }

    /// Whether it is all communes of a cohort.
    pub fn is_cohort(&self, id: &str) -> bool {
        match self {
            Scope::Province => id == "province",
            Scope::Cohort(own) => own == id,
            Scope::District(_) => false,
        }
    }
}
