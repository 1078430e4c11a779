//! The parameter vector: what is estimated, where each stands, and how a standard normal becomes a quantity.
//!
//! Every parameter is a standard normal z a priori (non-centred): a hazard or a ratio is value · exp(σ z − σ²/2) with
//! the scenario's value and σ, as the engine draws it; a spread is value · exp(σ z); effects of communes and of years
//! are z times their spread. `--prior-only` is then nothing but z ~ N(0, 1).

use crate::domain::hazard::{BASES, Base, CLASSES, Class};
use crate::domain::posterior::log_sd_column;
pub use crate::domain::programme::effect_names;
use crate::domain::uncertainty::Uncertain;
use crate::plan::design::{AreaPlan, Design, EffectPlan, InstrumentPlan, ShockPlan};

/// Log sd of the prior of a spread (of communes, of years) around the scenario's: two thirds of the prior within a
/// factor of 1.6. An assumption: nothing published says how much communes of the province differ.
pub const SPREAD_LOG_SD: f64 = 0.5;

/// A quantity value · exp(σ z − shift).
#[derive(Clone, Debug, PartialEq)]
pub struct Scaled {
    /// Name in files, with its unit.
    pub name: String,
    pub value: f64,
    pub log_sd: f64,
    /// σ²/2 where the value is a mean, 0 where it is a median.
    pub shift: f64,
    /// Position in the vector; `None` = taken as known.
    pub at: Option<usize>,
}

impl Scaled {
    pub fn log(&self, z: &[f64]) -> f64 {
        libm::log(self.value) - self.shift + self.at.map_or(0.0, |at| self.log_sd * z[at])
    }

    pub fn of(&self, z: &[f64]) -> f64 {
        if self.value > 0.0 { libm::exp(self.log(z)) } else { 0.0 }
    }

    /// Mean and sd a priori (a lognormal's).
    pub fn prior(&self) -> (f64, f64) {
        let variance = self.log_sd * self.log_sd;
        let mean = self.value * libm::exp(0.5 * variance - self.shift);
        (mean, if self.at.is_some() { mean * libm::sqrt(libm::expm1(variance)) } else { 0.0 })
    }
}

/// An effect of an instrument on a class.
#[derive(Clone, Debug, PartialEq)]
pub struct EffectAt {
    pub instrument: usize,
    /// Position among the instrument's effects.
    pub effect: usize,
    pub class: usize,
    pub ratio: Scaled,
}

/// Where everything stands in the vector.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// By area, then base.
    pub bases: Vec<[Scaled; BASES]>,
    pub effects: Vec<EffectAt>,
    /// By class; value 0 = communes do not differ.
    pub commune_sd: [Scaled; CLASSES],
    /// Position of the first commune's effect on a class; commune c's is at `+ c`.
    pub commune: [Option<usize>; CLASSES],
    /// Log sd of a commune's own year: of exits and of falls.
    pub year_sd: [Scaled; 2],
    /// By shock of the design: position of the first year's innovation.
    pub shocks: Vec<Option<usize>>,
    /// Length of the vector.
    pub len: usize,
}

impl Layout {
    /// `effect_names`: by instrument and effect, as [`effect_names`] gives them.
    pub fn new(design: &Design, effect_names: &[Vec<String>]) -> Layout {
        let mut next = 0;
        let mut take = |many: usize| {
            next += many;
            next - many
        };
        let bases = design.areas.iter().map(|area| bases(area, &mut take)).collect();
        let plans = design.instruments.iter().zip(effect_names).enumerate();
        let effects = plans.flat_map(|(k, (plan, names))| effects(k, plan, names)).collect();
        let mut layout = Layout {
            bases,
            effects,
            commune_sd: Class::ALL.map(|class| commune_sd(design, class)),
            commune: [None; CLASSES],
            year_sd: year_sd(design),
            shocks: Vec::new(),
            len: 0,
        };
        for effect in &mut layout.effects {
            place(&mut effect.ratio, &mut take);
        }
        for sd in layout.commune_sd.iter_mut().chain(&mut layout.year_sd) {
            place(sd, &mut take);
        }
        let years = design.years.len();
        let shock = |plan: &ShockPlan| (plan.shock.province_log_sd > 0.0).then(|| take(years));
        layout.shocks = design.shocks.iter().map(shock).collect();
        let spread = layout.commune_sd.each_ref().map(|sd| sd.value > 0.0);
        layout.commune = spread.map(|differ| differ.then(|| take(design.communes.len())));
        layout.len = next;
        layout
    }

    /// The same without the communes' own effects, of which totals of many communes say nothing.
    pub fn without_communes(self, design: &Design) -> Layout {
        let own = self.commune.iter().flatten().count() * design.communes.len();
        Layout { commune: [None; CLASSES], len: self.len - own, ..self }
    }

