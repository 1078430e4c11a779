//! The shipped Bắc Giang pack: complete, consistent with itself and with its sources, and plain about what is made up.

use giamngheo::domain::commune::CommuneCode;
use giamngheo::load::diagnostic::Diagnostics;
use giamngheo::load::margins::parse_margins;
use giamngheo::synthesise::table::SYNTHETIC_HEAD;
use std::collections::{BTreeMap, BTreeSet};

type Row = BTreeMap<String, String>;

const FILES: [&str; 10] = [
    "baseline_2015.csv",
    "baseline_2021.csv",
    "cohorts.csv",
    "communes.csv",
    "crosswalk.csv",
    "margins.csv",
    "margins_2015.csv",
    "money_2016_2020.csv",
    "participations_2016_2020.csv",
    "poverty_2016_2021.csv",
];

fn text(file: &str) -> String {
    let path = format!("{}/scenarios/bac-giang/{file}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|problem| panic!("{path}: {problem}"))
}

fn rows(file: &str) -> Vec<Row> {
    let text = text(file);
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    reader.deserialize().map(|row| row.unwrap_or_else(|problem| panic!("{file}: {problem}"))).collect()
}

fn number(row: &Row, column: &str) -> u64 {
    row[column].parse().unwrap_or_else(|_| panic!("{column} of {row:?}"))
}

fn column(file: &str, column: &str) -> Vec<String> {
    rows(file).into_iter().map(|mut row| row.remove(column).expect(column)).collect()
}

fn members(cohort: &str) -> BTreeSet<String> {
    rows("cohorts.csv")
        .into_iter()
        .filter(|row| row["cohort"] == cohort)
        .map(|row| row["commune_code"].clone())
        .collect()
}

#[test]
fn files_are_plain_csv() {
    for file in FILES {
        let text = text(file);
        assert!(!text.contains('\r') && !text.starts_with('\u{feff}') && text.ends_with('\n'), "{file}");
        let mut table = text.lines().skip_while(|line| line.starts_with('#'));
        let header = table.next().unwrap();
        assert!(
            header.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_,".contains(&b)),
            "{file}"
        );
        assert!(table.all(|line| !line.starts_with('#')), "{file}: a comment below the head");
        assert!(unicode_normalization::is_nfc(&text), "{file}");
        assert!(!rows(file).is_empty(), "{file}");
    }
}

#[test]
fn every_row_says_where_it_comes_from() {
    for file in FILES {
        let says = match file {
            "baseline_2015.csv" | "baseline_2021.csv" => "origin",
            "crosswalk.csv" => "basis",
            _ => "source",
        };
        for row in rows(file) {
            assert!(!row[says].trim().is_empty(), "{file}: {row:?}");
        }
    }
    assert!(text("crosswalk.csv").lines().next().unwrap().contains("Source:"));
}

#[test]
fn there_are_209_communes_in_ten_districts() {
    let communes = rows("communes.csv");
    let codes: BTreeSet<&str> = communes.iter().map(|row| row["commune_code"].as_str()).collect();
    assert_eq!((communes.len(), codes.len()), (209, 209));
    for row in &communes {
        let code = &row["commune_code"];
        assert_eq!(CommuneCode::parse(code).unwrap().to_string(), *code);
        let remoteness: f64 = row["remoteness"].parse().unwrap();
        assert!((0.0..=1.0).contains(&remoteness), "{row:?}");
        assert!(["full", "part", "no"].contains(&row["dbkk_2017"].as_str()), "{row:?}");
    }
    let mut kinds: BTreeMap<&str, u32> = BTreeMap::new();
    let mut districts: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in &communes {
        *kinds.entry(&row["kind"]).or_default() += 1;
        districts.entry(&row["district_code"]).or_default().insert(&row["district_name"]);
    }
    assert_eq!(kinds, BTreeMap::from([("phường", 10), ("thị trấn", 15), ("xã", 184)]));
    assert_eq!(districts.len(), 10);
    assert!(districts.values().all(|names| names.len() == 1));
    let merged: Vec<&Row> =
        communes.iter().filter(|row| row["source"].contains("mean of the merged parts")).collect();
    let means: Vec<(&str, &str)> =
        merged.iter().map(|row| (&*row["commune_code"], &*row["remoteness"])).collect();
    assert_eq!(means, [("07616", "0.1"), ("07627", "0.15")]);
}

#[test]
fn cohorts_are_the_37_and_the_17() {
    let communes = rows("communes.csv");
    let of = |keep: &dyn Fn(&Row) -> bool| -> BTreeSet<String> {
        communes.iter().filter(|row| keep(row)).map(|row| row["commune_code"].clone()).collect()
    };
    assert_eq!(rows("cohorts.csv").len(), 54);
    assert_eq!(members("dbkk").len(), 37);
    assert_eq!(members("dbkk"), of(&|row| row["dbkk_2017"] != "no"));
    assert_eq!(members("poor_district").len(), 17);
    assert_eq!(members("poor_district"), of(&|row| row["district_code"] == "220"));
    assert_eq!(members("dbkk").intersection(&members("poor_district")).count(), 16);
}

#[test]
fn the_crosswalk_leads_230_units_onto_all_209() {
    let crosswalk = rows("crosswalk.csv");
    let old: BTreeSet<&str> = crosswalk.iter().map(|row| row["old_code"].as_str()).collect();
    assert_eq!((crosswalk.len(), old.len()), (230, 230));
    let communes: BTreeMap<String, Row> =
        rows("communes.csv").into_iter().map(|row| (row["commune_code"].clone(), row)).collect();
    let reached: BTreeSet<&String> = crosswalk.iter().map(|row| &row["code_2021"]).collect();
    assert_eq!(reached, communes.keys().collect());
    for row in &crosswalk {
        let commune = &communes[&row["code_2021"]];
        assert_eq!(row["name_2021"], commune["commune_name"]);
        assert_eq!(row["kind_2021"], commune["kind"]);
        assert_eq!(row["district_name"], commune["district_name"]);
    }
}

#[test]
fn money_adds_up_at_every_level() {
    let money = rows("money_2016_2020.csv");
    let amount =
        |item: &str| number(money.iter().find(|row| row["item"] == item).expect(item), "amount_million_vnd");
    assert_eq!(506_246 + 212_045, 718_291);
    assert_eq!([amount("central_investment"), amount("central_recurrent")], [506_246, 212_045]);
    assert_eq!(amount("central_budget"), 718_291);
    assert_eq!(amount("district_commune_budget"), 12_938);
    assert_eq!(amount("state_budget"), 731_229);
    assert_eq!(amount("people_and_other"), 38_392);
    assert_eq!(amount("total"), 769_621);
    let parents: BTreeSet<&String> =
        money.iter().map(|row| &row["parent"]).filter(|item| !item.is_empty()).collect();
    assert_eq!(parents.len(), 3);
    for parent in parents {
        let parts = money.iter().filter(|row| row["parent"] == *parent);
        assert_eq!(
            parts.map(|row| number(row, "amount_million_vnd")).sum::<u64>(),
            amount(parent),
            "{parent}"
        );
    }
}

#[test]
fn participations_sum_to_the_reports() {
    let participations = rows("participations_2016_2020.csv");
    let sum = |column: &str| participations.iter().map(|row| number(row, column)).sum::<u64>();
    assert_eq!(sum("household_participations"), 62_150);
    assert_eq!(sum("projects"), 69 + 39 + 71 + 52 + 41 + 41);
    assert_eq!(sum("persons"), 74_600 + 7_100 + 204_000 + 8_000 + 6_600 + 6_900);
}

#[test]
fn margins_hold_the_published_rates_and_agree() {
    let file = "scenarios/bac-giang/margins.csv";
    let (margins, diagnostics) = parse_margins(&text("margins.csv"), file);
    assert_eq!(diagnostics, Diagnostics::default());
    let table: Vec<_> = margins
        .iter()
        .map(|m| (m.total.scope.words().1, [m.total.households, m.total.poor, m.total.near_poor]))
        .collect();
    let expected = [
        ("province".to_string(), [470_000, 24_769, 24_628]),
        ("poor_district".to_string(), [20_000, 7_200, 3_400]),
        ("dbkk".to_string(), [40_700, 12_210, 6_105]),
        ("213".to_string(), [44_000, 194, 264]),
    ];
    assert_eq!(table, expected);
    // 5.27 % and 5.24 % of 470000, without rounding.
    assert_eq!((24_769 * 10_000, 24_628 * 10_000), (470_000 * 527, 470_000 * 524));
    assert_eq!((7_200 * 100, 12_210 * 100), (20_000 * 36, 40_700 * 30));
}

/// Baselines and the margins that they meet.
const BASELINES: [(&str, &str); 2] =
    [("baseline_2015.csv", "margins_2015.csv"), ("baseline_2021.csv", "margins.csv")];

#[test]
fn margins_of_2015_agree_with_published_falls() {
    let file = "scenarios/bac-giang/margins_2015.csv";
    let (margins, diagnostics) = parse_margins(&text("margins_2015.csv"), file);
    assert_eq!(diagnostics, Diagnostics::default());
    let rate =
        |at: usize| 100.0 * f64::from(margins[at].total.poor) / f64::from(margins[at].total.households);
    let figures = rows("poverty_2016_2021.csv");
    let figure = |year: &str, key: &str, measure: &str| -> f64 {
        let of = |row: &&Row| row["last_year"] == year && row["key"] == key && row["measure"] == measure;
        figures.iter().find(of).unwrap()["value"].parse().unwrap()
    };
    assert!((rate(0) - figure("2015", "province", "poor_rate")).abs() < 0.005, "{}", rate(0));
    assert!((rate(1) - figure("2015", "poor_district", "poor_rate")).abs() < 0.005, "{}", rate(1));
    for (at, key) in [(0, "province"), (1, "poor_district")] {
        let fall = 5.0 * figure("2020", key, "poor_rate_average_fall");
        assert!((rate(at) - fall - figure("2020", key, "poor_rate")).abs() < 0.06, "{key}");
    }
    // What a fall of 34 points leaves in the ĐBKK communes, by the factor between the standards of margins.csv.
    let left = rate(2) - 5.0 * figure("2020", "dbkk", "poor_rate_average_fall");
    assert!((left - 30.0 / 1.725).abs() < 0.05, "{left}");
}

#[test]
fn the_baselines_are_synthetic_and_meet_every_margin() {
    let communes = rows("communes.csv");
    for (file, margins) in BASELINES {
        assert_eq!(text(file).lines().next(), Some(SYNTHETIC_HEAD));
        let baseline = rows(file);
        assert_eq!(column(file, "commune_code"), column("communes.csv", "commune_code"));
        for row in &baseline {
            assert_eq!(row["origin"], "synthetic");
            assert!(number(row, "poor") + number(row, "near_poor") <= number(row, "households"), "{row:?}");
            assert!(number(row, "households") > 0, "{row:?}");
        }
        for margin in rows(margins) {
            let key = &margin["key"];
            let belongs = |commune: &Row| match margin["scope"].as_str() {
                "province" => true,
                "district" => commune["district_code"] == *key,
                _ => members(key).contains(&commune["commune_code"]),
            };
            let inside: Vec<bool> = communes.iter().map(belongs).collect();
            for column in ["households", "poor", "near_poor"] {
                let parts = baseline.iter().zip(&inside).filter(|(_, inside)| **inside);
                let sum: u64 = parts.map(|(row, _)| number(row, column)).sum();
                assert_eq!(sum, number(&margin, column), "{file}: {column} of {key}");
            }
        }
    }
}

/// Poor per 100 households of the communes that are kept.
fn rate(baseline: &str, keep: &dyn Fn(&str) -> bool) -> f64 {
    let kept: Vec<Row> = rows(baseline).into_iter().filter(|row| keep(&row["commune_code"])).collect();
    let sum = |column: &str| kept.iter().map(|row| number(row, column)).sum::<u64>() as f64;
    100.0 * sum("poor") / sum("households")
}

#[test]
fn groups_of_communes_that_no_margin_names_are_plausible() {
    let (dbkk, poor_district) = (members("dbkk"), members("poor_district"));
    let in_both = |code: &str| dbkk.contains(code) && poor_district.contains(code);
    let outside = |code: &str| dbkk.contains(code) && !poor_district.contains(code);
    let elsewhere = |code: &str| !dbkk.contains(code) && !poor_district.contains(code);
    let of = |file: &str| [rate(file, &in_both), rate(file, &outside), rate(file, &elsewhere)];
    let [_, outside_2021, elsewhere_2021] = of("baseline_2021.csv");
    assert!((15.0..30.0).contains(&outside_2021), "{outside_2021}");
    assert!(elsewhere_2021 < 5.27, "{elsewhere_2021}");
    // The 21 outside Sơn Động fell faster than the 16 in it, to what the list of end-2021 has for them.
    let [both, outside, elsewhere] = of("baseline_2015.csv");
    assert!((45.0..58.0).contains(&both) && (45.0..58.0).contains(&outside), "{both} {outside}");
    assert!((9.0..11.0).contains(&elsewhere), "{elsewhere}");
}

#[test]
fn poverty_figures_name_their_standard_unit_and_tag() {
    for row in rows("poverty_2016_2021.csv") {
        let (first, last) = (number(&row, "first_year"), number(&row, "last_year"));
        assert!((2015..=2021).contains(&first) && (first..=2021).contains(&last), "{row:?}");
        assert_eq!(row["standard"], if last == 2021 { "nd07" } else { "qd59" }, "{row:?}");
        assert!(["S", "A", "D", "M"].contains(&row["tag"].as_str()), "{row:?}");
        assert_eq!(row["tag"] == "M", row["source"].contains("from memory, unverified"), "{row:?}");
        assert!(row["value"].parse::<f64>().is_ok_and(|value| value > 0.0), "{row:?}");
        if let Some(sd) = Some(&row["error_sd"]).filter(|sd| !sd.is_empty()) {
            // An error is far below its figure, except where the figure's meaning is in doubt.
            let (sd, value): (f64, f64) = (sd.parse().unwrap(), row["value"].parse().unwrap());
            assert!(sd > 0.0 && (sd < 0.1 * value || row["measure"] == "relapse_rate"), "{row:?}");
            assert_eq!(row["standard"], "qd59", "{row:?}");
        }
        let unit = row["unit"].as_str();
        assert!(["households", "percent", "points_per_year", "percent_per_year"].contains(&unit), "{row:?}");
    }
}
