//! How much money a target takes: nothing, some, or more than there can be.
//!
//! An alternative's money is multiplied, its pattern kept, and every multiple lives through the same replicates. Zero and
//! unlimited money are tried first. Where the probability crosses the one that is asked for is found on two grids, the second
//! within the crossing of the first; its interval is where the ends of the Wilson intervals cross.

use super::measure::NO_PROGRAMME;
use crate::domain::switch::Switch;
use crate::plan::design::{Design, Funding};
use crate::plan::switch::switched;
use crate::simulate::runner::{Job, run};
use crate::simulate::tally::Outcomes;
use crate::summarise::spread::probability;
use crate::summarise::summary::Probability;

/// Multiples of the alternative's money on the first grid; the last stands for unlimited money.
pub const MULTIPLES: [f64; 10] = [0.0, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0];
/// Points of the second grid.
const FINER: usize = 9;
/// Obstacles that can bind when money is unlimited.
pub const OBSTACLES: [Switch; 4] =
    [Switch::NoRelapse, Switch::NoCeiling, Switch::MoneyInJanuary, Switch::LabourForAll];

/// A target, or all targets of a set together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    Goal(usize),
    Set(usize),
}

impl Wanted {
    fn hits(self, outcomes: &Outcomes, alternative: usize) -> u32 {
        let outcome = &outcomes.alternatives[alternative];
        match self {
            Wanted::Goal(goal) => outcome.goals[goal].floor_hits,
            Wanted::Set(set) => outcome.sets[set].floor_hits,
        }
    }

    fn chance(self, outcomes: &Outcomes, alternative: usize) -> Probability {
        probability(self.hits(outcomes, alternative), outcomes.replicates)
    }
}

/// A multiple of the money and the chance that it gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    pub multiple: f64,
    pub p: Probability,
}

/// What the money question comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Answer {
    /// Without any programme money the probability is reached.
    AlreadyMet,
    /// Multiple of the alternative's money; the interval's ends, `None` where it has none within the grid.
    Met { multiple: f64, low: Option<f64>, high: Option<f64> },
    /// Arithmetic rules the target out.
    Impossible,
    /// Unlimited money does not reach it as money is delivered and taken up, but perfect money would.
    NotAsDelivered,
    /// Not even with every eligible household covered from the first January on.
    NotWithAnyMoney,
}

/// The curve of budget and probability, and what it answers.
#[derive(Clone, Debug, PartialEq)]
pub struct BudgetCurve {
    pub wanted: f64,
    /// In order of the multiple.
    pub points: Vec<Point>,
    /// The same multiples with every đồng in January and all disbursed.
    pub prompt: Vec<Point>,
    /// Every đồng in January and every eligible household covered, whatever the amount.
    pub perfect: Probability,
    /// With unlimited money, each obstacle removed in turn.
    pub obstacles: Vec<(Switch, Probability)>,
    pub answer: Answer,
}

impl BudgetCurve {
    /// Whether the intervals of the deciding probabilities leave room for another answer.
    pub fn doubtful(&self) -> bool {
        let straddles = |p: &Probability| p.low < self.wanted && p.high >= self.wanted;
        match self.answer {
            Answer::AlreadyMet => self.points.first().is_some_and(|point| straddles(&point.p)),
            // No money at all may do as well, or no multiple of the grid.
            Answer::Met { low, high, .. } => low.is_none_or(|low| low <= 0.0) || high.is_none(),
            Answer::NotAsDelivered | Answer::NotWithAnyMoney => {
                straddles(&self.perfect) || self.points.iter().any(|point| straddles(&point.p))
            }
            Answer::Impossible => false,
        }
    }
}

