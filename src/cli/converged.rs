//! Whether chains agree: which bars a fit does not pass, in words.

use super::language::language;
use crate::calibrate::fit::{Bar, Missed, Reliability};
use crate::load::said::{Arg, Said, said};
use crate::report::numbers::trimmed;

/// Every bar that is missed, with what the fit has and what it may have.
pub fn missed(reliability: &Reliability) -> Arg {
    Arg::List(reliability.missed().iter().map(told).collect())
}

fn told(missed: &Missed) -> Said {
    let number = |value: f64, decimals: usize| trimmed(language(), value, 0, decimals);
    let (value, limit) = match missed.bar {
        Bar::RHat | Bar::RHatOfAll => (number(missed.value, 3), number(missed.limit, 3)),
        _ => (number(missed.value, 0), number(missed.limit, 0)),
    };
    match missed.bar {
        Bar::RHat => said!("missed-rhat", value, limit),
        Bar::RHatOfAll => said!("missed-rhat-of-all", value, limit),
        Bar::EssBulk => said!("missed-ess-bulk", value, limit),
        Bar::EssTail => said!("missed-ess-tail", value, limit),
        Bar::Divergences => said!("missed-divergences", value, limit),
    }
}
