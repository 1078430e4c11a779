//! One commune with its households integrated out: the joint cumulants of poor and all households at the end of each
//! window, given the world of each replicate, under every alternative.
//!
//! Forwards, expected households give the coverage of each year and so the probabilities of every move. Backwards,
//! these give each state's probabilities of a household's fates (see [`super::cumulants`]).

use super::commune::hazards;
use super::cumulants::{Cumulants, Fates, NOTHING, add, thin};
use super::fates::{Fork, Forks, Risks, risks, standing};
use super::isa::Isa;
use super::luck::Expected;
use super::programme::{Place, SLOTS, Support, coverage, group_counts, support};
use super::start::start;
use super::worlds::Worlds;
use super::{LANES, Lane};
use crate::domain::hazard::CLASSES;
use crate::domain::state::{STATES, State};
use crate::plan::design::Design;
use pulp::NullaryFnOnce;

/// A design made ready for integration.
pub struct Integrator<'a> {
    pub design: &'a Design,
    pub isa: Isa,
    forks: Forks,
    /// Last years of the windows wanted, each once, in order.
    pub lasts: Vec<usize>,
    /// Hazard of dissolution.
    dissolution: f64,
    /// Alternatives whose money, and so coverage, is not nothing.
    funded: Vec<bool>,
}

impl<'a> Integrator<'a> {
    pub fn new(design: &'a Design, lasts: Vec<usize>, isa: Isa) -> Integrator<'a> {
        let funded = |funding: &crate::plan::design::Funding| {
            funding.money.iter().any(|&money| money != 0.0)
                || (design.full_coverage && funding.funded.contains(&true))
        };
        Integrator {
            design,
            isa,
            forks: Forks::of(design),
            lasts,
            dissolution: -libm::log1p(-design.growth.dissolution),
            funded: design.alternatives.iter().map(funded).collect(),
        }
    }

    /// Integrates a commune and leaves the result in `desk.ends` and `desk.start`.
    pub fn integrate(&self, worlds: &Worlds, commune: usize, desk: &mut Desk) {
        self.isa.run(Integrate { kernel: self, worlds, commune, desk });
    }
}

/// Working memory of one thread, reused from commune to commune.
pub struct Desk {
    factors: Vec<[Lane; CLASSES]>,
    /// Expected households at the start, at `stratum * STATES + state`.
    begun: Vec<Lane>,
    before: Vec<Lane>,
    after: Vec<Lane>,
    support: Support,
    covered: Vec<Lane>,
    /// At `(alternative * years + year) * forks + fork`.
    risks: Vec<Risks>,
    fates: Fates,
    /// At `fork * (years + 1)`: probability of being poor at the end, then of being gone in each year.
    now: Vec<Lane>,
    next: Vec<Lane>,
    /// Fates of a new household.
    mean: Vec<Lane>,
    /// Cumulants of what a household founds after each year.
    later: Vec<Cumulants>,
    /// Poor households at the start.
    pub poor: Lane,
    /// At `last * alternatives + alternative`.
    pub ends: Vec<End>,
}

/// What a commune adds to the cumulants of its places.
#[derive(Clone, Copy, Debug)]
pub struct End {
    pub cumulants: Cumulants,
    /// Poor households at the start are whole, their expected number is not: variance of the rounding times 1, x and
    /// x², where x is what one more poor and one fewer secure household add to the poor at the end.
    pub rounding: [Lane; 3],
}

impl End {
    pub const ZERO: End = End { cumulants: NOTHING, rounding: [Lane::ZERO; 3] };

    /// Adds an independent commune.
    #[inline(always)]
    pub fn add(&mut self, other: &End) {
        add(&mut self.cumulants, &other.cumulants);
        for (sum, of) in self.rounding.iter_mut().zip(&other.rounding) {
            sum.add(of);
        }
    }
}

impl Desk {
    pub fn new(kernel: &Integrator<'_>) -> Desk {
        let (design, forks) = (kernel.design, kernel.forks.list.len());
        let (years, alternatives) = (design.years.len(), design.alternatives.len());
        let states = vec![Lane::ZERO; design.strata.len() * STATES];
        Desk {
            factors: vec![[Lane::ZERO; CLASSES]; years],
            begun: states.clone(),
            before: states.clone(),
            after: states,
            support: [Lane::ONE; SLOTS],
            covered: vec![Lane::ZERO; design.instruments.len()],
            risks: vec![[Lane::ZERO; 3]; alternatives * years * forks],
            fates: Fates::new(years),
            now: vec![Lane::ZERO; forks * (years + 1)],
            next: vec![Lane::ZERO; forks * (years + 1)],
            mean: vec![Lane::ZERO; years + 1],
            later: vec![NOTHING; years],
            poor: Lane::ZERO,
            ends: vec![End::ZERO; kernel.lasts.len() * alternatives],
        }
    }
}

struct Integrate<'a> {
    kernel: &'a Integrator<'a>,
    worlds: &'a Worlds,
    commune: usize,
    desk: &'a mut Desk,
}

