//! The command `allocate`: tables in, exact tables and words out, and everything that is wrong told at once.

use crate::invalid::{apply, parse, spoken};
use giamngheo::cli::render_said;
use giamngheo::decide::allocate::{Constraint, Goal, Price, Problem, Solution, prices, solve};
use giamngheo::domain::origin::Origin;
use giamngheo::load::allocation::{Tables, read};
use giamngheo::load::diagnostic::Diagnostic;
use giamngheo::report::allocation::Answer;
use giamngheo::report::allocation_words::words;
use giamngheo::report::{Language, Texts};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const FILES: [&str; 3] = ["packages.csv", "sources.csv", "floors.csv"];

fn copy(from: &str, to: &Path) {
    for file in FILES {
        fs::copy(Path::new(ROOT).join(from).join(file), to.join(file)).unwrap();
    }
}

fn allocate(folder: &Path, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_giamngheo"));
    command.current_dir(folder).env("LANG", "C").arg("allocate");
    command.args(["--packages", "packages.csv", "--sources", "sources.csv", "--floors", "floors.csv"]);
    command.args(more).output().unwrap()
}

fn done(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn refused(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr).to_string();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(output.stdout.is_empty());
    said
}

/// Rows of a file by column name.
fn rows(path: PathBuf) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect()
}

fn dong(row: &BTreeMap<String, String>, column: &str) -> i64 {
    row[column].parse().unwrap()
}

/// By hand: area 01 takes b (700, all of the central money), area 02 a (400 of the local money), area 03 what is locked.
#[test]
fn the_small_tables_give_what_a_hand_finds() {
    let folder = tempfile::tempdir().unwrap();
    copy("tests/allocate", folder.path());
    done(&allocate(folder.path(), &["--out", "out"]));
    let text = |file: &str| fs::read_to_string(folder.path().join("out").join(file)).unwrap();
    assert_eq!(
        text("allocation.csv"),
        "area,package,cost_vnd,value,origin\n01,b,700,9,\n02,a,400,6,\n03,free,0,0.5,\n"
    );
    assert_eq!(
        text("payments.csv"),
        "area,package,source,paid_vnd,origin\n01,b,central,700,\n02,a,local,400,\n"
    );
    assert_eq!(
        text("sources.csv"),
        "source,amount_vnd,paid_vnd,leftover_vnd,origin\ncentral,700,700,0,\nlocal,500,400,100,\n"
    );
    assert_eq!(
        text("prices.csv"),
        "area,constraint,bound_vnd,locked_package,price,unit,proven,origin\n01,floor,300,,0,value,1,\n\
         02,cap,600,,0,value,1,\n03,lock,,free,0,value,1,\n"
    );
    let document: Value = serde_json::from_str(&text("allocation.json")).unwrap();
    assert_eq!((&document["value"], &document["cost_vnd"]), (&15.5.into(), &1100.into()));
    assert_eq!((&document["gap"], &document["complete"]), (&0.0.into(), &true.into()));
    assert_eq!(document["inputs"].as_array().map(Vec::len), Some(3));
    // Without floors there is nothing to price.
    fs::write(folder.path().join("floors.csv"), "area,cap_vnd\n01,800\n").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_giamngheo"));
    let tables = ["--packages", "packages.csv", "--sources", "sources.csv"];
    let command = command.current_dir(folder.path()).env("LANG", "C").arg("allocate").args(tables);
    let said = done(&command.args(["--out", "free", "--lang", "en"]).output().unwrap());
    assert!(!said.contains("floor") && !folder.path().join("free/prices.csv").exists(), "{said}");
}

