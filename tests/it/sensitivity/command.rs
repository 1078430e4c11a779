//! `giamngheo sensitivity` as a user meets it: from two tables, from a scenario, and with tables that are wrong.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn sensitivity(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_giamngheo"));
    command.current_dir(folder).arg("sensitivity").args(arguments).env("LANG", "C").output().unwrap()
}

fn succeed(folder: &Path, arguments: &[&str]) -> String {
    let output = sensitivity(folder, arguments);
    let stderr = String::from_utf8_lossy(&output.stderr).to_string();
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {stderr}");
    String::from_utf8(output.stdout).unwrap()
}

/// Rows of a CSV file by the names of its columns.
fn rows(path: &Path) -> Vec<std::collections::BTreeMap<String, String>> {
    csv::Reader::from_path(path).unwrap().deserialize().map(|row| row.unwrap()).collect()
}

/// Two alternatives on a grid of two inputs: `b` is better where x is above 12; it misses where x is below 5.
fn tables() -> (String, String) {
    let (mut draws, mut outcomes) = ("draw,x,z\n".to_string(), "draw,a,b,missed\n".to_string());
    for draw in 0..400 {
        let (x, z) = (draw % 20, draw / 20);
        writeln!(draws, "{draw},{x},{z}").unwrap();
        // The other way round: rows are paired by their draw.
        let draw = 399 - draw;
        let (x, z) = (draw % 20, draw / 20);
        writeln!(outcomes, "{draw},{z},{},{}", z + x - 12, i32::from(x < 5)).unwrap();
    }
    (draws, outcomes)
}

fn write_tables(folder: &Path, draws: &str, outcomes: &str) {
    fs::write(folder.join("d.csv"), draws).unwrap();
    fs::write(folder.join("o.csv"), outcomes).unwrap();
}

const PAIR: [&str; 4] = ["--draws", "d.csv", "--outcomes", "o.csv"];

#[test]
fn two_tables_give_every_file_and_the_right_words() {
    let folder = tempfile::tempdir().unwrap();
    let (draws, outcomes) = tables();
    write_tables(folder.path(), &draws, &outcomes);
    let arguments = [&PAIR[..], &["--miss", "missed", "--out", "out", "--lang", "en"]].concat();
    let words = succeed(folder.path(), &arguments);
    assert!(words.contains("400 draws, 2 inputs that vary, 2 alternatives"), "{words}");
    assert!(words.contains("Best on average: a, 9.50"), "{words}");
    assert!(words.contains("Worth knowing: x, 1.40"), "{words}");
    assert!(
        words.contains("In 100% of those with x ≤ 4.00; they are 25% of all draws and hold 100%"),
        "{words}"
    );
    let out = folder.path().join("out");
    let found = rows(&out.join("information.csv"));
    // E max(0, x − 12) = (1 + … + 7) / 20 = 1.4, for everything and for x alone; z is worth nothing.
    let value = |at: usize| found[at]["value"].parse::<f64>().unwrap();
    assert_eq!((found[0]["set"].as_str(), found[1]["inputs"].as_str()), ("everything", "x"));
    assert!((value(0) - 1.4).abs() < 1e-12 && (value(1) - 1.4).abs() < 1e-9 && value(2) == 0.0);
    let first = &rows(&out.join("tornado.csv"))[0];
    assert_eq!(
        (first["alternative"].as_str(), first["input"].as_str(), first["swing"].as_str()),
        ("a", "z", "18")
    );
    let index = rows(&out.join("indices.csv"));
    assert_eq!(index[0]["above_zero"], "0", "a does not depend on x");
    assert_eq!(index[1]["first_order"], "1", "a is z");
    let limit = &rows(&out.join("discovery.csv"))[0];
    assert_eq!(
        (limit["input"].as_str(), limit["side"].as_str(), limit["limit"].as_str()),
        ("x", "at_most", "4")
    );
    let json: serde_json::Value =
        serde_json::from_slice(&fs::read(out.join("sensitivity.json")).unwrap()).unwrap();
    assert_eq!((json["best"].as_str(), json["draws"].as_u64()), (Some("a"), Some(400)));
    for file in ["charts/tornado_1_a.svg", "charts/tornado_2_b.png"] {
        assert!(out.join(file).is_file(), "{file}");
    }
    let vietnamese = succeed(folder.path(), &[&PAIR[..], &["--out", "vi", "--lang", "vi"]].concat());
    assert!(vietnamese.contains("Đáng tìm hiểu: x, 1,40"), "{vietnamese}");
    // The same study takes its own folder again; another one does not.
    let again = succeed(folder.path(), &[&PAIR[..], &["--out", "vi", "--lang", "vi"]].concat());
    assert_eq!(again, vietnamese);
    let other = sensitivity(folder.path(), &[&PAIR[..], &["--miss", "missed", "--out", "vi"]].concat());
    assert_eq!(other.status.code(), Some(1), "a folder is not replaced without --force");
    let machine = succeed(folder.path(), &[&arguments[..], &["--json"]].concat());
    let told: serde_json::Value = serde_json::from_str(&machine).unwrap();
    assert_eq!(told, json);
    let seeded = sensitivity(folder.path(), &[&PAIR[..], &["--seed", "3", "--out", "seeded"]].concat());
    assert_eq!(seeded.status.code(), Some(1), "tables are not drawn again");
    assert!(!folder.path().join("seeded").exists());
}

