//! Expected-value mode: the same model with means instead of draws; no generator is touched.

use super::lanes::commune::{Desk, Kernel};
use super::lanes::isa::Isa;
use super::lanes::luck::Expected;
use super::lanes::worlds::Worlds;
use super::lanes::{LANES, Lane};
use super::record::CommuneYear;
use super::world::{Mode, World};
use crate::plan::design::Design;
use rayon::prelude::*;

/// Every commune's years under one alternative, at `commune` then `year`; fractional households.
///
/// Means of products are products of means here: where a hazard is uncertain or coverage saturates, the result
/// is the path of the mean inputs, not the mean of the paths.
pub fn expected_path(design: &Design, alternative: usize) -> Vec<Vec<CommuneYear<f64>>> {
    let means: [World; LANES] = std::array::from_fn(|_| World::new(design, Mode::Means));
    let worlds = Worlds::new(design, &means, None);
    let kernel = Kernel::new(design, Isa::widest());
    let mut desk = Desk::new(design);
    let years = design.years.len();
    (0..design.communes.len())
        .map(|commune| {
            kernel.live(&worlds, &Expected, commune, &mut desk);
            let own = &desk.records[alternative * years..(alternative + 1) * years];
            // Every lane lives the same life.
            own.iter().map(|record| record.map(|lane| lane.0[0])).collect()
        })
        .collect()
}

/// The years of some places under one alternative, in several worlds at once: sums over a place's communes, at `place`
/// then `year`, one world a lane. `places` are positions of communes.
pub fn expected_places(
    design: &Design,
    alternative: usize,
    places: &[&[usize]],
    worlds: &[World; LANES],
) -> Vec<Vec<CommuneYear<Lane>>> {
    let worlds = Worlds::new(design, worlds, None);
    let kernel = Kernel::new(design, Isa::widest());
    let mut desk = Desk::new(design);
    let years = design.years.len();
    let mut sums = vec![vec![CommuneYear::<Lane>::default(); years]; places.len()];
    for commune in 0..design.communes.len() {
        let here: Vec<usize> = (0..places.len()).filter(|&place| places[place].contains(&commune)).collect();
        if here.is_empty() {
            continue;
        }
        kernel.live(&worlds, &Expected, commune, &mut desk);
        let own = &desk.records[alternative * years..(alternative + 1) * years];
        for place in here {
            for (sum, record) in sums[place].iter_mut().zip(own) {
                sum.add(record);
            }
        }
    }
    sums
}

/// A number for every alternative and commune, at `alternative` then `commune`: `see` is given a commune's position and
/// its expected years in some drawn worlds, one world a lane.
pub fn expected_communes(
    design: &Design,
    worlds: &Worlds,
    see: &(dyn Fn(usize, &[CommuneYear<Lane>]) -> f64 + Sync),
) -> Vec<Vec<f64>> {
    let kernel = Kernel::new(design, Isa::widest());
    let years = design.years.len();
    let communes: Vec<Vec<f64>> = (0..design.communes.len())
        .into_par_iter()
        .map_init(
            || Desk::new(design),
            |desk, commune| {
                kernel.live(worlds, &Expected, commune, desk);
                desk.records.chunks(years).map(|records| see(commune, records)).collect()
            },
        )
        .collect();
    let of = |alternative: usize| communes.iter().map(|own| own[alternative]).collect();
    (0..design.alternatives.len()).map(of).collect()
}
