//! Panels with known parameters.

use crate::support::rich;
use giamngheo::calibrate::generate::{Generator, prior_vector};
use giamngheo::calibrate::likelihood::Likelihood;
use giamngheo::calibrate::panel::Panel;
use giamngheo::calibrate::parameters::Layout;
use giamngheo::calibrate::pools::Mill;
use giamngheo::calibrate::units::NearPoorEntries;
use giamngheo::domain::origin::Origin;
use giamngheo::plan::design::Design;

/// A design with everything switched on, on years of QĐ 59.
pub fn design(communes: usize, years: usize) -> Design {
    let mut design = rich(communes, years);
    design.years = (2016..2016 + years as i32).collect();
    design
}

pub fn names(design: &Design) -> Vec<Vec<String>> {
    let name = |k: usize, e: usize| format!("effect.{k}.{e}_hazard_ratio");
    let of = |(k, it): (usize, &giamngheo::plan::design::InstrumentPlan)| {
        (0..it.effects.len()).map(|e| name(k, e)).collect()
    };
    design.instruments.iter().enumerate().map(of).collect()
}

/// A panel made from parameters drawn from the prior, and those parameters.
pub fn panel(design: &Design, seed: u64, draw: u32) -> (Panel, Vec<f64>) {
    let mill = Mill::new(design, &design.alternatives[1]);
    let layout = Layout::new(design, &names(design));
    let z = prior_vector(&layout, seed, draw);
    let empty = Panel {
        years: design.years.clone(),
        communes: Vec::new(),
        seen: Vec::new(),
        origin: Origin::Synthetic,
    };
    let likelihood = Likelihood::new(&mill, layout, &empty, NearPoorEntries::Unused);
    let panel = Generator { mill: &mill, likelihood: &likelihood, seed }.panel(&z, draw, Origin::Synthetic);
    (panel, z)
}

pub fn likelihood(design: &Design, panel: &Panel, entries: NearPoorEntries) -> Likelihood {
    let mill = Mill::new(design, &design.alternatives[1]);
    Likelihood::new(&mill, Layout::new(design, &names(design)), panel, entries)
}
