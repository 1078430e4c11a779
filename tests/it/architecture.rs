//! The house rules that can be read off the source: who may use whom, file heads, file sizes.

use std::fs;
use std::path::{Path, PathBuf};

/// Module, and what its files must not mention. `simulate` may name serde: its tallies are saved so that a run can go
/// on where it stopped.
const FORBIDDEN: [(&str, &[&str]); 12] = [
    (
        "domain",
        &[
            "crate::load",
            "crate::plan",
            "crate::simulate",
            "crate::summarise",
            "crate::report",
            "crate::cli",
            "crate::store",
            "serde",
            "std::fs",
            "clap",
            "rayon",
        ],
    ),
    (
        "load",
        &[
            "crate::plan",
            "crate::simulate",
            "crate::summarise",
            "crate::report",
            "crate::cli",
            "crate::store",
            "std::fs",
            "println!",
            "rayon",
        ],
    ),
    (
        "plan",
        &[
            "crate::load",
            "crate::simulate",
            "crate::summarise",
            "crate::report",
            "crate::cli",
            "crate::store",
            "std::fs",
            "rayon",
            "serde",
        ],
    ),
    (
        "simulate",
        &[
            "crate::load",
            "crate::summarise",
            "crate::report",
            "crate::cli",
            "crate::store",
            "std::fs",
            "Decimal",
            "std::time",
        ],
    ),
    (
        "calibrate",
        &[
            "crate::load",
            "crate::report",
            "crate::cli",
            "crate::store",
            "crate::summarise",
            "std::fs",
            "println!",
        ],
    ),
    (
        "summarise",
        &[
            "crate::load",
            "crate::report",
            "crate::cli",
            "crate::store",
            "std::fs",
            "rayon",
            "serde",
            ".round()",
        ],
    ),
    ("decide", &["crate::load", "crate::report", "crate::cli", "crate::store", "std::fs", "println!"]),
    (
        "report",
        &[
            "crate::load",
            "crate::plan",
            "crate::simulate",
            "crate::cli",
            "crate::store",
            "std::fs",
            "rayon",
            "println!",
        ],
    ),
    (
        "export",
        &[
            "crate::load",
            "crate::summarise",
            "crate::report",
            "crate::cli",
            "crate::store",
            "std::fs",
            "rayon",
            "println!",
        ],
    ),
    ("synthesise", &["crate::summarise", "crate::report", "crate::cli", "crate::store", "std::fs", "rayon"]),
    ("serve", &["std::fs", "println!"]),
    ("cli", &["std::fs"]),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn all_sources() -> Vec<PathBuf> {
    let mut found = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found.sort();
    assert!(found.len() > 40, "the tree was found");
    found
}

/// The part of a file before its tests, without comments.
fn code(text: &str) -> String {
    let body = text.split("#[cfg(test)]").next().unwrap_or("");
    body.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn modules_use_only_what_they_may() {
    let mut broken = Vec::new();
    for path in all_sources() {
        let relative = path.strip_prefix(concat!(env!("CARGO_MANIFEST_DIR"), "/src")).unwrap();
        let module = relative.components().next().unwrap().as_os_str().to_string_lossy().to_string();
        let code = code(&fs::read_to_string(&path).unwrap());
        for (name, words) in FORBIDDEN {
            if name == module {
                let found = words.iter().filter(|word| code.contains(**word));
                broken.extend(found.map(|word| format!("{} mentions `{word}`", relative.display())));
            }
        }
        if relative != Path::new("store.rs") && code.contains("std::fs") {
            broken.push(format!("{}: only store.rs touches files", relative.display()));
        }
        if code.contains("use super::*") {
            broken.push(format!("{}: `use super::*` outside tests", relative.display()));
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn every_file_has_a_head_and_a_readable_size() {
    for path in all_sources() {
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//! "), "{}: no one-sentence head", path.display());
        let lines = text.split("#[cfg(test)]").next().unwrap_or("").lines().count();
        assert!(lines <= 420, "{}: {lines} lines", path.display());
    }
}

/// Ways around the catalogue of texts: a sentence that is not built by the macro `said!`, or not from a key that
/// stands there, or whose places are filled with words. The types see to the rest: no text can be a message or a hint.
fn past_the_catalogue(code: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    if code.contains("Said {") && code.contains("key:") {
        found.push("a `Said` built by hand".to_string());
    }
    for call in code.split("said!(").skip(1) {
        let call = call.split(';').next().unwrap_or_default();
        let shown: String = call.chars().take(60).collect();
        let Some((_, args)) = call.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"'))
        else {
            found.push(format!("not a literal key: {shown}"));
            continue;
        };
        let args = args.split(')').next().unwrap_or_default();
        let words = |text: &&str| text.split(' ').filter(|it| it.contains(char::is_alphabetic)).count() > 1;
        found.extend(
            args.split('"').skip(1).step_by(2).find(words).map(|text| format!("`{text}` in {shown}")),
        );
    }
    found
}

#[test]
fn every_diagnostic_speaks_by_the_catalogue() {
    for path in all_sources().iter().filter(|path| !path.ends_with("load/said.rs")) {
        let found = past_the_catalogue(&code(&fs::read_to_string(path).unwrap()));
        assert!(found.is_empty(), "{}: {found:#?}", path.display());
    }
}

#[test]
fn a_broken_rule_would_be_seen() {
    let wrong = [
        "let it = Said { key: \"diag-a-rule\", args: vec![] };",
        "checker.fail(span, \"a-rule\", value, said!(key, it), None);",
        "let message = said!(\"diag-a-rule\", what = \"some words\");",
    ];
    assert!(wrong.iter().all(|code| past_the_catalogue(code).len() == 1));
    let right = "checker.fail(span, \"a-rule\", value, said!(\"diag-a-rule\", it = known.join(\"\")), None);";
    assert!(past_the_catalogue(right).is_empty());
    assert!(code("use crate::report::x;\n// std::fs\n").contains("crate::report"));
    assert!(!code("// std::fs\n").contains("std::fs"));
    assert!(!code("fn a() {}\n#[cfg(test)]\nmod tests { use super::*; }").contains("super::*"));
}
