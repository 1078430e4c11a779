//! What a reader of the page asks for: an alternative of their own, held to the scenario's earmarks and envelopes.

use super::lines::lines;
use crate::domain::alternative::Alternative;
use crate::domain::commune::CommuneCode;
use crate::domain::scenario::Scenario;
use crate::report::{Language, Texts};
use rust_decimal::Decimal;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Id of the reader's alternative, with a number where the scenario has it already.
pub const OWN: &str = "own";
/// Largest factor on the weight of a district or a commune.
pub const LARGEST_FACTOR: f64 = 10.0;
/// Characters of the alternative's title, at most.
const LONGEST_TITLE: usize = 100;

/// A wish as the page sends it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    /// Alternative that it is held against.
    pub against: String,
    /// Alternative whose lines give rule and mix where they have one.
    pub base: String,
    /// Share of a source (0 to 1), by component then source.
    pub shares: BTreeMap<String, BTreeMap<String, f64>>,
    /// Factor on the weights of a district's communes, by district code; 1 where none is named.
    #[serde(default)]
    pub districts: BTreeMap<u32, f64>,
    /// Factor on a commune's weight within a component, times that of its district; by component id then commune
    /// code, 1 where none is named.
    #[serde(default)]
    pub communes: BTreeMap<String, BTreeMap<String, f64>>,
    /// Floors of targets, points a year, by target id; the scenario's where none is named.
    #[serde(default)]
    pub floors: BTreeMap<String, f64>,
    /// Title of the alternative.
    #[serde(default)]
    pub title: String,
}

/// Everything that is wrong with a wish, in the reader's language.
pub struct Wrong<'a> {
    texts: &'a Texts,
    found: Vec<String>,
}

impl Wrong<'_> {
    /// Adds the catalogue's text of a key.
    pub fn add(&mut self, key: &str, args: &[(&str, &str)]) {
        self.found.push(self.texts.format(key, args));
    }
}

/// The scenario with the alternative to compare with, then the reader's own; or everything that is wrong.
pub fn edited(scenario: &Scenario, edit: &Edit, texts: &Texts) -> Result<Scenario, Vec<String>> {
    let mut wrong = Wrong { texts, found: Vec::new() };
    let mut changed = scenario.clone();
    let named = |id: &str| scenario.alternatives.iter().find(|it| it.id == id);
    let (against, base) = (named(&edit.against), named(&edit.base));
    for (id, found) in [(&edit.against, against), (&edit.base, base)] {
        if found.is_none() {
            wrong.add("serve-wrong-alternative", &[("id", id)]);
        }
    }
    check_title(edit, &mut wrong);
    check_floors(edit, &mut changed, &mut wrong);
    check_districts(scenario, edit, &mut wrong);
    check_communes(scenario, edit, &mut wrong);
    let lines = lines(scenario, base, edit, &mut wrong);
    match (against, wrong.found.is_empty()) {
        (Some(against), true) => {
            let [title_vi, title_en] = [Language::Vi, Language::En].map(|language| title(edit, language));
            let own = Alternative { id: free_id(scenario), title_vi, title_en, lines };
            changed.alternatives = vec![against.clone(), own];
            Ok(changed)
        }
        _ => Err(wrong.found),
    }
}

/// The title that the reader gave, else the catalogue's.
fn title(edit: &Edit, language: Language) -> String {
    match edit.title.trim() {
        "" => Texts::new(language).map_or_else(|_| OWN.to_string(), |texts| texts.get("serve-own-title")),
        given => given.to_string(),
    }
}

fn check_title(edit: &Edit, wrong: &mut Wrong<'_>) {
    if edit.title.chars().count() > LONGEST_TITLE || edit.title.chars().any(char::is_control) {
        wrong.add("serve-wrong-title", &[("longest", &LONGEST_TITLE.to_string())]);
    }
}

/// An id that no alternative of the scenario has.
fn free_id(scenario: &Scenario) -> String {
    let is_free = |id: &String| scenario.alternatives.iter().all(|it| it.id != *id);
    let numbered = (2..).map(|number| format!("{OWN}_{number}"));
    std::iter::once(OWN.to_string()).chain(numbered).find(is_free).unwrap_or_default()
}

fn check_floors(edit: &Edit, changed: &mut Scenario, wrong: &mut Wrong<'_>) {
    for (id, floor) in &edit.floors {
        let decimal = Decimal::try_from(*floor).ok().map(|it| it.round_dp(6));
        let fits = decimal.filter(|it| *it > Decimal::ZERO && *it <= Decimal::ONE_HUNDRED);
        let target = changed.targets.iter_mut().find(|it| it.id() == *id);
        match (target, fits) {
            (Some(target), Some(floor)) => {
                // Where there is no band, none is made.
                target.top = if target.top == target.floor { floor } else { target.top.max(floor) };
                target.floor = floor;
            }
            (None, _) => wrong.add("serve-wrong-target", &[("id", id)]),
            (_, None) => wrong.add("serve-wrong-floor", &[("id", id)]),
        }
    }
}

/// Not a number, infinite and negative ones are outside as well.
fn is_factor(factor: f64) -> bool {
    (0.0..=LARGEST_FACTOR).contains(&factor)
}

fn check_districts(scenario: &Scenario, edit: &Edit, wrong: &mut Wrong<'_>) {
    let known = scenario.districts();
    for (code, factor) in &edit.districts {
        let id = code.to_string();
        if !known.iter().any(|(it, _)| it == code) {
            wrong.add("serve-wrong-district", &[("id", &id)]);
        }
        if !is_factor(*factor) {
            wrong
                .add("serve-wrong-district-factor", &[("id", &id), ("largest", &LARGEST_FACTOR.to_string())]);
        }
    }
}

fn check_communes(scenario: &Scenario, edit: &Edit, wrong: &mut Wrong<'_>) {
    for (id, factors) in &edit.communes {
        let Some(component) = scenario.programme.components.iter().find(|it| it.id == *id) else {
            wrong.add("serve-wrong-component", &[("id", id)]);
            continue;
        };
        for (written, factor) in factors {
            let code = CommuneCode::parse(written);
            let place = [("id", written.as_str()), ("component", id)];
            if !scenario.communes.iter().any(|it| Some(it.code) == code) {
                wrong.add("serve-wrong-commune", &place);
            } else if !code.is_some_and(|it| component.eligible.contains(&it)) {
                wrong.add("serve-wrong-eligible", &place);
            }
            if !is_factor(*factor) {
                let largest = LARGEST_FACTOR.to_string();
                wrong.add("serve-wrong-commune-factor", &[place[0], place[1], ("largest", &largest)]);
            }
        }
    }
}
