//! A problem in whole numbers: per area a list of choices, each with its gain and what it uses of each constraint.
//!
//! Money that several sources may pay is feasible exactly if, for every union T of sets of payers, the packages
//! that only sources in T may pay cost no more than T has (Hall's condition for the transport of money). So sources
//! vanish from the search: what is left is one whole-number constraint per union.

use super::problem::{Constraint, Goal, Problem};
use std::collections::{BTreeMap, BTreeSet};

/// Values are counted in units of a power of ten, so that the largest has at most this many: sums of tens of
/// thousands fit, and decimals of up to fourteen digits are exact.
const LARGEST_UNITS: f64 = 1e14;

/// One thing that can be done in an area.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Index of the package, or nothing.
    pub package: Option<usize>,
    /// What is maximised, ties included: first the goal, then the tie rule.
    pub gain: i128,
    /// The goal alone, scaled; only bounds are made of it.
    pub weight: f64,
    /// By constraint.
    pub usage: Vec<i64>,
}

/// The whole-number problem: one choice per area, most gain, usage within the limits.
#[derive(Clone, Debug)]
pub struct Instance {
    /// Index of each area in the problem; by code.
    pub areas: Vec<usize>,
    /// By area: nothing first, then by package id; choices that another one beats are left out.
    pub choices: Vec<Vec<Choice>>,
    pub limits: Vec<i64>,
    /// What one unit of weight is: value or đồng.
    pub per_weight: f64,
}

/// Values as whole numbers of a power of ten.
#[derive(Clone, Copy, Debug)]
pub struct Units {
    /// Units are the value times this, or divided by it if `shrink`.
    factor: f64,
    shrink: bool,
}

impl Units {
    pub fn of(problem: &Problem) -> Units {
        let largest = problem.packages.iter().map(|it| it.value.abs()).fold(0.0, f64::max);
        let mut factor = 1.0;
        if largest >= LARGEST_UNITS {
            while largest / factor >= LARGEST_UNITS {
                factor *= 10.0;
            }
            return Units { factor, shrink: true };
        }
        // Powers of ten up to 10^22 are exact floats.
        while largest > 0.0 && factor < 1e22 && largest * factor * 10.0 < LARGEST_UNITS {
            factor *= 10.0;
        }
        Units { factor, shrink: false }
    }

    fn scaled(self, value: f64) -> f64 {
        if self.shrink { value / self.factor } else { value * self.factor }
    }

    fn whole(self, value: f64) -> i128 {
        self.scaled(value).round() as i128
    }

    /// The least whole number that is not below a value, a thousandth of a unit forgiven.
    fn at_least(self, value: f64) -> i128 {
        (self.scaled(value) - 1e-3).ceil().clamp(-1e30, 1e30) as i128
    }

    /// How much value one unit is.
    fn one(self) -> f64 {
        if self.shrink { self.factor } else { 1.0 / self.factor }
    }
}

/// Unions of the payers' sets that are in use: each a set of sources, as bits.
fn unions(masks: &BTreeSet<u32>) -> Vec<u32> {
    let mut found: BTreeSet<u32> = BTreeSet::new();
    for &mask in masks {
        let grown: Vec<u32> = found.iter().map(|union| union | mask).collect();
        found.extend(grown);
        found.insert(mask);
    }
    found.into_iter().collect()
}

/// Sources that may pay a package, as bits.
pub fn mask(payers: &[bool]) -> u32 {
    payers.iter().enumerate().fold(0, |mask, (i, &pays)| if pays { mask | (1 << i) } else { mask })
}

/// What the sources of a set have together, đồng.
pub fn purse(problem: &Problem, mask: u32) -> i128 {
    let pays = |i: usize| mask & (1 << i) != 0;
    let amounts = problem.sources.iter().enumerate().filter(|(i, _)| pays(*i));
    amounts.map(|(_, source)| i128::from(source.amount.dong())).sum()
}

