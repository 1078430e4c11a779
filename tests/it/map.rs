//! Maps of communes: boundaries from GeoJSON reach the charts and the page, and wrong ones are refused.

use crate::support::copy_small;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Codes of the small scenario.
const CODES: [&str; 6] = ["07201", "07204", "07243", "07246", "07621", "07627"];
/// What the crosswalk merges into the last of them.
const MERGED: [&str; 2] = ["07627", "07633"];

fn square(west: f64, south: f64, size: f64) -> Value {
    let corner = |x: f64, y: f64| json!([west + x * size, south + y * size]);
    json!([corner(0.0, 0.0), corner(1.0, 0.0), corner(1.0, 1.0), corner(0.0, 1.0), corner(0.0, 0.0)])
}

/// Six squares in a row; the second has a hole, the third an island.
fn boundaries() -> Value {
    let feature = |(at, code): (usize, &&str)| {
        let west = 106.0 + 0.1 * at as f64;
        let (kind, coordinates) = match at {
            1 => ("Polygon", json!([square(west, 21.0, 0.1), square(west + 0.04, 21.04, 0.02)])),
            2 => ("MultiPolygon", json!([[square(west, 21.0, 0.1)], [square(west, 21.2, 0.05)]])),
            _ => ("Polygon", json!([square(west, 21.0, 0.1)])),
        };
        json!({ "type": "Feature", "properties": { "ten": "x", "MA_XA": code },
            "geometry": { "type": kind, "coordinates": coordinates } })
    };
    let features: Vec<Value> = CODES.iter().enumerate().map(feature).collect();
    json!({ "type": "FeatureCollection", "features": features })
}

fn run(folder: &Path, boundaries: &str) -> Output {
    copy_small(folder);
    fs::write(folder.join("xa.geojson"), boundaries).unwrap();
    let scenario = fs::read_to_string(folder.join("scenario.toml")).unwrap();
    let named = scenario.replace("[files]\n", "[files]\nboundaries = \"xa.geojson\"\n");
    assert_ne!(named, scenario);
    fs::write(folder.join("scenario.toml"), named).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_giamngheo"));
    let arguments = ["run", "scenario.toml", "--lang", "en", "--replicates", "4", "--out", "out"];
    command.current_dir(folder).args(arguments).output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn boundaries_become_a_map_of_every_alternative_in_the_page_too() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(folder.path(), &boundaries().to_string());
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let out = folder.path().join("out");
    for alternative in ["spread", "remote"] {
        let svg = fs::read_to_string(out.join(format!("charts/map_{alternative}.svg"))).unwrap();
        let paths: Vec<&str> = svg.split("<path d=\"").skip(1).collect();
        // One of each polygon, so one more for the island of the third.
        assert_eq!(paths.len(), CODES.len() + 1);
        // Rings: two where there is a hole.
        let rings = |at: usize| paths[at].split('"').next().unwrap().matches('M').count();
        assert_eq!([0, 1, 2, 3, 4].map(rings), [1, 2, 1, 1, 1]);
        assert_eq!(label(paths[2]), label(paths[3]));
        // What the map tells of a commune is what the table says.
        let table = fs::read_to_string(out.join("communes.csv")).unwrap();
        let header: Vec<&str> = table.lines().next().unwrap().split(',').collect();
        let at = |name: &str| header.iter().position(|it| *it == name).unwrap();
        let row = table
            .lines()
            .map(|line| line.split(',').collect::<Vec<_>>())
            .find(|row| row.contains(&alternative) && row.contains(&"07627") && row.contains(&"2025"))
            .unwrap();
        let rate: f64 = row[at("poor_rate_percent_mean")].parse().unwrap();
        assert!(paths[6].contains(&format!("<title>Đại Sơn: {rate:.1}%</title>")), "{}", paths[6]);
        assert!(out.join(format!("charts/map_{alternative}.png")).is_file());
    }
    let page = fs::read_to_string(out.join("report.html")).unwrap();
    assert!(
        page.contains("id=\"chart-map_spread\"") && page.contains("Bản đồ: tỷ lệ hộ nghèo dự kiến theo xã")
    );
    let manifest = fs::read_to_string(out.join("run.json")).unwrap();
    assert!(manifest.contains("xa.geojson"));
}