    /// Everything but the communes' and the years' own effects.
    pub fn quantities(&self) -> impl Iterator<Item = &Scaled> {
        let bases = self.bases.iter().flatten();
        let effects = self.effects.iter().map(|effect| &effect.ratio);
        bases.chain(effects).chain(&self.commune_sd).chain(&self.year_sd)
    }

    /// Log factor of a commune on the hazards of a class (mean one).
    pub fn commune_log(&self, z: &[f64], class: usize, commune: usize, sd: f64) -> f64 {
        self.commune[class].map_or(0.0, |first| sd * z[first + commune] - 0.5 * sd * sd)
    }

    /// Log factors of a year on the hazards of each class (mean one), of all shocks together.
    pub fn year_logs(&self, design: &Design, z: &[f64]) -> Vec<[f64; CLASSES]> {
        let mut logs = vec![[0.0; CLASSES]; design.years.len()];
        for (plan, first) in design.shocks.iter().zip(&self.shocks) {
            let Some(first) = *first else { continue };
            let mut level = 0.0;
            for (year, log) in logs.iter_mut().enumerate() {
                level = ar1(plan.shock.ar1, year, level, z[first + year]);
                for (log, loading) in log.iter_mut().zip(plan.shock.loading) {
                    let scale = loading * plan.shock.province_log_sd;
                    *log += scale * level - 0.5 * scale * scale;
                }
            }
        }
        logs
    }

    /// Adds the derivatives by the years' innovations, given those by the log factors.
    pub fn year_slopes(&self, design: &Design, by_log: &[[f64; CLASSES]], gradient: &mut [f64]) {
        for (plan, first) in design.shocks.iter().zip(&self.shocks) {
            let Some(first) = *first else { continue };
            let (ar1, mut carried) = (plan.shock.ar1, 0.0);
            for (year, by_log) in by_log.iter().enumerate().rev() {
                let own: f64 = by_log.iter().zip(plan.shock.loading).map(|(by, loading)| by * loading).sum();
                carried = carried * ar1 + own * plan.shock.province_log_sd;
                gradient[first + year] += carried * if year == 0 { 1.0 } else { libm::sqrt(1.0 - ar1 * ar1) };
            }
        }
    }
}

/// The next level of a stationary AR(1), as the engine makes it.
fn ar1(ar1: f64, year: usize, before: f64, fresh: f64) -> f64 {
    if year == 0 { fresh } else { ar1 * before + libm::sqrt(1.0 - ar1 * ar1) * fresh }
}

fn place(quantity: &mut Scaled, take: &mut impl FnMut(usize) -> usize) {
    if quantity.value > 0.0 && quantity.log_sd > 0.0 {
        quantity.at = Some(take(1));
    }
}

fn mean_scaled(name: String, uncertain: Uncertain) -> Scaled {
    let Uncertain { value, log_sd } = uncertain;
    Scaled { name, value, log_sd, shift: 0.5 * log_sd * log_sd, at: None }
}

fn bases(area: &AreaPlan, take: &mut impl FnMut(usize) -> usize) -> [Scaled; BASES] {
    Base::ALL.map(|base| {
        let name = format!("{}.{}_per_year", area.name, base.word());
        let mut scaled = mean_scaled(name, area.base[base.index()]);
        place(&mut scaled, take);
        scaled
    })
}

/// Effects that act in the panel's years.
fn effects(instrument: usize, plan: &InstrumentPlan, names: &[String]) -> Vec<EffectAt> {
    let acting = plan.effects.iter().zip(names).enumerate();
    let acting = acting.filter(|(_, (plan, _))| plan.acts.iter().any(|&acts| acts));
    let of = |(effect, (plan, name)): (usize, (&EffectPlan, &String))| {
        let ratio = mean_scaled(name.clone(), plan.hazard_ratio);
        EffectAt { instrument, effect, class: plan.class, ratio }
    };
    acting.map(of).collect()
}

fn commune_sd(design: &Design, class: Class) -> Scaled {
    let value = design.commune_log_sd[class.index()];
    Scaled { name: log_sd_column(class), value, log_sd: SPREAD_LOG_SD, shift: 0.0, at: None }
}

/// Spread of what a commune's and a district's own year adds, by the loading of exits and of falls.
fn year_sd(design: &Design) -> [Scaled; 2] {
    [("exits", Class::ExitIncome), ("falls", Class::Relapse)].map(|(word, class)| {
        let variance: f64 = design
            .shocks
            .iter()
            .map(|plan| {
                let (loading, shock) = (plan.shock.loading[class.index()], &plan.shock);
                let own = shock.commune_log_sd * shock.commune_log_sd
                    + shock.district_log_sd * shock.district_log_sd;
                loading * loading * own
            })
            .sum();
        // Counts need some spread for their distribution to be written down: a twentieth is as good as none.
        let value = libm::sqrt(variance).max(0.05);
        Scaled {
            name: format!("commune_year_log_sd.{word}"),
            value,
            log_sd: SPREAD_LOG_SD,
            shift: 0.0,
            at: None,
        }
    })
}
