//! Official form files as offices send them: valid fixtures, merged header cells, damaged and hostile workbooks.

use super::forms::{province, read, read_well};
use giamngheo::cli::render_said;
use giamngheo::domain::form::{FormList, FormRow};
use giamngheo::domain::origin::Origin;
use giamngheo::domain::standard::Standard;
use giamngheo::load::diagnostic::{Diagnostics, Place};
use giamngheo::load::forms::{
    FormFile, Locale, MAX_FILE_BYTES, baseline_from_forms, check_size, forms_to_csv, read_forms,
};
use giamngheo::report::Language;
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Workbook, Worksheet};
use std::fs;
use std::path::Path;

fn fixture(name: &str) -> Vec<FormRow> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/valid/forms").join(name);
    let (rows, diagnostics) = read(name, &fs::read(path).unwrap(), Locale::Auto);
    assert_eq!(diagnostics, Diagnostics::default(), "{name}");
    rows
}

fn rules(diagnostics: &Diagnostics) -> Vec<&'static str> {
    diagnostics.items.iter().map(|item| item.rule).collect()
}

/// Year, list, code, households and columns 1 to 9.
type Figures = (i32, FormList, u32, Option<i64>, [i64; 9]);

fn figures(rows: &[FormRow]) -> Vec<Figures> {
    rows.iter()
        .map(|row| (row.year, row.list, row.commune.number(), row.households, row.flows.columns()))
        .collect()
}

#[test]
fn a_tidy_table_holds_both_forms_both_lists_and_old_units() {
    let rows = fixture("tidy.csv");
    let (poor, near) = (FormList::Poor, FormList::NearPoor);
    assert_eq!(
        figures(&rows),
        [
            (2019, poor, 7630, Some(1000), [120, 0, 30, 0, 0, 1, 5, 0, 96]),
            (2020, poor, 7630, Some(1010), [96, 0, 20, 0, 0, 1, 2, 0, 79]),
            (2022, poor, 7630, Some(1020), [200, 30, 20, 1, 2, 3, 4, 0, 158]),
            (2022, near, 7630, Some(1020), [100, 2, 10, 0, 30, 1, 5, 1, 125]),
        ]
    );
    let standards: Vec<Standard> = rows.iter().map(|row| row.standard).collect();
    assert_eq!(standards, [Standard::Qd59, Standard::Qd59, Standard::Nd07, Standard::Nd07]);
    assert_eq!([rows[0].origin, rows[1].origin], [Origin::Official, Origin::Assumption]);
    let (communes, _) = province();
    let written = forms_to_csv(&rows, &communes);
    assert_eq!(read_well("again.csv", written.as_bytes(), Locale::Auto), rows);
}

#[test]
fn the_printed_form_of_2016_2021_with_sections_and_decomposed_letters() {
    let near = FormList::NearPoor;
    assert_eq!(
        figures(&fixture("printed-tt17-bom-decomposed.csv")),
        [
            (2018, near, 7615, Some(1669), [140, 0, 40, 0, 0, 3, 6, 0, 109]),
            (2018, near, 7624, Some(2000), [100, 0, 30, 0, 0, 3, 5, 0, 78]),
        ]
    );
}

#[test]
fn the_printed_form_of_2022_2025_with_three_header_rows_and_persons() {
    let columns = [100, 10, 20, 1, 2, 3, 4, 0, 78];
    assert_eq!(
        figures(&fixture("printed-tt07.csv")),
        [(2022, FormList::Poor, 7621, None, columns), (2022, FormList::Poor, 7624, None, columns)]
    );
}

