//! Everything a comparison says, made of outcomes in one pure function.

use super::compare::{Difference, Standing, TargetChance, chances, difference, standings};
use super::frontier::{Place, Point, places};
use super::measure::{
    Kind, Measure, NO_PROGRAMME, Reached, measures, planned_participations, reached, spent_and_left,
    watched_years,
};
use super::moments::estimate;
use super::rules::{Choice, Lead, Rule, choices};
use crate::domain::money::Money;
use crate::domain::scenario::Scenario;
use crate::domain::target::Target;
use crate::plan::apportion::Allocation;
use crate::plan::design::Design;
use crate::simulate::tally::Outcomes;
use crate::summarise::build::facts;
use crate::summarise::summary::Facts;
use crate::summarise::targets::arithmetic_of;

/// What an alternative costs and reaches.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    pub spent: Money,
    pub left: Money,
    /// Household participations (lượt hộ) that the money plans.
    pub participations: f64,
    /// Lasting escapes more than without the programme: mean and 95 % interval, households.
    pub added: [f64; 3],
    /// Money per lasting escape, all counted, and per one that the programme adds with the ends of its interval; million
    /// VND. `None` where there is none, or where "none added" cannot be excluded.
    pub per_escape: Option<f64>,
    pub per_added: Option<[f64; 3]>,
    pub place: Place,
}

/// A comparison. Alternatives stand in the scenario's order, the reference first; after the last stands
/// [`NO_PROGRAMME`], which only `differences`, `chances` and means speak of.
#[derive(Clone, Debug)]
pub struct Comparison {
    pub facts: Facts,
    /// The scenario's targets, which [`Kind::Fall`] counts.
    pub targets: Vec<Target>,
    /// Ids, the last being [`NO_PROGRAMME`].
    pub ids: Vec<String>,
    /// Years for which an escape must last, and the first and last years whose escapes are watched that long.
    pub lasting_years: u32,
    pub watched: (i32, i32),
    pub measures: Vec<Measure>,
    /// Of every alternative but the reference, on every measure; then of every alternative against no programme.
    pub differences: Vec<Difference>,
    pub standings: Vec<Standing>,
    pub chances: Vec<TargetChance>,
    pub accounts: Vec<Account>,
    pub choices: Vec<Choice>,
}

impl Comparison {
    /// `scenario` is the user's; `design` and `outcomes` are of the longer one with no programme added.
    pub fn new(
        scenario: &Scenario,
        design: &Design,
        allocations: &[Allocation],
        outcomes: &Outcomes,
    ) -> Comparison {
        let measures = measures(scenario, design, outcomes);
        let real: Vec<usize> = (0..scenario.alternatives.len()).collect();
        let nothing = real.len();
        let against_reference = real.iter().skip(1).map(|&alternative| (alternative, 0));
        let against_nothing = real.iter().map(|&alternative| (alternative, nothing));
        let pairs: Vec<(usize, usize)> = against_reference.chain(against_nothing).collect();
        let differences: Vec<Difference> = (0..measures.len())
            .flat_map(|measure| pairs.iter().map(move |&(a, b)| (measure, a, b)))
            .map(|(measure, a, b)| difference(&measures, measure, a, b))
            .collect();
        let standings: Vec<Standing> =
            (0..measures.len()).flat_map(|measure| standings(&measures, measure, &real)).collect();
        let reached = reached(scenario, design, outcomes);
        let chances = chances(&reached, &possible(scenario, design, outcomes));
        let lasting = |it: &usize| measures[*it].kind == Kind::LastingEscapes;
        let lasting = (0..measures.len()).find(lasting).unwrap_or(0);
        let own: Vec<Standing> = standings.iter().filter(|it| it.measure == lasting).cloned().collect();
        let paired = |rule: &Rule, best: usize, other: usize| match rule {
            Rule::TargetChance(target) => chance_lead(&reached, target, best, other),
            Rule::MostLasting => {
                let it = difference(&measures, lasting, best, other);
                Some(Lead { mean: it.mean, low: it.low, high: it.high })
            }
            Rule::SmallestRegret | Rule::Maximin => None,
        };
        let choices = choices(&chances, &own, &paired);
        let added = |alternative: usize| {
            let is = |it: &&Difference| {
                it.measure == lasting && it.alternative == alternative && it.reference == nothing
            };
            differences.iter().find(is).map_or([0.0; 3], |it| [it.mean, it.low, it.high])
        };
        let accounts = accounts(design, allocations, &own, &added);
        let years = u32::from(scenario.transitions.look_back.watched());
        let watched =
            (scenario.first_year, scenario.last_year + watched_years(scenario) as i32 - years as i32);
        let ids = design.alternatives.iter().map(|it| it.id.clone()).collect();
        let facts = facts(scenario, outcomes.replicates, None);
        Comparison {
            facts,
            targets: scenario.targets.clone(),
            ids,
            lasting_years: years,
            watched,
            measures,
            differences,
            standings,
            chances,
            accounts,
            choices,
        }
    }

