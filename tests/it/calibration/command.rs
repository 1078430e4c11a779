//! `calibrate` and `backtest` as a user meets them: forms in, a posterior that `run` takes, and every refusal.

use super::made_up;
use crate::support::copy_small;
use giamngheo::calibrate::panel::Panel;
use giamngheo::report::forms_csv::forms_csv;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

pub fn giamngheo(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_giamngheo"));
    command.current_dir(folder).args(arguments).env("LANG", "C").output().unwrap()
}

/// Runs a command that must succeed.
fn succeed(folder: &Path, arguments: &[&str]) -> String {
    let output = giamngheo(folder, arguments);
    let stderr = String::from_utf8_lossy(&output.stderr).to_string();
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {stderr}");
    String::from_utf8(output.stdout).unwrap()
}

/// Runs a command that must refuse with exit 1 and write nothing; what it says.
fn refused(folder: &Path, arguments: &[&str]) -> String {
    let output = giamngheo(folder, &[arguments, &["--out", "nothing"]].concat());
    let stderr = String::from_utf8_lossy(&output.stderr).to_string();
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {stderr}");
    assert!(!folder.join("nothing").exists(), "{arguments:?} wrote something");
    stderr
}

/// The small scenario with forms of 2016–2020 beside it.
pub fn small(folder: &Path) -> Panel {
    copy_small(folder);
    let mut design = made_up::design(6, 5);
    let codes = [7201, 7204, 7243, 7246, 7621, 7627];
    design.communes.iter_mut().zip(codes).for_each(|(commune, code)| commune.code = code);
    let (panel, _) = made_up::panel(&design, 11, 4);
    fs::write(folder.join("forms.csv"), forms_csv(&panel)).unwrap();
    panel
}

const QUICK: [&str; 5] = ["--scenario", "scenario.toml", "--tune=800", "--draws=1200", "--lang=en"];

fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries
        .into_iter()
        .filter(|it| it.is_file())
        .map(|path| (path.clone(), fs::read(path).unwrap()))
        .collect()
}

fn strip(all: Vec<(PathBuf, Vec<u8>)>) -> Vec<(String, Vec<u8>)> {
    all.into_iter().map(|(path, bytes)| (path.file_name().unwrap().to_string_lossy().into(), bytes)).collect()
}

#[test]
fn forms_become_a_posterior_that_run_takes_and_the_same_again_on_any_threads() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    small(folder);
    // The page tells the folder, so both write the same one.
    let calibrate = |threads: &str| {
        let rest = ["forms.csv", "--out", "one", "--threads", threads];
        succeed(folder, &[&["calibrate"], &QUICK[..], &rest].concat())
    };
    let said = calibrate("1");
    assert!(said.contains("largest R-hat"), "{said}");
    assert!(said.to_lowercase().contains("synthetic"), "{said}");
    fs::rename(folder.join("one"), folder.join("two")).unwrap();
    calibrate("2");
    let (one, two) = (strip(files(&folder.join("one"))), strip(files(&folder.join("two"))));
    assert_eq!(one, two);
    let names: Vec<&str> = one.iter().map(|(name, _)| name.as_str()).collect();
    let wanted = [
        "calibration.json",
        "gaps.csv",
        "parameters.csv",
        "posterior.csv",
        "posterior_communes.csv",
        "predicted.csv",
        "report.html",
        "report.json",
    ];
    assert_eq!(names, wanted);
    the_page_says_it(folder);
    for chart in ["prior_posterior", "observed_predicted", "ranks", "commune_effects_exit_income"] {
        assert!(folder.join(format!("one/charts/{chart}.svg")).is_file(), "{chart}");
    }
    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.join("one/calibration.json")).unwrap()).unwrap();
    assert_eq!(manifest["method"], "forms");
    assert_eq!(manifest["origin"], "synthetic");
    assert_eq!(manifest["converged"], true);
    exits_differ(&folder.join("one/posterior_communes.csv"));
    for table in ["parameters", "predicted", "gaps"] {
        let text = fs::read_to_string(folder.join(format!("one/{table}.csv"))).unwrap();
        let mut lines = text.lines();
        assert!(lines.next().unwrap().ends_with(",data_origin"), "{table}");
        assert!(lines.all(|line| line.ends_with(",synthetic")), "{table}");
    }
    run_takes(folder);
    the_split_of_escapes_is_prior(&folder.join("one/parameters.csv"));
}

