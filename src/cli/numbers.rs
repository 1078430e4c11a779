//! Numbers of the command line, read within their bounds; what is wrong with one is told by the catalogue.

use crate::load::said::{Said, said};
use std::fmt::{self, Display};
use std::ops::RangeInclusive;
use std::str::FromStr;

/// What is wrong with a value, for the parser of the command line to carry.
#[derive(Debug)]
pub struct Wrong(pub Said);

impl Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.key)
    }
}

impl std::error::Error for Wrong {}

/// Reads whole numbers from a lowest to a highest.
pub fn within<N>(
    range: RangeInclusive<N>,
) -> impl Fn(&str) -> Result<N, Wrong> + Clone + Send + Sync + 'static
where
    N: FromStr + PartialOrd + Display + Clone + Send + Sync + 'static,
{
    move |text| {
        let read = text.parse().ok().filter(|number| range.contains(number));
        read.ok_or_else(|| Wrong(said!("usage-not-within", low = range.start(), high = range.end())))
    }
}

/// Reads a whole number whose bounds are told where it is used.
pub fn whole<N: FromStr>(text: &str) -> Result<N, Wrong> {
    text.parse().map_err(|_| Wrong(said!("usage-not-whole")))
}

/// Reads a finite number, the point its decimal mark.
pub fn number(text: &str) -> Result<f64, Wrong> {
    let read = text.parse::<f64>().ok().filter(|number| number.is_finite());
    read.ok_or_else(|| Wrong(said!("usage-not-number")))
}
