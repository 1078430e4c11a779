//! Whether a set of forms can be calibrated from: enough years, figures in every commune that has a list.

use super::diagnostic::{Diagnostic, Diagnostics, Place};
use super::said::said;
use crate::domain::commune::CommuneCode;
use crate::domain::form::FormRow;
use std::collections::{BTreeMap, BTreeSet};

/// Fewest years of forms: one year's flows cannot tell a good commune from a good year.
pub const FEWEST_YEARS: usize = 2;

/// All that keeps forms from being calibrated from, by themselves and beside the scenario.
pub fn check(rows: &[FormRow<Option<i64>>]) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    let years: BTreeSet<i32> = rows.iter().map(|row| row.year).collect();
    if years.len() < FEWEST_YEARS {
        let found: Vec<String> = years.iter().map(i32::to_string).collect();
        let message = said!("diag-too-few-years", least = FEWEST_YEARS);
        let hint = said!("diag-too-few-years-hint");
        let item = Diagnostic::error("forms", Place::File, "too-few-years", message);
        diagnostics.push(item.value(found.join(", ")).hint(hint));
    }
    silent_communes(rows, &mut diagnostics);
    diagnostics
}

/// A list with households on it and no flow in any year was not kept, or its flows were typed as zeros.
fn silent_communes(rows: &[FormRow<Option<i64>>], diagnostics: &mut Diagnostics) {
    let mut of_list: BTreeMap<(CommuneCode, _), (i64, i64)> = BTreeMap::new();
    for row in rows {
        let flows = &row.flows;
        let moved = [
            flows.escaped_past_line,
            flows.to_other_list,
            flows.returned,
            flows.newly_arisen,
            flows.from_other_list,
            flows.other_decrease,
            flows.other_increase,
        ];
        // A flow that is not known is not a zero.
        let known = flows.escaped_past_line.is_some() && flows.newly_arisen.is_some();
        let moved = moved.iter().flatten().sum::<i64>() + i64::from(!known);
        let entry = of_list.entry((row.commune, row.list)).or_default();
        entry.0 += moved;
        entry.1 = entry.1.max(flows.start.unwrap_or(0));
    }
    for ((commune, list), (moved, most)) in of_list {
        if moved == 0 && most > 0 {
            let name = match list {
                crate::domain::form::FormList::Poor => said!("diag-word-poor"),
                crate::domain::form::FormList::NearPoor => said!("diag-word-near-poor"),
            };
            let message = said!("diag-all-flows-zero", commune, list = name);
            let hint = said!("diag-all-flows-zero-hint");
            let place = Place::Cell { row: 0, column: "escaped".to_string() };
            diagnostics
                .push(Diagnostic::error("forms", place, "all-flows-zero", message).value("0").hint(hint));
        }
    }
}

/// Communes that have any form.
pub fn communes_with_forms(rows: &[FormRow<Option<i64>>]) -> BTreeSet<CommuneCode> {
    rows.iter().map(|row| row.commune).collect()
}
