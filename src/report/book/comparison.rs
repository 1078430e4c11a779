//! The book of a comparison: what it says in words, charts, every table, codes.

use super::super::comparison::{outcomes, sheets};
use super::super::comparison_words::{differences, frontier, measure_name, name, rules, target_name};
use super::super::csv::meaning_key;
use super::super::numbers::whole;
use super::super::run_json::Manifest;
use super::super::sheet::Sheet;
use super::super::table::Cell;
use super::super::texts::{Language, Texts};
use super::super::{OutputFile, ReportError, Sink, title};
use super::charts::{chances_chart, chances_header};
use super::codes::{Line, names};
use super::plot::{Plots, bars};
use super::summary::manifest_pairs;
use super::table::{Grid, Heading, cell, lines, short};
use super::{Book, page_setup, workbook};
use crate::decide::comparison::Comparison;
use crate::domain::origin::Origin;
use rust_xlsxwriter::{ChartType, Workbook, Worksheet, XlsxError};

/// `report.xlsx` of a comparison.
pub fn file<'a>(comparison: &'a Comparison, manifest: &'a Manifest, language: Language) -> OutputFile<'a> {
    OutputFile::new("report.xlsx".to_string(), move |to: &mut dyn Sink| {
        let texts = Texts::new(language)?;
        let mut workbook = filled(comparison, manifest, &texts).map_err(ReportError::Xlsx)?;
        workbook.save_to_writer(to).map_err(ReportError::Xlsx)
    })
}

fn filled(comparison: &Comparison, manifest: &Manifest, texts: &Texts) -> Result<Workbook, XlsxError> {
    let facts = &comparison.facts;
    let mut workbook = workbook(title(&facts.title, texts.language))?;
    let book = Book::new(facts.origin, texts);
    summary(&book, workbook.add_worksheet(), comparison, manifest)?;
    let plots = plots(comparison, texts);
    plots.write_charts(&book, &mut workbook)?;
    let mut columns = names(facts, texts);
    // The same rows as in the CSV files, which say their origin.
    let origin = facts.origin.word();
    let all = sheets(comparison).into_iter().chain([outcomes(comparison)]);
    for sheet in all.map(|sheet| sheet.with("origin", origin)) {
        let grid = Grid {
            tab: texts.get(tab_key(sheet.name)),
            file: format!("{}.csv", sheet.name),
            headings: sheet.header.iter().map(|it| heading(comparison, sheet.name, it, texts)).collect(),
            rows: &|| Box::new(sheet.rows.iter().cloned()),
        };
        book.table(&mut workbook, &grid)?;
        columns.extend(described(&sheet, texts));
    }
    plots.write_numbers(&book, &mut workbook)?;
    book.codes(&mut workbook, &columns)?;
    Ok(workbook)
}

/// Key of the name of a table's sheet.
fn tab_key(table: &str) -> &'static str {
    match table {
        "alternatives" => "book-sheet-alternatives",
        "differences" => "book-sheet-differences",
        "standings" => "book-sheet-standings",
        "chances" => "book-sheet-chances",
        "rules" => "book-sheet-rules",
        _ => "book-sheet-outcomes",
    }
}

/// The unit that a column of a comparison's table is in.
fn unit(table: &str, column: &str) -> &'static str {
    match column {
        "low_95" | "high_95" if table == "chances" => "probability",
        "score" => "see rule",
        "difference_mean" | "standard_error" | "low_95" | "high_95" | "mean" | "worst_replicate" => {
            "see unit"
        }
        "regret_mean" | "regret_standard_error" | "regret_largest" => "see unit",
        "variance_cut_by_common_numbers" => "times",
        "replicates" | "replicate" => "replicates",
        "planned_participations" => "participations",
        it if it.contains("million_vnd") => "million VND",
        it if it.starts_with("lasting_escapes") || it.starts_with("poor_households") => "households",
        it if it.starts_with("p_") => "probability",
        it if it.starts_with("fall.") => "percentage points per year",
        _ => "code",
    }
}

/// Words and unit of a column; those of single replicates are named by measure and alternative.
fn heading(comparison: &Comparison, table: &str, column: &str, texts: &Texts) -> Heading {
    let of_replicate = comparison.measures.iter().find_map(|measure| {
        let id = column.strip_prefix(measure.id.as_str())?.strip_prefix('.')?;
        let at = comparison.ids.iter().position(|it| it == id)?;
        Some(format!("{}: {}", measure_name(comparison, measure, texts), name(comparison, at, texts)))
    });
    let words = of_replicate.unwrap_or_else(|| {
        let meaning = texts.get_or(&meaning_key(column), column);
        short(&meaning, unit(table, column) == "code").to_string()
    });
    Heading { name: column.to_string(), words, unit: unit(table, column) }
}

fn described(sheet: &Sheet, texts: &Texts) -> Vec<Line> {
    let known = sheet.header.iter().filter(|it| !it.contains('.'));
    let line = |column: &String| {
        let meaning = texts.get_or(&meaning_key(column), column);
        [
            texts.get("book-column"),
            format!("{}.csv: {column}", sheet.name),
            meaning,
            unit(sheet.name, column).to_string(),
        ]
    };
    known.map(line).collect()
}

