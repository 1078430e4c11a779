//! Every command's `--help` in both languages, manual pages, completions, and what is said of a wrong command line.

use giamngheo::report::Language;
use std::path::Path;
use std::process::{Command, Output};

fn program(arguments: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_giamngheo"));
    command.args(arguments).current_dir(folder).output().expect("the program starts")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Every command of the program with the names that lead to it, the program itself first.
fn commands(language: Language, width: usize) -> Vec<(Vec<String>, clap::Command)> {
    fn below(command: &clap::Command, path: Vec<String>, found: &mut Vec<(Vec<String>, clap::Command)>) {
        for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
            let path = path.iter().cloned().chain([sub.get_name().to_string()]).collect();
            below(sub, path, found);
        }
        found.push((path, command.clone()));
    }
    let mut found = Vec::new();
    let command = giamngheo::cli::command(language).expect("a catalogue");
    below(&command, vec!["giamngheo".to_string()], &mut found);
    found.into_iter().map(|(path, command)| (path, command.term_width(width))).collect()
}

/// Of the whole program: a build without its parts says of some commands that they are not in it.
#[cfg(all(feature = "calibrate", feature = "serve"))]
#[test]
fn help_of_every_command() {
    for language in Language::ALL {
        let commands = commands(language, 100);
        assert!(commands.len() >= 18);
        for (path, mut command) in commands {
            let help = command.render_long_help().to_string();
            insta::assert_snapshot!(format!("help_{}_{}", language.word(), path.join("_")), help);
        }
    }
}

/// What the parser would say in English of its own accord has no place in Vietnamese help, nor has a missing text.
#[test]
fn help_is_in_the_catalogue_s_words_alone() {
    for (path, mut command) in commands(Language::Vi, 1000) {
        let help = format!("{}{}", command.render_help(), command.render_long_help());
        for foreign in
            ["⟨", "Usage", "Options", "Arguments", "Commands", "default", "ossible values", "Print "]
        {
            assert!(!help.contains(foreign), "{path:?} says {foreign}: {help}");
        }
    }
}

/// A text of the catalogue that no help shows is an argument that is gone.
#[cfg(all(feature = "calibrate", feature = "serve"))]
#[test]
fn every_text_of_help_is_shown() {
    for language in Language::ALL {
        let shown =
            commands(language, 10_000).into_iter().map(|(_, mut it)| it.render_long_help().to_string());
        let shown: String = shown.collect();
        let file = format!("{}/src/report/texts/{}.ftl", env!("CARGO_MANIFEST_DIR"), language.word());
        let catalogue = std::fs::read_to_string(file).expect("the catalogue is readable");
        let texts = catalogue.lines().filter(|line| line.starts_with("help-"));
        let texts: Vec<(&str, &str)> = texts.filter_map(|line| line.split_once(" = ")).collect();
        assert!(texts.len() > 120, "only {}", texts.len());
        for (key, text) in
            texts.into_iter().filter(|(key, _)| !matches!(*key, "help-absent" | "help-default"))
        {
            assert!(shown.contains(text), "{key}: {text}");
        }
    }
}

#[cfg(not(feature = "calibrate"))]
#[test]
fn a_build_without_calibration_says_how_to_get_it() {
    let arguments = ["calibrate", "forms.csv", "--scenario", "s.toml"];
    let output = program(&arguments, Path::new("."));
    assert_eq!(output.status.code(), Some(1));
    let said = said(&output);
    assert!(said.contains("--features calibrate -- calibrate forms.csv --scenario s.toml"), "{said}");
    let help = program(&["--help", "--lang", "en"], Path::new("."));
    assert!(String::from_utf8_lossy(&help.stdout).contains("(not in this build)"));
}

