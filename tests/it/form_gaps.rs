//! Forms with gaps: what the identity fills, what stays open, and what is no gap but an error.

use super::form_files::workbook_of_2018;
use super::forms::{province, read_well};
use giamngheo::cli::{render_diagnostics, render_said};
use giamngheo::domain::form::{FormList, FormRow, GapCounts, Gaps};
use giamngheo::domain::standard::Standard;
use giamngheo::load::diagnostic::{Diagnostic, Diagnostics};
use giamngheo::load::forms::{FormFile, Locale, one_standard, read_forms, read_forms_with_gaps};
use giamngheo::report::Language;
use rust_xlsxwriter::Workbook;

const OLD: &str = "year,form,commune_code,households,start,escaped,relapsed,newly_arisen,end\n";
const NEW: &str = "year,form,commune_code,households,c1,c2,c3,c4,c5,c6,c7,c8,c9\n";

type Row = FormRow<Option<i64>>;

fn read(name: &str, bytes: &[u8]) -> (Vec<Row>, Gaps, Diagnostics) {
    let (communes, crosswalk) = province();
    read_forms_with_gaps(&[FormFile { name, bytes }], &communes, &crosswalk, Locale::Auto)
}

fn read_text(text: &str) -> (Vec<Row>, Gaps) {
    let (rows, gaps, diagnostics) = read("a.csv", text.as_bytes());
    assert!(!diagnostics.has_errors(), "{diagnostics:#?}");
    (rows, gaps)
}

/// Problems as shown, without the file's name.
fn problems(text: &str) -> Vec<String> {
    let shown = render_diagnostics(&read("a.csv", text.as_bytes()).2, Language::En).unwrap();
    let lines = shown.lines().filter(|line| line.contains(": error: ") || line.contains(": warning: "));
    lines.map(|line| line.trim_start_matches("a.csv:").to_string()).collect()
}

fn counts(gaps: &Gaps, year: i32, list: FormList) -> [usize; 4] {
    let GapCounts { communes_without_row, cells_missing, cells_filled, merged_incomplete } =
        gaps.of[&(year, list)];
    [communes_without_row, cells_missing, cells_filled, merged_incomplete]
}

/// A line of cells with the ones at `holes` (from 0) left out.
fn with_holes(lead: &str, cells: &[i64], holes: &[usize]) -> String {
    let shown: Vec<String> = cells
        .iter()
        .enumerate()
        .map(|(at, cell)| if holes.contains(&at) { String::new() } else { cell.to_string() })
        .collect();
    format!("{lead},{}\n", shown.join(","))
}

#[test]
fn a_single_gap_is_filled_by_the_identity_in_either_form() {
    // Every other commune is complete, so that no column is without any figure.
    let old = [120, 30, 4, 5, 99];
    let new = [200, 30, 20, 1, 2, 3, 4, 5, 163];
    let sets: [(&str, i32, &[i64]); 2] = [(OLD, 2018, &old), (NEW, 2022, &new)];
    for (header, year, cells) in sets {
        for hole in 0..cells.len() {
            let line =
                |code: &str, holes: &[usize]| with_holes(&format!("{year},poor,{code},1000"), cells, holes);
            let text = format!("{header}{}{}", line("07621", &[hole]), line("07624", &[]));
            let (rows, gaps) = read_text(&text);
            assert_eq!(rows.len(), 2);
            assert_eq!(rows[0].flows, rows[1].flows, "{header} {hole}");
            assert_eq!(counts(&gaps, year, FormList::Poor), [207, 0, 1, 0]);
            let whole = rows[0].complete().unwrap();
            assert_eq!(whole.flows.end_by_identity(), whole.flows.end);
        }
    }
}

