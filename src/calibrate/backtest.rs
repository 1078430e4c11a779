//! Back-test: fitted on the first years, how well does the model tell the next ones, and does it beat naive rules?

use super::fit::{Fit, Reliability, fit};
use super::generate::Generator;
use super::panel::{Panel, YearSeen};
use super::predict::vectors;
use super::prepared::Prepared;
use super::sample::Chains;
use super::scores::{Score, score};
use super::units::NearPoorEntries;

/// Vectors of a posterior that forecast.
pub const FORECASTS: usize = 500;

/// Fewest years a fit can be made from.
pub const FEWEST_YEARS: usize = 2;

/// Which kind of place a forecast is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Province,
    Cohort,
    District,
    Commune,
}

impl Level {
    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Level::Province => "province",
            Level::Cohort => "cohort",
            Level::District => "district",
            Level::Commune => "commune",
        }
    }
}

/// A forecast of one place's poor rate at the end of a year, percent, against what was counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// Last year that the fit has seen.
    pub origin: i32,
    pub year: i32,
    pub level: Level,
    /// Position among the design's places, or among its communes.
    pub place: usize,
    pub observed: f64,
    pub mean: f64,
    pub score: Score,
    /// Error of a rate that stays as it was, and of one that falls again as it fell last, points.
    pub naive: [f64; 2],
}

/// One origin's fit.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    pub year: i32,
    pub reliability: Reliability,
}

/// A back-test's forecasts and the fits behind them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Backtest {
    pub origins: Vec<Origin>,
    pub forecasts: Vec<Forecast>,
}

/// Fits on the first `first` years, then on one more, and so on; each forecasts every year that follows.
pub fn backtest(
    prepared: &Prepared,
    first: usize,
    chains: &Chains,
    entries: NearPoorEntries,
    step: &(dyn Fn() + Sync),
) -> Result<Backtest, String> {
    let mut done = Backtest::default();
    for known in first.max(FEWEST_YEARS)..prepared.panel.years.len() {
        let likelihood = prepared.likelihood(&prepared.panel.until(known), entries);
        let fit = fit(&likelihood, chains, step)?;
        let mill = prepared.mill();
        let generator = Generator { mill: &mill, likelihood: &likelihood, seed: chains.seed };
        done.forecasts.extend(forecasts(prepared, &generator, &fit, known));
        done.origins.push(Origin { year: prepared.panel.years[known - 1], reliability: fit.reliability });
    }
    Ok(done)
}

/// Poor and all households at the end of each forecast year, by draw, commune and year.
type Ensemble = Vec<Vec<Vec<Option<[f64; 2]>>>>;

fn forecasts(prepared: &Prepared, generator: &Generator<'_>, fit: &Fit, known: usize) -> Vec<Forecast> {
    let panel = &prepared.panel;
    let ensemble: Ensemble = vectors(fit, FORECASTS)
        .map(|(draw, z)| {
            let of = |(commune, seen): (usize, &Vec<YearSeen>)| {
                generator.commune(commune, &seen[..known], z, draw)[known..].iter().map(stock).collect()
            };
            panel.seen.iter().enumerate().map(of).collect()
        })
        .collect();
    let mut found = Vec::new();
    for year in known..panel.years.len() {
        for (level, place, members) in places(prepared) {
            found.extend(forecast(panel, &ensemble, (known, year), (level, place), &members));
        }
    }
    found
}

/// Every place that is judged: the province, other cohorts, districts, single communes.
fn places(prepared: &Prepared) -> Vec<(Level, usize, Vec<usize>)> {
    let design = &prepared.design;
    let level = |place: usize| match place {
        0 => Level::Province,
        place if place < design.cohorts => Level::Cohort,
        _ => Level::District,
    };
    let wide = design.places.iter().enumerate().map(|(at, members)| (level(at), at, members.clone()));
    let communes = (0..design.communes.len()).map(|commune| (Level::Commune, commune, vec![commune]));
    wide.chain(communes).collect()
}

/// Poor and all households at the end of a year.
fn stock(seen: &YearSeen) -> Option<[f64; 2]> {
    Some([f64::from(seen.poor.end?), f64::from(seen.households?)])
}

fn forecast(
    panel: &Panel,
    ensemble: &Ensemble,
    (known, year): (usize, usize),
    (level, place): (Level, usize),
    members: &[usize],
) -> Option<Forecast> {
    // Communes whose counts are known then, now, and before the last fall: the same ones throughout.
    let has = |&&commune: &&usize| {
        [year, known - 1, known - 2].iter().all(|&at| stock(&panel.seen[commune][at]).is_some())
    };
    let counted: Vec<usize> = members.iter().filter(has).copied().collect();
    let rate = |of: &dyn Fn(usize) -> Option<[f64; 2]>| {
        let sums = counted
            .iter()
            .filter_map(|&commune| of(commune))
            .fold([0.0; 2], |sum, it| [sum[0] + it[0], sum[1] + it[1]]);
        100.0 * sums[0] / sums[1]
    };
    if counted.is_empty() {
        return None;
    }
    let seen = |at: usize| rate(&|commune| stock(&panel.seen[commune][at]));
    let (observed, last, before) = (seen(year), seen(known - 1), seen(known - 2));
    let drawn: Vec<f64> = ensemble.iter().map(|draw| rate(&|commune| draw[commune][year - known])).collect();
    let ahead = (year + 1 - known) as f64;
    let falling = (last - (before - last) * ahead).max(0.0);
    Some(Forecast {
        origin: panel.years[known - 1],
        year: panel.years[year],
        level,
        place,
        observed,
        mean: drawn.iter().sum::<f64>() / drawn.len() as f64,
        score: score(&drawn, observed)?,
        naive: [(last - observed).abs(), (falling - observed).abs()],
    })
}