/// Tells how much of an alternative's money a target takes; `possible`: whether arithmetic allows it.
/// `progress` is told of replicates of one alternative.
pub fn minimum_budget(
    design: &Design,
    alternative: usize,
    target: Wanted,
    possible: bool,
    wanted: f64,
    replicates: u32,
    progress: &(dyn Fn(u64) + Sync),
) -> BudgetCurve {
    let evaluate = |multiples: &[f64]| {
        points(&scaled(design, alternative, multiples), target, multiples, replicates, progress)
    };
    let prompt = switched(&scaled(design, alternative, &MULTIPLES), Switch::MoneyInJanuary);
    let prompt = points(&prompt, target, &MULTIPLES, replicates, progress);
    let unlimited = |switch: Switch| {
        let most = scaled(design, alternative, &MULTIPLES[MULTIPLES.len() - 1..]);
        let changed = switched(&most, switch);
        let outcomes = run(&Job::new(&changed, replicates));
        progress(replicates.into());
        target.chance(&outcomes, 0)
    };
    let perfect = unlimited(Switch::PerfectMoney);
    let mut points = evaluate(&MULTIPLES);
    let mut answer = first_answer(&points, &perfect, possible, wanted);
    if answer.is_none() {
        points.extend(evaluate(&finer(&points, wanted)));
        points.sort_by(|a, b| a.multiple.total_cmp(&b.multiple));
        answer = crossing(&points, wanted, |p| p.estimate).map(|multiple| Answer::Met {
            multiple,
            low: crossing(&points, wanted, |p| p.high),
            high: crossing(&points, wanted, |p| p.low),
        });
    }
    let obstacles = OBSTACLES.into_iter().map(|switch| (switch, unlimited(switch))).collect();
    BudgetCurve {
        wanted,
        points,
        prompt,
        perfect,
        obstacles,
        answer: answer.unwrap_or(Answer::NotAsDelivered),
    }
}

/// Replicates of one alternative that a budget question takes, for a progress bar.
pub fn work(replicates: u32) -> u64 {
    (2 * MULTIPLES.len() + FINER + OBSTACLES.len() + 1) as u64 * u64::from(replicates)
}

/// What zero and unlimited money say; `None` = it is met somewhere between.
fn first_answer(points: &[Point], perfect: &Probability, possible: bool, wanted: f64) -> Option<Answer> {
    let reached = |point: &Point| point.p.estimate >= wanted;
    if !possible {
        Some(Answer::Impossible)
    } else if points.first().is_some_and(reached) {
        Some(Answer::AlreadyMet)
    } else if points.iter().any(reached) {
        None
    } else if perfect.estimate >= wanted {
        Some(Answer::NotAsDelivered)
    } else {
        Some(Answer::NotWithAnyMoney)
    }
}

/// Chances under the alternatives of a design, one for each multiple.
fn points(
    scaled: &Design,
    target: Wanted,
    multiples: &[f64],
    replicates: u32,
    progress: &(dyn Fn(u64) + Sync),
) -> Vec<Point> {
    let each = |done: u64| progress(done * multiples.len() as u64);
    let outcomes = run(&Job { progress: &each, ..Job::new(scaled, replicates) });
    let point = |(at, &multiple): (usize, &f64)| Point { multiple, p: target.chance(&outcomes, at) };
    multiples.iter().enumerate().map(point).collect()
}

/// The design with an alternative for every multiple of one's money.
fn scaled(design: &Design, alternative: usize, multiples: &[f64]) -> Design {
    let own = &design.alternatives[alternative];
    let times = |&multiple: &f64| Funding {
        id: if multiple == 0.0 { NO_PROGRAMME.to_string() } else { own.id.clone() },
        money: own.money.iter().map(|money| money * multiple).collect(),
        funded: own.funded.iter().map(|&funded| funded && multiple > 0.0).collect(),
    };
    Design { alternatives: multiples.iter().map(times).collect(), ..design.clone() }
}

