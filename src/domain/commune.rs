//! Communes, districts and cohorts: the places that households live in and that targets speak of.

use std::collections::BTreeSet;

/// Official commune code (mã xã, five digits of the General Statistics Office), kept as text in files.
///
/// The number is also the commune's part of a random number's address, so a commune keeps its luck
/// whatever the order of the file or the other communes in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommuneCode(u32);

impl CommuneCode {
    /// Reads a code of one to nine digits; leading zeros are not significant.
    pub fn parse(text: &str) -> Option<CommuneCode> {
        let digits = !text.is_empty() && text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
        if digits { text.parse().ok().map(CommuneCode) } else { None }
    }

    pub fn number(self) -> u32 {
        self.0
    }
}

impl std::fmt::Display for CommuneCode {
    /// Five digits with leading zeros, as official lists print it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:05}", self.0)
    }
}

/// One commune (xã, phường, thị trấn) on the map valid from 1 January 2020.
#[derive(Clone, Debug, PartialEq)]
pub struct Commune {
    pub code: CommuneCode,
    /// Vietnamese name, composed Unicode (NFC); names repeat within a province, codes do not.
    pub name: String,
    /// xã, phường or thị trấn.
    pub kind: String,
    /// Numeric district code, e.g. 220.
    pub district_code: u32,
    pub district: String,
    /// Public remoteness covariate: regional-allowance coefficient, 0 to 1.
    pub remoteness: f64,
}

/// A fixed list of communes whose rate a target speaks of.
#[derive(Clone, Debug, PartialEq)]
pub struct Cohort {
    /// Identifier used in files, e.g. `province`, `dbkk`.
    pub id: String,
    pub title_vi: String,
    pub title_en: String,
    pub members: BTreeSet<CommuneCode>,
}
