//! Places: which commune, district or total a row is of, by code first and by name for totals only.

use super::crosswalk::{Crosswalk, FIRST_YEAR_OF_MERGED_MAP};
use super::number::Refusal;
use super::record::Scope;
use super::text::{fold, place_name, same_place};
use crate::domain::commune::{Commune, CommuneCode};
use crate::load::said::{Said, said};
use std::collections::BTreeMap;

/// Code of Bắc Giang province in official lists.
const PROVINCE_CODE: u32 = 24;

/// The map that codes and names are looked up in.
pub struct Places<'a> {
    pub communes: BTreeMap<CommuneCode, &'a Commune>,
    pub districts: BTreeMap<u32, &'a str>,
    pub crosswalk: &'a Crosswalk,
}

impl<'a> Places<'a> {
    pub fn new(communes: &'a [Commune], crosswalk: &'a Crosswalk) -> Places<'a> {
        Places {
            communes: communes.iter().map(|commune| (commune.code, commune)).collect(),
            districts: communes.iter().map(|c| (c.district_code, c.district.as_str())).collect(),
            crosswalk,
        }
    }

    /// The place of a row with a code.
    pub fn by_code(&self, code: &str, name: &str) -> Result<Scope, Refusal> {
        let Some(written) = CommuneCode::parse(code) else {
            let hint = said!("diag-bad-code-hint");
            return Err(Refusal::new("bad-code", said!("diag-bad-code"), hint));
        };
        if let Some(unit) = self.crosswalk.unit(written).filter(|unit| self.communes.contains_key(&unit.now))
        {
            return Ok(Scope::Commune { written, now: unit.now });
        }
        if self.districts.contains_key(&written.number()) {
            return Ok(Scope::District(written.number()));
        }
        if written.number() == PROVINCE_CODE {
            return Ok(Scope::Province);
        }
        Err(Refusal::new("unknown-commune", said!("diag-unknown-commune"), self.suggestion(name)))
    }

    fn suggestion(&self, name: &str) -> Said {
        let codes: Vec<String> =
            self.crosswalk.codes_named(name).iter().map(|code| code.to_string()).collect();
        match codes.as_slice() {
            [] => said!("diag-unknown-commune-hint"),
            [code] => said!("diag-code-of-name-hint", name, code),
            _ => said!("diag-codes-of-name-hint", name, codes = codes.join(", ")),
        }
    }

    /// The place of a total row without a code; `district` is the one whose heading stands above.
    pub fn by_name(&self, name: &str, district: Option<u32>) -> Option<Scope> {
        let folded = fold(name);
        let bare = place_name(name);
        if folded.contains("thanh thi") || folded.contains("nong thon") {
            return Some(Scope::Section { urban: folded.contains("thanh thi"), district });
        }
        let totals = ["tong", "cong", "toan tinh", "ca tinh"];
        if totals.iter().any(|total| folded.starts_with(total)) || folded == "tinh bac giang" {
            return Some(Scope::Province);
        }
        // A commune may bear its district's name; a row that says what it is must say district.
        let is_commune = ["xa ", "phuong ", "thi tran ", "tt "].iter().any(|kind| folded.starts_with(kind));
        let named = self.districts.iter().find(|(_, title)| place_name(title) == bare && !bare.is_empty());
        named.filter(|_| !is_commune).map(|(code, _)| Scope::District(*code))
    }

    /// Whether a name fits a code: the unit's name of then or of now.
    pub fn name_fits(&self, written: CommuneCode, now: CommuneCode, name: &str) -> bool {
        let old = self.crosswalk.unit(written).map(|unit| unit.name.as_str());
        let new = self.communes.get(&now).map(|commune| commune.name.as_str());
        old.into_iter().chain(new).any(|known| same_place(known, name))
    }

    /// Whether a unit is urban (phường, thị trấn) on the map of the year.
    pub fn is_urban(&self, written: CommuneCode, now: CommuneCode, year: i32) -> bool {
        let kind = if year < FIRST_YEAR_OF_MERGED_MAP {
            self.crosswalk.unit(written).map(|unit| unit.kind.as_str())
        } else {
            self.communes.get(&now).map(|commune| commune.kind.as_str())
        };
        kind.is_some_and(|kind| fold(kind) != "xa")
    }

    pub fn district_of(&self, now: CommuneCode) -> Option<u32> {
        self.communes.get(&now).map(|commune| commune.district_code)
    }

    pub fn commune_name(&self, now: CommuneCode) -> &str {
        self.communes.get(&now).map_or("", |commune| commune.name.as_str())
    }
}
