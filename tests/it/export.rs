//! `giamngheo export`: the arrays read back, against the files they come from, the model's table and the engine.

use crate::oracle::exits as exits_by_hand;
use crate::support::rich;
use giamngheo::domain::hazard::{BASES, CLASSES};
use giamngheo::domain::state::{STATES, State};
use giamngheo::export::array::{Array, Kind};
use giamngheo::export::constants::constants;
use giamngheo::export::exits::exits;
use giamngheo::export::worlds::{numbers_per_replicate, worlds};
use giamngheo::plan::design::{Design, DoubtPlan, name_code};
use giamngheo::simulate::runner::{Job, run};
use giamngheo::simulate::world::{Indices, Mode, World};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const SHIPPED: &str = "scenarios/bac-giang.toml";

fn export(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_giamngheo"));
    command.current_dir(ROOT).arg("export").args(arguments).output().unwrap()
}

fn written(folder: &Path, replicates: &str) -> serde_json::Value {
    let out = folder.to_str().unwrap();
    let output = export(&[SHIPPED, "--replicates", replicates, "--out", out]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&fs::read(folder.join("arrays.json")).unwrap()).unwrap()
}

fn integers(folder: &Path, name: &str) -> Vec<i32> {
    let bytes = fs::read(folder.join(format!("{name}.bin"))).unwrap();
    bytes.chunks_exact(4).map(|it| i32::from_le_bytes(it.try_into().unwrap())).collect()
}

fn floats(bytes: &[u8]) -> Vec<f64> {
    bytes.chunks_exact(8).map(|it| f64::from_le_bytes(it.try_into().unwrap())).collect()
}

fn find<'a>(arrays: &'a [Array], name: &str) -> &'a Array {
    arrays.iter().find(|array| array.head.name == name).unwrap()
}

/// A design in which half the communes are in doubt and the others compensate.
fn doubtful() -> Design {
    let mut design = rich(6, 4);
    let inside: Vec<bool> = (0..6).map(|i| i % 2 == 0).collect();
    let poor = |within: bool| -> f64 {
        let kept = design.communes.iter().zip(&inside).filter(|(_, it)| **it == within);
        kept.map(|(plan, _)| plan.start.iter().map(|row| row[0] + row[1]).sum::<f64>()).sum()
    };
    let compensation = Some((poor(true), poor(false)));
    design.doubts = vec![DoubtPlan { name_code: name_code("dbkk"), log_sd: 0.2, inside, compensation }];
    design
}

#[test]
fn every_file_has_the_size_that_the_list_says() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("arrays");
    let listing = written(&out, "3");
    let arrays = listing["arrays"].as_array().unwrap();
    for entry in arrays {
        let shape = entry["shape"].as_array().unwrap().iter().map(|it| it.as_u64().unwrap());
        let size = match entry["dtype"].as_str().unwrap() {
            "<f8" => 8,
            "<i4" => 4,
            "|u1" => 1,
            other => panic!("{other}"),
        };
        let bytes = fs::metadata(out.join(entry["file"].as_str().unwrap())).unwrap().len();
        assert_eq!(bytes, shape.product::<u64>() * size, "{entry}");
        assert_eq!(entry["shape"].as_array().unwrap().len(), entry["axes"].as_array().unwrap().len());
        for (axis, length) in entry["axes"].as_array().unwrap().iter().zip(entry["shape"].as_array().unwrap())
        {
            let labels = listing["labels"][axis.as_str().unwrap()].as_array().map(Vec::len);
            let known = labels.is_none_or(|labels| labels as u64 == length.as_u64().unwrap());
            assert!(known || axis == "rebasing", "{entry}");
        }
    }
    let table = fs::read_to_string(out.join("arrays.csv")).unwrap();
    assert_eq!(table.lines().count(), 1 + arrays.len());
    assert_eq!(fs::read_dir(&out).unwrap().count(), 3 + arrays.len());
    assert_eq!((listing["seed"].as_u64(), listing["replicates"].as_u64()), (Some(20_212_025), Some(3)));
    assert_eq!(listing["origin"], "synthetic");
    assert_eq!(listing["answers"]["columns"][4], "poor");
}

