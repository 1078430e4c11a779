//! How the worlds of replicates are spread: independently, in antithetic pairs, or over scrambled Sobol points.
//!
//! A Sobol point gives the uniforms of everything that is not a commune's own: a list made once per design says
//! which coordinate belongs to which address, so a coordinate keeps its meaning whatever the order of calls. Commune
//! effects and commune shocks are too many for 256 coordinates and each moves little: they stay with their addresses,
//! in antithetic pairs. So does what comes last in the list if the list is longer than that.
//!
//! Points: Owen-scrambled Sobol sequence after Burley, "Practical Hash-based Owen Scrambling", JCGT 9(4), 2020, with
//! the direction numbers of Joe and Kuo (crate `sobol_burley`).

use super::lanes::LANES;
use super::lanes::luck::Drawn;
use super::lanes::worlds::{Addresses, Worlds};
use super::random::{Purpose, philox4x32_10};
use super::world::{Indices, Mode, World};
use crate::domain::hazard::{Base, CLASSES};
use crate::plan::design::{Design, name_code};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Independent scrambles that take turns: replicate r is a point of batch r mod BATCHES, so that every number of
/// replicates has its standard error from as many independent means.
pub const BATCHES: u32 = 16;
/// Points of one scramble; then the batch begins another.
const POINTS: u32 = 1 << 16;
/// Half the width of the cell that a coordinate of 23 bits stands for.
const HALF_CELL: f64 = 1.0 / (1 << 24) as f64;

/// How the worlds of replicates are spread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Environment {
    /// Each on its own.
    Independent,
    /// Pairs of mirror images.
    Antithetic,
    /// Scrambled Sobol points in [`BATCHES`] independent batches; sharpest after BATCHES · 2^k replicates.
    Sobol,
}

impl Environment {
    pub const ALL: [Environment; 3] = [Environment::Independent, Environment::Antithetic, Environment::Sobol];

    /// The word used in files and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Environment::Independent => "independent",
            Environment::Antithetic => "antithetic",
            Environment::Sobol => "sobol",
        }
    }

    /// The addresses of a replicate's draws, as far as no point takes their place.
    pub fn indices(self, replicate: u32) -> Indices {
        match self {
            Environment::Independent => Indices::all(replicate),
            Environment::Antithetic => Indices::antithetic(replicate),
            Environment::Sobol => {
                // Two points of one batch that follow each other make a pair.
                let (batch, point) = (replicate % BATCHES, replicate / BATCHES);
                let pair = batch + BATCHES * (point / 2);
                Indices { households: replicate, mirrored: point % 2 == 1, ..Indices::all(pair) }
            }
        }
    }
}

/// Makes the worlds of a design's replicates.
pub struct Environments<'a> {
    design: &'a Design,
    environment: Environment,
    coordinates: Arc<Coordinates>,
}

impl<'a> Environments<'a> {
    pub fn new(design: &'a Design, environment: Environment) -> Environments<'a> {
        Environments { design, environment, coordinates: Arc::new(Coordinates::of(design)) }
    }

    /// The world of a replicate.
    pub fn world(&self, replicate: u32) -> World {
        let mode = Mode::Drawn(self.environment.indices(replicate));
        let point = match self.environment {
            Environment::Sobol => Some(Point::of(&self.coordinates, self.design.seed, replicate)),
            _ => None,
        };
        World::at(self.design, mode, point)
    }

    /// The worlds of the block that begins with replicate `first`, and the addresses of its households' luck.
    pub fn block(&self, first: u32) -> (Worlds, Drawn) {
        let replicates: [u32; LANES] = std::array::from_fn(|l| first + l as u32);
        let indices = replicates.map(|replicate| self.environment.indices(replicate));
        let addresses = Addresses {
            parameters: indices.map(|it| it.parameters),
            environment: indices.map(|it| it.environment),
            mirrored: indices.map(|it| it.mirrored),
        };
        let luck = Drawn { seed: self.design.seed, replicates: indices.map(|it| it.households) };
        let worlds = replicates.map(|replicate| self.world(replicate));
        (Worlds::new(self.design, &worlds, Some(addresses)), luck)
    }
}

/// The part of an address that names what is drawn, whatever the replicate.
type Meaning = (u8, u32, u16, u32);

fn meaning(purpose: Purpose, entity: u32, year: i32, cell: u32) -> Meaning {
    (purpose as u8, entity, year as u16, cell)
}

/// Which coordinate of a point each uniform of a world takes.
#[derive(Debug, Default)]
pub struct Coordinates {
    /// Sorted by meaning; coordinates of the address's two uniforms.
    by_meaning: Vec<(Meaning, [Option<u16>; 2])>,
    used: u16,
    /// Uniforms that found no coordinate.
    pub left_over: usize,
}

impl Coordinates {
    /// Most influential first, since the first coordinates of Sobol points are the most even: province shocks, whether
    /// events happen, base hazards (or the row of a posterior), doubts about the baseline, hazard ratios, delivery, district shocks, severities.
    pub fn of(design: &Design) -> Coordinates {
        let mut list = Coordinates::default();
        list.shocks(design, Purpose::ProvinceShock, &[0], |shock| shock.province_log_sd);
        list.events(design);
        list.parameters(design);
        list.delivery(design);
        list.shocks(design, Purpose::DistrictShock, &design.districts, |shock| shock.district_log_sd);
        list.severities(design);
        list.by_meaning.sort_unstable();
        list
    }

