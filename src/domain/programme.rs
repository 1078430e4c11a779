//! The programme: sources of money, components with their eligibility, instruments with their effects.

use super::commune::CommuneCode;
use super::hazard::Class;
use super::standard::Standard;
use super::state::GROUPS;
use super::uncertainty::Uncertain;
use std::collections::BTreeSet;

/// Kind of money: it decides how much of a year's plan is disbursed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Capital {
    /// Vốn đầu tư phát triển.
    Investment,
    /// Vốn sự nghiệp.
    Recurrent,
}

impl Capital {
    pub const ALL: [Capital; 2] = [Capital::Investment, Capital::Recurrent];

    pub fn index(self) -> usize {
        self as usize
    }
}

/// Where money comes from, and which components it may pay.
#[derive(Clone, Debug, PartialEq)]
pub struct FundSource {
    pub id: String,
    pub title_vi: String,
    pub title_en: String,
    pub capital: Capital,
    /// Components that this source may pay (earmark); `None` = any.
    pub pays: Option<BTreeSet<String>>,
}

/// A budget line of the programme (dự án, tiểu dự án).
#[derive(Clone, Debug, PartialEq)]
pub struct Component {
    pub id: String,
    pub title_vi: String,
    pub title_en: String,
    /// Communes it may be spent in.
    pub eligible: BTreeSet<CommuneCode>,
}

/// Whom an instrument's money is counted per.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Households take part (lượt hộ).
    Household,
    /// The commune as a whole: roads, irrigation, electricity; every household feels it.
    Commune,
}

/// Effect of an instrument on the hazards of a class, for households that it covers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    pub class: Class,
    /// `None` = under either standard.
    pub standard: Option<Standard>,
    /// Hazard ratio over the baseline (1 = no effect), mean and log sd.
    pub hazard_ratio: Uncertain,
}

/// How the share reached turns into coverage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Saturation {
    /// a·tanh(x/a).
    Tanh,
    /// min(x, a).
    Linear,
}

/// A kind of support that a household or a commune receives.
#[derive(Clone, Debug, PartialEq)]
pub struct Instrument {
    pub id: String,
    pub title_vi: String,
    pub title_en: String,
    pub component: String,
    pub level: Level,
    /// Programme and community money per participation, million VND at the prices of `price_year`.
    pub unit_cost_million_vnd: f64,
    /// Share of the unit cost that households pay themselves, 0 to below 1.
    pub community_share: f64,
    /// Groups of states that can take part, by [`super::state::Group::index`].
    pub eligible: [bool; GROUPS],
    /// Only households with labour capacity (livelihood instruments).
    pub needs_labour: bool,
    /// Highest coverage that can be reached, 0 to 1.
    pub ceiling: f64,
    pub saturation: Saturation,
    /// Years before a participation begins to work.
    pub lag_years: u32,
    /// Years for which it works.
    pub duration_years: u32,
    /// Strength kept from one year of work to the next, 0 to 1.
    pub waning: f64,
    /// Share of delivered money that comes back, and after how many years; it is lent again in the same commune.
    pub revolving_share: f64,
    pub revolving_after_years: u32,
    /// Points that full coverage adds to the commune's readiness to leave the ĐBKK list, 0 to 100.
    pub readiness_points: f64,
    pub effects: Vec<Effect>,
}

/// A payment of a source's yearly plan: month 1 to 12 and the share that arrives then.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tranche {
    pub month: u8,
    pub share: f64,
}

/// How money of one capital kind is delivered.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    /// Shares sum to 1.
    pub tranches: Vec<Tranche>,
    /// Mean of the exponential delay of every tranche, months.
    pub delay_months: f64,
    /// Disbursed share of what is available in a year: Beta(mean · concentration, (1 − mean) · concentration).
    pub absorption_mean: f64,
    /// `None` = exactly the mean.
    pub absorption_concentration: Option<f64>,
    /// Whether money not disbursed is available next year (true) or lost (false).
    pub carry_over: bool,
    /// Factor on unit costs, mean and log sd.
    pub cost_overrun: Uncertain,
}

/// How several instruments that reach one household combine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlap {
    /// Independent coverage, hazard ratios multiply.
    Product,
    /// Independent coverage, only the strongest support counts.
    BestOf,
}

/// The programme as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Programme {
    pub sources: Vec<FundSource>,
    pub components: Vec<Component>,
    pub instruments: Vec<Instrument>,
    /// By [`Capital::index`].
    pub delivery: [Delivery; 2],
    pub overlap: Overlap,
    /// Yearly growth of unit costs from `price_year`.
    pub price_inflation: f64,
    pub price_year: i32,
}

/// Names of effects in files, by instrument: `effect.<instrument>.<class>`, and the standard where one is needed.
pub fn effect_names(instruments: &[Instrument]) -> Vec<Vec<String>> {
    let name = |instrument: &Instrument, effect: &Effect| {
        let standard = effect.standard.map_or(String::new(), |standard| format!(".{}", standard.word()));
        format!("effect.{}.{}{standard}_hazard_ratio", instrument.id, effect.class.word())
    };
    instruments.iter().map(|it| it.effects.iter().map(|effect| name(it, effect)).collect()).collect()
}
