//! A table of a data file as a sheet: headings in words over the file's own names, typed cells, kept on disk row by
//! row.

use super::super::csv::meaning_key;
use super::super::numbers::whole;
use super::super::table::{Cell, Column, Rows};
use super::super::texts::Texts;
use super::look::number_format;
use super::{Book, MOST_ROWS, page_setup};
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Format, IgnoreError, Workbook, Worksheet, XlsxError};
use std::collections::BTreeMap;

/// Row of the headings in words; below it stand the names of the data file, then the body.
pub const HEADINGS: u32 = 3;
pub const BODY: u32 = HEADINGS + 2;
/// Rows that column widths are measured on.
const MEASURED: usize = 300;
/// The unit of a column whose rows name their own.
const SEE_UNIT: &str = "see unit";

/// One column: the data file's name, words, and the unit that its format follows from.
#[derive(Clone)]
pub struct Heading {
    pub name: String,
    pub words: String,
    pub unit: &'static str,
}

impl Heading {
    pub fn of(column: &Column, texts: &Texts) -> Heading {
        let meaning = texts.get(&meaning_key(column.name));
        let is_word = ["code", "text"].contains(&column.unit);
        Heading {
            name: column.name.to_string(),
            words: short(&meaning, is_word).to_string(),
            unit: column.unit,
        }
    }
}

/// A meaning without its explanation: up to the first semicolon, of words also up to the first colon; a bracket that
/// this would leave open goes too.
pub fn short(meaning: &str, is_word: bool) -> &str {
    let ends = |it: char| it == ';' || (is_word && it == ':');
    let kept = &meaning[..meaning.find(ends).unwrap_or(meaning.len())];
    let open = kept.rfind('(').filter(|at| !kept[*at..].contains(')'));
    kept[..open.unwrap_or(kept.len())].trim_end()
}

/// A table to be written.
pub struct Grid<'a, 'r> {
    /// The sheet's name, and the title above the table.
    pub tab: String,
    /// The data file that has the same rows.
    pub file: String,
    pub headings: Vec<Heading>,
    /// The rows from the start, as often as it is asked.
    pub rows: &'a dyn Fn() -> Rows<'r>,
}

impl Book<'_> {
    /// Adds the table's sheet; of a table that is too long only the head, which says so.
    pub fn table(&self, workbook: &mut Workbook, grid: &Grid<'_, '_>) -> Result<(), XlsxError> {
        let count = (grid.rows)().take(MOST_ROWS + 1).count();
        let kept = if count > MOST_ROWS { 0 } else { count };
        let widths = widths(grid);
        // Cells of a low-memory sheet wait on disk, not in memory; rows go downwards only.
        let sheet = workbook.add_worksheet_with_low_memory()?;
        sheet.set_name(&grid.tab)?;
        for (column, (heading, width)) in (0u16..).zip(grid.headings.iter().zip(&widths)) {
            sheet.set_column_width(column, *width)?;
            // By column, because the library looks a format up by its two dozen fields each time it is named.
            let format = Format::new().set_num_format(number_format(heading.unit));
            sheet.set_column_format(column, &format)?;
        }
        self.head(
            sheet,
            &format!("{} ({})", grid.tab, grid.file),
            &self.table_note(&grid.file, kept < count),
        )?;
        self.headings(sheet, &grid.headings, &widths)?;
        body(sheet, grid, kept)?;
        let last = (grid.headings.len() - 1) as u16;
        sheet.autofilter(BODY - 1, 0, BODY - 1 + kept as u32, last)?;
        sheet.set_freeze_panes(BODY, 1)?;
        sheet.set_repeat_rows(HEADINGS, BODY - 1)?.set_print_gridlines(true);
        page_setup(sheet);
        Ok(())
    }

    fn table_note(&self, file: &str, left_out: bool) -> String {
        let most = whole(self.texts.language, MOST_ROWS as i64);
        let codes = self.texts.get("book-sheet-codes");
        match left_out {
            true => self.texts.format("book-table-left-out", &[("most", &most), ("file", file)]),
            false => self.texts.format("book-table-note", &[("file", file), ("codes", &codes)]),
        }
    }

    /// Words, and below them the names of the data file.
    fn headings(&self, sheet: &mut Worksheet, headings: &[Heading], widths: &[f64]) -> Result<(), XlsxError> {
        let lines = headings.iter().zip(widths).map(|(it, width)| lines(&it.words, *width));
        sheet.set_row_height(HEADINGS, 15.0 * lines.max().unwrap_or(1) as f64 + 6.0)?;
        for (column, heading) in (0u16..).zip(headings) {
            sheet.write_with_format(HEADINGS, column, &heading.words, &self.look.heading)?;
        }
        for (column, heading) in (0u16..).zip(headings) {
            sheet.write_with_format(HEADINGS + 1, column, &heading.name, &self.look.name)?;
        }
        Ok(())
    }
}

