//! A back-test's files: every forecast, scores by level of places, and a verdict in words.

use super::ReportError;
use super::calibration::{csv_of, place_names};
use super::numbers::fixed;
use super::table::Cell;
use super::terminal::synthetic_banner;
use super::texts::Texts;
use crate::calibrate::backtest::{Backtest, Forecast, Level};
use crate::calibrate::scores::{PIT_BINS, Scores};
use crate::domain::origin::Origin;
use crate::domain::scenario::Scenario;

/// Scores of the forecasts of one level, a number of years ahead.
pub struct Group {
    pub level: Level,
    /// Years between the last year seen and the one forecast; `None` = all.
    pub ahead: Option<i32>,
    pub scores: Scores,
    /// Mean absolute error of the two naive rules, points.
    pub naive: [f64; 2],
}

impl Group {
    /// CRPS less than the better naive rule's error by this share; below zero the rule is better. A rule without
    /// an interval has its absolute error for CRPS.
    pub fn skill(&self) -> f64 {
        1.0 - self.scores.crps / self.naive[0].min(self.naive[1])
    }
}

/// Scores by level and years ahead, and of all years ahead together.
pub fn groups(backtest: &Backtest) -> Vec<Group> {
    let levels = [Level::Province, Level::Cohort, Level::District, Level::Commune];
    let mut ahead: Vec<i32> = backtest.forecasts.iter().map(|it| it.year - it.origin).collect();
    ahead.sort_unstable();
    ahead.dedup();
    let horizons = || std::iter::once(None).chain(ahead.iter().copied().map(Some));
    let group = |level: Level, ahead: Option<i32>| {
        let inside =
            |it: &&Forecast| it.level == level && ahead.is_none_or(|years| it.year - it.origin == years);
        let found: Vec<&Forecast> = backtest.forecasts.iter().filter(inside).collect();
        let scores: Vec<_> = found.iter().map(|it| it.score).collect();
        let naive = |rule: usize| found.iter().map(|it| it.naive[rule]).sum::<f64>() / found.len() as f64;
        (!found.is_empty()).then(|| Group {
            level,
            ahead,
            scores: Scores::of(&scores),
            naive: [naive(0), naive(1)],
        })
    };
    levels.into_iter().flat_map(|level| horizons().filter_map(move |ahead| group(level, ahead))).collect()
}

/// `scores.csv`.
pub fn scores_csv(groups: &[Group], origin: Origin) -> Result<String, ReportError> {
    let mut header = vec![
        "level",
        "years_ahead",
        "forecasts",
        "bias_points",
        "mae_points",
        "crps_points",
        "covered_50",
        "covered_80",
        "covered_95",
        "naive_rate_persists_mae_points",
        "naive_fall_persists_mae_points",
        "skill_over_better_naive",
    ];
    let bins: Vec<String> = (0..PIT_BINS).map(|bin| format!("pit_{bin}")).collect();
    header.extend(bins.iter().map(String::as_str));
    let rows = groups.iter().map(|it| {
        let ahead = it.ahead.map_or(Cell::from("all"), Cell::from);
        let mut row = vec![it.level.word().into(), ahead, it.scores.count.into()];
        row.extend([it.scores.bias, it.scores.mae, it.scores.crps].map(Cell::Float));
        row.extend(it.scores.covered.map(Cell::Float));
        row.extend(it.naive.map(Cell::Float));
        row.push(Cell::Float(it.skill()));
        row.extend(it.scores.pit.map(|count| Cell::Whole(count.into())));
        row
    });
    csv_of(origin, &header, rows)
}

/// `forecasts.csv`.
pub fn forecasts_csv(
    backtest: &Backtest,
    scenario: &Scenario,
    origin: Origin,
) -> Result<String, ReportError> {
    let header = [
        "origin",
        "year",
        "level",
        "place",
        "observed_percent",
        "forecast_mean_percent",
        "crps_points",
        "in_50",
        "in_80",
        "in_95",
        "pit",
        "error_rate_persists_points",
        "error_fall_persists_points",
    ];
    let places = place_names(scenario);
    let rows = backtest.forecasts.iter().map(|it| {
        let place = match it.level {
            Level::Commune => scenario.communes[it.place].code.to_string(),
            _ => places[it.place].clone(),
        };
        let mut row = vec![it.origin.into(), it.year.into(), it.level.word().into(), Cell::text(place)];
        row.extend([it.observed, it.mean, it.score.crps].map(Cell::Float));
        row.extend(it.score.covered.map(|inside| Cell::Whole(inside.into())));
        row.push(Cell::Float(it.score.pit));
        row.extend(it.naive.map(Cell::Float));
        row
    });
    csv_of(origin, &header, rows)
}

/// One line a level: errors, coverage, and by how much the model beats the better naive rule or loses to it.
pub fn words(groups: &[Group], origin: Origin, texts: &Texts) -> String {
    let language = texts.language;
    let mut text = synthetic_banner(origin, texts);
    for group in groups.iter().filter(|it| it.ahead.is_none()) {
        let skill = group.skill();
        let key = if skill >= 0.0 { "backtest-beats" } else { "backtest-loses" };
        let level = texts.get(&format!("level-{}", group.level.word()));
        let number = |value: f64| fixed(language, value, 2);
        let share = |value: f64| fixed(language, 100.0 * value, 0);
        let [half, four_fifths, most] = group.scores.covered.map(share);
        let arguments = [
            ("level", level.as_str()),
            ("count", &group.scores.count.to_string()),
            ("mae", &number(group.scores.mae)),
            ("crps", &number(group.scores.crps)),
            ("bias", &number(group.scores.bias)),
            ("c50", &half),
            ("c80", &four_fifths),
            ("c95", &most),
            ("rate", &number(group.naive[0])),
            ("fall", &number(group.naive[1])),
            ("skill", &share(skill.abs())),
        ];
        text.push_str(&texts.format(key, &arguments));
        text.push('\n');
    }
    text
}
