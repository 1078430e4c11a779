//! The official form of 2022–2025 (TT 07/2021) filled with expected values: one workbook per alternative.

use super::numbers::{trimmed, whole};
use super::texts::{Language, Texts};
use super::{OutputFile, ReportError, Sink, title};
use crate::domain::form::FormList;
use crate::domain::origin::Origin;
use crate::domain::standard::Standard;
use crate::summarise::summary::{CommuneFacts, FormMean, Named, Summary};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use std::collections::BTreeMap;

/// First row of the body; everything above it is frozen.
const BODY: u32 = 6;
/// Columns before column 1 of the form: number, place, unit.
const LEFT: u16 = 3;

/// One workbook per alternative; the printed form is Vietnamese whatever the language of the other files.
pub fn files(summary: &Summary) -> Vec<OutputFile<'_>> {
    let has_form = |alternative: &&Named| summary.forms.iter().any(|form| is_on_form(form, alternative));
    let file = |alternative: &'_ Named| {
        let name = format!("form_2022_2025_{}.xlsx", alternative.id);
        let alternative = alternative.clone();
        OutputFile::new(name, move |to| write(summary, &alternative, to))
    };
    summary.facts.alternatives.iter().filter(has_form).map(file).collect()
}

fn is_on_form(form: &FormMean, alternative: &Named) -> bool {
    form.alternative == alternative.id && Standard::of_year(form.year) == Standard::Nd07
}

fn write(summary: &Summary, alternative: &Named, to: &mut dyn Sink) -> Result<(), ReportError> {
    let texts = Texts::new(Language::Vi)?;
    let mut workbook = workbook(summary, alternative, &texts).map_err(ReportError::Xlsx)?;
    workbook.save_to_writer(to).map_err(ReportError::Xlsx)
}

fn workbook(summary: &Summary, alternative: &Named, texts: &Texts) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    // The creation time is fixed so that the same run gives the same bytes.
    let created = ExcelDateTime::from_ymd(2022, 1, 1)?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title(title(&alternative.title, Language::Vi))
            .set_creation_datetime(&created),
    );
    // The level that Excel itself uses: a thirteenth larger than the default one, in two thirds of the time.
    workbook.set_zip_compression_level(3);
    add_pages(&mut workbook, summary, alternative, texts)?;
    Ok(workbook)
}

/// Rows that the pages of an alternative take together, at least: two for every commune, list and year.
pub(super) fn rows(summary: &Summary, alternative: &Named) -> usize {
    2 * summary.forms.iter().filter(|form| is_on_form(form, alternative)).count()
}

/// Adds a sheet for every year and list of one alternative; `texts` are Vietnamese, as the printed form is.
pub(super) fn add_pages(
    workbook: &mut Workbook,
    summary: &Summary,
    alternative: &Named,
    texts: &Texts,
) -> Result<(), XlsxError> {
    let mut sheets: BTreeMap<(i32, FormList), Vec<&FormMean>> = BTreeMap::new();
    for form in summary.forms.iter().filter(|form| is_on_form(form, alternative)) {
        sheets.entry((form.year, form.list)).or_default().push(form);
    }
    let body = Body::new(texts);
    for (&(year, list), forms) in &sheets {
        let page = Page { summary, alternative, year, list, texts, body: &body };
        // Kept on disk row by row: the cells of a country's sheets would take gigabytes. Rows go downwards only.
        page.write(workbook.add_worksheet_with_low_memory()?, &units(summary, forms, texts))?;
    }
    Ok(())
}

/// How a unit's rows are set.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rank {
    Province,
    District,
    Commune,
}

/// One unit of the form: its number in the list, its name and columns 1 to 9, households.
struct Unit {
    rank: Rank,
    number: String,
    name: String,
    columns: [f64; 9],
}

