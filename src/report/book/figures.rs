//! The first sheets of a run's book: the verdict with its numbers, and native charts over small tables of their own.

use super::super::texts::Texts;
use super::super::{terminal, title, title_of};
use crate::domain::origin::Origin;
use crate::domain::quantity::Quantity;
use crate::summarise::summary::{Named, Summary, TargetResult};
use rust_xlsxwriter::{Chart, ChartFont, ChartLine, ChartType, Format, FormatBorder, Worksheet, XlsxError};
use std::collections::BTreeMap;

/// Rows that a chart covers.
const CHART_ROWS: u32 = 20;
/// Column at which charts stand, right of their tables.
const CHART_COLUMN: u16 = 8;

fn bold() -> Format {
    Format::new().set_bold()
}

fn head() -> Format {
    bold().set_text_wrap().set_background_color(0xE8EEF4).set_border(FormatBorder::Thin)
}

/// The verdict in words, then the probabilities of every target under every alternative.
pub fn summary(
    sheet: &mut Worksheet,
    summary: &Summary,
    words: &[String],
    texts: &Texts,
) -> Result<(), XlsxError> {
    let facts = &summary.facts;
    sheet.set_name(texts.get("book-summary"))?;
    sheet.set_column_width(0, 46)?;
    for column in 1..=6 {
        sheet.set_column_width(column, 16)?;
    }
    let mut row = 0;
    sheet.write_with_format(row, 0, title(&facts.title, texts.language), &bold().set_font_size(14))?;
    if facts.origin == Origin::Synthetic {
        row += 1;
        sheet.write_with_format(row, 0, texts.get("synthetic-loud"), &bold().set_font_color(0xAA2814))?;
    }
    let wrapped = Format::new().set_text_wrap();
    for line in words {
        row += 1;
        sheet.merge_range(row, 0, row, 6, line, &wrapped)?;
        sheet.set_row_height(row, if line.chars().count() > 130 { 48 } else { 18 })?;
    }
    row += 2;
    probabilities(sheet, row, summary, texts)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    Ok(())
}

/// A target's name with its band.
fn target_name(summary: &Summary, result: &TargetResult, texts: &Texts) -> String {
    let set = terminal::set_title(texts, &result.set);
    match result.arithmetic {
        None => format!("{set}: {}", texts.get("terminal-all-targets")),
        Some(_) => {
            format!("{set}: {}", title_of(&summary.facts.cohorts, &result.cohort, texts.language))
        }
    }
}

fn probabilities(sheet: &mut Worksheet, top: u32, summary: &Summary, texts: &Texts) -> Result<(), XlsxError> {
    let keys = ["book-target", "book-alternative", "book-verdict", "book-p", "book-p-low", "book-p-high"];
    for (column, key) in (0u16..).zip(keys) {
        sheet.write_with_format(top, column, texts.get(key), &head())?;
    }
    let percent = Format::new().set_num_format("0.0%").set_border(FormatBorder::Thin);
    let plain = Format::new().set_text_wrap().set_border(FormatBorder::Thin);
    for (row, result) in (top + 1..).zip(&summary.targets) {
        let alternative = title_of(&summary.facts.alternatives, &result.alternative, texts.language);
        sheet.write_with_format(row, 0, target_name(summary, result, texts), &plain)?;
        sheet.write_with_format(row, 1, alternative, &plain)?;
        sheet.write_with_format(row, 2, terminal::verdict_text(texts, result), &plain)?;
        let p = &result.p_floor;
        for (column, value) in (3u16..).zip([p.estimate, p.low, p.high]) {
            sheet.write_number_with_format(row, column, value, &percent)?;
        }
    }
    Ok(())
}

/// Fans of the poor rate, probabilities and money, each a small table with its chart beside it.
pub fn charts(sheet: &mut Worksheet, summary: &Summary, texts: &Texts) -> Result<(), XlsxError> {
    let name = texts.get("book-charts");
    sheet.set_name(&name)?;
    sheet.set_column_width(0, 34)?;
    let mut place = Place { sheet, name: &name, row: 0 };
    if summary.facts.origin == Origin::Synthetic {
        let warning = bold().set_font_color(0xAA2814);
        place.sheet.write_with_format(0, 0, texts.get("synthetic-loud"), &warning)?;
        place.row = 2;
    }
    if let Some(reference) = summary.facts.alternatives.first() {
        for cohort in &summary.facts.cohorts {
            fan(&mut place, summary, reference, cohort, texts)?;
        }
    }
    chances(&mut place, summary, texts)?;
    money(&mut place, summary, texts)
}

/// Where the next table begins.
struct Place<'a> {
    sheet: &'a mut Worksheet,
    name: &'a str,
    row: u32,
}

