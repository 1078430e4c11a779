//! The crosswalk: which commune of the 2020–2024 map each old or alias code belongs to.

use super::text::{clean, place_name};
use crate::domain::commune::{Commune, CommuneCode};
use crate::load::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::load::said::{Said, said};
use crate::load::written_errors::of_csv;
use std::collections::BTreeMap;

/// First year whose forms are on the map of 209 communes (NQ 813/NQ-UBTVQH14, from 1 January 2020).
pub const FIRST_YEAR_OF_MERGED_MAP: i32 = 2020;

/// One unit of the map before 2020.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OldUnit {
    pub name: String,
    /// xã, phường or thị trấn.
    pub kind: String,
    /// The commune it belongs to since 2020.
    pub now: CommuneCode,
    /// The merge was inferred, not read in a source.
    pub inferred: bool,
}

/// Old and alias codes to communes of today's map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Crosswalk {
    units: BTreeMap<CommuneCode, OldUnit>,
}

const COLUMNS: [&str; 8] =
    ["old_code", "old_name", "old_kind", "district_name", "code_2021", "name_2021", "kind_2021", "basis"];

impl Crosswalk {
    /// Every commune stays what it is.
    pub fn identity(communes: &[Commune]) -> Crosswalk {
        let unit = |commune: &Commune| OldUnit {
            name: commune.name.clone(),
            kind: commune.kind.clone(),
            now: commune.code,
            inferred: false,
        };
        Crosswalk { units: communes.iter().map(|commune| (commune.code, unit(commune))).collect() }
    }

    /// Reads the crosswalk table (CSV); communes that it does not mention stay what they are.
    pub fn parse(file: &str, text: &str, communes: &[Commune]) -> (Crosswalk, Diagnostics) {
        let mut crosswalk = Crosswalk::identity(communes);
        let mut diagnostics = Diagnostics::default();
        let mut reader = csv::ReaderBuilder::new()
            .comment(Some(b'#'))
            .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let header = reader.headers().cloned().unwrap_or_default();
        let found: Vec<Option<usize>> =
            COLUMNS.iter().map(|name| header.iter().position(|cell| cell == *name)).collect();
        let missing = COLUMNS.iter().zip(&found).filter(|(_, at)| at.is_none());
        for (name, _) in missing {
            let place = Place::Cell { row: 1, column: name.to_string() };
            diagnostics.push(Diagnostic::error(
                file,
                place,
                "missing-column",
                said!("diag-no-column", column = name),
            ));
        }
        if diagnostics.has_errors() {
            return (crosswalk, diagnostics);
        }
        let at: Vec<usize> = found.into_iter().flatten().collect();
        for record in reader.records() {
            match record {
                Ok(record) => crosswalk.add(file, &record, &at, communes, &mut diagnostics),
                Err(error) => {
                    diagnostics.push(Diagnostic::error(file, Place::File, "broken-table", of_csv(&error)));
                }
            }
        }
        (crosswalk, diagnostics)
    }

    fn add(
        &mut self,
        file: &str,
        record: &csv::StringRecord,
        at: &[usize],
        communes: &[Commune],
        diagnostics: &mut Diagnostics,
    ) {
        let row = record.position().map_or(0, |position| position.line() as usize);
        let cell = |index: usize| clean(at.get(index).and_then(|at| record.get(*at)).unwrap_or(""));
        let mut refuse = |index: usize, rule: &'static str, message: Said| {
            let place = Place::Cell { row, column: COLUMNS[index].to_string() };
            diagnostics.push(Diagnostic::error(file, place, rule, message).value(cell(index)));
        };
        let (Some(old), Some(now)) = (CommuneCode::parse(&cell(0)), CommuneCode::parse(&cell(4))) else {
            let wrong = if CommuneCode::parse(&cell(0)).is_none() { 0 } else { 4 };
            return refuse(wrong, "bad-code", said!("diag-not-a-commune-code"));
        };
        if !communes.iter().any(|commune| commune.code == now) {
            return refuse(4, "unknown-commune", said!("diag-no-commune-of-list"));
        }
        let unit =
            OldUnit { name: cell(1), kind: cell(2), now, inferred: cell(7).eq_ignore_ascii_case("inferred") };
        self.units.insert(old, unit);
    }

    pub fn unit(&self, code: CommuneCode) -> Option<&OldUnit> {
        self.units.get(&code)
    }

    /// Codes that mean a commune: itself, its old parts, its aliases.
    pub fn codes_of(&self, now: CommuneCode) -> Vec<CommuneCode> {
        self.units.iter().filter(|(_, unit)| unit.now == now).map(|(code, _)| *code).collect()
    }

    /// Codes of the units that bear a name, whatever the kind and the keyboard.
    pub fn codes_named(&self, name: &str) -> Vec<CommuneCode> {
        let wanted = place_name(name);
        self.units
            .iter()
            .filter(|(_, unit)| place_name(&unit.name) == wanted)
            .map(|(code, _)| *code)
            .collect()
    }
}
