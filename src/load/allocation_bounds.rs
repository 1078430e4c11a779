//! Floors, caps and locks of the allocator's tables, checked against what is offered and what can be paid.

use super::allocation_tables::FloorRow;
use super::numbers::{Cell, Problems};
use super::said::said;
use crate::decide::allocate::{Limit, Lock};
use crate::domain::money::Money;
use std::collections::BTreeMap;

/// A package; cost or value are missing where the cell could not be read.
pub struct Offer {
    pub area: usize,
    pub id: String,
    pub cost: Option<Money>,
    pub value: Option<f64>,
    /// By source.
    pub payers: Vec<bool>,
}

/// Bounds with their places.
#[derive(Default)]
pub struct Bounds {
    pub limits: Vec<Limit>,
    /// Area and package.
    locked: Vec<(usize, String)>,
    /// Line by area.
    pub lines: BTreeMap<usize, usize>,
}

impl Bounds {
    /// Locks with the place of their package.
    pub fn locks(&self, place: impl Fn(usize, &str) -> Option<usize>) -> Vec<Lock> {
        let lock =
            |(area, id): &(usize, String)| place(*area, id).map(|package| Lock { area: *area, package });
        self.locked.iter().filter_map(lock).collect()
    }
}

/// What the floors' rows ask for; each that cannot be asked for is told.
pub fn bounds(
    rows: Vec<FloorRow>,
    areas: &BTreeMap<String, usize>,
    offers: &[Offer],
    amounts: &[Option<Money>],
    problems: &mut Problems<'_>,
) -> Bounds {
    let mut by_area: BTreeMap<usize, Vec<&Offer>> = BTreeMap::new();
    offers.iter().for_each(|it| by_area.entry(it.area).or_default().push(it));
    let mut bounds = Bounds::default();
    for row in rows {
        let Some(&area) = areas.get(&row.area) else {
            if !row.area.is_empty() {
                let cell = Cell { row: row.line, column: "area", text: &row.area };
                let message = said!("diag-unknown-area", area = row.area);
                problems.cell(cell, "unknown-area", message, said!("diag-unknown-area-hint"));
            }
            continue;
        };
        let offered = by_area.get(&area).map_or(&[][..], Vec::as_slice);
        let limit = Limit { area, floor: row.floor.flatten(), cap: row.cap.flatten() };
        check_limit(&row, &limit, offered, amounts, problems);
        if !row.lock.is_empty() {
            if !offered.iter().any(|it| it.id == row.lock) {
                let cell = Cell { row: row.line, column: "locked_package", text: &row.lock };
                let message = said!("diag-package-not-offered", area = row.area, package = row.lock);
                let ids: Vec<&str> = offered.iter().map(|it| it.id.as_str()).collect();
                problems.cell(
                    cell,
                    "unknown-package",
                    message,
                    said!("diag-package-not-offered-hint", packages = ids.join(", ")),
                );
            }
            bounds.locked.push((area, row.lock));
        }
        if limit.floor.is_some() || limit.cap.is_some() {
            bounds.limits.push(limit);
        }
        bounds.lines.insert(area, row.line);
    }
    bounds.limits.sort_by_key(|it| it.area);
    bounds.locked.sort();
    bounds
}

/// A floor must not be above its cap, and some package must reach it that can be paid.
fn check_limit(
    row: &FloorRow,
    limit: &Limit,
    offered: &[&Offer],
    amounts: &[Option<Money>],
    problems: &mut Problems<'_>,
) {
    let Some(floor) = limit.floor.filter(|floor| *floor > Money::ZERO) else { return };
    let text = floor.dong().to_string();
    let cell = Cell { row: row.line, column: "floor_vnd", text: &text };
    if let Some(cap) = limit.cap.filter(|cap| *cap < floor) {
        let message = said!("diag-floor-above-cap", cap = cap.dong());
        problems.cell(cell, "floor-above-cap", message, None);
        return;
    }
    let dearest = offered.iter().map(|it| it.cost).max().flatten();
    // A cost or amount that could not be read is a problem already, and could be the one that is needed.
    if offered.iter().any(|it| it.cost.is_none()) || amounts.iter().any(Option::is_none) {
        return;
    }
    let reaches = |it: &&&Offer| it.cost.is_some_and(|cost| cost >= floor);
    let payable = |it: &&Offer| {
        let purse: Money =
            it.payers.iter().zip(amounts).filter(|(pays, _)| **pays).filter_map(|it| *it.1).sum();
        it.cost.is_some_and(|cost| cost <= purse)
    };
    if !offered.iter().any(|it| reaches(&it)) {
        let dearest = dearest.unwrap_or_default().dong();
        let message = said!("diag-floor-beyond-packages", area = row.area, dearest);
        problems.cell(cell, "floor-beyond-packages", message, None);
    } else if !offered.iter().filter(reaches).any(payable) {
        let message = said!("diag-floor-unpayable", area = row.area);
        let hint = said!("diag-floor-unpayable-hint");
        problems.cell(cell, "floor-unpayable", message, hint);
    }
}
