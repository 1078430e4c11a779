//! Replicates in parallel: blocks of lanes × groups of communes, each a pure function of the design and the
//! replicates' numbers.

use super::lanes::commune::{Desk, Kernel};
use super::lanes::isa::Isa;
use super::lanes::luck::Drawn;
use super::lanes::worlds::{Addresses, Worlds};
use super::lanes::{LANES, Lane};
use super::record::CommuneYear;
use super::tally::{CommuneOutcomes, Outcomes, PlaceYear};
use super::world::{Indices, Mode, World};
use crate::plan::design::Design;
use rayon::prelude::*;
use std::ops::ControlFlow;
use std::sync::Mutex;

/// Communes handed to a thread at a time.
const GROUP: usize = 8;
/// Blocks of replicates done together at most, so that threads have work for long between two meetings.
const MOST_BLOCKS: usize = 16;
/// Memory for the places' series of the blocks done together, bytes.
const SERIES_BYTES: usize = 48 << 20;

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
    pub isa: Isa,
}

impl<'a> Job<'a> {
    /// The first replicates of a design, without sums per commune, on the widest instructions that are here.
    pub fn new(design: &'a Design, replicates: u32) -> Job<'a> {
        let isa = Isa::widest();
        Job { design, replicates, communes: false, indices: &Indices::all, progress: &|_| {}, isa }
    }
}

/// Runs a job from its first replicate to its last; the result does not depend on the rayon pool.
pub fn run(job: &Job<'_>) -> Outcomes {
    finished(job, Outcomes::new(job.design, job.communes))
}

/// The same without sums per commune, the series of every replicate kept.
pub fn run_keeping(job: &Job<'_>) -> Outcomes {
    finished(job, Outcomes::keeping(job.design, job.replicates))
}

fn finished(job: &Job<'_>, mut outcomes: Outcomes) -> Outcomes {
    let _ = advance(job, &mut outcomes, &mut |_| ControlFlow::Continue(()));
    outcomes
}

/// Adds the replicates that are missing to `outcomes`; `pause` is asked after every stretch of them and may stop.
pub fn advance(
    job: &Job<'_>,
    outcomes: &mut Outcomes,
    pause: &mut dyn FnMut(&Outcomes) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let kernel = Kernel::new(job.design, job.isa);
    let places_of = places_by_commune(job.design);
    while outcomes.replicates < job.replicates {
        let stretch = Stretch::new(job, outcomes.replicates);
        let done = stretch.replicates;
        let series = stretch.live(&kernel, &places_of, &mut outcomes.communes);
        stretch.tally(&series, outcomes);
        outcomes.replicates += done as u32;
        (job.progress)(done as u64);
        pause(outcomes)?;
    }
    ControlFlow::Continue(())
}

/// Some consecutive blocks of replicates, done together.
struct Stretch<'a> {
    design: &'a Design,
    replicates: usize,
    worlds: Vec<(Worlds, Drawn)>,
}

/// Columns of a [`PlaceYear`] in lanes.
const COLUMNS: usize = 12;
/// Series of one place: at `(block * alternatives + alternative) * years + year`.
type PlaceSeries = Vec<[Lane; COLUMNS]>;

impl<'a> Stretch<'a> {
    fn new(job: &Job<'a>, first: u32) -> Stretch<'a> {
        let design = job.design;
        let missing = (job.replicates - first) as usize;
        let per_block = design.places.len() * design.alternatives.len() * design.years.len();
        let fitting = SERIES_BYTES / (per_block * size_of::<[Lane; COLUMNS]>()).max(1);
        // A power of two, so that every multiple of the longest stretch is an end of one.
        let most = (fitting.clamp(1, MOST_BLOCKS) + 1).next_power_of_two() / 2;
        let blocks = missing.div_ceil(LANES).min(most);
        let worlds =
            (0..blocks).into_par_iter().map(|block| worlds(job, first + (block * LANES) as u32)).collect();
        Stretch { design, replicates: missing.min(blocks * LANES), worlds }
    }

    /// Lanes of a block that count.
    fn lanes(&self, block: usize) -> usize {
        (self.replicates - block * LANES).min(LANES)
    }

    /// Lives every commune; returns the series of every place.
    fn live(
        &self,
        kernel: &Kernel<'_>,
        places_of: &[Vec<usize>],
        communes: &mut [CommuneOutcomes],
    ) -> Vec<PlaceSeries> {
        let design = self.design;
        let length = self.worlds.len() * design.alternatives.len() * design.years.len();
        let series: Vec<Mutex<PlaceSeries>> =
            design.places.iter().map(|_| Mutex::new(vec![[Lane::ZERO; COLUMNS]; length])).collect();
        let groups = design.communes.len().div_ceil(GROUP);
        let mut tallies: Vec<&mut [CommuneOutcomes]> = communes.chunks_mut(GROUP).collect();
        tallies.resize_with(groups, Default::default);
        tallies.into_par_iter().enumerate().for_each(|(group, tallies)| {
            let first = group * GROUP;
            let members = first..(first + GROUP).min(design.communes.len());
            let mut desk = Desk::new(design);
            for (block, (worlds, luck)) in self.worlds.iter().enumerate() {
                let mut sums = Sums::default();
                for commune in members.clone() {
                    kernel.live(worlds, luck, commune, &mut desk);
                    sums.add(&places_of[commune], &desk.records);
                    if let Some(tally) = tallies.get_mut(commune - first) {
                        tally.add(design, &desk.records, self.lanes(block));
                    }
                }
                sums.move_to(&series, block);
            }
        });
        series
            .into_iter()
            .map(|place| place.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner()))
            .collect()
    }