/// Province, then every district followed by its communes; totals add the communes' columns.
fn units(summary: &Summary, forms: &[&FormMean], texts: &Texts) -> Vec<Unit> {
    let by_code: BTreeMap<_, _> = forms.iter().map(|form| (form.commune, form.flows.columns())).collect();
    let mut districts: BTreeMap<u32, Vec<(&CommuneFacts, [f64; 9])>> = BTreeMap::new();
    for commune in &summary.facts.communes {
        if let Some(columns) = by_code.get(&commune.code) {
            districts.entry(commune.district_code).or_default().push((commune, *columns));
        }
    }
    let everyone = total(districts.values().flatten().map(|(_, columns)| columns));
    let name = texts.get("form-province");
    let mut units = vec![Unit { rank: Rank::Province, number: String::new(), name, columns: everyone }];
    for (position, members) in districts.values().enumerate() {
        units.push(Unit {
            rank: Rank::District,
            number: (position + 1).to_string(),
            name: members[0].0.district.clone(),
            columns: total(members.iter().map(|(_, columns)| columns)),
        });
        for (place, (commune, columns)) in members.iter().enumerate() {
            units.push(Unit {
                rank: Rank::Commune,
                number: format!("{}.{}", position + 1, place + 1),
                name: commune.name.clone(),
                columns: *columns,
            });
        }
    }
    units
}

fn total<'a>(rows: impl Iterator<Item = &'a [f64; 9]>) -> [f64; 9] {
    rows.fold([0.0; 9], |mut sum, row| {
        sum.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
        sum
    })
}

/// One sheet: the form of one list in one year.
struct Page<'a> {
    summary: &'a Summary,
    alternative: &'a Named,
    year: i32,
    list: FormList,
    texts: &'a Texts,
    body: &'a Body,
}

