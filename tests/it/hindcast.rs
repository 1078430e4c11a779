//! The hindcast of 2016–2020: its start is what its margins say, its money what was reported, and it runs.

use giamngheo::domain::published::{Measure, Published, PublishedScope};
use giamngheo::domain::scenario::Scenario;
use giamngheo::domain::standard::Standard;
use giamngheo::load::published;
use giamngheo::load::scenario::{Inputs, load, references};
use giamngheo::plan::build;
use giamngheo::simulate::expected::expected_path;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const FILE: &str = "bac-giang-2016-2020.toml";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios")
}

fn hindcast() -> Scenario {
    let text = std::fs::read_to_string(root().join(FILE)).unwrap();
    let (found, _) = references(FILE, &text);
    let read = |path: &str| std::fs::read(root().join(path)).unwrap();
    let files: BTreeMap<String, (String, Vec<u8>)> =
        found.into_iter().map(|it| (it.path.clone(), (it.path.clone(), read(&it.path)))).collect();
    let (scenario, diagnostics) = load(&Inputs { file: FILE, text: &text, files: &files });
    assert_eq!(diagnostics.items, [], "not even a warning");
    scenario.unwrap()
}

/// Rows of a table of the pack, by column.
fn rows(file: &str) -> Vec<BTreeMap<String, String>> {
    let text = std::fs::read_to_string(root().join("bac-giang").join(file)).unwrap();
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    reader.deserialize().map(|row| row.unwrap()).collect()
}

#[test]
fn the_start_is_what_the_margins_of_2015_say() {
    let scenario = hindcast();
    assert_eq!((scenario.baseline_year, scenario.last_year), (2015, 2020));
    assert_eq!(scenario.baseline_standard, Standard::Qd59);
    let margins = rows("margins_2015.csv");
    assert_eq!(margins.len(), 4);
    for margin in &margins {
        let belongs = |row: usize| {
            let commune = &scenario.communes[row];
            match margin["scope"].as_str() {
                "district" => commune.district_code.to_string() == margin["key"],
                _ => scenario.cohort(&margin["key"]).unwrap().members.contains(&commune.code),
            }
        };
        let inside = || scenario.baseline.iter().enumerate().filter(|(row, _)| belongs(*row)).map(|(_, b)| b);
        let sums = [
            inside().map(|b| b.households).sum::<u32>(),
            inside().map(|b| b.poor).sum(),
            inside().map(|b| b.near_poor).sum(),
        ];
        let wanted = ["households", "poor", "near_poor"].map(|column| margin[column].parse::<u32>().unwrap());
        assert_eq!(sums, wanted, "{}", margin["key"]);
    }
    // 13.6 % of 438000 and 51.4 % of 38000, without rounding.
    assert_eq!((59_568 * 1000, 19_532 * 1000), (438_000 * 136, 38_000 * 514));
}

#[test]
fn its_money_is_that_of_the_report_to_the_dong() {
    let scenario = hindcast();
    let reported = rows("money_2016_2020.csv");
    let million =
        |item: &str| reported.iter().find(|row| row["item"] == item).unwrap()["amount_million_vnd"].clone();
    for (source, item) in [
        ("central_investment", "central_investment"),
        ("central_recurrent", "central_recurrent"),
        ("local", "district_commune_budget"),
        ("people", "people_and_other"),
    ] {
        let own = scenario.envelopes.iter().filter(|envelope| envelope.source == source);
        let years: Vec<i32> = own.clone().map(|envelope| envelope.year).collect();
        assert_eq!(years, [2016, 2017, 2018, 2019, 2020]);
        let sum: i64 = own.map(|envelope| envelope.amount.dong()).sum();
        assert_eq!(sum, million(item).parse::<i64>().unwrap() * 1_000_000, "{source}");
    }
}

#[test]
fn it_runs_in_expected_values_and_2019_is_the_year_of_the_swine_fever() {
    let scenario = hindcast();
    let (design, _) = build::design(&scenario);
    let paths = expected_path(&design, 0);
    let sum = |year: usize, of: &dyn Fn(&giamngheo::simulate::record::CommuneYear<f64>) -> f64| {
        paths.iter().map(|path| of(&path[year])).sum::<f64>()
    };
    let mut before = 59_568.0;
    let mut exits = Vec::new();
    for year in 0..5 {
        let start = sum(year, &|record| record.poor.start);
        assert!((start - before).abs() < 1e-6 * before, "{year}: {start} {before}");
        let (escaped, near) = (
            sum(year, &|record| record.poor.escaped_past_line),
            sum(year, &|record| record.poor.to_other_list),
        );
        exits.push((escaped + near) / start);
        before = sum(year, &|record| record.poor.end);
        assert!(before < start);
    }
    let households = sum(4, &|record| record.households);
    // 1.18 % a year, and the published total of 448.4 thousand after two years.
    assert!((households / 438_000.0 - 1.0118f64.powi(5)).abs() < 1e-3, "{households}");
    assert!((sum(1, &|record| record.households) - 448_400.0).abs() < 500.0);
    assert!(exits[3] < exits[2] - 0.005 && exits[3] < exits[4] - 0.005, "{exits:?}");
}