/// The page says in both languages what the manifest and the tables say, and is made again from its model.
fn the_page_says_it(folder: &Path) {
    let path = folder.join("one/report.html");
    let html = fs::read_to_string(&path).unwrap();
    let both = [
        "Các chuỗi thống nhất: dùng được",
        "The chains agree: it can be used",
        "R-hat không quá 1,01 với mọi đại lượng và 1,03 với mọi tọa độ",
        "R-hat of at most 1.01 for every quantity and 1.03 for every coordinate",
        "Hiệu chỉnh tham số từ số liệu các năm 2016–2020",
        "Parameters calibrated to the data of 2016–2020",
        "khoảng bốn trong năm tỷ lệ quan sát",
        "about four in five observed rates",
        "giamngheo calibrate forms.csv --scenario scenario.toml --out one --tune=800 --draws=1200",
        "SỐ LIỆU GIẢ LẬP",
        "SYNTHETIC DATA",
    ];
    says(&html, &both, &["rút từ tiên nghiệm<", "drawn from the prior<"]);
    units(&html);
    assert!(!html.contains("Không có xã nào"), "a cohort without communes");
    let page = scraper::Html::parse_document(&html);
    let count = |selector: &str| page.select(&scraper::Selector::parse(selector).unwrap()).count();
    let predicted = fs::read_to_string(folder.join("one/predicted.csv")).unwrap();
    let rates = predicted.lines().filter(|line| line.contains(",poor_rate_end,"));
    let of_cohorts =
        rates.filter(|line| !line.starts_with("district_") && !line.starts_with("nobody,")).count();
    assert!(of_cohorts >= 10);
    assert_eq!(count("#fits-table tbody tr"), of_cohorts);
    assert!(count("#parameters-table tbody tr") > 20);
    assert_eq!(count("#chart-prior_posterior svg, #chart-ranks svg"), 4);
    fs::remove_file(&path).unwrap();
    succeed(folder, &["report", "one", "--lang", "en"]);
    assert_eq!(fs::read_to_string(&path).unwrap(), html);
}

/// What a page must say, and must not.
fn says(html: &str, said: &[&str], unsaid: &[&str]) {
    said.iter().for_each(|it| assert!(html.contains(it), "not said: {it}"));
    unsaid.iter().for_each(|it| assert!(!html.contains(it), "said: {it}"));
}

/// Every parameter's row has the unit that its name calls for, in both languages.
fn units(html: &str) {
    let page = scraper::Html::parse_document(html);
    let selector = |text: &str| scraper::Selector::parse(text).unwrap();
    let mut seen = std::collections::BTreeSet::new();
    for row in page.select(&selector("#parameters-table tbody tr")) {
        let texts: Vec<String> =
            row.select(&selector("th, td")).map(|cell| cell.text().collect::<String>()).collect();
        let unit = match texts[0].as_str() {
            name if name.contains("Differences between") || name.contains("good and bad") => {
                ["độ lệch chuẩn của lôgarit", "sd of logarithms"]
            }
            name if ["inputs · ", "cows · ", "road · "].iter().any(|it| name.contains(it)) => {
                ["hệ số nhân", "factor"]
            }
            _ => ["trên 100 hộ mỗi năm", "per 100 households and year"],
        };
        assert!(unit.iter().all(|it| texts[1].contains(it)), "{texts:?}");
        seen.insert(unit);
    }
    assert!(seen.len() >= 2, "{seen:?}");
}

/// A commune's two exits have effects and spreads of their own.
fn exits_differ(communes: &Path) {
    let mut reader = csv::Reader::from_path(communes).unwrap();
    let headers = reader.headers().unwrap().clone();
    let [income, deprivation] = ["exit_income_log", "exit_deprivation_log"]
        .map(|name| headers.iter().position(|it| it == name).unwrap());
    let mut rows = reader.records().map(Result::unwrap);
    assert!(rows.all(|row| row[income] != row[deprivation]));
}

