//! Official forms: every refusal with its message, and every way of writing that is understood.

use crate::invalid::spoken;
use giamngheo::cli::render_diagnostics;
use giamngheo::domain::commune::Commune;
use giamngheo::domain::form::{FormList, FormRow};
use giamngheo::load::diagnostic::Diagnostics;
use giamngheo::load::forms::{Crosswalk, FormFile, Locale, baseline_from_forms, forms_to_csv, read_forms};
use giamngheo::load::tables;
use giamngheo::report::Language;
use rust_xlsxwriter::Workbook;
use std::fs;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

pub fn province() -> (Vec<Commune>, Crosswalk) {
    let pack = Path::new(ROOT).join("scenarios/bac-giang");
    let mut diagnostics = Diagnostics::default();
    let communes =
        tables::communes("communes.csv", &fs::read(pack.join("communes.csv")).unwrap(), &mut diagnostics);
    let text = fs::read_to_string(pack.join("crosswalk.csv")).unwrap();
    let (crosswalk, found) = Crosswalk::parse("crosswalk.csv", &text, &communes);
    assert!(!diagnostics.has_errors() && !found.has_errors());
    (communes, crosswalk)
}

pub fn read(name: &str, bytes: &[u8], locale: Locale) -> (Vec<FormRow>, Diagnostics) {
    let (communes, crosswalk) = province();
    read_forms(&[FormFile { name, bytes }], &communes, &crosswalk, locale)
}

pub fn read_well(name: &str, bytes: &[u8], locale: Locale) -> Vec<FormRow> {
    let (rows, diagnostics) = read(name, bytes, locale);
    assert!(!diagnostics.has_errors(), "{name}: {diagnostics:#?}");
    rows
}

#[test]
fn every_bad_form_is_refused_with_its_message() {
    let mut files: Vec<_> = fs::read_dir(Path::new(ROOT).join("tests/invalid/forms"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert!(files.len() >= 50);
    for path in files {
        let bytes = fs::read(&path).unwrap();
        let text = String::from_utf8_lossy(&bytes).to_string();
        let expected: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("# expect: ")).collect();
        let name = path.file_name().unwrap().to_str().unwrap();
        let locale = if text.contains("# locale: vi") { Locale::Vietnamese } else { Locale::Auto };
        let (_, diagnostics) = read(name, &bytes, locale);
        let shown = render_diagnostics(&diagnostics, Language::En).unwrap();
        spoken(name, &render_diagnostics(&diagnostics, Language::Vi).unwrap(), &shown);
        let is_problem = |line: &&str| line.contains(": error: ") || line.contains(": warning: ");
        let found: Vec<&str> = shown.lines().filter(is_problem).collect();
        assert!(!expected.is_empty(), "{name} expects nothing");
        assert_eq!(found, expected, "{name}");
    }
}

/// Two communes of the 2022 forms, poor and near-poor, in the tidy layout.
const TIDY: &str = "year,form,commune_code,commune_name,households,c1,c2,c3,c4,c5,c6,c7,c8,c9
2022,poor,07621,Vân Sơn,950,400,20,30,1,2,1,3,0,355
2022,near_poor,07621,Vân Sơn,950,150,2,30,0,20,1,3,0,142
2022,poor,07627,Đại Sơn,1010,300,15,20,0,1,0,2,0,268
2022,near_poor,07627,Đại Sơn,1010,130,1,25,0,15,0,4,0,123
";

#[test]
fn byte_order_mark_semicolons_and_decomposed_letters_change_nothing() {
    let plain = read_well("a.csv", TIDY.as_bytes(), Locale::Auto);
    assert_eq!(plain.len(), 4);
    let decomposed: String = TIDY.nfd().collect();
    assert_ne!(decomposed, TIDY);
    let semicolons = format!("\u{feff}{}", decomposed.replace(',', ";")).replace('\n', "\r\n");
    assert_eq!(read_well("b.csv", semicolons.as_bytes(), Locale::Auto), plain);
    // What is written is read back as it was.
    let (communes, _) = province();
    assert_eq!(read_well("c.csv", forms_to_csv(&plain, &communes).as_bytes(), Locale::Auto), plain);
}

#[test]
fn vietnamese_numbers_need_a_declared_locale_only_where_they_are_ambiguous() {
    let text = "year;form;commune_code;commune_name;households;start;escaped;relapsed;newly_arisen;end
2020;poor;07621;Vân Sơn;1.950;1.400;200;0;0;1.200
";
    let rows = read_well("a.csv", text.as_bytes(), Locale::Vietnamese);
    assert_eq!((rows[0].households, rows[0].flows.start, rows[0].flows.end), (Some(1950), 1400, 1200));
    assert!(!rows[0].split_known);
    let (_, diagnostics) = read("a.csv", text.as_bytes(), Locale::Auto);
    assert!(diagnostics.items.iter().any(|item| item.rule == "ambiguous-number"));
    // 1.400.000 and 1400,0 can be read in one way only.
    let clear = text.replace("1.950", "1950").replace("1.400", "1400,0").replace("1.200", "1 200");
    assert_eq!(read_well("b.csv", clear.as_bytes(), Locale::Auto), rows);
}

#[test]
fn old_units_of_one_commune_are_added_up() {
    // Chiên Sơn (07633) and Quế Sơn (07627) became Đại Sơn (07627) in 2020.
    let text = "year,form,commune_code,commune_name,households,start,escaped,relapsed,newly_arisen,end
2018,poor,07633,Chiên Sơn,400,100,20,1,2,83
2018,poor,07627,Quế Sơn,500,120,30,0,3,93
";
    let rows = read_well("old.csv", text.as_bytes(), Locale::Auto);
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].commune.to_string().as_str(), rows[0].flows.start), ("07627", 220));
    assert_eq!((rows[0].flows.end, rows[0].households), (176, Some(900)));
    assert_eq!(rows[0].flows.end_by_identity(), 176);
}

