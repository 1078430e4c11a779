//! A posterior: parameter vectors drawn by a calibration, which take the place of the scenario's own priors.

use super::commune::CommuneCode;
use super::hazard::{BASES, Base, CLASSES, Class};
use super::origin::Origin;
use super::programme::Effect;
use super::standard::Standard;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Names of the files in a posterior's folder.
pub const TABLE: &str = "posterior.csv";
pub const COMMUNES: &str = "posterior_communes.csv";
pub const CALIBRATION: &str = "calibration.json";

/// The shape of `calibration.json`, and the model whose parameters the tables hold.
pub const FORMAT: u64 = 1;
pub const MODEL: &str = "giamngheo-calibration-2";

/// Columns that begin so only explain a fit: its years are over, and derived quantities follow from the others.
pub const EXPLAINING: [&str; 3] = ["year_effect.", "commune_year_log_sd.", "derived."];

/// Column of a base hazard.
pub fn base_column(area: &str, base: Base) -> String {
    format!("{area}.{}_per_year", base.word())
}

/// Column of the log sd of commune effects.
pub fn log_sd_column(class: Class) -> String {
    format!("commune_log_sd.{}", class.word())
}

/// Column of an instrument's effect; the standard is named if the effect acts under one only.
pub fn effect_column(instrument: &str, effect: &Effect) -> String {
    let standard = effect.standard.map_or(String::new(), |standard| format!(".{}", standard.word()));
    format!("effect.{instrument}.{}{standard}_hazard_ratio", effect.class.word())
}

/// Column of the communes' table: the log of the factor on a class.
pub fn log_column(class: Class) -> String {
    format!("{}_log", class.word())
}

/// Fewest draws of a posterior: with fewer, quantiles of parameters are coarser than what is read off them.
pub const FEWEST_DRAWS: usize = 100;

/// A checked posterior.
#[derive(Clone, Debug, PartialEq)]
pub struct Posterior {
    pub fit: Fit,
    /// At least [`FEWEST_DRAWS`], in the order of the table; each is as likely as any other.
    pub draws: Vec<Draw>,
    /// Effects of communes by draw; communes that are not here have theirs drawn with the draw's `commune_log_sd`.
    pub communes: BTreeMap<CommuneCode, Arc<[Effects]>>,
}

/// Logarithms of a commune's factors on the hazards of each class.
pub type Effects = [f64; CLASSES];

/// One parameter vector.
#[derive(Clone, Debug, PartialEq)]
pub struct Draw {
    /// Base hazards per year by area (in the scenario's order), then by `Base::index`.
    pub base: Vec<[f64; BASES]>,
    /// Hazard ratios by instrument and effect, in the scenario's order; `None` = the scenario's own prior stands. The
    /// same in every draw.
    pub hazard_ratio: Vec<Vec<Option<f64>>>,
    /// Log sd of commune effects by class.
    pub commune_log_sd: [f64; CLASSES],
}

/// What is known of the calibration that made a posterior.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// Folder as the scenario names it.
    pub folder: String,
    /// Where it comes from, in the scenario's words.
    pub source: String,
    /// Version of the program that made it.
    pub version: String,
    pub method: Method,
    /// Rows of the table, all chains together.
    pub draws: usize,
    pub chains: u64,
    /// Largest R-hat of any parameter; 1 = chains agree. `None` where there are no chains to compare.
    pub max_rhat: Option<f64>,
    /// Smallest effective number of draws of any parameter, in the bulk and in the tails.
    pub min_ess_bulk: Option<f64>,
    pub min_ess_tail: Option<f64>,
    pub divergences: u64,
    /// Standard on which the forms that it was fitted to are measured.
    pub standard: Standard,
    /// The worst origin of the data that it was fitted to.
    pub origin: Origin,
}

/// What a calibration was fitted to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Official forms of communes.
    Forms,
    /// Published margins: falls of whole cohorts.
    Margins,
    /// Nothing: draws of the prior.
    Prior,
}

impl Method {
    pub const ALL: [Method; 3] = [Method::Forms, Method::Margins, Method::Prior];

    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Method::Forms => "forms",
            Method::Margins => "margins",
            Method::Prior => "prior",
        }
    }

    /// Reads the word used in files.
    pub fn from_word(word: &str) -> Option<Method> {
        Method::ALL.into_iter().find(|method| method.word() == word)
    }
}
