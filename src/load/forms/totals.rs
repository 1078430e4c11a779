//! Total rows against their parts: communes to sections and districts, districts to the province.

use super::layout::{Field, Kind};
use super::places::Places;
use super::record::{Record, Scope, Unit};
use crate::domain::commune::CommuneCode;
use crate::domain::form::FormList;
use crate::load::diagnostic::Diagnostics;
use crate::load::said::{Said, said};
use std::collections::{BTreeMap, BTreeSet};

/// Rows that one total can speak of.
type Group<'a> = Vec<&'a Record>;
type Key = (i32, FormList, Unit, Kind);

/// Compares every total row with the sum of its parts.
pub fn check(records: &[Record], places: &Places, diagnostics: &mut Diagnostics) {
    let mut groups: BTreeMap<Key, Group> = BTreeMap::new();
    for record in records {
        if let (Some(year), Some(list)) = (record.year, record.list) {
            groups.entry((year, list, record.unit, record.kind)).or_default().push(record);
        }
    }
    for ((year, ..), group) in &groups {
        // A row of an unknown place may belong to any total.
        if group.iter().any(|record| record.scope == Scope::Unknown) {
            continue;
        }
        for total in group.iter().filter(|record| !matches!(record.scope, Scope::Commune { .. })) {
            compare(total, &parts_of(total, group, *year, places), places, diagnostics);
        }
    }
}

/// The rows that a total adds up: of its own sheet first, of all files when its sheet has none.
fn parts_of<'a>(total: &Record, group: &Group<'a>, year: i32, places: &Places) -> Group<'a> {
    let here: Group = group.iter().copied().filter(|record| record.file == total.file).collect();
    let districts = |rows: &Group<'a>| -> Group<'a> {
        rows.iter().copied().filter(|record| matches!(record.scope, Scope::District(_))).collect()
    };
    let communes = |rows: &Group<'a>| -> Group<'a> {
        rows.iter().copied().filter(|record| is_part(record, total.scope, year, places)).collect()
    };
    match total.scope {
        Scope::Province if !districts(&here).is_empty() => districts(&here),
        Scope::Province => communes(&here),
        _ => {
            let own = communes(&here);
            if own.is_empty() { communes(group) } else { own }
        }
    }
}

/// Whether a commune's row is a part of a place.
fn is_part(record: &Record, of: Scope, year: i32, places: &Places) -> bool {
    let Scope::Commune { written, now } = record.scope else { return false };
    let district = places.district_of(now);
    match of {
        Scope::Province => true,
        Scope::District(code) => district == Some(code),
        Scope::Section { urban, district: within } => {
            places.is_urban(written, now, year) == urban && (within.is_none() || within == district)
        }
        Scope::Commune { .. } | Scope::Unknown => false,
    }
}

fn compare(total: &Record, parts: &Group, places: &Places, diagnostics: &mut Diagnostics) {
    if parts.is_empty() {
        return;
    }
    let flows = total.kind.flows().iter().map(|flow| Field::Flow(total.kind, *flow));
    for field in [Field::Households, Field::HouseholdsMinority].into_iter().chain(flows) {
        let given: Option<Vec<i64>> = parts.iter().map(|part| part.count(field)).collect();
        // A part without the figure was reported where it stands, or the column is not in use.
        let (Some(given), Some(whole)) = (given, total.count(field)) else { continue };
        let sum: i64 = given.iter().sum();
        if sum != whole {
            let what = if matches!(parts[0].scope, Scope::District(_)) {
                said!("diag-word-districts")
            } else {
                said!("diag-word-communes")
            };
            let message = said!(
                "diag-total-differs",
                title = total.title(),
                whole,
                count = parts.len(),
                what,
                sum,
                difference = format!("{:+}", whole - sum)
            );
            diagnostics.push(total.error(field, "total-differs", message).hint(hint(total, parts, places)));
        }
    }
}

/// Names the communes that the district's rows lack.
fn hint(total: &Record, parts: &Group, places: &Places) -> Said {
    let Scope::District(district) = total.scope else {
        return said!("diag-total-differs-all-hint");
    };
    let present: BTreeSet<CommuneCode> = parts
        .iter()
        .filter_map(|part| match part.scope {
            Scope::Commune { now, .. } => Some(now),
            _ => None,
        })
        .collect();
    let of_district = places.communes.values().filter(|commune| commune.district_code == district);
    let absent: Vec<String> = of_district
        .filter(|commune| !present.contains(&commune.code))
        .map(|commune| format!("{} ({})", commune.name, commune.code))
        .collect();
    match absent.len() {
        0 => said!("diag-total-differs-hint"),
        1..=5 => said!("diag-total-lacks-rows-hint", places = absent.join(", ")),
        more => said!("diag-total-lacks-more-rows-hint", places = absent[..5].join(", "), more = more - 5),
    }
}
