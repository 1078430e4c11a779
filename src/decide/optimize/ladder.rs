//! Packages of every commune: a ladder of growing mixes of instruments, each rung the best next step by its expected worth.

use super::purse::{Purse, Spent, funding, nothing};
use super::worth::Pricer;
use crate::domain::money::DONG_PER_MILLION;
use crate::domain::state::{Group, State};
use crate::plan::design::{CommunePlan, Design, InstrumentPlan};

/// Rungs of a ladder.
const RUNGS: usize = 10;
/// Each step takes so many times the money of the one before.
const GROWTH: f64 = 1.5;
/// Steps of an instrument to twice its ceiling, at least: none is larger than a quarter of that.
const FIRST_STEPS: f64 = 8.0;
const LARGEST_STEP: f64 = 0.25;

/// A package: what it spends on the instruments of its purse (đồng of all years), and what that is worth.
#[derive(Clone, Debug, PartialEq)]
pub struct Rung {
    pub amounts: Vec<i64>,
    /// Worth above spending nothing of this purse in the commune.
    pub gain: f64,
}

impl Rung {
    pub fn cost(&self) -> i64 {
        self.amounts.iter().sum()
    }
}

/// Ladders at purse then commune, cheapest rung first.
pub type Ladders = Vec<Vec<Vec<Rung>>>;

/// Prices ladders; `beside`: what the other purses spend meanwhile.
pub fn ladders(pricer: &Pricer<'_>, design: &Design, purses: &[Purse], beside: &Spent) -> Ladders {
    let mut climb = Climb::new(pricer, design, purses, beside);
    for rung in 0..RUNGS {
        climb.step(libm::pow(GROWTH, rung as f64));
    }
    climb.ladders
}

/// The ladders being built.
struct Climb<'a> {
    pricer: &'a Pricer<'a>,
    design: &'a Design,
    purses: &'a [Purse],
    beside: &'a Spent,
    /// At purse, commune, instrument: first and largest step, đồng; 0 where the instrument cannot be used.
    steps: Vec<Vec<Vec<[i64; 2]>>>,
    /// At purse then commune: worth without the purse, and with the last rung.
    base: Vec<Vec<f64>>,
    reached: Vec<Vec<f64>>,
    state: Spent,
    ladders: Ladders,
}

