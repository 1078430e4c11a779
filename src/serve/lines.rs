//! The lines of a reader's alternative: shares within earmarks and sources, weights of communes times factors.

use super::edit::{Edit, Wrong};
use crate::domain::alternative::{Alternative, Line, Rule};
use crate::domain::commune::CommuneCode;
use crate::domain::programme::{Component, FundSource};
use crate::domain::scenario::Scenario;
use crate::plan::apportion::commune_weights;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Shares count to nine decimals, as apportioning reads them.
const SHARE_DECIMALS: u32 = 9;
/// Factors count to hundredths.
const FACTOR_STEPS: f64 = 100.0;

/// Whether a source's earmark lets it pay a component.
pub fn may_pay(source: &FundSource, component: &Component) -> bool {
    source.pays.as_ref().is_none_or(|pays| pays.contains(&component.id))
}

/// A line for every component with a share, each source's shares held to 1 in all.
pub fn lines(
    scenario: &Scenario,
    base: Option<&Alternative>,
    edit: &Edit,
    wrong: &mut Wrong<'_>,
) -> Vec<Line> {
    let mut taken = BTreeMap::new();
    let mut lines = Vec::new();
    for (id, shares) in &edit.shares {
        let Some(component) = scenario.programme.components.iter().find(|it| it.id == *id) else {
            wrong.add("serve-wrong-component", &[("id", id)]);
            continue;
        };
        let own = own_shares(scenario, component, shares, &mut taken, wrong);
        if !own.is_empty() {
            let pattern = Line { shares: own, ..pattern(scenario, base, component) };
            lines.push(weighted(scenario, edit, component, pattern, wrong));
        }
    }
    for (source, sum) in taken.iter().filter(|(_, sum)| **sum > Decimal::ONE) {
        wrong.add("serve-wrong-over", &[("source", source), ("sum", &sum.to_string())]);
    }
    lines
}

/// A component's shares that are more than nothing, added to what is taken of each source.
fn own_shares(
    scenario: &Scenario,
    component: &Component,
    shares: &BTreeMap<String, f64>,
    taken: &mut BTreeMap<String, Decimal>,
    wrong: &mut Wrong<'_>,
) -> BTreeMap<String, Decimal> {
    let mut own = BTreeMap::new();
    for (id, share) in shares {
        let Some(source) = scenario.programme.sources.iter().find(|it| it.id == *id) else {
            wrong.add("serve-wrong-source", &[("id", id)]);
            continue;
        };
        let both = [("source", id.as_str()), ("component", &component.id)];
        if *share != 0.0 && !may_pay(source, component) {
            wrong.add("serve-wrong-earmark", &both);
        }
        if !(0.0..=1.0).contains(share) {
            wrong.add("serve-wrong-share", &both);
            continue;
        }
        let share = Decimal::try_from(*share).unwrap_or_default().trunc_with_scale(SHARE_DECIMALS);
        if share > Decimal::ZERO {
            *taken.entry(id.clone()).or_default() += share;
            own.insert(id.clone(), share);
        }
    }
    own
}

/// Rule, communes and mix of the base's first line of the component, without shares; where the base has none, by
/// poor households and over all instruments alike.
pub fn pattern(scenario: &Scenario, base: Option<&Alternative>, component: &Component) -> Line {
    let found = base.and_then(|it| it.lines.iter().find(|line| line.component == component.id));
    if let Some(line) = found {
        return Line { shares: BTreeMap::new(), ..line.clone() };
    }
    let instruments = &scenario.programme.instruments;
    let own: Vec<&str> =
        instruments.iter().filter(|it| it.component == component.id).map(|it| it.id.as_str()).collect();
    let share = Decimal::ONE / Decimal::from(own.len().max(1) as u64);
    Line {
        component: component.id.clone(),
        shares: BTreeMap::new(),
        communes: component.eligible.clone(),
        rule: Rule::PoorHouseholds,
        mix: own.iter().map(|id| (id.to_string(), share.trunc_with_scale(SHARE_DECIMALS))).collect(),
    }
}

/// The line with its weights as a table where factors, criteria or a narrowed set of communes ask for one: a saved
/// alternative has no other way to say them.
fn weighted(
    scenario: &Scenario,
    edit: &Edit,
    component: &Component,
    mut line: Line,
    wrong: &mut Wrong<'_>,
) -> Line {
    let own: BTreeMap<CommuneCode, f64> = edit
        .communes
        .get(&component.id)
        .into_iter()
        .flatten()
        .filter_map(|(code, factor)| Some((CommuneCode::parse(code)?, *factor)))
        .collect();
    let factors = edit.districts.values().chain(own.values()).any(|factor| *factor != 1.0);
    if factors || matches!(line.rule, Rule::Criteria(_)) || line.communes != component.eligible {
        match table(scenario, edit, &own, &line) {
            Some(table) if table.is_empty() => {
                wrong.add("serve-wrong-nothing", &[("component", &component.id)])
            }
            Some(table) => line.rule = Rule::Table(table),
            None => wrong.add("serve-wrong-weight", &[("component", &component.id)]),
        }
        line.communes = component.eligible.clone();
    }
    line
}

/// The line's weights, each times the factors of its district and of the commune itself; `None` if a file cannot
/// hold one of them.
fn table(
    scenario: &Scenario,
    edit: &Edit,
    own: &BTreeMap<CommuneCode, f64>,
    line: &Line,
) -> Option<BTreeMap<CommuneCode, u64>> {
    let steps = |factor: Option<&f64>| (factor.copied().unwrap_or(1.0) * FACTOR_STEPS).round() as u64;
    let district: BTreeMap<CommuneCode, u64> =
        scenario.communes.iter().map(|it| (it.code, steps(edit.districts.get(&it.district_code)))).collect();
    let factor = |code: &CommuneCode| district.get(code).copied().unwrap_or(0) * steps(own.get(code));
    let mut table = BTreeMap::new();
    for (code, weight) in commune_weights(scenario, line) {
        let weight = weight.checked_mul(factor(&code)).filter(|it| i64::try_from(*it).is_ok())?;
        if weight > 0 {
            table.insert(code, weight);
        }
    }
    Some(table)
}
