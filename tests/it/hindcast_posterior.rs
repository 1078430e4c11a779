//! The shipped posterior: made from published totals of 2016–2020, it gives them back, alone and in a run.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let headers = reader.headers().unwrap().clone();
    let row =
        |record: csv::StringRecord| headers.iter().zip(&record).map(|(k, v)| (k.into(), v.into())).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}

fn number(row: &BTreeMap<String, String>, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("{column} of {row:?}"))
}

#[test]
fn every_published_figure_is_matched_within_its_error() {
    let matched = rows(&Path::new(ROOT).join("scenarios/bac-giang/posterior/matched.csv"));
    assert!(matched.len() >= 6, "{}", matched.len());
    for figure in &matched {
        let missed = number(figure, "missed_in_error_sd");
        assert!(missed.abs() < 2.0, "{figure:?}");
    }
    let has = |scope: &str, measure: &str, value: f64| {
        let same = |it: &&BTreeMap<String, String>| {
            it["scope"] == scope && it["measure"] == measure && number(it, "published") == value
        };
        assert!(matched.iter().any(|it| same(&it)), "{scope} {measure} {value}");
    };
    has("province", "poor_rate_average_fall", 2.09);
    has("poor_district", "poor_rate_average_fall", 5.4);
    has("dbkk", "poor_rate_average_fall", 6.8);
    has("province", "poor_rate", 9.53);
    has("province", "poor_rate", 7.29);
    has("poor_district", "poor_rate", 20.9);
}

/// A run draws years anew, where the fit knows that 2016 was a bad one, and adds the households' luck: the published
/// rates lie within 2.5 of its standard deviations (98.8 % of a normal distribution).
#[test]
fn a_hindcast_with_the_shipped_posterior_comes_near_the_published_rates() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let copy = |from: &Path, to: &Path| {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
            }
        }
    };
    let pack = Path::new(ROOT).join("scenarios/bac-giang");
    copy(&pack, &folder.join("bac-giang"));
    copy(&pack.join("posterior"), &folder.join("bac-giang/posterior"));
    let scenario = fs::read_to_string(Path::new(ROOT).join("scenarios/bac-giang-2016-2020.toml")).unwrap();
    let posterior = "\n[posterior]\nfolder = \"bac-giang/posterior\"\nsource = \"a test\"\n";
    fs::write(folder.join("hindcast.toml"), scenario + posterior).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_giamngheo"));
    let arguments = ["run", "hindcast.toml", "--replicates", "400", "--out", "run", "--lang", "en"];
    let output = command.current_dir(folder).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let paths = rows(&folder.join("run/trajectories.csv"));
    for (cohort, year, published) in [
        ("province", "2017", 9.53),
        ("province", "2018", 7.29),
        ("province", "2020", 3.1),
        ("poor_district", "2020", 20.9),
    ] {
        let same = |it: &&BTreeMap<String, String>| {
            it["cohort"] == cohort && it["year"] == year && it["quantity"] == "poor_rate"
        };
        let point = paths.iter().find(same).unwrap_or_else(|| panic!("{cohort} {year}: {:?}", paths[0]));
        let (mean, sd) = (number(point, "mean"), number(point, "sd"));
        let away = (published - mean) / sd;
        assert!(away.abs() < 2.5, "{cohort} {year}: {published} is {away} sd from {mean}");
        // The spread is a statement, not a shrug.
        assert!(sd < 0.15 * published + 0.3, "{cohort} {year}: {mean} ± {sd}");
    }
}
