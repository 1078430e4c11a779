//! The scenario file as written: sections, keys and units exactly as in the TOML text.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// A scenario file: what is asked, of which data, under which alternatives.
#[derive(JsonSchema)]
#[schemars(title = "giamngheo scenario")]
#[allow(dead_code, reason = "read section by section; this type only describes the file to editors")]
pub struct ScenarioFile {
    pub scenario: Head,
    pub files: Files,
    pub posterior: Option<PosteriorWritten>,
    #[schemars(rename = "cohort")]
    pub cohorts: Vec<CohortTitle>,
    #[schemars(rename = "envelope")]
    pub envelopes: Vec<EnvelopeWritten>,
    #[schemars(rename = "alternative")]
    pub alternatives: Vec<AlternativeWritten>,
}

/// What the scenario is called and how it is run.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Short name, used for the output folder: lower-case letters, digits and hyphens.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    pub title_vi: String,
    pub title_en: String,
    /// December review that the baseline describes.
    #[schemars(with = "i32")]
    pub baseline_year: Spanned<i32>,
    /// Last simulated year; the first is the year after the baseline.
    #[schemars(with = "i32")]
    pub last_year: Spanned<i32>,
    /// Seed of all random numbers.
    pub seed: u64,
    /// Monte Carlo replicates; 1 to 200,000.
    #[schemars(with = "u32")]
    pub replicates: Spanned<i64>,
    /// Sets of targets to test, as named in the targets file.
    #[schemars(with = "Vec<String>")]
    pub target_sets: Spanned<Vec<String>>,
    /// Persons per poor household, for the "nhân khẩu" rows of the official form.
    #[schemars(with = "f64")]
    pub persons_per_household: Spanned<f64>,
    /// Where persons_per_household comes from.
    pub source: String,
}

/// Paths of the data files, relative to the scenario file.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Files {
    /// Communes (CSV).
    #[schemars(with = "String")]
    pub communes: Spanned<String>,
    /// Members of cohorts (CSV).
    #[schemars(with = "String")]
    pub cohorts: Spanned<String>,
    /// Households, poor and near-poor per commune at the baseline (CSV).
    #[schemars(with = "String")]
    pub baseline: Spanned<String>,
    /// Old and alias commune codes (CSV).
    #[schemars(with = "Option<String>")]
    pub crosswalk: Option<Spanned<String>>,
    /// Official forms (CSV or XLSX) that the baseline must agree with; checked with everything else.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub forms: Vec<Spanned<String>>,
    /// Published margins that synthetic data are raked to (CSV).
    #[schemars(with = "Option<String>")]
    pub margins: Option<Spanned<String>>,
    /// Boundaries of communes for maps (GeoJSON, WGS 84; each feature with a property `commune_code`).
    #[schemars(with = "Option<String>")]
    pub boundaries: Option<Spanned<String>>,
    /// Hazards, strata, shocks (TOML).
    #[schemars(with = "String")]
    pub transitions: Spanned<String>,
    /// Sources, components, instruments (TOML).
    #[schemars(with = "String")]
    pub programme: Spanned<String>,
    /// Target sets (TOML).
    #[schemars(with = "String")]
    pub targets: Spanned<String>,
}

/// Parameters from a calibration, in place of the priors of the transitions and programme files.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PosteriorWritten {
    /// Folder that the calibration wrote, relative to the scenario file.
    #[schemars(with = "String")]
    pub folder: Spanned<String>,
    /// Where it comes from.
    pub source: String,
}

/// Title of a cohort of the cohorts file.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CohortTitle {
    /// Identifier in the cohorts file; `province` always exists.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    pub title_vi: String,
    pub title_en: String,
}

