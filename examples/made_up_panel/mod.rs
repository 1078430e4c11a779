//! Forms of 2016–2020 of the whole province, made from parameters drawn from the hindcast scenario's priors.

use giamngheo::calibrate::generate::{Generator, prior_vector};
use giamngheo::calibrate::likelihood::Likelihood;
use giamngheo::calibrate::panel::{Panel, YearSeen};
use giamngheo::calibrate::prepared::Prepared;
use giamngheo::calibrate::units::NearPoorEntries;
use giamngheo::domain::origin::Origin;

#[path = "../../benches/shipped/mod.rs"]
mod shipped;

/// The panel's design, its likelihood, and the vector that it was made from.
pub fn of_the_province() -> (Prepared, Likelihood, Vec<f64>) {
    let scenario = shipped::Texts::of("bac-giang-2016-2020.toml").load();
    let years = scenario.years();
    let empty = Panel {
        seen: vec![vec![YearSeen::default(); years.len()]; scenario.communes.len()],
        communes: scenario.communes.iter().map(|commune| commune.code).collect(),
        years,
        origin: Origin::Synthetic,
    };
    let prepared = Prepared::new(&scenario, empty, None);
    let nothing = prepared.likelihood(&prepared.panel, NearPoorEntries::Unused);
    let mill = prepared.mill();
    let truth = prior_vector(&nothing.layout, 5, 0);
    let panel = Generator { mill: &mill, likelihood: &nothing, seed: 5 }.panel(&truth, 0, Origin::Synthetic);
    let likelihood = prepared.likelihood(&panel, NearPoorEntries::Unused);
    (prepared, likelihood, truth)
}
