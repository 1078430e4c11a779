//! Simulation-based calibration: the truth's ranks among the draws of fits to panels made from it are uniform.

use super::made_up::{design, names};
use giamngheo::calibrate::parameters::Layout;
use giamngheo::calibrate::pools::Mill;
use giamngheo::calibrate::ranks::{PanelRanks, Study, evenness, overall};
use giamngheo::calibrate::sample::Chains;
use giamngheo::calibrate::units::NearPoorEntries;
use rayon::prelude::*;

const PANELS: u32 = 60;
/// Draws that a truth is ranked among: twenty ranks, in four classes of five.
const KEPT: usize = 19;
const CLASSES: usize = 4;

/// With the near-poor list's "newly arisen" in use every count that moves a later year is in the likelihood, which then
/// is the whole probability of the panel. Left out, the likelihood is a partial one, and ranks are even only nearly.
#[test]
fn ranks_of_the_truth_are_uniform() {
    let design = design(3, 3);
    let mill = Mill::new(&design, &design.alternatives[1]);
    let study = Study {
        mill: &mill,
        layout: Layout::new(&design, &names(&design)),
        entries: NearPoorEntries::Arisen,
        kept: KEPT,
        chains: Chains { chains: 1, tune: 200, draws: 4 * KEPT, seed: 11 },
    };
    let panels: Vec<PanelRanks> =
        (0..PANELS).into_par_iter().map(|panel| study.ranks(panel).expect("chains run")).collect();
    let all = evenness(&study.names(), &panels, KEPT, CLASSES);
    // χ² of some forty quantities, the smallest p-value times their number: false in one seed of a thousand. Fifteen
    // panels a class are enough for the χ² approximation.
    let p = overall(&all);
    let uneven: Vec<_> = all.iter().filter(|it| it.p < 0.01).collect();
    assert!(p > 0.001, "p {p}: {uneven:#?}");
    let divergences: usize = panels.iter().map(|panel| panel.divergences).sum();
    assert_eq!(divergences, 0);
}
