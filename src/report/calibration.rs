//! A calibration's files: the posterior as plain tables, its manifest, what the data said, and charts.

use super::both::Both;
use super::free_parameters::Counted;
use super::numbers::fixed;
use super::table::Cell;
use super::texts::Texts;
use super::{OutputFile, ReportError};
use crate::calibrate::columns::commune_effects;
use crate::calibrate::draws::{self, Draws};
use crate::calibrate::fit::{Fit, Quantity};
use crate::calibrate::margins::{AT_ONCE, Margin, Margins};
use crate::calibrate::parameters::Layout;
use crate::calibrate::predict::{PREDICTIONS, Prediction, Shown, vectors};
use crate::domain::form::{FormList, Gaps};
use crate::domain::hazard::Class;
use crate::domain::origin::Origin;
use crate::domain::posterior::{FORMAT, MODEL, Method};
use crate::domain::published::PublishedScope;
use crate::domain::scenario::Scenario;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// What a calibration was and what went into it.
pub struct Record<'a> {
    pub version: &'a str,
    pub method: Method,
    pub standard: &'a str,
    /// Of the data.
    pub origin: Origin,
    pub scenario: &'a str,
    /// The whole command, with paths as they were given.
    pub command: &'a str,
    /// Path and SHA-256 of every file read.
    pub inputs: &'a [(String, String)],
    pub warnings: &'a [Both],
    pub seed: u64,
    pub chains: usize,
    pub tune: usize,
    pub draws_per_chain: usize,
    /// Years of the data, first and last.
    pub years: (i32, i32),
    pub near_poor_entries: &'a str,
}

/// Table of draws as text: every `step`-th draw of each chain.
pub fn posterior_csv(table: &Draws, step: usize) -> String {
    let mut text = String::from("draw,chain");
    table.names.iter().for_each(|name| {
        text.push(',');
        text.push_str(name);
    });
    text.push('\n');
    for (row, (chain, i)) in kept(table, step).enumerate() {
        let _ = write!(text, "{row},{chain}");
        for value in table.draw(chain, i) {
            let _ = write!(text, ",{value}");
        }
        text.push('\n');
    }
    text
}

/// Draws that a table keeps: chain and number within it.
pub fn kept(table: &Draws, step: usize) -> impl Iterator<Item = (usize, usize)> {
    let (chains, per_chain) = (table.chains, table.per_chain);
    (0..chains).flat_map(move |chain| (0..per_chain).step_by(step.max(1)).map(move |i| (chain, i)))
}

/// Effects of every commune in the draws that [`posterior_csv`] keeps.
pub fn communes_csv(layout: &Layout, z: &Draws, scenario: &Scenario, step: usize) -> String {
    let mut text = String::from("draw,commune_code");
    Class::ALL.iter().for_each(|class| {
        let _ = write!(text, ",{}_log", class.word());
    });
    text.push('\n');
    for (row, (chain, i)) in kept(z, step).enumerate() {
        let vector = z.draw(chain, i);
        for (at, commune) in scenario.communes.iter().enumerate() {
            let _ = write!(text, "{row},{}", commune.code);
            // Five digits: a hundred-thousandth of a hazard.
            commune_effects(layout, vector, at).iter().for_each(|log| {
                let _ = write!(text, ",{log:.5}");
            });
            text.push('\n');
        }
    }
    text
}

/// `parameters.csv`: each quantity before and after the data.
pub fn parameters_csv(quantities: &[Quantity], origin: Origin) -> Result<String, ReportError> {
    let header = [
        "parameter",
        "prior_median",
        "prior_sd",
        "mean",
        "q05",
        "median",
        "q95",
        "posterior_sd",
        "sd_scale",
        "sd_ratio",
        "shrinkage",
        "identified_by",
        "rhat",
        "ess_bulk",
        "ess_tail",
    ];
    let rows = quantities.iter().map(|it| {
        let scale = match it.scale {
            crate::calibrate::columns::Scale::Log => "log",
            crate::calibrate::columns::Scale::Logit => "logit",
            crate::calibrate::columns::Scale::Plain => "plain",
        };
        let [low, median, high] = it.quantiles;
        let numbers = [it.prior_median, it.prior_sd, it.mean, low, median, high, it.posterior_sd];
        let mut row = vec![Cell::from(&it.name)];
        row.extend(numbers.map(Cell::Float));
        row.push(scale.into());
        row.extend([it.posterior_sd / it.prior_sd, it.shrinkage].map(Cell::Float));
        row.push(it.word().word().into());
        let found = it.convergence;
        row.extend([found.r_hat, found.ess_bulk, found.ess_tail].map(Cell::optional));
        row
    });
    csv_of(origin, &header, rows)
}

