//! Where the money of a run goes: by component, per commune, and per poor household.

use super::model::*;
use super::parts::*;
use super::sources;
use crate::domain::money::Money;
use crate::report::tables::commune_facts;
use crate::summarise::summary::{Facts, Named, Summary};
use std::collections::BTreeMap;

/// Sums of one alternative over all years.
#[derive(Default)]
struct Sums<'a> {
    /// The empty component is what is unallocated.
    components: BTreeMap<&'a str, Money>,
    districts: BTreeMap<u32, Money>,
    communes: BTreeMap<u32, Money>,
}

impl Sums<'_> {
    fn granted(&self) -> Money {
        self.communes.values().copied().sum()
    }
}

/// Money of every alternative, by its id.
fn sums(summary: &Summary) -> BTreeMap<&str, Sums<'_>> {
    let mut all: BTreeMap<&str, Sums> = BTreeMap::new();
    for row in &summary.money {
        let sums = all.entry(&row.alternative).or_default();
        *sums.components.entry(&row.component).or_default() += row.amount;
        let Some(commune) = row.commune else { continue };
        *sums.communes.entry(commune.number()).or_default() += row.amount;
        if let Some(facts) = commune_facts(&summary.facts, commune) {
            *sums.districts.entry(facts.district_code).or_default() += row.amount;
        }
    }
    all
}

/// Money of every commune under an alternative, by commune number.
pub fn by_commune(summary: &Summary, alternative: &str) -> BTreeMap<u32, Money> {
    sums(summary).remove(alternative).map(|sums| sums.communes).unwrap_or_default()
}

pub fn blocks(summary: &Summary, words: &Words, charts: &mut Charts) -> Vec<Block> {
    let facts = &summary.facts;
    let sums = sums(summary);
    let mut blocks = prose(words, &["page-money-lead"]);
    blocks.extend(charts.blocks("money"));
    blocks.extend(sources::money(facts, words));
    if sums.is_empty() {
        blocks.push(Block::Prose(words.get("page-money-none")));
        return blocks;
    }
    let alternatives: Vec<(&Named, &Sums)> =
        facts.alternatives.iter().filter_map(|it| Some((it, sums.get(it.id.as_str())?))).collect();
    blocks.push(block(components(facts, &alternatives, words)));
    blocks.push(block(each(facts, &alternatives, words)));
    blocks.push(block(districts(facts, &alternatives, words)));
    blocks
}

fn billion(amount: Money) -> f64 {
    amount.million_f64() / 1000.0
}

/// A quotient; not a number where there is nothing to divide by.
fn per(amount: Money, things: f64) -> f64 {
    if things > 0.0 { amount.million_f64() / things } else { f64::NAN }
}

fn components(facts: &Facts, alternatives: &[(&Named, &Sums)], words: &Words) -> Table {
    let unit = || Some(words.get("page-billion"));
    let mut columns = vec![texts(words.get("optimum-component"))];
    columns.extend(alternatives.iter().map(|(it, _)| numbers(Both::title(&it.title), unit())));
    let line = |name: Both, of: &dyn Fn(&Sums) -> Money| {
        let amounts = alternatives.iter().map(|(_, sums)| number(words, billion(of(sums)), 1));
        row(std::iter::once(Cell::text(name)).chain(amounts).collect())
    };
    let paid = |it: &&Named| alternatives.iter().any(|(_, sums)| sums.components.contains_key(&*it.id));
    let of = |id: &str, sums: &Sums| sums.components.get(id).copied().unwrap_or_default();
    let mut rows: Vec<Row> = facts
        .components
        .iter()
        .filter(paid)
        .map(|it| line(Both::title(&it.title), &|sums| of(&it.id, sums)))
        .collect();
    rows.push(line(words.get("chart-money-unallocated"), &|sums| of("", sums)));
    rows.push(line(words.get("page-total"), &|sums| sums.components.values().copied().sum()));
    table("components-table", words.get("page-money-components"), columns, rows)
}

/// What a commune and a poor household get.
fn each(facts: &Facts, alternatives: &[(&Named, &Sums)], words: &Words) -> Table {
    let unit = || Some(words.get("page-million"));
    let columns = vec![
        texts(words.get("comparison-alternative")),
        numbers(words.get("page-money-granted"), Some(words.get("page-billion"))),
        numbers(words.get("page-money-left"), Some(words.get("page-billion"))),
        numbers(words.get("page-money-communes"), None),
        numbers(words.get("page-money-per-commune"), unit()),
        numbers(words.get("page-money-most"), unit()),
        numbers(words.get("page-money-per-household"), unit()),
    ];
    let poor: f64 = facts.communes.iter().map(|it| f64::from(it.poor)).sum();
    let line = |(it, sums): &(&Named, &Sums)| {
        let granted = sums.granted();
        let paid = sums.communes.values().filter(|amount| **amount > Money::default()).count();
        let most = sums.communes.values().max().copied().unwrap_or_default();
        row(vec![
            Cell::text(Both::title(&it.title)),
            number(words, billion(granted), 1),
            number(words, billion(sums.components.get("").copied().unwrap_or_default()), 1),
            count(words, paid as i64),
            number(words, per(granted, facts.communes.len() as f64), 0),
            number(words, most.million_f64(), 0),
            number(words, per(granted, poor), 2),
        ])
    };
    let mut table =
        table("money-each", words.get("page-money-each"), columns, alternatives.iter().map(line).collect());
    table.note = Some(words.get("page-money-each-note"));
    table
}

/// Money per poor household at the start, by district.
fn districts(facts: &Facts, alternatives: &[(&Named, &Sums)], words: &Words) -> Table {
    let mut places: BTreeMap<u32, (&str, f64)> = BTreeMap::new();
    for commune in &facts.communes {
        places.entry(commune.district_code).or_insert((&commune.district, 0.0)).1 += f64::from(commune.poor);
    }
    let mut columns = vec![
        texts(words.get("page-district")),
        numbers(words.get("page-poor-start"), Some(words.get("unit-households"))),
    ];
    let unit = || Some(words.get("page-million"));
    columns.extend(alternatives.iter().map(|(it, _)| numbers(Both::title(&it.title), unit())));
    let line = |(code, (name, poor)): (&u32, &(&str, f64))| {
        let mut cells = vec![Cell::text(Both::same(*name)), count(words, *poor as i64)];
        cells.extend(alternatives.iter().map(|(_, sums)| {
            let amount = sums.districts.get(code).copied().unwrap_or_default();
            number(words, per(amount, *poor), 2)
        }));
        row(cells)
    };
    let caption = words.get("page-money-districts");
    let mut table = table("money-districts", caption, columns, places.iter().map(line).collect());
    table.tools = Tools::Sort;
    table
}
