//! Gaps: single missing cells filled by the identity, columns that nobody filled, and a count of what stays open.

use super::layout::{Field, flow_title, word};
use super::merge::{Key, Merged};
use super::record::{Record, Scope, Unit, list_title};
use crate::domain::commune::Commune;
use crate::domain::form::{FormList, GapCounts, Gaps};
use crate::load::diagnostic::{Diagnostic, Diagnostics};
use crate::load::said::said;
use std::collections::BTreeMap;

/// Communes' rows of households: those that become rows of forms.
fn is_form_row(record: &Record) -> bool {
    record.unit == Unit::Households && matches!(record.scope, Scope::Commune { .. })
}

/// Fills the cell of every row that lacks one only; what cannot be is an error.
pub fn fill(records: &mut [Record], diagnostics: &mut Diagnostics) {
    for record in records.iter_mut().filter(|record| is_form_row(record)) {
        let Some((flow, value)) = record.cells().only_missing() else { continue };
        let field = Field::Flow(record.kind, flow);
        if value < 0 {
            let message =
                said!("diag-gap-below-zero", title = record.title(), value, flow = flow_title(flow));
            let hint = said!("diag-gap-below-zero-hint");
            diagnostics.push(record.error(field, "stock-flow", message).hint(hint));
            continue;
        }
        record.counts.insert(field, value);
        record.filled = Some(flow);
    }
}

/// A column without a single figure on a list is no gap: it was not collected.
///
/// To be run before [`fill`], which would take such a column from the others.
pub fn empty_columns(records: &[Record], diagnostics: &mut Diagnostics) {
    let mut groups: BTreeMap<_, Vec<&Record>> = BTreeMap::new();
    for record in records.iter().filter(|record| is_form_row(record)) {
        groups.entry((record.kind, record.list)).or_default().push(record);
    }
    for ((kind, list), group) in groups {
        for flow in kind.flows() {
            let field = Field::Flow(kind, *flow);
            // Where the column itself is missing that was said.
            let first = group.iter().find(|record| record.layout.columns.contains_key(&field));
            let (Some(first), true) = (first, group.iter().all(|record| record.count(field).is_none()))
            else {
                continue;
            };
            let column = word(field);
            let message = match list {
                Some(list) => said!(
                    "diag-empty-column-of-list",
                    list = list_title(list),
                    column,
                    flow = flow_title(*flow)
                ),
                None => said!("diag-empty-column", column, flow = flow_title(*flow)),
            };
            let hint = said!("diag-empty-column-hint");
            let found = Diagnostic::error(&first.file, first.place(field), "empty-column", message);
            diagnostics.push(found.hint(hint));
        }
    }
}

/// What is open in each year and list.
pub fn count(merged: &BTreeMap<Key, Merged>, communes: &[Commune]) -> Gaps {
    let mut gaps = Gaps::default();
    let years = merged.keys().map(|(year, ..)| *year);
    let (Some(first), Some(last)) = (years.clone().min(), years.max()) else { return gaps };
    let given = |list: &FormList| merged.keys().any(|(_, of, _)| of == list);
    for list in [FormList::Poor, FormList::NearPoor].into_iter().filter(given) {
        for year in first..=last {
            let mut counts = GapCounts::default();
            for commune in communes {
                match merged.get(&(year, list, commune.code)) {
                    Some(row) => add(&mut counts, row),
                    None => counts.communes_without_row += 1,
                }
            }
            gaps.of.insert((year, list), counts);
        }
    }
    gaps
}

fn add(counts: &mut GapCounts, merged: &Merged) {
    counts.cells_missing += merged.row.flows.missing();
    counts.merged_incomplete += usize::from(merged.lacks_part);
    if !merged.lacks_part {
        counts.cells_filled += merged.parts.iter().filter(|part| part.filled.is_some()).count();
    }
}
