//! Boundaries of communes from GeoJSON (RFC 7946), found by the code that each feature carries.

use super::diagnostic::{Diagnostic, Diagnostics, Place};
use super::said::{Said, said};
use crate::domain::boundary::{Boundaries, Boundary, Ring};
use crate::domain::commune::{Commune, CommuneCode};
use geojson::{Feature, FeatureCollection, GeoJson, GeometryValue, Position};
use std::collections::BTreeMap;

/// Names of the property with a commune's code, capitals aside.
const CODE: [&str; 3] = ["commune_code", "ma_xa", "maxa"];

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
    let (mut unknown, mut wrong) = (0, Vec::new());
    for (at, feature) in features.iter().enumerate() {
        match boundary(at + 1, feature) {
            Ok((code, rings)) => {
                let code = aliases.get(&code).copied().unwrap_or(code);
                match communes.binary_search_by_key(&code, |it| it.code) {
                    Ok(_) => read.entry(code).or_default().extend(rings),
                    Err(_) => unknown += 1,
                }
            }
            Err((rule, message, hint)) => {
                wrong.push(Diagnostic::error(file, Place::File, rule, message).hint(hint));
            }
        }
    }
    wrong.into_iter().for_each(|it| diagnostics.push(it));
    warn(file, unknown, communes.len() - read.len(), diagnostics);
    Boundaries::new(read)
}

fn warn(file: &str, unknown: usize, without: usize, diagnostics: &mut Diagnostics) {
    if unknown > 0 {
        let message = said!("diag-features-unknown", count = unknown);
        diagnostics.push(Diagnostic::warning(file, Place::File, "unknown-code", message));
    }
    if without > 0 {
        let message = said!("diag-no-boundary", count = without);
        diagnostics.push(Diagnostic::warning(file, Place::File, "no-boundary", message));
    }
}

fn collection(bytes: &[u8]) -> Result<Vec<Feature>, (&'static str, Said)> {
    match GeoJson::from_reader(bytes) {
        Ok(GeoJson::FeatureCollection(FeatureCollection { features, .. })) if !features.is_empty() => {
            Ok(features)
        }
        Ok(_) => Err(("no-features", said!("diag-no-features"))),
        Err(error) => Err(("geojson-syntax", said!("diag-geojson-syntax", detail = error))),
    }
}

/// Rule, message, hint.
type Wrong = (&'static str, Said, Said);

/// Code and rings of a feature, by its number in the file.
fn boundary(at: usize, feature: &Feature) -> Result<(CommuneCode, Vec<Ring>), Wrong> {
    let code = code(at, feature)?;
    let polygons = match feature.geometry.as_ref().map(|it| &it.value) {
        Some(GeometryValue::Polygon { coordinates }) => vec![coordinates],
        Some(GeometryValue::MultiPolygon { coordinates }) => coordinates.iter().collect(),
        other => {
            let found = other.map_or("null", |it| it.type_name());
            let message = said!("diag-not-an-area", at, commune = code, found);
            return Err(("not-an-area", message, said!("diag-not-an-area-hint")));
        }
    };
    let rings: Option<Vec<Ring>> =
        polygons.into_iter().flatten().map(|ring| ring.iter().map(degrees).collect()).collect();
    match rings {
        Some(rings) if rings.iter().all(|ring| ring.len() >= 4) => Ok((code, rings)),
        Some(_) => {
            let message = said!("diag-ring-too-short", at, commune = code);
            Err(("ring-too-short", message, said!("diag-ring-too-short-hint")))
        }
        None => {
            let message = said!("diag-not-degrees", at, commune = code);
            Err(("not-degrees", message, said!("diag-not-degrees-hint")))
        }
    }
}

fn code(at: usize, feature: &Feature) -> Result<CommuneCode, Wrong> {
    let properties = feature.properties.iter().flatten();
    let found = properties.clone().find(|(name, _)| CODE.contains(&name.to_lowercase().as_str()));
    let Some((name, value)) = found else {
        let names: Vec<&str> = properties.map(|(name, _)| name.as_str()).collect();
        let hint = said!("diag-feature-without-code-hint", name = CODE[0], found = names.join(", "));
        return Err(("no-code", said!("diag-feature-without-code", at, names = CODE.join(", ")), hint));
    };
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_string);
    CommuneCode::parse(text.trim()).ok_or_else(|| {
        let message = said!("diag-feature-bad-code", at, name, text);
        ("bad-code", message, said!("diag-bad-commune-code"))
    })
}

fn degrees(position: &Position) -> Option<(f64, f64)> {
    match position.as_slice() {
        [x, y, ..] if x.abs() <= 180.0 && y.abs() <= 90.0 => Some((*x, *y)),
        _ => None,
    }
}
