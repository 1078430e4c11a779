//! The money question: met already, met with some money, or with none; and the command.

use crate::support::{copy_small, part_of_bac_giang};
use giamngheo::decide::budget::{Answer, MULTIPLES, Wanted};
use giamngheo::decide::min_budget::{MinBudget, min_budget};
use giamngheo::domain::money::Money;
use giamngheo::domain::scenario::Scenario;
use giamngheo::plan::build::design;
use giamngheo::simulate::runner::{Job, run};
use rust_decimal::Decimal;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const REPLICATES: u32 = 96;

fn bac_giang() -> Scenario {
    part_of_bac_giang(6, REPLICATES)
}

/// The fall of the ĐBKK communes, with another floor.
fn asked(floor: &str, probability: f64) -> MinBudget {
    let mut scenario = bac_giang();
    scenario.targets[1].floor = floor.parse::<Decimal>().expect("a number");
    scenario.targets[1].top = scenario.targets[1].floor;
    min_budget(&scenario, 1, Wanted::Goal(1), probability, &|_| {})
}

#[test]
fn the_seeds_provincial_target_is_not_met_with_any_money() {
    let found = min_budget(&bac_giang(), 0, Wanted::Goal(0), 0.8, &|_| {});
    assert_eq!(found.curve.answer, Answer::Impossible);
    assert!(!found.targets[0].1.floor_possible && found.targets[0].1.largest_possible_points_per_year < 1.7);
    // The set holds it, so the set is out of reach too.
    let set = min_budget(&bac_giang(), 0, Wanted::Set(0), 0.8, &|_| {});
    assert_eq!(
        (set.curve.answer, set.targets.len(), set.target.as_str()),
        (Answer::Impossible, 2, "seed/all")
    );
}

#[test]
fn a_fall_that_comes_by_itself_is_met_already() {
    let found = asked("0.5", 0.8);
    assert_eq!(found.curve.answer, Answer::AlreadyMet);
    assert_eq!(found.curve.points[0].p.estimate, 1.0);
}

/// Between what nothing and plenty give, the answer lies where the curve crosses; more is asked, more it takes.
#[test]
fn some_falls_take_some_money() {
    let met = |probability: f64| match asked("4.0", probability).curve.answer {
        Answer::Met { multiple, low, high } => (multiple, low, high),
        other => panic!("{other:?}"),
    };
    let (multiple, low, high) = met(0.6);
    assert!(multiple > 0.0 && multiple < MULTIPLES[MULTIPLES.len() - 1]);
    assert!(low.is_none_or(|low| low <= multiple) && high.is_none_or(|high| high >= multiple));
    assert!(met(0.7).0 > multiple);
}

#[test]
fn where_hazards_bind_no_money_helps_and_perfect_money_neither() {
    let found = asked("6.0", 0.8);
    assert_eq!(found.curve.answer, Answer::NotWithAnyMoney);
    assert!(found.curve.perfect.estimate < 0.8);
    // Perfect money is worth no less than plenty as it is delivered, on the same replicates.
    let most = found.curve.points.last().expect("points").p.estimate;
    assert!(found.curve.perfect.estimate >= most);
}

/// The multiple one is the alternative itself: the very hits of a run; and the money is its grants.
#[test]
fn once_the_money_is_the_run() {
    let scenario = bac_giang();
    let found = min_budget(&scenario, 1, Wanted::Goal(1), 0.8, &|_| {});
    let (design, allocations) = design(&scenario);
    let outcomes = run(&Job::new(&design, REPLICATES));
    let once = found.curve.points.iter().find(|point| point.multiple == 1.0).expect("a point");
    let hits = outcomes.alternatives[1].goals[1].floor_hits;
    assert_eq!(once.p.estimate, f64::from(hits) / f64::from(REPLICATES));
    let money: Money = allocations[1].grants.iter().map(|grant| grant.amount).sum();
    assert_eq!((found.money, found.alternative.as_str()), (money, "all_to_dbkk"));
}