fn body(sheet: &mut Worksheet, grid: &Grid<'_, '_>, kept: usize) -> Result<(), XlsxError> {
    let unit_at = grid.headings.iter().position(|it| it.name == "unit");
    let mut formats: BTreeMap<String, Format> = BTreeMap::new();
    for (row, cells) in (BODY..).zip((grid.rows)().take(kept)) {
        for (column, (heading, value)) in (0u16..).zip(grid.headings.iter().zip(&cells)) {
            match unit_at.filter(|_| heading.unit == SEE_UNIT) {
                None => cell(sheet, row, column, value, None)?,
                Some(at) => {
                    let unit = cells[at].to_string();
                    let new = Format::new().set_num_format(number_format(&unit));
                    cell(sheet, row, column, value, Some(formats.entry(unit).or_insert(new)))?;
                }
            }
        }
    }
    // Commune codes are text, with their zeros; Excel need not mark each of them.
    for (column, _) in (0u16..).zip(&grid.headings).filter(|(_, it)| kept > 0 && it.unit == "code") {
        let last = BODY + kept as u32 - 1;
        sheet.ignore_error_range(BODY, column, last, column, IgnoreError::NumberStoredAsText)?;
    }
    Ok(())
}

/// A number as a number, text as text; nothing for what is empty or not finite.
pub fn cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    value: &Cell<'_>,
    format: Option<&Format>,
) -> Result<(), XlsxError> {
    let number = match value {
        Cell::Text(text) if !text.is_empty() => {
            match format {
                Some(format) => sheet.write_with_format(row, column, text.as_ref(), format)?,
                None => sheet.write(row, column, text.as_ref())?,
            };
            return Ok(());
        }
        Cell::Empty | Cell::Text(_) => None,
        // Exact up to 2^53 đồng, ninety times the country's yearly output.
        Cell::Whole(number) => Some(*number as f64),
        Cell::Float(number) => Some(*number + 0.0).filter(|it| it.is_finite()),
        Cell::Exact(number) => number.to_f64(),
    };
    match (number, format) {
        (Some(number), Some(format)) => sheet.write_number_with_format(row, column, number, format)?,
        (Some(number), None) => sheet.write_number(row, column, number)?,
        (None, Some(format)) => sheet.write_blank(row, column, format)?,
        (None, None) => sheet,
    };
    Ok(())
}

/// Widths of the columns, characters: room for the names and for what is in the first rows.
fn widths(grid: &Grid<'_, '_>) -> Vec<f64> {
    let mut widths: Vec<f64> =
        grid.headings.iter().map(|it| (0.8 * it.name.len() as f64 + 4.0).clamp(13.0, 24.0)).collect();
    for row in (grid.rows)().take(MEASURED) {
        for (width, cell) in widths.iter_mut().zip(&row) {
            if let Cell::Text(text) = cell {
                *width = width.max((text.chars().count() as f64 + 2.0).min(44.0));
            }
        }
    }
    widths
}

/// Lines that a bold text takes in a column, broken between words.
pub fn lines(text: &str, width: f64) -> usize {
    let room = (width / 1.15).max(1.0) as usize;
    let (mut lines, mut used) = (1, 0);
    for word in text.split(' ').map(|word| word.chars().count()) {
        if used > 0 && used + 1 + word > room {
            (lines, used) = (lines + 1, word);
        } else {
            used += word + usize::from(used > 0);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_leave_explanations_out() {
        assert_eq!(short("Target: set/cohort; set/all means all", true), "Target");
        assert_eq!(
            short("Column 9: households at the end = 1−2", false),
            "Column 9: households at the end = 1−2"
        );
        assert_eq!(short("Lower end of p (Wilson’s; Student’s t)", false), "Lower end of p");
        assert_eq!(short("Alternative (identifier)", true), "Alternative (identifier)");
    }

    #[test]
    fn words_break_between_lines() {
        assert_eq!(lines("one", 11.5), 1);
        assert_eq!(lines("one two three", 11.5), 2);
        assert_eq!(lines("", 11.5), 1);
    }
}