#[test]
fn every_problem_of_both_tables_is_told_at_once_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let (draws, outcomes) = tables();
    let draws = draws.replacen("\n5,5,0", "\n4,5,\"0,5\"", 1).replacen("\n7,7,0", "\n7,NaN,0", 1);
    let outcomes = outcomes.replace("draw,a,b,missed", "draw,a,missed,a").replacen("\n9,0,", "\n9,none,", 1);
    write_tables(folder.path(), &draws, &outcomes);
    let arguments = [&PAIR[..], &["--miss", "missed", "--out", "out", "--lang", "en"]].concat();
    let output = sensitivity(folder.path(), &arguments);
    let said = String::from_utf8_lossy(&output.stderr).to_string();
    assert_eq!(output.status.code(), Some(1), "{said}");
    for expected in [
        "d.csv:7:draw:4:repeated-draw: error: draw 4 is there twice",
        "d.csv:7:z:0,5:not-a-number: error: `z` must be a number\n  hint: decimals are written with a point",
        "d.csv:9:x:NaN:not-a-number: error",
        "o.csv:396:draw:5:unequal-draws: error: draw 5 is not in d.csv",
        "o.csv:1:a:a:repeated-column: error",
        "o.csv:2:missed:26:not-0-or-1: error: `missed` must be 0 (reached) or 1 (missed)",
    ] {
        assert!(said.contains(expected), "no `{expected}` in {said}");
    }
    assert!(!folder.path().join("out").exists());
}

#[test]
fn tables_of_another_shape_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let few = |header: &str, row: &str| {
        (0..10).fold(header.to_string(), |text, draw| text + &format!("\n{draw}{row}"))
    };
    let cases = [
        (few("draw,x", ",1"), few("draw,a,b", ",1,2"), "d.csv:::too-few-rows"),
        (few("draw", ""), few("draw,a,b", ",1,2"), "d.csv:1::no-inputs"),
        (few("draw,x", ",1"), few("draw,a", ",1"), "o.csv:1::a:one-alternative"),
        (few("x,y", ",1"), few("draw,a,b", ",1,2"), "d.csv:1:draw::missing-column"),
        (few("draw,x", ",1"), few("a,draw", ",1"), "o.csv:1:draw:draw:not-first"),
        (few("draw,x", ",1"), few("draw,a,origin", ",1,heaven"), "o.csv:2:origin:heaven:unknown-name"),
        (few("draw,x", ",1"), few("draw,a,b", ",1"), "csv-syntax"),
    ];
    for (draws, outcomes, expected) in cases {
        write_tables(folder.path(), &draws, &outcomes);
        let output = sensitivity(folder.path(), &[&PAIR[..], &["--out", "out"]].concat());
        let said = String::from_utf8_lossy(&output.stderr).to_string();
        let expected = expected.replace("d.csv:::", "d.csv::::").replace("d.csv:1::no", "d.csv:1:::no");
        assert!(output.status.code() == Some(1) && said.contains(&expected), "no `{expected}` in {said}");
        assert!(!folder.path().join("out").exists());
    }
    let output = sensitivity(folder.path(), &["--draws", "d.csv"]);
    assert_eq!(output.status.code(), Some(2), "the command is wrong");
}

#[test]
fn a_scenario_is_its_own_tables_again() {
    let folder = tempfile::tempdir().unwrap();
    let scenario = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/small/scenario.toml");
    // More replicates than one run keeps the series of.
    let drawn = ["--replicates", "600", "--out", "drawn", "--lang", "en"];
    let words = succeed(folder.path(), &[&[scenario][..], &drawn].concat());
    let tables = ["--draws", "drawn/draws.csv", "--outcomes", "drawn/outcomes.csv", "--out", "read"];
    succeed(folder.path(), &[&tables[..], &["--lang", "en"]].concat());
    let text = |file: &str| fs::read_to_string(folder.path().join(file)).unwrap();
    for file in ["tornado.csv", "indices.csv", "information.csv", "discovery.csv"] {
        assert_eq!(text(&format!("drawn/{file}")), text(&format!("read/{file}")), "{file}");
        assert!(text(&format!("drawn/{file}")).lines().count() > usize::from(file != "discovery.csv"));
    }
    assert!(words.contains("600 draws") && words.contains("SYNTHETIC"), "{words}");
    let header = text("drawn/draws.csv").lines().next().unwrap().to_string();
    for name in [".exit_income.poor_per_year", "effect.", "_hazard_ratio", ".absorbed_share.", "shock."] {
        assert!(header.contains(name), "no `{name}` in {header}");
    }
    agrees_with_run(folder.path(), scenario);
    let output = sensitivity(folder.path(), &[scenario, "--target", "seed/nowhere", "--lang", "en"]);
    let said = String::from_utf8_lossy(&output.stderr).to_string();
    assert!(output.status.code() == Some(1) && said.contains("no such target"), "{said}");
}

/// Misses are those that `run` counts on the same replicates.
fn agrees_with_run(folder: &Path, scenario: &str) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_giamngheo"));
    command.current_dir(folder).args(["run", scenario, "--replicates", "600", "--out", "run"]);
    assert!(command.output().unwrap().status.success());
    let targets = rows(&folder.join("run/targets.csv"));
    let outcomes = rows(&folder.join("drawn/outcomes.csv"));
    let mut told = 0;
    for target in targets.iter().filter(|row| row["target"] == targets[0]["target"]) {
        let column = format!("miss.{}", target["alternative"]);
        let reached = outcomes.iter().filter(|row| row[&column] == "0").count();
        let share: f64 = target["p_floor"].parse().unwrap();
        assert!((reached as f64 / 600.0 - share).abs() < 1e-12, "{column}: {reached} of 600, {share}");
        told += 1;
    }
    assert_eq!(told, 2);
}