#[test]
fn more_gaps_stay_open_and_are_counted_by_year_and_list() {
    let text = format!(
        "{OLD}2018,poor,07621,1000,120,30,,…,95\n2018,poor,07624,,,,,,\n2019,poor,07621,,95,20,1,2,\n\
         2019,near_poor,07621,,80,10,2,3,n/a\n2020,near_poor,07624,,60,,1,2,50\n2020,near_poor,07621,,75,5,1,,\n"
    );
    let (rows, gaps) = read_text(&text);
    let columns = |at: usize| rows[at].flows.columns().map(|cell| cell.unwrap_or(-1));
    let expected = [
        [120, 0, 30, 0, 0, -1, -1, 0, 95],
        [-1, 0, -1, 0, 0, -1, -1, 0, -1],
        [95, 0, 20, 0, 0, 1, 2, 0, 78],
        [80, 0, 10, 0, 0, 2, 3, 0, 75],
        [75, 0, 5, 0, 0, 1, -1, 0, -1],
        [60, 0, 13, 0, 0, 1, 2, 0, 50],
    ];
    assert_eq!((0..rows.len()).map(columns).collect::<Vec<_>>(), expected);
    assert_eq!(rows[0].complete(), None);
    assert_eq!(rows[2].complete().map(|row| row.flows.end), Some(78));
    let table: Vec<_> =
        gaps.of.keys().map(|(year, list)| (*year, *list, counts(&gaps, *year, *list))).collect();
    let (poor, near) = (FormList::Poor, FormList::NearPoor);
    let expected = [
        (2018, poor, [207, 2 + 5, 0, 0]),
        (2018, near, [209, 0, 0, 0]),
        (2019, poor, [208, 0, 1, 0]),
        (2019, near, [208, 0, 1, 0]),
        (2020, poor, [209, 0, 0, 0]),
        (2020, near, [207, 2, 1, 0]),
    ];
    assert_eq!(table, expected);
}

#[test]
fn a_dash_is_a_zero_and_no_gap() {
    let (rows, gaps) = read_text(&format!("{OLD}2018,poor,07621,900,100,10,-,–,90\n"));
    assert_eq!(rows[0].complete().unwrap().flows.columns(), [100, 0, 10, 0, 0, 0, 0, 0, 90]);
    assert_eq!(counts(&gaps, 2018, FormList::Poor), [208, 0, 0, 0]);
}

#[test]
fn a_merged_commune_lacks_what_one_of_its_parts_lacks() {
    // Chiên Sơn (07633) and Quế Sơn (07627) became Đại Sơn (07627); Thạch Sơn (07618) and Phúc Thắng (07630) Phúc Sơn.
    let text = format!(
        "{OLD}2018,poor,07633,400,100,20,1,,82\n2018,poor,07627,500,120,30,,,93\n2018,poor,07618,300,50,10,1,2,43\n\
         2020,poor,07618,900,90,20,1,2,73\n"
    );
    let (rows, gaps, diagnostics) = read("a.csv", text.as_bytes());
    assert!(!diagnostics.has_errors(), "{diagnostics:#?}");
    assert_eq!(rows.len(), 3);
    let of = |code: u32, year: i32| {
        rows.iter().find(|row| row.commune.number() == code && row.year == year).unwrap()
    };
    let (zero, none) = (Some(0), None);
    // 82 = 100 − 20 + 1 + 1: the one gap of Chiên Sơn is filled, the two of Quế Sơn are not.
    assert_eq!(
        of(7627, 2018).flows.columns(),
        [Some(220), zero, Some(50), zero, zero, none, none, zero, Some(175)]
    );
    assert_eq!(of(7627, 2018).households, Some(900));
    assert_eq!(of(7630, 2018).flows.columns(), [none, zero, none, zero, zero, none, none, zero, none]);
    assert_eq!(of(7630, 2018).households, None);
    // From 2020 on Phúc Sơn is one commune, whichever of its codes stands there.
    assert_eq!(of(7630, 2020).flows.complete().unwrap().end, 73);
    assert_eq!(counts(&gaps, 2018, FormList::Poor), [207, 2 + 5, 1, 1]);
    assert_eq!(counts(&gaps, 2020, FormList::Poor), [208, 0, 0, 0]);
    let told: Vec<&str> = diagnostics.items.iter().map(|item| item.rule).collect();
    assert_eq!(told, ["crosswalk-inferred", "merged-part-absent"]);
    let said = render_said(&diagnostics.items[1].message, Language::En).unwrap();
    assert!(said.ends_with("the commune's figures of the year are not used"));
}

