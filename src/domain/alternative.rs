//! Alternatives: complete choices of budget allocation and support mix.

use super::commune::CommuneCode;
use super::money::Money;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Money that a source gives in a year.
#[derive(Clone, Debug, PartialEq)]
pub struct Envelope {
    pub source: String,
    pub year: i32,
    pub amount: Money,
    /// Where the figure comes from, or the word assumption with its reason.
    pub basis: String,
}

/// How a line's money is divided among its communes.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    Equal,
    /// By households poor at the baseline.
    PoorHouseholds,
    /// By poor and near-poor households at the baseline.
    ListedHouseholds,
    /// By a criteria score: the sum of coefficient × feature.
    Criteria(Vec<Criterion>),
    /// By explicit weights per commune.
    Table(BTreeMap<CommuneCode, u64>),
}

/// One term of a criteria score, as in provincial allocation resolutions.
#[derive(Clone, Debug, PartialEq)]
pub struct Criterion {
    pub feature: Feature,
    /// Not negative; at most six decimals count.
    pub coefficient: Decimal,
}

/// What a criterion counts.
#[derive(Clone, Debug, PartialEq)]
pub enum Feature {
    /// 1 for every commune.
    Constant,
    /// 1 for communes of the named cohort.
    InCohort(String),
    /// Households, poor households: hundreds.
    HundredHouseholds,
    HundredPoorHouseholds,
    /// Poor rate in percentage points.
    PoorRatePercent,
    /// The remoteness covariate.
    Remoteness,
}

/// One line of an alternative's budget: a component's share of sources, where it goes and what it buys.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub component: String,
    /// Share of each source's yearly envelope, 0 to 1.
    pub shares: BTreeMap<String, Decimal>,
    /// Communes: the component's eligible ones, narrowed by the alternative.
    pub communes: BTreeSet<CommuneCode>,
    pub rule: Rule,
    /// Share of the line's money per instrument; the rest buys nothing that moves a hazard.
    pub mix: BTreeMap<String, Decimal>,
}

/// One complete choice (phương án).
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    pub id: String,
    pub title_vi: String,
    pub title_en: String,
    pub lines: Vec<Line>,
}
