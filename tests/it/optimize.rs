//! A better alternative: money stays within its sources, the file gives it back, and what is found is better.

use crate::support::part_of_bac_giang;
use giamngheo::cli::input;
use giamngheo::decide::optimize::{Objective, Optimum, Way, optimize};
use giamngheo::domain::money::Money;
use giamngheo::domain::scenario::Scenario;
use giamngheo::plan::apportion::allocate;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::process::{Command, Output};
use std::sync::OnceLock;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// Rounding of a line's share: at most a billionth of the source, and a đồng for the split of every year.
const CUT: f64 = 1e-9;

/// Fourteen communes.
fn bac_giang() -> Scenario {
    part_of_bac_giang(15, 64)
}

/// Found once for all tests: it takes seconds.
fn lasting() -> &'static Optimum {
    static FOUND: OnceLock<Optimum> = OnceLock::new();
    FOUND.get_or_init(|| optimize(&bac_giang(), &Objective::LastingEscapes, &|_| {}))
}

#[test]
fn more_households_leave_for_good_than_under_any_given_alternative() {
    let found = lasting();
    assert!(!found.none_better);
    assert!(found.gain.low > 0.0, "{:?}", found.gain);
    // No given alternative is better on the judging replicates either: it was chosen on others.
    let mean = |at: usize| found.score.values[at].iter().sum::<f64>();
    let given = bac_giang().alternatives.len();
    assert!((0..given).all(|at| mean(at) < mean(found.winner)));
    // The trial puts the best first.
    assert!(found.candidates.windows(2).all(|pair| pair[0].trial.value >= pair[1].trial.value));
}

#[test]
fn every_dong_is_within_its_source_and_only_pays_what_the_source_may_pay() {
    let found = lasting();
    let scenario = &found.scenario;
    for allocation in &found.allocations {
        let mut sums: BTreeMap<(&str, i32), Money> = BTreeMap::new();
        for grant in &allocation.grants {
            *sums.entry((&grant.source, grant.year)).or_default() += grant.amount;
            let source = scenario.programme.sources.iter().find(|it| it.id == grant.source).expect("known");
            assert!(source.pays.as_ref().is_none_or(|pays| pays.contains(&grant.component)));
            let component = scenario.programme.components.iter().find(|it| it.id == grant.component);
            assert!(component.expect("known").eligible.contains(&grant.commune));
        }
        for (year, source, left) in &allocation.unallocated {
            *sums.entry((source, *year)).or_default() += *left;
            assert!(!left.is_negative());
        }
        for envelope in &scenario.envelopes {
            assert_eq!(sums[&(envelope.source.as_str(), envelope.year)], envelope.amount);
        }
    }
}

/// Shares are cut and never rounded up: a source whose shares passed 1 would be overspent, and refused when read again.
#[test]
fn no_candidate_takes_more_than_all_of_a_source() {
    for candidate in &lasting().candidates {
        let mut taken: BTreeMap<&str, Decimal> = BTreeMap::new();
        for (source, share) in candidate.alternative.lines.iter().flat_map(|line| &line.shares) {
            *taken.entry(source).or_default() += *share;
            assert!(share.scale() <= 9);
        }
        assert!(taken.values().all(|sum| *sum <= Decimal::ONE), "{taken:?}");
        if matches!(candidate.way, Way::Curves { .. }) {
            // But for what is cut, and for places that would get less than a million đồng.
            let all = Decimal::ONE - Decimal::new(1, 3);
            assert!(taken.values().all(|sum| *sum > all), "{taken:?}");
        }
    }
}

/// Continuous money leaves nothing but the rounding of shares: every next đồng is worth something.
#[test]
fn continuous_money_is_all_spent_but_for_rounding() {
    let scenario = bac_giang();
    let all: f64 = scenario.envelopes.iter().map(|it| it.amount.dong() as f64).sum();
    let curves = lasting().candidates.iter().filter(|it| matches!(it.way, Way::Curves { .. }));
    let mut seen = 0;
    for candidate in curves {
        let left: Money = allocate(&scenario, &candidate.alternative).unallocated.iter().map(|it| it.2).sum();
        // Curves that would get less than a million đồng get nothing.
        let lines = candidate.alternative.lines.len() as f64;
        assert!((left.dong() as f64) < lines * CUT * all + 42.0 * lines * 1e6, "{}", left.dong());
        seen += 1;
    }
    assert_eq!(seen, 2);
}

#[test]
fn an_answer_does_not_depend_on_threads() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool");
    let alone = pool.install(|| optimize(&bac_giang(), &Objective::LastingEscapes, &|_| {}));
    let found = lasting();
    assert_eq!(alone.scenario.alternatives, found.scenario.alternatives);
    assert_eq!(alone.score, found.score);
}

/// Money without any use: what is there already is as good as anything, and the first of equals stands.
#[test]
fn where_nothing_works_nothing_better_is_found() {
    let mut scenario = bac_giang();
    for instrument in &mut scenario.programme.instruments {
        instrument.effects.clear();
    }
    let found = optimize(&scenario, &Objective::LastingEscapes, &|_| {});
    assert!(found.none_better);
    assert_eq!(found.winner, 0);
    assert_eq!((found.gain.mean, found.gain.standard_error), (0.0, 0.0));
}

