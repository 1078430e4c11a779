//! A tornado: how far the mean outcome moves when one input is low, and when it is high, all others varying as they do.

use super::moments::{Estimate, estimate, groups};

/// Share of the rows at either end.
const TENTHS: usize = 10;

/// The mean outcome in the lowest and in the highest tenth of an input.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Position of the input.
    pub input: usize,
    /// Mean of the input in its lowest and its highest tenth.
    pub at: [f64; 2],
    /// Mean outcome there.
    pub low: Estimate,
    pub high: Estimate,
}

impl Bar {
    /// Outcome where the input is high − where it is low.
    pub fn swing(&self) -> Estimate {
        let (low, high) = (self.low.standard_error, self.high.standard_error);
        Estimate {
            value: self.high.value - self.low.value,
            standard_error: libm::sqrt(low * low + high * high),
        }
    }
}

/// One bar per input, the widest first; an input with a single value has none.
pub fn tornado(inputs: &[&[f64]], outcome: &[f64]) -> Vec<Bar> {
    let bar = |(input, values): (usize, &&[f64])| {
        let tenths = groups(values, TENTHS);
        let [low, .., high] = tenths.as_slice() else { return None };
        let of = |rows: &[usize], column: &[f64]| {
            estimate(&rows.iter().map(|&row| column[row]).collect::<Vec<f64>>())
        };
        let at = [of(low, values).value, of(high, values).value];
        Some(Bar { input, at, low: of(low, outcome), high: of(high, outcome) })
    };
    let mut bars: Vec<Bar> = inputs.iter().enumerate().filter_map(bar).collect();
    bars.sort_by(|a, b| b.swing().value.abs().total_cmp(&a.swing().value.abs()).then(a.input.cmp(&b.input)));
    bars
}
