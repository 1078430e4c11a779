//! What a reader of the page asks for: an alternative of their own, held to the scenario's earmarks and envelopes.

use crate::domain::alternative::{Alternative, Line, Rule};
use crate::domain::programme::{Component, FundSource};
use crate::domain::scenario::Scenario;
use crate::plan::apportion::commune_weights;
use rust_decimal::Decimal;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Id of the reader's alternative.
pub const OWN: &str = "own";
/// Shares count to nine decimals, as apportioning reads them.
const SHARE_DECIMALS: u32 = 9;
/// Largest factor on a district's weight, and how finely factors count.
const LARGEST_FACTOR: f64 = 10.0;
const FACTOR_STEPS: f64 = 100.0;

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
    /// Floors of targets, points a year, by target id; the scenario's where none is named.
    #[serde(default)]
    pub floors: BTreeMap<String, f64>,
    /// Title of the alternative.
    #[serde(default)]
    pub title: String,
}

/// The scenario with the alternative to compare with, then the reader's own; or everything that is wrong.
pub fn edited(scenario: &Scenario, edit: &Edit) -> Result<Scenario, Vec<String>> {
    let mut wrong = Vec::new();
    let mut changed = scenario.clone();
    let named = |id: &str| scenario.alternatives.iter().find(|it| it.id == id);
    let (against, base) = (named(&edit.against), named(&edit.base));
    let unknown = [(&edit.against, against), (&edit.base, base)];
    wrong.extend(unknown.iter().filter(|it| it.1.is_none()).map(|it| format!("no alternative {}", it.0)));
    check_floors(edit, &mut changed, &mut wrong);
    check_districts(scenario, edit, &mut wrong);
    let lines = lines(scenario, base, edit, &mut wrong);
    match (against, wrong.is_empty()) {
        (Some(against), true) => {
            let title = if edit.title.trim().is_empty() { OWN } else { edit.title.trim() };
            let own = Alternative {
                id: OWN.to_string(),
                title_vi: title.to_string(),
                title_en: title.to_string(),
                lines,
            };
            changed.alternatives = vec![against.clone(), own];
            Ok(changed)
        }
        _ => Err(wrong),
    }
}

fn check_floors(edit: &Edit, changed: &mut Scenario, wrong: &mut Vec<String>) {
    for (id, floor) in &edit.floors {
        let decimal = Decimal::try_from(*floor).ok().map(|it| it.round_dp(6));
        let fits = decimal.filter(|it| *it > Decimal::ZERO && *it <= Decimal::ONE_HUNDRED);
        let target = changed.targets.iter_mut().find(|it| it.id() == *id);
        match (target, fits) {
            (Some(target), Some(floor)) => {
                target.floor = floor;
                target.top = target.top.max(floor);
            }
            (None, _) => wrong.push(format!("no target {id}")),
            (_, None) => wrong.push(format!("target {id}: a floor is above 0 and at most 100 points a year")),
        }
    }
}

fn check_districts(scenario: &Scenario, edit: &Edit, wrong: &mut Vec<String>) {
    let known = scenario.districts();
    for (code, factor) in &edit.districts {
        if !known.iter().any(|(it, _)| it == code) {
            wrong.push(format!("no district {code}"));
        }
        if !(0.0..=LARGEST_FACTOR).contains(factor) {
            wrong.push(format!("district {code}: a factor is 0 to {LARGEST_FACTOR}"));
        }
    }
}

fn may_pay(source: &FundSource, component: &Component) -> bool {
    source.pays.as_ref().is_none_or(|pays| pays.contains(&component.id))
}

/// A line for every component with a share, each source's shares held to 1 in all.
fn lines(scenario: &Scenario, base: Option<&Alternative>, edit: &Edit, wrong: &mut Vec<String>) -> Vec<Line> {
    let programme = &scenario.programme;
    let mut taken: BTreeMap<&str, Decimal> = BTreeMap::new();
    let mut lines = Vec::new();
    for (id, shares) in &edit.shares {
        let Some(component) = programme.components.iter().find(|it| it.id == *id) else {
            wrong.push(format!("no component {id}"));
            continue;
        };
        let mut own = BTreeMap::new();
        for (source_id, share) in shares {
            let Some(source) = programme.sources.iter().find(|it| it.id == *source_id) else {
                wrong.push(format!("no source {source_id}"));
                continue;
            };
            if *share != 0.0 && !may_pay(source, component) {
                wrong.push(format!("source {source_id} may not pay component {id}"));
            }
            if !(0.0..=1.0).contains(share) {
                wrong.push(format!("component {id}, source {source_id}: a share is 0 to 1"));
                continue;
            }
            let share = Decimal::try_from(*share).unwrap_or_default().trunc_with_scale(SHARE_DECIMALS);
            if share > Decimal::ZERO {
                *taken.entry(&source.id).or_default() += share;
                own.insert(source.id.clone(), share);
            }
        }
        if !own.is_empty() {
            lines.push(line(scenario, base, edit, component, own));
        }
    }
    let over = taken.iter().filter(|(_, sum)| **sum > Decimal::ONE);
    wrong.extend(
        over.map(|(source, sum)| format!("source {source}: shares sum to {sum}, more than all of it")),
    );
    lines
}

/// Rule and mix of the base's first line of the component; without one, by poor households and over all instruments.
fn line(
    scenario: &Scenario,
    base: Option<&Alternative>,
    edit: &Edit,
    component: &Component,
    shares: BTreeMap<String, Decimal>,
) -> Line {
    let pattern = base.and_then(|it| it.lines.iter().find(|line| line.component == component.id));
    let own: Vec<&str> = scenario
        .programme
        .instruments
        .iter()
        .filter(|it| it.component == component.id)
        .map(|it| it.id.as_str())
        .collect();
    let even = || {
        let share = Decimal::ONE / Decimal::from(own.len().max(1) as u64);
        own.iter().map(|id| (id.to_string(), share.trunc_with_scale(SHARE_DECIMALS))).collect()
    };
    let mut line = Line {
        component: component.id.clone(),
        shares,
        communes: pattern.map_or_else(|| component.eligible.clone(), |it| it.communes.clone()),
        rule: pattern.map_or(Rule::PoorHouseholds, |it| it.rule.clone()),
        mix: pattern.map_or_else(even, |it| it.mix.clone()),
    };
    let factors = edit.districts.values().any(|factor| *factor != 1.0);
    if factors || matches!(line.rule, Rule::Criteria(_)) || line.communes != component.eligible {
        line.rule = Rule::Table(weights(scenario, edit, &line));
        line.communes = component.eligible.clone();
    }
    line
}

/// The line's weights, each district's times its factor.
fn weights(
    scenario: &Scenario,
    edit: &Edit,
    line: &Line,
) -> BTreeMap<crate::domain::commune::CommuneCode, u64> {
    let factor = |code: &crate::domain::commune::CommuneCode| {
        let commune = scenario.communes.iter().find(|it| it.code == *code);
        let factor = commune.and_then(|it| edit.districts.get(&it.district_code)).copied().unwrap_or(1.0);
        (factor * FACTOR_STEPS).round() as u64
    };
    let weights = commune_weights(scenario, line).into_iter();
    weights.map(|(code, weight)| (code, weight.saturating_mul(factor(&code)))).filter(|it| it.1 > 0).collect()
}
