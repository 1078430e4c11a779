//! The sections of the summary, each of which takes the document and gives it back longer.

use super::super::numbers::{fixed, percent, whole};
use super::super::origin_words::totals;
use super::super::run_json::Manifest;
use super::super::terminal::{
    capitalised, parameters, result_cell, target_cell, verdict_sentence, verdict_text, why,
};
use super::super::texts::Texts;
use super::super::{ReportError, charts, title, title_of};
use super::TEXT;
use super::parts::{centred, heading, headline, point, single_lines, small, table, text};
use crate::domain::money::Money;
use crate::domain::origin::Origin;
use crate::domain::uncertainty::Source;
use crate::summarise::summary::{Quantity, Summary, TargetResult, VarianceShare};
use docx_rs::{Docx, Paragraph, Pic, Run};

/// English metric units in a twentieth of a point.
const EMU: f64 = 635.0;
/// Height that a chart may take at most, twentieths of a point: a third of a page.
const TALLEST: f64 = 5_200.0;

/// Title, scenario, and that the data are synthetic.
pub fn head(document: Docx, summary: &Summary, texts: &Texts) -> Docx {
    let document = document
        .add_paragraph(headline(&texts.get("docx-title"), 28))
        .add_paragraph(headline(title(&summary.facts.title, texts.language), 26));
    if summary.facts.origin != Origin::Synthetic {
        return document;
    }
    let loud = Run::new().add_text(texts.get("synthetic-loud")).bold().color("AA2814");
    let detail = Run::new().add_text(format!(". {}", texts.get("synthetic-loud-detail"))).color("AA2814");
    document.add_paragraph(centred(Paragraph::new().add_run(loud).add_run(detail)))
}

/// Results of the reference alternative.
fn reference(summary: &Summary) -> impl Iterator<Item = &TargetResult> {
    let id = summary.facts.alternatives.first().map(|it| it.id.as_str());
    summary.targets.iter().filter(move |it| Some(it.alternative.as_str()) == id)
}

/// Can the targets be met? A sentence for each.
pub fn verdicts(document: Docx, summary: &Summary, texts: &Texts) -> Docx {
    let Some(first) = summary.facts.alternatives.first() else { return document };
    let name = title(&first.title, texts.language);
    let document = document.add_paragraph(heading(&texts.format("docx-verdicts", &[("name", name)])));
    reference(summary).fold(document, |document, result| {
        let words = capitalised(&verdict_sentence(summary, result, texts));
        let verdict = verdict_text(texts, result);
        let (before, after) = words.split_once(verdict.as_str()).unwrap_or((&words, ""));
        let strong = if before.len() < words.len() { verdict.as_str() } else { "" };
        document.add_paragraph(point(before, strong, after))
    })
}

/// Targets down, alternatives across; money below.
pub fn alternatives(document: Docx, summary: &Summary, texts: &Texts) -> Docx {
    let facts = &summary.facts;
    let mut rows = vec![vec![texts.get("terminal-column-target")]];
    rows[0].extend(facts.alternatives.iter().map(|it| title(&it.title, texts.language).to_string()));
    for target in reference(summary) {
        let mut row = vec![target_cell(summary, target, texts)];
        row.extend(facts.alternatives.iter().map(|alternative| {
            let same = |it: &&TargetResult| it.alternative == alternative.id && it.target == target.target;
            summary.targets.iter().find(same).map_or_else(String::new, |it| result_cell(it, texts))
        }));
        rows.push(row);
    }
    let sums = charts::sums(summary);
    let mut row = vec![texts.get("docx-money-row")];
    row.extend(facts.alternatives.iter().map(|it| {
        let of = sums.get(&it.id);
        let all: Money = of.into_iter().flat_map(|of| of.values()).copied().sum();
        let left = of.and_then(|of| of.get("")).copied().unwrap_or(Money::ZERO);
        format!("{}\n({})", billion(all - left, texts), billion(left, texts))
    }));
    rows.push(row);
    document
        .add_paragraph(heading(&texts.get("docx-alternatives")))
        .add_table(table(&rows, 0.31, false))
        .add_paragraph(small(&texts.get("docx-alternatives-note")))
}

fn billion(money: Money, texts: &Texts) -> String {
    fixed(texts.language, money.million_f64() / 1000.0, 1)
}

/// What stands most in the way, once for every cohort: of its targets the first that is possible at all.
pub fn obstacles(document: Docx, summary: &Summary, texts: &Texts) -> Docx {
    let mut cohorts: Vec<&str> = Vec::new();
    let mut said: Vec<(String, String)> = Vec::new();
    for result in reference(summary).filter(|it| it.possible && it.arithmetic.is_some()) {
        if cohorts.contains(&result.cohort.as_str()) {
            continue;
        }
        if let Some(words) = why(summary, result, texts) {
            cohorts.push(&result.cohort);
            said.push((target_cell(summary, result, texts).replace('\n', ": "), words));
        }
    }
    if said.is_empty() {
        return document;
    }
    let document = document.add_paragraph(heading(&texts.get("docx-obstacles")));
    said.iter().fold(document, |document, (target, words)| {
        document.add_paragraph(point("", &format!("{target}. "), words))
    })
}

