//! Bad input: one fixture per rule; all problems listed, exit code 1, nothing written.
//!
//! A fixture edits the small scenario (`file:`, `replace:`, `with:`; `write:` adds a file; values run up to the next key)
//! and holds the message that is expected (`expect:`, a part of one line of stderr).

use crate::support::copy_small;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

/// One fixture, as key and value in order.
pub fn parse(text: &str) -> Vec<(String, String)> {
    let keys = ["file", "replace", "with", "write", "expect", "binary", "gigabytes"];
    let mut entries: Vec<(String, String)> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        match line.split_once(": ").or_else(|| line.strip_suffix(':').map(|key| (key, ""))) {
            Some((key, value)) if keys.contains(&key) => entries.push((key.into(), value.into())),
            _ => {
                let last = entries.last_mut().expect("a fixture begins with a key");
                last.1.push('\n');
                last.1.push_str(line);
            }
        }
    }
    entries
}

pub fn apply(folder: &Path, entries: &[(String, String)]) {
    let (mut file, mut old) = (String::new(), String::new());
    for (key, value) in entries {
        match key.as_str() {
            "file" => file = value.clone(),
            "replace" => old = value.clone(),
            "with" => {
                let path = folder.join(&file);
                let text = fs::read_to_string(&path).unwrap();
                assert!(text.contains(&old), "{file} has no `{old}`");
                fs::write(&path, text.replacen(&old, value, 1)).unwrap();
            }
            "write" => {
                let (name, text) = value.split_once('\n').unwrap();
                fs::write(folder.join(name), text).unwrap();
            }
            "binary" => fs::write(folder.join(value), b"PK\x03\x04\0\0\0\0").unwrap(),
            "gigabytes" => {
                let (name, size) = value.split_once(' ').unwrap();
                // A sparse file: it has the length, not the blocks.
                fs::File::create(folder.join(name))
                    .unwrap()
                    .set_len(size.parse::<u64>().unwrap() << 30)
                    .unwrap();
            }
            _ => {}
        }
    }
}

fn giamngheo(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_giamngheo"));
    command.current_dir(folder).args(arguments).env("LANG", "en_GB").output().unwrap()
}

fn fixtures() -> Vec<PathBuf> {
    let mut fixtures: Vec<_> = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/invalid"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    fixtures.sort();
    assert!(fixtures.len() >= 30);
    fixtures
}

#[test]
fn every_fixture_is_refused_with_its_message() {
    for fixture in fixtures() {
        let entries = parse(&fs::read_to_string(&fixture).unwrap());
        let folder = tempfile::tempdir().unwrap();
        copy_small(folder.path());
        apply(folder.path(), &entries);
        let check = giamngheo(folder.path(), &["check", "scenario.toml"]);
        let stderr = String::from_utf8(check.stderr).unwrap();
        assert_eq!(check.status.code(), Some(1), "{fixture:?}: {stderr}");
        assert!(check.stdout.is_empty());
        let expected: Vec<&String> =
            entries.iter().filter(|(key, _)| key == "expect").map(|(_, v)| v).collect();
        for message in &expected {
            assert!(
                stderr.lines().any(|line| line.contains(message.as_str())),
                "{fixture:?} wants `{message}`:\n{stderr}"
            );
        }
        let found = stderr.lines().filter(|line| line.contains(": error: ")).count();
        assert_eq!(found, expected.len(), "{fixture:?} must list these problems and no others:\n{stderr}");
        let run = giamngheo(folder.path(), &["run", "scenario.toml"]);
        assert_eq!(run.status.code(), Some(1), "{fixture:?}");
        assert!(!folder.path().join("outputs").exists(), "{fixture:?} wrote something");
    }
}

/// The sentences of stderr: what is wrong in each line, the hints, and the count at the end.
fn sentences(stderr: &str, kinds: [&str; 2], hint: &str) -> Vec<String> {
    let message = |line: &str| kinds.iter().find_map(|kind| Some(line.split_once(kind)?.1.to_string()));
    let of = |line: &str| message(line).or_else(|| Some(line.strip_prefix(hint)?.to_string()));
    stderr.lines().filter_map(of).chain(stderr.lines().last().map(str::to_string)).collect()
}

/// Words of English sentences that are no key, name or code of an input.
const ENGLISH: [&str; 12] = [
    " the ",
    " is ",
    " are ",
    " must ",
    " not ",
    " of ",
    " has ",
    " and ",
    " no ",
    " to ",
    " expected ",
    " write ",
];

