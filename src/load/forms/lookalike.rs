//! Series that look like a form but hide flows: an "escaped" column that is only the net change.

use super::layout::{
    ARISEN, END, ESCAPED, FROM_OTHER, Field, OTHER_DECREASE, OTHER_INCREASE, RETURNED, TO_OTHER,
};
use super::record::{Record, Scope, Unit};
use crate::domain::form::FormList;
use crate::domain::standard::{FIRST_YEAR_ND07, Standard};
use crate::load::diagnostic::{Diagnostic, Diagnostics};
use crate::load::said::said;
use std::collections::BTreeMap;

/// Exits within this share of the net fall count as the net fall: published series are rounded and revised.
const NEAR_PERCENT: i64 = 2;

/// Communes from which on a whole list without a single return or new case is worth a question.
const MANY_COMMUNES: usize = 10;

type Key = (Scope, FormList, Unit, i32);

/// Checks rows without inflows, each by itself, then whole lists.
pub fn check(records: &[Record], diagnostics: &mut Diagnostics) {
    let mut ends: BTreeMap<Key, i64> = BTreeMap::new();
    for record in records {
        if let (Some(key), Some(end)) = (key(record), record.end()) {
            ends.entry(key).or_insert(end);
        }
    }
    for record in records {
        net_change(record, &ends, diagnostics);
    }
    whole_lists(records, diagnostics);
}

fn key(record: &Record) -> Option<Key> {
    Some((record.scope, record.list?, record.unit, record.year?))
}

/// The stock at the start: as given, or last year's end on the same standard.
fn start_of(record: &Record, ends: &BTreeMap<Key, i64>) -> Option<i64> {
    record.start().or_else(|| {
        let (scope, list, unit, year) = key(record)?;
        let same = Standard::of_year(year - 1) == Standard::of_year(year) && year != FIRST_YEAR_ND07;
        if same { ends.get(&(scope, list, unit, year - 1)).copied() } else { None }
    })
}

fn outflow(record: &Record) -> Option<i64> {
    let flows = [TO_OTHER, ESCAPED, OTHER_DECREASE].map(|flow| record.flow(flow));
    if flows.iter().all(Option::is_none) { None } else { Some(flows.iter().flatten().sum()) }
}

fn inflows(record: &Record) -> Vec<i64> {
    [FROM_OTHER, RETURNED, ARISEN, OTHER_INCREASE].iter().filter_map(|flow| record.flow(*flow)).collect()
}

/// Exits equal to the fall of the stock, and no inflow given: relapse and new poverty are hidden, not zero.
fn net_change(record: &Record, ends: &BTreeMap<Key, i64>, diagnostics: &mut Diagnostics) {
    let (Some(start), Some(end), Some(left)) = (start_of(record, ends), record.end(), outflow(record)) else {
        return;
    };
    let net = start - end;
    let is_near = (left - net).abs() * 100 <= NEAR_PERCENT * left;
    let in_aggregate = matches!(record.scope, Scope::Province | Scope::District(_) | Scope::Section { .. });
    let given = inflows(record);
    if left == 0 || !is_near || given.iter().sum::<i64>() > 0 || !(given.is_empty() || in_aggregate) {
        return;
    }
    let message = said!("diag-escaped-is-net-change", title = record.title(), left, start, end, net);
    let hint = said!("diag-escaped-is-net-change-hint");
    let found = record.error(Field::Flow(record.kind, ESCAPED), "escaped-is-net-change", message).hint(hint);
    diagnostics.push(found);
}

/// A list on which no commune has a single return or new case.
fn whole_lists(records: &[Record], diagnostics: &mut Diagnostics) {
    let mut groups: BTreeMap<_, Vec<&Record>> = BTreeMap::new();
    let communes = records
        .iter()
        .filter(|record| matches!(record.scope, Scope::Commune { .. }) && record.unit == Unit::Households);
    for record in communes.filter(|record| record.flow(END).is_some() && !inflows(record).is_empty()) {
        groups.entry((record.file.as_str(), record.year, record.list)).or_default().push(record);
    }
    for group in groups.values().filter(|group| group.len() >= MANY_COMMUNES) {
        let came: i64 = group.iter().flat_map(|record| inflows(record)).sum();
        let left: i64 = group.iter().filter_map(|record| outflow(record)).sum();
        if came == 0 && left > 0 {
            let record = group[0];
            let message = said!("diag-no-inflow", count = group.len());
            let place = record.place(Field::Flow(record.kind, ARISEN));
            diagnostics.push(
                Diagnostic::warning(&record.file, place, "no-inflow", message)
                    .hint(said!("diag-no-inflow-hint")),
            );
        }
    }
}
