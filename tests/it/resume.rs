//! A run that is stopped and goes on gives what it would have given at once.

use crate::support::rich;
use giamngheo::simulate::lanes::LANES;
use giamngheo::simulate::runner::{Job, advance, run};
use giamngheo::simulate::tally::{KEPT, Outcomes};
use std::ops::ControlFlow;
use std::process::{Command, Stdio};

/// Stops a job at the first chance at or after each of `stops`, each time through bytes, then goes on to the end.
fn in_parts(job: &Job<'_>, stops: &[u32]) -> Outcomes {
    let mut outcomes = Outcomes::new(job.design, job.communes);
    for &stop in stops {
        let _ = advance(job, &mut outcomes, &mut |outcomes| {
            if outcomes.replicates >= stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        let bytes = postcard::to_allocvec(&outcomes).unwrap();
        outcomes = postcard::from_bytes(&bytes).unwrap();
    }
    let ended = advance(job, &mut outcomes, &mut |_| ControlFlow::Continue(()));
    assert!(ended.is_continue());
    outcomes
}

#[test]
fn parts_make_the_whole() {
    let design = rich(5, 3);
    let replicates = 2 * KEPT + 77;
    let job = Job { communes: true, ..Job::new(&design, replicates) };
    let whole = run(&job);
    assert_eq!(whole.replicates, replicates);
    assert!(in_parts(&job, &[1]) == whole);
    assert!(in_parts(&job, &[KEPT, KEPT + 1]) == whole);
}

#[test]
fn a_shorter_run_grows_into_a_longer_one_even_from_within_a_block() {
    let design = rich(3, 2);
    let few = (LANES / 2 + 3) as u32;
    let mut outcomes = run(&Job { communes: true, ..Job::new(&design, few) });
    let job = Job { communes: true, ..Job::new(&design, 700) };
    let _ = advance(&job, &mut outcomes, &mut |_| ControlFlow::Continue(()));
    assert!(outcomes == run(&job));
}

#[test]
fn memory_of_outcomes_does_not_grow_with_replicates() {
    let design = rich(4, 3);
    let size = |replicates: u32| {
        let outcomes = run(&Job { communes: true, ..Job::new(&design, replicates) });
        postcard::to_allocvec(&outcomes).unwrap().len() as f64
    };
    // The kept series are full from the first size on; ranges of histograms and digits of sums still widen a little.
    let (small, large) = (size(2 * KEPT), size(16 * KEPT));
    assert!(large < 1.5 * small, "{small} bytes, then {large}");
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_keeps_what_it_did_and_goes_on() {
    interrupt_and_go_on(&[], &[]);
}

#[cfg(unix)]
#[test]
fn so_does_one_interrupted_while_households_are_integrated_out() {
    let integrated = ["--estimator", "integrated"];
    let said = interrupt_and_go_on(&integrated, &integrated);
    assert!(said.contains(" integrated and "), "{said}");
    // The other estimator takes it up too, and is not changed by it.
    interrupt_and_go_on(&integrated, &[]);
}

/// Runs the small scenario at once, and in two parts with options of their own; returns what the second part said.
#[cfg(unix)]
fn interrupt_and_go_on(first: &[&str], second: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let out = |name: &str| folder.path().join(name);
    let scenario = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/small/scenario.toml");
    let command = |name: &str, options: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_giamngheo"));
        command
            .args(["run", scenario, "--replicates", "20000", "--lang", "en"])
            .args(options)
            .arg("--out")
            .arg(out(name));
        command.stdout(Stdio::null()).stderr(Stdio::piped());
        command
    };
    let whole = command("whole", second).output().unwrap();
    assert_eq!(whole.status.code(), Some(0), "{}", String::from_utf8_lossy(&whole.stderr));
    let child = command("part", first).spawn().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(700));
    let pid = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    let stopped = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&stopped.stderr).into_owned();
    assert_eq!(stopped.status.code(), Some(130), "{said}");
    assert!(said.contains("the same command goes on from there"), "{said}");
    assert!(out("part.unfinished").exists() && !out("part").exists());
    let finished = command("part", second).output().unwrap();
    let said = String::from_utf8_lossy(&finished.stderr).into_owned();
    assert_eq!(finished.status.code(), Some(0), "{said}");
    assert!(said.contains("going on after"), "{said}");
    assert!(!out("part.unfinished").exists());
    for file in ["targets.csv", "trajectories.csv", "communes.csv", "why.csv", "variance.csv"] {
        let read = |name: &str| std::fs::read(out(name).join(file)).unwrap();
        assert!(read("whole") == read("part"), "{file}");
    }
    said
}

#[test]
fn precision_decides_how_many_replicates_are_run() {
    let folder = tempfile::tempdir().unwrap();
    let scenario = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/small/scenario.toml");
    let replicates = |precision: &str, threads: &str| -> u64 {
        let out = folder.path().join(format!("{precision}-{threads}"));
        let output = Command::new(env!("CARGO_BIN_EXE_giamngheo"))
            .args(["run", scenario, "--precision", precision, "--threads", threads, "--json", "--out"])
            .arg(&out)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        for target in document["targets"].as_array().unwrap() {
            let end = |column: &str| target[column].as_f64().unwrap();
            let half = (end("p_floor_high") - end("p_floor_low")) / 2.0;
            assert!(half <= precision.parse::<f64>().unwrap(), "{target}");
        }
        document["replicates"].as_u64().unwrap()
    };
    let (coarse, fine) = (replicates("0.04", "1"), replicates("0.02", "1"));
    assert!(coarse.is_multiple_of(512) && fine.is_multiple_of(512) && fine > coarse, "{coarse} {fine}");
    assert_eq!(fine, replicates("0.02", "2"));
}

/// Whether a target is a whole set, replicates, estimator and half-widths of its probabilities.
fn probabilities(document: &serde_json::Value) -> Vec<(bool, u64, String, f64)> {
    let of = |target: &serde_json::Value| {
        let end = |column: &str| target[column].as_f64().unwrap();
        let half = |p: &str| (end(&format!("{p}_high")) - end(&format!("{p}_low"))) / 2.0;
        (
            target["cohort"].is_null(),
            target["replicates"].as_u64().unwrap(),
            target["estimator"].as_str().unwrap().to_string(),
            half("p_floor").max(half("p_top")),
        )
    };
    document["targets"].as_array().unwrap().iter().map(of).collect()
}

#[test]
fn precision_holds_for_each_estimator_with_its_own_replicates() {
    let folder = tempfile::tempdir().unwrap();
    let scenario = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/small/scenario.toml");
    let run = |precision: &str, threads: &str| -> serde_json::Value {
        let output = Command::new(env!("CARGO_BIN_EXE_giamngheo"))
            .args(["run", scenario, "--precision", precision, "--estimator", "integrated"])
            .args(["--threads", threads, "--json", "--out"])
            .arg(folder.path().join(format!("{precision}-{threads}")))
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let document = run("0.025", "1");
    let simulated = document["replicates"].as_u64().unwrap();
    let integrated = document["integrated_replicates"].as_u64().unwrap();
    assert!(simulated.is_multiple_of(512) && (integrated / 512).is_power_of_two());
    assert!(integrated < simulated, "{integrated} {simulated}");
    for (is_set, replicates, estimator, half) in probabilities(&document) {
        let (expected, word) = if is_set { (simulated, "simulated") } else { (integrated, "integrated") };
        assert_eq!((replicates, estimator.as_str()), (expected, word));
        assert!(half <= 0.025, "{half}");
    }
    assert_eq!(document["targets"], run("0.025", "2")["targets"]);
}
