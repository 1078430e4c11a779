//! The program as a user meets it: the shipped scenario, its golden results, the starter, the small scenario.

use crate::support::copy_small;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn giamngheo(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_giamngheo"));
    command.current_dir(folder).args(arguments).env("LANG", "C").output().unwrap()
}

fn succeed(folder: &Path, arguments: &[&str]) -> String {
    let output = giamngheo(folder, arguments);
    let stderr = String::from_utf8_lossy(&output.stderr).to_string();
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {stderr}");
    String::from_utf8(output.stdout).unwrap()
}

/// The shipped scenario agrees with the golden results beside it, byte for byte.
///
/// To change them on purpose: `UPDATE_GOLDEN=1 cargo test golden`, and say why in the changelog.
#[test]
fn golden_results_of_the_shipped_scenario() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("run");
    let arguments = ["run", "scenarios/bac-giang.toml", "--replicates", "200", "--lang", "en", "--out"];
    let verdict = succeed(Path::new(ROOT), &[&arguments[..], &[out.to_str().unwrap()]].concat());
    let golden = Path::new(ROOT).join("scenarios/bac-giang.golden");
    let texts = [("verdict.txt", verdict.clone())];
    let files = ["targets.csv", "trajectories.csv", "why.csv"];
    let files = files.map(|name| (name, fs::read_to_string(out.join(name)).unwrap()));
    for (name, text) in texts.iter().chain(&files) {
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::create_dir_all(&golden).unwrap();
            fs::write(golden.join(name), text).unwrap();
        }
        assert_eq!(*text, fs::read_to_string(golden.join(name)).unwrap(), "{name} differs from its golden");
    }
    assert!(verdict.contains("out of reach") && verdict.contains("1.32") && verdict.contains("2024"));
    assert!(verdict.contains("SYNTHETIC"));
    let first = files[0].1.lines().nth(1).unwrap();
    assert!(first.starts_with("continue_2016_2020,seed/province,province,nd07,5.27,1.3175,out_of_reach,0,"));
    money_balances(&out);
    everything_says_synthetic(&out);
}

/// Σ communes + unallocated = envelope, per source and year, in whole đồng, in every alternative.
fn money_balances(out: &Path) {
    let mut reader = csv::Reader::from_path(out.join("money.csv")).unwrap();
    let mut sums = std::collections::BTreeMap::new();
    for record in reader.records() {
        let record = record.unwrap();
        let amount: i64 = record[6].parse().unwrap();
        assert!(amount >= 0);
        *sums.entry((record[0].to_string(), record[1].to_string(), record[2].to_string())).or_insert(0) +=
            amount;
    }
    assert_eq!(sums.len(), 3 * 4 * 4);
    for ((alternative, year, source), sum) in sums {
        let envelope = match source.as_str() {
            "central_investment" => 101_249_200_000,
            "central_recurrent" => 42_409_000_000,
            "local" => 2_587_600_000,
            _ => 7_678_400_000,
        };
        assert_eq!(sum, envelope, "{alternative} {year} {source}");
    }
}

fn everything_says_synthetic(out: &Path) {
    for entry in fs::read_dir(out.join("charts")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "svg") {
            assert!(fs::read_to_string(&path).unwrap().contains("Synthetic"), "{path:?}");
        }
    }
    for name in ["trajectories.csv", "communes.csv", "targets_by_place.csv", "form_2022_2025.csv", "run.json"]
    {
        assert!(fs::read_to_string(out.join(name)).unwrap().contains("synthetic"), "{name}");
    }
}