    /// Adds the replicates of the stretch to the alternatives' outcomes.
    fn tally(&self, series: &[PlaceSeries], outcomes: &mut Outcomes) {
        let design = self.design;
        let (years, alternatives) = (design.years.len(), design.alternatives.len());
        let kept = (outcomes.most_kept.saturating_sub(outcomes.replicates) as usize).min(self.replicates);
        outcomes.alternatives.par_iter_mut().enumerate().for_each(|(alternative, outcome)| {
            let mut paths = vec![PlaceYear::default(); design.places.len() * years];
            for replicate in 0..self.replicates {
                let (block, lane) = (replicate / LANES, replicate % LANES);
                for (place, path) in paths.chunks_mut(years).enumerate() {
                    let start = (block * alternatives + alternative) * years;
                    for (year, columns) in path.iter_mut().zip(&series[place][start..]) {
                        *year = place_year(columns, lane);
                    }
                }
                outcome.add(design, &paths);
                if replicate < kept {
                    outcome.series.extend_from_slice(&paths[..design.cohorts * years]);
                }
            }
        });
    }
}

/// The worlds of the block that begins with replicate `first`, and the addresses of its households' luck.
pub fn worlds(job: &Job<'_>, first: u32) -> (Worlds, Drawn) {
    let indices: [Indices; LANES] = std::array::from_fn(|l| (job.indices)(first + l as u32));
    let worlds = indices.map(|indices| World::new(job.design, Mode::Drawn(indices)));
    let addresses = Addresses {
        parameters: indices.map(|it| it.parameters),
        environment: indices.map(|it| it.environment),
        mirrored: indices.map(|it| it.mirrored),
    };
    let luck = Drawn { seed: job.design.seed, replicates: indices.map(|it| it.households) };
    (Worlds::new(job.design, &worlds, Some(addresses)), luck)
}

/// Sums over a group of communes for one block: of every place that has a member among them.
#[derive(Default)]
struct Sums {
    /// Place, and its series of this block.
    places: Vec<(usize, PlaceSeries)>,
}

impl Sums {
    fn add(&mut self, places: &[usize], records: &[CommuneYear<Lane>]) {
        for &place in places {
            let position = self.places.iter().position(|(known, _)| *known == place).unwrap_or_else(|| {
                self.places.push((place, vec![[Lane::ZERO; COLUMNS]; records.len()]));
                self.places.len() - 1
            });
            for (sums, record) in self.places[position].1.iter_mut().zip(records) {
                sums.iter_mut().zip(columns(record)).for_each(|(sum, column)| sum.add(column));
            }
        }
    }

    /// Whole numbers below 2⁵³ add up exactly, so it does not matter who comes first.
    fn move_to(self, series: &[Mutex<PlaceSeries>], block: usize) {
        for (place, sums) in self.places {
            let mut all = series[place].lock().unwrap_or_else(|poisoned| poisoned.into_inner());
            for (all, sums) in all[block * sums.len()..].iter_mut().zip(&sums) {
                all.iter_mut().zip(sums).for_each(|(all, sum)| all.add(sum));
            }
        }
    }
}

/// The columns of a record that places follow, in the order of [`place_year`].
fn columns(record: &CommuneYear<Lane>) -> [&Lane; COLUMNS] {
    [
        &record.households_start,
        &record.poor.start,
        &record.near_poor.start,
        &record.households,
        &record.poor.end,
        &record.near_poor.end,
        &record.poor.escaped_past_line,
        &record.poor.to_other_list,
        &record.poor.returned,
        &record.poor.from_other_list,
        &record.poor.newly_arisen,
        &record.lasting,
    ]
}

fn place_year(columns: &[Lane; COLUMNS], lane: usize) -> PlaceYear {
    let at = |column: usize| columns[column].0[lane] as u32;
    PlaceYear {
        households_start: at(0),
        poor_start: at(1),
        near_poor_start: at(2),
        households: at(3),
        poor: at(4),
        near_poor: at(5),
        escaped_past_line: at(6),
        escaped_to_near_poor: at(7),
        relapsed: at(8),
        from_near_poor: at(9),
        newly_arisen: at(10),
        lasting: at(11),
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
