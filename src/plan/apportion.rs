//! Money apportioned exactly: source → line → commune → instrument, every đồng accounted for.

use crate::domain::alternative::{Alternative, Criterion, Envelope, Feature, Line, Rule};
use crate::domain::commune::CommuneCode;
use crate::domain::money::Money;
use crate::domain::scenario::Scenario;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::collections::BTreeMap;

/// Weights are whole numbers: criteria scores are scaled by this.
const WEIGHT_SCALE: i64 = 1_000_000;

/// Shares are whole numbers of this: nine decimals count.
const SHARE_SCALE: i64 = 1_000_000_000;

/// Money of one source and year that a line gives to a commune, split by instrument.
#[derive(Clone, Debug, PartialEq)]
pub struct Grant {
    pub year: i32,
    pub source: String,
    pub component: String,
    pub commune: CommuneCode,
    pub amount: Money,
    /// By instrument id; what the mix leaves over buys nothing that moves a hazard.
    pub by_instrument: BTreeMap<String, Money>,
}

/// The full allocation of one alternative.
#[derive(Clone, Debug, PartialEq)]
pub struct Allocation {
    pub alternative: String,
    pub grants: Vec<Grant>,
    /// Money of each source and year that no line takes, or whose line has no commune with weight.
    pub unallocated: Vec<(i32, String, Money)>,
}

/// Apportions every envelope of the scenario under one alternative.
pub fn allocate(scenario: &Scenario, alternative: &Alternative) -> Allocation {
    let mut allocation =
        Allocation { alternative: alternative.id.clone(), grants: Vec::new(), unallocated: Vec::new() };
    let weights: Vec<Vec<(CommuneCode, u64)>> =
        alternative.lines.iter().map(|line| commune_weights(scenario, line)).collect();
    for envelope in &scenario.envelopes {
        let share = |line: &Line| line.shares.get(&envelope.source).copied().unwrap_or_default();
        let shares: Vec<Decimal> = alternative.lines.iter().map(share).collect();
        let (amounts, mut left) = split_by_shares(envelope.amount, &shares);
        for ((line, weights), amount) in alternative.lines.iter().zip(&weights).zip(amounts) {
            let granted = grant_line(envelope, line, amount, weights, &mut allocation.grants);
            left += amount - granted;
        }
        allocation.unallocated.push((envelope.year, envelope.source.clone(), left));
    }
    allocation
}

/// Divides a line's amount among its communes and returns what found a taker.
fn grant_line(
    envelope: &Envelope,
    line: &Line,
    amount: Money,
    weights: &[(CommuneCode, u64)],
    grants: &mut Vec<Grant>,
) -> Money {
    let numbers: Vec<u64> = weights.iter().map(|(_, weight)| *weight).collect();
    let parts = amount.split(&numbers);
    for ((commune, _), part) in weights.iter().zip(&parts) {
        if *part != Money::ZERO {
            grants.push(Grant {
                year: envelope.year,
                source: envelope.source.clone(),
                component: line.component.clone(),
                commune: *commune,
                amount: *part,
                by_instrument: split_by_mix(*part, &line.mix),
            });
        }
    }
    parts.into_iter().sum()
}

/// Whole-đồng parts of an amount for shares that sum to at most one, and what is left over.
fn split_by_shares(amount: Money, shares: &[Decimal]) -> (Vec<Money>, Money) {
    let scaled = |share: &Decimal| (*share * Decimal::from(SHARE_SCALE)).round().to_u64().unwrap_or(0);
    let mut weights: Vec<u64> = shares.iter().map(scaled).collect();
    weights.push((SHARE_SCALE as u64).saturating_sub(weights.iter().sum()));
    let mut parts = amount.split(&weights);
    let left = parts.pop().unwrap_or_default();
    (parts, left)
}

fn split_by_mix(amount: Money, mix: &BTreeMap<String, Decimal>) -> BTreeMap<String, Money> {
    let shares: Vec<Decimal> = mix.values().copied().collect();
    let (parts, _) = split_by_shares(amount, &shares);
    mix.keys().cloned().zip(parts).collect()
}

/// Weight of every commune of a line, ordered by code (the tie-break of the split).
pub fn commune_weights(scenario: &Scenario, line: &Line) -> Vec<(CommuneCode, u64)> {
    let baseline: BTreeMap<CommuneCode, usize> =
        scenario.baseline.iter().enumerate().map(|(i, row)| (row.commune, i)).collect();
    let weight = |code: CommuneCode| -> u64 {
        let row = baseline.get(&code).map(|&i| &scenario.baseline[i]);
        let (poor, near) = row.map_or((0, 0), |row| (row.poor as u64, row.near_poor as u64));
        match &line.rule {
            Rule::Equal => 1,
            Rule::PoorHouseholds => poor,
            Rule::ListedHouseholds => poor + near,
            Rule::Criteria(criteria) => score(scenario, code, criteria),
            Rule::Table(table) => table.get(&code).copied().unwrap_or(0),
        }
    };
    line.communes.iter().map(|&code| (code, weight(code))).collect()
}

/// Criteria score of a commune in millionths of a point.
fn score(scenario: &Scenario, code: CommuneCode, criteria: &[Criterion]) -> u64 {
    let total: Decimal = criteria
        .iter()
        .map(|criterion| criterion.coefficient * feature(scenario, code, &criterion.feature))
        .sum();
    (total * Decimal::from(WEIGHT_SCALE)).floor().to_u64().unwrap_or(0)
}

fn feature(scenario: &Scenario, code: CommuneCode, feature: &Feature) -> Decimal {
    let Ok(position) = scenario.communes.binary_search_by_key(&code, |commune| commune.code) else {
        return Decimal::ZERO;
    };
    let row = &scenario.baseline[position];
    match feature {
        Feature::Constant => Decimal::ONE,
        Feature::InCohort(id) => {
            let inside = scenario.cohort(id).is_some_and(|cohort| cohort.members.contains(&code));
            Decimal::from(inside as u32)
        }
        Feature::HundredHouseholds => Decimal::from(row.households) / Decimal::ONE_HUNDRED,
        Feature::HundredPoorHouseholds => Decimal::from(row.poor) / Decimal::ONE_HUNDRED,
        Feature::PoorRatePercent if row.households == 0 => Decimal::ZERO,
        Feature::PoorRatePercent => {
            Decimal::from(row.poor) * Decimal::ONE_HUNDRED / Decimal::from(row.households)
        }
        Feature::Remoteness => {
            Decimal::from_f64_retain(scenario.communes[position].remoteness).unwrap_or_default().round_dp(6)
        }
    }
}