impl Page<'_> {
    fn write(&self, sheet: &mut Worksheet, units: &[Unit]) -> Result<(), XlsxError> {
        sheet.set_name(self.text("form-sheet-poor", "form-sheet-near-poor"))?;
        self.write_title(sheet)?;
        self.write_header(sheet)?;
        for (at, unit) in (0u32..).zip(units) {
            self.write_unit(sheet, BODY + 2 * at, unit)?;
        }
        sheet.set_freeze_panes(BODY, LEFT)?;
        sheet.set_column_width(0, 6)?.set_column_width(1, 22)?.set_column_width(2, 11)?;
        for column in LEFT..LEFT + 9 {
            sheet.set_column_width(column, 13)?;
        }
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        sheet.set_repeat_rows(2, BODY - 1)?;
        Ok(())
    }

    /// The text of this page's list, with the year.
    fn text(&self, poor: &str, near_poor: &str) -> String {
        let key = match self.list {
            FormList::Poor => poor,
            FormList::NearPoor => near_poor,
        };
        self.texts.format(key, &[("year", &self.year.to_string())])
    }

    fn write_title(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let last = LEFT + 8;
        let mut heading = self.text("form-title-poor", "form-title-near-poor");
        if self.summary.facts.origin == Origin::Synthetic {
            heading = format!("{heading} {}", self.texts.get("synthetic-suffix"));
        }
        let large = Format::new().set_bold().set_font_size(14).set_align(FormatAlign::Center);
        sheet.merge_range(0, 0, 0, last, &heading, &large)?;
        let note = self.texts.format(
            "form-note",
            &[
                ("replicates", &whole(Language::Vi, self.summary.facts.replicates.into())),
                ("alternative", &self.alternative.title.vi),
                ("persons", &trimmed(Language::Vi, self.summary.facts.persons_per_household, 1, 2)),
            ],
        );
        let small = Format::new().set_italic().set_align(FormatAlign::Center).set_text_wrap();
        sheet.merge_range(1, 0, 1, last, &note, &small)?;
        sheet.set_row_height(1, 30)?;
        Ok(())
    }

    /// Two rows of headings, a row of column numbers, a row that says how column 9 follows from the others.
    fn write_header(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let head = bordered().set_bold().set_text_wrap().set_background_color(Color::RGB(0xE8EEF4));
        let head = head.set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
        let left = ["form-number", "form-place", "form-unit"];
        for (column, key) in (0u16..).zip(left) {
            sheet.merge_range(2, column, 4, column, &self.texts.get(key), &head)?;
        }
        let [start, group, to_other, past_line, from_other, returned, end] = self.list_keys();
        let single =
            [(1, start), (4, "form-other-decrease"), (5, from_other), (8, "form-other-increase"), (9, end)];
        for (number, key) in single {
            let column = LEFT + number - 1;
            sheet.merge_range(2, column, 3, column, &self.texts.get(key), &head)?;
        }
        let groups = [(2, group, to_other, past_line), (6, "form-added", returned, "form-newly-arisen")];
        for (number, group, _, _) in groups {
            let column = LEFT + number - 1;
            sheet.merge_range(2, column, 2, column + 1, &self.texts.get(group), &head)?;
        }
        sheet.set_row_height(2, 32)?.set_row_height(3, 48)?;
        for (number, _, first, second) in groups {
            let column = LEFT + number - 1;
            sheet.write_with_format(3, column, self.texts.get(first), &head)?;
            sheet.write_with_format(3, column + 1, self.texts.get(second), &head)?;
        }
        for number in 1..=9u16 {
            sheet.write_with_format(4, LEFT + number - 1, number, &head)?;
        }
        let identity = Format::new().set_italic().set_font_size(9).set_align(FormatAlign::Right);
        sheet.merge_range(5, LEFT, 5, LEFT + 8, "9 = 1 − 2 − 3 − 4 + 5 + 6 + 7 + 8", &identity)?;
        Ok(())
    }

    /// Headings that differ between the lists: 1, the group over 2 and 3, 2, 3, 5, 6, 9.
    fn list_keys(&self) -> [&'static str; 7] {
        match self.list {
            FormList::Poor => [
                "form-poor-1",
                "form-poor-left",
                "form-poor-2",
                "form-poor-3",
                "form-poor-5",
                "form-poor-6",
                "form-poor-9",
            ],
            FormList::NearPoor => [
                "form-near-poor-1",
                "form-near-poor-left",
                "form-near-poor-2",
                "form-near-poor-3",
                "form-near-poor-5",
                "form-near-poor-6",
                "form-near-poor-9",
            ],
        }
    }

    /// The two rows of a unit: households, and persons at the scenario's household size.
    fn write_unit(&self, sheet: &mut Worksheet, row: u32, unit: &Unit) -> Result<(), XlsxError> {
        let style = if unit.rank == Rank::Commune { &self.body.commune } else { &self.body.total };
        sheet.merge_range(row, 0, row + 1, 0, &unit.number, &style.text)?;
        sheet.merge_range(row, 1, row + 1, 1, &unit.name, &style.text)?;
        let persons = unit.columns.map(|households| households * self.summary.facts.persons_per_household);
        let rows = [
            (row, &self.body.households, unit.columns, &style.households),
            (row + 1, &self.body.persons, persons, &style.persons),
        ];
        for (row, words, values, format) in rows {
            sheet.write_string(row, 2, words)?;
            for (column, value) in (LEFT..).zip(values) {
                sheet.write_number(row, column, value)?;
            }
            // By range, because the library looks a format up by its two dozen fields each time it is named.
            sheet.set_range_format(row, 2, row, 2, &style.text)?;
            sheet.set_range_format(row, LEFT, row, LEFT + 8, format)?;
        }
        Ok(())
    }
}

/// The formats of a unit's two rows.
struct Style {
    text: Format,
    households: Format,
    persons: Format,
}

impl Style {
    fn new(base: &Format) -> Style {
        let number = base.clone().set_num_format("#,##0.0");
        Style {
            text: base.clone().set_align(FormatAlign::VerticalCenter),
            persons: number.clone().set_italic().set_font_color(Color::RGB(0x555555)),
            households: number,
        }
    }
}

/// What every unit shares.
struct Body {
    commune: Style,
    /// Districts and the province.
    total: Style,
    /// The words of the two rows.
    households: String,
    persons: String,
}

impl Body {
    fn new(texts: &Texts) -> Body {
        Body {
            commune: Style::new(&bordered()),
            total: Style::new(&bordered().set_bold()),
            households: texts.get("form-households"),
            persons: texts.get("form-persons"),
        }
    }
}

fn bordered() -> Format {
    Format::new().set_border(FormatBorder::Thin)
}
