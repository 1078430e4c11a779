//! Quantities followed per cohort and year.

/// What a trajectory shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quantity {
    PoorRate,
    NearPoorRate,
    Households,
    PoorHouseholds,
    NearPoorHouseholds,
    /// Fall of the poor rate within the year (start − end on the same standard), points.
    Fall,
    /// Left the poor list past the near-poor line.
    EscapedPastLine,
    /// Left the poor list to the near-poor list.
    EscapedToNearPoor,
    /// Returned to the poor list from off the lists within the look-back.
    Relapsed,
    /// Came to the poor list from the near-poor list.
    FromNearPoor,
    NewlyArisen,
}

/// Number of [`Quantity`]s.
pub const QUANTITIES: usize = 11;

impl Quantity {
    pub const ALL: [Quantity; QUANTITIES] = [
        Quantity::PoorRate,
        Quantity::NearPoorRate,
        Quantity::Households,
        Quantity::PoorHouseholds,
        Quantity::NearPoorHouseholds,
        Quantity::Fall,
        Quantity::EscapedPastLine,
        Quantity::EscapedToNearPoor,
        Quantity::Relapsed,
        Quantity::FromNearPoor,
        Quantity::NewlyArisen,
    ];

    /// Stocks, which the baseline year has too; the first of [`Quantity::ALL`].
    pub const STOCKS: [Quantity; 5] = [
        Quantity::PoorRate,
        Quantity::NearPoorRate,
        Quantity::Households,
        Quantity::PoorHouseholds,
        Quantity::NearPoorHouseholds,
    ];

    pub fn index(self) -> usize {
        self as usize
    }

    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Quantity::PoorRate => "poor_rate",
            Quantity::NearPoorRate => "near_poor_rate",
            Quantity::Households => "households",
            Quantity::PoorHouseholds => "poor_households",
            Quantity::NearPoorHouseholds => "near_poor_households",
            Quantity::Fall => "fall_in_year",
            Quantity::EscapedPastLine => "escaped_past_line",
            Quantity::EscapedToNearPoor => "escaped_to_near_poor",
            Quantity::Relapsed => "relapsed",
            Quantity::FromNearPoor => "from_near_poor",
            Quantity::NewlyArisen => "newly_arisen",
        }
    }

    /// The unit used in files.
    pub fn unit(self) -> &'static str {
        match self {
            Quantity::PoorRate | Quantity::NearPoorRate => "percent",
            Quantity::Fall => "percentage_points",
            _ => "households",
        }
    }

    /// Whether it is a share of households (kept in millionths of a point) and not a count.
    pub fn is_rate(self) -> bool {
        matches!(self, Quantity::PoorRate | Quantity::NearPoorRate | Quantity::Fall)
    }
}