/// Money that a source gives, by year.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EnvelopeWritten {
    /// A source of the programme file.
    #[schemars(with = "String")]
    pub source: Spanned<String>,
    /// Million VND by calendar year: a whole number or a text such as "101249.2" (never a bare decimal).
    #[schemars(with = "BTreeMap<String, MillionVnd>")]
    pub million_vnd: Spanned<BTreeMap<String, Spanned<MillionVnd>>>,
    /// Where the figures come from, or the word assumption with its reason.
    pub basis: String,
}

/// One complete choice of allocation and support mix.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AlternativeWritten {
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    pub title_vi: String,
    pub title_en: String,
    #[serde(rename = "line")]
    #[schemars(with = "Vec<LineWritten>")]
    pub lines: Vec<Spanned<LineWritten>>,
}

/// One budget line of an alternative.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LineWritten {
    /// A component of the programme file.
    #[schemars(with = "String")]
    pub component: Spanned<String>,
    /// Share (0–1) of each source's envelope that this line takes.
    #[schemars(with = "BTreeMap<String, f64>")]
    pub shares: BTreeMap<Spanned<String>, Spanned<f64>>,
    /// Only communes of this cohort (besides the component's own eligibility).
    #[schemars(with = "Option<String>")]
    pub only: Option<Spanned<String>>,
    /// How the money is divided among communes.
    #[schemars(with = "RuleWritten")]
    pub rule: Spanned<RuleWritten>,
    /// Terms of the score, for rule = "criteria".
    #[serde(default)]
    #[schemars(with = "Vec<CriterionWritten>")]
    pub criteria: Vec<Spanned<CriterionWritten>>,
    /// Whole-number weights by commune code, for rule = "table".
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, u64>")]
    pub table: BTreeMap<Spanned<String>, Spanned<i64>>,
    /// Share (0–1) of the line's money per instrument; what is left buys nothing that moves a hazard.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, f64>")]
    pub mix: BTreeMap<Spanned<String>, Spanned<f64>>,
}

/// Allocation rules.
#[derive(Clone, Copy, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum RuleWritten {
    /// The same amount for every commune.
    Equal,
    /// By poor households at the baseline.
    PoorHouseholds,
    /// By poor and near-poor households at the baseline.
    ListedHouseholds,
    /// By a criteria score, as in provincial resolutions.
    Criteria,
    /// By explicit weights.
    Table,
}

/// One term of a criteria score.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CriterionWritten {
    /// constant, in_cohort, hundred_households, hundred_poor_households, poor_rate_percent or remoteness.
    pub feature: FeatureWritten,
    /// The cohort, for feature = "in_cohort".
    #[schemars(with = "Option<String>")]
    pub cohort: Option<Spanned<String>>,
    /// Points per unit of the feature; not negative.
    #[schemars(with = "f64")]
    pub coefficient: Spanned<f64>,
}

/// What a criterion counts.
#[derive(Clone, Copy, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum FeatureWritten {
    Constant,
    InCohort,
    HundredHouseholds,
    HundredPoorHouseholds,
    PoorRatePercent,
    Remoteness,
}

/// Million VND as a whole number or a text; a bare TOML decimal would pass through binary and lose đồng.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(try_from = "toml::Value")]
#[schemars(with = "MillionVndText")]
pub struct MillionVnd(pub Decimal);

/// The two ways money is written.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[allow(dead_code, reason = "describes the file to editors")]
pub enum MillionVndText {
    Whole(u64),
    Text(String),
}

impl TryFrom<toml::Value> for MillionVnd {
    type Error = String;

    fn try_from(value: toml::Value) -> Result<MillionVnd, String> {
        match value {
            toml::Value::Integer(whole) => Ok(MillionVnd(Decimal::from(whole))),
            toml::Value::String(text) => text
                .parse()
                .map(MillionVnd)
                .map_err(|_| format!("money `{text}` is not a number of million VND such as \"101249.2\"")),
            other => Err(format!(
                "money must be a whole number or a text in quotes, not {}: a bare decimal loses đồng",
                other.type_str()
            )),
        }
    }
}
