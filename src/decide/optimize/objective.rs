//! What is sought: its score in every replicate, and the worths that packages are priced by on the way to it.

use super::worth::{FallWorth, Worth};
use crate::decide::measure::{Kind, Measure, everywhere, measures, reached};
use crate::domain::scenario::Scenario;
use crate::plan::design::Design;
use crate::simulate::tally::Outcomes;

/// What is sought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Objective {
    /// Most lasting escapes.
    LastingEscapes,
    /// The highest probability that these targets (positions) are all reached.
    TargetsReached(Vec<usize>),
    /// The smallest largest shortfall among these targets, points a year.
    Shortfall(Vec<usize>),
}

impl Objective {
    /// As the command line writes it.
    pub fn word(&self) -> &'static str {
        match self {
            Objective::LastingEscapes => "lasting-escapes",
            Objective::TargetsReached(_) => "p-target",
            Objective::Shortfall(_) => "shortfall",
        }
    }

    /// Positions of the targets that count; none for lasting escapes.
    pub fn goals(&self) -> &[usize] {
        match self {
            Objective::LastingEscapes => &[],
            Objective::TargetsReached(goals) | Objective::Shortfall(goals) => goals,
        }
    }

    /// What tells alternatives of equal score apart.
    pub fn tie_breaker(&self) -> Option<Objective> {
        match self {
            Objective::TargetsReached(goals) => Some(Objective::Shortfall(goals.clone())),
            Objective::LastingEscapes | Objective::Shortfall(_) => None,
        }
    }

    /// Linear worths whose best packages are tried. Probability and shortfall are not linear in what communes do:
    /// each target alone, all alike, and each counted double stand for them.
    pub fn worths(&self, scenario: &Scenario) -> Vec<Worth> {
        let goals = match self {
            Objective::LastingEscapes => {
                let after = usize::from(scenario.transitions.look_back.watched());
                return vec![Worth::LastingEscapes { after }];
            }
            Objective::TargetsReached(goals) | Objective::Shortfall(goals) => goals,
        };
        let weighted = |weight: &dyn Fn(usize) -> f64| {
            let weights = goals.iter().map(|&goal| FallWorth { goal, weight: weight(goal) });
            Worth::Falls(weights.filter(|it| it.weight > 0.0).collect())
        };
        if let [_] = goals[..] {
            return vec![weighted(&|_| 1.0)];
        }
        let alone = goals.iter().map(|&one| weighted(&move |goal| f64::from(goal == one)));
        let doubled = goals.iter().map(|&one| weighted(&move |goal| if goal == one { 2.0 } else { 1.0 }));
        alone.chain([weighted(&|_| 1.0)]).chain(doubled).collect()
    }

    /// The score of every alternative in every replicate.
    pub fn measure(&self, scenario: &Scenario, design: &Design, outcomes: &Outcomes) -> Measure {
        let all = measures(scenario, design, outcomes);
        let made = |unit, higher_is_better, values| Measure {
            kind: Kind::Objective,
            id: self.word().to_string(),
            unit,
            higher_is_better,
            values,
        };
        match self {
            Objective::LastingEscapes => {
                let own = all.into_iter().find(|it| it.kind == Kind::LastingEscapes);
                made("households", true, own.map(|it| it.values).unwrap_or_default())
            }
            Objective::TargetsReached(goals) => {
                let hits = reached(scenario, design, outcomes);
                let every = |alternative: usize, replicate: usize| {
                    f64::from(goals.iter().all(|&goal| hits[goal].hits[alternative][replicate]))
                };
                made("probability", true, everywhere(outcomes, &every))
            }
            Objective::Shortfall(goals) => {
                let short = |alternative: usize, replicate: usize| {
                    let missing = |&goal: &usize| {
                        let floor = f64::from(design.goals[goal].floor.micro as i32) / 1e6;
                        (floor - all[goal].values[alternative][replicate]).max(0.0)
                    };
                    goals.iter().map(missing).fold(0.0, f64::max)
                };
                made("points_per_year", false, everywhere(outcomes, &short))
            }
        }
    }
}
