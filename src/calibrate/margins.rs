//! Calibration when only totals are known: published rates and falls, matched through the expected-value mode.
//!
//! A published figure is the model's expected one plus a normal error of its own stated sd. Every lane of the kernel
//! holds another vector, so one run of the communes gives the figures at a point and their differences along as many
//! directions as there are lanes left.

use super::parameters::Layout;
use super::sample::Target;
use crate::domain::published::{Measure, Published};
use crate::plan::design::Design;
use crate::simulate::expected::expected_places;
use crate::simulate::lanes::{LANES, Lane};
use crate::simulate::record::CommuneYear;
use crate::simulate::world::{Mode, World};

/// Step of the forward differences, prior standard deviations: the figures are smooth and known to some fourteen
/// digits, so that slopes err by less than a thousandth of a percent.
const STEP: f64 = 1e-5;

/// A figure to match, as the design sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Margin {
    pub published: Published,
    /// Position in `Margins::places`.
    pub place: usize,
    /// Positions of its first and last years in the design.
    pub years: (usize, usize),
}

/// The log density of a set of figures.
pub struct Margins {
    pub layout: Layout,
    pub design: Design,
    pub margins: Vec<Margin>,
    /// Positions of communes.
    places: Vec<Vec<usize>>,
    /// Coordinates that move some expected figure.
    moving: Vec<usize>,
}

impl Margins {
    /// `places`: communes of each margin's scope. Figures at the start of the design's years are given, not matched.
    pub fn new(
        design: Design,
        effect_names: &[Vec<String>],
        margins: Vec<Margin>,
        places: Vec<Vec<usize>>,
    ) -> Margins {
        let layout = Layout::new(&design, effect_names).without_communes(&design);
        let bases = layout.bases.iter().flatten().filter_map(|scaled| scaled.at);
        let effects = layout.effects.iter().filter_map(|effect| effect.ratio.at);
        let years = layout.shocks.iter().flatten().flat_map(|&first| first..first + design.years.len());
        let moving = bases.chain(effects).chain(years).collect();
        Margins { layout, design, margins, places, moving }
    }

    /// Expected figures at up to [`LANES`] vectors, at `margin`, one vector a lane.
    pub fn figures(&self, vectors: &[Vec<f64>]) -> Vec<Lane> {
        let means = World::new(&self.design, Mode::Means);
        let worlds: [World; LANES] =
            std::array::from_fn(|lane| self.world(&means, &vectors[lane.min(vectors.len() - 1)]));
        let places: Vec<&[usize]> = self.places.iter().map(Vec::as_slice).collect();
        let years = expected_places(&self.design, 0, &places, &worlds);
        self.margins.iter().map(|margin| figure(margin, &years[margin.place])).collect()
    }

    /// Communes that a figure is of.
    pub fn members(&self, margin: &Margin) -> &[usize] {
        &self.places[margin.place]
    }

    /// Expected poor rates (percent) of a place at the end of every year, one vector a lane.
    pub fn rates(&self, members: &[usize], vectors: &[Vec<f64>]) -> Vec<Lane> {
        let means = World::new(&self.design, Mode::Means);
        let worlds: [World; LANES] =
            std::array::from_fn(|lane| self.world(&means, &vectors[lane.min(vectors.len() - 1)]));
        let years = expected_places(&self.design, 0, &[members], &worlds);
        years[0].iter().map(|year| percent(&year.poor.end, &year.households)).collect()
    }

    fn world(&self, means: &World, z: &[f64]) -> World {
        let base = self.layout.bases.iter().map(|area| area.each_ref().map(|scaled| scaled.of(z))).collect();
        let mut ratio = means.hazard_ratio.clone();
        for effect in &self.layout.effects {
            ratio[effect.instrument][effect.effect] = effect.ratio.of(z);
        }
        means.clone().with(base, ratio, self.layout.year_logs(&self.design, z))
    }
}

fn percent(part: &Lane, whole: &Lane) -> Lane {
    Lane::of(|l| 100.0 * part.0[l] / whole.0[l].max(1e-300))
}

/// A figure of a place in its published unit.
fn figure(margin: &Margin, years: &[CommuneYear<Lane>]) -> Lane {
    let (first, last) = margin.years;
    let rate = percent;
    let (begin, end) = (&years[first], &years[last]);
    match margin.published.measure {
        Measure::PoorRate => rate(&end.poor.end, &end.households),
        Measure::NearPoorRate => rate(&end.near_poor.end, &end.households),
        Measure::Poor => end.poor.end,
        Measure::NearPoor => end.near_poor.end,
        Measure::Households => end.households,
        Measure::PoorNetFall => Lane::of(|l| begin.poor.start.0[l] - end.poor.end.0[l]),
        Measure::PoorRateAverageFall => {
            let (from, to) =
                (rate(&begin.poor.start, &begin.households_start), rate(&end.poor.end, &end.households));
            let count = (last - first + 1) as f64;
            Lane::of(|l| (from.0[l] - to.0[l]) / count)
        }
        Measure::RelapseRate => {
            let count = (last - first + 1) as f64;
            let of = |year: &CommuneYear<Lane>| rate(&year.poor.returned, &year.poor.start);
            let mut sum = Lane::ZERO;
            years[first..=last].iter().for_each(|year| sum.add(&of(year)));
            Lane::of(|l| sum.0[l] / count)
        }
    }
}

impl Target for Margins {
    fn dim(&self) -> usize {
        self.layout.len
    }

    /// A handful of figures is known to a hundredth of what the prior leaves open, each a mixture of many hazards.
    fn narrow(&self) -> bool {
        true
    }

    fn log_density(&self, z: &[f64], gradient: &mut [f64]) -> f64 {
        let mut log = 0.0;
        for (slope, z) in gradient.iter_mut().zip(z) {
            *slope = -z;
            log -= 0.5 * z * z;
        }
        for (turn, directions) in self.moving.chunks(LANES - 1).enumerate() {
            let mut vectors = vec![z.to_vec()];
            for &at in directions {
                let mut moved = z.to_vec();
                moved[at] += STEP;
                vectors.push(moved);
            }
            for (margin, figure) in self.margins.iter().zip(self.figures(&vectors)) {
                let Published { value, error_sd, .. } = margin.published;
                let missed = (figure.0[0] - value) / error_sd;
                // The point itself stands in the first lane of every turn.
                if turn == 0 {
                    log -= 0.5 * missed * missed;
                }
                for (lane, &at) in directions.iter().enumerate() {
                    let slope = (figure.0[lane + 1] - figure.0[0]) / STEP;
                    gradient[at] -= missed / error_sd * slope;
                }
            }
        }
        log
    }
}
