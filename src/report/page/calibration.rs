//! The page of a calibration: may it be used, what the data say, observed against fitted, communes, chains.

use super::calibration_data::FormsUsed;
use super::model::*;
use super::parts::*;
use super::{about, calibration_data, model::Words};
use crate::calibrate::fit::{
    FEWEST_EFFECTIVE, Fit, KEPT_PER_DIVERGENCE, LARGEST_R_HAT, LARGEST_R_HAT_OF_MANY, Quantity, Word,
};
use crate::domain::posterior::Method;
use crate::domain::standard::Standard;
use crate::report::ReportError;
use crate::report::calibration::Record;
use crate::report::calibration_figures::unit_of;
use crate::report::charts::calibration::{Figures, charts};
use crate::report::charts::observed_predicted::{Bands, YearFit};
use crate::report::charts::prior_posterior::Unit;
use crate::report::free_parameters::Counted;
use crate::report::numbers::{decimals_of, fixed, whole};
use crate::summarise::summary::Title;

/// Significant figures of a parameter's median; its row has as many decimals.
const FIGURES: usize = 3;

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
    pub forms: Option<FormsUsed<'a>>,
}

/// The whole page.
pub fn page(of: &Calibrated<'_>, words: &Words) -> Result<Page, ReportError> {
    let own = |texts: &crate::report::Texts| match texts.language {
        crate::report::Language::Vi => of.figures[0],
        crate::report::Language::En => of.figures[1],
    };
    let mut charts = Charts::new(words, |texts| charts(own(texts), texts))?;
    let prior = of.record.method == Method::Prior;
    let [heading, subtitle] = match prior {
        true => ["page-calibration-assumed", "page-calibration-subtitle-prior"],
        false => ["page-calibration-told", "page-calibration-subtitle"],
    };
    let mut sections = vec![section(words, "answer", "page-calibration-answer", answer(of, words))];
    sections.push(section(words, "told", heading, told(of, words, &mut charts)));
    if of.figures[0].cohorts.iter().any(|it| !it.years.is_empty()) {
        sections.push(section(words, "fits", "page-calibration-fits", fits(of, words, &mut charts)));
    }
    if !of.figures[0].effects.is_empty() {
        sections.push(section(words, "communes", "page-calibration-communes", communes(words, &mut charts)));
    }
    if !prior {
        sections.push(section(words, "chains", "page-calibration-chains", chains(of, words, &mut charts)));
    }
    sections.push(section(words, "data", "page-data", calibration_data::data(of, words)));
    sections.push(section(words, "method", "page-method", method(of, words)));
    sections.push(section(words, "manifest", "page-manifest", manifest(of, words)));
    let (first, last) = of.record.years;
    let subtitle = words.with(|texts| {
        let (first, last) = (first.to_string(), last.to_string());
        texts.format(subtitle, &[("first", &first), ("last", &last)])
    });
    let made = [of.id, of.record.version];
    Ok(about::page_of(of.record.origin, made, words, [Both::title(of.title), subtitle], sections))
}

/// Whether the posterior may be used, and how much of it the data say.
fn answer(of: &Calibrated<'_>, words: &Words) -> Vec<Block> {
    let counted = Counted::of(&of.fit.quantities);
    let all = counted.all();
    if of.record.method == Method::Prior {
        let verdict = Verdict {
            title: words.get("page-calibration-question-prior"),
            verdict: words.get("page-calibration-prior-only"),
            tone: Tone::Open,
            number: words.with(|texts| whole(texts.language, all as i64)),
            about: words.get("page-calibration-by-prior"),
            marks: None,
            words: words.get("page-calibration-prior-use"),
        };
        return vec![Block::Verdict(Box::new(verdict))];
    }
    let (verdict, tone) = match of.fit.reliability.converged() {
        true => ("page-calibration-agree", Tone::Good),
        false => ("page-calibration-disagree", Tone::Bad),
    };
    let verdict = Verdict {
        title: words.get("page-calibration-question"),
        verdict: words.get(verdict),
        tone,
        number: words.with(|texts| format!("{} / {all}", whole(texts.language, counted.data as i64))),
        about: words.get("page-calibration-by-data"),
        marks: None,
        words: words.with(|texts| {
            let counts = counted.arguments();
            let args: Vec<(&str, &str)> = counts.iter().map(|(key, it)| (*key, it.as_str())).collect();
            texts.format("page-calibration-counts", &args)
        }),
    };
    vec![Block::Verdict(Box::new(verdict)), Block::Prose(words.get("page-calibration-meaning"))]
}

