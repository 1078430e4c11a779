//! Downloads of the local page: each file of the run that is shown, and all of them in an archive that loads again.

use crate::serve::{made_of, scenario, wish};
use crate::serve_support::Server;
use crate::support::copy_small;
use giamngheo::cli::common::manifest;
use giamngheo::cli::compare::compared;
use giamngheo::cli::input;
use giamngheo::report::Language;
use giamngheo::report::comparison::json_document;
use giamngheo::serve::connections::Limits;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use std::path::Path;

/// The number of a run to its end.
fn run(server: &Server, wish: &Value) -> u64 {
    let (status, _, body) = server.post("/api/run?lang=en", wish);
    assert_eq!(status, 200, "{body}");
    let last = body.lines().rfind(|it| it.contains("data:")).expect("events");
    let answer: Value = serde_json::from_str(last.split_once("data:").expect("data").1.trim()).expect("JSON");
    answer["run"].as_u64().expect("a number")
}

fn download(server: &Server, run: u64, file: &str) -> (String, Vec<u8>) {
    let bytes = server.bytes(&server.get_request(&format!("/api/runs/{run}/{file}?lang=en")));
    let end = bytes.windows(4).position(|it| it == b"\r\n\r\n").expect("a head");
    let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
    assert!(head.starts_with("http/1.1 200"), "{file}: {head}");
    (head, bytes[end + 4..].to_vec())
}

#[test]
fn the_files_of_the_run_that_is_shown_can_be_downloaded() {
    let server = Server::start(300);
    let number = run(&server, &wish());
    let (head, html) = download(&server, number, "report.html");
    let html = String::from_utf8(html).expect("text");
    assert!(html.starts_with("<!doctype html>") || html.starts_with("<!DOCTYPE html>"), "{}", &html[..40]);
    assert!(html.contains("thử") && head.contains("attachment; filename=\"report.html\""), "{head}");
    let (head, xlsx) = download(&server, number, "report.xlsx");
    assert!(head.contains("spreadsheetml") && xlsx.starts_with(b"PK"));
    let (_, json) = download(&server, number, "comparison.json");
    let json: Value = serde_json::from_slice(&json).expect("JSON");
    assert_eq!(json["replicates"], 300, "all replicates, not only the quick ones");
    // Only the run's own files, by their names.
    for name in ["..%2Fbac-giang.toml", "bac-giang.toml", "%2Fetc%2Fpasswd", "report.html%00", "x"] {
        let (status, _, body) = server.get(&format!("/api/runs/{number}/{name}?lang=vi"));
        assert!(status == 404 && body.contains("hãy chạy lại"), "{name}: {status} {body}");
    }
    assert_eq!(server.get(&format!("/api/runs/{}/report.html", number + 1)).0, 404, "another run");
    let (status, head, toml) = server.post("/api/scenario.toml", &wish());
    assert!(status == 200 && head.contains("application/toml"), "{toml}");
    assert!(toml.contains("id = \"own\"") && toml.contains("rule = \"table\""));
}

#[test]
fn the_archive_of_everything_holds_the_reports_and_a_scenario_that_loads() {
    let server = Server::start(200);
    let number = run(&server, &wish());
    let (_, bytes) = download(&server, number, "everything.zip");
    let (_, again) = download(&server, number, "everything.zip");
    assert_eq!(bytes, again, "the same run, the same bytes");
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let names: BTreeSet<String> = zip.file_names().map(|it| it.expect("a name").into_owned()).collect();
    let wanted =
        ["report.html", "report.xlsx", "report.json", "comparison.json", "differences.csv", "outcomes.csv"];
    for name in wanted {
        assert!(names.contains(name), "{name}: {names:?}");
        let mut content = Vec::new();
        zip.by_name(name).expect(name).read_to_end(&mut content).expect("read");
        if name == "report.html" {
            let (_, alone) = download(&server, number, name);
            assert_eq!(content, alone);
        }
        assert!(!content.is_empty(), "{name}");
    }
    let folder = tempfile::tempdir().expect("a folder");
    zip.extract(folder.path()).expect("unpacked");
    let toml = names.iter().find(|it| it.ends_with(".toml")).expect("a scenario");
    let Ok(loaded) = input::scenario(&folder.path().join(toml), giamngheo::report::Language::En) else {
        panic!("what was downloaded loads")
    };
    let made = made_of(&scenario(), wish()).expect("it can be had");
    assert_eq!(loaded.scenario.alternatives.last().expect("one").lines, made.alternatives[1].lines);
}

/// The files of the archive of a run, unpacked in a folder, and the scenario as the run's record names it.
fn unpacked(server: &Server, number: u64) -> (tempfile::TempDir, Value) {
    let (_, bytes) = download(server, number, "everything.zip");
    let folder = tempfile::tempdir().expect("a folder");
    zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive").extract(folder.path()).expect("unpacked");
    let text = std::fs::read_to_string(folder.path().join("comparison.json")).expect("a text");
    (folder, serde_json::from_str(&text).expect("JSON"))
}

/// The rows of `chances` of the page's two alternatives.
fn chances(document: &Value) -> Vec<&Value> {
    let rows = document["chances"].as_array().expect("rows").iter();
    rows.filter(|it| ["own", "continue_2016_2020"].map(Some).contains(&it["alternative"].as_str())).collect()
}

