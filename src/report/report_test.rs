//! The files of a run as a whole: names, columns, determinism, and contents read back.

use super::{Language, OutputFile, ReportError, files, sample, summary_json, tables};
use crate::domain::origin::Origin;
use crate::domain::posterior::Method;
use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;

const BAND: &str = "alternative,target,cohort,standard,start_rate_percent,largest_possible_points_per_year,\
     arithmetic,p_floor,p_floor_low,p_floor_high,p_top,p_top_low,p_top_high,verdict,replicates,\
     estimator,p_floor_standard_error,p_floor_equivalent_replicates,p_top_standard_error,p_top_equivalent_replicates";

fn bytes(file: &OutputFile<'_>) -> Result<Vec<u8>, ReportError> {
    let mut bytes = Cursor::new(Vec::new());
    file.write(&mut bytes)?;
    Ok(bytes.into_inner())
}

/// The text of one file of the sample run.
fn text(name: &str) -> Result<String, ReportError> {
    let (summary, manifest) = (sample::summary(), sample::manifest());
    let files = files(&summary, &manifest, Language::Vi)?;
    let bytes = files.iter().find(|file| file.name == name).map_or(Ok(Vec::new()), bytes)?;
    String::from_utf8(bytes).map_err(|error| ReportError::Texts(error.to_string()))
}

#[test]
fn a_run_has_these_files() -> Result<(), ReportError> {
    let (summary, manifest) = (sample::summary(), sample::manifest());
    let files = files(&summary, &manifest, Language::En)?;
    let names: Vec<&str> =
        files.iter().map(|it| it.name.as_str()).filter(|it| !it.contains("charts/")).collect();
    assert_eq!(
        names,
        [
            "run.json",
            "targets.csv",
            "trajectories.csv",
            "communes.csv",
            "targets_by_place.csv",
            "money.csv",
            "why.csv",
            "variance.csv",
            "form_2022_2025.csv",
            "codebook.csv",
            "report.xlsx",
            "form_2022_2025_continue_2016_2020.xlsx",
            "form_2022_2025_all_to_dbkk.xlsx",
            "form_2022_2025_poverty_weighted.xlsx",
            "report.json",
            "report.html",
        ]
    );
    assert_eq!(files.iter().filter(|file| file.name.starts_with("charts/")).count(), 16);
    Ok(())
}

#[test]
fn the_same_summary_gives_the_same_bytes() -> Result<(), ReportError> {
    let (summary, manifest) = (sample::summary(), sample::manifest());
    let once = files(&summary, &manifest, Language::Vi)?;
    let twice = files(&summary, &manifest, Language::Vi)?;
    assert_eq!(once.len(), twice.len());
    for (first, second) in once.iter().zip(&twice) {
        let made = bytes(first)?;
        assert!(!made.is_empty(), "{} is empty", first.name);
        assert!(first.name == second.name && made == bytes(second)?, "{} differs", first.name);
    }
    Ok(())
}

