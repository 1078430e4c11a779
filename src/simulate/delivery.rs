//! From planned money to participations at work: tranches, absorption, prices, revolving, lag, duration, waning.

use super::world::DeliveryDraw;
use crate::plan::design::InstrumentPlan;

/// Share of a year for which money works: a tranche of month m works (12 − m)/12 of it, less any delay.
pub fn share_of_year(tranches: &[(f64, f64)], delay_months: f64) -> f64 {
    tranches.iter().map(|(month, share)| share * (12.0 - month - delay_months).max(0.0) / 12.0).sum()
}

/// Working memory for one instrument's flow of money after another.
#[derive(Default)]
pub struct Desk {
    reach: Vec<f64>,
    begun: Vec<f64>,
}

impl Desk {
    /// Participations at work in year y per million VND planned in year z, at `y * years + z`; `disbursed` is what
    /// [`disbursed`] gives for the draw.
    pub fn at_work(
        &mut self,
        instrument: &InstrumentPlan,
        draw: &DeliveryDraw,
        disbursed: &[f64],
    ) -> Vec<f64> {
        let years = draw.absorbed.len();
        let mut at_work = vec![0.0; years * years];
        for (planned, disbursed) in disbursed.chunks(years).enumerate() {
            self.reach.clear();
            self.reach.extend_from_slice(disbursed);
            revolve(instrument, &mut self.reach);
            for (year, money) in self.reach.iter_mut().enumerate() {
                *money /= instrument.programme_cost[year] * draw.overrun[year];
            }
            begin(draw, &self.reach, &mut self.begun);
            for year in planned..years {
                at_work[year * years + planned] = working(instrument, &self.begun, year);
            }
        }
        at_work
    }
}

/// Money disbursed in year y of one million planned in year z, at `z * years + y`.
pub fn disbursed(draw: &DeliveryDraw) -> Vec<f64> {
    let years = draw.absorbed.len();
    let mut out = Vec::with_capacity(years * years);
    for planned in 0..years {
        let mut available = 0.0;
        for (year, absorbed) in draw.absorbed.iter().enumerate() {
            if year == planned {
                available += 1.0;
            }
            out.push(absorbed * available);
            available = if draw.carry_over { (1.0 - absorbed) * available } else { 0.0 };
        }
    }
    out
}

/// Adds what borrowers return and the commune lends again.
fn revolve(instrument: &InstrumentPlan, money: &mut [f64]) {
    let after = instrument.revolving_after;
    if instrument.revolving_share > 0.0 && after > 0 {
        for year in after..money.len() {
            money[year] += instrument.revolving_share * money[year - after];
        }
    }
}

/// Participations that begin to count in each year: late money counts from the next.
fn begin(draw: &DeliveryDraw, reach: &[f64], begun: &mut Vec<f64>) {
    begun.clear();
    begun.extend((0..reach.len()).map(|year| {
        let late = if year > 0 { (1.0 - draw.in_year[year - 1]) * reach[year - 1] } else { 0.0 };
        draw.in_year[year] * reach[year] + late
    }));
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
