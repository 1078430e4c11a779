//! Simulation-based calibration in full: are fits right on average over everything that the prior thinks possible?
//!
//! ```sh
//! cargo run --release --features calibrate --example calibration_ranks -- 300 16 arisen
//! ```
//! Arguments: panels; take every how manieth commune of the hindcast (16: 14 communes, their share of the money);
//! `arisen` or `unused`, what the near-poor form's "newly arisen" is taken to count. Prints the ranks of every quantity in
//! ten classes and the p-value of their χ², then that of all together.

use giamngheo::calibrate::panel::{Panel, YearSeen};
use giamngheo::calibrate::prepared::Prepared;
use giamngheo::calibrate::ranks::{PanelRanks, Study, evenness, overall};
use giamngheo::calibrate::sample::Chains;
use giamngheo::calibrate::units::NearPoorEntries;
use giamngheo::domain::money::Money;
use giamngheo::domain::origin::Origin;
use giamngheo::domain::scenario::Scenario;
use rayon::prelude::*;

#[path = "../benches/shipped/mod.rs"]
mod shipped;

/// Draws that a truth is ranked among: a hundred ranks, in ten classes of ten.
const KEPT: usize = 99;
const CLASSES: usize = 10;

fn main() {
    let argument = |at: usize| std::env::args().nth(at);
    let number = |at: usize, default: usize| argument(at).and_then(|it| it.parse().ok()).unwrap_or(default);
    let entries = match argument(3).as_deref() {
        Some("unused") => NearPoorEntries::Unused,
        _ => NearPoorEntries::Arisen,
    };
    let scenario = some(shipped::Texts::of("bac-giang-2016-2020.toml").load(), number(2, 16).max(1));
    let empty = Panel {
        years: scenario.years(),
        communes: scenario.communes.iter().map(|commune| commune.code).collect(),
        seen: vec![vec![YearSeen::default(); scenario.years().len()]; scenario.communes.len()],
        origin: Origin::Synthetic,
    };
    let prepared = Prepared::new(&scenario, empty, None);
    let mill = prepared.mill();
    let chains = Chains { chains: 1, tune: 400, draws: 4 * KEPT, seed: 2016 };
    let study = Study { mill: &mill, layout: prepared.layout(), entries, kept: KEPT, chains };
    let panels: Vec<PanelRanks> = (0..number(1, 300) as u32)
        .into_par_iter()
        .map(|panel| study.ranks(panel).expect("chains run"))
        .collect();
    print(&study, &panels);
}

fn print(study: &Study<'_>, panels: &[PanelRanks]) {
    let communes = study.mill.design.communes.len();
    println!("{} panels of {communes} communes, {} parameters", panels.len(), study.layout.len);
    let all = evenness(&study.names(), panels, study.kept, CLASSES);
    for it in &all {
        let counts: Vec<String> = it.counts.iter().map(|count| format!("{count:3}")).collect();
        println!("{:<52} p {:.4}  {}", it.name, it.p, counts.join(" "));
    }
    let diverging = panels.iter().filter(|panel| panel.divergences > 0).count();
    println!("all {} together: p {:.3}; panels with divergences: {diverging}", all.len(), overall(&all));
}

/// Every so many communes of a scenario, and their share of the money.
fn some(mut scenario: Scenario, every: usize) -> Scenario {
    scenario.communes = scenario.communes.into_iter().step_by(every).collect();
    scenario.baseline = scenario.baseline.into_iter().step_by(every).collect();
    for envelope in &mut scenario.envelopes {
        envelope.amount = Money::from_dong(envelope.amount.dong() / every as i64);
    }
    scenario
}
