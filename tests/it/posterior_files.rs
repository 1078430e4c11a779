//! The folder of a posterior: a good one is used and said, a bad one is refused with everything that is wrong in it.

use crate::invalid::spoken;
use crate::support::copy_small;
use giamngheo::domain::hazard::{Base, Class};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Draws of a posterior that is only just long enough.
const DRAWS: usize = 100;
/// Communes of the small scenario that have effects of their own.
const LISTED: [&str; 2] = ["07243", "07621"];

/// The texts of a folder before they are written.
#[derive(Clone)]
pub struct Folder {
    pub table: String,
    pub communes: Option<String>,
    pub calibration: Value,
}

impl Folder {
    /// A table with a column for every base hazard and log sd, and those of `others`, from `value` by draw and column.
    pub fn new(areas: &[&str], others: &[&str], draws: usize, value: impl Fn(usize, &str) -> f64) -> Folder {
        let hazards =
            areas.iter().flat_map(|area| Base::ALL.map(|base| format!("{area}.{}_per_year", base.word())));
        let log_sds = Class::ALL.map(|class| format!("commune_log_sd.{}", class.word()));
        let columns: Vec<String> =
            hazards.chain(log_sds).chain(others.iter().map(|name| name.to_string())).collect();
        let mut table = format!("# made for a test\ndraw,chain,{}\n", columns.join(","));
        for draw in 0..draws {
            let values: Vec<String> = columns.iter().map(|name| value(draw, name).to_string()).collect();
            table.push_str(&format!("{draw},{},{}\n", draw % 4, values.join(",")));
        }
        let calibration = json!({
            "format": 1, "model": "giamngheo-calibration-2", "version": "0.1.0", "method": "forms",
            "converged": true, "chains": 4, "draws": draws, "standard": "nd07", "origin": "official",
            "diagnostics": {
                "max_rhat": 1.004, "min_ess_bulk": 812.5, "min_ess_tail": 640.0, "divergences": 0,
            },
            "files": {}, "seed": 5,
        });
        Folder { table, communes: None, calibration }
    }

    /// Notes the hashes of the tables as they are now.
    pub fn sealed(mut self) -> Folder {
        let hash = |text: &str| -> Value {
            Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect::<String>().into()
        };
        self.calibration["files"]["posterior.csv"] = hash(&self.table);
        if let Some(communes) = &self.communes {
            self.calibration["files"]["posterior_communes.csv"] = hash(communes);
        }
        self
    }

    /// Names and bytes of the files.
    pub fn files(&self) -> Vec<(&'static str, Vec<u8>)> {
        let communes = self.communes.iter().map(|text| ("posterior_communes.csv", text.clone().into_bytes()));
        let calibration = format!("{:#}\n", self.calibration).into_bytes();
        let table = ("posterior.csv", self.table.clone().into_bytes());
        [table, ("calibration.json", calibration)].into_iter().chain(communes).collect()
    }

    fn write(&self, folder: &Path) {
        fs::create_dir_all(folder).unwrap();
        for (name, bytes) in self.files() {
            fs::write(folder.join(name), bytes).unwrap();
        }
    }
}

/// A posterior of the small scenario: hazards about those of its file, one effect of four, two communes of six.
fn good() -> Folder {
    let value = |draw: usize, column: &str| {
        let spread = 0.8 + 0.4 * (draw as f64 + 0.5) / DRAWS as f64;
        match column {
            _ if column.starts_with("year_effect.") => spread - 1.0,
            _ if column.starts_with("effect.") => 1.3 * spread,
            _ if column.starts_with("commune_log_sd.") => 0.2,
            _ if column.contains("exit_income") => 0.2 * spread,
            _ if column.contains("exit_deprivation") => 0.15 * spread,
            _ => 0.01 * spread,
        }
    };
    let others = ["effect.inputs.exit_income_hazard_ratio", "year_effect.2019.exit_income"];
    let mut folder = Folder::new(&["dbkk", "other"], &others, DRAWS, value);
    let mut communes = String::from(
        "draw,commune_code,exit_income_log,exit_deprivation_log,relapse_log,slip_log,arise_log\n",
    );
    for draw in 0..DRAWS {
        for (position, code) in LISTED.iter().enumerate() {
            communes.push_str(&format!("{draw},{code},{},0.1,-0.1,0,{}\n", 0.001 * draw as f64, position));
        }
    }
    folder.communes = Some(communes);
    folder
}

