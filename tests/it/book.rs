//! `report.xlsx` read back: its sheets in both languages, typed cells with the values of the data files, charts.

use calamine::{Data, Range, Reader, Xlsx};
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// Row of the headings in words; below it the names, then the body.
const HEADINGS: u32 = 3;

/// Sheets of a run in Vietnamese and in English, and the data file of each table.
const SHEETS: [(&str, &str, Option<&str>); 10] = [
    ("Tóm tắt", "Summary", None),
    ("Biểu đồ", "Charts", None),
    ("Mục tiêu", "Targets", Some("targets")),
    ("Diễn biến", "Trajectories", Some("trajectories")),
    ("Xã theo năm", "Communes by year", Some("communes")),
    ("Mục tiêu theo địa bàn", "Targets by place", Some("targets_by_place")),
    ("Kinh phí", "Money", Some("money")),
    ("Điều gì cản trở", "What binds", Some("why")),
    ("Nguồn bất định", "Uncertainty", Some("variance")),
    ("Biểu 2022-2025", "Form 2022-2025", Some("form_2022_2025")),
];

fn made(command: &str, folder: &Path, lang: &str) -> PathBuf {
    let out = folder.join(format!("{command}-{lang}"));
    let scenario = Path::new(ROOT).join("tests/small/scenario.toml");
    let mut program = Command::new(env!("CARGO_BIN_EXE_giamngheo"));
    program.current_dir(folder).arg(command).arg(scenario);
    let output = program.args(["--replicates", "40", "--lang", lang, "--out"]).arg(&out).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    out
}

fn book(out: &Path) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(std::fs::read(out.join("report.xlsx")).unwrap())).unwrap()
}

fn words(range: &Range<Data>, row: u32, column: u32) -> String {
    range.get_value((row, column)).map(Data::to_string).unwrap_or_default()
}

/// Every cell of the body is that of the data file: numbers where the text is one and the unit has numbers.
fn same_as_csv(range: &Range<Data>, path: &Path) {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_string).collect();
    for (column, name) in (0u32..).zip(&header) {
        assert_eq!(&words(range, HEADINGS + 1, column), name, "{}", path.display());
        let heading = words(range, HEADINGS, column);
        assert!(!heading.is_empty() && &heading != name && !heading.contains('⟨'), "{name}: {heading}");
    }
    let mut numbers = 0;
    for (row, record) in (HEADINGS + 2..).zip(reader.records()) {
        for (column, text) in (0u32..).zip(record.unwrap().iter()) {
            let at = format!("{}: row {row}, {}", path.display(), header[column as usize]);
            match range.get_value((row, column)) {
                None | Some(Data::Empty) => assert_eq!(text, "", "{at}"),
                Some(Data::Float(number)) => {
                    numbers += 1;
                    let written: f64 = text.parse().unwrap();
                    assert!(
                        (number - written).abs() <= 1e-14 * written.abs(),
                        "{at}: {number}, not {written}"
                    );
                }
                Some(Data::String(shown)) => {
                    assert_eq!(shown, text, "{at}");
                    let is_code = header[column as usize].ends_with("_code");
                    assert!(is_code || text.parse::<f64>().is_err(), "{at}: {text} is text");
                }
                other => panic!("{at}: {other:?}"),
            }
        }
    }
    let rows = csv::Reader::from_path(path).unwrap().records().count();
    assert_eq!(range.end().map(|(row, _)| row), Some(HEADINGS + 1 + rows as u32), "{}", path.display());
    assert!(numbers > 0, "{}", path.display());
}

fn entry(out: &Path, name: &str) -> String {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(out.join("report.xlsx")).unwrap()).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_run_is_a_book_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    for (lang, loud) in [("vi", "SỐ LIỆU GIẢ LẬP"), ("en", "SYNTHETIC DATA")] {
        let out = made("run", folder.path(), lang);
        let mut book = book(&out);
        let name = |it: &(&'static str, &'static str, Option<&str>)| if lang == "vi" { it.0 } else { it.1 };
        let sheets = book.sheet_names();
        let first: Vec<&str> = SHEETS.iter().map(name).collect();
        assert_eq!(&sheets[..SHEETS.len()], first);
        assert!(sheets.contains(&"2022 hộ nghèo".to_string()), "{sheets:?}");
        for sheet in SHEETS {
            let range = book.worksheet_range(name(&sheet)).unwrap();
            assert!(words(&range, 1, 0).starts_with(loud), "{}", name(&sheet));
            if let Some(file) = sheet.2 {
                same_as_csv(&range, &out.join(format!("{file}.csv")));
            }
        }
        for sheet in &sheets[SHEETS.len()..] {
            let range = book.worksheet_range(sheet).unwrap();
            let above = format!("{} {}", words(&range, 0, 0), words(&range, 1, 0)).to_lowercase();
            assert!(above.contains("giả lập") || above.contains("synthetic"), "{sheet}: {above}");
        }
    }
}