fn run_takes(folder: &Path) {
    let scenario = fs::read_to_string(folder.join("scenario.toml")).unwrap();
    let posterior = "[posterior]\nfolder = \"one\"\nsource = \"a test\"\n";
    fs::write(folder.join("with.toml"), format!("{scenario}\n{posterior}")).unwrap();
    let said = succeed(folder, &["run", "with.toml", "--out", "run", "--lang", "en"]);
    assert!(said.contains("one"), "{said}");
    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.join("run/run.json")).unwrap()).unwrap();
    assert_eq!(manifest["parameters"]["method"], "forms");
}

/// The forms of 2016–2021 do not say where escapes go: the prior carries the split, and data the sum.
fn the_split_of_escapes_is_prior(parameters: &Path) {
    let mut reader = csv::Reader::from_path(parameters).unwrap();
    let headers = reader.headers().unwrap().clone();
    let at = |name: &str| headers.iter().position(|it| it == name).unwrap();
    let mut words = std::collections::BTreeMap::new();
    for record in reader.records() {
        let record = record.unwrap();
        words.insert(record[at("parameter")].to_string(), record[at("identified_by")].to_string());
    }
    for (name, word) in words.iter().filter(|(name, _)| name.contains("exit_income_share")) {
        assert!(["prior", "assumption"].contains(&word.as_str()), "{name}: {word}");
    }
    assert!(["data", "mixed"].contains(&words["derived.other.exit_total.poor_per_year"].as_str()));
}

#[test]
fn chains_that_disagree_are_told_and_refused_by_run() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    small(folder);
    let arguments = [
        "calibrate",
        "--scenario",
        "scenario.toml",
        "--tune=50",
        "--draws=50",
        "--lang=en",
        "forms.csv",
        "--out",
        "one",
    ];
    let output = giamngheo(folder, &arguments);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        said.contains("the chains do not agree") && said.contains("effective draws in the tails"),
        "{said}"
    );
    assert!(said.contains("at least 400"), "{said}");
    let scenario = fs::read_to_string(folder.join("scenario.toml")).unwrap();
    fs::write(
        folder.join("with.toml"),
        format!("{scenario}\n[posterior]\nfolder = \"one\"\nsource = \"x\"\n"),
    )
    .unwrap();
    assert!(refused(folder, &["run", "with.toml", "--lang", "en"]).contains("did not converge: R-hat"));
}

#[test]
fn draws_from_the_priors_alone_look_like_a_posterior_and_say_so() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    small(folder);
    let arguments =
        ["calibrate", "--scenario", "scenario.toml", "--prior-only", "--out", "prior", "--draws=500"];
    let vietnamese = succeed(folder, &[&arguments[..], &["--lang=vi"]].concat());
    assert!(vietnamese.contains("R-hat lớn nhất") && !vietnamese.contains("draws"), "{vietnamese}");
    let manifest = fs::read_to_string(folder.join("prior/calibration.json")).unwrap();
    assert!(manifest.contains("\"method\": \"prior\""), "{manifest}");
    let table = fs::read_to_string(folder.join("prior/parameters.csv")).unwrap();
    // 2,000 draws of the prior beside 4,000 others of it: no quantity is moved.
    assert!(!table.contains(",data,") && !table.contains(",mixed,"), "{table}");
    let html = fs::read_to_string(folder.join("prior/report.html")).unwrap();
    says(&html, &OF_THE_PRIOR, &OF_DATA);
    let command = "giamngheo calibrate --scenario scenario.toml --out prior --prior-only --draws=500";
    says(&html, &[command], &["Observed", "Quan sát"]);
    units(&html);
}

/// What every page of draws from the priors says, and what only one of a fit may.
const OF_THE_PRIOR: [&str; 6] = [
    "Tham số chỉ rút từ phân phối tiên nghiệm của kịch bản",
    "Parameters drawn from the scenario’s priors alone",
    "không dùng số liệu nào",
    "no data were used",
    "Các năm được rút tham số",
    "Years drawn for",
];
const OF_DATA: [&str; 12] = [
    "Hiệu chỉnh tham số từ số liệu",
    "Parameters calibrated to the data",
    "Phần phương sai đã bớt",
    "Variance taken away",
    "Các năm của số liệu",
    "Years of the data",
    "đã được dùng để hiệu chỉnh",
    "were used for calibration",
    "Số liệu cho biết gì",
    "What the data say",
    "trước (tiên nghiệm)",
    "before (prior)",
];