#[test]
fn a_changed_floor_is_told_and_what_was_run_can_be_run_again() {
    let server = Server::start(60);
    let mut wish = wish();
    wish["floors"] =
        json!({ "seed/province": 1.15, "adopted/province": 0.8, "seed/dbkk": 6, "adopted/dbkk": 3 });
    let number = run(&server, &wish);
    let (folder, told) = unpacked(&server, number);
    let warnings: Vec<&str> =
        told["warnings"].as_array().expect("warnings").iter().filter_map(|it| it["en"].as_str()).collect();
    let changed = |it: &&&str| it.starts_with("CHANGED TARGET");
    assert_eq!(warnings.iter().filter(changed).count(), 3, "that of 3 points was not changed: {warnings:?}");
    for expected in ["floor 1.7 → 1.15 points", "floor 1.0 → 0.8 points", "floor 4.0 → 6.0 points"] {
        assert!(warnings.iter().any(|it| it.contains(expected)), "{expected}: {warnings:?}");
    }
    let page = std::fs::read_to_string(folder.path().join("report.html")).expect("a page");
    assert!(page.contains("floor 1.7 → 1.15 points"));
    assert!(page.contains("giamngheo compare scenario/bac-giang.toml"));
    let (_, page) = download(&server, number, "report.html");
    assert!(String::from_utf8(page).expect("text").contains("floor 1.7 → 1.15 points"));
    // The record names the files as they were run, not as they were served.
    for input in told["inputs"].as_array().expect("inputs") {
        let path = folder.path().join(input["path"].as_str().expect("a path"));
        let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{input}: {error}"));
        assert_eq!(input["sha256"], json!(input::sha256(&bytes)), "{input}");
    }
    let path = folder.path().join(told["scenario"]["path"].as_str().expect("a path"));
    let Ok(mut again) = input::scenario(&path, Language::En) else { panic!("what was downloaded loads") };
    again.scenario.replicates = 60;
    let manifest = manifest("compare", &path, &again, "");
    let repeated = json_document(&compared(&again.scenario), &manifest);
    assert_eq!(chances(&told), chances(&repeated));
    assert!(chances(&told).len() > 8);
    let text =
        std::fs::read_to_string(folder.path().join("scenario/bac-giang/targets.toml")).expect("targets");
    assert!(text.contains("floor = 1.15\ntop = 2.0\n") && text.contains("floor = 6\ntop = 6\n"), "{text}");
}

#[test]
fn without_a_changed_floor_nothing_is_told_and_the_targets_stay() {
    let server = Server::start(40);
    let mut wish = wish();
    wish["floors"] = json!({ "seed/province": 1.7 });
    let (folder, told) = unpacked(&server, run(&server, &wish));
    assert!(!told["warnings"].to_string().contains("CHANGED"), "{}", told["warnings"]);
    let targets = "bac-giang/targets.toml";
    let [own, served] =
        [folder.path().join("scenario").join(targets), server.folder.path().join("scenarios").join(targets)]
            .map(|path| std::fs::read(path).expect("targets"));
    assert_eq!(own, served);
}

/// The small scenario in a folder below, its files partly above and one where `elsewhere` says.
fn scattered(elsewhere: &dyn Fn(&Path) -> String) -> Server {
    let folder = tempfile::tempdir().expect("a folder");
    let inside = folder.path().join("own/deep");
    std::fs::create_dir_all(&inside).expect("a folder");
    copy_small(&inside);
    let from = inside.join("communes.csv");
    std::fs::rename(&from, folder.path().join("own/communes.csv")).expect("moved");
    let path = elsewhere(folder.path());
    std::fs::rename(inside.join("cohorts.csv"), inside.join(&path)).expect("moved");
    let text = std::fs::read_to_string(inside.join("scenario.toml")).expect("a text");
    let text = text
        .replace("\"communes.csv\"", "\"../communes.csv\"")
        .replace("\"cohorts.csv\"", &format!("\"{path}\""));
    std::fs::write(inside.join("scenario.toml"), text).expect("written");
    Server::of(folder, inside.join("scenario.toml"), 20, Limits::default(), None)
}

#[test]
fn files_outside_the_folder_come_along_and_those_that_cannot_are_told() {
    let wish =
        json!({ "base": "spread", "against": "spread", "shares": { "production": { "central": 0.3 } } });
    let server = scattered(&|_| "../../cohorts.csv".to_string());
    let (folder, told) = unpacked(&server, run(&server, &wish));
    let path = folder.path().join(told["scenario"]["path"].as_str().expect("a path"));
    assert!(path.ends_with("scenario/in/in/scenario.toml"), "{}", path.display());
    let Ok(loaded) = input::scenario(&path, Language::En) else { panic!("what was downloaded loads") };
    assert_eq!(loaded.scenario.alternatives.last().map(|it| it.id.as_str()), Some("own"));
    let server = scattered(&|folder| folder.join("cohorts.csv").display().to_string());
    let number = run(&server, &wish);
    assert_eq!(server.get(&format!("/api/runs/{number}/report.html?lang=en")).0, 200);
    let (status, _, body) = server.get(&format!("/api/runs/{number}/everything.zip?lang=en"));
    assert!(status == 400 && body.contains("cohorts.csv has no place in an archive"), "{status} {body}");
}

#[test]
fn the_last_runs_are_kept_and_the_oldest_give_way() {
    let server = Server::start(2);
    let numbers: Vec<u64> = (0..9).map(|_| run(&server, &wish())).collect();
    assert_eq!(server.get(&format!("/api/runs/{}/comparison.json", numbers[0])).0, 404);
    assert_eq!(server.get(&format!("/api/runs/{}/comparison.json", numbers[1])).0, 200);
    assert_eq!(server.get(&format!("/api/runs/{}/comparison.json", numbers[8])).0, 200);
}