#[test]
fn start_states_add_up_to_the_baseline_file() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("arrays");
    let listing = written(&out, "1");
    let codes = integers(&out, "commune_code");
    let start = integers(&out, "start");
    let lists = integers(&out, "list_of_state");
    let cells = listing["labels"]["stratum"].as_array().unwrap().len() * STATES;
    let path = format!("{ROOT}/scenarios/bac-giang/baseline_2021.csv");
    let mut rows = 0;
    for record in csv::ReaderBuilder::new().comment(Some(b'#')).from_path(path).unwrap().records() {
        let record = record.unwrap();
        let whole = |column: usize| record[column].parse::<i32>().unwrap();
        let commune = codes.iter().position(|&code| code == whole(0)).unwrap();
        let states = &start[commune * cells..(commune + 1) * cells];
        let on = |list: i32| -> i32 {
            states.iter().enumerate().filter(|(cell, _)| lists[cell % STATES] == list).map(|(_, n)| n).sum()
        };
        assert_eq!((states.iter().sum::<i32>(), on(0), on(1)), (whole(1), whole(2), whole(3)), "{record:?}");
        rows += 1;
    }
    assert_eq!((rows, codes.len()), (209, 209));
    let members = fs::read(out.join("cohort_member.bin")).unwrap();
    let sizes: Vec<usize> =
        members.chunks(209).map(|row| row.iter().map(|&it| usize::from(it)).sum()).collect();
    assert_eq!(sizes[..2], [209, 37]);
}

#[test]
fn exits_are_the_table_of_the_model() {
    let design = rich(2, 3);
    for (stratum, plan) in design.strata.iter().enumerate() {
        for state in State::ALL {
            let [first, second] = exits(state, &design.clocks).map(|(base, clock)| {
                let factor = plan.factor[base.class().index()];
                design.areas[0].base[base.index()].value * factor * clock
            });
            let (a, b) = exits_by_hand(&design, stratum, state);
            assert!((first - a).abs() < 1e-15 && (second - b).abs() < 1e-15, "{state:?}");
        }
    }
}

#[test]
fn constants_are_the_designs_numbers_in_the_order_of_their_axes() {
    let design = doubtful();
    let arrays = constants(&design);
    for array in &arrays {
        assert_eq!(array.bytes.len(), array.count() * array.kind.bytes(), "{}", array.head.name);
    }
    let money = find(&arrays, "money");
    assert_eq!(money.kind, Kind::F64);
    assert_eq!(money.head.axes.iter().map(|axis| axis.1).collect::<Vec<_>>(), [2, 6, 2, 2, 4]);
    let at = |[a, c, k, capital, y]: [usize; 5]| {
        floats(&money.bytes)[(((a * 6 + c) * 2 + k) * 2 + capital) * 4 + y]
    };
    assert_eq!(at([1, 3, 1, 0, 2]), design.alternatives[1].money[design.money_index(3, 1, 0) + 2]);
    assert_eq!(at([0, 5, 1, 1, 3]), 0.0);
    assert_eq!(find(&arrays, "effect_instrument").bytes, [0i32, 0, 1, 1].map(i32::to_le_bytes).concat());
    assert_eq!(find(&arrays, "rebasing").count(), 0);
    assert_eq!(find(&arrays, "overlap_best_of").bytes, [0]);
}

#[test]
fn worlds_are_the_engines_and_the_few_begin_the_many() {
    let design = doubtful();
    let (few, many) = (worlds(&design, 2), worlds(&design, 5));
    let total: usize = few.iter().map(Array::count).sum();
    assert_eq!(total, 2 * numbers_per_replicate(&design));
    for (few, many) in few.iter().zip(&many) {
        assert_eq!(few.bytes.len(), few.count() * 8, "{}", few.head.name);
        assert_eq!(few.bytes, many.bytes[..few.bytes.len()], "{}", few.head.name);
    }
    let world = World::new(&design, Mode::Drawn(Indices::all(4)));
    let last = |name: &str| {
        let numbers = floats(&find(&many, name).bytes);
        numbers[numbers.len() / 5 * 4..].to_vec()
    };
    assert_eq!(last("base"), world.base.concat());
    assert_eq!(last("hazard_ratio"), world.hazard_ratio.concat());
    assert_eq!(last("operator"), world.operators.concat().concat());
    let factor = last("factor");
    assert_eq!(factor.len(), 6 * 4 * CLASSES);
    assert_eq!(factor[5 * 4 * CLASSES..], world.commune_factors(&design, 5).concat());
    assert_eq!(last("baseline_factor")[..2], [world.doubts[0].0, world.doubts[0].1]);
    assert_eq!(last("base").len(), BASES);
}