/// A table of numbers with names, and the chart that shows its columns as series.
struct Block {
    title: String,
    kind: ChartType,
    format: &'static str,
    columns: Vec<String>,
    rows: Vec<(String, Vec<f64>)>,
}

impl Place<'_> {
    fn draw(&mut self, block: &Block) -> Result<(), XlsxError> {
        let top = self.row;
        self.sheet.write_with_format(top, 0, &block.title, &bold())?;
        for (column, words) in (1u16..).zip(&block.columns) {
            self.sheet.write_with_format(top + 1, column, words, &head())?;
        }
        let number = Format::new().set_num_format(block.format).set_border(FormatBorder::Thin);
        for (row, (name, values)) in (top + 2..).zip(&block.rows) {
            self.sheet.write_string(row, 0, name)?;
            for (column, value) in (1u16..).zip(values) {
                self.sheet.write_number_with_format(row, column, *value, &number)?;
            }
        }
        let (first, last) = (top + 2, top + 1 + block.rows.len() as u32);
        let mut chart = Chart::new(block.kind);
        chart.title().set_name(&block.title).set_font(ChartFont::new().set_size(11));
        chart.set_width(640).set_height(20 * CHART_ROWS - 30);
        chart.y_axis().set_num_format(block.format);
        for (column, words) in (1u16..).zip(&block.columns) {
            let series = chart.add_series();
            series
                .set_name(words)
                .set_categories((self.name, first, 0, last, 0))
                .set_values((self.name, first, column, last, column));
            if block.kind == ChartType::Line {
                series.set_format(ChartLine::new().set_width(if column == 2 { 2.75 } else { 1.25 }));
            }
        }
        self.sheet.insert_chart(top, CHART_COLUMN, &chart)?;
        self.row = (last + 2).max(top + CHART_ROWS + 1);
        Ok(())
    }
}

fn fan(
    place: &mut Place<'_>,
    summary: &Summary,
    reference: &Named,
    cohort: &Named,
    texts: &Texts,
) -> Result<(), XlsxError> {
    let own = summary.trajectories.iter().filter(|it| {
        it.alternative == reference.id && it.cohort == cohort.id && it.quantity == Quantity::PoorRate
    });
    let rows: Vec<(String, Vec<f64>)> =
        own.map(|it| (it.year.to_string(), vec![it.spread.p05, it.spread.p50, it.spread.p95])).collect();
    if rows.is_empty() {
        return Ok(());
    }
    let name = title(&cohort.title, texts.language);
    place.draw(&Block {
        title: texts.format("book-fan", &[("cohort", name)]),
        kind: ChartType::Line,
        format: "0.00",
        columns: ["column-p05", "column-p50", "column-p95"].map(|key| texts.get(key)).to_vec(),
        rows,
    })
}

fn chances(place: &mut Place<'_>, summary: &Summary, texts: &Texts) -> Result<(), XlsxError> {
    let alternatives = &summary.facts.alternatives;
    let Some(reference) = alternatives.first() else { return Ok(()) };
    let of = |target: &str, alternative: &Named| {
        let same = |it: &&TargetResult| it.target == target && it.alternative == alternative.id;
        summary.targets.iter().find(same).map_or(0.0, |it| it.p_floor.estimate)
    };
    let rows = summary.targets.iter().filter(|it| it.alternative == reference.id).map(|it| {
        let values = alternatives.iter().map(|alternative| of(&it.target, alternative)).collect();
        (target_name(summary, it, texts), values)
    });
    place.draw(&Block {
        title: texts.get("book-p"),
        kind: ChartType::Bar,
        format: "0%",
        columns: alternatives.iter().map(|it| title(&it.title, texts.language).to_string()).collect(),
        rows: rows.collect(),
    })
}

fn money(place: &mut Place<'_>, summary: &Summary, texts: &Texts) -> Result<(), XlsxError> {
    let alternatives = &summary.facts.alternatives;
    let mut sums: BTreeMap<(&str, &str), f64> = BTreeMap::new();
    for row in &summary.money {
        *sums.entry((&row.component, &row.alternative)).or_default() += row.amount.million_f64();
    }
    let spent =
        summary.facts.components.iter().filter(|it| sums.keys().any(|(component, _)| *component == it.id));
    let rows = spent.map(|component| {
        let of = |alternative: &Named| {
            sums.get(&(component.id.as_str(), alternative.id.as_str())).copied().unwrap_or_default()
        };
        (title(&component.title, texts.language).to_string(), alternatives.iter().map(of).collect())
    });
    place.draw(&Block {
        title: texts.get("book-money"),
        kind: ChartType::Bar,
        format: "#,##0",
        columns: alternatives.iter().map(|it| title(&it.title, texts.language).to_string()).collect(),
        rows: rows.collect(),
    })
}