fn told(of: &Calibrated<'_>, words: &Words, charts: &mut Charts) -> Vec<Block> {
    let prior = of.record.method == Method::Prior;
    let named = of.fit.quantities.iter().zip(of.names);
    let rows = named.filter_map(|(it, name)| {
        let name = name.as_ref()?;
        Some(row(if prior { drawn_cells(it, name, words) } else { quantity_cells(it, name, words) }))
    });
    let mut columns =
        vec![texts(words.get("page-calibration-parameter")), texts(words.get("page-calibration-unit"))];
    let (lead, caption) = match prior {
        true => {
            columns.push(numbers(words.get("page-calibration-drawn-median"), None));
            columns.push(numbers(words.get("page-calibration-drawn-interval"), None));
            ("page-calibration-assumed-lead", "page-calibration-assumed-caption")
        }
        false => {
            columns.extend([
                numbers(words.get("page-calibration-before"), None),
                numbers(words.get("page-calibration-after"), None),
                numbers(words.get("page-calibration-interval"), None),
                numbers(words.get("page-calibration-shrinkage"), Some(Both::same("%"))),
                texts(words.get("page-calibration-by")),
            ]);
            ("page-calibration-told-lead", "page-calibration-caption")
        }
    };
    let mut table = table("parameters-table", words.get(caption), columns, rows.collect());
    table.tools = Tools::Search;
    table.note = Some(note(&of.fit.quantities, words));
    let mut blocks = prose(words, &[lead]);
    blocks.push(block(table));
    blocks.extend(charts.blocks("prior_posterior"));
    blocks
}

/// What the units mean, and what “by assumption” means where some row says it.
fn note(quantities: &[Quantity], words: &Words) -> Both {
    let assumed = quantities.iter().any(|it| it.word() == Word::Assumption);
    words.with(|texts| {
        let units = texts.get("page-calibration-note");
        match assumed {
            true => format!("{units} {}", texts.get("page-calibration-note-assumption")),
            false => units,
        }
    })
}

/// A number, and a range, with so many decimals.
fn range(words: &Words, [low, high]: [f64; 2], decimals: usize) -> Cell {
    said(words, low, |texts| {
        let [low, high] = [low, high].map(|end| fixed(texts.language, end, decimals));
        format!("{low}–{high}")
    })
}

fn unit_cell(unit: Unit, words: &Words) -> Cell {
    Cell::text(words.get(match unit {
        Unit::Rate => "page-calibration-unit-rate",
        Unit::Factor => "page-calibration-unit-factor",
        Unit::LogSd => "page-calibration-unit-log-sd",
    }))
}

/// Name, unit, median and interval of draws that no data have moved.
fn drawn_cells(it: &Quantity, name: &Both, words: &Words) -> Vec<Cell> {
    let unit = unit_of(&it.name);
    let [low, median, high] = it.quantiles.map(|value| value * unit.scale());
    let decimals = decimals_of(median, FIGURES);
    vec![
        Cell::text(name.clone()),
        unit_cell(unit, words),
        number(words, median, decimals),
        range(words, [low, high], decimals),
    ]
}

/// Name, unit, medians, interval, share of doubt gone, and by what it is known.
fn quantity_cells(it: &Quantity, name: &Both, words: &Words) -> Vec<Cell> {
    let unit = unit_of(&it.name);
    let [low, median, high] = it.quantiles.map(|value| value * unit.scale());
    let by = match it.word() {
        Word::Data => "page-calibration-word-data",
        Word::Mixed => "page-calibration-word-mixed",
        Word::Assumption => "page-calibration-word-assumption",
        Word::Prior => "page-calibration-word-prior",
    };
    let decimals = decimals_of(median, FIGURES);
    vec![
        Cell::text(name.clone()),
        unit_cell(unit, words),
        number(words, it.prior_median * unit.scale(), decimals),
        number(words, median, decimals),
        range(words, [low, high], decimals),
        number(words, 100.0 * it.shrinkage.max(0.0), 0),
        Cell::text(words.get(by)),
    ]
}

