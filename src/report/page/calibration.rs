//! The page of a calibration: may it be used, what the data say, observed against fitted, communes, chains.

use super::model::*;
use super::parts::*;
use super::{about, model::Words};
use crate::calibrate::fit::{FEWEST_EFFECTIVE, Fit, LARGEST_R_HAT, Quantity, Word};
use crate::domain::posterior::Method;
use crate::report::ReportError;
use crate::report::calibration::Record;
use crate::report::charts::calibration::{Figures, charts};
use crate::report::charts::observed_predicted::YearFit;
use crate::report::numbers::{fixed, trimmed, whole};
use crate::summarise::summary::Title;

/// What a calibration's page is made of.
pub struct Calibrated<'a> {
    /// Of the scenario that it began from.
    pub title: &'a Title,
    pub record: &'a Record<'a>,
    pub fit: &'a Fit,
    /// Draws that `posterior.csv` keeps.
    pub kept: usize,
    /// Names the posterior: a hash of its manifest.
    pub id: &'a str,
    /// What its charts show, in Vietnamese and in English.
    pub figures: [&'a Figures; 2],
    /// Each quantity's name for people in both languages; `None` = not told on the page.
    pub names: &'a [Option<Both>],
}

/// The whole page.
pub fn page(of: &Calibrated<'_>, words: &Words) -> Result<Page, ReportError> {
    let own = |texts: &crate::report::Texts| match texts.language {
        crate::report::Language::Vi => of.figures[0],
        crate::report::Language::En => of.figures[1],
    };
    let mut charts = Charts::new(words, |texts| charts(own(texts), texts))?;
    let mut sections = vec![section(words, "answer", "page-calibration-answer", answer(of, words))];
    sections.push(section(words, "told", "page-calibration-told", told(of, words, &mut charts)));
    if of.figures[0].cohorts.iter().any(|it| !it.years.is_empty()) {
        sections.push(section(words, "fits", "page-calibration-fits", fits(of, words, &mut charts)));
    }
    if !of.figures[0].effects.is_empty() {
        sections.push(section(words, "communes", "page-calibration-communes", communes(words, &mut charts)));
    }
    if of.record.method != Method::Prior {
        sections.push(section(words, "chains", "page-calibration-chains", chains(of, words, &mut charts)));
    }
    sections.push(section(words, "data", "page-data", data(of, words)));
    sections.push(section(words, "method", "page-method", method(of, words)));
    sections.push(section(words, "manifest", "page-manifest", manifest(of, words)));
    let (first, last) = of.record.years;
    let subtitle = words.with(|texts| {
        let (first, last) = (first.to_string(), last.to_string());
        texts.format("page-calibration-subtitle", &[("first", &first), ("last", &last)])
    });
    let made = [of.id, of.record.version];
    Ok(about::page_of(of.record.origin, made, words, [Both::title(of.title), subtitle], sections))
}

/// Whether the posterior may be used, and how much of it the data say.
fn answer(of: &Calibrated<'_>, words: &Words) -> Vec<Block> {
    let reliability = &of.fit.reliability;
    let (verdict, tone) = match (of.record.method, reliability.converged()) {
        (Method::Prior, _) => ("page-calibration-prior-only", Tone::Open),
        (_, true) => ("page-calibration-agree", Tone::Good),
        (_, false) => ("page-calibration-disagree", Tone::Bad),
    };
    let count = |word: Word| of.fit.quantities.iter().filter(|it| it.word() == word).count();
    let all = of.fit.quantities.len();
    let verdict = Verdict {
        title: words.get("page-calibration-question"),
        verdict: words.get(verdict),
        tone,
        number: words.with(|texts| format!("{} / {all}", whole(texts.language, count(Word::Data) as i64))),
        about: words.get("page-calibration-by-data"),
        marks: None,
        words: words.with(|texts| {
            let said = |word: Word| count(word).to_string();
            let counts =
                [("data", said(Word::Data)), ("mixed", said(Word::Mixed)), ("prior", said(Word::Prior))];
            let args: Vec<(&str, &str)> = counts.iter().map(|(key, it)| (*key, it.as_str())).collect();
            texts.format("page-calibration-counts", &args)
        }),
    };
    vec![Block::Verdict(Box::new(verdict)), Block::Prose(words.get("page-calibration-meaning"))]
}

