//! The book read back with another library: sheets, typed cells, the same numbers as the data files.

use super::{of_run, sheets::number_format};
use crate::report::sample;
use crate::report::table::Cell;
use crate::report::tables;
use crate::report::texts::Language;
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use std::io::Cursor;

fn bytes(language: Language) -> Vec<u8> {
    let summary = sample::summary();
    let mut to = Cursor::new(Vec::new());
    of_run(&summary, language).unwrap().write(&mut to).unwrap();
    to.into_inner()
}

fn open(language: Language) -> Xlsx<Cursor<Vec<u8>>> {
    open_workbook_from_rs(Cursor::new(bytes(language))).unwrap()
}

#[test]
fn every_table_is_a_sheet_with_the_numbers_of_its_file() {
    let summary = sample::summary();
    let mut book = open(Language::Vi);
    for table in tables::all() {
        let sheet = book.worksheet_range(table.name).unwrap();
        let at = |row: usize, column: usize| sheet.get_value((row as u32, column as u32));
        for (column, it) in table.columns.iter().enumerate() {
            assert_eq!(at(4, column), Some(&Data::String(it.name.to_string())), "{}", table.name);
        }
        let mut rows = 0;
        for (row, cells) in (table.rows)(&summary).enumerate() {
            rows += 1;
            for (column, cell) in cells.iter().enumerate() {
                let found = at(5 + row, column);
                match cell {
                    Cell::Float(number) if number.is_finite() => {
                        assert_eq!(found, Some(&Data::Float(*number)), "{} {row} {column}", table.name);
                    }
                    Cell::Whole(number) => assert_eq!(found, Some(&Data::Float(*number as f64))),
                    Cell::Exact(_) => assert!(matches!(found, Some(Data::Float(_))), "{found:?}"),
                    Cell::Text(text) if !text.is_empty() => {
                        assert_eq!(found, Some(&Data::String(text.to_string())));
                    }
                    _ => assert!(matches!(found, None | Some(Data::Empty | Data::String(_))), "{found:?}"),
                }
            }
        }
        assert!(rows > 0 || table.name == "why", "{} is empty", table.name);
    }
}

#[test]
fn the_first_sheets_say_what_it_is_in_both_languages() {
    for (language, summary, charts, warning) in
        [(Language::Vi, "Tóm tắt", "Biểu đồ", "MÔ PHỎNG"), (Language::En, "Summary", "Charts", "SYNTHETIC")]
    {
        let mut book = open(language);
        assert_eq!(book.sheet_names()[..2], [summary.to_string(), charts.to_string()]);
        for name in book.sheet_names().into_iter().filter(|name| !name.contains("20")) {
            let sheet = book.worksheet_range(&name).unwrap();
            let above = sheet.rows().take(6).flatten().any(|cell| cell.to_string().contains(warning));
            assert!(above, "{name} does not say that data are synthetic");
        }
    }
}

#[test]
fn the_same_run_gives_the_same_bytes_with_native_charts() {
    let first = bytes(Language::En);
    assert_eq!(first, bytes(Language::En));
    let has = |name: &str| first.windows(name.len()).any(|window| window == name.as_bytes());
    assert!(has("xl/charts/chart1.xml") && has("xl/charts/chart3.xml") && !has("xl/charts/chart9.xml"));
}

#[test]
fn formats_follow_units() {
    assert_eq!(number_format("year", "year"), "General");
    assert_eq!(number_format("p_floor", "probability"), "0.0%");
    assert_eq!(number_format("spent_million_vnd", ""), "#,##0.0");
    assert_eq!(number_format("amount_dong", "VND"), "#,##0");
    assert_eq!(number_format("poor_rate_percent_mean", "percent"), "#,##0.00##");
}
