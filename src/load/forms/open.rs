//! Bytes to sheets: tells a workbook from a table of text, and refuses what is neither.

use super::FormFile;
use super::delimited;
use super::sheet::{Cell, Sheet};
use super::text::legacy_letters;
use super::workbook;
use crate::load::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::load::said::{Said, said};

/// Largest file that is read, bytes. A province's forms of ten years are under 2 MiB.
pub const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;

/// The readings of one file.
#[derive(Debug)]
pub enum Opened {
    /// One table of text, split at each delimiter in turn: the first that shows a known layout counts.
    Delimited(Vec<Sheet>),
    /// All worksheets of a workbook.
    Workbook(Vec<Sheet>),
}

/// Refuses a file by its length alone, before it is read into memory.
pub fn check_size(name: &str, bytes: u64) -> Option<Diagnostic> {
    if bytes <= MAX_FILE_BYTES {
        return None;
    }
    let message = said!("diag-file-too-large", bytes, most = MAX_FILE_BYTES);
    Some(
        Diagnostic::error(name, Place::File, "file-too-large", message)
            .hint(said!("diag-file-too-large-hint")),
    )
}

/// Opens a file by its content; the name only decides what was meant.
pub fn open(file: &FormFile, diagnostics: &mut Diagnostics) -> Option<Opened> {
    let result = match check_size(file.name, file.bytes.len() as u64) {
        Some(refusal) => Err(Box::new(refusal)),
        None => open_bytes(file, diagnostics),
    };
    match result {
        Ok(opened) => Some(opened),
        Err(refusal) => {
            diagnostics.push(*refusal);
            None
        }
    }
}

fn open_bytes(file: &FormFile, diagnostics: &mut Diagnostics) -> Result<Opened, Box<Diagnostic>> {
    let named_workbook = file.name.to_lowercase().ends_with(".xlsx");
    let refuse = |rule: &'static str, message: Said, hint: Said| {
        Err(Box::new(Diagnostic::error(file.name, Place::File, rule, message).hint(hint)))
    };
    if file.bytes.starts_with(b"PK\x03\x04") {
        if !named_workbook {
            return refuse("binary-file", said!("diag-binary-workbook"), said!("diag-binary-workbook-hint"));
        }
        let sheets = workbook::read(file.name, file.bytes)?;
        for sheet in &sheets {
            refuse_legacy(sheet)?;
        }
        return Ok(Opened::Workbook(sheets));
    }
    if file.bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        let message = said!("diag-old-workbook");
        return refuse("binary-file", message, said!("diag-old-workbook-hint"));
    }
    if named_workbook && !file.bytes.is_empty() {
        let hint = said!("diag-not-a-workbook-hint");
        return refuse("not-a-workbook", said!("diag-not-a-workbook"), hint);
    }
    let text = decode(file)?;
    let sheets = delimited::read(file.name, text, diagnostics);
    if let Some(sheet) = sheets.first() {
        refuse_legacy(sheet)?;
    }
    if sheets.iter().all(|sheet| sheet.lines.is_empty()) {
        return refuse("empty-file", said!("diag-empty-file"), said!("diag-empty-file-hint"));
    }
    Ok(Opened::Delimited(sheets))
}

/// The text of a file, which must be UTF-8 with or without a byte-order mark.
fn decode<'a>(file: &FormFile<'a>) -> Result<&'a str, Box<Diagnostic>> {
    let refuse = |place: Place, rule: &'static str, message: Said, hint: Said| {
        Err(Box::new(Diagnostic::error(file.name, place, rule, message).hint(hint)))
    };
    let excel = said!("diag-excel-utf8-hint");
    if file.bytes.starts_with(&[0xff, 0xfe]) || file.bytes.starts_with(&[0xfe, 0xff]) {
        return refuse(Place::File, "not-utf8", said!("diag-utf16"), excel);
    }
    let control = |byte: &&u8| **byte < 0x20 && !matches!(**byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1a);
    if let Some(byte) = file.bytes.iter().find(control) {
        let message = said!("diag-binary-content", byte = format!("{:02x}", byte));
        return refuse(Place::File, "binary-file", message, said!("diag-binary-content-hint"));
    }
    match std::str::from_utf8(file.bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => {
            let before = file.bytes.get(..error.valid_up_to()).unwrap_or_default();
            let row = 1 + before.iter().filter(|byte| **byte == b'\n').count();
            let message = said!("diag-line-not-utf8", row);
            refuse(Place::Cell { row, column: "A".to_string() }, "not-utf8", message, excel)
        }
    }
}

/// Font-encoded text (TCVN3, VNI) is valid Unicode of the wrong letters: its labels and names cannot be matched.
fn refuse_legacy(sheet: &Sheet) -> Result<(), Box<Diagnostic>> {
    let texts = sheet.lines.iter().flat_map(|line| line.cells.iter().map(move |cell| (line.row, cell)));
    let mut suspects = texts.filter_map(|(row, cell)| match cell {
        Cell::Text(text) if legacy_letters(text) > 0 => Some((row, text)),
        _ => None,
    });
    let first = suspects.next();
    let many = suspects.map(|(_, text)| legacy_letters(text)).sum::<usize>() >= 3;
    match first {
        Some((row, text)) if many || legacy_letters(text) >= 3 => {
            let place = Place::Cell { row, column: "A".to_string() };
            let message = said!("diag-legacy-encoding");
            let found = Diagnostic::error(&sheet.name, place, "legacy-encoding", message).value(text.clone());
            Err(Box::new(found.hint(said!("diag-legacy-encoding-hint"))))
        }
        _ => Ok(()),
    }
}
