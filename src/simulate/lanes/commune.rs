//! One commune through all years of a block of replicates, under every alternative.

use super::super::random::{Purpose, cell};
use super::super::record::CommuneYear;
use super::isa::Isa;
use super::luck::Luck;
use super::programme::{Place, SLOTS, Support, coverage, group_counts, support};
use super::start::start;
use super::step::{Cell, Movement, Setting, cells, close, form_households, leave, open, rebase};
use super::worlds::Worlds;
use super::{LANES, Lane};
use crate::domain::hazard::{BASES, CLASSES};
use crate::domain::state::STATES;
use crate::plan::design::Design;
use pulp::NullaryFnOnce;

/// A design made ready for the kernel.
pub struct Kernel<'a> {
    pub design: &'a Design,
    pub isa: Isa,
    cells: Vec<Cell>,
    /// Hazard of dissolution.
    dissolution: f64,
}

impl<'a> Kernel<'a> {
    pub fn new(design: &'a Design, isa: Isa) -> Kernel<'a> {
        let dissolution = -libm::log1p(-design.growth.dissolution);
        Kernel { design, isa, cells: cells(design), dissolution }
    }

    /// Runs a commune and leaves its years in `desk.records`, at `alternative * years + year`.
    pub fn live<L: Luck>(&self, worlds: &Worlds, luck: &L, commune: usize, desk: &mut Desk) {
        self.isa.run(Live { kernel: self, worlds, luck, commune, desk });
    }
}

/// Working memory of one thread, reused from commune to commune.
pub struct Desk {
    factors: Vec<[Lane; CLASSES]>,
    /// Per alternative, at `stratum * STATES + state`.
    before: Vec<Vec<Lane>>,
    after: Vec<Vec<Lane>>,
    supports: Vec<Support>,
    covered: Vec<Lane>,
    /// At `alternative * years + year`.
    pub records: Vec<CommuneYear<Lane>>,
}

impl Desk {
    pub fn new(design: &Design) -> Desk {
        let states = vec![Lane::ZERO; design.strata.len() * STATES];
        let alternatives = design.alternatives.len();
        Desk {
            factors: vec![[Lane::ZERO; CLASSES]; design.years.len()],
            before: vec![states.clone(); alternatives],
            after: vec![states; alternatives],
            supports: vec![[Lane::ONE; SLOTS]; alternatives],
            covered: vec![Lane::ZERO; design.instruments.len()],
            records: vec![CommuneYear::default(); alternatives * design.years.len()],
        }
    }
}

impl Desk {
    /// A year's movement under each alternative.
    fn movements(&mut self, year: usize, years: usize) -> Vec<Movement<'_>> {
        let records = self.records.iter_mut().skip(year).step_by(years);
        let states = self.before.iter_mut().zip(&mut self.after);
        states
            .zip(records.zip(&self.supports))
            .map(|((before, after), (record, support))| Movement { before, after, record, support })
            .collect()
    }
}

struct Live<'a, L> {
    kernel: &'a Kernel<'a>,
    worlds: &'a Worlds,
    luck: &'a L,
    commune: usize,
    desk: &'a mut Desk,
}

impl<L: Luck> NullaryFnOnce for Live<'_, L> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Live { kernel, worlds, luck, commune, desk } = self;
        let design = kernel.design;
        let plan = &design.communes[commune];
        worlds.commune_factors(design, commune, &mut desk.factors);
        if let Some((first, others)) = desk.before.split_first_mut() {
            start(design, worlds, luck, commune, first);
            others.iter_mut().for_each(|other| other.copy_from_slice(first));
        }
        for (year, &calendar) in design.years.iter().enumerate() {
            let hazards = hazards(&worlds.base[plan.area], &desk.factors[year]);
            let setting = Setting {
                design,
                luck,
                commune: plan.code,
                year: calendar,
                hazards: &hazards,
                dissolution: kernel.dissolution,
            };
            reach(worlds, design, commune, year, desk);
            let mut movements = desk.movements(year, design.years.len());
            movements.iter_mut().for_each(open);
            for (position, it) in kernel.cells.iter().enumerate() {
                if movements.iter().all(|movement| movement.before[position].is_zero()) {
                    continue;
                }
                // One address for all alternatives: they share their luck.
                let u = luck.thirds(setting.spot(Purpose::Exits, cell(it.stratum, it.from.index())));
                for movement in &mut movements {
                    leave(&setting, it, &u, movement);
                }
            }
            form_households(&setting, &mut movements);
            movements.iter_mut().for_each(close);
            if let Some(rebasing) = design.rebasing.filter(|it| it.after_year == calendar) {
                rebase(&setting, &rebasing, &mut movements);
            }
        }
    }
}

/// Base hazards times what the commune feels of its class in this year.
#[inline(always)]
pub(super) fn hazards(base: &[Lane; BASES], factors: &[Lane; CLASSES]) -> [Lane; BASES] {
    use crate::domain::hazard::Base;
    let mut hazards = *base;
    for kind in Base::ALL {
        let factor = &factors[kind.class().index()];
        for l in 0..LANES {
            hazards[kind.index()].0[l] *= factor.0[l];
        }
    }
    hazards
}

/// Coverage and support of a commune's year under every alternative.
#[inline(always)]
fn reach(worlds: &Worlds, design: &Design, commune: usize, year: usize, desk: &mut Desk) {
    for (alternative, funding) in design.alternatives.iter().enumerate() {
        let counts = group_counts(design, &desk.before[alternative]);
        let place = Place { design, worlds, funding, commune, year };
        coverage(place, &counts, &mut desk.covered);
        support(design, worlds, &desk.covered, year, &mut desk.supports[alternative]);
        let mut points = Lane::ZERO;
        for (instrument, covered) in design.instruments.iter().zip(&desk.covered) {
            for l in 0..LANES {
                points.0[l] += instrument.readiness_points * covered.0[l];
            }
        }
        desk.records[alternative * design.years.len() + year].readiness_points = points;
    }
}
