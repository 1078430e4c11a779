//! Where the numbers of a page come from: known totals, the money there is, the documents that set the targets.

use super::model::*;
use super::parts::*;
use crate::domain::margin::KnownTotal;
use crate::domain::money::Money;
use crate::domain::origin::Origin;
use crate::report::numbers::fixed;
use crate::report::origin_words::place;
use crate::report::terminal::{capitalised, target_title};
use crate::summarise::summary::{Facts, Named};

/// The totals that synthetic numbers were made to meet, each with its origin; nothing without them.
pub fn totals(facts: &Facts, words: &Words) -> Option<Block> {
    let columns = vec![
        texts(words.get("page-cohort")),
        numbers(words.get("page-households-start"), None),
        numbers(words.get("page-poor-start"), None),
        numbers(words.get("page-poor-rate"), Some(Both::same("%"))),
        numbers(words.get("page-near-poor-start"), None),
        texts(words.get("page-totals-origin")),
        texts(words.get("page-totals-source")),
    ];
    let line = |it: &KnownTotal| {
        let rate = 100.0 * f64::from(it.poor) / f64::from(it.households);
        row(vec![
            Cell::text(words.with(|texts| place(facts, &it.scope, texts))),
            count(words, it.households.into()),
            count(words, it.poor.into()),
            number(words, rate, 2),
            count(words, it.near_poor.into()),
            Cell::text(words.get(origin_key(it.basis))),
            quoted(&it.source),
        ])
    };
    let rows: Vec<Row> = facts.margins.iter().map(line).collect();
    let caption = words.get("page-totals-caption");
    (!rows.is_empty()).then(|| block(table("totals-table", caption, columns, rows)))
}

/// What the scenario's author wrote, which may be nothing.
fn quoted(text: &str) -> Cell {
    Cell::text(Both::same(if text.trim().is_empty() { "–" } else { text }))
}

fn origin_key(origin: Origin) -> &'static str {
    match origin {
        Origin::Official => "page-origin-word-official",
        Origin::Assumption => "page-origin-word-assumption",
        Origin::Synthetic => "page-origin-word-synthetic",
    }
}

/// The document behind every target.
pub fn targets(facts: &Facts, words: &Words) -> Option<Block> {
    let columns = vec![texts(words.get("terminal-column-target")), texts(words.get("page-target-source"))];
    let line = |(target, source): &(String, String)| {
        row(vec![
            Cell::text(words.with(|texts| capitalised(&target_title(facts, target, texts)))),
            quoted(source),
        ])
    };
    let rows: Vec<Row> = facts.target_sources.iter().map(line).collect();
    let caption = words.get("page-target-sources");
    (!rows.is_empty()).then(|| block(table("target-sources-table", caption, columns, rows)))
}

/// The money there is: a row for every source, a column for every year, and on what it rests.
pub fn money(facts: &Facts, words: &Words) -> Option<Block> {
    let years: Vec<i32> = (facts.first_year..=facts.last_year).collect();
    let unit = || Some(words.get("page-billion"));
    let mut columns = vec![texts(words.get("book-source"))];
    columns.extend(years.iter().map(|year| numbers(Both::same(year.to_string()), unit())));
    columns.push(numbers(words.get("page-total"), unit()));
    columns.push(texts(words.get("page-money-basis")));
    let billion = |amount: Money| {
        let value = amount.million_f64() / 1000.0;
        said(words, value, |texts| fixed(texts.language, value, 1))
    };
    let line = |source: &Named| {
        let own = || facts.envelopes.iter().filter(|it| it.source == source.id);
        let basis = own().next()?.basis.clone();
        let in_year = |year: &i32| own().filter(|it| it.year == *year).map(|it| it.amount).sum();
        let mut cells = vec![Cell::text(Both::title(&source.title))];
        cells.extend(years.iter().map(|year| billion(in_year(year))));
        cells.push(billion(own().map(|it| it.amount).sum()));
        cells.push(quoted(&basis));
        Some(row(cells))
    };
    let rows: Vec<Row> = facts.sources.iter().filter_map(line).collect();
    let mut table = table("money-sources", words.get("page-money-sources"), columns, rows);
    table.note = Some(words.get("page-money-sources-note"));
    (!table.rows.is_empty()).then(|| block(table))
}

/// Which totals are published and which are assumptions, a paragraph each.
pub fn origins(facts: &Facts, words: &Words) -> Vec<Block> {
    let [vi, en] = words.each().map(|texts| crate::report::origin_words::totals(facts, texts));
    vi.into_iter().zip(en).map(|(vi, en)| Block::Prose(Both::new(vi, en))).collect()
}

/// Its place in the list of what is uncertain: only official forms know the households at the start.
pub fn start_is_doubtful(facts: &Facts) -> bool {
    facts.baseline_origin != Origin::Official
}