/// The small scenario with `[posterior]` and a folder beside it.
fn small(folder: &Path, posterior: &Folder) {
    copy_small(folder);
    let path = folder.join("scenario.toml");
    let section = "[posterior]\nfolder = \"fits/one/\"\nsource = \"assumption: a test\"\n\n[[envelope]]";
    let text = fs::read_to_string(&path).unwrap().replacen("[[envelope]]", section, 1);
    fs::write(path, text).unwrap();
    posterior.write(&folder.join("fits/one"));
}

fn giamngheo(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_giamngheo"));
    command.current_dir(folder).args(arguments).env("LANG", "C").output().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_run_uses_a_posterior_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    small(folder.path(), &good().sealed());
    let run = |out: &str, extra: &[&str]| {
        let arguments = [&["run", "scenario.toml", "--out", out], extra].concat();
        let output = giamngheo(folder.path(), &arguments);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        String::from_utf8(output.stdout).unwrap()
    };
    let english = run("en", &["--lang", "en"]);
    let line = "Parameters: posterior from fits/one/ (100 draws, fitted to official forms; standard NĐ 07/2021/NĐ-CP).";
    assert!(english.contains(line), "{english}");
    let vietnamese = run("vi", &["--lang", "vi"]);
    assert!(vietnamese.contains("Tham số: phân phối hậu nghiệm từ fits/one/ (100 mẫu"), "{vietnamese}");
    let json: Value = serde_json::from_slice(&fs::read(folder.path().join("en/run.json")).unwrap()).unwrap();
    let parameters = &json["parameters"];
    assert_eq!((parameters["origin"].as_str(), parameters["draws"].as_u64()), (Some("posterior"), Some(100)));
    assert_eq!(
        (parameters["method"].as_str(), parameters["max_rhat"].as_f64()),
        (Some("forms"), Some(1.004))
    );
    let inputs: Vec<&str> =
        json["inputs"].as_array().unwrap().iter().map(|it| it["path"].as_str().unwrap()).collect();
    for name in ["posterior.csv", "posterior_communes.csv", "calibration.json"] {
        assert!(inputs.contains(&format!("fits/one/{name}").as_str()), "{inputs:?}");
    }
    // One thread or several, and integrated: the same numbers of the same rows.
    run("one", &["--threads", "1", "--lang", "en"]);
    for name in ["targets.csv", "trajectories.csv", "why.csv", "variance.csv"] {
        let read = |run: &str| fs::read(folder.path().join(run).join(name)).unwrap();
        assert_eq!(read("en"), read("one"), "{name}");
    }
    run("integrated", &["--estimator", "integrated"]);
}

