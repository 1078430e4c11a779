//! `summary.docx`: a run on two pages for a meeting, in the report's language.

mod parts;
mod sections;

use super::run_json::Manifest;
use super::texts::{Language, Texts};
use super::{OutputFile, ReportError, Sink};
use crate::summarise::summary::Summary;
use docx_rs::{Docx, Header, PageMargin, PageNum, Paragraph};
use parts::{centred, font, single_lines};

/// A4 in twentieths of a point, and the margins that NĐ 30/2020/NĐ-CP asks of official papers: 20 mm above and
/// below, 30 mm left, 15 mm right.
const PAGE: (u32, u32) = (11_906, 16_838);
const MARGIN: PageMargin =
    PageMargin { top: 1_134, bottom: 1_134, left: 1_701, right: 850, header: 567, footer: 567, gutter: 0 };
/// Width between the margins, twentieths of a point.
const TEXT: usize = 11_906 - 1_701 - 850;

/// `summary.docx`.
pub fn file<'a>(summary: &'a Summary, manifest: &'a Manifest, language: Language) -> OutputFile<'a> {
    OutputFile::new("summary.docx".to_string(), move |to: &mut dyn Sink| {
        let texts = Texts::new(language)?;
        let document = document(summary, manifest, &texts)?;
        document.pack(to).map_err(|error| ReportError::Docx(error.to_string()))
    })
}

fn document(summary: &Summary, manifest: &Manifest, texts: &Texts) -> Result<Docx, ReportError> {
    // The times are fixed so that the same run gives the same bytes.
    const MADE: &str = "2022-01-01T00:00:00Z";
    let number = Paragraph::new().add_page_num(PageNum::new());
    let document = Docx::new()
        .created_at(MADE)
        .updated_at(MADE)
        .page_size(PAGE.0, PAGE.1)
        .page_margin(MARGIN)
        .default_fonts(font())
        .default_size(26)
        .default_line_spacing(single_lines().after(60))
        // Pages are counted above the text, from the second on.
        .title_pg()
        .first_header(Header::new().add_paragraph(Paragraph::new()))
        .header(Header::new().add_paragraph(centred(number)));
    let document = sections::head(document, summary, texts);
    let document = sections::verdicts(document, summary, texts);
    let document = sections::alternatives(document, summary, texts);
    let document = sections::obstacles(document, summary, texts);
    let document = sections::chart(document, summary, texts)?;
    let document = sections::money(document, summary, texts);
    let document = sections::uncertainty(document, summary, texts);
    Ok(sections::origin(document, summary, manifest, texts))
}