#[test]
fn forms_and_totals_beside_draws_from_the_priors_are_said_to_be_unused() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    small(folder);
    published(folder);
    let draw = |out: &str, data: &[&str]| {
        let rest = ["--prior-only", "--out", out, "--draws=100", "--lang=en", "--scenario", "scenario.toml"];
        succeed(folder, &[&["calibrate"], data, &rest].concat());
        let html = fs::read_to_string(folder.join(out).join("report.html")).unwrap();
        says(&html, &OF_THE_PRIOR, &OF_DATA);
        assert!(!html.contains("Không có xã nào"), "a cohort without communes");
        html
    };
    let forms = draw("forms", &["forms.csv"]);
    says(
        &forms,
        &[
            "The observed rates stand here for comparison alone",
            "Tỷ lệ quan sát chỉ để đối chiếu",
            "observed, not used",
        ],
        &["four in five", "observed, used", "How communes differ"],
    );
    let totals = draw("totals", &["--margins", "published.csv"]);
    says(
        &totals,
        &[
            "The published figures stand here for comparison alone",
            "Số đã công bố chỉ để đối chiếu",
            "published, not used",
        ],
        &["four in five", "published, used"],
    );
}

/// Published rates of the small scenario's years.
fn published(folder: &Path) {
    let head = "first_year,last_year,scope,key,standard,measure,value,unit,error_sd\n";
    let rows = "2022,2022,province,province,nd07,poor_rate,12,percent,0.3\n\
                2023,2023,province,province,nd07,poor_rate,10.5,percent,0.3\n";
    fs::write(folder.join("published.csv"), format!("{head}{rows}")).unwrap();
}

#[test]
fn the_page_of_totals_says_what_its_bands_are_of() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    small(folder);
    published(folder);
    let arguments = ["calibrate", "--scenario", "scenario.toml", "--margins", "published.csv", "--lang=en"];
    succeed(folder, &[&arguments[..], &["--out", "an out", "--tune=300", "--draws=500"]].concat());
    let html = fs::read_to_string(folder.join("an out/report.html")).unwrap();
    let both = [
        "Khoảng 80 % là của tỷ lệ kỳ vọng",
        "The 80% interval is of the expected rate",
        "Các số này đã được dùng để hiệu chỉnh",
        "These figures were used for calibration",
        "published, used",
        "đã công bố, có dùng",
        "giamngheo calibrate --scenario scenario.toml --margins published.csv --out 'an out' --tune=300 --draws=500",
    ];
    let escaped = html.replace("&#39;", "'").replace("&#x27;", "'");
    says(&escaped, &both, &["four in five", "bốn trong năm", "observed, used", "Không có xã nào"]);
    units(&html);
}

#[test]
fn bad_forms_and_money_are_refused_with_reasons() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    small(folder);
    let good = fs::read_to_string(folder.join("forms.csv")).unwrap();
    let lines: Vec<&str> = good.lines().collect();
    let only = |keep: &dyn Fn(&str) -> bool| {
        let kept = lines.iter().enumerate().filter(|(at, line)| *at == 0 || keep(line));
        kept.map(|(_, line)| *line).collect::<Vec<_>>().join("\n")
    };
    let calibrate = |name: &str, text: &str, more: &[&str]| {
        fs::write(folder.join(name), text).unwrap();
        refused(folder, &[&["calibrate", name], &QUICK[..], more].concat())
    };
    let said = calibrate("one_year.csv", &only(&|line| line.starts_with("2018")), &[]);
    assert!(said.contains("too-few-years") && said.contains("2018"), "{said}");

    let twice = format!("{good}{}\n", lines[1]);
    assert!(calibrate("twice.csv", &twice, &[]).contains("duplicate-commune"));

    let broken = good.replacen(lines[1], &broken_row(lines[1]), 1);
    assert!(calibrate("broken.csv", &broken, &[]).contains("stock-flow"));

    let silent = silent(&lines);
    let said = calibrate("silent.csv", &silent, &[]);
    assert!(said.contains("all-flows-zero") && said.contains("07201"), "{said}");

    let money = |rows: &str| {
        let text = format!("commune_code,year,instrument,capital,million_vnd\n{rows}");
        fs::write(folder.join("money.csv"), text).unwrap();
    };
    let without = only(&|line| !line.contains(",07627,"));
    money("07627,2018,inputs,recurrent,10\n07201,2030,inputs,recurrent,10\n07201,2018,nothing,gold,-1\n");
    let said = calibrate("without.csv", &without, &["--money", "money.csv"]);
    for rule in ["money-without-forms", "out-of-range", "unknown-instrument", "unknown-word", "bad-money"] {
        assert!(said.contains(rule), "{rule}: {said}");
    }
}