#[test]
fn a_full_disk_is_said() -> Result<(), ReportError> {
    /// A disk with room for so many bytes.
    struct Disk(usize);
    impl std::io::Write for Disk {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or_else(|| std::io::Error::other("no room"))?;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    impl std::io::Seek for Disk {
        fn seek(&mut self, _: std::io::SeekFrom) -> std::io::Result<u64> {
            Ok(0)
        }
    }
    let (summary, manifest) = (sample::summary(), sample::manifest());
    for file in files(&summary, &manifest, Language::Vi)? {
        for room in [0, 100] {
            let told = file.write(&mut Disk(room)).err().map(|error| error.to_string());
            assert!(told.is_some_and(|it| it.contains("no room")), "{} on {room} bytes", file.name);
        }
    }
    Ok(())
}

#[test]
fn headers_of_the_data_files() -> Result<(), ReportError> {
    let headers: Vec<String> = tables::all()
        .into_iter()
        .map(|table| {
            let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
            format!("{}: {}", table.name, names.join(","))
        })
        .collect();
    assert_eq!(headers[0], format!("targets: {BAND}"));
    insta::assert_snapshot!(headers.join("\n"));
    Ok(())
}

#[test]
fn every_row_has_a_cell_per_column() {
    let summary = sample::summary();
    for table in tables::all() {
        let rows: Vec<_> = (table.rows)(&summary).collect();
        assert!(!rows.is_empty(), "{}", table.name);
        for row in rows {
            assert_eq!(row.len(), table.columns.len(), "{}", table.name);
        }
    }
}

#[test]
fn target_rows_are_exact_and_joint_rows_leave_cells_empty() -> Result<(), ReportError> {
    let targets = text("targets.csv")?;
    assert!(!targets.starts_with('\u{feff}') && !targets.contains('\r'));
    let lines: Vec<&str> = targets.lines().collect();
    assert_eq!(lines[0], BAND);
    assert_eq!(
        lines[1],
        "continue_2016_2020,seed/province,province,nd07,5.27,1.3175,out_of_reach,0,0,0.0019,0,0,0.0019,\
         out_of_reach,2000,simulated,0,2000,0,2000"
    );
    assert!(lines[3].starts_with("continue_2016_2020,seed/all,,nd07,,,out_of_reach,0,0,"), "{}", lines[3]);
    assert!(
        lines[5].contains(",possible,0.735,") && lines[5].contains(",likely,2000,simulated,0.0098"),
        "{}",
        lines[5]
    );
    assert_eq!(lines.len(), 1 + 3 * 6);
    Ok(())
}

#[test]
fn money_is_exact_to_the_dong() -> Result<(), ReportError> {
    let money = text("money.csv")?;
    let mut reader = csv::Reader::from_reader(money.as_bytes());
    let mut dong = 0i64;
    let mut unallocated = Vec::new();
    for record in reader.records() {
        let record = record.map_err(ReportError::Csv)?;
        if &record[0] == "continue_2016_2020" && &record[1] == "2022" {
            dong += record[6].parse::<i64>().unwrap_or(i64::MIN);
            if record[3].is_empty() {
                unallocated.push((record[4].to_string(), record[7].to_string()));
            }
        }
    }
    assert_eq!(dong, 40_000_000_001);
    assert_eq!(unallocated, [(String::new(), "2000".to_string())]);
    Ok(())
}

#[test]
fn commune_files_carry_code_name_and_origin() -> Result<(), ReportError> {
    let communes = text("communes.csv")?;
    let line = communes.lines().nth(1).unwrap_or_default();
    assert!(line.starts_with("continue_2016_2020,07201,Thọ Xương,213,TP Bắc Giang,2022,1400.25,"), "{line}");
    for name in ["communes", "trajectories", "targets_by_place", "money", "why", "variance", "form_2022_2025"]
    {
        let text = text(&format!("{name}.csv"))?;
        assert!(text.lines().next().is_some_and(|header| header.ends_with(",origin")), "{name}");
        assert!(text.lines().skip(1).all(|line| line.ends_with(",synthetic")), "{name}");
    }
    Ok(())
}

#[test]
fn the_codebook_explains_every_column_in_both_languages() -> Result<(), ReportError> {
    let codebook = text("codebook.csv")?;
    let columns: usize = tables::all().iter().map(|table| table.columns.len()).sum();
    assert_eq!(codebook.lines().count(), 1 + columns);
    assert_eq!(codebook.lines().next(), Some("file,column,unit,meaning_vi,meaning_en"));
    assert!(
        codebook.contains("money.csv,amount_dong,VND,\"Số tiền, đồng, nguyên\",\"Amount, whole đồng\"\n")
    );
    assert!(!codebook.contains('⟨'));
    Ok(())
}

#[test]
fn run_json_says_what_was_run_and_what_came_out() -> Result<(), ReportError> {
    let json = summary_json(&sample::summary(), &sample::manifest());
    assert_eq!(json["schema_version"], 1);
    assert_eq!(json["seed"], 20_212_025);
    assert_eq!(json["origin"], "synthetic");
    assert_eq!(json["inputs"][0]["path"], "scenarios/bac-giang.toml");
    assert_eq!(json["targets"][0]["verdict"], "out_of_reach");
    assert_eq!(json["targets"][0]["start_rate_percent"], 5.27);
    assert!(json["targets"][2]["start_rate_percent"].is_null() && json["targets"][2]["cohort"].is_null());
    assert_eq!(json["parameters"], serde_json::json!({ "origin": "priors" }));
    let mut fitted = sample::summary();
    fitted.facts.fit = Some(sample::fit(Method::Forms));
    let parameters = &summary_json(&fitted, &sample::manifest())["parameters"];
    assert_eq!((&parameters["origin"], &parameters["method"]), (&"posterior".into(), &"forms".into()));
    assert_eq!((&parameters["max_rhat"], &parameters["draws"]), (&1.003.into(), &4000.into()));
    assert!(parameters["min_ess_tail"].is_null());
    let written = serde_json::to_string_pretty(&json).map_err(ReportError::Json)?;
    assert!(text("run.json")? == written + "\n", "run.json is not the document of --json");
    Ok(())
}

/// A sheet of the first alternative's workbook.
fn sheet(summary: &crate::summarise::summary::Summary, name: &str) -> calamine::Range<Data> {
    let manifest = sample::manifest();
    let files = files(summary, &manifest, Language::En).unwrap();
    let file = files.iter().find(|file| file.name.ends_with("continue_2016_2020.xlsx")).unwrap();
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes(file).unwrap())).unwrap();
    assert_eq!(workbook.sheet_names().len(), 8);
    workbook.worksheet_range(name).unwrap()
}

