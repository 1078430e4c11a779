//! The answer of an optimisation as a workbook that can be signed: commune × component and source, a sheet for every
//! year, whole đồng, sums that Excel can check.

use super::optimum::by_source_and_year;
use super::texts::Texts;
use super::{OutputFile, ReportError, Sink, title, title_of};
use crate::decide::optimize::Optimum;
use crate::domain::commune::CommuneCode;
use crate::domain::money::Money;
use crate::domain::origin::Origin;
use crate::summarise::summary::CommuneFacts;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError,
    utility::row_col_to_cell,
};
use std::collections::BTreeMap;

/// First row of the body; everything above it is frozen.
const BODY: u32 = 5;
/// Columns before the first amount: number, place.
const LEFT: u16 = 2;

/// Component and source of a column.
type Column<'a> = (&'a str, &'a str);

/// `allocation.xlsx`.
pub fn file<'a>(optimum: &'a Optimum, texts: &'a Texts) -> OutputFile<'a> {
    OutputFile::new("allocation.xlsx".to_string(), move |to: &mut dyn Sink| {
        let mut workbook = workbook(optimum, texts).map_err(ReportError::Xlsx)?;
        workbook.save_to_writer(to).map_err(ReportError::Xlsx)
    })
}

fn workbook(optimum: &Optimum, texts: &Texts) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    // The creation time is fixed so that the same run gives the same bytes.
    let created = ExcelDateTime::from_ymd(2022, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let mut years: BTreeMap<i32, BTreeMap<(CommuneCode, Column<'_>), Money>> = BTreeMap::new();
    for grant in &optimum.answer().grants {
        let column = (grant.component.as_str(), grant.source.as_str());
        let cells = years.entry(grant.year).or_default();
        *cells.entry((grant.commune, column)).or_default() += grant.amount;
    }
    for (year, cells) in &years {
        let page = Page::new(optimum, texts, *year, cells);
        page.write(workbook.add_worksheet())?;
    }
    sources(workbook.add_worksheet(), optimum, texts)?;
    Ok(workbook)
}

fn bordered() -> Format {
    Format::new().set_border(FormatBorder::Thin)
}

fn head() -> Format {
    let format = bordered().set_bold().set_text_wrap().set_background_color(0xE8EEF4);
    format.set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter)
}

fn amount() -> Format {
    bordered().set_num_format("#,##0")
}

/// A sum over a range, with its value for programs that do not calculate.
fn sum(from: (u32, u16), to: (u32, u16), value: Money) -> Formula {
    let [first, last] = [from, to].map(|(row, column)| row_col_to_cell(row, column));
    Formula::new(format!("=SUM({first}:{last})")).set_result(value.dong().to_string())
}

/// One year.
struct Page<'a> {
    optimum: &'a Optimum,
    texts: &'a Texts,
    year: i32,
    cells: &'a BTreeMap<(CommuneCode, Column<'a>), Money>,
    columns: Vec<Column<'a>>,
    communes: Vec<&'a CommuneFacts>,
}

