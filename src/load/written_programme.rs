//! The programme file as written: sources, components, instruments, delivery.

use super::written_targets::StandardWritten;
use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

/// A programme file.
#[derive(JsonSchema)]
#[schemars(title = "giamngheo programme")]
#[allow(dead_code, reason = "describes the file to editors")]
pub struct ProgrammeFile {
    pub prices: Prices,
    pub delivery: DeliveryWritten,
    #[schemars(rename = "source")]
    pub sources: Vec<SourceWritten>,
    #[schemars(rename = "component")]
    pub components: Vec<ComponentWritten>,
    #[schemars(rename = "instrument")]
    pub instruments: Vec<InstrumentWritten>,
}

/// Prices and how several supports combine.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Prices {
    /// Year at whose prices unit costs are given.
    pub price_year: i32,
    /// Yearly growth of unit costs, e.g. 0.03.
    #[schemars(with = "f64")]
    pub inflation_per_year: Spanned<f64>,
    /// product (independent coverage, hazard ratios multiply) or best_of (the strongest support counts).
    pub overlap: OverlapWritten,
    pub source: String,
}

#[derive(Clone, Copy, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum OverlapWritten {
    Product,
    BestOf,
}

/// Delivery of the two capital kinds.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeliveryWritten {
    #[schemars(with = "CapitalDelivery")]
    pub investment: Spanned<CapitalDelivery>,
    #[schemars(with = "CapitalDelivery")]
    pub recurrent: Spanned<CapitalDelivery>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CapitalDelivery {
    /// Months (1–12) and shares of a year's plan; shares sum to 1.
    #[schemars(with = "Vec<TrancheWritten>")]
    pub tranches: Spanned<Vec<TrancheWritten>>,
    /// Mean delay of the tranches, months.
    #[schemars(with = "f64")]
    pub delay_months: Spanned<f64>,
    /// Mean share of available money that is disbursed in a year, 0–1.
    #[schemars(with = "f64")]
    pub absorption_mean: Spanned<f64>,
    /// Concentration of its Beta distribution; left out = exactly the mean.
    #[schemars(with = "Option<f64>")]
    pub absorption_concentration: Option<Spanned<f64>>,
    /// Whether undisbursed money can be spent next year.
    pub carry_over: bool,
    /// Factor on unit costs: mean and log sd.
    #[schemars(with = "f64")]
    pub cost_overrun: Spanned<f64>,
    #[schemars(with = "f64")]
    pub cost_overrun_log_sd: Spanned<f64>,
    pub source: String,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TrancheWritten {
    #[schemars(with = "u8")]
    pub month: Spanned<i64>,
    #[schemars(with = "f64")]
    pub share: Spanned<f64>,
}

/// A source of money.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourceWritten {
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    pub title_vi: String,
    pub title_en: String,
    pub capital: CapitalWritten,
    /// Components it may pay; left out = any.
    #[schemars(with = "Option<Vec<String>>")]
    pub pays: Option<Vec<Spanned<String>>>,
    pub source: String,
}

#[derive(Clone, Copy, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum CapitalWritten {
    Investment,
    Recurrent,
}

/// A budget line of the programme.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ComponentWritten {
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    pub title_vi: String,
    pub title_en: String,
    /// Cohorts whose communes it may be spent in.
    #[schemars(with = "Vec<String>")]
    pub eligible: Vec<Spanned<String>>,
    /// Cohorts whose communes are excluded.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub except: Vec<Spanned<String>>,
    pub source: String,
}

/// A kind of support.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InstrumentWritten {
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    pub title_vi: String,
    pub title_en: String,
    /// The component that pays for it.
    #[schemars(with = "String")]
    pub component: Spanned<String>,
    /// household (participations are counted) or commune (spend per household).
    pub level: LevelWritten,
    /// Full cost per participation (per household of the commune at commune level), million VND.
    #[schemars(with = "f64")]
    pub unit_cost_million_vnd: Spanned<f64>,
    /// Share of the unit cost that households pay, 0 to below 1.
    #[schemars(with = "f64")]
    pub community_share: Spanned<f64>,
    /// Groups that can take part: poor, near_poor, newly_escaped, secure.
    pub eligible: Vec<GroupWritten>,
    /// Only households with labour capacity.
    pub needs_labour: bool,
    /// Highest coverage, 0–1.
    #[schemars(with = "f64")]
    pub ceiling: Spanned<f64>,
    /// tanh (a·tanh(x/a)) or linear.
    pub saturation: SaturationWritten,
    pub lag_years: u32,
    #[schemars(with = "u32")]
    pub duration_years: Spanned<u32>,
    /// Strength kept from year to year, 0–1.
    #[schemars(with = "f64")]
    pub waning: Spanned<f64>,
    /// Share of delivered money that returns to be lent again, 0–1.
    #[schemars(with = "f64")]
    pub revolving_share: Spanned<f64>,
    pub revolving_after_years: u32,
    /// Points (0–100) that full coverage adds to readiness to leave the ĐBKK list.
    #[schemars(with = "f64")]
    pub readiness_points: Spanned<f64>,
    #[serde(default, rename = "effect")]
    pub effects: Vec<EffectWritten>,
    pub source: String,
}

#[derive(Clone, Copy, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum LevelWritten {
    Household,
    Commune,
}

#[derive(Clone, Copy, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum GroupWritten {
    Poor,
    NearPoor,
    NewlyEscaped,
    Secure,
}

#[derive(Clone, Copy, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum SaturationWritten {
    Tanh,
    Linear,
}

/// Transition classes.
#[derive(Clone, Copy, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum ClassWritten {
    ExitIncome,
    ExitDeprivation,
    Relapse,
    Slip,
    Arise,
}

/// Effect of an instrument on one class of hazards.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EffectWritten {
    pub class: ClassWritten,
    /// Standard under which it acts; left out = either.
    pub standard: Option<StandardWritten>,
    /// Hazard ratio over the baseline for covered households (1 = no effect).
    #[schemars(with = "f64")]
    pub hazard_ratio: Spanned<f64>,
    #[schemars(with = "f64")]
    pub log_sd: Spanned<f64>,
    /// The study or the assumption behind it.
    pub evidence: String,
}
