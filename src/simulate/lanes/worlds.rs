//! The worlds of a block of replicates, side by side, and what each of its communes feels of them.

use super::super::elementary::exp;
use super::super::random::Purpose;
use super::super::world::World;
use super::luck::{Spot, uniform_pairs};
use super::redraw::normal;
use super::{LANES, Lane};
use crate::domain::hazard::{BASES, CLASSES, Shock};
use crate::plan::design::Design;

/// [`World`]s with replicates in lanes.
pub struct Worlds {
    seed: u64,
    /// `None` = means.
    addresses: Option<Addresses>,
    /// Rows of the posterior, as in [`World::row`].
    rows: [Option<usize>; LANES],
    /// Log sd of the effects of communes that the posterior does not list.
    commune_log_sd: [Lane; CLASSES],
    /// Base hazards by area.
    pub base: Vec<[Lane; BASES]>,
    /// Hazard ratios by instrument and effect.
    pub hazard_ratio: Vec<Vec<Lane>>,
    /// By instrument and capital kind: participations at work in year y per million VND planned in year z, at
    /// `y * years + z`.
    pub operators: Vec<[Vec<Lane>; 2]>,
    /// Logs of the shocks of the province and of a district together, by district and year.
    regional: Vec<Vec<[Lane; CLASSES]>>,
    /// Class factors by event and year.
    events: Vec<Vec<[Lane; CLASSES]>>,
    /// Factor on poor households at the baseline, by doubt: inside and outside.
    pub doubts: Vec<(Lane, Lane)>,
}

/// Replicate numbers of a block's draws, by source of uncertainty.
#[derive(Clone, Copy, Debug)]
pub struct Addresses {
    pub parameters: [u32; LANES],
    pub environment: [u32; LANES],
    /// Whether a lane's commune-level draws are the mirror image of its address's (antithetic pairs).
    pub mirrored: [bool; LANES],
}

impl Worlds {
    /// Puts one world in each lane; without addresses the worlds stand at their means.
    pub fn new(design: &Design, worlds: &[World; LANES], addresses: Option<Addresses>) -> Worlds {
        let lane = |of: &dyn Fn(&World) -> f64| Lane::of(|l| of(&worlds[l]));
        let years = design.years.len();
        let classes = |of: &dyn Fn(&World, usize) -> f64| -> [Lane; CLASSES] {
            std::array::from_fn(|class| lane(&|world| of(world, class)))
        };
        let base = |area: usize| std::array::from_fn(|kind| lane(&|world| world.base[area][kind]));
        let ratios = |k: usize| {
            let effects = design.instruments[k].effects.len();
            (0..effects).map(|effect| lane(&|world| world.hazard_ratio[k][effect])).collect()
        };
        let operator = |k: usize, capital: usize| {
            (0..years * years).map(|at| lane(&|world| world.operators[k][capital][at])).collect()
        };
        let regional = |district: usize| {
            (0..years)
                .map(|year| classes(&|world, class| world.regional_log(district, year, class)))
                .collect()
        };
        let event = |event: usize| {
            let factor = |world: &World, year: usize, class: usize| {
                world.events[event][year].map_or(1.0, |severity| severity[class])
            };
            (0..years).map(|year| classes(&|world, class| factor(world, year, class))).collect()
        };
        let instruments = 0..design.instruments.len();
        Worlds {
            seed: design.seed,
            addresses,
            rows: worlds.each_ref().map(|world| world.row),
            commune_log_sd: classes(&|world, class| world.commune_log_sd[class]),
            base: (0..design.areas.len()).map(base).collect(),
            hazard_ratio: instruments.clone().map(ratios).collect(),
            operators: instruments.map(|k| [operator(k, 0), operator(k, 1)]).collect(),
            regional: (0..design.districts.len()).map(regional).collect(),
            events: (0..design.events.len()).map(event).collect(),
            doubts: (0..design.doubts.len())
                .map(|doubt| (lane(&|world| world.doubts[doubt].0), lane(&|world| world.doubts[doubt].1)))
                .collect(),
        }
    }

