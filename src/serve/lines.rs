//! The lines of a reader's alternative: shares within earmarks and sources, weights of communes times factors. Where the
//! base has several lines of a component, the reader moves them together.

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

/// The lines of every component with a share, each source's shares held to 1 in all; in the base's order, so that nothing
/// changes where nothing was moved.
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
        for (place, line) in shared_out(&patterns(scenario, base, component), &own) {
            lines.push((place, weighted(scenario, edit, component, line, wrong)));
        }
    }
    for (source, sum) in taken.iter().filter(|(_, sum)| **sum > Decimal::ONE) {
        wrong.add("serve-wrong-over", &[("source", source), ("sum", &sum.to_string())]);
    }
    lines.sort_by_key(|(place, _)| *place);
    lines.into_iter().map(|(_, line)| line).collect()
}

/// The lines with a component's shares divided among them as the base divides it; those that get nothing are left out.
fn shared_out(patterns: &[(usize, Line)], own: &BTreeMap<String, Decimal>) -> Vec<(usize, Line)> {
    let mut lines = patterns.to_vec();
    lines.iter_mut().for_each(|(_, line)| line.shares.clear());
    for (source, wish) in own {
        let parts = parts(patterns, source);
        let sum: Decimal = parts.iter().sum();
        // What was not moved stays to the last digit.
        let same = sum.trunc_with_scale(SHARE_DECIMALS) == *wish;
        let share =
            |part: Decimal| if same { part } else { (*wish * part / sum).trunc_with_scale(SHARE_DECIMALS) };
        let mut own: Vec<Decimal> = parts.iter().map(|part| share(*part)).collect();
        let rest = if same { Decimal::ZERO } else { *wish - own.iter().sum::<Decimal>() };
        if let Some(first) = parts.iter().position(|part| *part > Decimal::ZERO) {
            own[first] += rest;
        }
        for ((_, line), share) in lines.iter_mut().zip(own) {
            line.shares.insert(source.clone(), share);
        }
    }
    lines.iter_mut().for_each(|(_, line)| line.shares.retain(|_, share| *share > Decimal::ZERO));
    lines.retain(|(_, line)| !line.shares.is_empty());
    lines
}

/// In which proportion a component's lines divide a source's money: as the base has it, where it spends nothing of the
/// source there as it divides all other money; never all zero.
pub fn parts(patterns: &[(usize, Line)], source: &str) -> Vec<Decimal> {
    let of =
        |share: &dyn Fn(&Line) -> Decimal| patterns.iter().map(|(_, line)| share(line)).collect::<Vec<_>>();
    let own = of(&|line| line.shares.get(source).copied().unwrap_or_default());
    let all = of(&|line| line.shares.values().sum());
    let some = |parts: &Vec<Decimal>| parts.iter().any(|it| *it > Decimal::ZERO);
    [own, all].into_iter().find(some).unwrap_or_else(|| of(&|_| Decimal::ONE))
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

/// The base's lines of the component with their places in it; where the base has none, one after all others, by poor
/// households and over all instruments alike.
pub fn patterns(
    scenario: &Scenario,
    base: Option<&Alternative>,
    component: &Component,
) -> Vec<(usize, Line)> {
    let all = base.into_iter().flat_map(|it| it.lines.iter().cloned().enumerate());
    let own: Vec<(usize, Line)> = all.filter(|(_, line)| line.component == component.id).collect();
    if own.is_empty() { vec![(usize::MAX, plain(scenario, component))] } else { own }
}

fn plain(scenario: &Scenario, component: &Component) -> Line {
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
