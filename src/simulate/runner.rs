//! Replicates in parallel: each is a pure function of the design and its number.

use super::luck::Drawn;
use super::replicate::{Lived, Scene, live};
use super::tally::{AlternativeOutcomes, CommuneTally, Outcomes, PlaceYear};
use super::world::{Indices, Mode, World};
use crate::plan::design::Design;
use rayon::prelude::*;

/// Replicates handed to a thread at a time.
const BLOCK: usize = 8;

/// What to run.
pub struct Job<'a> {
    pub design: &'a Design,
    pub replicates: u32,
    /// Whether sums per commune are kept.
    pub communes: bool,
    /// Replicate of each source of uncertainty for a replicate number; `Indices::all` in an ordinary run.
    pub indices: &'a (dyn Fn(u32) -> Indices + Sync),
    /// Told how many replicates were finished since the last call.
    pub progress: &'a (dyn Fn(u64) + Sync),
}

/// Runs a job on the current rayon pool; the result does not depend on the pool.
pub fn run(job: &Job<'_>) -> Outcomes {
    let design = job.design;
    let stride = design.places.len() * design.years.len();
    let alternatives = design.alternatives.len();
    // Replicate-major with alternatives inside, so that one thread writes one contiguous block.
    let mut series = vec![PlaceYear::default(); job.replicates as usize * alternatives * stride];
    let places_of = places_by_commune(design);
    let fresh = || vec![CommuneTally::new(design); if job.communes { alternatives } else { 0 }];
    let tallies = series
        .par_chunks_mut((BLOCK * alternatives * stride).max(1))
        .enumerate()
        .fold(fresh, |mut tallies, (block, chunk)| {
            for (offset, slot) in chunk.chunks_mut(alternatives * stride).enumerate() {
                replicate(job, &places_of, (block * BLOCK + offset) as u32, slot, &mut tallies);
            }
            (job.progress)((chunk.len() / (alternatives * stride)) as u64);
            tallies
        })
        .reduce(fresh, |left, right| left.into_iter().zip(right).map(|(l, r)| l.merge(r)).collect());
    Outcomes {
        replicates: job.replicates,
        places: design.places.len(),
        years: design.years.len(),
        alternatives: by_alternative(series, tallies, alternatives, stride),
    }
}

/// One replicate: its world once, then every commune under every alternative.
fn replicate(
    job: &Job<'_>,
    places_of: &[Vec<usize>],
    number: u32,
    slot: &mut [PlaceYear],
    tallies: &mut [CommuneTally],
) {
    let design = job.design;
    let indices = (job.indices)(number);
    let world = World::new(design, Mode::Drawn(indices));
    let years = design.years.len();
    let stride = design.places.len() * years;
    let mut lived: Vec<Lived> = Vec::with_capacity(years);
    for (commune, places) in places_of.iter().enumerate() {
        let factors = world.commune_factors(design, commune);
        let luck = Drawn::new(design, indices.households, commune);
        for (alternative, funding) in design.alternatives.iter().enumerate() {
            lived.clear();
            let replicate = indices.households;
            let scene = Scene { design, world: &world, luck: &luck, replicate, commune, factors: &factors };
            live(&scene, funding, |_, year| lived.push(year));
            for &place in places {
                let start = alternative * stride + place * years;
                let rows = &mut slot[start..start + years];
                rows.iter_mut().zip(&lived).for_each(|(row, year)| row.add(year));
            }
            if let Some(tally) = tallies.get_mut(alternative) {
                tally.add(design, commune, &lived);
            }
        }
    }
}

fn places_by_commune(design: &Design) -> Vec<Vec<usize>> {
    let mut places = vec![Vec::new(); design.communes.len()];
    for (place, members) in design.places.iter().enumerate() {
        for &commune in members {
            places[commune].push(place);
        }
    }
    places
}

/// Replicate-major series to one series per alternative.
fn by_alternative(
    series: Vec<PlaceYear>,
    tallies: Vec<CommuneTally>,
    alternatives: usize,
    stride: usize,
) -> Vec<AlternativeOutcomes> {
    let mut tallies = tallies.into_iter();
    (0..alternatives)
        .map(|alternative| AlternativeOutcomes {
            series: series
                .chunks(stride)
                .skip(alternative)
                .step_by(alternatives)
                .flat_map(|chunk| chunk.iter().copied())
                .collect(),
            communes: tallies.next().unwrap_or_default(),
        })
        .collect()
}