#[test]
fn the_example_is_paid_to_the_dong_on_any_threads_and_in_any_order() {
    let folder = tempfile::tempdir().unwrap();
    copy("examples/allocate", folder.path());
    done(&allocate(folder.path(), &["--out", "one", "--threads", "1"]));
    done(&allocate(folder.path(), &["--out", "two", "--threads", "2"]));
    for file in FILES {
        let path = folder.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        let mut lines: Vec<&str> = text.lines().collect();
        // After the mark and the header, the other way round.
        lines[2..].reverse();
        fs::write(&path, lines.join("\n")).unwrap();
    }
    done(&allocate(folder.path(), &["--out", "shuffled"]));
    let of = |out: &str, file: &str| rows(folder.path().join(out).join(file));
    let bytes = |out: &str, file: &str| fs::read(folder.path().join(out).join(file)).unwrap();
    for file in ["allocation.csv", "payments.csv", "sources.csv", "prices.csv"] {
        assert!(bytes("one", file) == bytes("two", file), "{file} depends on threads");
        assert!(bytes("one", file) == bytes("shuffled", file), "{file} depends on the order of rows");
        assert!(of("one", file).iter().all(|row| row["origin"] == "synthetic"), "{file}");
    }
    assert!(bytes("one", "allocation.json") == bytes("two", "allocation.json"));
    let payments = of("one", "payments.csv");
    assert!(payments.len() > 10 && payments.iter().all(|row| dong(row, "paid_vnd") > 0));
    let paid = |column: &str, name: &str| -> i64 {
        payments.iter().filter(|row| row[column] == name).map(|row| dong(row, "paid_vnd")).sum()
    };
    for row in of("one", "allocation.csv") {
        assert_eq!(paid("area", &row["area"]), dong(&row, "cost_vnd"));
    }
    for row in of("one", "sources.csv") {
        let sum = paid("source", &row["source"]);
        assert_eq!(
            (sum, dong(&row, "amount_vnd") - sum),
            (dong(&row, "paid_vnd"), dong(&row, "leftover_vnd"))
        );
        assert!(dong(&row, "leftover_vnd") >= 0);
    }
    let allowed: BTreeMap<String, String> = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .from_path(folder.path().join("packages.csv"))
        .unwrap()
        .deserialize::<BTreeMap<String, String>>()
        .map(|row| row.unwrap())
        .map(|row| (format!("{}/{}", row["area"], row["package"]), row["payers"].clone()))
        .collect();
    for row in &payments {
        let payers = &allowed[&format!("{}/{}", row["area"], row["package"])];
        assert!(payers.is_empty() || payers.split('|').any(|it| it == row["source"]), "{row:?}");
        assert!(row["source"] != "people" || ["07249", "07285"].contains(&row["area"].as_str()), "{row:?}");
    }
}

