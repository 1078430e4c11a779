//! Targets: which cohort's poor rate is to fall by how much over which years.

use rust_decimal::Decimal;

/// How the average fall is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Percentage points a year of the cohort's households (how plans are monitored).
    Points,
    /// Percent a year of the rate itself.
    RelativePercent,
}

/// A target of a named set, e.g. `seed/province`.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Set it belongs to: `seed`, `adopted`, …
    pub set: String,
    pub cohort: String,
    /// First year whose fall counts; the start is the state just before it.
    pub first_year: i32,
    /// Last year whose fall counts.
    pub last_year: i32,
    /// Years the total fall is divided by; usually the window's length.
    pub years_counted: u32,
    pub measure: Measure,
    /// Band of the average yearly fall: the least that counts as met, and the ambition.
    pub floor: Decimal,
    pub top: Decimal,
}

impl Target {
    /// `set/cohort`, the name in outputs.
    pub fn id(&self) -> String {
        format!("{}/{}", self.set, self.cohort)
    }
}

/// Micro-points (10⁻⁶) of a fall given in points or percent; exact for up to six decimals.
pub fn micro(fall: Decimal) -> i64 {
    use rust_decimal::prelude::ToPrimitive;
    (fall * Decimal::from(1_000_000)).round().to_i64().unwrap_or(i64::MAX)
}
