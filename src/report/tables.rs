//! Summary to tables: which columns each data file has, and what is in its rows.

use super::table::{Cell, Column, Rows, Table, column};
use crate::domain::commune::CommuneCode;
use crate::domain::form::FormList;
use crate::domain::standard::Standard;
use crate::summarise::summary::{
    CommuneFacts, CommunePoint, Facts, FormMean, MoneyRow, PlaceLevel, PlaceTarget, Probability, Spread,
    Summary, TargetResult, TrajectoryPoint, VarianceShare, Verdict, WhyRow,
};

const ORIGIN: Column = column("origin", "code");

/// Every data table of a run, in the order of the codebook.
pub fn all() -> [Table; 8] {
    [targets(), trajectories(), communes(), targets_by_place(), money(), why(), variance(), forms()]
}

/// The word of a verdict in files; the catalogue's text is `verdict-<word>` with hyphens.
pub fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::OutOfReach => "out_of_reach",
        Verdict::VeryUnlikely => "very_unlikely",
        Verdict::Unlikely => "unlikely",
        Verdict::Open => "open",
        Verdict::Likely => "likely",
        Verdict::VeryLikely => "very_likely",
    }
}

/// The facts of a commune; `None` only if the summary contradicts itself.
pub fn commune_facts(facts: &Facts, code: CommuneCode) -> Option<&CommuneFacts> {
    facts.communes.binary_search_by_key(&code, |commune| commune.code).ok().map(|at| &facts.communes[at])
}

/// One row per alternative and target, joint rows included.
pub fn targets() -> Table {
    let columns = vec![
        column("alternative", "code"),
        column("target", "code"),
        column("cohort", "code"),
        column("standard", "code"),
        column("start_rate_percent", "percent"),
        column("largest_possible_points_per_year", "percentage points per year"),
        column("arithmetic", "code"),
        column("p_floor", "probability"),
        column("p_floor_low", "probability"),
        column("p_floor_high", "probability"),
        column("p_top", "probability"),
        column("p_top_low", "probability"),
        column("p_top_high", "probability"),
        column("verdict", "code"),
        column("replicates", "replicates"),
        column("estimator", "code"),
        column("p_floor_standard_error", "probability"),
        column("p_floor_equivalent_replicates", "replicates"),
        column("p_top_standard_error", "probability"),
        column("p_top_equivalent_replicates", "replicates"),
    ];
    Table { name: "targets", columns, rows: |summary| Box::new(summary.targets.iter().map(target_row)) }
}

fn target_row(result: &TargetResult) -> Vec<Cell<'_>> {
    let arithmetic = result.arithmetic.as_ref();
    let mut row = vec![
        Cell::from(&result.alternative),
        Cell::from(&result.target),
        Cell::from(&result.cohort),
        Cell::from(result.standard.word()),
        Cell::optional(arithmetic.map(|it| it.start_rate_percent)),
        Cell::optional(arithmetic.map(|it| it.largest_possible_points_per_year)),
        arithmetic_cell(result.possible),
    ];
    row.extend(probability_cells(&result.p_floor));
    row.extend(probability_cells(&result.p_top));
    row.push(verdict_word(result.verdict).into());
    row.push(result.p_floor.replicates.into());
    row.push(result.p_floor.estimator.word().into());
    for p in [&result.p_floor, &result.p_top] {
        row.extend([p.standard_error, p.equivalent_replicates].map(Cell::Float));
    }
    row
}

fn arithmetic_cell(possible: bool) -> Cell<'static> {
    if possible { "possible" } else { "out_of_reach" }.into()
}

fn probability_cells(p: &Probability) -> [Cell<'static>; 3] {
    [p.estimate.into(), p.low.into(), p.high.into()]
}

fn estimator_cells(p: &Probability) -> [Cell<'static>; 2] {
    [p.estimator.word().into(), p.standard_error.into()]
}

fn spread_cells(spread: &Spread) -> [Cell<'static>; 8] {
    let Spread { mean, sd, p05, p25, p50, p75, p95, mc_se } = *spread;
    [mean, sd, p05, p25, p50, p75, p95, mc_se].map(Cell::Float)
}

fn origin_cell(facts: &Facts) -> Cell<'static> {
    facts.origin.word().into()
}