/// The first sheet: chances with their numbers, then the comparison in words, then what was run.
fn summary(
    book: &Book<'_>,
    sheet: &mut Worksheet,
    comparison: &Comparison,
    manifest: &Manifest,
) -> Result<(), XlsxError> {
    let (texts, facts) = (book.texts, &comparison.facts);
    sheet.set_name(texts.get("book-sheet-summary"))?.set_screen_gridlines(false);
    let reference = name(comparison, 0, texts);
    let replicates = whole(texts.language, facts.replicates.into());
    let scenario = title(&facts.title, texts.language);
    let count = (comparison.accounts.len() - 1).to_string();
    let args = [
        ("scenario", scenario),
        ("count", count.as_str()),
        ("reference", reference.as_str()),
        ("replicates", replicates.as_str()),
    ];
    book.head(sheet, scenario, &texts.format("comparison-title", &args))?;
    let mut row = chances(book, sheet, comparison, 4)? + 1;
    let blocks =
        [rules(comparison, texts), differences(comparison, &reference, texts), frontier(comparison, texts)];
    for block in blocks {
        for (position, line) in block.lines().enumerate() {
            match position {
                0 => sheet.write_with_format(row, 0, line, &book.look.strong)?,
                _ => sheet.write(row, 0, line)?,
            };
            row += 1;
        }
        row += 1;
    }
    sheet.write_with_format(row, 0, texts.get("book-run"), &book.look.strong)?;
    for (row, (name, value)) in (row + 1..).zip(manifest_pairs(manifest, texts)) {
        sheet.write_with_format(row, 0, name, &book.look.text)?.write(row, 1, value)?;
    }
    page_setup(sheet);
    Ok(())
}

/// Alternatives down, targets across; returns the row below.
fn chances(
    book: &Book<'_>,
    sheet: &mut Worksheet,
    comparison: &Comparison,
    row: u32,
) -> Result<u32, XlsxError> {
    let (texts, look) = (book.texts, &book.look);
    sheet.write_with_format(row, 0, texts.get("comparison-chances"), &look.strong)?;
    sheet.set_column_width(0, 44)?;
    let head = row + 1;
    sheet.write_with_format(head, 0, texts.get("comparison-alternative"), &look.heading)?;
    let per_target: Vec<_> = comparison.chances.chunks(comparison.ids.len()).collect();
    let mut high = 1;
    for (column, chances) in (1u16..).zip(&per_target) {
        let words = target_name(comparison, &chances[0].target, texts);
        high = high.max(lines(&words, 20.0));
        sheet.set_column_width(column, 20)?.write_with_format(head, column, words, &look.heading)?;
    }
    sheet.set_row_height(head, 15.0 * high as f64 + 4.0)?;
    let number = look.number("probability");
    for (at, row) in (0..comparison.ids.len()).zip(head + 1..) {
        sheet.write_with_format(row, 0, name(comparison, at, texts), &look.wrapped)?;
        for (column, chances) in (1u16..).zip(&per_target) {
            let value = match chances[at].possible {
                true => Cell::Float(chances[at].p.estimate),
                false => Cell::text(texts.get("verdict-out-of-reach")),
            };
            cell(sheet, row, column, &value, Some(&number))?;
        }
    }
    Ok(head + 1 + comparison.ids.len() as u32)
}

/// Chances with their intervals, and money spent and left.
fn plots(comparison: &Comparison, texts: &Texts) -> Plots {
    let mut plots = Plots::new(texts.get("book-sheet-chart-numbers"));
    let titled = |key: &str| match comparison.facts.origin {
        Origin::Synthetic => format!("{} {}", texts.get(key), texts.get("synthetic-suffix")),
        Origin::Official | Origin::Assumption => texts.get(key),
    };
    let all: Vec<String> = (0..comparison.ids.len()).map(|at| name(comparison, at, texts)).collect();
    let row = |chances: &[crate::decide::compare::TargetChance]| {
        let target = Cell::text(target_name(comparison, &chances[0].target, texts));
        let values = [
            chances.iter().map(|it| it.p.estimate).collect::<Vec<f64>>(),
            chances.iter().map(|it| it.p.estimate - it.p.low).collect(),
            chances.iter().map(|it| it.p.high - it.p.estimate).collect(),
        ];
        std::iter::once(target).chain(values.into_iter().flatten().map(Cell::Float)).collect()
    };
    let rows: Vec<Vec<Cell<'static>>> = comparison.chances.chunks(all.len()).map(row).collect();
    if !rows.is_empty() {
        let names: Vec<&str> = all.iter().map(String::as_str).collect();
        let heading = titled("book-chances-title");
        let place = plots.numbers(&heading, chances_header(&names, texts), rows, "probability");
        plots.chart(&heading, chances_chart(&place, all.len()));
    }
    let row = |(at, it): (usize, &crate::decide::comparison::Account)| {
        vec![
            Cell::text(name(comparison, at, texts)),
            Cell::Exact(it.spent.million()),
            Cell::Exact(it.left.million()),
        ]
    };
    let header = ["comparison-alternative", "book-money-spent", "book-money-left"].map(|key| texts.get(key));
    let heading = titled("book-money");
    let rows = comparison.accounts.iter().enumerate().map(row).collect();
    let place = plots.numbers(&heading, header.to_vec(), rows, "million VND");
    let mut chart = bars(ChartType::BarStacked, &place, 2, "#,##0");
    chart.x_axis().set_name(texts.get("page-million").as_str());
    plots.chart(&heading, chart);
    plots
}
