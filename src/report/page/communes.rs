//! The communes of a run: a table to sort and search, and their heat tables.

use super::model::*;
use super::money::by_commune;
use super::parts::*;
use crate::domain::money::Money;
use crate::report::numbers::{fixed, whole};
use crate::report::tables::commune_facts;
use crate::summarise::summary::{CommuneFacts, CommunePoint, Summary};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Communes in the table at most: a province's all fit, a country's would make a page that is slow to open.
pub const MOST_COMMUNES: usize = 1000;

pub fn blocks(summary: &Summary, words: &Words, charts: &mut Charts) -> Vec<Block> {
    let mut blocks = prose(words, &["page-communes-lead"]);
    blocks.extend(table_of(summary, words).map(block));
    for kind in ["map_", "communes_"] {
        let charts = charts.take(kind).into_iter().enumerate();
        // One alternative's is read; the others are there to be opened.
        blocks
            .extend(charts.map(|(at, it)| Block::Chart(Box::new(alternative(summary, words, kind, at, it)))));
    }
    blocks
}

/// The map or heat table of an alternative, named after it.
fn alternative(summary: &Summary, words: &Words, kind: &str, at: usize, chart: Chart) -> Chart {
    let name = chart.id.strip_prefix("chart-").and_then(|id| id.strip_prefix(kind)).unwrap_or_default();
    let title = words.each().map(|texts| {
        let alternative =
            crate::report::title_of(&summary.facts.alternatives, name, texts.language).to_string();
        format!("{} – {alternative}", chart.title.in_language(texts.language))
    });
    let [vi, en] = title;
    Chart { title: Both::new(vi, en), folded: at > 0, ..chart }
}

/// A commune with its results.
type Place<'a> = (&'a CommuneFacts, &'a CommunePoint);

fn table_of(summary: &Summary, words: &Words) -> Option<Table> {
    let facts = &summary.facts;
    let reference = facts.alternatives.first()?;
    let last = facts.last_year;
    let own = summary.communes.iter().filter(|it| it.alternative == reference.id && it.year == last);
    let mut places: Vec<Place> =
        own.filter_map(|point| Some((commune_facts(facts, point.commune)?, point))).collect();
    if places.is_empty() {
        return None;
    }
    places.sort_by_key(|(commune, _)| (Reverse(commune.poor), commune.code));
    places.truncate(MOST_COMMUNES);
    let money = by_commune(summary, &reference.id);
    let rows = places.iter().map(|place| commune(place, &money, words)).collect();
    let caption = words.with(|texts| {
        let alternative = crate::report::title(&reference.title, texts.language);
        texts.format("page-communes-caption", &[("alternative", alternative), ("year", &last.to_string())])
    });
    let note = (places.len() < facts.communes.len()).then(|| {
        words.with(|texts| {
            let [shown, all] =
                [places.len(), facts.communes.len()].map(|it| whole(texts.language, it as i64));
            texts.format("page-communes-cut", &[("shown", &shown), ("all", &all)])
        })
    });
    let note = note.or_else(|| Some(words.get("page-communes-note")));
    let columns = columns(summary, words);
    Some(Table { note, tools: Tools::Search, ..table("communes-table", caption, columns, rows) })
}

fn columns(summary: &Summary, words: &Words) -> Vec<Column> {
    let households = || Some(words.get("unit-households"));
    let percent = || Some(Both::same("%"));
    let last = summary.facts.last_year.to_string();
    let at_end = |key: &'static str| words.with(|texts| texts.format(key, &[("year", &last)]));
    vec![
        texts(words.get("page-commune")),
        texts(words.get("page-district")),
        texts(words.get("page-commune-kind")),
        numbers(words.get("page-households-start"), households()),
        numbers(words.get("page-poor-start"), households()),
        numbers(words.get("page-rate-start"), percent()),
        numbers(at_end("page-poor-end"), households()),
        numbers(words.get("page-range90"), households()),
        numbers(at_end("page-rate-end"), percent()),
        numbers(at_end("page-near-poor-end"), households()),
        numbers(words.get("page-money-all-years"), Some(words.get("page-million"))),
    ]
}

fn commune((facts, point): &Place, money: &BTreeMap<u32, Money>, words: &Words) -> Row {
    let rate = 100.0 * f64::from(facts.poor) / f64::from(facts.households.max(1));
    let money = money.get(&facts.code.number()).copied().unwrap_or_default();
    let cells = vec![
        Cell::text(Both::same(&facts.name)),
        Cell::text(Both::same(&facts.district)),
        Cell::text(Both::same(&facts.kind)),
        count(words, facts.households.into()),
        count(words, facts.poor.into()),
        number(words, rate, 1),
        number(words, point.poor.mean, 1),
        said(words, point.poor.p95, |texts| {
            let [low, high] = [point.poor.p05, point.poor.p95].map(|it| fixed(texts.language, it, 0));
            format!("{low}–{high}")
        }),
        number(words, point.poor_rate_percent_mean, 1),
        number(words, point.near_poor_mean, 1),
        number(words, money.million_f64(), 0),
    ];
    Row { group: Some(facts.district.clone()), cells }
}
