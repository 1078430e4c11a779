//! The posterior's log density and its gradient: counts of the forms given hazards, by hand-written adjoints.

use super::panel::Panel;
use super::parameters::Layout;
use super::pools::{BASE_CLASS, Mill, pools};
use super::sample::Target;
use super::units::{FLOWS, Flow, NearPoorEntries, Unit, unit};
use crate::domain::hazard::{BASES, CLASSES};
use crate::plan::design::Design;
use crate::simulate::lanes::programme::SLOTS;
use libm::{exp, expm1};

/// Log density of a panel.
pub struct Likelihood {
    pub layout: Layout,
    pub design: Design,
    pub units: Vec<Unit>,
    /// Hazard of dissolution.
    pub dissolution: f64,
}

impl Target for Likelihood {
    fn dim(&self) -> usize {
        self.layout.len
    }

    fn log_density(&self, z: &[f64], gradient: &mut [f64]) -> f64 {
        for (slope, z) in gradient.iter_mut().zip(z) {
            *slope = -z;
        }
        let prior: f64 = z.iter().map(|z| -0.5 * z * z).sum();
        let point = Point::new(&self.layout, &self.design, z);
        let mut slopes = Slopes::new(&self.layout, &self.design);
        let mut desk = Desk::default();
        let seen: f64 =
            self.units.iter().map(|unit| self.of_unit(unit, &point, &mut desk, &mut slopes)).sum();
        slopes.chain(&self.layout, &self.design, &point, z, gradient);
        prior + seen
    }
}

impl Likelihood {
    pub fn new(mill: &Mill<'_>, layout: Layout, panel: &Panel, entries: NearPoorEntries) -> Likelihood {
        let mut units = Vec::new();
        for (commune, (seen, pools)) in panel.seen.iter().zip(pools(mill, panel)).enumerate() {
            for (year, (seen, pool)) in seen.iter().zip(&pools).enumerate() {
                let unit = unit(mill, &layout, (commune, year), pool, seen, entries);
                if unit.counts.iter().any(Option::is_some) {
                    units.push(unit);
                }
            }
        }
        Likelihood { layout, design: mill.design.clone(), units, dissolution: mill.dissolution }
    }

    fn of_unit(&self, unit: &Unit, point: &Point, desk: &mut Desk, slopes: &mut Slopes) -> f64 {
        point.hazards(unit, desk);
        desk.means(unit, self.dissolution);
        let mut log = 0.0;
        let mut by_mean = [0.0; FLOWS];
        for (at, flow) in Flow::ALL.into_iter().enumerate() {
            let Some(count) = unit.counts[at] else { continue };
            let spread = usize::from(!flow.leaves());
            let mass = unit.mass(flow, count, desk.means[at], point.year_sd[spread]);
            log += mass.log;
            by_mean[at] = mass.by_mean;
            slopes.year_sd[spread] += mass.by_log_sigma;
        }
        desk.adjoint(unit, &by_mean);
        slopes.collect(unit, point, desk);
        log
    }

    /// Expected counts of a unit's flows.
    pub fn means(&self, unit: &Unit, z: &[f64]) -> [f64; FLOWS] {
        let mut desk = Desk::default();
        Point::new(&self.layout, &self.design, z).hazards(unit, &mut desk);
        desk.means(unit, self.dissolution);
        desk.means
    }
}

/// A point of the parameter space, exponentials taken.
struct Point {
    base: Vec<[f64; BASES]>,
    ratio: Vec<f64>,
    commune_sd: [f64; CLASSES],
    /// By class, then commune.
    commune: [Vec<f64>; CLASSES],
    year_sd: [f64; 2],
    year: Vec<[f64; CLASSES]>,
}

impl Point {
    fn new(layout: &Layout, design: &Design, z: &[f64]) -> Point {
        let commune_sd = layout.commune_sd.each_ref().map(|sd| sd.of(z));
        let logs = |class: usize| {
            (0..design.communes.len()).map(|c| layout.commune_log(z, class, c, commune_sd[class])).collect()
        };
        Point {
            base: layout.bases.iter().map(|area| area.each_ref().map(|scaled| scaled.of(z))).collect(),
            ratio: layout.effects.iter().map(|effect| effect.ratio.of(z)).collect(),
            commune_sd,
            commune: std::array::from_fn(logs),
            year_sd: layout.year_sd.each_ref().map(|sd| sd.of(z)),
            year: layout.year_logs(design, z),
        }
    }

    /// Base hazards that a unit feels and the programme's factors on them.
    fn hazards(&self, unit: &Unit, desk: &mut Desk) {
        let year = &self.year[unit.year];
        for (base, hazard) in desk.hazard.iter_mut().enumerate() {
            let class = BASE_CLASS[base];
            let log = self.commune[class][unit.commune] + year[class] + unit.events[class];
            *hazard = self.base[unit.area][base] * exp(log);
        }
        if desk.supported {
            desk.support = [1.0; SLOTS];
        }
        desk.supported = !unit.at_work.is_empty();
        for it in &unit.at_work {
            let factor = 1.0 + it.covered * (self.ratio[it.effect] - 1.0);
            it.slots.iter().for_each(|&slot| desk.support[slot] *= factor);
        }
    }
}