/// `predicted.csv`: observed against predicted.
pub fn predicted_csv(
    scenario: &Scenario,
    predictions: &[Prediction],
    origin: Origin,
) -> Result<String, ReportError> {
    let header = [
        "place",
        "year",
        "measure",
        "unit",
        "communes",
        "observed",
        "predicted_mean",
        "q025",
        "q10",
        "q25",
        "q50",
        "q75",
        "q90",
        "q975",
    ];
    let names = place_names(scenario);
    let rows = predictions.iter().map(|it| {
        let (measure, unit) = match it.shown {
            Shown::PoorRate => ("poor_rate_end", "percent"),
            Shown::Flow(flow) => (flow.word(), "households"),
        };
        let mut row = vec![Cell::from(&names[it.place]), it.year.into(), measure.into(), unit.into()];
        row.push(Cell::Whole(it.communes as i64));
        row.extend([it.observed, it.mean].map(Cell::Float));
        row.extend(it.quantiles.map(Cell::Float));
        row
    });
    csv_of(origin, &header, rows)
}

/// `matched.csv`: published figures against the posterior's expected ones.
pub fn matched_csv(margins: &Margins, fit: &Fit, origin: Origin) -> Result<String, ReportError> {
    let header = [
        "scope",
        "first_year",
        "last_year",
        "measure",
        "unit",
        "published",
        "error_sd",
        "fitted_mean",
        "fitted_sd",
        "q05",
        "median",
        "q95",
        "missed_in_error_sd",
    ];
    let rows = matched(margins, fit).into_iter().map(|(margin, values)| {
        let it = &margin.published;
        let scope = match &it.scope {
            PublishedScope::Province => "province".to_string(),
            PublishedScope::Cohort(id) => id.clone(),
            PublishedScope::District(code) => format!("district_{code}"),
        };
        let (mean, sd) = (draws::mean(&values), draws::variance(&values).sqrt());
        let ascending = draws::sorted(values);
        let mut row = vec![Cell::text(scope), it.first_year.into(), it.last_year.into()];
        row.extend([it.measure.word(), it.measure.unit()].map(Cell::from));
        row.extend([it.value, it.error_sd, mean, sd].map(Cell::Float));
        row.extend([0.05, 0.5, 0.95].map(|p| Cell::Float(draws::quantile(&ascending, p))));
        row.push(Cell::Float((mean - it.value) / it.error_sd));
        row
    });
    csv_of(origin, &header, rows)
}

/// Expected figures under vectors of the posterior, by margin.
pub fn matched<'a>(margins: &'a Margins, fit: &Fit) -> Vec<(&'a Margin, Vec<f64>)> {
    let drawn: Vec<Vec<f64>> = vectors(fit, PREDICTIONS).map(|(_, z)| z.to_vec()).collect();
    let mut values = vec![Vec::new(); margins.margins.len()];
    for block in drawn.chunks(AT_ONCE) {
        for (values, figure) in values.iter_mut().zip(margins.figures(block)) {
            values.extend_from_slice(&figure.0[..block.len()]);
        }
    }
    margins.margins.iter().zip(values).collect()
}

/// Names of a design's places: cohorts by id, districts as `district_<code>`.
pub fn place_names(scenario: &Scenario) -> Vec<String> {
    let districts = scenario.districts().into_iter().map(|(code, _)| format!("district_{code}"));
    scenario.cohorts.iter().map(|cohort| cohort.id.clone()).chain(districts).collect()
}

