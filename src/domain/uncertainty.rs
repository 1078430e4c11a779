//! Uncertain positive quantities, and the four groups of uncertainty that results keep apart.

/// A positive quantity known up to a lognormal factor of mean one: `value · exp(σ z − σ²/2)`.
///
/// The mean is `value` whatever σ, so the expected-value mode uses `value` itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Uncertain {
    pub value: f64,
    /// Standard deviation of the logarithm; 0 = taken as known.
    pub log_sd: f64,
}

impl Uncertain {
    pub fn known(value: f64) -> Uncertain {
        Uncertain { value, log_sd: 0.0 }
    }
}

/// The four sources of uncertainty (docs/model.md §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// Hazards, effects, commune effects, the baseline where it is an assumption.
    Parameters,
    /// Absorption, delays, cost overruns.
    Delivery,
    /// Province, district and commune shocks; named events.
    Environment,
    /// The households' own luck.
    Households,
}

impl Source {
    pub const ALL: [Source; 4] =
        [Source::Parameters, Source::Delivery, Source::Environment, Source::Households];

    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Source::Parameters => "parameters",
            Source::Delivery => "delivery",
            Source::Environment => "environment",
            Source::Households => "households",
        }
    }
}
