//! Checks between rows of a commune: the two lists of a year, a year and the next, households and persons.

use super::layout::{END, FROM_OTHER, Field, START, TO_OTHER};
use super::merge::{Key, Merged};
use super::record::{Record, Scope, Unit, list_title};
use crate::domain::commune::CommuneCode;
use crate::domain::form::FormList;
use crate::load::diagnostic::{Diagnostic, Diagnostics};
use crate::load::said::{Said, said};
use std::collections::BTreeMap;

/// Runs all checks between rows.
pub fn check(records: &[Record], merged: &BTreeMap<Key, Merged>, diagnostics: &mut Diagnostics) {
    for ((year, list, commune), this) in merged {
        if let Some(before) = merged.get(&(year - 1, *list, *commune)) {
            chain(before, this, diagnostics);
        }
        if *list == FormList::Poor
            && let Some(near) = merged.get(&(*year, FormList::NearPoor, *commune))
        {
            lists(this, near, diagnostics);
        }
    }
    persons(records, diagnostics);
}

/// An error at a merged row's first part.
fn error(row: &Merged, field: Field, rule: &'static str, value: i64, message: Said) -> Diagnostic {
    row.parts[0].error(field, rule, message).value(value.to_string())
}

fn at(row: &Merged, flow: usize) -> Field {
    Field::Flow(row.parts[0].kind, flow)
}

/// This year's start is last year's end, except where the standard changed in between.
fn chain(before: &Merged, this: &Merged, diagnostics: &mut Diagnostics) {
    let (Some(end), Some(start)) = (before.row.flows.end, this.row.flows.start) else { return };
    if before.row.standard != this.row.standard || end == start {
        return;
    }
    let last = before.parts[0];
    let message = said!(
        "diag-year-chain",
        title = this.parts[0].title(),
        list = list_title(this.row.list),
        start,
        year = this.row.year,
        end,
        before = before.row.year,
        file = last.file,
        row = last.row
    );
    diagnostics
        .push(error(this, at(this, START), "year-chain", start, message).hint(said!("diag-year-chain-hint")));
}

/// What the two forms of a year say about the same households.
fn lists(poor: &Merged, near: &Merged, diagnostics: &mut Diagnostics) {
    let title = poor.parts[0].title();
    let (p, n) = (&poor.row.flows, &near.row.flows);
    if poor.row.split_known && near.row.split_known {
        let pairs = [
            (poor, near, TO_OTHER, FROM_OTHER, p.to_other_list, n.from_other_list),
            (near, poor, TO_OTHER, FROM_OTHER, n.to_other_list, p.from_other_list),
        ];
        for (from, to, out, into, left, came) in pairs {
            let Some((left, came)) = left.zip(came).filter(|(left, came)| left != came) else { continue };
            let other = to.parts[0];
            let message = said!(
                "diag-cross-form",
                title,
                left,
                list = list_title(from.row.list),
                came,
                file = other.file,
                row = other.row,
                column = other.layout.label(at(to, into))
            );
            diagnostics.push(
                error(from, at(from, out), "cross-form", left, message).hint(said!("diag-cross-form-hint")),
            );
        }
    }
    if let (Some(one), Some(other)) = (poor.row.households, near.row.households)
        && one != other
    {
        let place = &poor.parts[0];
        let message = said!(
            "diag-households-differ",
            title,
            near = other,
            poor = one,
            file = place.file,
            row = place.row
        );
        diagnostics.push(error(near, Field::Households, "households-differ", other, message));
    }
    if let Some(households) = poor.row.households.or(near.row.households)
        && let Some((p_end, n_end)) = p.end.zip(n.end)
        && p_end.max(n_end) <= households
        && p_end + n_end > households
    {
        let message = said!("diag-lists-exceed-households", title, poor = p_end, near = n_end, households);
        diagnostics.push(error(near, at(near, END), "more-than-households", n_end, message));
    }
}

/// A list has at least one person per household, and persons only where it has households.
fn persons(records: &[Record], diagnostics: &mut Diagnostics) {
    let key = |record: &Record| -> Option<(i32, FormList, CommuneCode)> {
        match record.scope {
            Scope::Commune { written, .. } => Some((record.year?, record.list?, written)),
            _ => None,
        }
    };
    let of = |unit: Unit| records.iter().filter(move |record| record.unit == unit);
    let households: BTreeMap<_, &Record> =
        of(Unit::Households).filter_map(|record| Some((key(record)?, record))).collect();
    for people in of(Unit::Persons) {
        let Some(homes) = key(people).and_then(|key| households.get(&key)) else { continue };
        for flow in people.kind.flows() {
            if let (Some(persons), Some(count)) = (people.flow(*flow), homes.flow(*flow))
                && (persons < count || (count == 0 && persons > 0))
            {
                let message = said!(
                    "diag-persons-against-households",
                    title = people.title(),
                    persons,
                    households = count
                );
                diagnostics.push(
                    people
                        .error(Field::Flow(people.kind, *flow), "persons-against-households", message)
                        .hint(said!("diag-persons-against-households-hint")),
                );
            }
        }
    }
}
