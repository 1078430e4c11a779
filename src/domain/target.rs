//! Targets: which cohort's poor rate is to fall by how much over which years.

use rust_decimal::Decimal;

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
    /// Band of the average yearly fall, percentage points: the least that counts as met, and the ambition.
    pub floor: Decimal,
    pub top: Decimal,
    /// Document that sets it.
    pub source: String,
}

impl Target {
    /// `set/cohort`, the name in outputs.
    pub fn id(&self) -> String {
        format!("{}/{}", self.set, self.cohort)
    }
}

/// Micro-points (10⁻⁶) of a fall given in points; exact for up to six decimals.
pub fn micro(fall: Decimal) -> i64 {
    use rust_decimal::prelude::ToPrimitive;
    (fall * Decimal::from(1_000_000)).round().to_i64().unwrap_or(i64::MAX)
}

/// An average yearly fall to be reached, ready to be compared exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fall {
    /// Years the total fall is divided by.
    pub years: u32,
    /// Millionths of a point a year.
    pub micro: i64,
}

/// Poor households among all households of a place at a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stock {
    pub poor: u32,
    pub households: u32,
}

impl Stock {
    /// Poor rate in percent; 0 for a place without households.
    pub fn rate_percent(self) -> f64 {
        if self.households == 0 { 0.0 } else { 100.0 * self.poor as f64 / self.households as f64 }
    }
}

impl Stock {
    /// Poor rate in millionths of a percent, to the nearest whole number; 0 for a place without households.
    pub fn rate_micro_percent(self) -> i64 {
        let households = u64::from(self.households.max(1));
        ((u64::from(self.poor) * 100_000_000 + households / 2) / households) as i64
    }
}

impl Fall {
    /// Whether the fall from `start` to `end` reaches this average, compared in whole numbers, so that no rounding
    /// decides.
    pub fn reached(self, start: Stock, end: Stock) -> bool {
        let (ps, hs) = (start.poor as i128, start.households.max(1) as i128);
        let (pe, he) = (end.poor as i128, end.households.max(1) as i128);
        let fallen = 100_000_000 * (ps * he - pe * hs);
        fallen >= self.micro as i128 * self.years as i128 * hs * he
    }
}