/// A row whose end is one more than its flows allow.
fn broken_row(line: &str) -> String {
    let mut cells: Vec<String> = line.split(',').map(str::to_string).collect();
    cells[8] = (cells[8].parse::<i64>().unwrap() + 1).to_string();
    cells.join(",")
}

/// The forms with one commune's poor list frozen.
fn silent(lines: &[&str]) -> String {
    let freeze = |line: &str| {
        let mut cells: Vec<&str> = line.split(',').collect();
        if cells[1] == "poor" && cells[2] == "07201" {
            (cells[4], cells[5], cells[6], cells[7], cells[8]) = ("40", "0", "0", "0", "40");
        }
        cells.join(",")
    };
    lines.iter().map(|line| freeze(line)).collect::<Vec<_>>().join("\n")
}

#[test]
fn forms_across_the_change_of_standard_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    small(folder);
    let new = "year,form,commune_code,households,c1,c2,c3,c4,c5,c6,c7,c8,c9\n2022,poor,07201,1000,100,10,10,0,0,0,0,0,80\n";
    fs::write(folder.join("new.csv"), new).unwrap();
    let said = refused(folder, &[&["calibrate", "forms.csv", "new.csv"], &QUICK[..]].concat());
    assert!(said.contains("runs-across-standards"), "{said}");
}

#[test]
fn a_back_test_tells_by_how_much_it_beats_or_loses_to_naive_rules() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    small(folder);
    let rest = ["forms.csv", "--first", "4", "--out", "back"];
    let said = succeed(folder, &[&["backtest"], &QUICK[..], &rest].concat());
    assert!(said.contains("naive rule") && said.to_lowercase().contains("synthetic"), "{said}");
    let scores = fs::read_to_string(folder.join("back/scores.csv")).unwrap();
    // One commune was merged in 2020 and has no forms of its parts before: nothing to judge.
    assert!(scores.lines().any(|line| line.starts_with("commune,all,5,")), "{scores}");
    let forecasts = fs::read_to_string(folder.join("back/forecasts.csv")).unwrap();
    for text in [&scores, &forecasts] {
        assert!(text.lines().skip(1).all(|line| line.ends_with(",synthetic")), "{text}");
    }
    assert_eq!(forecasts.lines().filter(|line| line.contains(",commune,")).count(), 5);
    let said = refused(
        folder,
        &["backtest", "forms.csv", "--scenario", "scenario.toml", "--first", "5", "--lang", "en"],
    );
    assert!(said.contains("leaves none to forecast"), "{said}");
}

#[test]
fn stocks_alone_give_constrained_shares_and_say_that_free_ones_are_impossible() {
    let folder = tempfile::tempdir().unwrap();
    let stocks = "year,poor,near,other\n2017,200,0,0\n2018,123,58,19\n2019,73,84,43\n2020,42,90,68\n";
    fs::write(folder.path().join("stocks.csv"), stocks).unwrap();
    let arguments = ["calibrate", "--stocks", "stocks.csv", "--lang", "en", "--out", "shares"];
    let said = succeed(folder.path(), &arguments);
    assert!(said.contains("below 0") || said.contains("above 1"), "{said}");
    let shares = fs::read_to_string(folder.path().join("shares/transition_shares.csv")).unwrap();
    assert!(shares.contains("poor,poor,0.60612325"), "{shares}");
}