impl NullaryFnOnce for Integrate<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Integrate { kernel, worlds, commune, desk } = self;
        let design = kernel.design;
        worlds.commune_factors(design, commune, &mut desk.factors);
        start(design, worlds, &Expected, commune, &mut desk.begun);
        gather_poor(desk);
        for alternative in 0..design.alternatives.len() {
            kernel.forwards(worlds, commune, alternative, desk);
        }
        for position in 0..kernel.lasts.len() {
            for alternative in 0..design.alternatives.len() {
                kernel.backwards(position, alternative, desk);
            }
        }
    }
}

/// Counts the poor and puts those poor again with the other poor.
#[inline(always)]
fn gather_poor(desk: &mut Desk) {
    desk.poor = Lane::ZERO;
    for row in desk.begun.chunks_exact_mut(STATES) {
        let again = std::mem::replace(&mut row[State::Relapsed.index()], Lane::ZERO);
        row[State::Poor.index()].add(&again);
        desk.poor.add(&row[State::Poor.index()]);
    }
}

impl Integrator<'_> {
    /// The probabilities of every move under one alternative.
    #[inline(always)]
    fn forwards(&self, worlds: &Worlds, commune: usize, alternative: usize, desk: &mut Desk) {
        let design = self.design;
        let (years, forks) = (design.years.len(), &self.forks.list);
        let Some(&last) = self.lasts.last() else { return };
        let base = &worlds.base[design.communes[commune].area];
        let funding = &design.alternatives[alternative];
        let funded = self.funded[alternative];
        desk.support = [Lane::ONE; SLOTS];
        desk.before.copy_from_slice(&desk.begun);
        for year in 0..=last {
            let hazards = hazards(base, &desk.factors[year]);
            if funded {
                let counts = group_counts(design, &desk.before);
                coverage(Place { design, worlds, funding, commune, year }, &counts, &mut desk.covered);
                support(design, worlds, &desk.covered, year, &mut desk.support);
            }
            let own = (alternative * years + year) * forks.len();
            for (position, fork) in forks.iter().enumerate() {
                if fork.supported || alternative == 0 {
                    desk.risks[own + position] = risks(fork, &hazards, &desk.support, self.dissolution);
                }
            }
            if funded && year < last {
                self.move_expected(year, alternative, desk);
            }
        }
    }

    /// Position in [`Desk::risks`] of a fork's year: that of the first alternative where all are alike.
    #[inline(always)]
    fn risk_at(&self, alternative: usize, year: usize, fork: usize) -> usize {
        let alternative = if self.forks.list[fork].supported { alternative } else { 0 };
        (alternative * self.design.years.len() + year) * self.forks.list.len() + fork
    }

    /// Moves the expected households through a year.
    #[inline(always)]
    fn move_expected(&self, year: usize, alternative: usize, desk: &mut Desk) {
        let design = self.design;
        let forks = &self.forks.list;
        desk.after.fill(Lane::ZERO);
        let mut households = Lane::ZERO;
        for (position, fork) in forks.iter().enumerate() {
            let n = desk.before[fork.at];
            let [first, second, gone] = &desk.risks[self.risk_at(alternative, year, position)];
            let [to_first, to_second, to_stay] = fork.to.map(|to| forks[to].at);
            for l in 0..LANES {
                let (a, b, d) = (n.0[l] * first.0[l], n.0[l] * second.0[l], n.0[l] * gone.0[l]);
                households.0[l] += n.0[l];
                desk.after[to_first].0[l] += a;
                desk.after[to_second].0[l] += b;
                desk.after[to_stay].0[l] += n.0[l] - (a + b + d);
            }
        }
        for &(entry, share) in &self.forks.entries {
            let formed = design.growth.formation * share;
            for l in 0..LANES {
                desk.after[forks[entry].at].0[l] += households.0[l] * formed;
            }
        }
        if self.changes_standard(year) {
            desk.before.copy_from_slice(&desk.after);
            for fork in forks {
                for (to, share) in fork.rebased {
                    for l in 0..LANES {
                        let moved = desk.before[fork.at].0[l] * share;
                        desk.after[fork.at].0[l] -= moved;
                        desk.after[forks[to].at].0[l] += moved;
                    }
                }
            }
        }
        std::mem::swap(&mut desk.before, &mut desk.after);
    }

    /// Whether the standard changes after the review of a year.
    #[inline(always)]
    fn changes_standard(&self, year: usize) -> bool {
        self.design.rebasing.is_some_and(|rebasing| rebasing.after_year == self.design.years[year])
    }

    /// The fates of every state, from the end of a window back to its start, and the cumulants of the commune.
    #[inline(always)]
    fn backwards(&self, position: usize, alternative: usize, desk: &mut Desk) {
        let last = self.lasts[position];
        let forks = &self.forks.list;
        let stride = self.design.years.len() + 1;
        for (fork, fates) in forks.iter().zip(desk.next.chunks_exact_mut(stride)) {
            fates[0] = if fork.poor { Lane::ONE } else { Lane::ZERO };
        }
        // What a household founds in the years after the one at hand.
        let mut founded = NOTHING;
        for year in (0..=last).rev() {
            desk.later[year] = founded;
            if self.design.growth.formation > 0.0 {
                let newborn = self.newborn(year, last, &founded, desk);
                add(&mut founded, &thin(self.design.growth.formation, &newborn));
            }
            for (position, fork) in forks.iter().enumerate() {
                let risks = &desk.risks[self.risk_at(alternative, year, position)];
                mix(fork, risks, year, last, stride, &desk.next, &mut desk.now[position * stride..]);
            }
            std::mem::swap(&mut desk.now, &mut desk.next);
            if year > 0 && self.changes_standard(year - 1) {
                self.rebase(last, year, stride, desk);
            }
        }
        desk.ends[position * self.design.alternatives.len() + alternative] = self.end(last, &founded, desk);
    }

    /// Cumulants of a household founded in a year: it makes its first move in the next.
    #[inline(always)]
    fn newborn(&self, year: usize, last: usize, founded: &Cumulants, desk: &mut Desk) -> Cumulants {
        let stride = self.design.years.len() + 1;
        let mean = &mut desk.mean;
        mean.fill(Lane::ZERO);
        for &(entry, share) in &self.forks.entries {
            let fates = &desk.next[entry * stride..(entry + 1) * stride];
            for k in std::iter::once(0).chain(year + 2..last + 2) {
                for l in 0..LANES {
                    mean[k].0[l] += share * fates[k].0[l];
                }
            }
        }
        let (first, later) = (year + 1, &desk.later[year + 1..last + 1]);
        desk.fates.clear(first, last + 1);
        desk.fates.add(&Lane::ONE, &mean[0], first, &mean[first + 1..last + 2], later);
        desk.fates.cumulants(first, founded, later)
    }

    /// Reclassifies the fates of the states at the start of a year on a new standard.
    #[inline(always)]
    fn rebase(&self, last: usize, year: usize, stride: usize, desk: &mut Desk) {
        for (position, fork) in self.forks.list.iter().enumerate() {
            let [(to_a, a), (to_b, b)] = fork.rebased;
            for k in std::iter::once(0).chain(year + 1..last + 2) {
                let at = |fork: usize| &desk.next[fork * stride + k];
                let (own, at_a, at_b) = (at(position), at(to_a), at(to_b));
                desk.now[position * stride + k] =
                    Lane::of(|l| (1.0 - a - b) * own.0[l] + (a * at_a.0[l] + b * at_b.0[l]));
            }
        }
        std::mem::swap(&mut desk.now, &mut desk.next);
    }

    /// The cumulants of the commune's households, from the fates of the states at the start.
    #[inline(always)]
    fn end(&self, last: usize, founded: &Cumulants, desk: &mut Desk) -> End {
        let stride = self.design.years.len() + 1;
        let later = &desk.later[..last + 1];
        desk.fates.clear(0, last + 1);
        for (position, fork) in self.forks.list.iter().enumerate() {
            let fates = &desk.next[position * stride..];
            desk.fates.add(&desk.begun[fork.at], &fates[0], 0, &fates[1..last + 2], later);
        }
        let mut end = End { cumulants: desk.fates.cumulants(0, founded, later), rounding: [Lane::ZERO; 3] };
        if !self.design.doubts.is_empty() {
            self.round(&mut end, desk);
        }
        end
    }

    /// Variance of whole households at the start: a poor household more is a secure one fewer.
    #[inline(always)]
    fn round(&self, end: &mut End, desk: &Desk) {
        let stride = self.design.years.len() + 1;
        let forks = &self.forks.list;
        for stratum in 0..self.design.strata.len() {
            let find = |state: State| {
                let at = standing(stratum * STATES + state.index());
                forks.iter().position(|fork| fork.at == at).unwrap_or(0)
            };
            let (poor, secure) = (find(State::Poor), find(State::Secure));
            let n = &desk.begun[forks[poor].at];
            for l in 0..LANES {
                let part = n.0[l] - super::super::elementary::floor(n.0[l]);
                let variance = part * (1.0 - part);
                let x = desk.next[poor * stride].0[l] - desk.next[secure * stride].0[l];
                end.rounding[0].0[l] += variance;
                end.rounding[1].0[l] += variance * x;
                end.rounding[2].0[l] += variance * (x * x);
            }
        }
    }
}

/// The fates at the start of a year from those at its end.
#[inline(always)]
fn mix(fork: &Fork, risks: &Risks, year: usize, last: usize, stride: usize, next: &[Lane], now: &mut [Lane]) {
    let [first, second, gone] = risks;
    let stay = Lane::of(|l| 1.0 - (first.0[l] + second.0[l] + gone.0[l]));
    for k in std::iter::once(0).chain(year + 2..last + 2) {
        let [a, b, c] = fork.to.map(|to| &next[to * stride + k]);
        let now = &mut now[k];
        for l in 0..LANES {
            now.0[l] = (first.0[l] * a.0[l] + second.0[l] * b.0[l]) + stay.0[l] * c.0[l];
        }
    }
    now[year + 1] = *gone;
}