fn told(of: &Calibrated<'_>, words: &Words, charts: &mut Charts) -> Vec<Block> {
    let mut blocks = prose(words, &["page-calibration-told-lead"]);
    let named = of.fit.quantities.iter().zip(of.names);
    let rows = named.filter_map(|(it, name)| Some(row(quantity_cells(it, name.as_ref()?, words))));
    let columns = vec![
        texts(words.get("page-calibration-parameter")),
        numbers(words.get("page-calibration-before"), None),
        numbers(words.get("page-calibration-after"), None),
        numbers(words.get("page-calibration-interval"), None),
        numbers(words.get("page-calibration-shrinkage"), Some(Both::same("%"))),
        texts(words.get("page-calibration-by")),
    ];
    let mut table = table("parameters-table", words.get("page-calibration-caption"), columns, rows.collect());
    table.tools = Tools::Search;
    table.note = Some(words.get("page-calibration-note"));
    blocks.push(block(table));
    blocks.extend(charts.blocks("prior_posterior"));
    blocks
}

/// Name, medians, interval, share of doubt gone, and by what it is known; yearly hazards in percent.
fn quantity_cells(it: &Quantity, name: &Both, words: &Words) -> Vec<Cell> {
    let unit = if it.name.ends_with("_per_year") { 100.0 } else { 1.0 };
    let [low, median, high] = it.quantiles.map(|value| value * unit);
    let shown = |value: f64| words.with(|texts| trimmed(texts.language, value, 2, 3));
    let by = match it.word() {
        Word::Data => "page-calibration-word-data",
        Word::Mixed => "page-calibration-word-mixed",
        Word::Prior => "page-calibration-word-prior",
    };
    let gone = 100.0 * it.shrinkage.max(0.0);
    vec![
        Cell::text(name.clone()),
        Cell::number(shown(it.prior_median * unit), it.prior_median * unit),
        Cell::number(shown(median), median),
        said(words, low, |texts| {
            let [low, high] = [low, high].map(|end| trimmed(texts.language, end, 2, 3));
            format!("{low}–{high}")
        }),
        number(words, gone, 0),
        Cell::text(words.get(by)),
    ]
}

fn fits(of: &Calibrated<'_>, words: &Words, charts: &mut Charts) -> Vec<Block> {
    let mut blocks = prose(words, &["page-calibration-fits-lead"]);
    blocks.extend(charts.blocks("observed_predicted"));
    let [vi, en] = of.figures;
    let rows = vi.cohorts.iter().zip(&en.cohorts).flat_map(|(vi, en)| {
        let name = Both::new(vi.name.clone(), en.name.clone());
        vi.years.iter().map(move |year| row(year_cells(&name, year, words)))
    });
    let percent = || Some(Both::same("%"));
    let columns = vec![
        texts(words.get("page-cohort")),
        numbers(words.get("page-calibration-year"), None),
        numbers(words.get("page-calibration-observed"), percent()),
        numbers(words.get("page-calibration-fitted"), percent()),
        numbers(words.get("page-calibration-band"), percent()),
    ];
    let caption = words.get("page-calibration-fits-caption");
    blocks.push(block(table("fits-table", caption, columns, rows.collect())));
    blocks
}

fn year_cells(name: &Both, it: &YearFit, words: &Words) -> Vec<Cell> {
    let (low, high) = it.bands[1];
    let observed = match it.observed {
        Some((rate, _)) => number(words, rate, 2),
        None => Cell::text(Both::same("–")),
    };
    vec![
        Cell::text(name.clone()),
        Cell::number(Both::same(it.year.to_string()), it.year.into()),
        observed,
        number(words, it.median, 2),
        said(words, low, |texts| {
            let [low, high] = [low, high].map(|end| fixed(texts.language, end, 2));
            format!("{low}–{high}")
        }),
    ]
}

