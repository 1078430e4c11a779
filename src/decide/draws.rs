//! A scenario as a table of draws: the inputs of every replicate's world, and how far one target's cohort fell.

use crate::domain::draw_table::{Columns, DrawTable, Miss};
use crate::domain::hazard::Base;
use crate::domain::programme::{Capital, effect_names};
use crate::domain::scenario::Scenario;
use crate::plan::design::{Design, Goal};
use crate::simulate::runner::{Job, run_keeping};
use crate::simulate::tally::floor_reached;
use crate::simulate::world::{Indices, Mode, World};
use crate::summarise::targets::average_fall;
use rayon::prelude::*;

/// Draws 0, 1, … as an ordinary run makes them; `goal` = position of the target. Inputs that never vary are left out.
///
/// Outcomes are average yearly falls, points; a miss is a floor not reached.
pub fn draws(
    scenario: &Scenario,
    design: &Design,
    goal: usize,
    replicates: u32,
    progress: &(dyn Fn(u64) + Sync),
) -> DrawTable {
    let worlds: Vec<Vec<f64>> = (0..replicates)
        .into_par_iter()
        .map(|replicate| inputs(design, &World::new(design, Mode::Drawn(Indices::all(replicate)))))
        .collect();
    let mut columns = Columns::default();
    for (at, name) in names(scenario, design).into_iter().enumerate() {
        let values: Vec<f64> = worlds.iter().map(|world| world[at]).collect();
        if values.iter().any(|value| *value != values[0]) {
            columns.push(name, values);
        }
    }
    let (outcomes, misses) = outcomes(design, &design.goals[goal], replicates, progress);
    DrawTable {
        draws: (0..replicates).map(|replicate| replicate.to_string()).collect(),
        inputs: columns,
        outcomes,
        misses,
        origin: Some(scenario.worst_origin()),
    }
}

/// Names of the inputs, in the order of [`inputs`].
fn names(scenario: &Scenario, design: &Design) -> Vec<String> {
    let mut names = Vec::new();
    for area in &design.areas {
        names.extend(Base::ALL.map(|base| format!("{}.{}_per_year", area.name, base.word())));
    }
    names.extend(effect_names(&scenario.programme.instruments).into_iter().flatten());
    for capital in ["investment", "recurrent"] {
        for year in &design.years {
            let of = |what: &str| format!("delivery.{capital}.{what}.{year}");
            names.extend(["absorbed_share", "in_year_share", "cost_overrun_factor"].map(of));
        }
    }
    let yearly = |head: String| design.years.iter().map(move |year| format!("{head}.{year}"));
    for plan in &design.shocks {
        names.extend(yearly(format!("shock.{}_level", plan.shock.id)));
    }
    for plan in &design.events {
        names.extend(yearly(format!("event.{}_happened", plan.event.id)));
    }
    names.extend(scenario.baseline_doubts.iter().map(|doubt| format!("baseline.{}_factor", doubt.cohort)));
    names
}

/// What a world has in place of each named input.
fn inputs(design: &Design, world: &World) -> Vec<f64> {
    let mut values: Vec<f64> = world.base.iter().flatten().copied().collect();
    values.extend(world.hazard_ratio.iter().flatten());
    let deliveries = world.deliveries(design);
    for capital in Capital::ALL {
        let delivery = &deliveries[capital.index()];
        let years = delivery.absorbed.iter().zip(&delivery.in_year).zip(&delivery.overrun);
        values.extend(years.flat_map(|((absorbed, in_year), overrun)| [*absorbed, *in_year, *overrun]));
    }
    values.extend(world.province_levels(design).iter().flatten());
    values.extend(world.events.iter().flatten().map(|event| f64::from(event.is_some())));
    values.extend(world.doubts.iter().map(|(inside, _)| inside));
    values
}

/// Falls and misses by alternative.
fn outcomes(
    design: &Design,
    goal: &Goal,
    replicates: u32,
    progress: &(dyn Fn(u64) + Sync),
) -> (Columns, Vec<Miss>) {
    let done = run_keeping(&Job { progress, ..Job::new(design, replicates) });
    let mut falls = Columns::default();
    let mut misses = Vec::new();
    for (alternative, funding) in design.alternatives.iter().enumerate() {
        let paths = || (0..done.kept()).map(|replicate| done.path(alternative, replicate, goal.place));
        falls.push(funding.id.clone(), paths().map(|path| average_fall(goal, path)).collect());
        let rows = paths().map(|path| !floor_reached(goal, path)).collect();
        misses.push(Miss { name: format!("miss.{}", funding.id), rows });
    }
    (falls, misses)
}
