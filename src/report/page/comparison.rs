//! The page of a comparison: chances, differences, regret, money and lasting escapes, frontier, decision rules.

use super::about::{self, Command};
use super::model::*;
use super::parts::*;
use crate::decide::compare::{Difference, Standing};
use crate::decide::comparison::Comparison;
use crate::report::charts::comparison as charts;
use crate::report::choice_words;
use crate::report::comparison_words as said_of;
use crate::report::numbers::{fixed, probability, signed, whole};
use crate::report::{Manifest, ReportError, Texts};

/// The whole page.
pub fn page(comparison: &Comparison, manifest: &Manifest, words: &Words) -> Result<Page, ReportError> {
    let facts = &comparison.facts;
    let mut charts = Charts::new(words, |texts| charts::charts(comparison, texts))?;
    let mut sections = sections(comparison, words, &mut charts);
    sections.insert(0, conclusion(comparison, words));
    sections.extend(about::sections(facts, manifest, words, Command::Compare));
    let subtitle = words.with(|texts| {
        texts.format(
            "page-compare-subtitle",
            &[
                ("first", &facts.first_year.to_string()),
                ("last", &facts.last_year.to_string()),
                ("alternative", &said_of::name(comparison, 0, texts)),
            ],
        )
    });
    Ok(about::page(facts, manifest, words, [Both::title(&facts.title), subtitle], sections))
}

/// What a comparison says, without data, method and manifest.
pub fn sections(comparison: &Comparison, words: &Words, charts: &mut Charts) -> Vec<Section> {
    let mut chances = prose(words, &["page-alternatives-lead"]);
    chances.push(block(grid(words, "chances-table", |texts| said_of::chances(comparison, texts))));
    let mut money = prose(words, &["page-lasting-lead"]);
    money.push(block(grid(words, "lasting-table", |texts| said_of::money(comparison, texts))));
    vec![
        section(words, "chances", "page-chances", chances),
        section(words, "differences", "page-differences", differences(comparison, words, charts)),
        section(words, "regret", "page-regret", regret(comparison, words, charts)),
        section(words, "lasting", "page-lasting", money),
        section(words, "frontier", "comparison-frontier-heading", frontier(comparison, words, charts)),
        section(words, "rules", "comparison-rules", rules(comparison, words)),
    ]
}

fn differences(comparison: &Comparison, words: &Words, charts: &mut Charts) -> Vec<Block> {
    let mut blocks = prose(words, &["page-differences-lead"]);
    blocks.extend(charts.blocks("differences"));
    let shown = said_of::shown(comparison);
    let of = |measure: &usize| {
        let measure = *measure;
        comparison.against_reference().filter(move |it| it.measure == measure)
    };
    let rows = shown.iter().flat_map(of).map(|it| row(difference(comparison, it, words)));
    let caption = words.with(|texts| {
        texts.format("comparison-differences", &[("reference", &said_of::name(comparison, 0, texts))])
    });
    let columns = vec![
        texts(words.get("page-measure")),
        texts(words.get("page-unit")),
        texts(words.get("comparison-alternative")),
        numbers(words.get("page-mean-difference"), None),
        numbers(words.get("page-interval"), None),
        numbers(words.get("optimum-better"), None),
    ];
    let mut table = table("differences-table", caption, columns, rows.collect());
    table.tools = Tools::Sort;
    table.note = words.perhaps(|texts| said_of::variance_cut(comparison, texts));
    blocks.push(block(table));
    blocks
}

fn difference(comparison: &Comparison, it: &Difference, words: &Words) -> Vec<Cell> {
    let measure = &comparison.measures[it.measure];
    let decimals = |texts: &Texts| said_of::unit(measure, texts).1;
    let mut cells = vec![
        Cell::text(words.with(|texts| said_of::measure_name(comparison, measure, texts))),
        Cell::text(words.with(|texts| said_of::unit(measure, texts).0)),
        Cell::text(words.with(|texts| said_of::name(comparison, it.alternative, texts))),
        said(words, it.mean, |texts| signed(texts.language, it.mean, decimals(texts))),
    ];
    if it.variance_cut.is_none() {
        cells.push(Cell::text(words.get("comparison-never-differs")));
        cells.push(Cell::text(Both::same("–")));
        return cells;
    }
    cells.push(said(words, it.low, |texts| {
        let [low, high] = [it.low, it.high].map(|end| signed(texts.language, end, decimals(texts)));
        format!("{low} … {high}")
    }));
    let better = it.p_better.estimate;
    cells.push(said(words, 100.0 * better, |texts| probability(texts.language, better)));
    cells
}

fn regret(comparison: &Comparison, words: &Words, charts: &mut Charts) -> Vec<Block> {
    let mut blocks = prose(words, &["page-regret-lead"]);
    blocks.extend(charts.blocks("regret"));
    let columns = vec![
        texts(words.get("comparison-alternative")),
        numbers(words.get("comparison-lasting"), Some(words.get("unit-households"))),
        numbers(words.get("page-worst"), Some(words.get("unit-households"))),
        numbers(words.get("chart-regret-best"), None),
        numbers(words.get("chart-regret-mean"), None),
        numbers(words.get("chart-regret-largest"), None),
    ];
    let lasting = comparison.lasting();
    let own = comparison.standings.iter().filter(|it| it.measure == lasting);
    let line = |it: &Standing| {
        let number = |value: f64| said(words, value, |texts| fixed(texts.language, value, 0));
        row(vec![
            Cell::text(words.with(|texts| said_of::name(comparison, it.alternative, texts))),
            number(it.mean),
            number(it.worst),
            said(words, 100.0 * it.p_best, |texts| probability(texts.language, it.p_best)),
            number(it.regret_mean),
            number(it.regret_largest),
        ])
    };
    let caption = words.with(|texts| {
        let replicates = whole(texts.language, comparison.facts.replicates.into());
        texts.format("chart-regret-subtitle", &[("replicates", &replicates)])
    });
    blocks.push(block(table("regret-table", caption, columns, own.map(line).collect())));
    blocks
}

fn frontier(comparison: &Comparison, words: &Words, charts: &mut Charts) -> Vec<Block> {
    let mut blocks = charts.blocks("cost_effect");
    let line = |at: usize| words.with(|texts| said_of::standing(comparison, at, texts));
    blocks.push(Block::List((0..comparison.accounts.len()).map(line).collect()));
    blocks.push(Block::Prose(words.get("page-frontier-note")));
    blocks
}

fn rules(comparison: &Comparison, words: &Words) -> Vec<Block> {
    let mut table = grid(words, "rules-table", |texts| choice_words::rules(comparison, texts));
    table.columns[1].kind = Kind::Text;
    table.note = Some(words.get("page-rules-note"));
    vec![block(table), Block::Prose(words.with(|texts| said_of::agreement(comparison, texts)))]
}

/// The comparison in a few sentences.
fn conclusion(comparison: &Comparison, words: &Words) -> Section {
    let [vi, en] = words.each().map(|texts| choice_words::conclusions(comparison, texts));
    let list = vi.into_iter().zip(en).map(|(vi, en)| Both::new(vi, en)).collect();
    let agreement = Block::Prose(words.with(|texts| said_of::agreement(comparison, texts)));
    section(words, "conclusion", "page-conclusion", vec![Block::List(list), agreement])
}