fn communes(words: &Words, charts: &mut Charts) -> Vec<Block> {
    let mut blocks = prose(words, &["page-calibration-communes-lead"]);
    let effects = charts.take("commune_effects_").into_iter().enumerate();
    // One class is read; the others are there to be opened.
    blocks.extend(effects.map(|(at, chart)| Block::Chart(Box::new(Chart { folded: at > 0, ..chart }))));
    blocks
}

fn chains(of: &Calibrated<'_>, words: &Words, charts: &mut Charts) -> Vec<Block> {
    let it = &of.fit.reliability;
    let decimals = |value: f64, places: usize| words.with(|texts| fixed(texts.language, value, places));
    let many = |count: usize| words.with(|texts| whole(texts.language, count as i64));
    let mut blocks = vec![Block::Prose(words.with(|texts| {
        let bars = [fixed(texts.language, LARGEST_R_HAT, 2), fixed(texts.language, FEWEST_EFFECTIVE, 0)];
        texts.format("page-calibration-chains-lead", &[("rhat", &bars[0]), ("ess", &bars[1])])
    }))];
    blocks.push(Block::Facts(vec![
        fact(words, "page-calibration-rhat", decimals(it.max_rhat, 3)),
        fact(words, "page-calibration-rhat-all", decimals(it.max_rhat_of_all, 3)),
        fact(words, "page-calibration-bulk", decimals(it.min_ess_bulk, 0)),
        fact(words, "page-calibration-tails", decimals(it.min_ess_tail, 0)),
        fact(words, "page-calibration-divergences", many(it.divergences)),
    ]));
    blocks.extend(charts.blocks("ranks"));
    blocks
}

fn data(of: &Calibrated<'_>, words: &Words) -> Vec<Block> {
    let mut blocks = about::origin(of.record.origin, words);
    let (first, last) = of.record.years;
    let fitted = match of.record.method {
        Method::Forms => "page-calibration-of-forms",
        Method::Margins => "page-calibration-of-margins",
        Method::Prior => "page-calibration-of-nothing",
    };
    blocks.push(Block::Prose(words.get(fitted)));
    let standard = crate::domain::standard::Standard::of_year(last).citation();
    blocks.push(Block::Facts(vec![
        fact(words, "page-calibration-years", Both::same(format!("{first}–{last}"))),
        fact(words, "page-standard", Both::same(standard)),
    ]));
    blocks
}

fn method(of: &Calibrated<'_>, words: &Words) -> Vec<Block> {
    let mut keys = vec!["page-method-households", "page-method-year"];
    match of.record.method {
        Method::Forms => keys.push("page-method-forms"),
        Method::Margins => keys.push("page-method-margins"),
        Method::Prior => {}
    }
    if of.record.method != Method::Prior {
        keys.push("page-method-posterior");
    }
    keys.extend(["page-method-identified", "page-method-again"]);
    prose(words, &keys)
}

fn manifest(of: &Calibrated<'_>, words: &Words) -> Vec<Block> {
    let record = of.record;
    let many = |count: usize| words.with(|texts| whole(texts.language, count as i64));
    let command = format!("giamngheo calibrate --scenario {}", record.scenario);
    let mut blocks = vec![Block::Facts(vec![
        fact(words, "page-calibration-id", Both::same(of.id)),
        fact(words, "page-command", Both::same(command)),
        fact(words, "page-version", Both::same(record.version)),
        fact(words, "page-seed", Both::same(record.seed.to_string())),
        fact(words, "page-calibration-chains-run", many(record.chains)),
        fact(words, "page-calibration-tune", many(record.tune)),
        fact(words, "page-calibration-draws", many(record.draws_per_chain)),
        fact(words, "page-calibration-kept", many(of.kept)),
    ])];
    blocks.extend(about::read(record.inputs, record.warnings, words));
    blocks
}
