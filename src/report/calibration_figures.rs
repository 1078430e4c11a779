//! A fit to what its charts show: names in words, densities, bands, ranks.

use super::area_words::{area_title, cohort_title};
use super::charts::calibration::Figures;
use super::charts::caterpillar::{Effect, Effects};
use super::charts::coverage::GroupCoverage;
use super::charts::observed_predicted::{Bands, CohortFit, Use, YearFit};
use super::charts::prior_posterior::{Parameter, Unit};
use super::charts::ranks::RankedParameter;
use super::parameters::{class_name, hazard_name, spread_name, total_name};
use super::texts::{Language, Texts};
use crate::calibrate::backtest::{Backtest, Level};
use crate::calibrate::columns::commune_effects;
use crate::calibrate::density::{Bounds, density};
use crate::calibrate::diagnostics::rank_histogram;
use crate::calibrate::draws::{quantile, sorted};
use crate::calibrate::fit::{Fit, Quantity};
use crate::calibrate::margins::{AT_ONCE, Margin, Margins};
use crate::calibrate::parameters::Layout;
use crate::calibrate::predict::{PREDICTIONS, Prediction, Shown, vectors};
use crate::calibrate::scores::Scores;
use crate::domain::commune::{Cohort, Commune};
use crate::domain::hazard::{Base, Class};
use crate::domain::origin::Origin;
use crate::domain::posterior::Method;
use crate::domain::published::Measure;
use crate::domain::scenario::Scenario;

/// Points of a density curve.
const POINTS: usize = 80;
/// Parts of the rank histograms.
const RANK_PARTS: usize = 20;
/// Draws from which a density is made: more change nothing that the eye sees.
const DENSITY_DRAWS: usize = 1000;

/// Figures without places: what every fit has. Draws of the prior have no chains that could disagree.
pub fn figures(fit: &Fit, method: Method, scenario: &Scenario, origin: Origin, texts: &Texts) -> Figures {
    let mut worst: Vec<&Quantity> =
        fit.quantities.iter().filter(|it| it.convergence.r_hat.is_some()).collect();
    worst.sort_by(|a, b| b.convergence.r_hat.unwrap_or(0.0).total_cmp(&a.convergence.r_hat.unwrap_or(0.0)));
    let ranked = |quantity: &Quantity| RankedParameter {
        name: name_of(&quantity.name, scenario, texts).unwrap_or_else(|| quantity.name.clone()),
        r_hat: quantity.convergence.r_hat.unwrap_or(f64::NAN),
        chains: fit
            .table
            .position(&quantity.name)
            .map_or_else(Vec::new, |at| rank_histogram(&fit.table.by_chain(at), RANK_PARTS)),
    };
    let named = worst.iter().filter(|it| name_of(&it.name, scenario, texts).is_some());
    let most = if method == Method::Prior { 0 } else { super::charts::ranks::MOST };
    let parameters = fit.quantities.iter().filter_map(|it| parameter(it, fit, method, scenario, texts));
    Figures {
        origin,
        method,
        draws: fit.table.count() as u32,
        parameters: parameters.collect(),
        cohorts: Vec::new(),
        bands: Bands::Predictive,
        coverage: Vec::new(),
        effects: Vec::new(),
        ranks: named.take(most).map(|it| ranked(it)).collect(),
    }
}

/// In which unit a quantity is shown, by its name in files.
pub fn unit_of(name: &str) -> Unit {
    match name {
        name if name.ends_with("_per_year") => Unit::Rate,
        name if name.ends_with("_hazard_ratio") => Unit::Factor,
        _ => Unit::LogSd,
    }
}

fn parameter(
    quantity: &Quantity,
    fit: &Fit,
    method: Method,
    scenario: &Scenario,
    texts: &Texts,
) -> Option<Parameter> {
    let name = name_of(&quantity.name, scenario, texts)?;
    let shown = unit_of(&quantity.name);
    let unit = shown.scale();
    let at = fit.table.position(&quantity.name)?;
    let bounds = Bounds { low: Some(0.0), high: None };
    let curve = |draws: &[f64]| {
        let step = draws.len().div_ceil(DENSITY_DRAWS).max(1);
        let thinned: Vec<f64> = draws.iter().step_by(step).map(|value| value * unit).collect();
        density(&thinned, bounds, POINTS)
    };
    let [low, median, high] = quantity.quantiles.map(|value| value * unit);
    Some(Parameter {
        name,
        unit: shown,
        prior: match method {
            Method::Prior => Vec::new(),
            Method::Forms | Method::Margins => curve(&fit.prior.column(at)),
        },
        posterior: curve(&fit.table.column(at)),
        median,
        interval: (low, high),
    })
}

/// A parameter's name for people; `None` = not shown in charts (years, shares of escapes).
pub fn name_of(name: &str, scenario: &Scenario, texts: &Texts) -> Option<String> {
    let total = name.strip_prefix("derived.").and_then(|rest| rest.strip_suffix(".exit_total.poor_per_year"));
    if let Some(area) = total {
        return Some(total_name(texts, &area_title(area, scenario, texts)));
    }
    if name.starts_with("derived.") || name.starts_with("year_effect.") {
        return None;
    }
    let hazard = name.strip_suffix("_per_year").and_then(|rest| rest.split_once('.'));
    if let Some((area, word)) = hazard {
        let base = Base::ALL.into_iter().find(|base| base.word() == word)?;
        return Some(hazard_name(texts, &area_title(area, scenario, texts), base));
    }
    if let Some(class) = name.strip_prefix("commune_log_sd.") {
        let class = Class::ALL.into_iter().find(|it| it.word() == class)?;
        return Some(spread_name(texts, class));
    }
    if let Some(of) = name.strip_prefix("commune_year_log_sd.") {
        return Some(texts.get(if of == "exits" {
            "parameter-year-spread-exits"
        } else {
            "parameter-year-spread-falls"
        }));
    }
    let (instrument, rest) = name.strip_prefix("effect.")?.strip_suffix("_hazard_ratio")?.split_once('.')?;
    let instrument = scenario.programme.instruments.iter().find(|it| it.id == instrument)?;
    let class = Class::ALL
        .into_iter()
        .find(|it| rest == it.word() || rest.starts_with(&format!("{}.", it.word())))?;
    let title = match texts.language {
        Language::Vi => &instrument.title_vi,
        Language::En => &instrument.title_en,
    };
    Some(texts.format("parameter-effect", &[("instrument", title), ("class", &class_name(texts, class))]))
}

