//! An optimisation's files: candidates, scores, the money of the answer, and one JSON document.

use super::run_json::{Manifest, document};
use super::sheet::Sheet;
use super::table::Cell;
use super::{OutputFile, comparison};
use crate::decide::compare::difference;
use crate::decide::moments::estimate;
use crate::decide::optimize::{Candidate, Optimum, Way};
use crate::domain::money::Money;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Tables as CSV, `optimum.json`, and everything that `compare` writes about the shortlist.
pub fn files<'a>(optimum: &'a Optimum, manifest: &'a Manifest) -> Vec<OutputFile<'a>> {
    let whole = OutputFile::json("optimum.json", move || json_document(optimum, manifest));
    let origin = optimum.comparison.facts.origin.word();
    let mut files = vec![whole];
    files.extend(sheets(optimum).into_iter().map(|sheet| sheet.with("origin", origin).file()));
    files.extend(comparison::files(&optimum.comparison, manifest));
    files
}

fn sheets(optimum: &Optimum) -> Vec<Sheet> {
    vec![candidates(optimum), scores(optimum), allocation(optimum), sums(optimum)]
}

/// The document for `optimum.json` and for `--json`; the answer's money is in the tables.
pub fn json_document(optimum: &Optimum, manifest: &Manifest) -> Value {
    let facts = &optimum.comparison.facts;
    let gain = &optimum.gain;
    let mut all = document(
        facts,
        manifest,
        json!({
            "trial_replicates": optimum.trial_replicates,
            "objective": optimum.objective.word(),
            "targets": optimum.objective.goals().iter().map(|&at| optimum.comparison.targets[at].id()).collect::<Vec<_>>(),
            "unit": optimum.score.unit,
            "reference": optimum.comparison.ids.first(),
            "winner": optimum.comparison.ids[optimum.winner],
            "nothing_better_found": optimum.none_better,
            "gain_over_reference": { "mean": gain.mean, "standard_error": gain.standard_error, "low": gain.low,
                "high": gain.high, "p_better": gain.p_better.estimate },
        }),
    );
    for sheet in [candidates(optimum), scores(optimum), sums(optimum)] {
        all[sheet.name] = sheet.json();
    }
    all
}

fn text(value: &str) -> Cell<'static> {
    Cell::text(value.to_string())
}

fn candidates(optimum: &Optimum) -> Sheet {
    let header = [
        "rank",
        "made_by",
        "round",
        "priced_for",
        "promised_over_no_programme",
        "allocator_gap",
        "allocator_proven",
        "trial_score_mean",
        "trial_score_standard_error",
        "given_alternative",
    ];
    let row = |(at, it): (usize, &Candidate)| {
        let (round, gap, proven) = match it.way {
            Way::Packages { round, gap, complete } => (
                Cell::Whole(round as i64 + 1),
                Cell::Float(gap),
                text(if complete { "true" } else { "false" }),
            ),
            Way::Given | Way::Curves { .. } => (Cell::Empty, Cell::Empty, Cell::Empty),
        };
        let given = if it.way == Way::Given { text(&it.alternative.id) } else { Cell::Empty };
        vec![
            Cell::Whole(at as i64 + 1),
            text(it.way.word()),
            round,
            it.worth.map_or(Cell::Empty, |worth| Cell::Whole(worth as i64 + 1)),
            Cell::optional(it.promised),
            gap,
            proven,
            Cell::Float(it.trial.value),
            Cell::Float(it.trial.standard_error),
            given,
        ]
    };
    Sheet::new("candidates", &header, optimum.candidates.iter().enumerate().map(row).collect())
}

/// The score of every judged alternative, and paired with the reference's.
fn scores(optimum: &Optimum) -> Sheet {
    let header = [
        "alternative",
        "objective",
        "unit",
        "mean",
        "standard_error",
        "low",
        "high",
        "gain_mean",
        "gain_standard_error",
        "gain_low",
        "gain_high",
        "p_better",
    ];
    let row = |(at, id): (usize, &String)| {
        let own = estimate(&optimum.score.values[at]);
        let (low, high) = own.interval();
        let gain = difference(std::slice::from_ref(&optimum.score), 0, at, 0);
        let mut row = vec![text(id), text(optimum.objective.word()), text(optimum.score.unit)];
        let numbers = [own.value, own.standard_error, low, high];
        row.extend(numbers.map(Cell::Float));
        let paired = [gain.mean, gain.standard_error, gain.low, gain.high, gain.p_better.estimate];
        row.extend(paired.map(|number| if at == 0 { Cell::Empty } else { Cell::Float(number) }));
        row
    };
    Sheet::new("scores", &header, optimum.comparison.ids.iter().enumerate().map(row).collect())
}

/// One row for every commune, component, year and source with money.
fn allocation(optimum: &Optimum) -> Sheet {
    let header = ["commune_code", "commune", "district", "component", "year", "source", "amount_vnd"];
    let facts = &optimum.comparison.facts;
    let mut sums: BTreeMap<_, Money> = BTreeMap::new();
    for grant in &optimum.answer().grants {
        let key = (grant.commune, grant.component.as_str(), grant.year, grant.source.as_str());
        *sums.entry(key).or_default() += grant.amount;
    }
    let row = |(&(commune, component, year, source), amount): (&(_, &str, i32, &str), &Money)| {
        let place = facts.communes.iter().find(|it| it.code == commune);
        vec![
            text(&format!("{commune}")),
            text(place.map_or("", |it| &it.name)),
            text(place.map_or("", |it| &it.district)),
            text(component),
            Cell::Whole(year.into()),
            text(source),
            Cell::Whole(amount.dong()),
        ]
    };
    Sheet::new("allocation", &header, sums.iter().map(row).collect())
}

/// By source and year: what there is, what is allocated, what is left.
pub fn by_source_and_year(optimum: &Optimum) -> BTreeMap<(String, i32), [Money; 3]> {
    let allocation = optimum.answer();
    let mut sums: BTreeMap<(String, i32), [Money; 3]> = BTreeMap::new();
    for envelope in &optimum.scenario.envelopes {
        sums.entry((envelope.source.clone(), envelope.year)).or_default()[0] += envelope.amount;
    }
    for grant in &allocation.grants {
        sums.entry((grant.source.clone(), grant.year)).or_default()[1] += grant.amount;
    }
    for (year, source, left) in &allocation.unallocated {
        sums.entry((source.clone(), *year)).or_default()[2] += *left;
    }
    sums
}

fn sums(optimum: &Optimum) -> Sheet {
    let header = ["source", "year", "envelope_vnd", "allocated_vnd", "left_vnd"];
    let row = |((source, year), [envelope, allocated, left]): (&(String, i32), &[Money; 3])| {
        let amounts = [envelope, allocated, left].map(|it| Cell::Whole(it.dong()));
        [text(source), Cell::Whole((*year).into())].into_iter().chain(amounts).collect()
    };
    Sheet::new("sums", &header, by_source_and_year(optimum).iter().map(row).collect())
}