/// Multiples between the last point below the wanted probability before the first that reaches it, and that one.
fn finer(points: &[Point], wanted: f64) -> Vec<f64> {
    let above = points.iter().position(|point| point.p.estimate >= wanted).unwrap_or(points.len() - 1).max(1);
    let (low, high) = (points[above - 1].multiple, points[above].multiple);
    (1..=FINER).map(|step| low + (high - low) * step as f64 / (FINER + 1) as f64).collect()
}

/// Where the curve first reaches a probability, straight between its points; `None` = nowhere. What more money has
/// reached once is taken as reached: ups and downs of the curve are chance.
fn crossing(points: &[Point], wanted: f64, end: impl Fn(&Probability) -> f64) -> Option<f64> {
    let mut before: Option<(f64, f64)> = None;
    for point in points {
        let here = end(&point.p);
        if here >= wanted {
            return Some(match before {
                Some((multiple, p)) => multiple + (point.multiple - multiple) * (wanted - p) / (here - p),
                None => point.multiple,
            });
        }
        before = Some((point.multiple, here));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve(shares: &[(f64, u32)]) -> Vec<Point> {
        shares.iter().map(|&(multiple, hits)| Point { multiple, p: probability(hits, 1000) }).collect()
    }

    #[test]
    fn crossings_lie_straight_between_points() {
        let points = curve(&[(0.0, 100), (1.0, 500), (2.0, 900)]);
        assert_eq!(crossing(&points, 0.7, |p| p.estimate), Some(1.5));
        assert_eq!(crossing(&points, 0.05, |p| p.estimate), Some(0.0));
        assert_eq!(crossing(&points, 0.95, |p| p.estimate), None);
        let (low, high) = (crossing(&points, 0.7, |p| p.high), crossing(&points, 0.7, |p| p.low));
        assert!(low.is_some_and(|low| low < 1.5) && high.is_some_and(|high| high > 1.5));
        assert_eq!(finer(&points, 0.7), (1..10).map(|step| 1.0 + step as f64 / 10.0).collect::<Vec<_>>());
    }

    #[test]
    fn an_answer_is_doubtful_where_an_interval_holds_another() {
        let points = curve(&[(0.0, 700), (1.0, 750), (2.0, 750)]);
        let doubtful = |wanted, answer| {
            let perfect = probability(900, 1000);
            let (points, prompt) = (points.clone(), vec![]);
            BudgetCurve { wanted, points, prompt, perfect, obstacles: vec![], answer }.doubtful()
        };
        assert!(doubtful(0.69, Answer::AlreadyMet) && !doubtful(0.6, Answer::AlreadyMet));
        // Both what comes as delivered and what perfect money brings decide that delivery is in the way.
        assert!(doubtful(0.77, Answer::NotAsDelivered) && doubtful(0.89, Answer::NotAsDelivered));
        assert!(!doubtful(0.83, Answer::NotAsDelivered));
        assert!(doubtful(0.91, Answer::NotWithAnyMoney) && !doubtful(0.97, Answer::NotWithAnyMoney));
        assert!(!doubtful(0.91, Answer::Impossible));
        let met = |low, high| doubtful(0.73, Answer::Met { multiple: 0.6, low, high });
        assert!(!met(Some(0.1), Some(2.0)));
        assert!(met(Some(0.0), Some(2.0)) && met(Some(0.1), None) && met(None, Some(2.0)));
    }

    #[test]
    fn zero_and_unlimited_money_answer_first() {
        let points = curve(&[(0.0, 300), (64.0, 600)]);
        let perfect = probability(800, 1000);
        let answer = |possible, wanted| first_answer(&points, &perfect, possible, wanted);
        assert_eq!(answer(false, 0.1), Some(Answer::Impossible));
        assert_eq!(answer(true, 0.2), Some(Answer::AlreadyMet));
        assert_eq!(answer(true, 0.5), None);
        assert_eq!(answer(true, 0.7), Some(Answer::NotAsDelivered));
        assert_eq!(answer(true, 0.9), Some(Answer::NotWithAnyMoney));
    }
}