/// What the engine starts from is what the export says, but for fractions of households.
#[test]
fn the_engine_starts_from_the_exported_households() {
    let design = doubtful();
    let replicates = 40;
    let outcomes = run(&Job::new(&design, replicates));
    let factors = floats(&find(&worlds(&design, replicates), "baseline_factor").bytes);
    let mut moved = 0;
    for replicate in 0..replicates as usize {
        let first = outcomes.path(1, replicate, 0)[0];
        let mut households = 0.0;
        let mut poor = 0.0;
        for (commune, plan) in design.communes.iter().enumerate() {
            for row in &plan.start {
                households += row.iter().sum::<f64>();
                poor += row[0] * factors[replicate * 6 + commune] + row[1];
            }
        }
        assert_eq!(f64::from(first.households_start), households);
        // Twelve cells of poor households, each less than one household from its fraction.
        assert!((f64::from(first.poor_start) - poor).abs() < 12.0, "{} {poor}", first.poor_start);
        moved += usize::from(factors[replicate * 6] != 1.0);
    }
    assert_eq!(moved, 40);
}

#[test]
fn the_same_export_has_the_same_bytes_and_another_seed_other_worlds() {
    let folder = tempfile::tempdir().unwrap();
    let outs = ["a", "b", "c"].map(|name| folder.path().join(name));
    written(&outs[0], "2");
    written(&outs[1], "2");
    let third = outs[2].to_str().unwrap();
    let output = export(&[SHIPPED, "--replicates", "2", "--seed", "7", "--out", third]);
    assert_eq!(output.status.code(), Some(0));
    for entry in fs::read_dir(&outs[0]).unwrap() {
        let name = entry.unwrap().file_name();
        let [a, b, c] = outs.each_ref().map(|out| fs::read(out.join(&name)).unwrap());
        assert_eq!(a, b, "{name:?}");
        let drawn = ["base", "hazard_ratio", "operator", "factor", "baseline_factor"];
        let text = name.to_str().unwrap();
        let differs = drawn.iter().any(|it| text == format!("{it}.bin")) || text == "arrays.json";
        assert_eq!(a != c, differs, "{name:?}");
    }
}

#[test]
fn what_cannot_be_exported_is_said_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("arrays");
    let out = out.to_str().unwrap();
    let refused = |arguments: &[&str], message: &str| {
        let output = export(&[arguments, &["--lang", "en"]].concat());
        let stderr = String::from_utf8_lossy(&output.stderr).to_string();
        assert_eq!(output.status.code(), Some(1), "{stderr}");
        assert!(stderr.contains(message), "{stderr}");
    };
    refused(&[SHIPPED, "--replicates", "0", "--out", out], "--replicates 0: must be 1 to 200000");
    refused(&[SHIPPED, "--replicates", "200000", "--out", out], "replicates fit");
    refused(&["scenarios/absent.toml", "--out", out], "no such file");
    assert!(!Path::new(out).exists());
    fs::create_dir(out).unwrap();
    fs::write(Path::new(out).join("mine.txt"), "kept").unwrap();
    refused(&[SHIPPED, "--replicates", "1", "--out", out], "hint: choose another --out, or add --force");
    assert_eq!(fs::read_to_string(Path::new(out).join("mine.txt")).unwrap(), "kept");
    assert_eq!(export(&[SHIPPED, "--replicates", "1", "--out", out, "--force"]).status.code(), Some(0));
    assert!(!Path::new(out).join("mine.txt").exists());
}
