//! Maps of communes: boundaries from GeoJSON reach the charts and the page, and wrong ones are refused.

use crate::support::copy_small;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Codes of the small scenario; the last is given as its old code's two halves by the crosswalk.
const CODES: [&str; 6] = ["07201", "07204", "07243", "07246", "07621", "07627"];

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
        assert_eq!(paths.len(), CODES.len());
        // Rings: one of most, two where there is a hole or an island.
        let rings = |at: usize| paths[at].split('"').next().unwrap().matches('M').count();
        assert_eq!([0, 1, 2, 3].map(rings), [1, 2, 2, 1]);
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
        assert!(paths[5].contains(&format!("<title>Đại Sơn: {rate:.1}%</title>")), "{}", paths[5]);
        assert!(out.join(format!("charts/map_{alternative}.png")).is_file());
    }
    let page = fs::read_to_string(out.join("report.html")).unwrap();
    assert!(
        page.contains("id=\"chart-map_spread\"") && page.contains("Bản đồ: tỷ lệ hộ nghèo dự kiến theo xã")
    );
    let manifest = fs::read_to_string(out.join("run.json")).unwrap();
    assert!(manifest.contains("xa.geojson"));
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
    assert_eq!(svg.matches("<path d=").count(), 3);
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
        "feature 2: `MA_XA` is x1",
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