    /// Factors on the hazards of each class that a commune feels in each year: commune effect, shocks, events.
    ///
    /// The same sums in the same order as [`World::commune_factors`].
    #[inline(always)]
    pub fn commune_factors(&self, design: &Design, commune: usize, factors: &mut [[Lane; CLASSES]]) {
        let plan = &design.communes[commune];
        let effect = self.commune_effect(design, commune);
        self.commune_shocks(design, plan.code, factors);
        for (year, factors) in factors.iter_mut().enumerate() {
            let regional = &self.regional[plan.district][year];
            for class in 0..CLASSES {
                let own = factors[class];
                factors[class] = Lane::of(|l| exp(effect[class].0[l] + own.0[l] + regional[class].0[l]));
            }
            for (event, years) in design.events.iter().zip(&self.events) {
                if event.hits[commune] {
                    for (factor, severity) in factors.iter_mut().zip(&years[year]) {
                        for l in 0..LANES {
                            factor.0[l] *= severity.0[l];
                        }
                    }
                }
            }
        }
    }

    #[inline(always)]
    fn commune_effect(&self, design: &Design, commune: usize) -> [Lane; CLASSES] {
        if let Some(effects) = self.listed_effect(design, commune) {
            return effects;
        }
        let mut effect = [Lane::ZERO; CLASSES];
        let Some(addresses) = &self.addresses else { return effect };
        let entity = design.communes[commune].code;
        for (class, (effect, sd)) in effect.iter_mut().zip(&self.commune_log_sd).enumerate() {
            if !sd.is_zero() {
                let spot = Spot { purpose: Purpose::CommuneEffect, entity, year: 0, cell: class as u32 };
                let z = self.normals(spot, &addresses.parameters, &addresses.mirrored);
                *effect = Lane::of(|l| sd.0[l] * z.0[l] - 0.5 * sd.0[l] * sd.0[l]);
            }
        }
        effect
    }

    /// The effects of a commune that the posterior lists: each lane those of its own row.
    fn listed_effect(&self, design: &Design, commune: usize) -> Option<[Lane; CLASSES]> {
        let posterior = design.posterior.as_ref()?;
        let mut lanes = [Lane::ZERO; CLASSES];
        for l in 0..LANES {
            let effects = posterior.effects(commune, self.rows[l])?;
            lanes.iter_mut().zip(effects).for_each(|(lane, effect)| lane.0[l] = *effect);
        }
        Some(lanes)
    }

    /// Logs of the commune's own shocks (mean one) by year and class; an AR(1) in its stationary state.
    #[inline(always)]
    fn commune_shocks(&self, design: &Design, code: u32, logs: &mut [[Lane; CLASSES]]) {
        logs.fill([Lane::ZERO; CLASSES]);
        let Some(addresses) = &self.addresses else { return };
        for plan in &design.shocks {
            let Shock { commune_log_sd: sd, ar1, loading, .. } = &plan.shock;
            if *sd == 0.0 {
                continue;
            }
            let fresh_share = (1.0 - ar1 * ar1).sqrt();
            let mut z = Lane::ZERO;
            for (position, &year) in design.years.iter().enumerate() {
                let spot = Spot { purpose: Purpose::CommuneShock, entity: code, year, cell: plan.name_code };
                let fresh = self.normals(spot, &addresses.environment, &addresses.mirrored);
                z = if position == 0 { fresh } else { Lane::of(|l| ar1 * z.0[l] + fresh_share * fresh.0[l]) };
                for (log, loading) in logs[position].iter_mut().zip(loading) {
                    let scale = loading * sd;
                    for l in 0..LANES {
                        log.0[l] += scale * z.0[l] - 0.5 * scale * scale;
                    }
                }
            }
        }
    }

    #[inline(always)]
    fn normals(&self, spot: Spot, replicates: &[u32; LANES], mirrored: &[bool; LANES]) -> Lane {
        let [u, _] = uniform_pairs(self.seed, spot, replicates);
        normal(&Lane::of(|l| if mirrored[l] { 1.0 - u.0[l] } else { u.0[l] }))
    }
}