/// Whether every sentence is there in Vietnamese, with no English left in it; the sentences.
pub fn spoken(name: &str, vi: &str, en: &str) -> Vec<String> {
    let ours = sentences(vi, [": lỗi: ", ": cảnh báo: "], "  gợi ý: ");
    let theirs = sentences(en, [": error: ", ": warning: "], "  hint: ");
    assert_eq!(ours.len(), theirs.len(), "{name}:\n{vi}\n{en}");
    assert!(ours.len() >= 2, "{name}: {vi}");
    for (ours, theirs) in ours.iter().zip(&theirs) {
        assert_ne!(ours, theirs, "{name}");
        assert!(!ours.contains(['⟨', '{']) && !ours.contains("diag-"), "{name}: {ours}");
        let padded = format!(" {ours} ");
        let english = ENGLISH.iter().find(|word| padded.contains(*word));
        // The words of the library that reads the file are not ours to translate.
        let of_library = ["sai cú pháp ", "không đọc được tệp Excel: ", "giá trị không đọc được: "];
        let ours_alone = !of_library.iter().any(|start| ours.starts_with(start));
        assert!(english.is_none() || !ours_alone, "{name}: {ours}");
    }
    ours
}

#[test]
fn every_fixture_is_refused_in_vietnamese_too() {
    let mut told = BTreeSet::new();
    for fixture in fixtures() {
        let folder = tempfile::tempdir().unwrap();
        copy_small(folder.path());
        apply(folder.path(), &parse(&fs::read_to_string(&fixture).unwrap()));
        let stderr = |language: &str| {
            let output = giamngheo(folder.path(), &["check", "scenario.toml", "--lang", language]);
            String::from_utf8(output.stderr).unwrap()
        };
        told.extend(spoken(&format!("{fixture:?}"), &stderr("vi"), &stderr("en")));
    }
    assert!(told.len() > 50, "{told:#?}");
}

/// What is allowed and seldom meant is said, in both languages, and the scenario is still in order.
#[test]
fn what_is_seldom_meant_is_warned_of() {
    let folder = tempfile::tempdir().unwrap();
    copy_small(folder.path());
    let check = |language: &str| {
        let output = giamngheo(folder.path(), &["check", "scenario.toml", "--lang", language]);
        assert_eq!(output.status.code(), Some(0));
        [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap())
    };
    let [said, warned] = check("en");
    assert!(said.contains("scenario.toml: ok") && said.contains("1,000.5"), "{said}");
    let warnings = [
        "2024:no-money-year: warning: source local has no money written for 2024; it counts as 0",
        "2025:no-money-year: warning: ",
        "0.8:left-over: warning: alternative spread leaves 20 % of source central to nothing",
        "left-over: warning: alternative spread leaves 66.7 % of source local to nothing",
    ];
    for warning in warnings {
        assert!(warned.contains(warning), "{warning}: {warned}");
    }
    assert!(!warned.contains("hazard-high"), "{warned}");
    let file = folder.path().join("transitions.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replacen("{ per_year = 0.1,", "{ per_year = 8.3,", 1)).unwrap();
    let [_, warned] = check("en");
    assert!(warned.contains("of 8.3 a year takes 100 % of those at risk"), "{warned}");
    let [said, warned] = check("vi");
    assert!(
        said.contains("hợp lệ") && said.contains("1.000,5") && warned.contains("cảnh báo"),
        "{said}{warned}"
    );
}

#[test]
fn bad_settings_on_the_command_line_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    copy_small(folder.path());
    let cases = [
        (
            vec!["run", "scenario.toml", "--replicates", "0"],
            ["error: --replicates 0: must be 1 to 200000", "lỗi: --replicates 0: phải từ 1 đến 200000"],
        ),
        (
            vec!["run", "scenario.toml", "--alternative", "x"],
            [
                "error: --alternative x: the scenario has spread, remote",
                "lỗi: --alternative x: kịch bản có spread, remote",
            ],
        ),
        (
            vec!["run", "nowhere.toml"],
            ["error: nowhere.toml: no such file", "lỗi: nowhere.toml: không có tệp này"],
        ),
        (
            vec!["run", "scenario.toml", "--precision", "2"],
            ["\n  hint: 0.01 asks for", "\n  gợi ý: 0.01 nghĩa là"],
        ),
        (vec!["check", "."], ["error: ", "lỗi: "]),
    ];
    for (arguments, messages) in cases {
        for (lang, message) in ["en", "vi"].into_iter().zip(messages) {
            let output = giamngheo(folder.path(), &[&arguments[..], &["--lang", lang]].concat());
            let stderr = String::from_utf8(output.stderr).unwrap();
            assert!(matches!(output.status.code(), Some(1 | 3)), "{arguments:?}: {stderr}");
            assert!(stderr.contains(message), "{arguments:?}: {stderr}");
        }
    }
    assert!(!folder.path().join("outputs").exists());
}