/// The 2016–2021 form as a workbook: merged headers, codes as numbers, rates as percent cells.
pub fn workbook_of_2018(sheet: &mut Worksheet, rate: f64) {
    let plain = Format::new();
    sheet.merge_range(0, 0, 0, 12, "TỔNG HỢP DIỄN BIẾN HỘ NGHÈO NĂM 2018", &plain).unwrap();
    for (column, label) in ["TT", "Mã xã", "Địa bàn", "Tổng số hộ dân cư"].iter().enumerate() {
        sheet.merge_range(2, column as u16, 3, column as u16, label, &plain).unwrap();
    }
    let groups = ["Đầu năm", "Thoát nghèo", "Tái nghèo", "Phát sinh", "Cuối năm"];
    for (group, label) in groups.iter().enumerate() {
        let column = 4 + 2 * group as u16;
        sheet.merge_range(2, column, 2, column + 1, label, &plain).unwrap();
        sheet.write_string(3, column, "Số hộ").unwrap();
        sheet.write_string(3, column + 1, "Tỷ lệ %").unwrap();
    }
    sheet.write_number(4, 0, 1.0).unwrap();
    sheet.write_number(4, 1, 7621.0).unwrap();
    sheet.write_string(4, 2, "Xã Vân Sơn").unwrap();
    let counts = [1234.0, 130.0, 0.1053, 30.0, 0.0243, 3.0, 0.0024, 5.0, 0.0041, 108.0, rate];
    for (index, count) in counts.iter().enumerate() {
        sheet.write_number(4, 3 + index as u16, *count).unwrap();
    }
}

#[test]
fn merged_headers_numeric_codes_and_percent_cells_of_a_workbook() {
    let mut book = Workbook::new();
    workbook_of_2018(book.add_worksheet(), 0.0875);
    let (rows, diagnostics) = read("2018.xlsx", &book.save_to_buffer().unwrap(), Locale::Auto);
    assert_eq!(diagnostics, Diagnostics::default());
    let expected = (2018, FormList::Poor, 7621, Some(1234), [130, 0, 30, 0, 0, 3, 5, 0, 108]);
    assert_eq!(figures(&rows), [expected]);
}

#[test]
fn a_problem_in_a_workbook_is_named_by_sheet_row_and_letter() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Hướng dẫn").unwrap().write_string(0, 0, "Đọc trước").unwrap();
    workbook_of_2018(book.add_worksheet().set_name("Biểu 1").unwrap(), 0.0975);
    let (_, diagnostics) = read("2018.xlsx", &book.save_to_buffer().unwrap(), Locale::Auto);
    assert_eq!(rules(&diagnostics), ["rate-differs"]);
    let found = &diagnostics.items[0];
    assert_eq!(found.file, "2018.xlsx#Biểu 1");
    assert_eq!(found.place, Place::Cell { row: 5, column: "N".to_string() });
}

#[test]
fn a_stray_cell_in_the_last_corner_does_not_fill_the_memory() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    workbook_of_2018(sheet, 0.0875);
    sheet.write_number(1_048_575, 16_383, 1.0).unwrap();
    let (_, diagnostics) = read("a.xlsx", &book.save_to_buffer().unwrap(), Locale::Auto);
    assert_eq!(rules(&diagnostics), ["sheet-too-large"]);
    assert_eq!(diagnostics.items[0].place, Place::Cell { row: 1_048_576, column: "XFD".to_string() });
}

#[test]
fn names_that_lie_about_their_content_are_refused() {
    let mut book = Workbook::new();
    workbook_of_2018(book.add_worksheet(), 0.0875);
    let bytes = book.save_to_buffer().unwrap();
    for (name, bytes, rule) in [
        ("a.csv", bytes.as_slice(), "binary-file"),
        ("a.xlsx", b"year,form,commune_code\n".as_slice(), "not-a-workbook"),
        ("a.xlsx", &bytes[..bytes.len() / 2], "not-a-workbook"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), "binary-file"),
        ("a.csv", b"\xff\xfey\0e\0a\0r\0".as_slice(), "not-utf8"),
        ("a.csv", b"".as_slice(), "empty-file"),
        ("a.xlsx", b"".as_slice(), "empty-file"),
    ] {
        assert_eq!(rules(&read(name, bytes, Locale::Auto).1), [rule], "{name}");
    }
}

