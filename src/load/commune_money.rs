//! Money of past years by commune and instrument, as a table.

use super::diagnostic::{Diagnostic, Diagnostics};
use super::said::{Said, said};
use super::tables::Table;
use crate::domain::commune::CommuneCode;
use crate::domain::commune_money::CommuneMoney;
use crate::domain::money::Money;
use crate::domain::programme::Capital;
use crate::domain::scenario::Scenario;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

const COLUMNS: [&str; 5] = ["commune_code", "year", "instrument", "capital", "million_vnd"];

/// Reads payments; each must be of a commune that has forms and of a year of the forms.
pub fn read(
    file: &str,
    bytes: &[u8],
    scenario: &Scenario,
    with_forms: &BTreeSet<CommuneCode>,
    years: &[i32],
) -> (Vec<CommuneMoney>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let mut payments = Vec::new();
    let Some(table) = Table::parse(file, bytes, &COLUMNS, &mut diagnostics) else {
        return (payments, diagnostics);
    };
    for (row, record) in &table.rows {
        let cell = |column: &str| table.cell(record, column);
        let mut wrong: Vec<Diagnostic> = Vec::new();
        let mut fail = |column: &'static str, rule, message: Said, hint: Option<Said>| {
            wrong.push(table.fail(*row, column, rule, cell(column), message, hint));
        };
        let commune = CommuneCode::parse(cell("commune_code"));
        match commune {
            Some(code) if scenario.communes.binary_search_by_key(&code, |it| it.code).is_err() => {
                fail("commune_code", "unknown-code", said!("diag-commune-not-listed", commune = code), None);
            }
            Some(code) if !with_forms.contains(&code) => {
                let hint = Some(said!("diag-money-without-form-hint"));
                fail(
                    "commune_code",
                    "money-without-forms",
                    said!("diag-money-without-form", commune = code),
                    hint,
                );
            }
            Some(_) => {}
            None => fail("commune_code", "bad-code", said!("diag-bad-commune-code"), None),
        }
        let year: Option<i32> = cell("year").parse().ok().filter(|year| years.contains(year));
        if year.is_none() {
            let (first, last) = (years.first().unwrap_or(&0), years.last().unwrap_or(&0));
            fail("year", "out-of-range", said!("diag-money-year-outside-forms", first, last), None);
        }
        let instrument = scenario.programme.instruments.iter().find(|it| it.id == cell("instrument"));
        if instrument.is_none() {
            let known: Vec<&str> = scenario.programme.instruments.iter().map(|it| it.id.as_str()).collect();
            let hint = Some(said!("diag-unknown-instrument-hint", instruments = known.join(", ")));
            fail("instrument", "unknown-instrument", said!("diag-unknown-instrument"), hint);
        }
        let capital = match cell("capital") {
            "investment" => Some(Capital::Investment),
            "recurrent" => Some(Capital::Recurrent),
            _ => {
                fail("capital", "unknown-word", said!("diag-unknown-capital"), None);
                None
            }
        };
        let amount = amount(cell("million_vnd"));
        if amount.is_none() {
            let hint = Some(said!("diag-bad-money-hint"));
            fail("million_vnd", "bad-money", said!("diag-bad-money"), hint);
        }
        if wrong.is_empty()
            && let (Some(commune), Some(year), Some(instrument), Some(capital), Some(amount)) =
                (commune, year, instrument, capital, amount)
        {
            payments.push(CommuneMoney { commune, year, instrument: instrument.id.clone(), capital, amount });
        }
        wrong.into_iter().for_each(|it| diagnostics.push(it));
    }
    (payments, diagnostics)
}

fn amount(text: &str) -> Option<Money> {
    let million: Decimal = text.parse().ok()?;
    Money::from_million(million).filter(|_| !million.is_sign_negative())
}
