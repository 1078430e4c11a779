//! Yearly transition hazards: classes, origins, area classes, strata, commune effects, shocks and events.

use super::commune::CommuneCode;
use super::uncertainty::Uncertain;
use std::collections::BTreeSet;

/// Number of transition classes.
pub const CLASSES: usize = 5;

/// What kind of move a hazard drives; effects, shocks and commune effects act on classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A listed household passes the income line.
    ExitIncome,
    /// Poor to near-poor (since 2022: fewer than three deprivations).
    ExitDeprivation,
    /// Back to the poor list within the look-back.
    Relapse,
    /// To the near-poor list from off the lists.
    Slip,
    /// To the poor list for the first time.
    Arise,
}

impl Class {
    pub const ALL: [Class; CLASSES] =
        [Class::ExitIncome, Class::ExitDeprivation, Class::Relapse, Class::Slip, Class::Arise];

    pub fn index(self) -> usize {
        self as usize
    }

    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Class::ExitIncome => "exit_income",
            Class::ExitDeprivation => "exit_deprivation",
            Class::Relapse => "relapse",
            Class::Slip => "slip",
            Class::Arise => "arise",
        }
    }
}

/// Number of base hazards per area.
pub const BASES: usize = 9;

/// A base hazard: a class seen from the group of states it starts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Base {
    ExitIncomePoor,
    ExitIncomeNearPoor,
    ExitDeprivationPoor,
    RelapseNearPoor,
    RelapseEscaped,
    SlipEscaped,
    SlipSecure,
    AriseNearPoor,
    AriseSecure,
}

impl Base {
    pub const ALL: [Base; BASES] = [
        Base::ExitIncomePoor,
        Base::ExitIncomeNearPoor,
        Base::ExitDeprivationPoor,
        Base::RelapseNearPoor,
        Base::RelapseEscaped,
        Base::SlipEscaped,
        Base::SlipSecure,
        Base::AriseNearPoor,
        Base::AriseSecure,
    ];

    pub fn index(self) -> usize {
        self as usize
    }

    pub fn class(self) -> Class {
        match self {
            Base::ExitIncomePoor | Base::ExitIncomeNearPoor => Class::ExitIncome,
            Base::ExitDeprivationPoor => Class::ExitDeprivation,
            Base::RelapseNearPoor | Base::RelapseEscaped => Class::Relapse,
            Base::SlipEscaped | Base::SlipSecure => Class::Slip,
            Base::AriseNearPoor | Base::AriseSecure => Class::Arise,
        }
    }

    /// The word used in files, `class.origin`.
    pub fn word(self) -> &'static str {
        match self {
            Base::ExitIncomePoor => "exit_income.poor",
            Base::ExitIncomeNearPoor => "exit_income.near_poor",
            Base::ExitDeprivationPoor => "exit_deprivation.poor",
            Base::RelapseNearPoor => "relapse.near_poor",
            Base::RelapseEscaped => "relapse.escaped",
            Base::SlipEscaped => "slip.escaped",
            Base::SlipSecure => "slip.secure",
            Base::AriseNearPoor => "arise.near_poor",
            Base::AriseSecure => "arise.secure",
        }
    }
}

/// Base hazards of one area class (per year, indexed by [`Base::index`]).
#[derive(Clone, Debug, PartialEq)]
pub struct AreaHazards {
    /// Area class: a cohort's id, or `other` for communes in none of the area cohorts.
    pub area: String,
    pub base: [Uncertain; BASES],
}

/// Households of a commune that share hazards, e.g. with and without labour capacity.
#[derive(Clone, Debug, PartialEq)]
pub struct Stratum {
    pub id: String,
    /// Share of each group of states that is in this stratum, by [`super::state::Group::index`]; 0 to 1.
    pub share: [f64; super::state::GROUPS],
    /// Factor on the hazards of each class.
    pub factor: [f64; CLASSES],
    /// Whether the stratum has labour capacity; livelihood instruments reach only those that do.
    pub labour: bool,
}

/// How hazards depend on the years since the escape; index 0 is the first year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clocks {
    /// Factors on relapse of `NearPoorEscaped(d)` and `Escaped(d)`.
    pub relapse: [f64; super::state::CLOCK_YEARS],
    /// Factors on `slip.escaped` of `Escaped(d)` and `LeftNearPoor(d)`.
    pub slip: [f64; super::state::CLOCK_YEARS],
    /// Factors on `arise.secure` of `LeftNearPoor(d)`.
    pub arise: [f64; super::state::CLOCK_YEARS],
}

/// A yearly lognormal shock with province, district and commune parts, shared by all alternatives.
#[derive(Clone, Debug, PartialEq)]
pub struct Shock {
    pub id: String,
    /// Exponent with which each class feels it: −1 = a good year lowers the hazard.
    pub loading: [f64; CLASSES],
    pub province_log_sd: f64,
    pub district_log_sd: f64,
    pub commune_log_sd: f64,
    /// Autocorrelation from year to year, 0 to below 1.
    pub ar1: f64,
}

/// A named event (livestock epidemic, lockdown, typhoon) with a yearly probability.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub id: String,
    pub title_vi: String,
    pub title_en: String,
    /// Calendar years in which it can happen; once in each, independently.
    pub years: BTreeSet<i32>,
    pub probability: f64,
    pub communes: BTreeSet<CommuneCode>,
    /// Factor on each class's hazards in a year when it happens.
    pub severity: [Uncertain; CLASSES],
}

/// Household formation, dissolution and moves, per year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Growth {
    /// New households a year as a share of those at the start (khác tăng).
    pub formation: f64,
    /// Households that disappear a year as a share of each state (khác giảm).
    pub dissolution: f64,
    /// Share of new households that enter as poor, and as near-poor; the rest are secure.
    pub new_poor_share: f64,
    pub new_near_poor_share: f64,
}

/// The change of poverty standard: shares of each list that are reclassified at the end of `after_year`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rebasing {
    pub after_year: i32,
    pub poor_to_near_poor: f64,
    pub poor_to_none: f64,
    pub near_poor_to_poor: f64,
    pub near_poor_to_none: f64,
    pub none_to_poor: f64,
    pub none_to_near_poor: f64,
}

/// How the December states of the baseline split into clocks, where no form tells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct History {
    /// Share of poor households that relapsed.
    pub relapsed_share_of_poor: f64,
    /// Shares of near-poor households that left poverty 1, 2, 3 years ago.
    pub recently_poor_share_of_near_poor: [f64; super::state::CLOCK_YEARS],
    /// Households off the lists that left poverty 1, 2, 3 years ago, per poor household.
    pub escaped_per_poor: [f64; super::state::CLOCK_YEARS],
    /// Households off the lists that left near-poverty 1, 2, 3 years ago, per near-poor household.
    pub left_near_poor_per_near_poor: [f64; super::state::CLOCK_YEARS],
}