/// Working memory for one unit.
struct Desk {
    hazard: [f64; BASES],
    support: [f64; SLOTS],
    /// Whether `support` holds anything but ones.
    supported: bool,
    means: [f64; FLOWS],
    /// Per risk: the two hazards, the total, and the probability of leaving.
    rates: Vec<[f64; 4]>,
    by_base: [f64; BASES],
    by_support: [f64; SLOTS],
}

impl Default for Desk {
    fn default() -> Desk {
        Desk {
            hazard: [0.0; BASES],
            support: [1.0; SLOTS],
            supported: false,
            means: [0.0; FLOWS],
            rates: Vec::new(),
            by_base: [0.0; BASES],
            by_support: [0.0; SLOTS],
        }
    }
}

impl Desk {
    /// Expected counts of the flows.
    fn means(&mut self, unit: &Unit, dissolution: f64) {
        self.means = unit.constant;
        self.rates.clear();
        for risk in &unit.risks {
            let [a, b] = risk.exits.map(|rate| self.hazard[rate.base] * rate.scale * self.support[rate.slot]);
            let total = a + b + dissolution;
            let leaving = -expm1(-total);
            self.rates.push([a, b, total, leaving]);
            let each = if total > 0.0 { risk.n * leaving / total } else { 0.0 };
            for (flow, mean) in risk.flows.iter().zip([risk.n * leaving, each * a, each * b]) {
                flow.iter().for_each(|&flow| self.means[flow] += mean);
            }
        }
    }

    /// Derivatives of the log density by the logs of base hazards and of support, given those by the flows' means.
    fn adjoint(&mut self, unit: &Unit, by_mean: &[f64; FLOWS]) {
        self.by_base = [0.0; BASES];
        self.by_support = [0.0; SLOTS];
        for (risk, &[a, b, total, leaving]) in unit.risks.iter().zip(&self.rates) {
            let [all, first, second] = risk.flows.map(|flow| flow.map_or(0.0, |flow| by_mean[flow]));
            if total <= 0.0 {
                continue;
            }
            let share = leaving / total;
            // d(leaving / total) / d total
            let slope = ((1.0 - leaving) - share) / total;
            let common = all * (1.0 - leaving) + (first * a + second * b) * slope;
            for ((rate, hazard), own) in risk.exits.iter().zip([a, b]).zip([first, second]) {
                let by_log = risk.n * hazard * (common + own * share);
                self.by_base[rate.base] += by_log;
                self.by_support[rate.slot] += by_log;
            }
        }
    }
}

/// Derivatives by everything that a unit's hazards are made of, added up over units.
struct Slopes {
    base: Vec<[f64; BASES]>,
    ratio: Vec<f64>,
    /// By class, then commune.
    commune: [Vec<f64>; CLASSES],
    year: Vec<[f64; CLASSES]>,
    year_sd: [f64; 2],
}

impl Slopes {
    fn new(layout: &Layout, design: &Design) -> Slopes {
        Slopes {
            base: vec![[0.0; BASES]; layout.bases.len()],
            ratio: vec![0.0; layout.effects.len()],
            commune: std::array::from_fn(|_| vec![0.0; design.communes.len()]),
            year: vec![[0.0; CLASSES]; design.years.len()],
            year_sd: [0.0; 2],
        }
    }

    fn collect(&mut self, unit: &Unit, point: &Point, desk: &Desk) {
        for (base, by) in desk.by_base.into_iter().enumerate() {
            self.base[unit.area][base] += by;
            let class = BASE_CLASS[base];
            self.commune[class][unit.commune] += by;
            self.year[unit.year][class] += by;
        }
        for it in &unit.at_work {
            let ratio = point.ratio[it.effect];
            let by_log = it.covered * ratio / (1.0 + it.covered * (ratio - 1.0));
            self.ratio[it.effect] += by_log * it.slots.iter().map(|&slot| desk.by_support[slot]).sum::<f64>();
        }
    }

    /// Adds the derivatives by the vector itself.
    fn chain(&self, layout: &Layout, design: &Design, point: &Point, z: &[f64], gradient: &mut [f64]) {
        let by_log = self.base.iter().flatten().chain(&self.ratio);
        let quantities =
            layout.bases.iter().flatten().chain(layout.effects.iter().map(|effect| &effect.ratio));
        for (quantity, by_log) in quantities.zip(by_log) {
            quantity.at.iter().for_each(|&at| gradient[at] += quantity.log_sd * by_log);
        }
        for (sd, by_log) in layout.year_sd.iter().zip(self.year_sd) {
            sd.at.iter().for_each(|&at| gradient[at] += sd.log_sd * by_log);
        }
        for class in 0..CLASSES {
            let (Some(first), sd) = (layout.commune[class], point.commune_sd[class]) else { continue };
            let mut by_sd = 0.0;
            for (commune, by) in self.commune[class].iter().enumerate() {
                gradient[first + commune] += sd * by;
                by_sd += by * (z[first + commune] - sd);
            }
            let quantity = &layout.commune_sd[class];
            quantity.at.iter().for_each(|&at| gradient[at] += quantity.log_sd * sd * by_sd);
        }
        layout.year_slopes(design, &self.year, gradient);
    }
}