#[test]
fn a_run_is_the_same_on_any_number_of_threads_and_is_never_half_replaced() {
    let folder = tempfile::tempdir().unwrap();
    copy_small(folder.path());
    let run = |extra: &[&str]| giamngheo(folder.path(), &[&["run", "scenario.toml"], extra].concat());
    assert_eq!(run(&["--threads", "1", "--out", "one"]).status.code(), Some(0));
    assert_eq!(run(&["--threads", "3", "--out", "three"]).status.code(), Some(0));
    for name in ["targets.csv", "trajectories.csv", "communes.csv", "run.json", "charts/fan_province.png"] {
        let read = |run: &str| fs::read(folder.path().join(run).join(name)).unwrap();
        assert_eq!(read("one"), read("three"), "{name}");
    }
    // The same run may be made again; a folder with something else in it stays.
    assert_eq!(run(&["--out", "one"]).status.code(), Some(0));
    fs::create_dir(folder.path().join("mine")).unwrap();
    fs::write(folder.path().join("mine/notes.txt"), "keep").unwrap();
    let refused = run(&["--out", "mine"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("--force"));
    assert_eq!(fs::read_to_string(folder.path().join("mine/notes.txt")).unwrap(), "keep");
    assert_eq!(run(&["--out", "mine", "--force"]).status.code(), Some(0));
    assert!(folder.path().join("mine/run.json").exists());
    let leftovers = fs::read_dir(folder.path())
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().starts_with(".writing-"));
    assert_eq!(leftovers.count(), 0);
}

#[test]
fn one_alternative_and_json_for_machines() {
    let folder = tempfile::tempdir().unwrap();
    copy_small(folder.path());
    let text =
        succeed(folder.path(), &["run", "scenario.toml", "--alternative", "remote", "--json", "--seed", "9"]);
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(document["seed"], 9);
    assert_eq!(document["alternatives"].as_array().unwrap().len(), 1);
    assert_eq!(document["inputs"].as_array().unwrap().len(), 8);
    assert_eq!(document["targets"][0]["alternative"], "remote");
    let written: Vec<PathBuf> =
        fs::read_dir(folder.path().join("outputs")).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(written.len(), 1);
    let run_id = document["run_id"].as_str().unwrap();
    assert!(written[0].ends_with(run_id));
}

#[test]
fn the_starter_runs() {
    let folder = tempfile::tempdir().unwrap();
    succeed(folder.path(), &["init", "mine"]);
    let checked = succeed(folder.path(), &["check", "mine/scenario.toml"]);
    assert!(checked.contains("209") && checked.contains("470.000 (GIẢ LẬP)"), "{checked}");
    succeed(folder.path(), &["run", "mine/scenario.toml", "--replicates", "4", "--out", "out"]);
    assert!(folder.path().join("out/targets.csv").exists());
    assert_eq!(giamngheo(folder.path(), &["init", "mine"]).status.code(), Some(1));
}

#[test]
fn the_shipped_baselines_and_schema_are_what_the_program_makes() {
    for (scenario, year) in [("bac-giang", 2021), ("bac-giang-2016-2020", 2015)] {
        let made = succeed(Path::new(ROOT), &["data", "synth", &format!("scenarios/{scenario}.toml")]);
        let name = format!("scenarios/bac-giang/baseline_{year}.csv");
        assert_eq!(made, fs::read_to_string(Path::new(ROOT).join(name)).unwrap());
    }
    let schema = succeed(Path::new(ROOT), &["schema", "--lang", "en"]);
    let shipped = fs::read_to_string(Path::new(ROOT).join("scenarios/scenario.schema.json")).unwrap();
    assert_eq!(schema, shipped);
    for kind in ["programme", "transitions", "targets"] {
        let text = succeed(Path::new(ROOT), &["schema", kind]);
        let schema: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert!(!schema["properties"].as_object().unwrap().is_empty(), "{kind}");
    }
}

#[test]
fn a_made_up_country_has_as_many_communes_as_wanted() {
    let folder = tempfile::tempdir().unwrap();
    succeed(folder.path(), &["data", "synth", "--communes", "1000", "--out", "country"]);
    let text = fs::read_to_string(folder.path().join("country/baseline_2021.csv")).unwrap();
    assert_eq!(text.lines().filter(|line| line.ends_with(",synthetic")).count(), 1000);
}