impl<'a> Page<'a> {
    fn new(
        optimum: &'a Optimum,
        texts: &'a Texts,
        year: i32,
        cells: &'a BTreeMap<(CommuneCode, Column<'a>), Money>,
    ) -> Page<'a> {
        let facts = &optimum.comparison.facts;
        let used = |column: &Column<'_>| cells.keys().any(|(_, it)| it == column);
        let all = facts.components.iter().flat_map(|component| {
            facts.sources.iter().map(move |source| (component.id.as_str(), source.id.as_str()))
        });
        let columns = all.filter(used).collect();
        let paid = |commune: &&CommuneFacts| cells.keys().any(|(code, _)| *code == commune.code);
        let mut communes: Vec<&CommuneFacts> = facts.communes.iter().filter(paid).collect();
        communes.sort_by_key(|it| (it.district_code, it.code));
        Page { optimum, texts, year, cells, columns, communes }
    }

    fn last(&self) -> u16 {
        LEFT + self.columns.len() as u16
    }

    fn write(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name(self.texts.format("signed-sheet", &[("year", &self.year.to_string())]))?;
        self.title(sheet)?;
        self.header(sheet)?;
        for (at, commune) in self.communes.iter().enumerate() {
            self.row(sheet, BODY + 1 + at as u32, at + 1, commune)?;
        }
        self.totals(sheet)?;
        self.signatures(sheet, BODY + 3 + self.communes.len() as u32)?;
        sheet.set_freeze_panes(BODY + 1, LEFT)?;
        sheet.set_column_width(0, 6)?.set_column_width(1, 34)?;
        for column in LEFT..=self.last() {
            sheet.set_column_width(column, 17)?;
        }
        sheet.set_landscape().set_paper_size(8).set_print_fit_to_pages(1, 0);
        sheet.set_repeat_rows(3, BODY - 1)?;
        Ok(())
    }

    fn title(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let facts = &self.optimum.comparison.facts;
        let id = &self.optimum.comparison.ids[self.optimum.winner];
        let alternative = title_of(&facts.alternatives, id, self.texts.language);
        let args = [("year", self.year.to_string()), ("alternative", alternative.to_string())];
        let mut words =
            self.texts.format("signed-title", &args.each_ref().map(|(key, value)| (*key, value.as_str())));
        if facts.origin == Origin::Synthetic {
            words = format!("{words} {}", self.texts.get("synthetic-suffix"));
        }
        let large = Format::new().set_bold().set_font_size(14);
        sheet.write_with_format(0, 0, &words, &large)?;
        let scenario = title(&facts.title, self.texts.language);
        let note = self.texts.format("signed-note", &[("sources", scenario)]);
        sheet.write_with_format(1, 0, &note, &Format::new().set_italic())?;
        Ok(())
    }

    fn header(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let (facts, language) = (&self.optimum.comparison.facts, self.texts.language);
        sheet.merge_range(3, 0, 4, 0, &self.texts.get("signed-number"), &head())?;
        sheet.merge_range(3, 1, 4, 1, &self.texts.get("signed-place"), &head())?;
        for (column, (component, source)) in (LEFT..).zip(&self.columns) {
            sheet.write_with_format(3, column, title_of(&facts.components, component, language), &head())?;
            sheet.write_with_format(4, column, title_of(&facts.sources, source, language), &head())?;
        }
        sheet.merge_range(3, self.last(), 4, self.last(), &self.texts.get("signed-row-total"), &head())?;
        sheet.set_row_height(3, 64)?.set_row_height(4, 48)?;
        Ok(())
    }

    fn row(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        number: usize,
        commune: &CommuneFacts,
    ) -> Result<(), XlsxError> {
        sheet.write_with_format(row, 0, number as u32, &bordered())?;
        let place = format!("{} – {}", commune.district, commune.name);
        sheet.write_with_format(row, 1, place, &bordered())?;
        let mut total = Money::ZERO;
        for (at, column) in (LEFT..).zip(&self.columns) {
            match self.cells.get(&(commune.code, *column)) {
                Some(money) => {
                    total += *money;
                    sheet.write_with_format(row, at, money.dong() as f64, &amount())?;
                }
                None => {
                    sheet.write_blank(row, at, &amount())?;
                }
            }
        }
        let formula = sum((row, LEFT), (row, self.last() - 1), total);
        sheet.write_formula_with_format(row, self.last(), formula, &amount().set_bold())?;
        Ok(())
    }

    /// The first row of the body: every column's sum.
    fn totals(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let bold = amount().set_bold();
        sheet.write_blank(BODY, 0, &bold)?;
        sheet.write_with_format(BODY, 1, self.texts.get("signed-total"), &bold)?;
        let last_row = BODY + self.communes.len() as u32;
        let of = |column: &Column<'_>| -> Money {
            self.cells.iter().filter(|((_, it), _)| it == column).map(|(_, money)| *money).sum()
        };
        for (at, column) in (LEFT..).zip(&self.columns) {
            let formula = sum((BODY + 1, at), (last_row, at), of(column));
            sheet.write_formula_with_format(BODY, at, formula, &bold)?;
        }
        let all: Money = self.cells.values().copied().sum();
        let formula = sum((BODY, LEFT), (BODY, self.last() - 1), all);
        sheet.write_formula_with_format(BODY, self.last(), formula, &bold)?;
        Ok(())
    }

    fn signatures(&self, sheet: &mut Worksheet, row: u32) -> Result<(), XlsxError> {
        let centred = Format::new().set_bold().set_align(FormatAlign::Center);
        let date = Format::new().set_italic().set_align(FormatAlign::Right);
        sheet.write_with_format(row, self.last(), self.texts.get("signed-date"), &date)?;
        sheet.write_with_format(row + 1, 1, self.texts.get("signed-prepared"), &centred)?;
        sheet.write_with_format(row + 1, self.last(), self.texts.get("signed-approved"), &centred)?;
        Ok(())
    }
}

/// Envelope = allocated + left for every source and year, with a column that must be zero.
fn sources(sheet: &mut Worksheet, optimum: &Optimum, texts: &Texts) -> Result<(), XlsxError> {
    let facts = &optimum.comparison.facts;
    sheet.set_name(texts.get("signed-sums-sheet"))?;
    sheet.write_with_format(
        0,
        0,
        texts.get("signed-sums-title"),
        &Format::new().set_bold().set_font_size(14),
    )?;
    let keys = [
        "signed-source",
        "signed-year",
        "signed-envelope",
        "signed-allocated",
        "signed-left",
        "signed-check",
    ];
    for (column, key) in (0u16..).zip(keys) {
        sheet.write_with_format(2, column, texts.get(key), &head())?;
    }
    for (row, ((source, year), amounts)) in (3u32..).zip(by_source_and_year(optimum)) {
        sheet.write_with_format(row, 0, title_of(&facts.sources, &source, texts.language), &bordered())?;
        sheet.write_with_format(row, 1, year, &bordered())?;
        for (column, money) in (2u16..).zip(amounts) {
            sheet.write_with_format(row, column, money.dong() as f64, &amount())?;
        }
        let [envelope, allocated, left] = amounts;
        let [a, b, c] = [2u16, 3, 4].map(|column| row_col_to_cell(row, column));
        let rest = (envelope - allocated - left).dong().to_string();
        let formula = Formula::new(format!("={a}-{b}-{c}")).set_result(rest);
        sheet.write_formula_with_format(row, 5, formula, &amount())?;
    }
    sheet.set_freeze_panes(3, 0)?;
    sheet.set_column_width(0, 44)?.set_column_width(1, 8)?;
    for column in 2..6 {
        sheet.set_column_width(column, 20)?;
    }
    Ok(())
}