/// Every command has its manual page in the language asked for, and the scripts of shells name the commands.
#[test]
fn shells_and_manuals_know_every_command() {
    let folder = tempfile::tempdir().expect("a folder");
    for (language, heading) in [("en", ".SH NAME"), ("vi", ".SH TÊN")] {
        let pages = format!("pages-{language}");
        assert!(program(&["man", &pages, "--lang", language], folder.path()).status.success());
        for (path, _) in commands(Language::Vi, 100) {
            let file = folder.path().join(&pages).join(format!("{}.1", path.join("-")));
            let page = std::fs::read_to_string(file).expect("a page");
            assert!(page.contains(heading), "{path:?}: {page}");
            assert!(!page.contains('⟨'), "{page}");
            let foreign =
                [".SH NAME", ".SH SYNOPSIS", ".SH DESCRIPTION", ".SH OPTIONS", "default:", "ossible values"];
            let vietnamese = language == "vi";
            assert!(!vietnamese || foreign.iter().all(|it| !page.contains(it)), "{path:?}: {page}");
        }
    }
    for shell in ["bash", "zsh", "fish"] {
        let script = program(&["completions", shell, "--lang", "vi"], folder.path());
        assert!(script.status.success());
        let script = String::from_utf8_lossy(&script.stdout).into_owned();
        for (path, _) in commands(Language::Vi, 100) {
            assert!(script.contains(&path[path.len() - 1]), "{path:?} in {shell}");
        }
        assert!(shell == "bash" || script.contains("Tệp kịch bản (TOML)") || shell == "fish", "{shell}");
    }
}

/// A wrong command line is told in the user's language and ends with 2; nothing is written.
#[test]
fn a_wrong_command_line_is_told_in_both_languages() {
    let folder = tempfile::tempdir().expect("a folder");
    let cases: [(&[&str], &str, &str); 11] = [
        (&["rn"], "there is no command 'rn'", "không có lệnh 'rn'"),
        (&["rum", "s.toml"], "similar: run", "gần giống: run"),
        (&["run", "s.toml", "--sed", "1"], "argument '--sed'", "tham số '--sed'"),
        (&["run", "s.toml", "--sed", "1"], "similar: --seed", "gần giống: --seed"),
        (&["run"], "not given: <SCENARIO>", "cần phải có: <KỊCH_BẢN>"),
        (&["run", "s.toml", "--seed", "-1"], "'-1'", "'-1'"),
        (
            &["run", "s.toml", "--threads", "0"],
            "'0' for --threads <THREADS>: must be a whole number from 1 to 65535",
            "'0' cho --threads <SỐ>: phải là số nguyên từ 1 đến 65535",
        ),
        (&["run", "s.toml", "--precision", "1,5"], "point as decimal mark", "dấu thập phân là dấu chấm"),
        (&["run", "s.toml", "--estimator", "x"], "one of: simulated", "chọn một trong: simulated"),
        (&["run", "s.toml", "--json", "--json"], "only once", "chỉ được nêu một lần"),
        (
            &["optimize", "s.toml", "--min-budget", "--target", "a", "--objective", "shortfall"],
            "cannot be used with",
            "không dùng được cùng với",
        ),
    ];
    for (arguments, english, vietnamese) in cases {
        for (language, expected) in [("en", english), ("vi", vietnamese)] {
            let output = program(&[arguments, &["--lang", language]].concat(), folder.path());
            assert_eq!(output.status.code(), Some(2), "{arguments:?}");
            let said = said(&output);
            assert!(said.contains(expected) && said.contains("--help"), "{arguments:?}: {said}");
            assert!(!said.contains('⟨') && output.stdout.is_empty(), "{said}");
        }
    }
    let unknown = program(&["run", "s.toml", "--lang", "fr"], folder.path());
    assert_eq!(unknown.status.code(), Some(2));
    assert!(said(&unknown).contains("vi, en"), "{}", said(&unknown));
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 0);
}

/// The system's own faults are told in the user's language, with the path, and end with 3.
#[test]
fn a_fault_of_the_machine_is_told_in_both_languages() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("file"), "").expect("written");
    for (language, expected) in [("en", "a file of this name"), ("vi", "đã có một tệp")] {
        let output = program(&["man", "file/man", "--lang", language], folder.path());
        assert_eq!(output.status.code(), Some(3), "{}", said(&output));
        assert!(said(&output).contains(expected) && said(&output).contains("file:"), "{}", said(&output));
    }
}
