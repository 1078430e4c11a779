//! Form rows to a baseline: households, poor and near-poor of every commune at the end of a year.

use crate::domain::baseline::BaselineRow;
use crate::domain::commune::{Commune, CommuneCode};
use crate::domain::form::{FormList, FormRow};
use crate::domain::standard::Standard;
use crate::load::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::load::said::said;
use std::collections::BTreeMap;

/// Name that stands for the forms as a whole in diagnostics.
const FORMS: &str = "forms";

/// Stocks at the end of `year`, on the standard that the next simulated year is measured on: at the end of 2021
/// that is NĐ 07/2021 when the rows hold forms of 2022, whose starts are its baseline review.
pub fn baseline_from_forms(
    rows: &[FormRow],
    communes: &[Commune],
    year: i32,
) -> (Vec<BaselineRow>, Diagnostics) {
    let next = Standard::of_year(year + 1);
    let has_next = rows.iter().any(|row| row.year == year + 1 && row.standard == next);
    let standard = if has_next { next } else { Standard::of_year(year) };
    baseline_on(rows, communes, year, standard)
}

/// Stocks at the end of `year` on a given standard: that year's ends, else the next year's starts.
pub fn baseline_on(
    rows: &[FormRow],
    communes: &[Commune],
    year: i32,
    standard: Standard,
) -> (Vec<BaselineRow>, Diagnostics) {
    let stocks = Stocks::collect(rows, year, standard);
    let mut baseline = Vec::new();
    let mut missing: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for commune in communes {
        let poor = stocks.stock(FormList::Poor, commune.code);
        let near_poor = stocks.stock(FormList::NearPoor, commune.code);
        let households = stocks.households(commune.code);
        let wanted = [("poor", poor), ("near-poor", near_poor), ("households", households)];
        for (what, _) in wanted.iter().filter(|(_, value)| value.is_none()) {
            missing.entry(what).or_default().push(format!("{} ({})", commune.name, commune.code));
        }
        if let (Some(poor), Some(near_poor), Some(households)) = (poor, near_poor, households) {
            let origin = stocks.origins(commune.code);
            baseline.push(BaselineRow { commune: commune.code, households, poor, near_poor, origin });
        }
    }
    let mut diagnostics = Diagnostics::default();
    for (what, places) in missing {
        let shown = places.iter().take(5).cloned().collect::<Vec<_>>().join(", ");
        let shown = if places.len() > 5 { shown + ", …" } else { shown };
        let what = match what {
            "poor" => said!("diag-word-poor"),
            "near-poor" => said!("diag-word-near-poor"),
            _ => said!("diag-word-households"),
        };
        let message = said!(
            "diag-baseline-missing",
            what,
            year,
            standard = standard.citation(),
            missing = places.len(),
            communes = communes.len(),
            shown
        );
        let hint = said!("diag-baseline-missing-hint", year);
        diagnostics.push(Diagnostic::error(FORMS, Place::File, "baseline-missing", message).hint(hint));
    }
    (baseline, diagnostics)
}

/// Rows by list and commune: of the year itself, and of the next one.
struct Stocks<'a> {
    ends: BTreeMap<(FormList, CommuneCode), &'a FormRow>,
    starts: BTreeMap<(FormList, CommuneCode), &'a FormRow>,
}

impl<'a> Stocks<'a> {
    fn collect(rows: &'a [FormRow], year: i32, standard: Standard) -> Stocks<'a> {
        let of = |wanted: i32| {
            let kept = rows.iter().filter(move |row| row.year == wanted && row.standard == standard);
            kept.map(|row| ((row.list, row.commune), row)).collect()
        };
        Stocks { ends: of(year), starts: of(year + 1) }
    }

    fn stock(&self, list: FormList, commune: CommuneCode) -> Option<u32> {
        let key = (list, commune);
        let end = self.ends.get(&key).map(|row| row.flows.end);
        let stock = end.or_else(|| self.starts.get(&key).map(|row| row.flows.start));
        stock.and_then(|count| u32::try_from(count).ok())
    }

    /// Households of the year's forms; the next year's when only its starts are known.
    fn households(&self, commune: CommuneCode) -> Option<u32> {
        let lists = [FormList::Poor, FormList::NearPoor].map(|list| (list, commune));
        let given = |rows: &BTreeMap<_, &FormRow>| lists.iter().find_map(|key| rows.get(key)?.households);
        given(&self.ends).or_else(|| given(&self.starts)).and_then(|count| u32::try_from(count).ok())
    }

    fn origins(&self, commune: CommuneCode) -> crate::domain::origin::Origin {
        let lists = [FormList::Poor, FormList::NearPoor].map(|list| (list, commune));
        let used = lists.iter().filter_map(|key| self.ends.get(key).or_else(|| self.starts.get(key)));
        used.map(|row| row.origin).max().unwrap_or(crate::domain::origin::Origin::Assumption)
    }
}
