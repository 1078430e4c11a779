//! One replicate's world, shared by all alternatives: parameters, delivery and environment.

use super::elementary::exp;
use super::environment::Point;
use super::quantile::{beta, exponential, normal};
use super::random::{Address, Purpose, uniforms};
use crate::domain::hazard::{BASES, Base, CLASSES, Class};
use crate::domain::posterior::Draw;
use crate::plan::design::{AreaPlan, DeliveryPlan, Design, InstrumentPlan, ShockPlan};

/// Which replicate each source of uncertainty is taken from; all the same in an ordinary run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Indices {
    pub parameters: u32,
    pub delivery: u32,
    pub environment: u32,
    pub households: u32,
    /// Whether the world is the mirror image of its addresses': 1 − u for every uniform u.
    pub mirrored: bool,
}

impl Indices {
    pub fn all(replicate: u32) -> Indices {
        Indices {
            parameters: replicate,
            delivery: replicate,
            environment: replicate,
            households: replicate,
            mirrored: false,
        }
    }

    /// Worlds in pairs, each replicate of odd number the mirror image of the one before; households' luck is its own.
    pub fn antithetic(replicate: u32) -> Indices {
        let pair = replicate / 2;
        Indices {
            parameters: pair,
            delivery: pair,
            environment: pair,
            households: replicate,
            mirrored: replicate % 2 == 1,
        }
    }
}

/// Whether uncertain quantities are drawn or stand at their means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Drawn(Indices),
    Means,
}

/// What happens in one replicate before any household moves.
#[derive(Clone, Debug)]
pub struct World {
    mode: Mode,
    seed: u64,
    /// Uniforms that stand in for those of their addresses.
    point: Option<Point>,
    /// Row of the posterior; `None` = there is no posterior, or the expected-value mode.
    pub row: Option<usize>,
    /// Log sd of the effects of communes that the posterior does not list.
    pub commune_log_sd: [f64; CLASSES],
    /// Base hazards by area.
    pub base: Vec<[f64; BASES]>,
    /// Hazard ratios by instrument and effect.
    pub hazard_ratio: Vec<Vec<f64>>,
    /// By instrument and capital kind: participations at work in year y per million VND planned in year z,
    /// at `y * years + z`.
    pub operators: Vec<[Vec<f64>; 2]>,
    /// Log of the class factors by year: province shocks and, per district, district shocks.
    province: Vec<[f64; CLASSES]>,
    district: Vec<Vec<[f64; CLASSES]>>,
    /// Class factors of events by event and year; `None` = did not happen.
    pub events: Vec<Vec<Option<[f64; CLASSES]>>>,
    /// Factor on poor households at the baseline, by doubt: inside and outside.
    pub doubts: Vec<(f64, f64)>,
}

impl World {
    pub fn new(design: &Design, mode: Mode) -> World {
        World::at(design, mode, None)
    }

    /// A world that takes the uniforms of some addresses from a point.
    pub fn at(design: &Design, mode: Mode, point: Option<Point>) -> World {
        let mut world = World {
            mode,
            seed: design.seed,
            point,
            row: None,
            commune_log_sd: design.commune_log_sd,
            base: Vec::new(),
            hazard_ratio: Vec::new(),
            operators: Vec::new(),
            province: Vec::new(),
            district: Vec::new(),
            events: Vec::new(),
            doubts: Vec::new(),
        };
        let drawn = world.parameters(design);
        world.commune_log_sd = drawn.map_or(design.commune_log_sd, |draw| draw.commune_log_sd);
        let areas = || design.areas.iter().map(|area| world.base_hazards(area)).collect();
        world.base = drawn.map_or_else(areas, |draw| draw.base.clone());
        let ratios = |(k, plan): (usize, &InstrumentPlan)| {
            world.hazard_ratios(plan, drawn.map(|draw| draw.hazard_ratio[k].as_slice()))
        };
        world.hazard_ratio = design.instruments.iter().enumerate().map(ratios).collect();
        world.operators = world.operators(design);
        world.province = world.province_shocks(design);
        world.district = (0..design.districts.len()).map(|d| world.district_shocks(design, d)).collect();
        world.events = design.events.iter().map(|plan| world.event_years(design, plan)).collect();
        world.doubts = design.doubts.iter().map(|plan| world.doubt(plan)).collect();
        world
    }

    /// The same world with other parameters: base hazards by area, hazard ratios by instrument and effect, and logs of the
    /// province's factors by year. What calibration asks of the expected-value mode.
    pub fn with(
        mut self,
        base: Vec<[f64; BASES]>,
        hazard_ratio: Vec<Vec<f64>>,
        province: Vec<[f64; CLASSES]>,
    ) -> World {
        (self.base, self.hazard_ratio, self.province) = (base, hazard_ratio, province);
        self
    }

