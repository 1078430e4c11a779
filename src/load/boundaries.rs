//! Boundaries of communes from GeoJSON (RFC 7946), found by the code that each feature carries.

use super::diagnostic::{Diagnostic, Diagnostics, Place};
use super::said::{Said, said};
use crate::domain::boundary::{Boundaries, Boundary, MOST_ON_A_MAP, Polygon, Ring, doubled_area};
use crate::domain::commune::{Commune, CommuneCode};
use geojson::{Feature, FeatureCollection, GeoJson, GeometryValue, JsonValue, Position};
use std::collections::BTreeMap;

/// Names of the property with a commune's code, capitals aside.
const CODE: [&str; 3] = ["commune_code", "ma_xa", "maxa"];

/// Twice the area of a commune at least, square degrees (hundredths of a square metre): less is a point or a line.
const SMALLEST: f64 = 1e-12;

/// Reads the boundaries of known communes; `aliases`: where old codes went, whose areas are put together.
pub fn boundaries(
    file: &str,
    bytes: &[u8],
    communes: &[Commune],
    aliases: &BTreeMap<CommuneCode, CommuneCode>,
    diagnostics: &mut Diagnostics,
) -> Boundaries {
    let mut read = BTreeMap::<CommuneCode, Boundary>::new();
    let features = match collection(bytes) {
        Ok(features) => features,
        Err((rule, message)) => {
            let hint = said!("diag-geojson-hint");
            diagnostics.push(Diagnostic::error(file, Place::File, rule, message).hint(hint));
            return Boundaries::default();
        }
    };
    // The feature of each code as written: parts that the crosswalk merges have codes of their own.
    let mut first = BTreeMap::<CommuneCode, usize>::new();
    let mut unknown = 0;
    for (at, feature) in (1..).zip(&features) {
        let found = boundary(at, feature).and_then(|(written, polygons)| {
            let code = aliases.get(&written).copied().unwrap_or(written);
            if communes.binary_search_by_key(&code, |it| it.code).is_err() {
                unknown += 1;
                return Ok(());
            }
            if let Some(before) = first.insert(written, at) {
                return Err(repeated(at, before, written));
            }
            read.entry(code).or_default().extend(polygons);
            Ok(())
        });
        if let Err(Wrong { rule, value, message, hint }) = found {
            let wrong = Diagnostic::error(file, Place::File, rule, message);
            diagnostics.push(wrong.value(value).hint(hint));
        }
    }
    warn(file, unknown, communes.len() - read.len(), read.len(), diagnostics);
    Boundaries::new(read)
}

fn warn(file: &str, unknown: usize, without: usize, with: usize, diagnostics: &mut Diagnostics) {
    let mut warn = |rule: &'static str, message: Said| {
        diagnostics.push(Diagnostic::warning(file, Place::File, rule, message));
    };
    if unknown > 0 {
        warn("unknown-code", said!("diag-features-unknown", count = unknown));
    }
    if without > 0 {
        warn("no-boundary", said!("diag-no-boundary", count = without));
    }
    if with > MOST_ON_A_MAP {
        warn("too-many-for-a-map", said!("diag-no-map", count = with, most = MOST_ON_A_MAP));
    }
}

fn collection(bytes: &[u8]) -> Result<Vec<Feature>, (&'static str, Said)> {
    // Programs for tables and maps put a mark of the encoding first, which the standard lets a reader skip.
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match GeoJson::from_reader(bytes) {
        Ok(GeoJson::FeatureCollection(FeatureCollection { features, .. })) if !features.is_empty() => {
            Ok(features)
        }
        Ok(_) => Err(("no-features", said!("diag-no-features"))),
        Err(error) => Err(("geojson-syntax", said!("diag-geojson-syntax", detail = error))),
    }
}

/// What is wrong with a feature.
struct Wrong {
    rule: &'static str,
    value: String,
    message: Said,
    hint: Said,
}

impl Wrong {
    fn of(code: CommuneCode, rule: &'static str, message: Said, hint: Said) -> Wrong {
        Wrong { rule, value: code.to_string(), message, hint }
    }
}

fn repeated(at: usize, first: usize, code: CommuneCode) -> Wrong {
    let message = said!("diag-feature-repeated", at, commune = code, first);
    Wrong::of(code, "repeated-code", message, said!("diag-feature-repeated-hint"))
}

