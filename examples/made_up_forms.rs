//! Forms of 2016–2020 made from parameters drawn from the hindcast scenario's priors: something to try `calibrate` on.
//!
//! ```sh
//! cargo run --release --features calibrate --example made_up_forms > forms.csv
//! cargo run --release --features calibrate --example made_up_forms -- 7      # another draw
//! ```
//! Every row says `synthetic`.

use giamngheo::calibrate::generate::{Generator, prior_vector};
use giamngheo::calibrate::panel::{Panel, YearSeen};
use giamngheo::calibrate::prepared::Prepared;
use giamngheo::calibrate::units::NearPoorEntries;
use giamngheo::domain::origin::Origin;
use giamngheo::report::forms_csv::forms_csv;

#[path = "../benches/shipped/mod.rs"]
mod shipped;

fn main() {
    let draw = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(0);
    let scenario = shipped::Texts::of("bac-giang-2016-2020.toml").load();
    let years = scenario.years();
    let start = |row: &giamngheo::domain::baseline::BaselineRow| {
        let first = YearSeen { households: Some(row.households), ..YearSeen::default() };
        std::iter::once(first).chain(vec![YearSeen::default(); years.len() - 1]).collect()
    };
    let empty = Panel {
        seen: scenario.baseline.iter().map(start).collect(),
        communes: scenario.communes.iter().map(|commune| commune.code).collect(),
        years: years.clone(),
        origin: Origin::Synthetic,
    };
    let prepared = Prepared::new(&scenario, empty, None);
    let likelihood = prepared.likelihood(&prepared.panel, NearPoorEntries::Unused);
    let mill = prepared.mill();
    let z = prior_vector(&likelihood.layout, scenario.seed, draw);
    let generator = Generator { mill: &mill, likelihood: &likelihood, seed: scenario.seed };
    print!("{}", forms_csv(&generator.panel(&z, draw, Origin::Synthetic)));
}