    /// Factors on the hazards of each class that a commune feels in each year: commune effect, shocks, events.
    pub fn commune_factors(&self, design: &Design, commune: usize) -> Vec<[f64; CLASSES]> {
        let plan = &design.communes[commune];
        let effect = self.commune_effect(design, commune);
        let own = self.shock_logs(design, Purpose::CommuneShock, plan.code, |shock| shock.commune_log_sd);
        (0..design.years.len())
            .map(|year| {
                let mut factors = [1.0; CLASSES];
                for class in 0..CLASSES {
                    let log =
                        effect[class] + own[year][class] + self.regional_log(plan.district, year, class);
                    factors[class] = exp(log);
                }
                for (event, hits) in self.events.iter().zip(design.events.iter().map(|plan| &plan.hits)) {
                    if let (Some(severity), true) = (&event[year], hits[commune]) {
                        (0..CLASSES).for_each(|class| factors[class] *= severity[class]);
                    }
                }
                factors
            })
            .collect()
    }

    /// Log of the shocks of the province and of a district together.
    pub fn regional_log(&self, district: usize, year: usize, class: usize) -> f64 {
        self.province[year][class] + self.district[district][year][class]
    }

    /// The uniforms of an address without a year or cell beyond `cell`; `None` in the expected-value mode.
    fn draw(&self, purpose: Purpose, entity: u32, year: i32, cell: u32) -> Option<[f64; 2]> {
        let Mode::Drawn(indices) = self.mode else { return None };
        let replicate = match purpose {
            Purpose::Parameter | Purpose::Posterior | Purpose::CommuneEffect | Purpose::Baseline => {
                indices.parameters
            }
            Purpose::Delivery => indices.delivery,
            Purpose::ProvinceShock | Purpose::DistrictShock | Purpose::CommuneShock | Purpose::Event => {
                indices.environment
            }
            _ => indices.households,
        };
        let u = uniforms(self.seed, Address { purpose, replicate, entity, year: year as u16, cell });
        let u = if indices.mirrored { u.map(|u| 1.0 - u) } else { u };
        Some(self.point.as_ref().map_or(u, |point| point.replace(purpose, entity, year, cell, u)))
    }

    /// A lognormal factor of mean one.
    fn factor(&self, log_sd: f64, purpose: Purpose, entity: u32, year: i32, cell: u32) -> f64 {
        if log_sd == 0.0 {
            return 1.0;
        }
        let drawn = self.draw(purpose, entity, year, cell);
        drawn.map_or(1.0, |u| exp(log_sd * normal(u[0]) - 0.5 * log_sd * log_sd))
    }

