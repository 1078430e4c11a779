//! Scenario to design, in one pure function.

use super::apportion::{Allocation, allocate};
use super::design::*;
use super::posterior::adopt;
use super::start::start_states;
use crate::domain::alternative::Alternative;
use crate::domain::baseline::BaselineDoubt;
use crate::domain::commune::CommuneCode;
use crate::domain::programme::{Capital, Delivery, Instrument, Level};
use crate::domain::scenario::Scenario;
use crate::domain::standard::Standard;
use crate::domain::target::{Fall, Target, micro};
use std::collections::BTreeSet;

/// Lays a checked scenario out for the engine; money is apportioned here, to the đồng.
pub fn design(scenario: &Scenario) -> (Design, Vec<Allocation>) {
    let allocations: Vec<Allocation> =
        scenario.alternatives.iter().map(|alternative| allocate(scenario, alternative)).collect();
    let districts: Vec<u32> = scenario.districts().into_iter().map(|(code, _)| code).collect();
    let mut design = Design {
        seed: scenario.seed,
        years: scenario.years(),
        communes: communes(scenario, &districts),
        places: places(scenario, &districts),
        districts,
        cohorts: scenario.cohorts.len(),
        areas: areas(scenario),
        strata: strata(scenario),
        clocks: scenario.transitions.clocks,
        look_back: scenario.transitions.look_back,
        moves: move_table(scenario.transitions.look_back),
        commune_log_sd: scenario.transitions.commune_log_sd,
        posterior: None,
        shocks: shocks(scenario),
        events: events(scenario),
        growth: scenario.transitions.growth,
        rebasing: scenario.transitions.rebasing,
        doubts: scenario.baseline_doubts.iter().map(|doubt| doubt_plan(scenario, doubt)).collect(),
        instruments: scenario.programme.instruments.iter().map(|i| instrument_plan(scenario, i)).collect(),
        overlap: scenario.programme.overlap,
        delivery: Capital::ALL
            .map(|capital| delivery_plan(capital, &scenario.programme.delivery[capital.index()])),
        alternatives: Vec::new(),
        goals: goals(scenario),
        sets: scenario.sets().len(),
        full_coverage: false,
    };
    if let Some(posterior) = &scenario.posterior {
        adopt(&mut design, posterior);
    }
    design.alternatives = scenario
        .alternatives
        .iter()
        .zip(&allocations)
        .map(|(alternative, allocation)| funding(scenario, &design, alternative, allocation))
        .collect();
    (design, allocations)
}

fn communes(scenario: &Scenario, districts: &[u32]) -> Vec<CommunePlan> {
    let transitions = &scenario.transitions;
    let area_of = |code: CommuneCode| {
        let inside = |area: &str| scenario.cohort(area).is_some_and(|cohort| cohort.members.contains(&code));
        transitions.areas.iter().position(|area| inside(&area.area)).unwrap_or(transitions.areas.len() - 1)
    };
    scenario
        .communes
        .iter()
        .zip(&scenario.baseline)
        .map(|(commune, row)| CommunePlan {
            code: commune.code.number(),
            district: districts.binary_search(&commune.district_code).unwrap_or(0),
            area: area_of(commune.code),
            start: start_states(row, &scenario.history, &transitions.strata, transitions.look_back),
        })
        .collect()
}

fn places(scenario: &Scenario, districts: &[u32]) -> Vec<Vec<usize>> {
    let positions =
        |keep: &dyn Fn(usize) -> bool| (0..scenario.communes.len()).filter(|&i| keep(i)).collect();
    let cohorts = scenario
        .cohorts
        .iter()
        .map(|cohort| positions(&|i| cohort.members.contains(&scenario.communes[i].code)));
    let by_district =
        districts.iter().map(|&code| positions(&|i| scenario.communes[i].district_code == code));
    cohorts.chain(by_district).collect()
}

fn areas(scenario: &Scenario) -> Vec<AreaPlan> {
    scenario.transitions.areas.iter().map(|area| AreaPlan::new(&area.area, area.base)).collect()
}

fn strata(scenario: &Scenario) -> Vec<StratumPlan> {
    let plan = |stratum: &crate::domain::hazard::Stratum| StratumPlan {
        factor: stratum.factor,
        labour: stratum.labour,
        share: stratum.share,
    };
    scenario.transitions.strata.iter().map(plan).collect()
}

fn shocks(scenario: &Scenario) -> Vec<ShockPlan> {
    let shocks = &scenario.transitions.shocks;
    shocks.iter().map(|shock| ShockPlan { name_code: name_code(&shock.id), shock: shock.clone() }).collect()
}

fn events(scenario: &Scenario) -> Vec<EventPlan> {
    let plan = |event: &crate::domain::hazard::Event| EventPlan {
        name_code: name_code(&event.id),
        hits: inside(scenario, &event.communes),
        event: event.clone(),
    };
    scenario.transitions.events.iter().map(plan).collect()
}

