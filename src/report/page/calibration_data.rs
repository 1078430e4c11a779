//! What a calibration's page says of its data: origin, communes and years used, what the forms leave open.

use super::about;
use super::calibration::Calibrated;
use super::model::*;
use super::parts::*;
use crate::domain::form::{FormList, GapCounts, Gaps};
use crate::domain::origin::Origin;
use crate::domain::posterior::Method;
use crate::domain::standard::Standard;

/// Forms that were read, whether or not they were fitted to.
#[derive(Clone, Copy)]
pub struct FormsUsed<'a> {
    pub gaps: &'a Gaps,
    /// Communes with figures of at least one year, and all of the scenario.
    pub communes: (usize, usize),
}

pub fn data(of: &Calibrated<'_>, words: &Words) -> Vec<Block> {
    let mut blocks = match (of.record.method, of.record.origin) {
        // What forms say of themselves: nothing else was counted in them.
        (Method::Forms, origin) => of_rows(origin, words),
        (_, origin) => about::origin(origin, words),
    };
    blocks.push(Block::Prose(fitted(of, words)));
    let (first, last) = of.record.years;
    let years = match of.record.method {
        Method::Prior => "page-calibration-years-prior",
        Method::Forms | Method::Margins => "page-calibration-years",
    };
    blocks.push(Block::Facts(vec![
        fact(words, years, Both::same(format!("{first}–{last}"))),
        fact(words, "page-standard", Both::same(Standard::of_year(last).citation())),
    ]));
    if let Some(forms) = of.forms {
        blocks.push(gaps(forms.gaps, words));
    }
    blocks
}

fn of_rows(origin: Origin, words: &Words) -> Vec<Block> {
    let said = Block::Prose(words.get(match origin {
        Origin::Official => "page-calibration-rows-official",
        Origin::Assumption => "page-calibration-rows-assumption",
        Origin::Synthetic => "page-calibration-rows-synthetic",
    }));
    let loud = (origin == Origin::Synthetic).then(|| Block::Warning(words.get("synthetic-loud")));
    loud.into_iter().chain([said]).collect()
}

/// What the parameters were fitted to.
fn fitted(of: &Calibrated<'_>, words: &Words) -> Both {
    let beside = of.figures[0].cohorts.iter().any(|it| it.years.iter().any(|year| year.observed.is_some()));
    match of.record.method {
        Method::Forms => {
            let (with, all) = of.forms.map_or((0, 0), |it| it.communes);
            let (first, last) = of.record.years;
            let counts = [("communes", with), ("all", all)].map(|(key, count)| (key, count.to_string()));
            let years = [("first", first), ("last", last)].map(|(key, year)| (key, year.to_string()));
            let arguments: Vec<(&str, &str)> =
                counts.iter().chain(&years).map(|(key, it)| (*key, it.as_str())).collect();
            words.with(|texts| texts.format("page-calibration-of-forms", &arguments))
        }
        Method::Margins => words.get("page-calibration-of-margins"),
        Method::Prior if beside => words.get("page-calibration-of-nothing-beside"),
        Method::Prior => words.get("page-calibration-of-nothing"),
    }
}

/// The figures of `gaps.csv`.
fn gaps(gaps: &Gaps, words: &Words) -> Block {
    let columns = vec![
        texts(words.get("page-calibration-year")),
        texts(words.get("page-calibration-list")),
        numbers(words.get("page-calibration-gaps-communes"), None),
        numbers(words.get("page-calibration-gaps-missing"), None),
        numbers(words.get("page-calibration-gaps-filled"), None),
    ];
    let line = |((year, list), counts): (&(i32, FormList), &GapCounts)| {
        let list = match list {
            FormList::Poor => "page-calibration-list-poor",
            FormList::NearPoor => "page-calibration-list-near-poor",
        };
        let mut cells = vec![Cell::text(Both::same(year.to_string()))];
        cells.push(Cell::text(words.get(list)));
        let counted = [counts.communes_without_row, counts.cells_missing, counts.cells_filled];
        cells.extend(counted.map(|it| count(words, it as i64)));
        row(cells)
    };
    let rows = gaps.of.iter().map(line).collect();
    let mut table = table("gaps-table", words.get("page-calibration-gaps-caption"), columns, rows);
    table.note = Some(words.get("page-calibration-gaps-note"));
    block(table)
}