/// Whether observations that stand beside draws were calibrated to.
fn used(method: Method) -> Use {
    match method {
        Method::Forms | Method::Margins => Use::Fitted,
        Method::Prior => Use::HeldOut,
    }
}

/// Cohorts that have a rate: one without communes has nothing to be observed.
fn inhabited(scenario: &Scenario) -> impl Iterator<Item = (usize, &Cohort)> {
    scenario.cohorts.iter().enumerate().filter(|(_, cohort)| !cohort.members.is_empty())
}

/// Observed against predicted rates of the cohorts.
pub fn cohort_fits(
    predictions: &[Prediction],
    method: Method,
    scenario: &Scenario,
    texts: &Texts,
) -> Vec<CohortFit> {
    let of = |(place, cohort): (usize, &Cohort)| {
        let rates = predictions
            .iter()
            .filter(|it| it.place == place && it.shown == Shown::PoorRate && it.communes > 0);
        let year = |it: &Prediction| {
            let [q025, q10, q25, q50, q75, q90, q975] = it.quantiles;
            YearFit {
                year: it.year,
                communes: it.communes,
                observed: Some((it.observed, used(method))),
                median: q50,
                bands: [(q25, q75), (q10, q90), (q025, q975)],
            }
        };
        CohortFit { name: cohort_title(cohort, texts), years: rates.map(year).collect() }
    };
    inhabited(scenario).map(of).collect()
}

/// The fitted paths of expected rates, with the published rates that they were matched to.
pub fn matched_cohorts(
    margins: &Margins,
    fit: &Fit,
    method: Method,
    scenario: &Scenario,
    texts: &Texts,
) -> Vec<CohortFit> {
    let drawn: Vec<Vec<f64>> = vectors(fit, PREDICTIONS).map(|(_, z)| z.to_vec()).collect();
    let published = |place: &[usize], year: i32| {
        let of = |it: &&Margin| {
            it.published.measure == Measure::PoorRate
                && it.published.last_year == year
                && margins.members(it) == place
        };
        margins.margins.iter().find(of).map(|it| (it.published.value, used(method)))
    };
    let of = |(place, cohort): (usize, &Cohort)| {
        let members = margins.design.places[place].clone();
        let mut rates = vec![Vec::new(); margins.design.years.len()];
        for block in drawn.chunks(AT_ONCE) {
            for (rates, lane) in rates.iter_mut().zip(margins.rates(&members, block)) {
                rates.extend_from_slice(&lane.0[..block.len()]);
            }
        }
        let year = |(values, &year): (Vec<f64>, &i32)| {
            let ascending = sorted(values);
            let at = |p: f64| quantile(&ascending, p);
            YearFit {
                year,
                communes: members.len(),
                observed: published(&members, year),
                median: at(0.5),
                bands: [(at(0.25), at(0.75)), (at(0.1), at(0.9)), (at(0.025), at(0.975))],
            }
        };
        let years = rates.into_iter().zip(&margins.design.years).map(year).collect();
        CohortFit { name: cohort_title(cohort, texts), years }
    };
    inhabited(scenario).map(of).collect()
}

/// Commune effects on every class that the fit has them for.
pub fn effects(layout: &Layout, fit: &Fit, scenario: &Scenario, texts: &Texts) -> Vec<Effects> {
    let classes = Class::ALL.into_iter().filter(|class| layout.commune[class.index()].is_some());
    let step = fit.z.count().div_ceil(DENSITY_DRAWS).max(1);
    let width = fit.z.names.len().max(1);
    let vectors: Vec<&[f64]> = fit.z.values.chunks(width).step_by(step).collect();
    let of_class = |class: Class| {
        let commune = |(at, commune): (usize, &Commune)| {
            let factor = |z: &&[f64]| libm::exp(commune_effects(layout, z, at)[class.index()]);
            let ascending = sorted(vectors.iter().map(factor).collect());
            let [low, median, high] = [0.05, 0.5, 0.95].map(|p| quantile(&ascending, p));
            Effect {
                commune: commune.name.clone(),
                district: commune.district.clone(),
                median,
                interval: (low, high),
            }
        };
        Effects {
            id: class.word().to_string(),
            class: class_name(texts, class),
            communes: scenario.communes.iter().enumerate().map(commune).collect(),
        }
    };
    classes.map(of_class).collect()
}

/// Coverage of a back-test's intervals by level of places.
pub fn coverage(backtest: &Backtest, texts: &Texts) -> Vec<GroupCoverage> {
    let levels = [Level::Province, Level::Cohort, Level::District, Level::Commune];
    let of = |level: Level| {
        let scores: Vec<_> =
            backtest.forecasts.iter().filter(|it| it.level == level).map(|it| it.score).collect();
        let group = Scores::of(&scores);
        (group.count > 0).then(|| GroupCoverage {
            name: texts.get(&format!("level-{}", level.word())),
            count: group.count,
            covered_percent: group.covered.map(|share| 100.0 * share),
        })
    };
    levels.into_iter().filter_map(of).collect()
}