/// Why there is no instance: areas where nothing may be chosen.
pub struct Stuck {
    pub areas: Vec<usize>,
}

/// Choices of each area under its floor, cap and lock, but for the constraints in `without`.
fn options(problem: &Problem, without: &BTreeSet<Constraint>) -> Vec<Vec<Option<usize>>> {
    let count = problem.areas.len();
    let (mut floors, mut caps, mut locks) = (vec![None; count], vec![None; count], vec![None; count]);
    for limit in &problem.limits {
        floors[limit.area] = limit.floor.filter(|_| !without.contains(&Constraint::Floor(limit.area)));
        caps[limit.area] = limit.cap.filter(|_| !without.contains(&Constraint::Cap(limit.area)));
    }
    for lock in problem.locks.iter().filter(|lock| !without.contains(&Constraint::Lock(lock.area))) {
        locks[lock.area] = Some(lock.package);
    }
    let mut options: Vec<Vec<Option<usize>>> = vec![Vec::new(); count];
    for area in 0..count {
        let free = floors[area].is_none_or(|floor| floor.dong() <= 0)
            && caps[area].is_none_or(|cap| !cap.is_negative());
        if locks[area].is_none() && free {
            options[area].push(None);
        }
    }
    for (i, package) in problem.packages.iter().enumerate() {
        let area = package.area;
        let inside = floors[area].is_none_or(|floor| package.cost >= floor)
            && caps[area].is_none_or(|cap| package.cost <= cap)
            && locks[area].is_none_or(|lock| lock == i);
        let payable = i128::from(package.cost.dong()) <= purse(problem, mask(&package.payers));
        if inside && (payable || package.cost.dong() == 0) {
            options[area].push(Some(i));
        }
    }
    let id = |choice: &Option<usize>| choice.map(|i| problem.packages[i].id.as_str());
    options.iter_mut().for_each(|list| list.sort_by(|a, b| id(a).cmp(&id(b))));
    options
}

/// The instance of a problem and goal, but for the constraints in `without`.
pub fn instance(problem: &Problem, goal: Goal, without: &BTreeSet<Constraint>) -> Result<Instance, Stuck> {
    let options = options(problem, without);
    let stuck: Vec<usize> = (0..options.len()).filter(|&area| options[area].is_empty()).collect();
    if !stuck.is_empty() {
        return Err(Stuck { areas: stuck });
    }
    let units = Units::of(problem);
    let offered = options.iter().flatten().flatten();
    let masks: BTreeSet<u32> = offered
        .filter(|&&i| problem.packages[i].cost.dong() > 0)
        .map(|&i| mask(&problem.packages[i].payers))
        .collect();
    let sets = unions(&masks);
    let areas = problem.areas_in_order();
    let scale = Scale::new(problem, goal, units);
    let choices = areas.iter().map(|&area| {
        let list = options[area].iter().map(|&option| choice(problem, option, &sets, &scale));
        undominated(list.collect())
    });
    let mut instance =
        Instance { choices: choices.collect(), areas, limits: Vec::new(), per_weight: scale.per_weight };
    instance.limits = sets.iter().map(|&set| purse(problem, set).min(1 << 62) as i64).collect();
    if let Goal::LeastCost { value } = goal {
        instance.limits.push((-units.at_least(value)).clamp(-(1 << 62), 1 << 62) as i64);
    }
    instance.tighten();
    Ok(instance)
}

/// How gains and weights are made of units and costs.
struct Scale {
    goal: Goal,
    units: Units,
    /// More than any sum of what only breaks ties.
    rank: i128,
    /// Goal units per unit of weight.
    largest: f64,
    per_weight: f64,
}