fn goals(scenario: &Scenario) -> Vec<Goal> {
    let position = |year: i32| (year - scenario.first_year) as usize;
    let sets = scenario.sets();
    let plan = |target: &Target| Goal {
        first: position(target.first_year),
        last: position(target.last_year),
        place: scenario.cohorts.iter().position(|cohort| cohort.id == target.cohort).unwrap_or(0),
        set: sets.iter().position(|set| *set == target.set).unwrap_or(0),
        floor: Fall { years: target.years_counted, micro: micro(target.floor) },
        top: Fall { years: target.years_counted, micro: micro(target.top) },
    };
    scenario.targets.iter().map(plan).collect()
}

/// Membership by position of the commune.
fn inside(scenario: &Scenario, members: &BTreeSet<CommuneCode>) -> Vec<bool> {
    scenario.communes.iter().map(|commune| members.contains(&commune.code)).collect()
}

fn doubt_plan(scenario: &Scenario, doubt: &BaselineDoubt) -> DoubtPlan {
    let none = BTreeSet::new();
    let members = scenario.cohort(&doubt.cohort).map_or(&none, |cohort| &cohort.members);
    let total: f64 = scenario.baseline.iter().map(|row| row.poor as f64).sum();
    let within: f64 = scenario
        .baseline
        .iter()
        .filter(|row| members.contains(&row.commune))
        .map(|row| row.poor as f64)
        .sum();
    DoubtPlan {
        name_code: name_code(&doubt.cohort),
        log_sd: doubt.log_sd,
        inside: inside(scenario, members),
        compensation: (doubt.compensate && total > within).then_some((within, total - within)),
    }
}

fn instrument_plan(scenario: &Scenario, instrument: &Instrument) -> InstrumentPlan {
    let programme = &scenario.programme;
    let cost = |year: i32| {
        let inflation = libm::pow(1.0 + programme.price_inflation, (year - programme.price_year) as f64);
        instrument.unit_cost_million_vnd * (1.0 - instrument.community_share) * inflation
    };
    let commune_level = instrument.level == Level::Commune;
    let component = programme.components.iter().find(|component| component.id == instrument.component);
    let offered = component.map(|component| inside(scenario, &component.eligible));
    InstrumentPlan {
        id: instrument.id.clone(),
        programme_cost: scenario.years().into_iter().map(cost).collect(),
        commune_level,
        eligible: if commune_level { [true; 4] } else { instrument.eligible },
        needs_labour: instrument.needs_labour && !commune_level,
        ceiling: instrument.ceiling,
        saturation: instrument.saturation,
        lag: instrument.lag_years as usize,
        duration: instrument.duration_years as usize,
        waning: instrument.waning,
        revolving_share: instrument.revolving_share,
        revolving_after: instrument.revolving_after_years as usize,
        readiness_points: instrument.readiness_points,
        effects: instrument.effects.iter().map(|effect| effect_plan(scenario, instrument, effect)).collect(),
        offered: offered.unwrap_or_else(|| vec![false; scenario.communes.len()]),
    }
}

fn effect_plan(
    scenario: &Scenario,
    instrument: &Instrument,
    effect: &crate::domain::programme::Effect,
) -> EffectPlan {
    let acts = |year: i32| effect.standard.is_none_or(|standard| standard == Standard::of_year(year));
    EffectPlan {
        name_code: name_code(&format!("{}.{}", instrument.id, effect.class.word())),
        class: effect.class.index(),
        acts: scenario.years().into_iter().map(acts).collect(),
        hazard_ratio: effect.hazard_ratio,
    }
}

fn delivery_plan(capital: Capital, delivery: &Delivery) -> DeliveryPlan {
    DeliveryPlan {
        capital,
        tranches: delivery.tranches.iter().map(|tranche| (tranche.month as f64, tranche.share)).collect(),
        delay_months: delivery.delay_months,
        absorption_mean: delivery.absorption_mean,
        absorption_concentration: delivery.absorption_concentration,
        carry_over: delivery.carry_over,
        cost_overrun: delivery.cost_overrun,
    }
}

fn funding(
    scenario: &Scenario,
    design: &Design,
    alternative: &Alternative,
    allocation: &Allocation,
) -> Funding {
    let years = design.years.len();
    let mut dong = vec![0i64; design.communes.len() * design.instruments.len() * 2 * years];
    let mut funded = vec![false; design.instruments.len()];
    for grant in &allocation.grants {
        let commune = scenario.communes.binary_search_by_key(&grant.commune, |commune| commune.code);
        let source = scenario.programme.sources.iter().find(|source| source.id == grant.source);
        let (Ok(commune), Some(source)) = (commune, source) else { continue };
        let Some(year) = design.years.iter().position(|&year| year == grant.year) else { continue };
        for (id, amount) in &grant.by_instrument {
            if let Some(instrument) = design.instruments.iter().position(|instrument| &instrument.id == id) {
                dong[design.money_index(commune, instrument, source.capital.index()) + year] += amount.dong();
                funded[instrument] |= amount.dong() > 0;
            }
        }
    }
    let money = dong.into_iter().map(|dong| dong as f64 / crate::domain::money::DONG_PER_MILLION as f64);
    Funding { id: alternative.id.clone(), money: money.collect(), funded }
}