#[test]
fn the_summary_says_what_the_terminal_says_with_the_number_behind_it() {
    let folder = tempfile::tempdir().unwrap();
    let out = made("run", folder.path(), "en");
    let range = book(&out).worksheet_range("Summary").unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_giamngheo"));
    let scenario = Path::new(ROOT).join("tests/small/scenario.toml");
    program.current_dir(folder.path()).arg("run").arg(scenario);
    let said = program.args(["--replicates", "40", "--lang", "en", "--out", "again"]).output().unwrap();
    let said = String::from_utf8(said.stdout).unwrap();
    let sentences: Vec<&str> = said.lines().filter_map(|line| line.strip_prefix("- ")).collect();
    assert!(!sentences.is_empty(), "{said}");
    let mut targets = csv::Reader::from_path(out.join("targets.csv")).unwrap();
    let p: Vec<f64> = targets.records().map(|it| it.unwrap()[7].parse().unwrap()).collect();
    for (at, sentence) in sentences.iter().enumerate() {
        let row = 6 + at as u32;
        assert_eq!(words(&range, row, 8), *sentence);
        // What arithmetic rules out has no probability.
        let shown = match sentence.contains("out of reach") {
            true => Data::String("–".to_string()),
            false => Data::Float(p[at]),
        };
        assert_eq!(range.get_value((row, 2)), Some(&shown), "{sentence}");
        assert!(sentence.contains(&words(&range, row, 1)), "{sentence}");
    }
}

#[test]
fn charts_are_native_and_bytes_are_the_same_twice() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["run", "compare"] {
        let out = made(command, folder.path(), "vi");
        let once = std::fs::read(out.join("report.xlsx")).unwrap();
        let again = made(command, folder.path(), "vi");
        assert!(once == std::fs::read(again.join("report.xlsx")).unwrap(), "{command}");
        let chart = entry(&out, "xl/charts/chart1.xml");
        let (kind, sheet) =
            if command == "run" { ("areaChart", "lineChart") } else { ("barChart", "errBars") };
        assert!(chart.contains(kind) && chart.contains(sheet), "{chart}");
        assert!(chart.contains("Số liệu biểu đồ") && chart.contains("(số liệu giả lập)"), "{chart}");
        // Numbers travel with the chart, for programs that do not calculate.
        assert!(chart.contains("<c:numCache>") && !chart.contains("<c:ptCount val=\"0\"/>"), "{chart}");
    }
}

/// The part of a chart's file that says an axis.
fn axis<'a>(chart: &'a str, kind: &str) -> &'a str {
    let (_, after) = chart.split_once(&format!("<c:{kind}>")).unwrap();
    after.split_once(&format!("</c:{kind}>")).unwrap().0
}

#[test]
fn bars_of_money_grow_from_left_to_right_over_an_axis_of_money() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["run", "compare"] {
        let out = made(command, folder.path(), "vi");
        let charts = (1..10).map_while(|at| {
            let name = format!("xl/charts/chart{at}.xml");
            let mut zip =
                zip::ZipArchive::new(std::fs::File::open(out.join("report.xlsx")).unwrap()).unwrap();
            zip.by_name(&name).is_ok().then(|| entry(&out, &name))
        });
        let bars: Vec<String> = charts.filter(|it| it.contains("<c:barDir val=\"bar\"/>")).collect();
        assert_eq!(bars.len(), 1, "{command}");
        let (values, names) = (axis(&bars[0], "valAx"), axis(&bars[0], "catAx"));
        for part in [
            "<c:orientation val=\"minMax\"/>",
            "formatCode=\"#,##0\"",
            "riệu đồng",
            "<c:crosses val=\"max\"/>",
        ] {
            assert!(values.contains(part), "{command} {part}: {values}");
        }
        // From above, as in the table, and at the left of the bars.
        assert!(names.contains("<c:orientation val=\"maxMin\"/>"), "{command}: {names}");
        assert!(!names.contains("#,##0") && !names.contains("riệu đồng"), "{command}: {names}");
        assert!(names.contains("<c:axPos val=\"l\"/>"), "{command}: {names}");
    }
}

#[test]
fn formats_follow_units_and_headers_stay_in_sight() {
    let folder = tempfile::tempdir().unwrap();
    let out = made("run", folder.path(), "vi");
    let styles = entry(&out, "xl/styles.xml");
    for format in ["[&lt;0.01]0.0%;[&gt;0.99]0.0%;0%", "#,##0.0"] {
        assert!(styles.contains(&format!("formatCode=\"{format}\"")), "{styles}");
    }
    let targets = entry(&out, "xl/worksheets/sheet3.xml");
    for part in
        ["state=\"frozen\"", "<autoFilter ref=\"A5:T", "orientation=\"landscape\"", "fitToHeight=\"0\""]
    {
        assert!(targets.contains(part), "{part}: {}", &targets[..3000.min(targets.len())]);
    }
    assert!(entry(&out, "xl/workbook.xml").contains("'Mục tiêu'!$4:$5"));
    let core = entry(&out, "docProps/core.xml");
    assert!(core.contains("2022-01-01T00:00:00Z"), "{core}");
}

#[test]
fn a_comparison_is_a_book_too() {
    let folder = tempfile::tempdir().unwrap();
    let sheets = [
        ("Phương án", "alternatives"),
        ("Chênh lệch", "differences"),
        ("Xếp hạng", "standings"),
        ("Xác suất", "chances"),
        ("Quy tắc quyết định", "rules"),
        ("Từng lần lặp", "outcomes"),
    ];
    let out = made("compare", folder.path(), "vi");
    let mut book = book(&out);
    assert_eq!(&book.sheet_names()[..2], ["Tóm tắt", "Biểu đồ"]);
    for (sheet, file) in sheets {
        let range = book.worksheet_range(sheet).unwrap();
        assert!(words(&range, 1, 0).starts_with("SỐ LIỆU GIẢ LẬP"), "{sheet}");
        same_as_csv(&range, &out.join(format!("{file}.csv")));
    }
    let summary = book.worksheet_range("Tóm tắt").unwrap();
    assert!(summary.used_cells().any(|(_, _, cell)| cell.to_string().contains("quy tắc quyết định")));
}
