//! Probabilities of targets with the households integrated out: computed from each replicate's world, not drawn.
//!
//! Given a world, households move independently of each other but for one thing: coverage depends on how many are
//! eligible. Here it is that of the *expected* eligible households of the world, so
//!
//! - without money, or with every eligible household covered, the mean, variance and skewness of the counts are exact;
//! - with money they are those of a commune whose coverage does not feel its households' luck: a difference of the
//!   order of one household's weight in the commune's coverage (docs/model.md, section 8).
//!
//! The probability then takes the counts of a place, sums over many independent households, as normal but for one
//! term of skewness. What that leaves out is bounded by 1 / (16 variance) in each world; the mean of the bounds is kept
//! with the chance and widens its interval. Whole households at an uncertain baseline add their variance, to first
//! order.
//!
//! A target whose window does not begin with the first simulated year compares two random stocks; it has no chance
//! here. Nor has a set of targets reached together: that needs their joint distribution.

use super::chance::{Chance, Place};
use super::environment::{Environment, Environments};
use super::lanes::integrated::{Desk, End, Integrator};
use super::lanes::isa::Isa;
use super::lanes::worlds::Worlds;
use super::lanes::{LANES, Lane};
use crate::plan::design::{Design, Goal};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::ops::ControlFlow;

/// Blocks of replicates between two questions whether to go on.
const STRETCH: u32 = 16;

/// What to run.
pub struct IntegratedJob<'a> {
    pub design: &'a Design,
    /// Replicates wanted; whole blocks of [`LANES`] are done, so that pairs and batches are complete.
    pub replicates: u32,
    pub environment: Environment,
    pub isa: Isa,
    /// Told how many replicates were finished since the last call.
    pub progress: &'a (dyn Fn(u64) + Sync),
}

impl<'a> IntegratedJob<'a> {
    /// Sobol worlds on the widest instructions that are here.
    pub fn new(design: &'a Design, replicates: u32) -> IntegratedJob<'a> {
        let environment = Environment::Sobol;
        IntegratedJob { design, replicates, environment, isa: Isa::widest(), progress: &|_| {} }
    }
}

/// Chances of one target under one alternative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalChances {
    pub floor: Chance,
    pub top: Chance,
}

impl GoalChances {
    /// How wrong either may be whatever the number of replicates.
    pub fn series_error(&self) -> f64 {
        self.floor.series_error().max(self.top.series_error())
    }
}

/// What was integrated so far; of a size that does not grow with replicates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Integrated {
    pub environment: Environment,
    /// Always the first ones.
    pub replicates: u32,
    /// By alternative, then by goal in the design's order; `None` where the window begins later.
    pub alternatives: Vec<Vec<Option<GoalChances>>>,
}

impl Integrated {
    /// Nothing done yet.
    pub fn new(design: &Design, environment: Environment) -> Integrated {
        let fresh = GoalChances { floor: Chance::new(environment), top: Chance::new(environment) };
        let goals = design.goals.iter().map(|goal| Integrated::covers(goal).then_some(fresh)).collect();
        Integrated { environment, replicates: 0, alternatives: vec![goals; design.alternatives.len()] }
    }

    /// Whether a goal has chances here: its window begins with the first simulated year.
    pub fn covers(goal: &Goal) -> bool {
        goal.first == 0
    }

    /// The same without the chances of targets that the series may get wrong by more than `most`.
    pub fn without_rough(&self, most: f64) -> Integrated {
        let mut kept = self.clone();
        for chances in kept.alternatives.iter_mut().flatten() {
            *chances = chances.filter(|it| it.series_error() <= most);
        }
        kept
    }

    /// Whether any target has chances.
    pub fn has_chances(&self) -> bool {
        self.alternatives.iter().flatten().any(Option::is_some)
    }

    fn merge(&mut self, other: &Integrated) {
        self.replicates += other.replicates;
        let chances = self.alternatives.iter_mut().flatten().flatten();
        for (sum, other) in chances.zip(other.alternatives.iter().flatten().flatten()) {
            sum.floor.merge(&other.floor);
            sum.top.merge(&other.top);
        }
    }
}

/// Runs a job from its first replicate to its last; the result does not depend on the rayon pool.
pub fn run(job: &IntegratedJob<'_>) -> Integrated {
    let mut done = Integrated::new(job.design, job.environment);
    let _ = advance(job, &mut done, &mut |_| ControlFlow::Continue(()));
    done
}