/// One commune of use and one source: all of the useful money goes there.
#[test]
fn money_goes_to_the_only_commune_where_it_works() {
    let mut scenario = bac_giang();
    let useful = scenario.communes[7].code;
    for component in &mut scenario.programme.components {
        component.eligible.retain(|code| *code == useful);
    }
    scenario.alternatives.truncate(1);
    scenario.alternatives[0].lines.clear();
    let found = optimize(&scenario, &Objective::LastingEscapes, &|_| {});
    assert!(!found.none_better && found.gain.mean > 0.0);
    assert!(found.allocations[found.winner].grants.iter().all(|grant| grant.commune == useful));
}

#[test]
fn a_shortfall_is_made_smaller_and_a_chance_not_lower() {
    let shortfall = optimize(&bac_giang(), &Objective::Shortfall(vec![0, 1]), &|_| {});
    assert!(shortfall.gain.high < 0.0, "{:?}", shortfall.gain);
    let chance = optimize(&bac_giang(), &Objective::TargetsReached(vec![1]), &|_| {});
    assert!(chance.gain.mean > 0.0, "{:?}", chance.gain);
    let values = chance.score.values.iter().flatten();
    assert!(values.clone().all(|it| *it == 0.0 || *it == 1.0) && values.clone().any(|it| *it == 1.0));
}

fn giamngheo(arguments: &[&str]) -> Output {
    let command = Command::new(env!("CARGO_BIN_EXE_giamngheo")).args(arguments).current_dir(ROOT).output();
    command.expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn the_scenario_it_writes_runs_with_the_same_money() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("found");
    let shown = out.to_string_lossy().into_owned();
    let scenario = "scenarios/bac-giang.toml";
    let arguments =
        ["optimize", scenario, "--objective", "lasting-escapes", "--replicates", "8", "--lang", "en"];
    let found = giamngheo(&[&arguments[..], &["--out", &shown]].concat());
    assert!(found.status.success(), "{}", text(&found.stderr));
    let words = text(&found.stdout);
    assert!(words.contains("SYNTHETIC DATA"), "{words}");
    assert!(words.contains("Found “Optimised alternative”"), "{words}");
    let written = out.join("scenario/bac-giang.toml");
    assert!(words.contains(&*input::shown(&written)), "{words}");
    let Ok(again) = input::scenario(&written, giamngheo::report::Language::En) else {
        panic!("the written scenario loads")
    };
    let winner = again.scenario.alternatives.last().expect("an alternative");
    let grants = allocate(&again.scenario, winner).grants;
    let table = std::fs::read_to_string(out.join("allocation.csv")).expect("a table");
    let sum = |line: &str| line.split(',').rev().nth(1).and_then(|it| it.parse::<i64>().ok()).expect("đồng");
    let told: i64 = table.lines().skip(1).map(sum).sum();
    assert_eq!(told, grants.iter().map(|grant| grant.amount.dong()).sum::<i64>());
    let run = giamngheo(&["check", &input::shown(&written)]);
    assert!(run.status.success(), "{}", text(&run.stderr));
}

#[test]
fn the_signed_workbook_holds_every_dong() {
    use calamine::{Data, Reader, open_workbook_from_rs};
    let texts = giamngheo::report::Texts::new(giamngheo::report::Language::Vi).expect("texts");
    let mut bytes = std::io::Cursor::new(Vec::new());
    giamngheo::report::signed_xlsx::file(lasting(), &texts).write(&mut bytes).expect("a workbook");
    bytes.set_position(0);
    let mut workbook: calamine::Xlsx<_> = open_workbook_from_rs(bytes).expect("it opens");
    let names = workbook.sheet_names();
    assert_eq!(names, ["Năm 2022", "Năm 2023", "Năm 2024", "Năm 2025", "Cân đối nguồn"]);
    let found = lasting();
    for (year, name) in (2022..).zip(&names[..4]) {
        let sheet = workbook.worksheet_range(name).expect("a sheet");
        let number = |row: u32, column: u32| match sheet.get_value((row, column)) {
            Some(Data::Float(number)) => *number,
            other => panic!("{other:?} at {row}, {column}"),
        };
        let last = sheet.end().expect("cells").1;
        let own = found.allocations[found.winner].grants.iter().filter(|grant| grant.year == year);
        let expected: i64 = own.map(|grant| grant.amount.dong()).sum();
        assert_eq!(number(5, last) as i64, expected, "{name}");
    }
}

#[test]
fn what_cannot_be_sought_is_refused_before_anything_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("found");
    let shown = out.to_string_lossy().into_owned();
    let tries: [(&[&str], &str); 2] = [
        (&["--objective", "p-target", "--target", "seed/nowhere"], "no such target"),
        (&["--objective", "lasting-escapes", "--target", "seed"], "count no target"),
    ];
    for (arguments, expected) in tries {
        let first = ["optimize", "scenarios/bac-giang.toml", "--lang", "en", "--out", &shown];
        let refused = giamngheo(&[&first[..], arguments].concat());
        assert_eq!(refused.status.code(), Some(1));
        let told = text(&refused.stderr);
        assert!(told.contains(expected) && told.contains("hint:"), "{told}");
        assert!(!out.exists());
    }
}
