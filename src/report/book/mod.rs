//! `report.xlsx`: a run or a comparison as one workbook for people who work in Excel, every table a sheet.

mod charts;
mod codes;
mod comparison;
mod look;
mod plot;
mod run;
mod summary;
mod table;

pub use comparison::file as comparison_file;
pub use run::file as run_file;

use super::texts::Texts;
use crate::domain::origin::Origin;
use look::Look;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

/// Most rows of one table in the book, and of the forms together: longer ones are data, not something to read, and
/// a country's would pass Excel's own limit of 1,048,576.
pub const MOST_ROWS: usize = 100_000;

/// What every sheet of a book shares.
struct Book<'a> {
    texts: &'a Texts,
    /// Worst origin of the inputs; synthetic is said on every sheet.
    origin: Origin,
    look: Look,
}

/// A workbook without sheets.
fn workbook(title: &str) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    // The creation time is fixed so that the same run gives the same bytes.
    let created = ExcelDateTime::from_ymd(2022, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&created));
    // The level that Excel itself uses, as for the forms.
    workbook.set_zip_compression_level(3);
    Ok(workbook)
}

impl<'a> Book<'a> {
    fn new(origin: Origin, texts: &'a Texts) -> Book<'a> {
        Book { texts, origin, look: Look::new() }
    }

    /// The line above every table: that the data are synthetic; nothing for other origins.
    fn warning(&self) -> String {
        match self.origin {
            Origin::Synthetic => {
                format!("{}. {}", self.texts.get("synthetic-loud"), self.texts.get("synthetic-loud-detail"))
            }
            Origin::Official | Origin::Assumption => String::new(),
        }
    }

    /// Title, line on the data's origin, and a note: rows 0 to 2 of every sheet. Rows go downwards only.
    fn head(&self, sheet: &mut Worksheet, title: &str, note: &str) -> Result<(), XlsxError> {
        sheet.write_with_format(0, 0, title, &self.look.title)?;
        sheet.write_with_format(1, 0, self.warning(), &self.look.warning)?;
        sheet.write_with_format(2, 0, note, &self.look.note)?;
        Ok(())
    }
}

/// A4, landscape, one page wide, the page's number below.
fn page_setup(sheet: &mut Worksheet) {
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3).set_footer("&L&A&R&P / &N");
}
