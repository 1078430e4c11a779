//! What differs between replicates before any household moves: their worlds, as arrays.

use super::array::{Array, Axis, head};
use crate::domain::hazard::{BASES, CLASSES};
use crate::plan::design::Design;
use crate::simulate::world::{Indices, Mode, World};

/// Numbers that a replicate adds to the arrays.
pub fn numbers_per_replicate(design: &Design) -> usize {
    let years = design.years.len();
    let effects: usize = design.instruments.iter().map(|plan| plan.effects.len()).sum();
    design.areas.len() * BASES
        + effects
        + design.instruments.len() * 2 * years * years
        + design.communes.len() * years * CLASSES
        + design.doubts.len() * design.communes.len()
}

/// The worlds of replicates 0, 1, …, as an ordinary run draws them.
pub fn worlds(design: &Design, replicates: u32) -> Vec<Array> {
    let mut columns = Columns::default();
    for replicate in 0..replicates {
        columns.add(design, &World::new(design, Mode::Drawn(Indices::all(replicate))));
    }
    columns.arrays(design, replicates)
}

#[derive(Default)]
struct Columns {
    base: Vec<f64>,
    hazard_ratio: Vec<f64>,
    operator: Vec<f64>,
    factor: Vec<f64>,
    baseline_factor: Vec<f64>,
}

impl Columns {
    fn add(&mut self, design: &Design, world: &World) {
        self.base.extend(world.base.iter().flatten());
        self.hazard_ratio.extend(world.hazard_ratio.iter().flatten());
        self.operator.extend(world.operators.iter().flatten().flatten());
        for commune in 0..design.communes.len() {
            self.factor.extend(world.commune_factors(design, commune).iter().flatten());
        }
        for (doubt, &(inside, outside)) in design.doubts.iter().zip(&world.doubts) {
            self.baseline_factor.extend(doubt.inside.iter().map(|&it| if it { inside } else { outside }));
        }
    }

    fn arrays(self, design: &Design, replicates: u32) -> Vec<Array> {
        let replicate: Axis = ("replicate", replicates as usize);
        let commune = ("commune", design.communes.len());
        let instrument = ("instrument", design.instruments.len());
        let year = ("year", design.years.len());
        let effects = design.instruments.iter().map(|plan| plan.effects.len()).sum();
        let base_axes = [replicate, ("area", design.areas.len()), ("base", BASES)];
        let operator_axes = [replicate, instrument, ("capital", 2), year, ("planned_year", year.1)];
        let factor_axes = [replicate, commune, year, ("class", CLASSES)];
        vec![
            Array::floats(head("base", &base_axes, "per year", "base hazards"), self.base),
            Array::floats(
                head("hazard_ratio", &[replicate, ("effect", effects)], "ratio", "hazard ratio if covered"),
                self.hazard_ratio,
            ),
            Array::floats(
                head(
                    "operator",
                    &operator_axes,
                    "participations per million VND",
                    "participations at work in year per million VND planned in planned_year",
                ),
                self.operator,
            ),
            Array::floats(
                head(
                    "factor",
                    &factor_axes,
                    "factor",
                    "commune effect, shocks and events on hazards of a class",
                ),
                self.factor,
            ),
            Array::floats(
                head(
                    "baseline_factor",
                    &[replicate, ("doubt", design.doubts.len()), commune],
                    "factor",
                    "factor on state Poor at the start, one doubt after the other",
                ),
                self.baseline_factor,
            ),
        ]
    }
}
