//! Boundaries of communes, for maps.

use super::commune::CommuneCode;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A closed ring of points: longitude and latitude, degrees (WGS 84).
pub type Ring = Vec<(f64, f64)>;

/// Every ring of a commune, those of holes and islands too: inside is what an odd number of rings encloses.
pub type Boundary = Vec<Ring>;

/// Boundaries of the communes that have one: megabytes that every copy of a scenario shares.
pub type Boundaries = Arc<BTreeMap<CommuneCode, Boundary>>;