impl Scale {
    fn new(problem: &Problem, goal: Goal, units: Units) -> Scale {
        let mut dearest: BTreeMap<usize, (i128, i128)> = BTreeMap::new();
        for package in &problem.packages {
            let most = dearest.entry(package.area).or_default();
            most.0 = most.0.max(package.cost.dong().into());
            most.1 = most.1.max(units.whole(package.value).abs());
        }
        let cost: i128 = dearest.values().map(|most| most.0).sum();
        let value: i128 = dearest.values().map(|most| most.1).sum();
        let top =
            |part: fn(&(i128, i128)) -> i128| dearest.values().map(part).max().unwrap_or(0).max(1) as f64;
        let (rank, largest, one) = match goal {
            Goal::MostValue => (2 * cost + 1, top(|most| most.1), units.one()),
            Goal::LeastCost { .. } => (2 * value + 1, top(|most| most.0), 1.0),
        };
        Scale { goal, units, rank, largest, per_weight: largest * one }
    }
}

fn choice(problem: &Problem, package: Option<usize>, sets: &[u32], scale: &Scale) -> Choice {
    let found = package.map(|i| &problem.packages[i]);
    let units = found.map_or(0, |it| scale.units.whole(it.value));
    let cost: i128 = found.map_or(0, |it| it.cost.dong().into());
    let payers = found.map_or(0, |it| mask(&it.payers));
    let mut usage: Vec<i64> =
        sets.iter().map(|set| if payers & !set == 0 { cost as i64 } else { 0 }).collect();
    let (first, second) = match scale.goal {
        Goal::MostValue => (units, -cost),
        Goal::LeastCost { .. } => {
            usage.push(-units as i64);
            (-cost, units)
        }
    };
    let gain = first * scale.rank + second;
    Choice { package, gain, weight: first as f64 / scale.largest, usage }
}

/// Leaves out a choice if another gains at least as much and uses no more; of equals the first id stays.
fn undominated(list: Vec<Choice>) -> Vec<Choice> {
    let beats = |a: usize, b: usize| {
        let (x, y) = (&list[a], &list[b]);
        let better = x.gain > y.gain || (x.gain == y.gain && a < b);
        better && x.usage.iter().zip(&y.usage).all(|(x, y)| x <= y)
    };
    let kept: Vec<bool> = (0..list.len()).map(|i| !(0..list.len()).any(|j| beats(j, i))).collect();
    list.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(choice, _)| choice).collect()
}

impl Instance {
    /// Drops constraints that nothing can break, and rounds limits down to what sums of usages can reach.
    fn tighten(&mut self) {
        let mut kept = Vec::new();
        for at in 0..self.limits.len() {
            let column = || self.choices.iter().map(|list| list.iter().map(|choice| choice.usage[at]));
            let most: i128 = column().map(|list| i128::from(list.max().unwrap_or(0))).sum();
            let common = column().flatten().fold(0_i64, |sum, usage| gcd(sum, usage.abs()));
            if common > 0 {
                self.limits[at] = self.limits[at].div_euclid(common) * common;
            }
            if most > i128::from(self.limits[at]) {
                kept.push(at);
            }
        }
        self.limits = kept.iter().map(|&at| self.limits[at]).collect();
        for choice in self.choices.iter_mut().flatten() {
            choice.usage = kept.iter().map(|&at| choice.usage[at]).collect();
        }
    }

    /// What is left of each limit under a selection.
    pub fn slack(&self, selection: &[usize]) -> Vec<i64> {
        let mut slack: Vec<i128> = self.limits.iter().map(|&limit| limit.into()).collect();
        for (list, &chosen) in self.choices.iter().zip(selection) {
            slack.iter_mut().zip(&list[chosen].usage).for_each(|(left, &used)| *left -= i128::from(used));
        }
        slack.into_iter().map(|left| left.clamp(-(1 << 62), 1 << 62) as i64).collect()
    }

    pub fn gain(&self, selection: &[usize]) -> i128 {
        self.choices.iter().zip(selection).map(|(list, &chosen)| list[chosen].gain).sum()
    }

    pub fn weight(&self, selection: &[usize]) -> f64 {
        self.choices.iter().zip(selection).map(|(list, &chosen)| list[chosen].weight).sum()
    }
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}
