//! What a calibration's page says, held against the tables beside it: areas, words, counts, gaps, numbers.

use super::command::{giamngheo, small};
use crate::support::part_of_bac_giang;
use giamngheo::report::calibration_figures::name_of;
use giamngheo::report::input_names::Names;
use giamngheo::report::{Language, Texts};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

type Row = BTreeMap<String, String>;

#[test]
fn an_area_that_is_the_rest_of_a_cohort_says_so() {
    let scenario = part_of_bac_giang(1, 10);
    let said = |name: &str, language: Language| {
        let texts = Texts::new(language).unwrap();
        let name = name_of(name, &scenario, &texts).unwrap();
        (name, texts)
    };
    let wanted = [
        (
            "dbkk.exit_deprivation.poor_per_year",
            Language::En,
            "From poor to near-poor · 37 ĐBKK communes outside Poor district Sơn Động (21 of 37 communes)",
        ),
        (
            "dbkk.exit_deprivation.poor_per_year",
            Language::Vi,
            "Từ hộ nghèo thành cận nghèo · 37 xã ĐBKK ngoài Huyện nghèo Sơn Động (21 trong 37 xã)",
        ),
        (
            "poor_district.arise.secure_per_year",
            Language::En,
            "Secure households newly poor · Poor district Sơn Động",
        ),
        ("other.arise.secure_per_year", Language::En, "Secure households newly poor · all other communes"),
    ];
    for (name, language, title) in wanted {
        let (found, texts) = said(name, language);
        assert_eq!(found, title);
        // The words of a sensitivity study are the same.
        let names = Names { scenario: Some(&scenario), texts: &texts };
        assert_eq!(names.input(name), title);
    }
    let (total, _) = said("derived.dbkk.exit_total.poor_per_year", Language::En);
    assert!(total.starts_with("All exits from the poor list · 37 ĐBKK communes outside"), "{total}");
}

/// A table beside the page.
fn csv_rows(path: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let headers = reader.headers().unwrap().clone();
    let row = |record: csv::StringRecord| {
        headers.iter().zip(&record).map(|(key, it)| (key.to_string(), it.to_string())).collect()
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

/// A text of the page in English, or the one of both languages.
fn english(text: &Value) -> String {
    text["en"].as_str().or(text.as_str()).unwrap().to_string()
}

/// Texts of a table of the page in English, row by row.
fn page_rows(page: &Value, id: &str) -> Vec<Vec<String>> {
    let sections = page["sections"].as_array().unwrap().iter();
    let blocks = sections.flat_map(|it| it["blocks"].as_array().unwrap());
    let table = blocks.map(|it| &it["table"]).find(|it| it["id"] == id);
    let cells =
        |row: &Value| row["cells"].as_array().unwrap().iter().map(|it| english(&it["text"])).collect();
    table.unwrap_or_else(|| panic!("no {id}"))["rows"].as_array().unwrap().iter().map(cells).collect()
}

/// Calibrates in a hurry, whether or not the chains come to agree; the folder of what is written and what is said.
fn calibrated(folder: &Path, more: &[&str]) -> (Value, String, String) {
    let arguments = ["calibrate", "forms.csv", "--scenario", "scenario.toml", "--lang=en", "--out", "one"];
    let quick = ["--tune=200", "--draws=200", "--force"];
    let output = giamngheo(folder, &[&arguments[..], &quick, more].concat());
    let said = String::from_utf8(output.stdout).unwrap();
    let read = |name: &str| fs::read_to_string(folder.join("one").join(name)).unwrap();
    (serde_json::from_str(&read("report.json")).unwrap(), read("report.html"), said)
}

/// The small panel without a row and with an empty cell; priors of the poor's exits so wide that their sum is told.
fn with_gaps(folder: &Path) {
    small(folder);
    let text = fs::read_to_string(folder.join("forms.csv")).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with("2017,poor,07204,"));
    let emptied = lines.map(|line| match line.starts_with("2018,poor,07243,") {
        true => line
            .split(',')
            .enumerate()
            .map(|(at, it)| if at == 5 { "" } else { it })
            .collect::<Vec<_>>()
            .join(","),
        false => line.to_string(),
    });
    let transitions = folder.join("transitions.toml");
    let widened = fs::read_to_string(&transitions)
        .unwrap()
        .lines()
        .map(|line| {
            let exit = line.starts_with("exit_income_poor") || line.starts_with("exit_deprivation_poor");
            if exit { line.replace("log_sd = 0.2", "log_sd = 0.8") } else { line.to_string() }
        })
        .collect::<Vec<_>>();
    fs::write(transitions, widened.join("\n")).unwrap();
    fs::write(folder.join("forms.csv"), emptied.collect::<Vec<_>>().join("\n")).unwrap();
}

#[test]
fn the_page_agrees_with_the_tables_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    with_gaps(folder);
    let (page, html, said) = calibrated(folder, &[]);
    let parameters = csv_rows(&folder.join("one/parameters.csv"));
    free_parameters_are_counted_once(&parameters, &page, &said);
    the_split_is_by_assumption(&parameters, &page, &html);
    gaps_are_told(folder, &page);
    communes_are_told_by_year(folder, &page);
    rows_have_three_figures(&page);
    let must = [
        "the forms of TT 17/2016 tell apart",
        "biểu mẫu của TT 17/2016 phân biệt",
        "hazards (rates) per 100 households and year",
        "cường độ chuyển, trên 100 hộ mỗi năm",
        "6 of the scenario’s 6 communes have figures",
        "marked as synthetic",
    ];
    must.iter().for_each(|it| assert!(html.contains(it), "not said: {it}"));
    let must_not = [
        "TT 07/2021",
        "made to agree with the totals",
        "khớp với các tổng số",
        "every commune and year",
        "yearly chance",
        "% a year",
        "%/năm",
    ];
    must_not.iter().for_each(|it| assert!(!html.contains(it), "said: {it}"));
}