/// One row per alternative, cohort, year and quantity.
pub fn trajectories() -> Table {
    let columns = vec![
        column("alternative", "code"),
        column("cohort", "code"),
        column("year", "year"),
        column("quantity", "code"),
        column("unit", "text"),
        column("mean", "see unit"),
        column("sd", "see unit"),
        column("p05", "see unit"),
        column("p25", "see unit"),
        column("p50", "see unit"),
        column("p75", "see unit"),
        column("p95", "see unit"),
        column("mc_se", "see unit"),
        ORIGIN,
    ];
    Table {
        name: "trajectories",
        columns,
        rows: |summary| {
            Box::new(summary.trajectories.iter().map(|point| trajectory_row(&summary.facts, point)))
        },
    }
}

fn trajectory_row<'a>(facts: &'a Facts, point: &'a TrajectoryPoint) -> Vec<Cell<'a>> {
    let mut row = vec![
        Cell::from(&point.alternative),
        Cell::from(&point.cohort),
        point.year.into(),
        point.quantity.word().into(),
        point.quantity.unit().into(),
    ];
    row.extend(spread_cells(&point.spread));
    row.push(origin_cell(facts));
    row
}

/// Code and name of a commune, empty where money has no commune.
fn commune_cells(facts: &Facts, code: Option<CommuneCode>) -> [Cell<'_>; 2] {
    let Some(code) = code else { return [Cell::Empty, Cell::Empty] };
    let name = commune_facts(facts, code).map_or(Cell::Empty, |commune| Cell::from(&commune.name));
    [Cell::text(code.to_string()), name]
}

/// One row per alternative, commune and year.
pub fn communes() -> Table {
    let columns = vec![
        column("alternative", "code"),
        column("commune_code", "code"),
        column("commune_name", "text"),
        column("district_code", "code"),
        column("district_name", "text"),
        column("year", "year"),
        column("households_mean", "households"),
        column("poor_households_mean", "households"),
        column("poor_households_sd", "households"),
        column("poor_households_p05", "households"),
        column("poor_households_p50", "households"),
        column("poor_households_p95", "households"),
        column("poor_rate_percent_mean", "percent"),
        column("near_poor_households_mean", "households"),
        column("readiness_points_mean", "points (0-100)"),
        ORIGIN,
    ];
    Table {
        name: "communes",
        columns,
        rows: |summary| Box::new(summary.communes.iter().map(|point| commune_row(&summary.facts, point))),
    }
}

fn commune_row<'a>(facts: &'a Facts, point: &'a CommunePoint) -> Vec<Cell<'a>> {
    let [code, name] = commune_cells(facts, Some(point.commune));
    let district = commune_facts(facts, point.commune);
    vec![
        Cell::from(&point.alternative),
        code,
        name,
        district.map_or(Cell::Empty, |commune| commune.district_code.into()),
        district.map_or(Cell::Empty, |commune| Cell::from(&commune.district)),
        point.year.into(),
        point.households_mean.into(),
        point.poor.mean.into(),
        point.poor.sd.into(),
        point.poor.p05.into(),
        point.poor.p50.into(),
        point.poor.p95.into(),
        point.poor_rate_percent_mean.into(),
        point.near_poor_mean.into(),
        point.readiness_points_mean.into(),
        origin_cell(facts),
    ]
}

/// One row per alternative, target and place.
pub fn targets_by_place() -> Table {
    let columns = vec![
        column("alternative", "code"),
        column("target", "code"),
        column("level", "code"),
        column("place_code", "code"),
        column("place_name", "text"),
        column("start_rate_percent", "percent"),
        column("largest_possible_points_per_year", "percentage points per year"),
        column("arithmetic", "code"),
        column("p_floor", "probability"),
        column("p_floor_low", "probability"),
        column("p_floor_high", "probability"),
        column("replicates", "replicates"),
        column("estimator", "code"),
        column("p_floor_standard_error", "probability"),
        ORIGIN,
    ];
    Table {
        name: "targets_by_place",
        columns,
        rows: |summary| Box::new(summary.places.iter().map(|place| place_row(&summary.facts, place))),
    }
}

fn place_row<'a>(facts: &'a Facts, place: &'a PlaceTarget) -> Vec<Cell<'a>> {
    let level = match place.level {
        PlaceLevel::District => "district",
        PlaceLevel::Commune => "commune",
    };
    let mut row = vec![
        Cell::from(&place.alternative),
        Cell::from(&place.target),
        level.into(),
        Cell::from(&place.code),
        Cell::from(&place.name),
        place.start_rate_percent.into(),
        place.largest_possible_points_per_year.into(),
        arithmetic_cell(place.possible),
    ];
    row.extend(probability_cells(&place.p_floor));
    row.push(place.p_floor.replicates.into());
    row.extend(estimator_cells(&place.p_floor));
    row.push(origin_cell(facts));
    row
}

