//! Tables as sheets: frozen headings in words over the names of the data files, typed cells, formats by unit.

use super::super::csv::meaning_key;
use super::super::numbers::whole;
use super::super::table::{Cell, Rows};
use super::super::texts::Texts;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

/// Rows above the table: title, warning, a free one, headings, names.
const BODY: u32 = 5;
/// Widths of a column, characters.
const WIDTHS: [f64; 2] = [11.0, 30.0];

/// A column's heading, its name in the data files, and how its numbers are shown.
pub struct Head {
    words: String,
    name: String,
    format: &'static str,
}

impl Head {
    /// A column that the catalogue does not explain.
    pub fn plain(name: &str) -> Head {
        Head { words: name.replace('_', " "), name: name.to_string(), format: number_format(name, "") }
    }

    pub fn of(name: &str, unit: &str, texts: &Texts) -> Head {
        let words = texts.get_or(&meaning_key(name), name);
        Head { words, name: name.to_string(), format: number_format(name, unit) }
    }
}

/// Excel's format of a column, by its unit or, where tables have no units, by what its name ends with.
pub fn number_format(name: &str, unit: &str) -> &'static str {
    let ends = |words: &[&str]| words.iter().any(|word| name.ends_with(word));
    if name == "year" || unit == "code" || unit == "text" {
        "General"
    } else if unit == "probability"
        || name == "p"
        || ends(&["p_low", "p_high", "p_better", "p_worse", "p_best"])
    {
        "0.0%"
    } else if ends(&["_million_vnd"]) || unit == "million VND" {
        "#,##0.0"
    } else if unit == "households"
        || unit == "replicates"
        || ends(&["_vnd", "dong", "participations", "escapes"])
    {
        "#,##0"
    } else {
        "#,##0.00##"
    }
}

/// One table.
pub struct Page<'a> {
    /// File name without its extension; also the sheet's.
    pub name: &'a str,
    pub heads: Vec<Head>,
    /// That data are synthetic.
    pub warning: Option<String>,
    pub texts: &'a Texts,
    pub most_rows: usize,
}

impl Page<'_> {
    /// Rows go downwards only: sheets are kept on disk row by row.
    pub fn write(&self, sheet: &mut Worksheet, rows: Rows<'_>) -> Result<(), XlsxError> {
        sheet.set_name(self.name)?;
        self.above(sheet)?;
        let formats: Vec<Format> =
            self.heads.iter().map(|head| Format::new().set_num_format(head.format)).collect();
        let mut row = BODY;
        for cells in rows.take(self.most_rows) {
            for (column, (cell, format)) in (0u16..).zip(cells.iter().zip(&formats)) {
                write_cell(sheet, row, column, cell, format)?;
            }
            row += 1;
        }
        let last = (self.heads.len() as u16).saturating_sub(1);
        if row > BODY {
            sheet.autofilter(BODY - 1, 0, row - 1, last)?;
        }
        if (row - BODY) as usize == self.most_rows {
            let most = whole(self.texts.language, self.most_rows as i64);
            let file = format!("{}.csv", self.name);
            let words = self.texts.format("book-cut", &[("rows", &most), ("file", &file)]);
            sheet.write_with_format(row + 1, 0, words, &Format::new().set_italic())?;
        }
        sheet.set_freeze_panes(BODY, 0)?;
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        sheet.set_repeat_rows(BODY - 2, BODY - 1)?;
        Ok(())
    }

    fn above(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        for (column, head) in (0u16..).zip(&self.heads) {
            let width = (head.name.chars().count() as f64 + 2.0).clamp(WIDTHS[0], WIDTHS[1]);
            sheet.set_column_width(column, width)?;
        }
        let file = format!("{}.csv", self.name);
        let title = self.texts.format("book-table", &[("file", &file)]);
        sheet.write_with_format(0, 0, title, &Format::new().set_bold().set_font_size(13))?;
        if let Some(warning) = &self.warning {
            sheet.write_with_format(1, 0, warning, &Format::new().set_bold().set_font_color(0xAA2814))?;
        }
        let head = Format::new().set_bold().set_text_wrap().set_background_color(0xE8EEF4);
        let head = head.set_border(FormatBorder::Thin).set_align(FormatAlign::Top);
        sheet.set_row_height(BODY - 2, 62)?;
        for (column, it) in (0u16..).zip(&self.heads) {
            sheet.write_with_format(BODY - 2, column, &it.words, &head)?;
        }
        let small = Format::new().set_font_size(8).set_font_color(0x606060).set_border(FormatBorder::Thin);
        for (column, it) in (0u16..).zip(&self.heads) {
            sheet.write_with_format(BODY - 1, column, &it.name, &small)?;
        }
        Ok(())
    }
}

fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell<'_>,
    format: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => {
            sheet.write_string(row, column, text.as_ref())?;
        }
        Cell::Whole(number) => {
            sheet.write_number_with_format(row, column, *number as f64, format)?;
        }
        Cell::Float(number) if number.is_finite() => {
            sheet.write_number_with_format(row, column, *number, format)?;
        }
        Cell::Float(_) => {}
        Cell::Exact(number) => {
            let number = number.to_f64().unwrap_or_default();
            sheet.write_number_with_format(row, column, number, format)?;
        }
    }
    Ok(())
}

/// A sheet of lines of text, the first in bold. Gives the first free row.
pub fn lines<'a>(
    sheet: &mut Worksheet,
    name: &str,
    lines: impl Iterator<Item = &'a str>,
) -> Result<u32, XlsxError> {
    sheet.set_name(name)?;
    sheet.set_column_width(0, 110)?;
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    // Framed tables stand with their letters under each other.
    let framed = |line: &str| line.contains("──") || line.contains("══") || line.starts_with(' ');
    let mut row = 0;
    for line in lines {
        let format = match (row, framed(line)) {
            (0, _) => Format::new().set_bold().set_font_size(13).set_text_wrap(),
            (_, true) => Format::new().set_font_name("Consolas").set_font_size(9),
            (_, false) => Format::new().set_text_wrap(),
        };
        sheet.write_with_format(row, 0, line, &format)?;
        row += 1;
    }
    Ok(row)
}