/// Adds the replicates that are missing to `done`; `pause` is asked after every stretch of them and may stop.
pub fn advance(
    job: &IntegratedJob<'_>,
    done: &mut Integrated,
    pause: &mut dyn FnMut(&Integrated) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let sum = Sum::new(job);
    let lanes = LANES as u32;
    while done.replicates < job.replicates {
        let first = done.replicates;
        let blocks = (job.replicates - first).div_ceil(lanes).min(STRETCH);
        let parts: Vec<Integrated> =
            (0..blocks).into_par_iter().map(|block| sum.block(first + block * lanes)).collect();
        parts.iter().for_each(|part| done.merge(part));
        (job.progress)(u64::from(blocks * lanes));
        pause(done)?;
    }
    ControlFlow::Continue(())
}

/// A job made ready: which places and windows its goals need.
struct Sum<'a> {
    environments: Environments<'a>,
    environment: Environment,
    kernel: Integrator<'a>,
    /// Places of the goals, each once.
    places: Vec<usize>,
    /// Per commune: positions in `places`.
    places_of: Vec<Vec<usize>>,
}

/// Counts of a place in a block.
struct PlaceSum {
    poor: Lane,
    households: f64,
    /// At `last * alternatives + alternative`.
    ends: Vec<End>,
}

impl<'a> Sum<'a> {
    fn new(job: &IntegratedJob<'a>) -> Sum<'a> {
        let design = job.design;
        let goals = design.goals.iter().filter(|goal| Integrated::covers(goal));
        let sorted = |mut of: Vec<usize>| {
            of.sort_unstable();
            of.dedup();
            of
        };
        let lasts = sorted(goals.clone().map(|goal| goal.last).collect());
        let places = sorted(goals.map(|goal| goal.place).collect());
        let of = |commune: usize| -> Vec<usize> {
            (0..places.len()).filter(|&at| design.places[places[at]].contains(&commune)).collect()
        };
        Sum {
            environments: Environments::new(design, job.environment),
            environment: job.environment,
            kernel: Integrator::new(design, lasts, job.isa),
            places_of: (0..design.communes.len()).map(of).collect(),
            places,
        }
    }

    /// The block of replicates that begins with `first`.
    fn block(&self, first: u32) -> Integrated {
        let (worlds, _) = self.environments.block(first);
        let places = self.integrate(&worlds);
        let design = self.kernel.design;
        let mut done = Integrated::new(design, self.environment);
        done.replicates = LANES as u32;
        for (alternative, chances) in done.alternatives.iter_mut().enumerate() {
            for (goal, chances) in design.goals.iter().zip(chances) {
                let Some(chances) = chances else { continue };
                let find = |list: &[usize], wanted: usize| list.binary_search(&wanted).unwrap_or(0);
                let place = &places[find(&self.places, goal.place)];
                let end = find(&self.kernel.lasts, goal.last) * design.alternatives.len() + alternative;
                let seen: [Place; LANES] = std::array::from_fn(|l| place.lane(end, l));
                chances.floor.add(&seen.map(|place| place.reaches(goal.floor)));
                if goal.top == goal.floor {
                    chances.top = chances.floor;
                } else {
                    chances.top.add(&seen.map(|place| place.reaches(goal.top)));
                }
            }
        }
        done
    }

    /// Sums over the communes of every place, in their order.
    fn integrate(&self, worlds: &Worlds) -> Vec<PlaceSum> {
        let design = self.kernel.design;
        let mut desk = Desk::new(&self.kernel);
        let ends = vec![End::ZERO; desk.ends.len()];
        let fresh = |_| PlaceSum { poor: Lane::ZERO, households: 0.0, ends: ends.clone() };
        let mut sums: Vec<PlaceSum> = self.places.iter().map(fresh).collect();
        for (commune, places) in self.places_of.iter().enumerate().filter(|(_, places)| !places.is_empty()) {
            self.kernel.integrate(worlds, commune, &mut desk);
            for &place in places {
                let sum = &mut sums[place];
                sum.poor.add(&desk.poor);
                sum.households += design.communes[commune].start.iter().flatten().sum::<f64>();
                sum.ends.iter_mut().zip(&desk.ends).for_each(|(sum, end)| sum.add(end));
            }
        }
        sums
    }
}

impl PlaceSum {
    fn lane(&self, end: usize, l: usize) -> Place {
        let End { cumulants, rounding } = &self.ends[end];
        Place {
            poor: self.poor.0[l],
            households: self.households,
            end: std::array::from_fn(|at| cumulants[at].0[l]),
            rounding: std::array::from_fn(|at| rounding[at].0[l]),
        }
    }
}