    /// The parameter vector of the replicate. Its row belongs to the replicate of the parameters, as what it replaces.
    fn parameters<'d>(&mut self, design: &'d Design) -> Option<&'d Draw> {
        let posterior = design.posterior.as_ref()?;
        self.row = self.draw(Purpose::Posterior, 0, 0, 0).map(|u| posterior.row(u[0]));
        self.row.map(|row| &posterior.draws[row])
    }

    fn base_hazards(&self, area: &AreaPlan) -> [f64; BASES] {
        Base::ALL.map(|kind| {
            let (hazard, name) = (area.base[kind.index()], area.name_codes[kind.index()]);
            hazard.value * self.factor(hazard.log_sd, Purpose::Parameter, name, 0, 0)
        })
    }

    /// `drawn` = the ratios that the posterior has, by effect.
    fn hazard_ratios(&self, instrument: &InstrumentPlan, drawn: Option<&[Option<f64>]>) -> Vec<f64> {
        let ratio = |(at, effect): (usize, &crate::plan::design::EffectPlan)| {
            let ratio = effect.hazard_ratio;
            let own = || ratio.value * self.factor(ratio.log_sd, Purpose::Parameter, effect.name_code, 0, 1);
            drawn.and_then(|drawn| drawn[at]).unwrap_or_else(own)
        };
        instrument.effects.iter().enumerate().map(ratio).collect()
    }

    fn doubt(&self, plan: &crate::plan::design::DoubtPlan) -> (f64, f64) {
        let inside = self.factor(plan.log_sd, Purpose::Baseline, plan.name_code, 0, 0);
        match plan.compensation {
            Some((within, outside)) => {
                // The province's total is known: what the cohort has more, the others have less.
                let inside = inside.min((within + outside) / within.max(1.0));
                (inside, (within + outside - inside * within) / outside)
            }
            None => (inside, 1.0),
        }
    }

    fn commune_effect(&self, design: &Design, commune: usize) -> [f64; CLASSES] {
        let listed = design.posterior.as_ref().and_then(|it| it.effects(commune, self.row));
        if let Some(effects) = listed {
            return *effects;
        }
        let code = design.communes[commune].code;
        Class::ALL.map(|class| {
            let sd = self.commune_log_sd[class.index()];
            if sd == 0.0 {
                return 0.0;
            }
            let drawn = self.draw(Purpose::CommuneEffect, code, 0, class.index() as u32);
            drawn.map_or(0.0, |u| sd * normal(u[0]) - 0.5 * sd * sd)
        })
    }

    fn province_shocks(&self, design: &Design) -> Vec<[f64; CLASSES]> {
        self.shock_logs(design, Purpose::ProvinceShock, 0, |shock| shock.province_log_sd)
    }

    fn district_shocks(&self, design: &Design, district: usize) -> Vec<[f64; CLASSES]> {
        let code = design.districts[district];
        self.shock_logs(design, Purpose::DistrictShock, code, |shock| shock.district_log_sd)
    }

    /// Logs of one level's shock factors (mean one) by year and class; an AR(1) in its stationary state.
    fn shock_logs(
        &self,
        design: &Design,
        purpose: Purpose,
        entity: u32,
        sd_of: impl Fn(&crate::domain::hazard::Shock) -> f64,
    ) -> Vec<[f64; CLASSES]> {
        let mut logs = vec![[0.0; CLASSES]; design.years.len()];
        for plan in &design.shocks {
            let sd = sd_of(&plan.shock);
            if sd == 0.0 || self.mode == Mode::Means {
                continue;
            }
            for (log, z) in logs.iter_mut().zip(self.shock_levels(design, plan, purpose, entity)) {
                for (log, loading) in log.iter_mut().zip(plan.shock.loading) {
                    let scale = loading * sd;
                    *log += scale * z - 0.5 * scale * scale;
                }
            }
        }
        logs
    }

    /// A shock's standard normal levels by year.
    fn shock_levels(&self, design: &Design, plan: &ShockPlan, purpose: Purpose, entity: u32) -> Vec<f64> {
        let ar1 = plan.shock.ar1;
        let mut z = 0.0;
        let level = |(position, &year): (usize, &i32)| {
            let fresh = self.draw(purpose, entity, year, plan.name_code).map_or(0.0, |u| normal(u[0]));
            z = if position == 0 { fresh } else { ar1 * z + libm::sqrt(1.0 - ar1 * ar1) * fresh };
            z
        };
        design.years.iter().enumerate().map(level).collect()
    }

    /// Levels of the province's part of every shock: by shock, then year; standard normal, 0 in the expected-value mode.
    pub fn province_levels(&self, design: &Design) -> Vec<Vec<f64>> {
        let levels = |plan: &ShockPlan| self.shock_levels(design, plan, Purpose::ProvinceShock, 0);
        design.shocks.iter().map(levels).collect()
    }

    /// Delivery of each capital kind, by `Capital::index`.
    pub fn deliveries(&self, design: &Design) -> [DeliveryDraw; 2] {
        [0, 1].map(|capital: usize| self.delivery_draw(design, &design.delivery[capital]))
    }

    fn event_years(
        &self,
        design: &Design,
        plan: &crate::plan::design::EventPlan,
    ) -> Vec<Option<[f64; CLASSES]>> {
        let event = &plan.event;
        let year_factor = |&year: &i32| {
            if !event.years.contains(&year) {
                return None;
            }
            match self.draw(Purpose::Event, plan.name_code, year, 0) {
                Some(u) if u[0] >= event.probability => None,
                Some(_) => Some(Class::ALL.map(|class| {
                    let severity = event.severity[class.index()];
                    let cell = 1 + class.index() as u32;
                    severity.value * self.factor(severity.log_sd, Purpose::Event, plan.name_code, year, cell)
                })),
                None => Some(event.severity.map(|severity| 1.0 + event.probability * (severity.value - 1.0))),
            }
        };
        design.years.iter().map(year_factor).collect()
    }

    fn operators(&self, design: &Design) -> Vec<[Vec<f64>; 2]> {
        let draws = self.deliveries(design);
        let disbursed = [0, 1].map(|capital: usize| super::delivery::disbursed(&draws[capital]));
        let mut desk = super::delivery::Desk::default();
        let mut operator = |instrument: &InstrumentPlan, capital: usize| {
            desk.at_work(instrument, &draws[capital], &disbursed[capital])
        };
        design.instruments.iter().map(|it| [operator(it, 0), operator(it, 1)]).collect()
    }

    fn delivery_draw(&self, design: &Design, plan: &DeliveryPlan) -> DeliveryDraw {
        let capital = plan.capital.index() as u32;
        let mut draw = DeliveryDraw { carry_over: plan.carry_over, ..DeliveryDraw::default() };
        for &year in &design.years {
            let first = self.draw(Purpose::Delivery, capital, year, 0);
            let mean = plan.absorption_mean;
            let absorbed = match (plan.absorption_concentration, first) {
                (Some(c), Some(u)) if mean > 0.0 && mean < 1.0 => beta(mean * c, (1.0 - mean) * c, u[0]),
                _ => mean,
            };
            let delay = first.map_or(plan.delay_months, |u| exponential(plan.delay_months, u[1]));
            let overrun = plan.cost_overrun;
            draw.absorbed.push(absorbed);
            draw.in_year.push(super::delivery::share_of_year(&plan.tranches, delay));
            draw.overrun
                .push(overrun.value * self.factor(overrun.log_sd, Purpose::Delivery, capital, year, 1));
        }
        draw
    }
}

/// One replicate's delivery of one capital kind, by year.
#[derive(Clone, Debug, Default)]
pub struct DeliveryDraw {
    /// Share of available money that is disbursed.
    pub absorbed: Vec<f64>,
    /// Share of a year's disbursed money that works in that year; the rest works from the next.
    pub in_year: Vec<f64>,
    /// Factor on unit costs.
    pub overrun: Vec<f64>,
    pub carry_over: bool,
}
