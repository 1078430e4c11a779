//! From planned money to participations at work: tranches, absorption, prices, revolving, lag, duration, waning.

use super::world::DeliveryDraw;
use crate::plan::design::InstrumentPlan;

/// Share of a year for which money works: a tranche of month m works (12 − m)/12 of it, less any delay.
pub fn share_of_year(tranches: &[(f64, f64)], delay_months: f64) -> f64 {
    tranches.iter().map(|(month, share)| share * (12.0 - month - delay_months).max(0.0) / 12.0).sum()
}

/// Participations at work in each year per million VND planned in year `planned`.
pub fn at_work(instrument: &InstrumentPlan, draw: &DeliveryDraw, planned: usize) -> Vec<f64> {
    let delivered = revolve(instrument, disbursed(draw, planned));
    let reach: Vec<f64> = delivered
        .iter()
        .enumerate()
        .map(|(year, money)| money / (instrument.programme_cost[year] * draw.overrun[year]))
        .collect();
    let begun = begin(draw, &reach);
    (0..begun.len()).map(|year| working(instrument, &begun, year)).collect()
}

/// Money disbursed in each year of one million planned in `planned`.
fn disbursed(draw: &DeliveryDraw, planned: usize) -> Vec<f64> {
    let mut available = 0.0;
    let mut out = Vec::with_capacity(draw.absorbed.len());
    for (year, absorbed) in draw.absorbed.iter().enumerate() {
        if year == planned {
            available += 1.0;
        }
        out.push(absorbed * available);
        available = if draw.carry_over { (1.0 - absorbed) * available } else { 0.0 };
    }
    out
}

/// Adds what borrowers return and the commune lends again.
fn revolve(instrument: &InstrumentPlan, mut money: Vec<f64>) -> Vec<f64> {
    let after = instrument.revolving_after;
    if instrument.revolving_share > 0.0 && after > 0 {
        for year in after..money.len() {
            money[year] += instrument.revolving_share * money[year - after];
        }
    }
    money
}

/// Participations that begin to count in each year: late money counts from the next.
fn begin(draw: &DeliveryDraw, reach: &[f64]) -> Vec<f64> {
    (0..reach.len())
        .map(|year| {
            let late = if year > 0 { (1.0 - draw.in_year[year - 1]) * reach[year - 1] } else { 0.0 };
            draw.in_year[year] * reach[year] + late
        })
        .collect()
}

/// Participations at work in a year: begun `lag` years before or earlier, within the duration, waned.
fn working(instrument: &InstrumentPlan, begun: &[f64], year: usize) -> f64 {
    let mut strength = 1.0;
    let mut sum = 0.0;
    for age in 0..instrument.duration {
        let Some(start) = year.checked_sub(instrument.lag + age) else { break };
        sum += strength * begun[start];
        strength *= instrument.waning;
    }
    sum
}
