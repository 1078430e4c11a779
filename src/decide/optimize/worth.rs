//! What money is expected to bring, commune by commune: the engine's expected-value mode in drawn worlds.

use crate::plan::design::{Design, Funding};
use crate::simulate::expected::expected_communes;
use crate::simulate::lanes::Lane;
use crate::simulate::lanes::worlds::Worlds;
use crate::simulate::record::CommuneYear;
use crate::simulate::runner::{Job, worlds};

/// Changes the seed, so that prices are taken in other worlds than those in which the answer is judged.
const PRICING: u64 = 0x7072_6963_696e_6700;

/// A linear measure of a commune's years; the sum over communes is what packages are chosen for.
#[derive(Clone, Debug, PartialEq)]
pub enum Worth {
    /// Lasting escapes of all years that are watched; `after`: positions before it are escapes made before the scenario.
    LastingEscapes { after: usize },
    /// Points a year of fall, weighted over targets.
    Falls(Vec<FallWorth>),
}

/// What a poor household fewer brings a target.
#[derive(Clone, Debug, PartialEq)]
pub struct FallWorth {
    /// Position in [`Design::goals`].
    pub goal: usize,
    pub weight: f64,
}

/// Prices spending; the worlds are the same for everything that is priced.
pub struct Pricer<'a> {
    design: &'a Design,
    worlds: Worlds,
    worth: Worth,
    /// By goal: whether a commune counts, and points a year per poor household.
    goals: Vec<(Vec<bool>, f64)>,
}

impl<'a> Pricer<'a> {
    pub fn new(design: &'a Design, worth: Worth) -> Pricer<'a> {
        let seeded = Design { seed: design.seed ^ PRICING, ..design.clone() };
        let (worlds, _) = worlds(&Job::new(&seeded, 1), 0);
        let goals = design.goals.iter().map(|goal| {
            let place = &design.places[goal.place];
            let inside = (0..design.communes.len()).map(|at| place.contains(&at)).collect();
            let of = |&at: &usize| design.communes[at].start.iter().flatten().sum::<f64>();
            let households: f64 = place.iter().map(of).sum();
            (inside, 100.0 / households.max(1.0) / f64::from(goal.floor.years.max(1)))
        });
        Pricer { design, worlds, worth, goals: goals.collect() }
    }

    /// Worth of every funding in every commune: mean over the drawn worlds of the expected course, at funding then
    /// commune. Not comparable between communes but for differences: households that move without money are in it.
    pub fn worths(&self, fundings: Vec<Funding>) -> Vec<Vec<f64>> {
        let design = Design { alternatives: fundings, ..self.design.clone() };
        expected_communes(&design, &self.worlds, &|commune, years| self.worth_of(commune, years))
    }

    fn worth_of(&self, commune: usize, years: &[CommuneYear<Lane>]) -> f64 {
        let mean = |lane: &Lane| lane.0.iter().sum::<f64>() / lane.0.len() as f64;
        match &self.worth {
            Worth::LastingEscapes { after } => {
                years.iter().skip(*after).map(|year| mean(&year.lasting)).sum()
            }
            Worth::Falls(falls) => {
                let fall = |it: &FallWorth| {
                    let (inside, points) = &self.goals[it.goal];
                    let poor = || mean(&years[self.design.goals[it.goal].last].poor.end);
                    if inside[commune] { -it.weight * points * poor() } else { 0.0 }
                };
                falls.iter().map(fall).sum()
            }
        }
    }
}
