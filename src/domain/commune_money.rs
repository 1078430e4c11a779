//! Money that was spent in a commune in a past year, on one instrument: what calibration sets against its flows.

use super::commune::CommuneCode;
use super::money::Money;
use super::programme::Capital;

/// One payment; several of one commune, year and instrument add up.
#[derive(Clone, Debug, PartialEq)]
pub struct CommuneMoney {
    pub commune: CommuneCode,
    pub year: i32,
    /// An instrument of the programme.
    pub instrument: String,
    pub capital: Capital,
    pub amount: Money,
}
