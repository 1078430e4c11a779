//! Expected-value mode: the same model with means instead of draws; no generator is touched.

use super::luck::Expected;
use super::replicate::{Lived, Scene, live};
use super::world::{Mode, World};
use crate::plan::design::Design;

/// Every commune's years under one alternative, at `commune` then `year`; fractional households.
///
/// Means of products are products of means here: where a hazard is uncertain or coverage saturates, the result
/// is the path of the mean inputs, not the mean of the paths.
pub fn expected_path(design: &Design, alternative: usize) -> Vec<Vec<Lived>> {
    let world = World::new(design, Mode::Means);
    let funding = &design.alternatives[alternative];
    (0..design.communes.len())
        .map(|commune| {
            let factors = world.commune_factors(design, commune);
            let mut years = Vec::with_capacity(design.years.len());
            let scene =
                Scene { design, world: &world, luck: &Expected, replicate: 0, commune, factors: &factors };
            live(&scene, funding, |_, lived| years.push(lived));
            years
        })
        .collect()
}