/// What a path is called.
fn label(path: &str) -> &str {
    path.split("<title>").nth(1).unwrap().split("</title>").next().unwrap()
}

/// Paths of the first alternative's map, without what precedes them.
fn paths(folder: &Path, boundaries: &Value) -> Vec<String> {
    let output = run(folder, &boundaries.to_string());
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let svg = fs::read_to_string(folder.join("out/charts/map_spread.svg")).unwrap();
    svg.split("<path d=\"").skip(1).map(str::to_string).collect()
}

#[test]
fn parts_that_the_crosswalk_merges_are_drawn_side_by_side_under_one_name() {
    let mut both = boundaries();
    let features = both["features"].as_array_mut().unwrap();
    features.pop();
    for (at, code) in MERGED.iter().enumerate() {
        let polygon = json!([square(106.5 + 0.1 * at as f64, 21.0, 0.1)]);
        features.push(json!({ "type": "Feature", "properties": { "ma_xa": code },
            "geometry": { "type": "Polygon", "coordinates": polygon } }));
    }
    let folder = tempfile::tempdir().unwrap();
    let drawn = paths(folder.path(), &both);
    let merged: Vec<&String> = drawn.iter().filter(|path| label(path).starts_with("Đại Sơn")).collect();
    assert_eq!((drawn.len(), merged.len()), (CODES.len() + 2, 2));
    // Two squares that share a side: the east of one is the west of the other.
    let edges = |path: &str| {
        let x: Vec<f64> = path[1..path.find('Z').unwrap()]
            .split(' ')
            .map(|point| point.split(',').next().unwrap().parse().unwrap())
            .collect();
        (x.iter().copied().fold(f64::MAX, f64::min), x.iter().copied().fold(f64::MIN, f64::max))
    };
    let [first, second] = [edges(merged[0]), edges(merged[1])];
    assert!(first.0 < first.1 && first.1 == second.0 && second.0 < second.1, "{first:?} {second:?}");
    assert!(merged.iter().all(|path| path.split('"').next().unwrap().matches('M').count() == 1));
}

#[test]
fn parts_that_overlap_are_painted_whole() {
    let mut over = boundaries();
    let whole = json!([square(106.2, 21.0, 0.1)]);
    over["features"][2]["geometry"]["coordinates"] = json!([whole, whole]);
    let folder = tempfile::tempdir().unwrap();
    let drawn = paths(folder.path(), &over);
    // Each on its own: counted together they would take each other out.
    let twice: Vec<&String> = drawn.iter().filter(|path| label(path).starts_with("Đồng Tiến")).collect();
    assert_eq!(twice.len(), 2);
    assert_eq!(twice[0], twice[1]);
    assert_eq!(twice[0].split('"').next().unwrap().matches('M').count(), 1);
}

#[test]
fn what_programs_for_maps_write_is_read() {
    let mut some = boundaries();
    some["features"][0]["properties"] = json!({ "maxa": 7201.0, "ten": "x" });
    some["features"][1]["properties"] = json!({ "commune_code": null, "ma_xa": "07204" });
    some["features"][2]["properties"] = json!({ "MAXA": 7243 });
    let text = some.to_string();
    assert!(text.contains("7201.0"));
    let folder = tempfile::tempdir().unwrap();
    let output = run(folder.path(), &format!("\u{feff}{text}"));
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert!(!told(&output).contains("boundary"), "{}", told(&output));
    let mut bad = boundaries();
    bad["features"][0]["properties"] = json!({ "maxa": 7201.5 });
    bad["features"][1]["properties"] = json!({ "commune_code": null });
    let folder = tempfile::tempdir().unwrap();
    let words = told(&run(folder.path(), &bad.to_string()));
    assert!(words.contains("feature 1: `maxa` is 7201.5"), "{words}");
    assert!(words.contains("feature 2: `commune_code` is null"), "{words}");
}

