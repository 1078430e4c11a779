//! Boundaries of communes, for maps.

use super::commune::CommuneCode;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A closed ring of points: longitude and latitude, degrees (WGS 84).
pub type Ring = Vec<(f64, f64)>;

/// An outline and its holes: inside is what an odd number of its rings encloses.
pub type Polygon = Vec<Ring>;

/// Polygons of a commune: islands, and parts that were merged. They are painted apart, since parts that overlap would
/// take each other out if their rings were counted together.
pub type Boundary = Vec<Polygon>;

/// Communes on a map at most: with more the file is too heavy to open, and the areas too small to see.
pub const MOST_ON_A_MAP: usize = 2000;

/// Twice the area that a polygon's outline encloses, square degrees; without an outline 0.
pub fn doubled_area(polygon: &Polygon) -> f64 {
    let Some(outline) = polygon.first() else { return 0.0 };
    // From a point of its own: products of whole longitudes would drown a small area.
    let Some(&(x, y)) = outline.first() else { return 0.0 };
    let cross = |pair: &[(f64, f64)]| (pair[0].0 - x) * (pair[1].1 - y) - (pair[1].0 - x) * (pair[0].1 - y);
    outline.windows(2).map(cross).sum::<f64>().abs()
}

/// Boundaries of the communes that have one: megabytes that every copy of a scenario shares.
pub type Boundaries = Arc<BTreeMap<CommuneCode, Boundary>>;
