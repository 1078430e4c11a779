//! Tables of text: CSV with `,`, `;` or tabs, comment lines beginning with `#`.

use super::sheet::{Cell, Line, Sheet};
use crate::load::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::load::said::said;

/// Delimiters in the order in which they are tried.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// Reads the text once per delimiter.
pub fn read(name: &str, text: &str, diagnostics: &mut Diagnostics) -> Vec<Sheet> {
    let (prepared, open_quote) = without_comments(text);
    if let Some(row) = open_quote {
        let place = Place::Cell { row, column: "A".to_string() };
        diagnostics.push(
            Diagnostic::error(name, place, "unclosed-quote", said!("diag-open-quotation"))
                .hint(said!("diag-open-quotation-hint")),
        );
    }
    DELIMITERS.iter().map(|delimiter| split(name, &prepared, *delimiter)).collect()
}

/// Comment and blank lines become a lone `#`, so that every line still counts; also the line of an open quotation.
fn without_comments(text: &str) -> (String, Option<usize>) {
    let mut prepared = String::with_capacity(text.len());
    let mut quoted_since = None;
    for (index, line) in text.lines().enumerate() {
        let outside = quoted_since.is_none();
        if outside && (line.trim().is_empty() || line.starts_with('#')) {
            prepared.push('#');
        } else {
            if line.matches('"').count() % 2 == 1 {
                quoted_since = if outside { Some(index + 1) } else { None };
            }
            prepared.push_str(line);
        }
        prepared.push('\n');
    }
    (prepared, quoted_since)
}

fn split(name: &str, text: &str, delimiter: u8) -> Sheet {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut lines = Vec::new();
    for record in reader.records().flatten() {
        let row = record.position().map_or(0, |position| position.line() as usize);
        let mut cells: Vec<Cell> = record.iter().map(Cell::from_text).collect();
        while cells.last().is_some_and(Cell::is_empty) {
            cells.pop();
        }
        if !cells.is_empty() && record.get(0) != Some("#") {
            lines.push(Line { row, cells });
        }
    }
    Sheet { name: name.to_string(), lines }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_the_numbers_of_the_file() {
        let text = "# note\n\na;b\n1;\"x\n# y\"\n;;\n2;3\n";
        let mut diagnostics = Diagnostics::default();
        let sheets = read("t.csv", text, &mut diagnostics);
        let rows: Vec<usize> = sheets[1].lines.iter().map(|line| line.row).collect();
        assert_eq!(rows, [3, 4, 7]);
        assert_eq!(sheets[1].lines[1].cell(1), &Cell::Text("x # y".to_string()));
        assert!(diagnostics.items.is_empty());
    }

    #[test]
    fn an_open_quotation_is_named_with_its_line() {
        let mut diagnostics = Diagnostics::default();
        read("t.csv", "a,b\n1,\"2\n3,4\n", &mut diagnostics);
        assert_eq!(diagnostics.items.len(), 1);
        assert_eq!(diagnostics.items[0].place, Place::Cell { row: 2, column: "A".to_string() });
    }
}