#[test]
fn communes_given_twice_and_areas_that_are_none_are_refused() {
    let mut bad = boundaries();
    bad["features"][1]["properties"]["MA_XA"] = json!("07201");
    bad["features"][2]["geometry"] = json!({ "type": "MultiPolygon", "coordinates": [] });
    bad["features"][3]["geometry"] = json!({ "type": "Polygon", "coordinates": [] });
    bad["features"][4]["geometry"]["coordinates"] = json!([square(106.0, 21.0, 0.0)]);
    bad["features"][5]["geometry"]["coordinates"] = json!([square(0.0, 0.0, f64::from_bits(1))]);
    let folder = tempfile::tempdir().unwrap();
    let output = run(folder.path(), &bad.to_string());
    let words = told(&output);
    assert_eq!(output.status.code(), Some(1), "{words}");
    for said in [
        "xa.geojson:::07201:repeated-code: error: feature 2: commune 07201 is already feature 1",
        "MultiPolygon (dissolve the layer by its code)",
        "xa.geojson:::07243:empty-area: error: feature 3: commune 07243",
        "xa.geojson:::07246:empty-area: error: feature 4: commune 07246",
        "xa.geojson:::07621:empty-area: error: feature 5: commune 07621",
        "xa.geojson:::07627:empty-area: error: feature 6: commune 07627",
        "hint: its rings are missing",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    // Communes that the scenario does not have are left out, however often they come.
    let mut others = boundaries();
    others["features"][0]["properties"]["MA_XA"] = json!("99999");
    others["features"][1]["properties"]["MA_XA"] = json!("99999");
    let folder = tempfile::tempdir().unwrap();
    let output = run(folder.path(), &others.to_string());
    assert!(
        told(&output).contains("features of no commune of the list are left out: 2"),
        "{}",
        told(&output)
    );
}

#[test]
fn communes_without_a_boundary_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut some = boundaries();
    some["features"].as_array_mut().unwrap().truncate(4);
    some["features"][0]["properties"]["MA_XA"] = json!(99_999);
    let output = run(folder.path(), &some.to_string());
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let words = told(&output);
    assert!(
        words.contains("features of no commune of the list are left out: 1")
            && words.contains("communes without a boundary, missing on maps: 3"),
        "{words}"
    );
    let svg = fs::read_to_string(folder.path().join("out/charts/map_spread.svg")).unwrap();
    assert_eq!(svg.matches("<path d=").count(), 4, "one of them has an island");
    assert!(svg.contains("3 of 6 communes: the others have no boundary"));
}

#[test]
fn wrong_boundaries_are_refused_all_at_once() {
    let mut bad = boundaries();
    bad["features"][0]["properties"] = json!({ "name": "x" });
    bad["features"][1]["properties"]["MA_XA"] = json!("x1");
    bad["features"][2]["geometry"] = json!({ "type": "Point", "coordinates": [106.0, 21.0] });
    bad["features"][3]["geometry"]["coordinates"][0][1] = json!([2_345_678.0, 412_345.0]);
    bad["features"][4]["geometry"]["coordinates"][0] = json!([[106.0, 21.0], [106.1, 21.0], [106.0, 21.0]]);
    bad["features"][5]["geometry"] = json!(null);
    let folder = tempfile::tempdir().unwrap();
    let output = run(folder.path(), &bad.to_string());
    let words = told(&output);
    assert_eq!(output.status.code(), Some(1), "{words}");
    for said in [
        "xa.geojson::::no-code",
        "feature 1: no property commune_code, ma_xa, maxa",
        "name one `commune_code`; found: name",
        "xa.geojson:::x1:bad-code: error: feature 2: `MA_XA` is x1",
        "xa.geojson:::07243:not-an-area",
        "feature 3: commune 07243 is drawn as Point",
        "feature 4: commune 07246 has points that are not longitude and latitude",
        "VN-2000",
        "feature 5: commune 07621 has a ring of fewer than four points",
        "feature 6: commune 07627 is drawn as null",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    assert!(!folder.path().join("out").exists());
    for (text, rule) in [
        ("{", "geojson-syntax"),
        ("[1]", "geojson-syntax"),
        (r#"{"type":"Point","coordinates":[1,2]}"#, "no-features"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let output = run(folder.path(), text);
        assert_eq!(output.status.code(), Some(1));
        assert!(told(&output).contains(rule), "{text}: {}", told(&output));
    }
}
