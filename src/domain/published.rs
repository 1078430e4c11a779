//! Published figures that a calibration is to match: province, cohort and district totals with their errors.

use super::standard::Standard;

/// What a published figure measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Poor households per 100 households at the December review.
    PoorRate,
    /// Near-poor households per 100 households at the December review.
    NearPoorRate,
    /// Poor households at the December review.
    Poor,
    /// Near-poor households at the December review.
    NearPoor,
    /// All households at the December review.
    Households,
    /// Average fall of the poor rate from the end of the year before the first to the end of the last, points a year.
    PoorRateAverageFall,
    /// Poor households at the start less those at the end of the year.
    PoorNetFall,
    /// Households that returned to the poor list per 100 poor households at the start of the year; mean of the years.
    RelapseRate,
}

impl Measure {
    pub const ALL: [Measure; 8] = [
        Measure::PoorRate,
        Measure::NearPoorRate,
        Measure::Poor,
        Measure::NearPoor,
        Measure::Households,
        Measure::PoorRateAverageFall,
        Measure::PoorNetFall,
        Measure::RelapseRate,
    ];

    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Measure::PoorRate => "poor_rate",
            Measure::NearPoorRate => "near_poor_rate",
            Measure::Poor => "poor",
            Measure::NearPoor => "near_poor",
            Measure::Households => "households",
            Measure::PoorRateAverageFall => "poor_rate_average_fall",
            Measure::PoorNetFall => "poor_net_fall",
            Measure::RelapseRate => "relapse_rate",
        }
    }

    /// The unit of its values and errors, as files name it.
    pub fn unit(self) -> &'static str {
        match self {
            Measure::PoorRate | Measure::NearPoorRate => "percent",
            Measure::Poor | Measure::NearPoor | Measure::Households | Measure::PoorNetFall => "households",
            Measure::PoorRateAverageFall => "points_per_year",
            Measure::RelapseRate => "percent_per_year",
        }
    }

    /// Whether it is seen at one December review rather than over years.
    pub fn is_stock(self) -> bool {
        !matches!(self, Measure::PoorRateAverageFall | Measure::PoorNetFall | Measure::RelapseRate)
    }

    /// Whether it is a share of all or of poor households, in per cent.
    pub fn is_percent(self) -> bool {
        matches!(self, Measure::PoorRate | Measure::NearPoorRate | Measure::RelapseRate)
    }
}

/// Which communes a published figure is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublishedScope {
    Province,
    /// A cohort of the scenario, by identifier.
    Cohort(String),
    /// A district, by code.
    District(u32),
}

/// One figure to match.
#[derive(Clone, Debug, PartialEq)]
pub struct Published {
    /// The same for a stock; else the first and last years that the figure speaks of.
    pub first_year: i32,
    pub last_year: i32,
    pub scope: PublishedScope,
    pub standard: Standard,
    pub measure: Measure,
    /// In [`Measure::unit`].
    pub value: f64,
    /// Standard deviation of the figure's own error, in the same unit; above zero.
    pub error_sd: f64,
    /// Line of the file, for messages.
    pub row: usize,
}