/// Every đồng: one row per alternative, year, source, component and commune; unallocated money has no component.
pub fn money() -> Table {
    let columns = vec![
        column("alternative", "code"),
        column("year", "year"),
        column("source", "code"),
        column("component", "code"),
        column("commune_code", "code"),
        column("commune_name", "text"),
        column("amount_dong", "VND"),
        column("amount_million_vnd", "million VND"),
        ORIGIN,
    ];
    Table {
        name: "money",
        columns,
        rows: |summary| Box::new(summary.money.iter().map(|money| money_row(&summary.facts, money))),
    }
}

fn money_row<'a>(facts: &'a Facts, money: &'a MoneyRow) -> Vec<Cell<'a>> {
    let [code, name] = commune_cells(facts, money.commune);
    vec![
        Cell::from(&money.alternative),
        money.year.into(),
        Cell::from(&money.source),
        Cell::from(&money.component),
        code,
        name,
        Cell::Whole(money.amount.dong()),
        Cell::Exact(money.amount.million()),
        origin_cell(facts),
    ]
}

/// One row per alternative, target and switch.
pub fn why() -> Table {
    let columns = vec![
        column("alternative", "code"),
        column("target", "code"),
        column("switch", "code"),
        column("p_floor", "probability"),
        column("p_floor_low", "probability"),
        column("p_floor_high", "probability"),
        column("mean_fall_points_per_year", "percentage points per year"),
        column("difference_points_per_year", "percentage points per year"),
        column("difference_se", "percentage points per year"),
        column("replicates", "replicates"),
        column("estimator", "code"),
        column("p_floor_standard_error", "probability"),
        ORIGIN,
    ];
    Table {
        name: "why",
        columns,
        rows: |summary| Box::new(summary.why.iter().map(|why| why_row(&summary.facts, why))),
    }
}

fn why_row<'a>(facts: &'a Facts, why: &'a WhyRow) -> Vec<Cell<'a>> {
    let mut row = vec![Cell::from(&why.alternative), Cell::from(&why.target), why.switch.word().into()];
    row.extend(probability_cells(&why.p_floor));
    row.extend([why.mean_fall, why.difference, why.difference_se].map(Cell::Float));
    row.push(why.p_floor.replicates.into());
    row.extend(estimator_cells(&why.p_floor));
    row.push(origin_cell(facts));
    row
}

/// One row per alternative, cohort and source of uncertainty; `interactions` is what no source explains alone.
pub fn variance() -> Table {
    let columns = vec![
        column("alternative", "code"),
        column("cohort", "code"),
        column("uncertainty", "code"),
        column("variance_share", "share"),
        column("standard_error", "share"),
        ORIGIN,
    ];
    Table {
        name: "variance",
        columns,
        rows: |summary| Box::new(summary.variance.iter().map(|share| variance_row(&summary.facts, share))),
    }
}

fn variance_row<'a>(facts: &'a Facts, share: &'a VarianceShare) -> Vec<Cell<'a>> {
    vec![
        Cell::from(&share.alternative),
        Cell::from(&share.cohort),
        share.source.map_or("interactions", |source| source.word()).into(),
        share.share.into(),
        share.standard_error.into(),
        origin_cell(facts),
    ]
}

/// The official form of 2022–2025 with expected values, tidy: one row per alternative, year, form and commune.
pub fn forms() -> Table {
    const COLUMNS: [&str; 9] = ["c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9"];
    let mut columns = vec![
        column("alternative", "code"),
        column("year", "year"),
        column("form", "code"),
        column("commune_code", "code"),
        column("commune_name", "text"),
        column("households", "households"),
    ];
    columns.extend(COLUMNS.map(|name| column(name, "households")));
    columns.push(ORIGIN);
    let rows: fn(&Summary) -> Rows<'_> = |summary| {
        let on_form = summary.forms.iter().filter(|form| Standard::of_year(form.year) == Standard::Nd07);
        Box::new(on_form.map(|form| form_row(&summary.facts, form)))
    };
    Table { name: "form_2022_2025", columns, rows }
}

fn form_row<'a>(facts: &'a Facts, form: &'a FormMean) -> Vec<Cell<'a>> {
    let [code, name] = commune_cells(facts, Some(form.commune));
    let list = match form.list {
        FormList::Poor => "poor",
        FormList::NearPoor => "near_poor",
    };
    let mut row = vec![Cell::from(&form.alternative), form.year.into(), list.into(), code, name];
    row.push(form.households.into());
    row.extend(form.flows.columns().map(Cell::Float));
    row.push(origin_cell(facts));
    row
}
