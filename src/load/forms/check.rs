//! Checks of one row by itself: the identity, parts and wholes, printed rates, the form that fits the year.

use super::layout::{
    ARISEN, END, ESCAPED, Field, Kind, OTHER_DECREASE, RETURNED, START, TO_OTHER, flow_title,
};
use super::places::Places;
use super::record::{Rate, Record, Scope, Unit};
use crate::domain::form::Flows;
use crate::load::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::load::said::said;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Flows that leave a list.
const OUTFLOWS: [usize; 3] = [TO_OTHER, ESCAPED, OTHER_DECREASE];

/// Checks every row, and each file once for the years that its form may have.
pub fn check(records: &[Record], places: &Places, diagnostics: &mut Diagnostics) {
    for record in records {
        identity(record, diagnostics);
        outflow(record, diagnostics);
        parts(record, diagnostics);
        rates(record, diagnostics);
    }
    years(records, diagnostics);
    inferred_merges(records, places, diagnostics);
}

/// Column 9 = 1 − 2 − 3 − 4 + 5 + 6 + 7 + 8, wherever all are given.
fn identity(record: &Record, diagnostics: &mut Diagnostics) {
    let Some(flows) = record.flows() else { return };
    let expected = flows.end_by_identity();
    let end = Field::Flow(record.kind, END);
    if expected != flows.end {
        let message =
            said!("diag-stock-flow", title = record.title(), expected, sum = sum_text(&flows, record.kind));
        let found = record.error(end, "stock-flow", message).hint(said!("diag-stock-flow-hint"));
        // Births and deaths inside a household have no column of their own on the rows of persons.
        diagnostics.push(match record.unit {
            Unit::Households => found,
            Unit::Persons => Diagnostic { severity: Severity::Warning, ..found },
        });
    }
}

/// Nobody leaves who was not there; flows that are missing can only make it worse.
fn outflow(record: &Record, diagnostics: &mut Diagnostics) {
    let Some(start) = record.start() else { return };
    let left: i64 = OUTFLOWS.iter().filter_map(|flow| record.flow(*flow)).sum();
    if left > start {
        let message = said!("diag-outflow-exceeds-start", title = record.title(), left, start);
        let field = Field::Flow(record.kind, START);
        diagnostics.push(record.error(field, "outflow-exceeds-start", message));
    }
}

/// The identity with its figures, as an officer would check it by hand.
fn sum_text(flows: &Flows<i64>, kind: Kind) -> String {
    let columns = flows.columns();
    let term = |flow: &usize| match flow {
        0 => columns[0].to_string(),
        1..=3 => format!(" − {}", columns[*flow]),
        _ => format!(" + {}", columns[*flow]),
    };
    kind.flows().iter().filter(|flow| **flow != END).map(term).collect()
}

/// No part is larger than its whole, no list larger than the place.
fn parts(record: &Record, diagnostics: &mut Diagnostics) {
    let minorities = (0..=END).map(|flow| (Field::Minority(flow), Field::Flow(record.kind, flow)));
    let pairs = [(Field::HouseholdsMinority, Field::Households)].into_iter().chain(minorities);
    for (part, whole) in pairs {
        if let (Some(few), Some(all)) = (record.count(part), record.count(whole))
            && few > all
        {
            let message = said!("diag-part-exceeds-whole", title = record.title(), few, all);
            diagnostics.push(record.error(part, "part-exceeds-whole", message));
        }
    }
    if let (Some(end), Some(households), Unit::Households) =
        (record.end(), record.count(Field::Households), record.unit)
        && end > households
    {
        let message = said!("diag-more-than-households", title = record.title(), end, households);
        diagnostics.push(record.error(Field::Flow(record.kind, END), "more-than-households", message));
    }
}

/// Printed rates must recompute from the counts beside them.
fn rates(record: &Record, diagnostics: &mut Diagnostics) {
    let Some(households) = record.count(Field::Households).filter(|households| *households > 0) else {
        return;
    };
    for (flow, rate) in &record.rates {
        let Some(count) = record.flow(*flow) else { continue };
        let bases = match *flow {
            END => vec![households],
            // The form does not say whether escapes are per households or per households on the list.
            ESCAPED | RETURNED | ARISEN => [Some(households), record.start()].into_iter().flatten().collect(),
            // Printed against last year's households, which the form does not give.
            _ => continue,
        };
        if bases.iter().any(|base| recomputes(rate, count, *base)) {
            continue;
        }
        let exact = percent(count, households);
        let message = said!(
            "diag-rate-differs",
            title = record.title(),
            flow = flow_title(*flow),
            count,
            households,
            percent = exact.round_dp(2)
        );
        let field = Field::Rate(*flow);
        let found = record
            .error(field, "rate-differs", message)
            .value(&rate.text)
            .hint(said!("diag-rate-differs-hint"));
        let severity = if *flow == END { Severity::Error } else { Severity::Warning };
        diagnostics.push(Diagnostic { severity, ..found });
    }
}

fn percent(count: i64, base: i64) -> Decimal {
    if base == 0 { Decimal::ZERO } else { Decimal::from(count) * Decimal::ONE_HUNDRED / Decimal::from(base) }
}

/// Within half a unit of the last printed digit; a numeric cell may hold the fraction that a % format shows.
fn recomputes(rate: &Rate, count: i64, base: i64) -> bool {
    let exact = percent(count, base);
    let fits = |printed: Decimal, digits: u32| {
        let half_unit = Decimal::new(5, digits + 1).max(Decimal::new(1, 6));
        (printed - exact).abs() <= half_unit
    };
    let digits = rate.value.scale();
    let as_fraction = rate.numeric_cell && fits(rate.value * Decimal::ONE_HUNDRED, digits.saturating_sub(2));
    fits(rate.value, digits) || as_fraction
}

/// A form covers its own years only; said once per file, year and form.
fn years(records: &[Record], diagnostics: &mut Diagnostics) {
    let mut told = BTreeSet::new();
    for record in records {
        let Some(year) = record.year else { continue };
        let (first, last) = record.kind.years();
        if (first..=last).contains(&year) || !told.insert((&record.file, year, record.kind)) {
            continue;
        }
        let known = Kind::ALL.iter().any(|kind| (kind.years().0..=kind.years().1).contains(&year));
        let (rule, hint) = if known {
            ("form-year-mismatch", said!("diag-form-year-mismatch-hint"))
        } else {
            ("year-out-of-range", said!("diag-year-out-of-range-hint"))
        };
        let message = said!("diag-form-years", form = record.kind.citation(), first, last);
        diagnostics.push(record.error(Field::Year, rule, message).value(year.to_string()).hint(hint));
    }
}

/// Says once per unit that its merge was inferred, not read in a source.
fn inferred_merges(records: &[Record], places: &Places, diagnostics: &mut Diagnostics) {
    let mut first: BTreeMap<_, &Record> = BTreeMap::new();
    for record in records {
        if let Scope::Commune { written, now } = record.scope
            && written != now
            && places.crosswalk.unit(written).is_some_and(|unit| unit.inferred)
        {
            first.entry(written).or_insert(record);
        }
    }
    for record in first.into_values() {
        let Scope::Commune { now, .. } = record.scope else { continue };
        let message = said!(
            "diag-crosswalk-inferred",
            title = record.title(),
            name = places.commune_name(now),
            code = now
        );
        let place = record.place(Field::Code);
        diagnostics.push(
            Diagnostic::warning(&record.file, place, "crosswalk-inferred", message)
                .value(&record.code)
                .hint(said!("diag-crosswalk-inferred-hint")),
        );
    }
}