    /// Coordinates in use.
    pub fn used(&self) -> usize {
        self.used.into()
    }

    fn add(&mut self, meaning: Meaning, used: [bool; 2]) {
        let coordinates = used.map(|used| {
            if !used {
                return None;
            }
            if u32::from(self.used) == sobol_burley::NUM_DIMENSIONS {
                self.left_over += 1;
                return None;
            }
            self.used += 1;
            Some(self.used - 1)
        });
        self.by_meaning.push((meaning, coordinates));
    }

    fn shocks(
        &mut self,
        design: &Design,
        purpose: Purpose,
        entities: &[u32],
        sd_of: impl Fn(&crate::domain::hazard::Shock) -> f64,
    ) {
        for &year in &design.years {
            for &entity in entities {
                for plan in design.shocks.iter().filter(|plan| sd_of(&plan.shock) != 0.0) {
                    self.add(meaning(purpose, entity, year, plan.name_code), [true, false]);
                }
            }
        }
    }

    fn events(&mut self, design: &Design) {
        for &year in &design.years {
            for plan in design.events.iter().filter(|plan| plan.event.years.contains(&year)) {
                self.add(meaning(Purpose::Event, plan.name_code, year, 0), [true, false]);
            }
        }
    }

    fn severities(&mut self, design: &Design) {
        for &year in &design.years {
            for plan in design.events.iter().filter(|plan| plan.event.years.contains(&year)) {
                for class in (0..CLASSES).filter(|&class| plan.event.severity[class].log_sd != 0.0) {
                    let cell = 1 + class as u32;
                    self.add(meaning(Purpose::Event, plan.name_code, year, cell), [true, false]);
                }
            }
        }
    }

    fn parameters(&mut self, design: &Design) {
        // What a posterior replaces has no spread of its own any more: one coordinate stands for all of it.
        if design.posterior.is_some() {
            self.add(meaning(Purpose::Posterior, 0, 0, 0), [true, false]);
        }
        for area in &design.areas {
            for kind in Base::ALL.into_iter().filter(|kind| area.base[kind.index()].log_sd != 0.0) {
                let name = name_code(&format!("{}.{}", area.name, kind.word()));
                self.add(meaning(Purpose::Parameter, name, 0, 0), [true, false]);
            }
        }
        for doubt in design.doubts.iter().filter(|doubt| doubt.log_sd != 0.0) {
            self.add(meaning(Purpose::Baseline, doubt.name_code, 0, 0), [true, false]);
        }
        for instrument in &design.instruments {
            for effect in instrument.effects.iter().filter(|effect| effect.hazard_ratio.log_sd != 0.0) {
                self.add(meaning(Purpose::Parameter, effect.name_code, 0, 1), [true, false]);
            }
        }
    }

    fn delivery(&mut self, design: &Design) {
        for &year in &design.years {
            for plan in &design.delivery {
                let capital = plan.capital.index() as u32;
                let used = [plan.absorption_concentration.is_some(), plan.delay_months != 0.0];
                if used != [false, false] {
                    self.add(meaning(Purpose::Delivery, capital, year, 0), used);
                }
                if plan.cost_overrun.log_sd != 0.0 {
                    self.add(meaning(Purpose::Delivery, capital, year, 1), [true, false]);
                }
            }
        }
    }
}

/// One replicate's point: the uniforms of a world that are not a commune's own.
#[derive(Clone, Debug)]
pub struct Point {
    coordinates: Arc<Coordinates>,
    uniforms: Vec<f64>,
}

impl Point {
    fn of(coordinates: &Arc<Coordinates>, seed: u64, replicate: u32) -> Point {
        let (batch, place) = (replicate % BATCHES, replicate / BATCHES);
        let counter = [batch, place / POINTS, (Purpose::Scramble as u32) << 24, 0];
        let scramble = philox4x32_10(counter, [seed as u32, (seed >> 32) as u32])[0];
        let mut uniforms = Vec::with_capacity(coordinates.used() + 3);
        for four in 0..u32::from(coordinates.used).div_ceil(4) {
            let cells = sobol_burley::sample_4d(place % POINTS, four, scramble);
            uniforms.extend(cells.map(|corner| f64::from(corner) + HALF_CELL));
        }
        Point { coordinates: coordinates.clone(), uniforms }
    }

    /// The uniforms of an address, with the point's in place of those that have a coordinate.
    pub fn replace(&self, purpose: Purpose, entity: u32, year: i32, cell: u32, own: [f64; 2]) -> [f64; 2] {
        let wanted = meaning(purpose, entity, year, cell);
        let list = &self.coordinates.by_meaning;
        let Ok(at) = list.binary_search_by_key(&wanted, |(meaning, _)| *meaning) else { return own };
        let given = |which: usize| {
            let coordinate = list[at].1[which];
            coordinate.map_or(own[which], |coordinate| self.uniforms[usize::from(coordinate)])
        };
        [given(0), given(1)]
    }
}