    /// Position of the measure of lasting escapes.
    pub fn lasting(&self) -> usize {
        self.measures.iter().position(|it| it.kind == Kind::LastingEscapes).unwrap_or(0)
    }

    /// Differences of alternatives against the reference.
    pub fn against_reference(&self) -> impl Iterator<Item = &Difference> {
        self.differences.iter().filter(|it| self.ids[it.reference] != NO_PROGRAMME)
    }
}

/// What arithmetic allows, of targets and then of sets, under each alternative.
fn possible(scenario: &Scenario, design: &Design, outcomes: &Outcomes) -> Vec<Vec<bool>> {
    let alternatives = 0..design.alternatives.len();
    let goal = |goal: usize| {
        let of = |alternative| arithmetic_of(scenario, design, outcomes, alternative, goal).floor_possible;
        alternatives.clone().map(of).collect()
    };
    let goals: Vec<Vec<bool>> = (0..design.goals.len()).map(goal).collect();
    let set = |set: usize| {
        let members = || design.goals.iter().zip(&goals).filter(move |(goal, _)| goal.set == set);
        alternatives.clone().map(|it| members().all(|(_, possible)| possible[it])).collect()
    };
    let sets: Vec<Vec<bool>> = (0..scenario.sets().len()).map(set).collect();
    goals.into_iter().chain(sets).collect()
}

/// How much likelier a target is under one alternative than under another, replicate by replicate.
fn chance_lead(reached: &[Reached], target: &str, best: usize, other: usize) -> Option<Lead> {
    let hits = &reached.iter().find(|it| it.target == target)?.hits;
    let pairs = hits[best].iter().zip(&hits[other]);
    let differences: Vec<f64> =
        pairs.map(|(best, other)| f64::from(u8::from(*best)) - f64::from(u8::from(*other))).collect();
    let whole = estimate(&differences);
    let (low, high) = whole.interval();
    Some(Lead { mean: whole.value, low, high })
}

fn accounts(
    design: &Design,
    allocations: &[Allocation],
    lasting: &[Standing],
    added: &dyn Fn(usize) -> [f64; 3],
) -> Vec<Account> {
    let spent: Vec<(Money, Money)> = allocations.iter().map(spent_and_left).collect();
    let points: Vec<Point> = spent
        .iter()
        .zip(lasting)
        .map(|((spent, _), standing)| Point { cost: spent.million_f64(), effect: standing.mean })
        .collect();
    let account = |(at, (&(spent, left), place)): (usize, (&(Money, Money), Place))| {
        let (cost, added) = (spent.million_f64(), added(at));
        let per = |escapes: f64| cost / escapes;
        Account {
            spent,
            left,
            participations: planned_participations(design, &design.alternatives[at]),
            added,
            per_escape: (lasting[at].mean > 0.0).then(|| per(lasting[at].mean)),
            // The most escapes are the least cost of each.
            per_added: (added[1] > 0.0).then(|| [per(added[0]), per(added[2]), per(added[1])]),
            place,
        }
    };
    spent.iter().zip(places(&points)).enumerate().map(account).collect()
}