#[test]
fn workbooks_are_read_like_tables() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in TIDY.lines().enumerate() {
        for (column, cell) in line.split(',').enumerate() {
            let (row, column) = (row as u32, column as u16);
            match cell.parse::<f64>() {
                Ok(number) if row > 0 && column != 2 => sheet.write_number(row, column, number).unwrap(),
                _ => sheet.write_string(row, column, cell).unwrap(),
            };
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(read_well("a.xlsx", &bytes, Locale::Auto), read_well("a.csv", TIDY.as_bytes(), Locale::Auto));
}

/// The printed form of TT 07/2021 with title, numbered columns, district total, households and persons.
fn printed_form(list: &str, rows: &[(&str, &str, [i32; 9])]) -> Vec<u8> {
    let poor = list == "hộ nghèo";
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, format!("TỔNG HỢP DIỄN BIẾN {} NĂM 2022", list.to_uppercase())).unwrap();
    let other = if poor { "hộ cận nghèo" } else { "hộ nghèo" };
    let labels = [
        format!("Số {list} đầu kỳ"),
        format!("Thoát: trở thành {other}"),
        "Thoát: vượt chuẩn cận nghèo".to_string(),
        "Số hộ khác giảm".to_string(),
        format!("{other} trở thành {list}"),
        if poor { "Bổ sung: tái nghèo".to_string() } else { "Bổ sung: tái cận nghèo".to_string() },
        "Bổ sung: phát sinh mới".to_string(),
        "Số hộ khác tăng".to_string(),
        format!("Số {list} cuối kỳ"),
    ];
    for (column, label) in ["TT", "Mã", "Địa bàn", "Đơn vị tính"].iter().enumerate() {
        sheet.write_string(2, column as u16, *label).unwrap();
    }
    for (column, label) in labels.iter().enumerate() {
        sheet.write_string(2, 4 + column as u16, label).unwrap();
        sheet.write_number(3, 4 + column as u16, column as f64 + 1.0).unwrap();
    }
    let mut line = 4;
    for (index, (code, name, counts)) in rows.iter().enumerate() {
        for (unit, factor) in [("Hộ", 1), ("Nhân khẩu", 4)] {
            sheet.write_number(line, 0, index as f64 + 1.0).unwrap();
            sheet.write_string(line, 1, *code).unwrap();
            sheet.write_string(line, 2, *name).unwrap();
            sheet.write_string(line, 3, unit).unwrap();
            for (column, count) in counts.iter().enumerate() {
                sheet.write_number(line, 4 + column as u16, f64::from(count * factor)).unwrap();
            }
            line += 1;
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn the_printed_form_is_understood() {
    let poor = printed_form(
        "hộ nghèo",
        &[
            ("07621", "Vân Sơn", [400, 20, 30, 1, 2, 1, 3, 0, 355]),
            ("07627", "Đại Sơn", [300, 15, 20, 0, 1, 0, 2, 0, 268]),
        ],
    );
    let rows = read_well("poor.xlsx", &poor, Locale::Auto);
    assert_eq!(rows.len(), 2, "{rows:#?}");
    assert!(rows.iter().all(|row| row.year == 2022 && row.list == FormList::Poor && row.split_known));
    assert_eq!(rows[0].flows.columns(), [400, 20, 30, 1, 2, 1, 3, 0, 355]);
}

#[test]
fn forms_of_every_commune_become_a_baseline() {
    let (communes, _) = province();
    let mut text = String::from(
        "year,form,commune_code,commune_name,households,start,escaped,relapsed,newly_arisen,end\n",
    );
    for commune in &communes {
        for (form, end) in [("poor", 50), ("near_poor", 40)] {
            let (code, name) = (commune.code, &commune.name);
            text.push_str(&format!("2020,{form},{code},{name},1000,{},15,2,3,{end}\n", end + 10));
        }
    }
    let rows = read_well("all.csv", text.as_bytes(), Locale::Auto);
    let (baseline, diagnostics) = baseline_from_forms(&rows, &communes, 2020);
    assert!(!diagnostics.has_errors(), "{diagnostics:#?}");
    assert_eq!(baseline.len(), 209);
    assert!(baseline.iter().all(|row| (row.households, row.poor, row.near_poor) == (1000, 50, 40)));
}