fn free_parameters_are_counted_once(parameters: &[Row], page: &Value, said: &str) {
    let mut years = BTreeSet::new();
    let free = |row: &&Row| {
        let name = &row["parameter"];
        let year = name.strip_prefix("year_effect.").map(|rest| rest[..4].to_string());
        !name.starts_with("derived.") && year.is_none_or(|year| years.insert(year))
    };
    let words: Vec<&str> = parameters.iter().filter(free).map(|row| row["identified_by"].as_str()).collect();
    let count = |word: &str| words.iter().filter(|it| **it == word).count();
    // The small shock moves two classes a year; two areas have a sum and a share.
    assert_eq!((years.len(), words.len() + 9), (5, parameters.len()));
    let verdict = &page["sections"][0]["blocks"][0]["verdict"];
    assert_eq!(english(&verdict["number"]), format!("{} / {}", count("data"), words.len()));
    let sentence = english(&verdict["words"]);
    for told in [format!("In all {}: ", words.len()), format!("by assumption: {};", count("assumption"))] {
        assert!(sentence.contains(&told), "{told}: {sentence}");
    }
    assert!(said.contains(&format!("{} free parameters", words.len())), "{said}");
    assert!(said.contains(&format!("data: {}, mixed: {}, ", count("data"), count("mixed"))), "{said}");
}

fn speaks_of_the_split(name: &str) -> bool {
    !name.starts_with("effect.")
        && [".exit_income.poor_per_year", ".exit_deprivation.poor_per_year", ".exit_income_share.poor"]
            .iter()
            .any(|it| name.ends_with(it))
}

fn the_split_is_by_assumption(parameters: &[Row], page: &Value, html: &str) {
    let split: Vec<&str> = parameters
        .iter()
        .filter(|row| speaks_of_the_split(&row["parameter"]))
        .map(|row| row["identified_by"].as_str())
        .collect();
    assert_eq!(split.len(), 6);
    assert!(split.iter().all(|it| ["assumption", "prior"].contains(it)), "{split:?}");
    assert!(split.contains(&"assumption"), "{split:?}");
    let rows = page_rows(page, "parameters-table");
    let named = |words: &str| rows.iter().filter(|row| row[0].starts_with(words)).collect::<Vec<_>>();
    assert!(named("Income exit of poor households").iter().any(|row| row[6] == "by assumption"));
    let totals = named("All exits from the poor list");
    assert_eq!(totals.len(), 2);
    assert!(totals.iter().all(|row| row[6] != "by assumption" && row[1] == "per 100 households and year"));
    assert!(html.contains("“By assumption”: ") && html.contains("“Do giả định”: "));
    assert!(html.contains("not how these split between"));
}

fn gaps_are_told(folder: &Path, page: &Value) {
    let gaps = csv_rows(&folder.join("one/gaps.csv"));
    let wanted: Vec<Vec<String>> = gaps
        .iter()
        .map(|row| {
            let columns = ["year", "form", "communes_without_row", "cells_missing", "cells_filled"];
            columns.map(|it| row[it].replace("near_poor", "near-poor")).to_vec()
        })
        .collect();
    assert_eq!(page_rows(page, "gaps-table"), wanted);
    assert!(wanted.contains(&["2017", "poor", "1", "5", "0"].map(String::from).to_vec()), "{wanted:?}");
    assert!(wanted.contains(&["2018", "poor", "0", "5", "1"].map(String::from).to_vec()), "{wanted:?}");
}

fn communes_are_told_by_year(folder: &Path, page: &Value) {
    let predicted = csv_rows(&folder.join("one/predicted.csv"));
    let of_province =
        predicted.iter().filter(|it| it["place"] == "province" && it["measure"] == "poor_rate_end");
    let wanted: Vec<[String; 2]> =
        of_province.map(|it| [it["year"].clone(), it["communes"].clone()]).collect();
    let rows = page_rows(page, "fits-table").into_iter().filter(|row| row[0] == "Province");
    let found: Vec<[String; 2]> = rows.map(|row| [row[1].clone(), row[2].clone()]).collect();
    assert_eq!(found, wanted);
    let counts: BTreeSet<&String> = wanted.iter().map(|it| &it[1]).collect();
    assert!(counts.len() > 1, "the gap leaves fewer communes in its year: {wanted:?}");
}

/// A row has as many decimals in every number, and three figures in its median.
fn rows_have_three_figures(page: &Value) {
    let decimals = |text: &str| text.split_once('.').map_or(0, |(_, rest)| rest.len());
    for row in page_rows(page, "parameters-table") {
        let (low, high) = row[4].split_once('–').unwrap();
        let all = [&row[2], &row[3], low, high].map(decimals);
        assert!(all.iter().all(|it| *it == all[0]), "{row:?}");
        let digits: String = row[3].chars().filter(char::is_ascii_digit).collect();
        let figures = digits.trim_start_matches('0').len();
        assert!(figures == 3 || (figures > 3 && all[0] == 0), "{row:?}");
    }
}

#[test]
fn near_poor_entries_that_are_counted_tell_the_split() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    small(folder);
    let (_, html, _) = calibrated(folder, &["--near-poor-entries", "arisen"]);
    let parameters = csv_rows(&folder.join("one/parameters.csv"));
    assert!(parameters.iter().all(|row| row["identified_by"] != "assumption"));
    assert!(!html.contains("“By assumption”") && html.contains("taken to count also those who come from"));
}