#[test]
fn figures_that_contradict_each_other_are_no_gaps() {
    let other = "2018,poor,07624,900,100,10,1,1,92\n";
    let of = |line: &str| problems(&format!("{OLD}{line}\n{other}"));
    assert_eq!(
        of("2018,poor,07621,1000,120,30,4,5,98"),
        ["2:end:98:stock-flow: error: 07621: the flows give 99: 120 − 30 + 4 + 5"]
    );
    assert_eq!(
        of("2018,poor,07621,1000,120,30,,5,92"),
        ["2:relapsed::stock-flow: error: 07621: the other flows leave -3 for relapsed (tái)"]
    );
    // With two gaps a list can still lose more than it had.
    assert_eq!(
        of("2018,poor,07621,1000,20,30,,,15"),
        ["2:start:20:outflow-exceeds-start: error: 07621: 30 left a list that 20 were on"]
    );
    assert_eq!(of("2018,poor,07621,1000,120,,,x,15"), ["2:newly_arisen:x:not-a-number: error: not a number"]);
    let next = "2018,poor,07621,1000,120,30,4,,99\n2019,poor,07621,1000,98,,,,60";
    assert_eq!(
        of(next),
        [
            "3:start:98:year-chain: error: 07621, poor (hộ nghèo): 98 at the start of 2019, but 99 at the end of 2018 (a.csv row 2)"
        ]
    );
    // A start that is not known chains to anything.
    assert_eq!(of("2018,poor,07621,1000,120,30,4,,99\n2019,poor,07621,1000,,,1,2,60"), [""; 0]);
}

#[test]
fn the_same_year_twice_is_an_error_also_where_it_has_gaps() {
    let text = format!("{OLD}2018,poor,07621,1000,120,30,4,5,99\n2018,poor,07621,1000,120,30,,,99\n");
    let message = "07621 is given twice, first in a.csv row 2";
    assert_eq!(problems(&text), [format!("3:commune_code:07621:duplicate-commune: error: {message}")]);
}

#[test]
fn a_column_that_nobody_filled_is_an_error_by_its_name() {
    let text = format!(
        "{OLD}2018,poor,07621,1000,120,30,,5,99\n2019,poor,07621,1000,99,20,,5,85\n\
         2018,near_poor,07621,1000,90,30,4,5,69\n"
    );
    let message = "no row of the poor (hộ nghèo) list has a figure for `relapsed`, relapsed (tái)";
    assert_eq!(problems(&text), [format!("2:relapsed::empty-column: error: {message}")]);
    // One figure anywhere on the list, and the rest are gaps.
    assert_eq!(problems(&text.replace(",99,20,,5,85", ",99,20,0,1,80")), [""; 0]);
    let without = "year,form,commune_code,start,escaped,newly_arisen,end\n2018,poor,07621,120,30,5,99\n";
    let message = "no column `relapsed`, which the 2016–2021 form (TT 17/2016) has";
    assert_eq!(problems(without), [format!("1:relapsed::missing-column: error: {message}")]);
}

#[test]
fn rows_without_any_figure_are_of_the_form_of_their_year() {
    let header =
        "year,form,commune_code,start,escaped,relapsed,newly_arisen,end,c1,c2,c3,c4,c5,c6,c7,c8,c9\n";
    let text = format!(
        "{header}2021,poor,07621,,,,,,,,,,,,,,\n2022,poor,07621,,,,,,,,,,,,,,\n\
         2021,poor,07624,120,30,4,5,99,,,,,,,,,\n2022,poor,07624,,,,,,200,30,20,1,2,3,4,5,163\n"
    );
    let (rows, gaps) = read_text(&text);
    let found: Vec<_> = rows.iter().map(|row| (row.year, row.standard, row.flows.missing())).collect();
    let (old, new) = (Standard::Qd59, Standard::Nd07);
    assert_eq!(found, [(2021, old, 5), (2021, old, 0), (2022, new, 9), (2022, new, 0)]);
    assert_eq!(counts(&gaps, 2022, FormList::Poor), [207, 9, 0, 0]);
}