/// `gaps.csv`: what the forms leave open.
pub fn gaps_csv(gaps: &Gaps, origin: Origin) -> Result<String, ReportError> {
    let header =
        ["year", "form", "communes_without_row", "cells_missing", "cells_filled", "merged_incomplete"];
    let rows = gaps.of.iter().map(|((year, list), counts)| {
        let list = match list {
            FormList::Poor => "poor",
            FormList::NearPoor => "near_poor",
        };
        let whole = |count: usize| Cell::Whole(count as i64);
        let all = [
            counts.communes_without_row,
            counts.cells_missing,
            counts.cells_filled,
            counts.merged_incomplete,
        ];
        [Cell::from(*year), list.into()].into_iter().chain(all.map(whole)).collect()
    });
    csv_of(origin, &header, rows)
}

/// Rows as CSV text, with the data's origin in a last column.
pub fn csv_of<'a>(
    origin: Origin,
    header: &[&str],
    rows: impl Iterator<Item = Vec<Cell<'a>>>,
) -> Result<String, ReportError> {
    let header = [header, &["data_origin"]].concat();
    let mut bytes = Vec::new();
    let rows = rows.map(|mut row| {
        row.push(origin.word().into());
        row
    });
    super::csv::records(&mut bytes, header.into_iter(), rows)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// `calibration.json`; `hashes` are those of the tables beside it.
pub fn manifest(record: &Record<'_>, fit: &Fit, kept_draws: usize, hashes: &[(&str, String)]) -> Value {
    let reliability = &fit.reliability;
    let inputs = super::run_json::hashed(record.inputs);
    let files: serde_json::Map<String, Value> =
        hashes.iter().map(|(name, hash)| (name.to_string(), json!(hash))).collect();
    // Draws from the prior are independent: there is nothing to converge.
    let prior = record.method == Method::Prior;
    json!({
        "format": FORMAT,
        "model": MODEL,
        "version": record.version,
        "method": record.method.word(),
        "standard": record.standard,
        "origin": record.origin.word(),
        "converged": prior || reliability.converged(),
        "diagnostics": {
            "max_rhat": finite(reliability.max_rhat),
            "max_rhat_of_all": finite(reliability.max_rhat_of_all),
            "min_ess_bulk": finite(reliability.min_ess_bulk),
            "min_ess_tail": finite(reliability.min_ess_tail),
            "divergences": reliability.divergences,
            "steps_at_greatest_depth": reliability.saturated,
        },
        "chains": record.chains,
        "tune_per_chain": record.tune,
        "draws_per_chain": record.draws_per_chain,
        "draws": kept_draws,
        "seed": record.seed,
        "first_year": record.years.0,
        "last_year": record.years.1,
        "near_poor_entries": record.near_poor_entries,
        "scenario": record.scenario,
        "inputs": inputs,
        "warnings": record.warnings,
        "files": files,
    })
}

fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

/// How far to trust a fit, and how much of it the data say.
pub fn words(fit: &Fit, texts: &Texts) -> String {
    let reliability = &fit.reliability;
    let number = |value: f64, decimals: usize| fixed(texts.language, value, decimals);
    let trust = texts.format(
        "calibration-trust",
        &[
            ("draws", &number(fit.table.count() as f64, 0)),
            ("rhat", &number(reliability.max_rhat, 3)),
            ("rhat_all", &number(reliability.max_rhat_of_all, 3)),
            ("bulk", &number(reliability.min_ess_bulk, 0)),
            ("tails", &number(reliability.min_ess_tail, 0)),
            ("divergences", &number(reliability.divergences as f64, 0)),
        ],
    );
    let counts = Counted::of(&fit.quantities).arguments();
    let counts: Vec<(&str, &str)> = counts.iter().map(|(key, it)| (*key, it.as_str())).collect();
    let told = texts.format("calibration-told", &counts);
    format!("{trust}\n{told}\n")
}

/// A file whose bytes are known.
pub fn text_file(name: &str, text: String) -> OutputFile<'static> {
    OutputFile::new(name.to_string(), move |to| to.write_all(text.as_bytes()).map_err(ReportError::Io))
}