impl<'a> Climb<'a> {
    fn new(pricer: &'a Pricer<'a>, design: &'a Design, purses: &'a [Purse], beside: &'a Spent) -> Climb<'a> {
        let state = nothing(design, purses);
        let without = |purse: usize| funding(design, purses, &swapped(beside, purse, &state[purse]));
        let base = pricer.worths((0..purses.len()).map(without).collect());
        let steps = purses.iter().map(|purse| steps(design, purse)).collect();
        let ladders = vec![vec![Vec::new(); design.communes.len()]; purses.len()];
        Climb { pricer, design, purses, beside, steps, reached: base.clone(), base, state, ladders }
    }

    /// Every ladder grows by the step that brings most per đồng; one that nothing improves stays as it is.
    fn step(&mut self, times: f64) {
        let tried: Vec<(usize, usize)> = (0..self.purses.len())
            .flat_map(|purse| (0..self.purses[purse].instruments.len()).map(move |k| (purse, k)))
            .collect();
        let fundings = tried.iter().map(|&(purse, k)| {
            let more = self.raised(purse, k, times);
            funding(self.design, self.purses, &swapped(self.beside, purse, &more))
        });
        let worths = self.pricer.worths(fundings.collect());
        for purse in 0..self.purses.len() {
            let own: Vec<&Vec<f64>> =
                tried.iter().zip(&worths).filter(|(it, _)| it.0 == purse).map(|(_, worths)| worths).collect();
            for commune in 0..self.design.communes.len() {
                self.extend(purse, commune, &own, times);
            }
        }
    }

    fn raise(&self, purse: usize, commune: usize, k: usize, times: f64) -> i64 {
        let [first, largest] = self.steps[purse][commune][k];
        whole_million(first as f64 * times).min(largest)
    }

    /// What a purse spends if one instrument is raised in every commune.
    fn raised(&self, purse: usize, k: usize, times: f64) -> Vec<Vec<i64>> {
        let mut more = self.state[purse].clone();
        for (commune, amounts) in more.iter_mut().enumerate() {
            amounts[k] += self.raise(purse, commune, k, times);
        }
        more
    }

    fn extend(&mut self, purse: usize, commune: usize, worths: &[&Vec<f64>], times: f64) {
        let spent: i64 = self.state[purse][commune].iter().sum();
        let room = self.purses[purse].amount.dong() - spent;
        let mut best: Option<(f64, usize, i64)> = None;
        for (k, worths) in worths.iter().enumerate() {
            let raise = self.raise(purse, commune, k, times);
            let rate = (worths[commune] - self.reached[purse][commune]) / raise as f64;
            if raise > 0 && raise <= room && rate > 0.0 && best.is_none_or(|(most, ..)| rate > most) {
                best = Some((rate, k, raise));
            }
        }
        if let Some((_, k, raise)) = best {
            self.state[purse][commune][k] += raise;
            self.reached[purse][commune] = worths[k][commune];
            let gain = self.reached[purse][commune] - self.base[purse][commune];
            let amounts = self.state[purse][commune].clone();
            self.ladders[purse][commune].push(Rung { amounts, gain });
        }
    }
}

/// The same spending with one purse's replaced.
pub fn swapped(spent: &Spent, purse: usize, own: &[Vec<i64>]) -> Spent {
    let mut all = spent.clone();
    all[purse] = own.to_vec();
    all
}

fn whole_million(dong: f64) -> i64 {
    (dong / DONG_PER_MILLION as f64).round() as i64 * DONG_PER_MILLION
}

/// First and largest steps by commune and instrument. The first is half of the commune's share of the purse by
/// households that can take part, or an eighth of what takes the instrument to twice its ceiling if that is less.
fn steps(design: &Design, purse: &Purse) -> Vec<Vec<[i64; 2]>> {
    let eligible = |commune: usize, k: usize| {
        let instrument = &design.instruments[k];
        if instrument.offered[commune] {
            eligible_at_start(design, &design.communes[commune], instrument)
        } else {
            0.0
        }
    };
    let communes = 0..design.communes.len();
    let all: Vec<f64> = purse
        .instruments
        .iter()
        .map(|&k| communes.clone().map(|commune| eligible(commune, k)).sum())
        .collect();
    let purse_dong = purse.amount.dong() as f64;
    let step = |commune: usize, (&k, all): (&usize, &f64)| {
        let own = eligible(commune, k);
        if own <= 0.0 {
            return [0, 0];
        }
        let full = saturating_dong(&design.instruments[k], own, design.years.len());
        let first = (full / FIRST_STEPS).min(0.5 * purse_dong * own / all);
        let largest = full * LARGEST_STEP;
        [first, largest].map(|dong| whole_million(dong).max(DONG_PER_MILLION))
    };
    communes.map(|commune| purse.instruments.iter().zip(&all).map(|it| step(commune, it)).collect()).collect()
}

/// Money of all years at which an instrument works for twice its ceiling in the middle year.
pub fn saturating_dong(instrument: &InstrumentPlan, eligible: f64, years: usize) -> f64 {
    let cost = instrument.programme_cost[years / 2] * DONG_PER_MILLION as f64;
    let renewals = (years as f64 / instrument.duration.max(1) as f64).max(1.0);
    2.0 * instrument.ceiling * eligible * cost * renewals
}

/// Households of a commune that can take part, at the start.
pub fn eligible_at_start(design: &Design, commune: &CommunePlan, instrument: &InstrumentPlan) -> f64 {
    let group = |group: Group| instrument.eligible[group.index()];
    let strata = design.strata.iter().zip(&commune.start);
    let able = strata.filter(|(stratum, _)| stratum.labour || !instrument.needs_labour);
    let households = |row: &[f64]| -> f64 {
        State::ALL.iter().zip(row).filter(|it| group(it.0.group())).map(|it| it.1).sum()
    };
    able.map(|(_, row)| households(row)).sum()
}