fn fits(of: &Calibrated<'_>, words: &Words, charts: &mut Charts) -> Vec<Block> {
    let bands = of.figures[0].bands;
    let (observed, caption) = match bands {
        Bands::Predictive => ("page-calibration-observed", "page-calibration-fits-caption"),
        Bands::Expected => ("page-calibration-published", "page-calibration-fits-caption-expected"),
    };
    let mut blocks = prose(words, &[fits_lead(of.record.method, bands)]);
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
        numbers(words.get("page-data-communes"), None),
        numbers(words.get(observed), percent()),
        numbers(words.get("page-calibration-fitted"), percent()),
        numbers(words.get("page-calibration-band"), percent()),
    ];
    blocks.push(block(table("fits-table", words.get(caption), columns, rows.collect())));
    blocks
}

/// What the interval is of, and whether the figures beside it were used.
fn fits_lead(method: Method, bands: Bands) -> &'static str {
    match (method, bands) {
        (Method::Prior, Bands::Predictive) => "page-calibration-fits-lead-unused",
        (Method::Prior, Bands::Expected) => "page-calibration-fits-lead-expected-unused",
        (_, Bands::Predictive) => "page-calibration-fits-lead",
        (_, Bands::Expected) => "page-calibration-fits-lead-expected",
    }
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
        count(words, it.communes as i64),
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
        let [rhat, rhat_all] = [LARGEST_R_HAT, LARGEST_R_HAT_OF_MANY].map(|it| fixed(texts.language, it, 2));
        let ess = fixed(texts.language, FEWEST_EFFECTIVE, 0);
        let kept = whole(texts.language, KEPT_PER_DIVERGENCE as i64);
        let bars = [("rhat", rhat.as_str()), ("rhat_all", &rhat_all), ("ess", &ess), ("kept", &kept)];
        texts.format("page-calibration-chains-lead", &bars)
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

fn method(of: &Calibrated<'_>, words: &Words) -> Vec<Block> {
    let mut blocks = vec![about::households(Standard::of_year(of.record.years.1), words)];
    let mut keys = vec!["page-method-year"];
    match of.record.method {
        Method::Forms => keys.push("page-method-forms"),
        Method::Margins => keys.push("page-method-margins"),
        Method::Prior => keys.push("page-method-prior"),
    }
    if of.record.method != Method::Prior {
        keys.push("page-method-posterior");
        keys.push(match of.fit.quantities.iter().any(|it| it.split_unseen) {
            true => "page-method-identified",
            false => "page-method-identified-all",
        });
    }
    keys.push("page-method-again");
    blocks.extend(prose(words, &keys));
    blocks
}

fn manifest(of: &Calibrated<'_>, words: &Words) -> Vec<Block> {
    let record = of.record;
    let many = |count: usize| words.with(|texts| whole(texts.language, count as i64));
    let mut facts = vec![
        fact(words, "page-calibration-id", Both::same(of.id)),
        fact(words, "page-command", Both::same(record.command)),
        fact(words, "page-version", Both::same(record.version)),
        fact(words, "page-seed", Both::same(record.seed.to_string())),
    ];
    match record.method {
        // Independent draws: the chains are only the shape of the table.
        Method::Prior => facts.push(fact(words, "page-calibration-drawn", many(of.fit.table.count()))),
        Method::Forms | Method::Margins => facts.extend([
            fact(words, "page-calibration-chains-run", many(record.chains)),
            fact(words, "page-calibration-tune", many(record.tune)),
            fact(words, "page-calibration-draws", many(record.draws_per_chain)),
        ]),
    }
    facts.push(fact(words, "page-calibration-kept", many(of.kept)));
    let mut blocks = vec![Block::Facts(facts)];
    blocks.extend(about::read(record.inputs, record.warnings, words));
    blocks
}