fn number(cell: Option<&Data>) -> f64 {
    match cell {
        Some(Data::Float(number)) => *number,
        other => panic!("not a number: {other:?}"),
    }
}

#[test]
fn the_form_is_laid_out_as_printed() {
    let mut summary = sample::summary();
    let range = sheet(&summary, "2022 hộ nghèo");
    let at = |row: u32, column: u32| range.get_value((row, column)).map(Data::to_string).unwrap_or_default();
    assert_eq!(at(0, 0), "Tổng hợp diễn biến hộ nghèo năm 2022 (số liệu giả lập)");
    assert!(at(1, 0).contains("số hộ × 4,9 người/hộ") && at(1, 0).contains("2.000 lần lặp"));
    assert_eq!(
        (at(2, 3), at(2, 4), at(3, 5)),
        ("Số hộ nghèo đầu kỳ".to_string(), "Thoát nghèo".to_string(), "Vượt chuẩn cận nghèo".to_string(),)
    );
    let numbers: Vec<String> = (3..12).map(|column| at(4, column)).collect();
    assert_eq!(numbers, ["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
    assert_eq!((at(6, 1), at(6, 2), at(7, 2)), ("Toàn tỉnh".into(), "Hộ".into(), "Nhân khẩu".into()));
    assert_eq!((at(8, 0), at(8, 1), at(10, 0)), ("1".into(), "TP Bắc Giang".into(), "1.1".into()));
    let near = sheet(&summary, "2025 hộ cận nghèo");
    assert_eq!(near.get_value((2, 4)).map(Data::to_string), Some("Thoát cận nghèo".to_string()));
    summary.facts.origin = Origin::Official;
    let title = sheet(&summary, "2022 hộ nghèo").get_value((0, 0)).map(Data::to_string);
    assert_eq!(title, Some("Tổng hợp diễn biến hộ nghèo năm 2022".to_string()));
}

#[test]
fn the_form_adds_up_read_back() {
    let range = sheet(&sample::summary(), "2024 hộ nghèo");
    let mut communes = [0.0; 9];
    let mut districts = [0.0; 9];
    let rows = range.height() as u32;
    assert_eq!(rows, 6 + 2 * (1 + 10 + 60));
    for row in (6..rows).step_by(2) {
        let values: [f64; 9] = std::array::from_fn(|at| number(range.get_value((row, 3 + at as u32))));
        let [c1, c2, c3, c4, c5, c6, c7, c8, c9] = values;
        assert!((c1 - c2 - c3 - c4 + c5 + c6 + c7 + c8 - c9).abs() < 1e-9, "row {row}");
        assert!((number(range.get_value((row + 1, 3))) - 4.9 * c1).abs() < 1e-9, "row {row}");
        let place = range.get_value((row, 0)).map(Data::to_string).unwrap_or_default();
        let sums = if place.contains('.') { &mut communes } else { &mut districts };
        if row > 6 {
            sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
        }
    }
    for column in 0..9 {
        let province = number(range.get_value((6, 3 + column as u32)));
        assert!(province > 0.0);
        assert!((province - communes[column]).abs() < 1e-6 && (province - districts[column]).abs() < 1e-6);
    }
}
