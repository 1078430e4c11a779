//! Rows of old units to rows of today's communes: parts are summed, the same unit twice is an error.

use super::cells::Missing;
use super::crosswalk::FIRST_YEAR_OF_MERGED_MAP;
use super::layout::{Field, Kind};
use super::places::Places;
use super::record::{Record, Scope, Unit};
use crate::domain::commune::CommuneCode;
use crate::domain::form::{Flows, FormList, FormRow};
use crate::domain::standard::Standard;
use crate::load::diagnostic::{Diagnostic, Diagnostics};
use crate::load::said::said;
use std::collections::BTreeMap;

/// One commune's row with the rows it was read from.
pub struct Merged<'a> {
    pub row: FormRow<Option<i64>>,
    /// Whether an old unit of the commune has no row, so that all its cells are missing.
    pub lacks_part: bool,
    /// Never empty, in the order of the files.
    pub parts: Vec<&'a Record>,
}

pub type Key = (i32, FormList, CommuneCode);

/// Merges rows of households; rows of persons are checked for repetition only. Unless gaps are allowed, a commune
/// without all its figures gives no row: they were reported where they are missing.
pub fn merge<'a>(
    records: &'a [Record],
    places: &Places,
    missing: Missing,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<Key, Merged<'a>> {
    let mut merged = BTreeMap::new();
    for unit in [Unit::Households, Unit::Persons] {
        for (key, parts) in group(records, unit) {
            let parts = without_repeats(parts, diagnostics);
            if key.0 >= FIRST_YEAR_OF_MERGED_MAP && parts.len() > 1 {
                report_aliases(&parts, key.2, places, diagnostics);
                continue;
            }
            if unit == Unit::Households {
                let lacks_part = lacks_part(&parts, key, places, missing, diagnostics);
                let row = sum(&parts, key, lacks_part);
                let usable = |row: &FormRow<_>| missing == Missing::Gap || row.flows.missing() == 0;
                if let Some(row) = row.filter(usable) {
                    merged.insert(key, Merged { row, lacks_part, parts });
                }
            }
        }
    }
    merged
}

fn group(records: &[Record], unit: Unit) -> BTreeMap<Key, Vec<&Record>> {
    let mut groups: BTreeMap<Key, Vec<&Record>> = BTreeMap::new();
    for record in records.iter().filter(|record| record.unit == unit) {
        if let (Some(year), Some(list), Scope::Commune { now, .. }) = (record.year, record.list, record.scope)
        {
            groups.entry((year, list, now)).or_default().push(record);
        }
    }
    groups
}

fn written(record: &Record) -> Option<CommuneCode> {
    match record.scope {
        Scope::Commune { written, .. } => Some(written),
        _ => None,
    }
}

/// Keeps the first row of every code.
fn without_repeats<'a>(rows: Vec<&'a Record>, diagnostics: &mut Diagnostics) -> Vec<&'a Record> {
    let mut kept: Vec<&Record> = Vec::new();
    for row in rows {
        match kept.iter().find(|first| written(first) == written(row)) {
            Some(first) => {
                let message =
                    said!("diag-duplicate-commune", title = row.title(), file = first.file, row = first.row);
                diagnostics.push(
                    row.error(Field::Code, "duplicate-commune", message)
                        .value(&row.code)
                        .hint(said!("diag-duplicate-commune-hint")),
                );
            }
            None => kept.push(row),
        }
    }
    kept
}

/// From 2020 on merged units are one commune: two of its codes in one year mean it is counted twice.
fn report_aliases(parts: &[&Record], now: CommuneCode, places: &Places, diagnostics: &mut Diagnostics) {
    let first = parts[0];
    for part in &parts[1..] {
        let message = said!(
            "diag-commune-aliased-twice",
            title = part.title(),
            other = first.title(),
            file = first.file,
            row = first.row,
            name = places.commune_name(now),
            code = now
        );
        diagnostics.push(
            part.error(Field::Code, "commune-aliased-twice", message)
                .value(&part.code)
                .hint(said!("diag-commune-aliased-twice-hint")),
        );
    }
}

/// Before 2020 a commune merged of several units needs all of them, or was restated as one. Which of the two a row
/// means cannot be seen: complete forms are taken as restated, where gaps are allowed nothing is taken.
fn lacks_part(
    parts: &[&Record],
    key: Key,
    places: &Places,
    missing: Missing,
    diagnostics: &mut Diagnostics,
) -> bool {
    let (year, _, now) = key;
    let codes = places.crosswalk.codes_of(now);
    let absent: Vec<String> = codes
        .iter()
        .filter(|code| !parts.iter().any(|part| written(part) == Some(**code)))
        .filter_map(|code| places.crosswalk.unit(*code).map(|unit| format!("{} ({code})", unit.name)))
        .collect();
    if year >= FIRST_YEAR_OF_MERGED_MAP || absent.is_empty() {
        return false;
    }
    let (taken, hint) = match missing {
        Missing::Refused => (said!("diag-part-absent-read"), said!("diag-part-absent-read-hint")),
        Missing::Gap => (said!("diag-part-absent-unused"), said!("diag-part-absent-unused-hint")),
    };
    let first = parts[0];
    let message = said!(
        "diag-merged-part-absent",
        commune = places.commune_name(now),
        absent = absent.join(", "),
        year,
        taken
    );
    diagnostics.push(
        Diagnostic::warning(&first.file, first.place(Field::Code), "merged-part-absent", message)
            .value(&first.code)
            .hint(hint),
    );
    missing == Missing::Gap
}

/// The sum of all parts, cell by cell; a cell that one part lacks is missing. `None` when the parts are of two forms.
fn sum(parts: &[&Record], key: Key, lacks_part: bool) -> Option<FormRow<Option<i64>>> {
    let (year, list, commune) = key;
    let kind = parts.first()?.kind;
    if parts.iter().any(|part| part.kind != kind) {
        return None;
    }
    let mut total = [Some(0i64); 9];
    for part in parts {
        for (sum, cell) in total.iter_mut().zip(part.cells().columns()) {
            *sum = sum.zip(cell).map(|(sum, value)| sum + value);
        }
    }
    if lacks_part {
        kind.flows().iter().for_each(|flow| total[*flow] = None);
    }
    let households: Option<Vec<i64>> = parts.iter().map(|part| part.count(Field::Households)).collect();
    Some(FormRow {
        year,
        standard: match kind {
            Kind::Tt17 => Standard::Qd59,
            Kind::Tt07 => Standard::Nd07,
        },
        list,
        commune,
        households: households.filter(|_| !lacks_part).map(|given| given.iter().sum()),
        flows: Flows::from_columns(total),
        split_known: kind == Kind::Tt07,
        origin: parts.iter().map(|part| part.origin).max()?,
    })
}