fn shipped() -> (String, Vec<u8>) {
    let name = "poverty_2016_2021.csv";
    (name.to_string(), std::fs::read(root().join("bac-giang").join(name)).unwrap())
}

#[test]
fn the_shipped_figures_are_read_once_each() {
    let (name, bytes) = shipped();
    let (figures, diagnostics) = published::read(&name, &bytes, &hindcast());
    assert_eq!(diagnostics.items, []);
    let with_error = rows(&name).iter().filter(|row| !row["error_sd"].is_empty()).count();
    assert_eq!(figures.len(), with_error);
    let of = |year: i32, measure: Measure| -> Vec<&Published> {
        figures.iter().filter(|it| it.last_year == year && it.measure == measure).collect()
    };
    let found = of(2017, Measure::PoorRate)[0];
    assert_eq!((found.value, found.error_sd, found.row), (9.53, 0.2, 8));
    assert_eq!(found.scope, PublishedScope::Province);
    let falls: Vec<(f64, PublishedScope)> =
        of(2020, Measure::PoorRateAverageFall).iter().map(|it| (it.value, it.scope.clone())).collect();
    let cohort = |id: &str| PublishedScope::Cohort(id.to_string());
    assert_eq!(
        falls,
        [(2.09, PublishedScope::Province), (5.4, cohort("poor_district")), (6.8, cohort("dbkk"))]
    );
    assert_eq!(of(2020, Measure::RelapseRate)[0].error_sd, 2.0);
    assert!(figures.iter().all(|it| it.standard == Standard::Qd59 && it.error_sd > 0.0));
}

#[test]
fn everything_wrong_with_published_figures_is_said_at_once() {
    let text = "first_year,last_year,scope,key,standard,measure,value,unit,error_sd
2017,2017,province,province,qd59,poor_rate,9.53,percent,0
2017,2017,province,bac_giang,qd59,poor_rate,many,percent,nan
2017,2017,cohort,atk,qd59,poverty,9,percent,1
2017,2017,country,vn,qd60,poor,9,percent,1
2016,2021,province,province,qd59,poor_rate_average_fall,2,points_per_year,1
2015,2017,province,province,qd59,poor_rate_average_fall,2,points_per_year,1
2016,2017,district,220,qd59,poor_rate,20,percent,1
2018,2017,district,999,qd59,relapse_rate,101,percent_per_year,1
2018,2018,district,220,nd07,poor,-5,households,1
20x8,2018,district,220,qd59,poor,5,households,
2018,2018,district,220,qd59,households,20000,households,50
2018,2018,district,220,qd59,households,20001,households,60
2021,2021,province,province,nd07,poor_rate,5.27,percent,
";
    let (figures, diagnostics) = published::read("p.csv", text.as_bytes(), &hindcast());
    let found: Vec<String> = diagnostics
        .items
        .iter()
        .map(|item| match &item.place {
            giamngheo::load::diagnostic::Place::Cell { row, column } => {
                format!("{row} {column} {}", item.rule)
            }
            place => format!("{place:?}"),
        })
        .collect();
    let expected = [
        "2 error_sd not-positive",
        "3 key unknown-name",
        "3 value not-a-number",
        "3 error_sd not-a-number",
        "4 key unknown-name",
        "4 measure unknown-name",
        "5 scope unknown-name",
        "5 standard unknown-name",
        "5 unit unit-mismatch",
        "6 first_year window-outside-run",
        "7 first_year window-outside-run",
        "8 last_year window-of-years",
        "9 key unknown-name",
        "9 value out-of-range",
        "10 value negative",
        "10 standard standard-mismatch",
        "11 first_year bad-year",
        "13 measure repeated-figure",
    ];
    assert_eq!(found, expected);
    assert_eq!(figures.iter().map(|it| it.row).collect::<Vec<_>>(), [12]);
    let (none, diagnostics) = published::read("p.csv", b"first_year,value\n2017,1\n", &hindcast());
    assert_eq!((none.len(), diagnostics.items.len()), (0, 7));
}

#[test]
fn every_measure_is_known_by_its_word_and_has_a_unit() {
    let words: Vec<&str> = Measure::ALL.iter().map(|measure| measure.word()).collect();
    let published: Vec<String> =
        rows("poverty_2016_2021.csv").iter().map(|row| row["measure"].clone()).collect();
    assert!(words.iter().all(|word| published.iter().any(|found| found == word)), "{words:?}");
    assert!(published.iter().all(|found| words.contains(&found.as_str())), "{published:?}");
}
