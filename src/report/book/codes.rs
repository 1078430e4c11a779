//! The last sheet of a book: what codes stand for, and what every column means.

use super::super::texts::Texts;
use super::super::title;
use super::{Book, page_setup};
use crate::summarise::summary::Facts;
use rust_xlsxwriter::{Workbook, XlsxError};

/// One line: what it is, how files write it, what it means, unit or file.
pub type Line = [String; 4];

impl Book<'_> {
    /// Adds the sheet of codes and columns.
    pub fn codes(&self, workbook: &mut Workbook, lines: &[Line]) -> Result<(), XlsxError> {
        let sheet = workbook.add_worksheet();
        let name = self.texts.get("book-sheet-codes");
        sheet.set_name(&name)?;
        self.head(sheet, &name, &self.texts.get("book-codes-note"))?;
        let keys = ["book-kind", "book-code", "book-meaning", "book-unit"];
        for (column, (key, width)) in (0u16..).zip(keys.into_iter().zip([24.0, 44.0, 100.0, 28.0])) {
            sheet.write_with_format(3, column, self.texts.get(key), &self.look.heading)?;
            sheet.set_column_width(column, width)?;
        }
        for (row, line) in (4u32..).zip(lines) {
            for (column, words) in (0u16..).zip(line) {
                sheet.write_with_format(row, column, words, &self.look.wrapped)?;
            }
        }
        sheet.autofilter(3, 0, 3 + lines.len() as u32, 3)?;
        sheet.set_freeze_panes(4, 0)?.set_repeat_rows(3, 3)?;
        page_setup(sheet);
        Ok(())
    }
}

/// What the scenario's own codes stand for.
pub fn names(facts: &Facts, texts: &Texts) -> Vec<Line> {
    let lists = [
        ("book-alternative", &facts.alternatives),
        ("book-cohort", &facts.cohorts),
        ("book-source", &facts.sources),
        ("book-component", &facts.components),
    ];
    let line = |key: &str, it: &crate::summarise::summary::Named| {
        [texts.get(key), it.id.clone(), title(&it.title, texts.language).to_string(), String::new()]
    };
    lists.into_iter().flat_map(|(key, list)| list.iter().map(move |it| line(key, it))).collect()
}