/// The first cohort's fan.
pub fn chart(document: Docx, summary: &Summary, texts: &Texts) -> Result<Docx, ReportError> {
    let charts = charts::charts(summary, texts)?;
    let Some(fan) = charts.iter().find(|chart| chart.name.starts_with("fan_")) else { return Ok(document) };
    let (png, width, height) = charts::picture(fan)?;
    let scale = (TEXT as f64 / width).min(TALLEST / height) * EMU;
    // A name of its own: the library's counts pictures of the whole process, and bytes would differ.
    let picture = Pic::new_with_dimensions(png, 1, 1).id("rIdImage1");
    let picture = picture.size((width * scale) as u32, (height * scale) as u32);
    let spacing = single_lines().before(80).after(60);
    let paragraph = Paragraph::new().add_run(Run::new().add_image(picture)).line_spacing(spacing);
    Ok(document.add_paragraph(centred(paragraph)))
}

/// Components down, alternatives across, billion đồng; what no alternative pays is left out.
pub fn money(document: Docx, summary: &Summary, texts: &Texts) -> Docx {
    let facts = &summary.facts;
    let sums = charts::sums(summary);
    if sums.is_empty() {
        return document;
    }
    let mut rows = vec![vec![texts.get("book-component")]];
    rows[0].extend(facts.alternatives.iter().map(|it| title(&it.title, texts.language).to_string()));
    for component in charts::components(summary, &sums) {
        let name = match component.is_empty() {
            true => texts.get("chart-money-unallocated"),
            false => title_of(&facts.components, &component, texts.language).to_string(),
        };
        let amount =
            |id: &String| sums.get(id).and_then(|of| of.get(&component)).copied().unwrap_or(Money::ZERO);
        let amounts: Vec<Money> = facts.alternatives.iter().map(|it| amount(&it.id)).collect();
        if component.is_empty() && amounts.iter().all(|it| *it == Money::ZERO) {
            continue;
        }
        rows.push(std::iter::once(name).chain(amounts.into_iter().map(|it| billion(it, texts))).collect());
    }
    let years = [facts.first_year.to_string(), facts.last_year.to_string()];
    let words = texts.format("docx-money", &[("first", &years[0]), ("last", &years[1])]);
    document.add_paragraph(heading(&words)).add_table(table(&rows, 0.52, true))
}

/// How far the rate may be off, and what makes it so.
pub fn uncertainty(document: Docx, summary: &Summary, texts: &Texts) -> Docx {
    let language = texts.language;
    let facts = &summary.facts;
    let (Some(alternative), Some(cohort)) = (facts.alternatives.first(), facts.cohorts.first()) else {
        return document;
    };
    let own = |it: &str, of: &str| it == alternative.id && of == cohort.id;
    let last = summary.trajectories.iter().find(|it| {
        own(&it.alternative, &it.cohort) && it.quantity == Quantity::PoorRate && it.year == facts.last_year
    });
    let Some(last) = last else { return document };
    let name = title(&cohort.title, language);
    let [low, middle, high] =
        [last.spread.p05, last.spread.p50, last.spread.p95].map(|it| percent(language, it, 1));
    let mut words = texts.format(
        "docx-uncertainty-range",
        &[
            ("cohort", name),
            ("year", &facts.last_year.to_string()),
            ("low", &low),
            ("middle", &middle),
            ("high", &high),
        ],
    );
    let shares = summary.variance.iter().filter(|it| own(&it.alternative, &it.cohort));
    let largest = shares.filter(|it| it.source.is_some()).max_by(|a, b| a.share.total_cmp(&b.share));
    if let Some(VarianceShare { source: Some(source), share, .. }) = largest {
        let share = percent(language, share * 100.0, 0);
        let source = texts.get(source_key(*source));
        words.push(' ');
        words.push_str(&texts.format("docx-uncertainty-source", &[("source", &source), ("share", &share)]));
    }
    words.push(' ');
    let replicates = whole(language, facts.replicates.into());
    words.push_str(&texts.format("docx-uncertainty-replicates", &[("replicates", &replicates)]));
    document.add_paragraph(heading(&texts.get("docx-uncertainty"))).add_paragraph(text(&words))
}

fn source_key(source: Source) -> &'static str {
    match source {
        Source::Parameters => "docx-source-parameters",
        Source::Delivery => "docx-source-delivery",
        Source::Environment => "docx-source-environment",
        Source::Households => "docx-source-households",
    }
}

/// Where the data and the parameters come from, and what makes the run again.
pub fn origin(document: Docx, summary: &Summary, manifest: &Manifest, texts: &Texts) -> Docx {
    let facts = &summary.facts;
    let key = match facts.origin {
        Origin::Official => "docx-origin-official",
        Origin::Assumption => "docx-origin-assumption",
        Origin::Synthetic => "docx-origin-synthetic",
    };
    let mut words = texts.get(key);
    for sentence in totals(facts, texts) {
        words.push(' ');
        words.push_str(&sentence);
    }
    words.push(' ');
    words
        .push_str(&facts.fit.as_ref().map_or_else(|| texts.get("docx-priors"), |fit| parameters(fit, texts)));
    let hash = manifest.inputs.first().map_or("", |(_, sha256)| sha256.get(..16).unwrap_or(sha256));
    let line = texts.format(
        "docx-manifest",
        &[
            ("run", &manifest.run_id),
            ("version", &manifest.version),
            ("scenario", &manifest.scenario),
            ("hash", hash),
            ("seed", &manifest.seed.to_string()),
            ("replicates", &whole(texts.language, facts.replicates.into())),
        ],
    );
    document
        .add_paragraph(heading(&texts.get("docx-origin")))
        .add_paragraph(text(&words))
        .add_paragraph(small(&line))
}