#[test]
fn length_alone_refuses_a_file_of_two_gigabytes() {
    assert_eq!(check_size("a.csv", MAX_FILE_BYTES), None);
    assert_eq!(check_size("a.csv", 2 << 30).unwrap().rule, "file-too-large");
}

#[test]
fn problems_across_files_name_both_files() {
    let header = "year,form,commune_code,households,c1,c2,c3,c4,c5,c6,c7,c8,c9\n";
    let first = format!("{header}2022,poor,07621,1000,100,10,20,1,2,3,4,0,78\n");
    let second = format!("{header}2023,poor,07621,1000,80,10,20,1,2,3,4,0,58\n");
    let files =
        [("b.csv", &first), ("a.csv", &second)].map(|(name, text)| FormFile { name, bytes: text.as_bytes() });
    let (communes, crosswalk) = province();
    let (rows, diagnostics) = read_forms(&files, &communes, &crosswalk, Locale::Auto);
    assert_eq!(rows.len(), 2);
    assert_eq!(rules(&diagnostics), ["year-chain"]);
    assert_eq!(diagnostics.items[0].file, "a.csv");
    let said = render_said(&diagnostics.items[0].message, Language::En).unwrap();
    assert!(said.contains("(b.csv row 2)"), "{said}");
}

#[test]
fn the_baseline_of_end_2021_is_on_the_new_standard_when_forms_of_2022_are_there() {
    let (communes, crosswalk) = province();
    let one = &communes[..1];
    let code = one[0].code;
    let mut text = String::from(
        "year,form,commune_code,households,start,escaped,relapsed,newly_arisen,end,c1,c2,c3,c4,c5,c6,c7,c8,c9\n",
    );
    for form in ["poor", "near_poor"] {
        text.push_str(&format!("2021,{form},{code},900,60,15,2,3,50,,,,,,,,,\n"));
    }
    let old = text.clone();
    for form in ["poor", "near_poor"] {
        text.push_str(&format!("2022,{form},{code},910,,,,,,90,5,10,0,5,0,1,0,81\n"));
    }
    let baseline = |text: &str| {
        let file = FormFile { name: "a.csv", bytes: text.as_bytes() };
        let (rows, found) = read_forms(&[file], one, &crosswalk, Locale::Auto);
        assert!(!found.has_errors(), "{found:#?}");
        let (baseline, missing) = baseline_from_forms(&rows, one, 2021);
        assert!(!missing.has_errors());
        (baseline[0].households, baseline[0].poor, baseline[0].near_poor)
    };
    assert_eq!(baseline(&old), (900, 50, 50));
    assert_eq!(baseline(&text), (910, 90, 90));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let (rows, diagnostics) = read("a.csv", &bytes, Locale::Auto);
        prop_assert!(rows.is_empty());
        prop_assert!(diagnostics.has_errors());
    }

    #[test]
    fn damaged_workbooks_are_read_or_refused(at in 0usize..6000, byte in any::<u8>(), keep in 0usize..6000) {
        let mut book = Workbook::new();
        workbook_of_2018(book.add_worksheet(), 0.0875);
        let mut bytes = book.save_to_buffer().unwrap();
        let length = bytes.len();
        bytes[at % length] = byte;
        bytes.truncate(4 + keep.max(length / 2) % length);
        let (rows, diagnostics) = read("a.xlsx", &bytes, Locale::Auto);
        prop_assert!(!rows.is_empty() || diagnostics.has_errors());
    }

    #[test]
    fn tables_of_odd_cells_never_break_the_reader(cells in prop::collection::vec("[-0-9.,;\"#a-z ]{0,6}", 14 * 3)) {
        let header = "year,form,commune_code,commune_name,households,c1,c2,c3,c4,c5,c6,c7,c8,c9";
        let rows: Vec<String> = cells.chunks(14).map(|row| row.join(",")).collect();
        let text = format!("{header}\n{}\n", rows.join("\n"));
        let (rows, diagnostics) = read("a.csv", text.as_bytes(), Locale::Auto);
        prop_assert!(rows.is_empty());
        prop_assert!(diagnostics.has_errors());
    }
}
