//! The title rows of a printed form: its year and its list.

use super::sheet::Line;
use super::text::fold;
use crate::domain::form::FormList;
use crate::load::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::load::said::said;
use std::collections::BTreeSet;

/// What the rows above the headers say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Title {
    pub year: Option<i32>,
    pub list: Option<FormList>,
    /// Years that compete, in order; at most one when the title is clear.
    years: BTreeSet<i32>,
    row: Option<usize>,
}

/// Reads the title: the row that names a list counts before the others, and years of dates do not count.
pub fn read(lines: &[Line]) -> Title {
    let texts: Vec<(usize, String)> = lines
        .iter()
        .map(|line| {
            let cells: Vec<String> = line.cells.iter().map(|cell| fold(&cell.text())).collect();
            (
                line.row,
                cells.join(" ").replace("nam:", "nam ").split_whitespace().collect::<Vec<_>>().join(" "),
            )
        })
        .collect();
    let named = texts.iter().find(|(_, text)| list_of(text).is_some());
    let title_years = named.map(|(_, text)| years_of(text)).unwrap_or_default();
    let years = if title_years.is_empty() {
        texts.iter().flat_map(|(_, text)| years_of(text)).collect()
    } else {
        title_years
    };
    Title {
        year: if years.len() == 1 { years.first().copied() } else { None },
        list: named.and_then(|(_, text)| list_of(text)),
        years,
        row: named.or(texts.first()).map(|(row, _)| *row),
    }
}

/// The list that a title names; `None` when it names none or both.
fn list_of(text: &str) -> Option<FormList> {
    let near = text.contains("ho can ngheo");
    match (text.contains("ho ngheo"), near) {
        (true, false) => Some(FormList::Poor),
        (false, true) => Some(FormList::NearPoor),
        _ => None,
    }
}

/// Years after the word "năm", except those of dates ("tháng 7 năm 2021").
fn years_of(text: &str) -> BTreeSet<i32> {
    let breaks = |c: char| c.is_whitespace() || "(),.;".contains(c);
    let words: Vec<&str> = text.split(breaks).filter(|word| !word.is_empty()).collect();
    let mut years = BTreeSet::new();
    for (index, pair) in words.windows(2).enumerate() {
        let of_date = index >= 2 && words[index - 2] == "thang";
        if pair[0] == "nam" && !of_date && pair[1].len() == 4 {
            years.extend(pair[1].parse::<i32>().ok());
        }
    }
    years
}

impl Title {
    /// Says what the title leaves open.
    pub fn report(&self, file: &str, header_row: usize, diagnostics: &mut Diagnostics) {
        let place = Place::Cell { row: self.row.unwrap_or(header_row), column: "A".to_string() };
        if self.list.is_none() {
            diagnostics.push(
                Diagnostic::error(file, place.clone(), "list-unclear", said!("diag-list-unclear"))
                    .hint(said!("diag-list-unclear-hint")),
            );
        }
        if self.year.is_none() {
            let (message, value) = match self.years.len() {
                0 => (said!("diag-no-year"), String::new()),
                _ => {
                    let years: Vec<String> = self.years.iter().map(i32::to_string).collect();
                    (said!("diag-several-years"), years.join(", "))
                }
            };
            diagnostics.push(
                Diagnostic::error(file, place, "year-unclear", message)
                    .value(value)
                    .hint(said!("diag-year-unclear-hint")),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sheet::Cell;
    use super::*;

    fn title(texts: &[&str]) -> Title {
        let line =
            |(index, text): (usize, &&str)| Line { row: index + 1, cells: vec![Cell::from_text(text)] };
        read(&texts.iter().enumerate().map(line).collect::<Vec<_>>())
    }

    #[test]
    fn the_date_of_a_circular_is_not_the_year() {
        let found = title(&[
            "(Kèm theo Thông tư số 07/2021/TT-BLĐTBXH ngày 18 tháng 7 năm 2021)",
            "TỔNG HỢP DIỄN BIẾN HỘ CẬN NGHÈO NĂM 2023",
        ]);
        assert_eq!((found.year, found.list), (Some(2023), Some(FormList::NearPoor)));
    }

    #[test]
    fn a_year_on_its_own_row_counts() {
        let found = title(&["TỔNG HỢP DIỄN BIẾN HỘ NGHÈO", "Năm 2018"]);
        assert_eq!((found.year, found.list), (Some(2018), Some(FormList::Poor)));
    }

    #[test]
    fn two_lists_or_two_years_are_unclear() {
        assert_eq!(title(&["Hộ nghèo, hộ cận nghèo năm 2022"]).list, None);
        assert_eq!(title(&["Hộ nghèo năm 2022 so với năm 2021"]).year, None);
    }
}
