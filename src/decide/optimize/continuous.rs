//! Continuous money: a curve for every instrument in every commune, spent optimally, paid in whole đồng.

use super::curves::{Curve, spend};
use super::ladder::{eligible_at_start, saturating_dong, swapped};
use super::plan::{Item, Plan, empty, payers};
use super::purse::{Purse, Spent, amount, funding, nothing};
use super::worth::Pricer;
use crate::decide::allocate::{Area, Package, pay};
use crate::domain::money::{DONG_PER_MILLION, Money};
use crate::domain::scenario::Scenario;
use crate::plan::design::{CommunePlan, Design};

/// Where continuous money can go (purse, commune, instrument of the purse), with the curve that two priced amounts give.
struct Place {
    at: (usize, usize, usize),
    curve: Curve,
}

/// Optimal spending on curves of single instruments, priced with the other purses as `beside` has them: what it is
/// worth by its prices, what it spends, and the plan.
pub fn best_curves(
    scenario: &Scenario,
    design: &Design,
    purses: &[Purse],
    pricer: &Pricer<'_>,
    beside: &Spent,
) -> Option<(f64, Spent, Plan)> {
    let places = places(design, purses, pricer, beside);
    let million = |it: &crate::domain::programme::FundSource| amount(scenario, it).million_f64();
    let budgets: Vec<f64> = scenario.programme.sources.iter().map(million).collect();
    let curves: Vec<Curve> = places.iter().map(|place| place.curve).collect();
    let spending = spend(&curves, &budgets);
    let value = curves.iter().zip(&spending.money).map(|(curve, &money)| curve.value(money)).sum();
    let mut spent = nothing(design, purses);
    for (place, money) in places.iter().zip(&spending.money) {
        let (purse, commune, k) = place.at;
        // A little less than rounding could take: the sum must not pass what the sources have.
        let dong = (money * DONG_PER_MILLION as f64 * (1.0 - 1e-9)).floor() as i64;
        spent[purse][commune][k] = if dong < DONG_PER_MILLION { 0 } else { dong };
    }
    let plan = paid(scenario, design, purses, &spent)?;
    Some((value, spent, plan))
}

/// Who pays what is spent; `None` if the sources cannot.
fn paid(scenario: &Scenario, design: &Design, purses: &[Purse], spent: &Spent) -> Option<Plan> {
    let mut problem = empty(scenario);
    let mut items = Vec::new();
    for (at, (purse, communes)) in purses.iter().zip(spent).enumerate() {
        let payers = payers(&problem, purse);
        for (commune, amounts) in communes.iter().enumerate() {
            let area = items.len();
            let cost = Money::from_dong(amounts.iter().sum());
            problem.areas.push(Area { code: format!("{at:03}.{commune:06}") });
            problem.packages.push(Package {
                area,
                id: String::new(),
                cost,
                value: 0.0,
                payers: payers.clone(),
            });
            items.push(Item { purse: at, commune, amounts: amounts.clone() });
        }
    }
    let all: Vec<Option<usize>> = (0..items.len()).map(Some).collect();
    let (payments, _) = pay(&problem, &all)?;
    Some(Plan::of(design.communes.len(), purses, &items, &payments))
}

fn places(design: &Design, purses: &[Purse], pricer: &Pricer<'_>, beside: &Spent) -> Vec<Place> {
    let mut places = Vec::new();
    for (at, purse) in purses.iter().enumerate() {
        let none = nothing(design, purses);
        let mut fundings = vec![funding(design, purses, &swapped(beside, at, &none[at]))];
        let amounts: Vec<Vec<i64>> = purse.instruments.iter().map(|&k| probes(design, k)).collect();
        for (k, probes) in amounts.iter().enumerate() {
            for times in [1, 2] {
                let mut own = none[at].clone();
                own.iter_mut().zip(probes).for_each(|(row, dong)| row[k] = times * dong);
                fundings.push(funding(design, purses, &swapped(beside, at, &own)));
            }
        }
        let worths = pricer.worths(fundings);
        for commune in 0..design.communes.len() {
            for (k, probes) in amounts.iter().enumerate() {
                let gain = |at: usize| worths[at][commune] - worths[0][commune];
                let money = Money::from_dong(probes[commune]).million_f64();
                let curve = Curve::through(money, gain(1 + 2 * k), gain(2 + 2 * k), purse.payers());
                places.extend(curve.map(|curve| Place { at: (at, commune, k), curve }));
            }
        }
    }
    places
}

/// By commune: an eighth of the money at which an instrument saturates; 0 where it cannot be used.
fn probes(design: &Design, k: usize) -> Vec<i64> {
    let instrument = &design.instruments[k];
    let probe = |(commune, offered): (&CommunePlan, &bool)| {
        let eligible = if *offered { eligible_at_start(design, commune, instrument) } else { 0.0 };
        (saturating_dong(instrument, eligible, design.years.len()) / 8.0) as i64
    };
    design.communes.iter().zip(&instrument.offered).map(probe).collect()
}