fn giamngheo(arguments: &[&str]) -> Output {
    let command = Command::new(env!("CARGO_BIN_EXE_giamngheo")).args(arguments).current_dir(ROOT).output();
    command.expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

const ASK: [&str; 5] = ["optimize", "scenarios/bac-giang.toml", "--min-budget", "--replicates", "16"];

#[test]
fn the_command_answers_in_both_languages_and_writes_its_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let expected = [("en", "NOT WITH ANY MONEY."), ("vi", "KHÔNG ĐẠT, DÙ BAO NHIÊU TIỀN.")];
    for (lang, answer) in expected {
        let out = folder.path().join(lang).to_string_lossy().into_owned();
        let more = ["--target", "seed/province", "--lang", lang, "--out", &out];
        let told = giamngheo(&[&ASK[..], &more].concat());
        assert!(told.status.success(), "{}", text(&told.stderr));
        let words = text(&told.stdout);
        assert!(words.contains(answer) && words.contains("1,32") | words.contains("1.32"), "{words}");
        for file in ["min_budget.json", "budget_curve.csv", "obstacles.csv", "charts/budget_curve.png"] {
            assert!(folder.path().join(lang).join(file).exists(), "{file}");
        }
    }
}

/// Only arithmetic rules out every way of spending; what was tried keeps one pattern, and the answer says so.
#[test]
fn what_one_pattern_does_not_reach_is_not_called_impossible_with_any_money() {
    let folder = tempfile::tempdir().expect("a folder");
    let expected = [
        ("en", "NOT WITH THIS PATTERN OF SPENDING.", "NOT WITH ANY MONEY"),
        ("vi", "KHÔNG ĐẠT NẾU GIỮ CÁCH PHÂN BỔ NÀY.", "DÙ BAO NHIÊU TIỀN"),
    ];
    for (lang, answer, wrong) in expected {
        let out = folder.path().join(lang).to_string_lossy().into_owned();
        let more = ["--target", "adopted/province", "--probability", "0.999", "--lang", lang, "--out", &out];
        let told = giamngheo(&[&ASK[..], &more].concat());
        assert!(told.status.success(), "{}", text(&told.stderr));
        let words = text(&told.stdout);
        assert!(words.contains(answer) && !words.contains(wrong), "{words}");
        assert!(words.contains("--objective p-target --target adopted/province"), "{words}");
    }
}

/// Nothing times any number stays nothing: the answer would be that of no money at all, under a wrong name.
#[test]
fn an_alternative_that_spends_nothing_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    copy_small(folder.path());
    let file = folder.path().join("scenario.toml");
    let empty =
        "\n[[alternative]]\nid = \"nothing\"\ntitle_vi = \"Không\"\ntitle_en = \"Nothing\"\nline = []\n";
    fs::write(&file, fs::read_to_string(&file).expect("read") + empty).expect("written");
    let out = folder.path().join("out").to_string_lossy().into_owned();
    let ask = ["optimize", &file.to_string_lossy(), "--min-budget", "--target", "seed", "--out", &out];
    let told = giamngheo(&[&ask[..], &["--alternative", "nothing", "--lang", "en"]].concat());
    assert_eq!(told.status.code(), Some(1), "{}", text(&told.stdout));
    let words = text(&told.stderr);
    assert!(words.contains("--alternative nothing: it spends nothing"), "{words}");
    assert!(words.contains("the scenario has spread, remote") && !Path::new(&out).exists(), "{words}");
}

#[test]
fn bad_questions_are_refused_before_anything_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out").to_string_lossy().into_owned();
    let tries: [(&[&str], i32, &str); 4] = [
        (&["--target", "seed/nowhere"], 1, "no such target"),
        (&["--target", "seed", "--probability", "1"], 1, "above 0 and below 1"),
        (&["--target", "seed", "--probability", "NaN"], 2, "must be a number"),
        (&["--target", "seed", "--alternative", "other"], 1, "no such alternative"),
    ];
    for (more, code, expected) in tries {
        let told = giamngheo(&[&ASK[..], more, &["--lang", "en", "--out", &out]].concat());
        assert_eq!(told.status.code(), Some(code), "{more:?}");
        assert!(text(&told.stderr).contains(expected), "{}", text(&told.stderr));
        assert!(!Path::new(&out).exists());
    }
}
