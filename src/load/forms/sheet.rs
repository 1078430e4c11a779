//! A sheet: the cells of one CSV file or one worksheet, with their row numbers as the user sees them.

use super::text::clean;

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    /// A numeric cell of a workbook: no separators, hence never ambiguous.
    Number(f64),
}

impl Cell {
    pub fn from_text(text: &str) -> Cell {
        let text = clean(text);
        if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
    }

    /// The cell as shown in messages; whole numbers without a fraction.
    pub fn text(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Number(number) => number.to_string(),
        }
    }

    pub fn is_empty(&self) -> bool {
        matches!(self, Cell::Empty)
    }
}

/// One row of cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// 1 = first line of the file or sheet.
    pub row: usize,
    pub cells: Vec<Cell>,
}

impl Line {
    pub fn cell(&self, index: usize) -> &Cell {
        self.cells.get(index).unwrap_or(&Cell::Empty)
    }

    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(Cell::is_empty)
    }
}

/// The rows of one table; blank rows and `#` comment rows are left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// File as the user wrote it, with `#sheet` when the workbook has several.
    pub name: String,
    pub lines: Vec<Line>,
}

impl Sheet {
    pub fn width(&self) -> usize {
        self.lines.iter().map(|line| line.cells.len()).max().unwrap_or(0)
    }
}

/// Spreadsheet letter of a column: 0 is A, 26 is AA.
pub fn letter(index: usize) -> String {
    let last = char::from(b'A' + (index % 26) as u8);
    if index < 26 { last.to_string() } else { format!("{}{last}", letter(index / 26 - 1)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_as_in_spreadsheets() {
        let letters: Vec<String> = [0, 25, 26, 51, 52, 701, 702].map(letter).to_vec();
        assert_eq!(letters, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn whole_numbers_have_no_fraction() {
        assert_eq!(Cell::Number(7201.0).text(), "7201");
        assert_eq!(Cell::Number(10.44).text(), "10.44");
    }
}
