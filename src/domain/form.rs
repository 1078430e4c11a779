//! The official yearly forms: stocks and flows of the poor and near-poor lists of one commune.

use super::commune::CommuneCode;
use super::origin::Origin;
use super::standard::Standard;
use std::collections::BTreeMap;

/// Which list a form reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FormList {
    /// Hộ nghèo.
    Poor,
    /// Hộ cận nghèo.
    NearPoor,
}

/// Columns 1 to 9 of the 2022–2025 form (TT 07/2021), households. The 2016–2021 form (TT 17/2016) fills
/// `start`, `escaped_past_line` (all escapes, destination unknown: see [`FormRow::split_known`]), `returned`,
/// `newly_arisen` and `end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flows<T> {
    /// 1: on the list at the start (đầu kỳ).
    pub start: T,
    /// 2: left to the other list (poor → near-poor, near-poor → poor).
    pub to_other_list: T,
    /// 3: left past the near-poor line (vượt chuẩn cận nghèo).
    pub escaped_past_line: T,
    /// 4: other decrease (khác giảm): deaths, moves, merged households.
    pub other_decrease: T,
    /// 5: came from the other list.
    pub from_other_list: T,
    /// 6: returned from off the lists (tái nghèo, tái cận nghèo).
    pub returned: T,
    /// 7: newly arisen (phát sinh mới).
    pub newly_arisen: T,
    /// 8: other increase (khác tăng).
    pub other_increase: T,
    /// 9: on the list at the end (cuối kỳ).
    pub end: T,
}

impl Flows<i64> {
    /// Column 9 as the identity gives it: 1 − 2 − 3 − 4 + 5 + 6 + 7 + 8.
    pub fn end_by_identity(&self) -> i64 {
        self.start - self.to_other_list - self.escaped_past_line - self.other_decrease
            + self.from_other_list
            + self.returned
            + self.newly_arisen
            + self.other_increase
    }
}

/// Sign of columns 1 to 9 in the identity: 1 − 2 − 3 − 4 + 5 + 6 + 7 + 8 − 9 = 0.
const SIGNS: [i64; 9] = [1, -1, -1, -1, 1, 1, 1, 1, -1];

impl Flows<Option<i64>> {
    /// All cells; `None` when one is missing.
    pub fn complete(&self) -> Option<Flows<i64>> {
        let columns = self.columns();
        let mut given = [0; 9];
        for (value, cell) in given.iter_mut().zip(columns) {
            *value = cell?;
        }
        Some(Flows::from_columns(given))
    }

    /// Number of cells without a figure.
    pub fn missing(&self) -> usize {
        self.columns().iter().filter(|cell| cell.is_none()).count()
    }

    /// Position (from 0) and value of the only missing cell, as the identity gives it; it can come out negative when
    /// the other cells contradict each other.
    pub fn only_missing(&self) -> Option<(usize, i64)> {
        let columns = self.columns();
        let at = columns.iter().position(Option::is_none)?;
        let rest = columns.iter().zip(SIGNS).filter_map(|(cell, sign)| cell.map(|value| sign * value));
        let sum: i64 = rest.sum();
        (self.missing() == 1).then_some((at, -SIGNS[at] * sum))
    }
}

impl<T: Copy> Flows<T> {
    /// Columns 1 to 9 in order.
    pub fn columns(&self) -> [T; 9] {
        [
            self.start,
            self.to_other_list,
            self.escaped_past_line,
            self.other_decrease,
            self.from_other_list,
            self.returned,
            self.newly_arisen,
            self.other_increase,
            self.end,
        ]
    }

    /// The inverse of [`Flows::columns`].
    pub fn from_columns(columns: [T; 9]) -> Flows<T> {
        let [
            start,
            to_other_list,
            escaped_past_line,
            other_decrease,
            from_other_list,
            returned,
            newly_arisen,
            other_increase,
            end,
        ] = columns;
        Flows {
            start,
            to_other_list,
            escaped_past_line,
            other_decrease,
            from_other_list,
            returned,
            newly_arisen,
            other_increase,
            end,
        }
    }
}

/// One commune's row of one form in one year, after the crosswalk; `T` is `Option<i64>` where cells may be missing.
#[derive(Clone, Debug, PartialEq)]
pub struct FormRow<T = i64> {
    pub year: i32,
    pub standard: Standard,
    pub list: FormList,
    pub commune: CommuneCode,
    /// All households of the commune, where the form gives them.
    pub households: Option<i64>,
    pub flows: Flows<T>,
    /// False on the 2016–2021 form: escapes carry no destination.
    pub split_known: bool,
    pub origin: Origin,
}

impl FormRow<Option<i64>> {
    /// The row without gaps; `None` when a cell is missing.
    pub fn complete(&self) -> Option<FormRow> {
        let FormRow { year, standard, list, commune, households, split_known, origin, .. } = *self;
        let flows = self.flows.complete()?;
        Some(FormRow { year, standard, list, commune, households, flows, split_known, origin })
    }
}

/// What the forms of one year and list leave open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GapCounts {
    /// Communes of the scenario without any row.
    pub communes_without_row: usize,
    /// Cells of the communes with a row that have no figure, after filling.
    pub cells_missing: usize,
    /// Cells that the identity of their row filled.
    pub cells_filled: usize,
    /// Communes merged in 2020 whose cells are all missing because one of the old units has no row.
    pub merged_incomplete: usize,
}

/// What the forms leave open, for every list that they give and every year from their first to their last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gaps {
    pub of: BTreeMap<(i32, FormList), GapCounts>,
}
