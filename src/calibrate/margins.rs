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

/// Vectors that [`Margins::figures`] takes at once.
pub const AT_ONCE: usize = LANES;

/// A figure to match, as the design sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Margin {
    pub published: Published,
    /// Position in `Margins::places`.
    pub place: usize,
    /// Positions of its first and last years in the design.
    pub years: (usize, usize),
}

/// Figures at a vector, by margin: what is missed in units of its error, and its slopes by every coordinate.
#[derive(Clone, Debug, PartialEq)]
pub struct Linear {
    pub missed: Vec<f64>,
    pub slopes: Vec<Vec<f64>>,
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

    /// How far the figures are missed at a vector, and how that changes with it.
    pub fn linear(&self, z: &[f64]) -> Linear {
        let mut linear = Linear {
            missed: vec![0.0; self.margins.len()],
            slopes: vec![vec![0.0; z.len()]; self.margins.len()],
        };
        for directions in self.moving.chunks(LANES - 1) {
            let mut vectors = vec![z.to_vec()];
            for &at in directions {
                let mut moved = z.to_vec();
                moved[at] += STEP;
                vectors.push(moved);
            }
            for (margin, (it, figure)) in self.margins.iter().zip(self.figures(&vectors)).enumerate() {
                let Published { value, error_sd, .. } = it.published;
                linear.missed[margin] = (figure.0[0] - value) / error_sd;
                for (lane, &at) in directions.iter().enumerate() {
                    linear.slopes[margin][at] = (figure.0[lane + 1] - figure.0[0]) / STEP / error_sd;
                }
            }
        }
        linear
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

    fn log_density(&self, z: &[f64], gradient: &mut [f64]) -> f64 {
        let Linear { missed, slopes } = self.linear(z);
        for (slope, z) in gradient.iter_mut().zip(z) {
            *slope = -z;
        }
        for (missed, slopes) in missed.iter().zip(&slopes) {
            for (gradient, slope) in gradient.iter_mut().zip(slopes) {
                *gradient -= missed * slope;
            }
        }
        let squares = |values: &[f64]| values.iter().map(|value| value * value).sum::<f64>();
        -0.5 * (squares(z) + squares(&missed))
    }
}
