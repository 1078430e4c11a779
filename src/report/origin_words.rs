//! In words, which numbers at the start are published, assumed or made up.

use super::numbers::percent;
use super::texts::Texts;
use super::title_of;
use crate::domain::margin::{KnownTotal, Scope};
use crate::domain::origin::Origin;
use crate::summarise::summary::Facts;

/// What a known total sums over.
pub fn place(facts: &Facts, scope: &Scope, texts: &Texts) -> String {
    match scope {
        Scope::Province => title_of(&facts.cohorts, "province", texts.language).to_string(),
        Scope::Cohort(id) => title_of(&facts.cohorts, id, texts.language).to_string(),
        Scope::District(code) => {
            let found = facts.communes.iter().find(|it| it.district_code == *code);
            found.map_or_else(|| code.to_string(), |it| it.district.clone())
        }
    }
}

/// Which totals come from a published source and which are assumptions, with their poor rates; a sentence each.
pub fn totals(facts: &Facts, texts: &Texts) -> Vec<String> {
    let said = |(basis, key): (Origin, &str)| {
        let of = |it: &KnownTotal| {
            let rate = 100.0 * f64::from(it.poor) / f64::from(it.households);
            format!("{} ({})", place(facts, &it.scope, texts), percent(texts.language, rate, 2))
        };
        let places: Vec<String> = facts.margins.iter().filter(|it| it.basis == basis).map(of).collect();
        (!places.is_empty()).then(|| texts.format(key, &[("places", &places.join("; "))]))
    };
    let kinds = [
        (Origin::Official, "page-origin-totals-official"),
        (Origin::Assumption, "page-origin-totals-assumed"),
    ];
    kinds.into_iter().filter_map(said).collect()
}