/// Code and polygons of a feature, by its number in the file.
fn boundary(at: usize, feature: &Feature) -> Result<(CommuneCode, Boundary), Wrong> {
    let code = code(at, feature)?;
    let polygons = match feature.geometry.as_ref().map(|it| &it.value) {
        Some(GeometryValue::Polygon { coordinates }) => vec![coordinates],
        Some(GeometryValue::MultiPolygon { coordinates }) => coordinates.iter().collect(),
        other => {
            let found = other.map_or("null", |it| it.type_name());
            let message = said!("diag-not-an-area", at, commune = code, found);
            return Err(Wrong::of(code, "not-an-area", message, said!("diag-not-an-area-hint")));
        }
    };
    let ring = |ring: &Vec<Position>| ring.iter().map(degrees).collect::<Option<Ring>>();
    let polygon = |rings: &Vec<Vec<Position>>| rings.iter().map(ring).collect::<Option<Polygon>>();
    let Some(polygons) = polygons.into_iter().map(polygon).collect::<Option<Boundary>>() else {
        let message = said!("diag-not-degrees", at, commune = code);
        return Err(Wrong::of(code, "not-degrees", message, said!("diag-not-degrees-hint")));
    };
    if polygons.iter().flatten().any(|ring| ring.len() < 4) {
        let message = said!("diag-ring-too-short", at, commune = code);
        return Err(Wrong::of(code, "ring-too-short", message, said!("diag-ring-too-short-hint")));
    }
    if polygons.iter().map(doubled_area).sum::<f64>() < SMALLEST {
        let message = said!("diag-empty-area", at, commune = code);
        return Err(Wrong::of(code, "empty-area", message, said!("diag-empty-area-hint")));
    }
    Ok((code, polygons.into_iter().filter(|polygon| !polygon.is_empty()).collect()))
}

fn code(at: usize, feature: &Feature) -> Result<CommuneCode, Wrong> {
    let properties = feature.properties.iter().flatten();
    let mut named = properties.clone().filter(|(name, _)| CODE.contains(&name.to_lowercase().as_str()));
    // A layer may have two of the names and fill only one.
    let found = named.clone().find(|(_, value)| !value.is_null()).or_else(|| named.next());
    let Some((name, value)) = found else {
        let names: Vec<&str> = properties.map(|(name, _)| name.as_str()).collect();
        let hint = said!("diag-feature-without-code-hint", name = CODE[0], found = names.join(", "));
        let message = said!("diag-feature-without-code", at, names = CODE.join(", "));
        return Err(Wrong { rule: "no-code", value: String::new(), message, hint });
    };
    let text = written(value);
    CommuneCode::parse(text.trim()).ok_or_else(|| {
        let message = said!("diag-feature-bad-code", at, name, text = text.clone());
        Wrong { rule: "bad-code", value: text, message, hint: said!("diag-bad-commune-code") }
    })
}

/// A code as text; columns of numbers come out of tables as `7243.0`.
fn written(value: &JsonValue) -> String {
    match (value.as_str(), value.as_f64()) {
        (Some(text), _) => text.to_string(),
        (None, Some(number)) if number.fract() == 0.0 => format!("{number:.0}"),
        _ => value.to_string(),
    }
}

fn degrees(position: &Position) -> Option<(f64, f64)> {
    match position.as_slice() {
        [x, y, ..] if x.abs() <= 180.0 && y.abs() <= 90.0 => Some((*x, *y)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// The rules that are told of a square for each of so many communes.
    fn rules_of(count: u32) -> Vec<&'static str> {
        let commune = |number: u32| Commune {
            code: CommuneCode::parse(&format!("{number:05}")).expect("a code"),
            name: String::new(),
            kind: String::new(),
            district_code: 1,
            district: String::new(),
            remoteness: 0.0,
        };
        let square = json!([[[0, 0], [1, 0], [1, 1], [0, 0]]]);
        let feature = |number: u32| {
            json!({ "type": "Feature", "properties": { "maxa": number },
                "geometry": { "type": "Polygon", "coordinates": square } })
        };
        let communes: Vec<Commune> = (1..=count).map(commune).collect();
        let features: Vec<_> = (1..=count).map(feature).collect();
        let text = json!({ "type": "FeatureCollection", "features": features }).to_string();
        let mut found = Diagnostics::default();
        let read = boundaries("x", text.as_bytes(), &communes, &BTreeMap::new(), &mut found);
        assert_eq!(read.len(), communes.len());
        found.items.iter().map(|it| it.rule).collect()
    }

    #[test]
    fn more_communes_than_a_map_takes_are_told() {
        let most = MOST_ON_A_MAP as u32;
        assert!(rules_of(most).is_empty());
        assert_eq!(rules_of(most + 1), ["too-many-for-a-map"]);
    }
}
