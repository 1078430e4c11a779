//! Formats of the book: how a heading looks, and how a unit's numbers are written.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

const QUIET: Color = Color::RGB(0x60_60_60);
const WARNING: Color = Color::RGB(0xAA_28_14);

/// Formats of a book that do not depend on a unit.
pub struct Look {
    pub title: Format,
    pub warning: Format,
    pub note: Format,
    /// Heading in words, and the machine's name below it.
    pub heading: Format,
    pub name: Format,
    pub text: Format,
    pub wrapped: Format,
    pub strong: Format,
}

impl Look {
    pub fn new() -> Look {
        let thin = |format: Format| format.set_border(FormatBorder::Thin).set_border_color(0xBF_BF_BF);
        let heading = thin(Format::new()).set_bold().set_text_wrap().set_background_color(0xE8_EE_F4);
        Look {
            title: Format::new().set_bold().set_font_size(14),
            warning: Format::new().set_bold().set_font_color(WARNING),
            note: Format::new().set_italic().set_font_color(QUIET),
            heading: heading.set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter),
            name: thin(Format::new()).set_font_size(8).set_font_color(QUIET).set_background_color(0xF5_F7_FA),
            text: thin(Format::new()).set_align(FormatAlign::Top),
            wrapped: thin(Format::new()).set_text_wrap().set_align(FormatAlign::Top),
            strong: Format::new().set_bold().set_font_size(12),
        }
    }

    /// Cells of numbers in a unit, bordered as texts are.
    pub fn number(&self, unit: &str) -> Format {
        self.text.clone().set_num_format(number_format(unit))
    }
}

/// Excel's format code for a unit of the codebook; Excel itself puts the separators of the reader's language.
pub fn number_format(unit: &str) -> &'static str {
    match unit {
        "households" | "participations" | "replicates" | "VND" => "#,##0",
        // As everywhere in a report: whole percent, one decimal near never and always.
        "probability" => "[<0.01]0.0%;[>0.99]0.0%;0%",
        "share" => "0.0%",
        "million VND" => "#,##0.0",
        // No separator within a year or a code.
        "year" | "code" | "text" => "0",
        "times" => "#,##0.0",
        // Of a comparison, whose differences are small.
        "points_per_year" => "0.000",
        _ => "0.00",
    }
}