#[test]
fn a_printed_form_may_have_gaps_too() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    workbook_of_2018(sheet, 0.0875);
    // A second commune without figures, a third with one.
    for (row, code, name) in
        [(5, 7624.0, "Xã Hữu Sản"), (6, 7630.0, "Xã Phúc Sơn"), (7, 7618.0, "Xã Thạch Sơn")]
    {
        sheet.write_number(row, 0, f64::from(row) - 3.0).unwrap();
        sheet.write_number(row, 1, code).unwrap();
        sheet.write_string(row, 2, name).unwrap();
    }
    sheet.write_number(6, 4, 70.0).unwrap();
    sheet.write_string(4, 8, "…").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let (_, gaps, diagnostics) = read("2018.xlsx", &bytes);
    let said = |item: &Diagnostic| (item.rule, render_said(&item.message, Language::En).unwrap());
    let rules: Vec<_> = diagnostics.items.iter().map(said).collect();
    let message = "no row of the poor (hộ nghèo) list has a figure for `relapsed`, relapsed (tái)";
    assert_eq!(rules, [("empty-column", message.to_string())]);
    assert_eq!(counts(&gaps, 2018, FormList::Poor), [206, 5 + 5, 1, 0]);
    // Complete reading refuses the same file, and names every cell.
    let (communes, crosswalk) = province();
    let file = FormFile { name: "2018.xlsx", bytes: &bytes };
    let (rows, diagnostics) = read_forms(&[file], &communes, &crosswalk, Locale::Auto);
    assert_eq!(rows, []);
    let missing = diagnostics.items.iter().filter(|item| item.rule == "missing-value").count();
    let empty = diagnostics.items.iter().filter(|item| item.rule == "empty-row").count();
    assert_eq!((missing, empty), (1 + 4, 2));
}

#[test]
fn forms_without_gaps_are_read_alike() {
    let tidy = include_bytes!("../valid/forms/tidy.csv");
    let (with_gaps, gaps, diagnostics) = read("tidy.csv", tidy);
    assert!(!diagnostics.has_errors());
    let complete: Vec<FormRow> = with_gaps.iter().filter_map(FormRow::complete).collect();
    assert_eq!(complete.len(), with_gaps.len());
    assert_eq!(complete, read_well("tidy.csv", tidy, Locale::Auto));
    let open: usize = gaps.of.values().map(|counts| counts.cells_missing + counts.cells_filled).sum();
    assert_eq!(open, 0);
    // Years between the first and the last count even when no form of them is there.
    assert_eq!(counts(&gaps, 2021, FormList::Poor), [209, 0, 0, 0]);
}

#[test]
fn a_series_is_on_one_standard() {
    let (rows, _) = read_text(&format!("{OLD}2018,poor,07621,1000,120,30,4,5,99\n"));
    assert_eq!(one_standard(&rows), Ok(Standard::Qd59));
    let (rows, _) = read_text(&format!("{NEW}2022,poor,07621,1000,200,30,20,1,2,3,4,5,163\n"));
    assert_eq!(one_standard(&rows), Ok(Standard::Nd07));
    let refused = one_standard::<i64>(&[]).unwrap_err();
    assert_eq!(refused.rule, "no-rows");
    let refused = one_standard(&read_well("a.csv", include_bytes!("../valid/forms/tidy.csv"), Locale::Auto));
    let refused = refused.unwrap_err();
    assert_eq!(refused.rule, "runs-across-standards");
    assert_eq!(
        render_said(&refused.message, Language::En).unwrap(),
        "the series runs across the change of standard: 2019–2020 on QĐ 59/2015/QĐ-TTg, 2022 on NĐ 07/2021/NĐ-CP"
    );
}