#[test]
fn a_run_is_another_run_when_its_posterior_is_another() {
    let folder = tempfile::tempdir().unwrap();
    let id = |posterior: &Folder| {
        small(folder.path(), posterior);
        let output = giamngheo(folder.path(), &["run", "scenario.toml", "--json", "--replicates", "5"]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let document: Value = serde_json::from_slice(&output.stdout).unwrap();
        document["run_id"].as_str().unwrap().to_string()
    };
    let first = id(&good().sealed());
    assert_eq!(first, id(&good().sealed()));
    let mut other = good();
    other.table = other.table.replacen("# made", "# Made", 1);
    assert_ne!(first, id(&other.sealed()));
    let mut other = good();
    other.communes = other.communes.map(|text| text.replacen(",0.1,", ",0.2,", 1));
    assert_ne!(first, id(&other.sealed()));
    let mut other = good();
    other.calibration["seed"] = 6.into();
    assert_ne!(first, id(&other.sealed()));
}

#[test]
fn parameters_of_another_standard_are_used_with_a_warning_and_synthetic_ones_are_called_so() {
    let folder = tempfile::tempdir().unwrap();
    let mut posterior = good();
    posterior.calibration["standard"] = "qd59".into();
    posterior.calibration["origin"] = "synthetic".into();
    small(folder.path(), &posterior.sealed());
    let path = folder.path().join("baseline.csv");
    let official = fs::read_to_string(&path).unwrap().replace(",synthetic", ",official");
    fs::write(path, official).unwrap();
    let output = giamngheo(folder.path(), &["run", "scenario.toml", "--lang", "en", "--out", "run"]);
    assert_eq!(output.status.code(), Some(0));
    let warning = "fits/one/calibration.json:::qd59:other-standard: warning: hazards of QĐ 59/2015/QĐ-TTg used for \
                   years of NĐ 07/2021/NĐ-CP: the split of exits acts differently";
    assert!(stderr(&output).contains(warning), "{}", stderr(&output));
    assert!(String::from_utf8_lossy(&output.stdout).contains("SYNTHETIC DATA"));
    let json: Value = serde_json::from_slice(&fs::read(folder.path().join("run/run.json")).unwrap()).unwrap();
    assert_eq!(json["origin"], "synthetic");
    assert!(json["warnings"][0]["en"].as_str().unwrap().contains("acts differently"));
}

/// A bad folder: its name, what is done to the good one before it is sealed, and after; what must be said.
type Bad = (&'static str, fn(&mut Folder), fn(&mut Folder), &'static [&'static str]);

fn nothing(_: &mut Folder) {}

/// Replaces a cell of the table, by draw and column.
fn set(folder: &mut Folder, draw: usize, column: &str, text: &str) {
    let mut lines: Vec<String> = folder.table.lines().map(str::to_string).collect();
    let at = lines[1].split(',').position(|name| name == column).unwrap();
    let mut cells: Vec<&str> = lines[2 + draw].split(',').collect();
    cells[at] = text;
    lines[2 + draw] = cells.join(",");
    folder.table = lines.join("\n") + "\n";
}

/// Removes the lines of a text for which `gone` is true.
fn drop_lines(text: &str, gone: impl Fn(&str) -> bool) -> String {
    text.lines().filter(|line| !gone(line)).flat_map(|line| [line, "\n"]).collect()
}

fn rename(folder: &mut Folder, from: &str, to: &str) {
    folder.table = folder.table.replacen(from, to, 1);
}

fn in_communes(folder: &mut Folder, from: &str, to: &str) {
    let text = folder.communes.take().unwrap();
    assert!(text.contains(from));
    folder.communes = Some(text.replacen(from, to, 1));
}

const BAD: &[Bad] = &[
    (
        "a model before, whose exits shared a commune effect",
        |it| it.calibration["model"] = "giamngheo-calibration-1".into(),
        // Nothing else of it is looked at.
        |it| it.table = "x\n1\n".into(),
        &[
            "calibration.json:::format 1, model \"giamngheo-calibration-1\":other-model: error: made by another model \
           version: run calibrate again",
        ],
    ),
    (
        "another format",
        |it| it.calibration["format"] = 2.into(),
        nothing,
        &["other-model: error: made by another model version: run calibrate again"],
    ),
    (
        "not converged",
        |it| {
            it.calibration["converged"] = false.into();
            it.calibration["diagnostics"]["max_rhat"] = 1.31.into();
        },
        nothing,
        &[
            "calibration.json:::1.310:not-converged: error: the calibration did not converge: R-hat 1.310, effective draws",
        ],
    ),
    (
        "keys",
        |it| {
            it.calibration["method"] = "guess".into();
            it.calibration["diagnostics"]["divergences"] = "none".into();
            it.calibration["chains"] = Value::Null;
            it.calibration.as_object_mut().unwrap().remove("standard");
        },
        nothing,
        &[
            "\"guess\":wrong-type: error: `method` must be one of forms, margins, prior",
            "\"none\":wrong-type: error: `divergences` must be a whole number",
            "null:wrong-type: error: `chains` must be a whole number",
            "missing-key: error: key `standard` is missing",
        ],
    ),
    (
        "missing columns",
        |it| {
            rename(it, "dbkk.relapse.escaped_per_year", "year_effect.a");
            rename(it, "other.slip.secure_per_year", "year_effect.b");
            rename(it, "commune_log_sd.arise", "year_effect.c");
            rename(it, "chain", "year_effect.d");
        },
        nothing,
        &[
            "posterior.csv:1:dbkk.relapse.escaped_per_year::missing-column: error: column",
            "posterior.csv:1:other.slip.secure_per_year::missing-column: error: column",
            "posterior.csv:1:commune_log_sd.arise::missing-column: error: column",
            "posterior.csv:1:chain::missing-column: error: column `chain` is missing",
        ],
    ),
    (
        "unknown columns",
        |it| {
            rename(it, "effect.inputs.exit_income", "effect.goats.exit_income");
            rename(it, "year_effect.2019.exit_income", "mountain.exit_income.poor_per_year");
        },
        nothing,
        &[
            "unknown-column: error: the scenario has no parameter `effect.goats.exit_income_hazard_ratio`",
            "unknown-column: error: the scenario has no parameter `mountain.exit_income.poor_per_year`",
        ],
    ),
    (
        "an effect of a standard where the scenario has none",
        |it| rename(it, "effect.inputs.exit_income_", "effect.inputs.exit_income.qd59_"),
        nothing,
        &["the scenario has no parameter `effect.inputs.exit_income.qd59_hazard_ratio`"],
    ),
    (
        "a column twice",
        |it| rename(it, "effect.inputs.exit_income_hazard_ratio", "commune_log_sd.slip"),
        nothing,
        &["repeated-column: error: column `commune_log_sd.slip` is there twice"],
    ),
    (
        "values",
        |it| {
            set(it, 0, "dbkk.exit_income.poor_per_year", "-0.1");
            set(it, 1, "other.arise.secure_per_year", "NaN");
            set(it, 2, "commune_log_sd.slip", "inf");
            set(it, 3, "effect.inputs.exit_income_hazard_ratio", "much");
            set(it, 4, "chain", "1.5");
        },
        nothing,
        &[
            "posterior.csv:3:dbkk.exit_income.poor_per_year:-0.1:negative: error:",
            "posterior.csv:4:other.arise.secure_per_year:NaN:not-finite: error:",
            "posterior.csv:5:commune_log_sd.slip:inf:not-finite: error:",
            "posterior.csv:6:effect.inputs.exit_income_hazard_ratio:much:not-a-number: error:",
            "posterior.csv:7:chain:1.5:not-a-count: error:",
        ],
    ),
    (
        "a draw twice, and a gap",
        |it| {
            set(it, 10, "draw", "9");
            set(it, 50, "draw", "many");
            it.table = drop_lines(&it.table, |line| line.starts_with("70,"));
            let added: String = it.table.lines().last().unwrap().replacen("99,", "100,", 1);
            it.table.push_str(&format!("{added}\n"));
            it.communes = None;
        },
        nothing,
        &[
            "posterior.csv:13:draw:9:repeated-draw: error: draw 9 comes twice, or too late",
            "posterior.csv:14:draw:11:draw-numbering: error: draw 11 comes where draw 10 should",
            "posterior.csv:53:draw:many:not-a-count: error:",
            "posterior.csv:73:draw:71:draw-numbering: error: draw 71 comes where draw 70 should",
        ],
    ),
    (
        "a row cut short",
        |it| {
            let last = it.table.trim_end().rfind(',').unwrap();
            it.table.truncate(last);
        },
        nothing,
        &[
            "posterior.csv:102:::csv-syntax: error: ",
            "posterior.csv:::99:too-few-draws: error: ",
            "draws-differ: error: 100 draws were announced, posterior.csv has 99",
            "posterior_communes.csv:200:draw:99:draw-numbering: error: ",
            "posterior_communes.csv:201:draw:99:draw-numbering: error: ",
        ],
    ),
    (
        "too few draws",
        |it| {
            it.table = it.table.lines().take(2 + 99).flat_map(|line| [line, "\n"]).collect();
            it.communes = None;
            it.calibration["draws"] = 99.into();
        },
        nothing,
        &["posterior.csv:::99:too-few-draws: error: 99 draws; a posterior needs at least 100"],
    ),
    (
        "other draws than were announced",
        |it| it.calibration["draws"] = 400.into(),
        nothing,
        &["draws-differ: error: 400 draws were announced, posterior.csv has 100"],
    ),
    (
        "changed after the fit",
        nothing,
        |it| {
            set(it, 5, "commune_log_sd.slip", "0.3");
            in_communes(it, ",0.1,", ",0.2,");
        },
        &[
            "posterior.csv::::changed-after-fit: error: the table was changed after the fit",
            "posterior_communes.csv::::changed-after-fit: error: the table was changed after the fit",
        ],
    ),
    (
        "no hash, and a table that is gone",
        |it| it.calibration["files"]["posterior_communes.csv"] = "00".into(),
        |it| {
            it.calibration["files"].as_object_mut().unwrap().remove("posterior.csv");
            it.communes = None;
        },
        &[
            "missing-key: error: `files` has no hash of posterior.csv",
            "missing-file: error: posterior_communes.csv was written by the fit and is gone",
        ],
    ),
    (
        "communes",
        |it| {
            in_communes(it, "\n4,07243,", "\n4,99999,");
            in_communes(it, "\n5,07243,", "\n5,99999,");
            in_communes(it, "\n6,07621,", "\n7,07621,");
            in_communes(it, "\n8,07621,", "\n100,07621,");
            in_communes(it, ",0.1,", ",21,");
            in_communes(it, ",-0.1,", ",nan,");
        },
        nothing,
        &[
            "posterior_communes.csv:10:commune_code:99999:unknown-code: error: commune code `99999` is not in the",
            "posterior_communes.csv:17:draw:7:repeated-draw: error: commune 07621 has draw 7 twice",
            "posterior_communes.csv:19:draw:100:draw-numbering: error: draw 100 is not among the 100 of the posterior",
            "posterior_communes.csv:2:exit_deprivation_log:21:out-of-range: error:",
            "posterior_communes.csv:2:relapse_log:nan:not-finite: error:",
            "posterior_communes.csv:::07243:incomplete-commune: error: commune 07243 has 98 of 100 draws",
            "posterior_communes.csv:::07621:incomplete-commune: error: commune 07621 has 98 of 100 draws",
        ],
    ),
    (
        "columns of communes",
        |it| in_communes(it, "slip_log", "slip"),
        nothing,
        &[
            "posterior_communes.csv:1:slip_log::missing-column: error: column `slip_log` is missing",
            "posterior_communes.csv:1:slip:slip:unknown-column: error: unknown column `slip`",
        ],
    ),
];

#[test]
fn every_bad_folder_is_refused_with_its_messages_and_nothing_is_written() {
    let mut found = Vec::new();
    for (name, before, after, expected) in BAD {
        let folder = tempfile::tempdir().unwrap();
        let mut posterior = good();
        before(&mut posterior);
        let mut posterior = posterior.sealed();
        after(&mut posterior);
        small(folder.path(), &posterior);
        found.extend(amiss(folder.path(), name, expected));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Both commands end with exit code 1, list these errors and no others, and write nothing; else what is amiss.
fn amiss(folder: &Path, name: &str, expected: &[&str]) -> Vec<String> {
    let check = giamngheo(folder, &["check", "scenario.toml", "--lang", "en"]);
    let said = stderr(&check);
    spoken(name, &stderr(&giamngheo(folder, &["check", "scenario.toml", "--lang", "vi"])), &said);
    let mut amiss = Vec::new();
    for message in expected.iter().filter(|message| !said.lines().any(|line| line.contains(**message))) {
        amiss.push(format!("{name} wants `{message}`:\n{said}"));
    }
    if said.lines().filter(|line| line.contains(": error: ")).count() != expected.len() {
        amiss.push(format!("{name} must list these problems and no others:\n{said}"));
    }
    let run = giamngheo(folder, &["run", "scenario.toml", "--lang", "en"]);
    if (check.status.code(), run.status.code()) != (Some(1), Some(1)) || folder.join("outputs").exists() {
        amiss.push(format!("{name} was not refused"));
    }
    amiss
}

fn refused(folder: &Path, name: &str, expected: &[&str]) {
    let amiss = amiss(folder, name, expected);
    assert!(amiss.is_empty(), "{}", amiss.join("\n"));
}

#[test]
fn files_that_are_not_there_are_told_where_they_are_named() {
    let folder = tempfile::tempdir().unwrap();
    small(folder.path(), &good().sealed());
    fs::remove_dir_all(folder.path().join("fits")).unwrap();
    let messages = ["posterior.csv: no such file", "calibration.json: no such file"];
    refused(folder.path(), "no folder", &messages);
    small(folder.path(), &good().sealed());
    let calibration = folder.path().join("fits/one/calibration.json");
    fs::write(&calibration, "{\n  \"format\": 1,\n  model\n}\n").unwrap();
    refused(folder.path(), "no JSON", &["fits/one/calibration.json:3:3::json-syntax: error: "]);
    fs::write(&calibration, "[]").unwrap();
    refused(folder.path(), "no object", &["wrong-type: error: the file must be a JSON object"]);
    fs::write(folder.path().join("fits/one/posterior.csv"), b"PK\x03\x04\0\0").unwrap();
    let messages = ["wrong-type: error: the file must be a JSON object", "binary-file: error: "];
    refused(folder.path(), "binary", &messages);
}

#[test]
fn a_table_that_is_wrong_throughout_is_told_in_a_few_lines() {
    let folder = tempfile::tempdir().unwrap();
    let mut posterior = good();
    (0..DRAWS).for_each(|draw| set(&mut posterior, draw, "commune_log_sd.slip", "0;2"));
    small(folder.path(), &posterior.sealed());
    let check = giamngheo(folder.path(), &["check", "scenario.toml", "--lang", "en"]);
    let said = stderr(&check);
    assert_eq!(check.status.code(), Some(1));
    assert_eq!(
        said.matches(":not-a-number: error: `commune_log_sd.slip` must be a number").count(),
        20,
        "{said}"
    );
    assert!(said.contains(":not-a-number: error: and 80 more of the same kind"), "{said}");
}
