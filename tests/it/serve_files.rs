//! Downloads of the local page: each file of the run that is shown, and all of them in an archive that loads again.

use crate::serve::{made_of, scenario, wish};
use crate::serve_support::Server;
use giamngheo::cli::input;
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::{Cursor, Read};

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

#[test]
fn the_last_runs_are_kept_and_the_oldest_give_way() {
    let server = Server::start(2);
    let numbers: Vec<u64> = (0..9).map(|_| run(&server, &wish())).collect();
    assert_eq!(server.get(&format!("/api/runs/{}/comparison.json", numbers[0])).0, 404);
    assert_eq!(server.get(&format!("/api/runs/{}/comparison.json", numbers[1])).0, 200);
    assert_eq!(server.get(&format!("/api/runs/{}/comparison.json", numbers[8])).0, 200);
}