#[test]
fn a_target_value_gives_the_least_cost_and_too_much_of_it_the_maximum() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    copy("tests/allocate", folder);
    let document = |more: &[&str]| -> Value {
        serde_json::from_str(&done(&allocate(folder, &[&["--json"], more].concat()))).unwrap()
    };
    // a in 01 and free: 6 for 300.
    let found = document(&["--target-value", "6", "--out", "least"]);
    assert_eq!((&found["cost_vnd"], &found["value"]), (&300.into(), &6.0.into()));
    assert_eq!((&found["goal"], &found["target_value"]), (&"least_cost".into(), &6.0.into()));
    // The floor is what makes 300 of it necessary for less.
    let found = document(&["--target-value", "-1", "--out", "floor"]);
    assert_eq!(found["cost_vnd"], 300);
    assert_eq!(
        (&found["prices"][0]["price"], &found["prices"][0]["unit"]),
        (&(-300.0).into(), &"vnd".into())
    );
    let said = refused(&allocate(folder, &["--target-value", "15.6", "--out", "none", "--lang", "en"]));
    assert!(said.contains("--target-value 15.6: the most that can be had is 15.5"), "{said}");
    assert!(!folder.join("none").exists());
    let output = allocate(folder, &["--target-value", "nan"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn every_fixture_is_refused_with_its_messages_and_nothing_is_written() {
    let fixtures = fs::read_dir(Path::new(ROOT).join("tests/invalid/allocate")).unwrap();
    let mut fixtures: Vec<PathBuf> = fixtures.map(|entry| entry.unwrap().path()).collect();
    fixtures.sort();
    assert!(fixtures.len() >= 30);
    for fixture in fixtures {
        let entries = parse(&fs::read_to_string(&fixture).unwrap());
        let folder = tempfile::tempdir().unwrap();
        copy("tests/allocate", folder.path());
        apply(folder.path(), &entries);
        let said = refused(&allocate(folder.path(), &["--lang", "en"]));
        // A clash ends with a refusal of the command itself.
        if !said.contains(":infeasible: ") {
            let ours = refused(&allocate(folder.path(), &["--lang", "vi"]));
            spoken(&format!("{fixture:?}"), &ours, &said);
        }
        let expected: Vec<&String> = entries.iter().filter(|it| it.0 == "expect").map(|it| &it.1).collect();
        let found: Vec<&str> = said.lines().filter(|line| line.contains(": error: ")).collect();
        assert_eq!(found, expected, "{fixture:?}:\n{said}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3, "{fixture:?} wrote something");
    }
}

#[test]
fn what_does_not_stop_it_is_warned_of_and_kept_in_the_document() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    copy("tests/allocate", folder);
    // Local money may not pay b, and b of area 02 wants nothing else; a column is misspelt.
    fs::write(
        folder.join("sources.csv"),
        "source,amount_vnd,area,packages\ncentral,700,,\nlocal,500,,a|free\n",
    )
    .unwrap();
    let packages = fs::read_to_string(folder.join("packages.csv")).unwrap();
    fs::write(folder.join("packages.csv"), packages.replace("central | local", "local")).unwrap();
    let output = allocate(folder, &["--out", "out", "--json", "--lang", "en"]);
    let document: Value = serde_json::from_str(&done(&output)).unwrap();
    let warnings =
        ["packages.csv: no source may pay package b of area 02", "sources.csv: column `area` is not read"];
    let told = document["warnings"].as_array().unwrap();
    assert_eq!(told.iter().map(|it| it["en"].as_str().unwrap()).collect::<Vec<_>>(), warnings);
    assert_eq!(told[1]["vi"], "sources.csv: cột `area` không được đọc");
    let said = String::from_utf8_lossy(&output.stderr).to_string();
    assert!(said.contains("packages.csv:6:payers:local:never-chosen: warning: "), "{said}");
    assert!(said.contains("sources.csv:1:area:area:unknown-column: warning: "), "{said}");
}

#[test]
fn a_folder_that_holds_something_else_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    copy("tests/allocate", folder);
    done(&allocate(folder, &["--out", "out"]));
    // The same again is the same run; other tables are not.
    done(&allocate(folder, &["--out", "out"]));
    let before = fs::read(folder.join("out/allocation.json")).unwrap();
    fs::write(folder.join("floors.csv"), "area,floor_vnd\n01,100\n").unwrap();
    assert!(refused(&allocate(folder, &["--out", "out"])).contains("--force"));
    assert!(fs::read(folder.join("out/allocation.json")).unwrap() == before);
    done(&allocate(folder, &["--out", "out", "--force"]));
    assert!(fs::read(folder.join("out/allocation.json")).unwrap() != before);
    let said = done(&allocate(folder, &[]));
    assert!(said.starts_with("Giá trị lớn nhất"), "{said}");
    let outputs: Vec<_> =
        fs::read_dir(folder.join("outputs")).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert!(matches!(&outputs[..], [one] if one.to_string_lossy().starts_with("allocate-")), "{outputs:?}");
}

fn example() -> (Problem, Option<Origin>) {
    let bytes = FILES.map(|file| fs::read(Path::new(ROOT).join("examples/allocate").join(file)).unwrap());
    let tables = Tables {
        packages: ("packages.csv", &bytes[0]),
        sources: ("sources.csv", &bytes[1]),
        floors: Some(("floors.csv", &bytes[2])),
    };
    let (allocation, problems) = read(&tables);
    assert!(problems.items.is_empty(), "{problems:?}");
    let allocation = allocation.unwrap();
    (allocation.problem, allocation.origin)
}

fn told(
    problem: &Problem,
    solution: &Solution,
    prices: &[Price],
    origin: Option<Origin>,
    at: Language,
) -> String {
    words(&Answer { problem, solution, prices, origin }, &Texts::new(at).unwrap())
}

#[test]
fn the_words_of_the_example_in_both_languages() {
    let (problem, origin) = example();
    let most = solve(&problem, Goal::MostValue).unwrap();
    let least = solve(&problem, Goal::LeastCost { value: 300.0 }).unwrap();
    for language in Language::ALL {
        let word = language.word();
        let said = told(&problem, &most, &prices(&problem, &most), origin, language);
        insta::assert_snapshot!(format!("allocate_most_value_{word}"), said);
        let said = told(&problem, &least, &prices(&problem, &least), origin, language);
        insta::assert_snapshot!(format!("allocate_least_cost_{word}"), said);
        let wide = said.lines().filter(|line| line.contains("──")).map(|line| line.chars().count()).max();
        assert!(wide.is_some_and(|wide| wide <= 100));
    }
}

/// What is said without a proof; the share is rounded up, because it is said to be the most.
#[test]
fn the_words_say_how_much_better_is_possible_without_a_proof() {
    let (problem, _) = example();
    let found = solve(&problem, Goal::MostValue).unwrap();
    let open =
        |gap: f64| Solution { gap, complete: false, bound: found.value * (1.0 + gap), ..found.clone() };
    let en = |solution: &Solution, prices: &[Price]| told(&problem, solution, prices, None, Language::En);
    let said = en(&open(1.412e-4), &[]);
    assert!(said.contains("At most 0.015% better is possible (bound: 488.069)"), "{said}");
    assert!(!said.contains("SYNTHETIC"), "{said}");
    let said = told(&problem, &open(1.412e-4), &[], None, Language::Vi);
    assert!(said.contains("chưa chứng minh. Có thể tốt hơn nhiều nhất 0,015 % (cận: 488,069)"), "{said}");
    assert!(en(&open(0.235), &[]).contains("At most 24% better"));
    assert!(en(&open(1e-10), &[]).contains("but not that the tie rule"));
    let least = solve(&problem, Goal::LeastCost { value: 300.0 }).unwrap();
    let least = Solution { gap: 0.02, complete: false, bound: least.cost.dong() as f64 * 0.98, ..least };
    let said = en(&least, &[]);
    assert!(said.contains("At most 2.0% cheaper is possible (bound: 9,294,320,000 VND)"), "{said}");
    let price = Price { constraint: Constraint::Floor(6), price: 0.0, proven: false };
    assert!(en(&open(1e-4), &[price]).contains("0 (not proven)"));
}

fn of_text(packages: &str, sources: &str) -> (Option<Problem>, String) {
    let tables = Tables {
        packages: ("p.csv", packages.as_bytes()),
        sources: ("s.csv", sources.as_bytes()),
        floors: None,
    };
    let (allocation, problems) = read(&tables);
    let said = |it: &Diagnostic| render_said(&it.message, Language::En).unwrap();
    let told = problems.items.iter().map(|it| format!("{} {}\n", it.rule, said(it))).collect();
    (allocation.map(|it| it.problem), told)
}

/// The second name is written with combining marks; a bar separates names with spaces, one alone needs none.
#[test]
fn names_with_spaces_and_marks_are_found_in_lists() {
    let packages = "area,package,cost_vnd,value,payers\nSơn Động,a,1,1,\nLu\u{323}c Nga\u{323}n,a,1,1,\nHà Nội,a,1e9,1,ngân sách\n";
    let sources = "source,amount_vnd,areas\nngân sách,5.0,Sơn Động\nquỹ,5,Sơn Động | Lục Ngạn\nkhác,5,\n";
    let (problem, told) = of_text(packages, sources);
    assert_eq!(told, "never-chosen no source may pay package a of area Hà Nội\n");
    let problem = problem.unwrap();
    let payers = |area: &str| {
        let it = problem.packages.iter().find(|it| problem.areas[it.area].code == area).unwrap();
        (it.payers.clone(), it.cost.dong())
    };
    assert_eq!(payers("Sơn Động"), (vec![true, true, true], 1));
    assert_eq!(payers("Lục Ngạn"), (vec![false, true, true], 1));
    assert_eq!(payers("Hà Nội"), (vec![false, false, false], 1_000_000_000));
    assert_eq!(problem.sources[0].amount.dong(), 5);
}

/// What whole-number sums could not hold, and many problems of a kind.
#[test]
fn what_is_too_much_is_refused_and_many_problems_of_a_kind_are_counted() {
    let table = |count: usize, cost: &str| {
        let rows = (0..count).map(|area| format!("{area},a,{cost},1\n"));
        format!("area,package,cost_vnd,value\n{}", rows.collect::<String>())
    };
    let sources = "source,amount_vnd\ns,1\n";
    assert!(of_text(&table(461, "10000000000000000"), sources).0.is_some());
    let (problem, told) = of_text(&table(462, "10000000000000000"), sources);
    assert!(problem.is_none() && told.starts_with("too-large the dearest packages of all areas"), "{told}");
    let (problem, told) = of_text(&table(40_001, "0"), sources);
    assert!(problem.is_none() && told == "too-many-areas 40001 areas; at most 40000\n", "{told}");
    let (problem, told) = of_text(&table(25, "x"), sources);
    assert!(problem.is_none() && told.ends_with("not-a-number and 5 more of the same kind\n"), "{told}");
    // Warnings alone, however many, stop nothing.
    let (problem, told) = of_text(&table(25, "2"), "source,amount_vnd,packages\ns,1,\n");
    assert!(problem.is_some() && told.is_empty(), "{told}");
    let packages = format!("{}25,b,0,1\n", table(25, "2"));
    let (problem, told) = of_text(&packages, "source,amount_vnd,packages\ns,1,b\n");
    assert!(problem.is_some() && told.ends_with("never-chosen and 5 more of the same kind\n"), "{told}");
}
