//! Panels from parameters: what the forms would count if the model were true; forecasts and made-up panels alike.

use super::likelihood::Likelihood;
use super::mass::precision;
use super::panel::{Panel, Seen, YearSeen};
use super::parameters::Layout;
use super::pools::Mill;
use super::units::{FLOWS, Flow, NearPoorEntries, Unit, unit};
use crate::domain::origin::Origin;
use crate::domain::state::{List, STATES, State};
use crate::simulate::quantile::normal;
use crate::simulate::random::{Address, Purpose, uniforms};
use rand::SeedableRng;
use rand::rngs::StdRng;
use rand_distr::{Beta, Binomial, Distribution, Gamma, Poisson};

/// A parameter vector drawn from the prior: z ~ N(0, 1), each at its own address.
pub fn prior_vector(layout: &Layout, seed: u64, draw: u32) -> Vec<f64> {
    let at = |entity: usize| Address {
        purpose: Purpose::Prior,
        replicate: draw,
        entity: entity as u32,
        year: 0,
        cell: 0,
    };
    (0..layout.len).map(|entity| normal(uniforms(seed, at(entity))[0])).collect()
}

/// A source of panels.
pub struct Generator<'a> {
    pub mill: &'a Mill<'a>,
    pub likelihood: &'a Likelihood,
    pub seed: u64,
}

impl Generator<'_> {
    /// One commune's years from `from` on, under the vector `z` and the `draw`'s luck. `before` are the years until
    /// then, as they were seen.
    pub fn commune(&self, commune: usize, before: &[YearSeen], z: &[f64], draw: u32) -> Vec<YearSeen> {
        let design = self.mill.design;
        let mut seen = before.to_vec();
        let mut states: Vec<f64> = match self.mill.pools(commune, before).last() {
            Some(pool) => self.mill.move_on(commune, before.len() - 1, &before[before.len() - 1], pool),
            None => design.communes[commune].start.iter().flatten().copied().collect(),
        };
        for year in before.len()..design.years.len() {
            let start = self.start(&seen, &states);
            let pool = self.mill.pool(commune, year, &start, states);
            let full = self.flows(commune, year, &pool, start, z, draw);
            states = self.mill.move_on(commune, year, &full, &pool);
            seen.push(full);
        }
        seen
    }

    /// A whole panel from the design's start.
    pub fn panel(&self, z: &[f64], draw: u32, origin: Origin) -> Panel {
        let design = self.mill.design;
        let of = |commune: usize| self.commune(commune, &[], z, draw);
        Panel {
            years: design.years.clone(),
            communes: design.communes.iter().filter_map(|plan| code(plan.code)).collect(),
            seen: (0..design.communes.len()).map(of).collect(),
            origin,
        }
    }

    /// Stocks at the start of a year: those of the December before, if it was seen, else the expected ones.
    fn start(&self, seen: &[YearSeen], states: &[f64]) -> YearSeen {
        let last = seen.last().copied().unwrap_or_default();
        let on = |list: List| {
            let rows = states.chunks_exact(STATES).flat_map(|row| State::ALL.into_iter().zip(row));
            rows.filter(|(state, _)| state.list() == list).map(|(_, n)| n).sum::<f64>().round() as u32
        };
        let households = states.iter().sum::<f64>().round() as u32;
        let stock = |end: Option<u32>, list: List| Some(end.unwrap_or_else(|| on(list)));
        YearSeen {
            households: Some(households),
            poor: Seen { start: stock(last.poor.end, List::Poor), ..Seen::default() },
            near_poor: Seen { start: stock(last.near_poor.end, List::NearPoor), ..Seen::default() },
        }
    }

    /// Counts of a unit's flows under the vector `z` and the `draw`'s luck.
    pub fn counts(&self, unit: &Unit, z: &[f64], draw: u32) -> [u32; FLOWS] {
        let means = self.likelihood.means(unit, z);
        let sd = self.likelihood.layout.year_sd.each_ref().map(|sd| sd.of(z));
        let design = self.mill.design;
        Flow::ALL.map(|flow| {
            let address = Address {
                purpose: Purpose::Forecast,
                replicate: draw,
                entity: design.communes[unit.commune].code,
                year: design.years[unit.year] as u16,
                cell: flow as u32,
            };
            let mut rng = stream(self.seed, address);
            let mean = means[flow as usize];
            match flow.leaves() {
                true => leavers(unit.listed(flow), mean, sd[0], &mut rng),
                false => arrivals(mean, sd[1], &mut rng),
            }
        })
    }

    fn flows(
        &self,
        commune: usize,
        year: usize,
        pool: &super::pools::Pool,
        start: YearSeen,
        z: &[f64],
        draw: u32,
    ) -> YearSeen {
        let layout = &self.likelihood.layout;
        let unit = unit(self.mill, layout, (commune, year), pool, &start, NearPoorEntries::Arisen);
        let counts = self.counts(&unit, z, draw);
        let list = |seen: Seen, [escaped, returned, arisen]: [u32; 3]| {
            let begin = seen.start.unwrap_or(0);
            let escaped = escaped.min(begin);
            Seen {
                start: Some(begin),
                escaped: Some(escaped),
                returned: Some(returned),
                arisen: Some(arisen),
                end: Some(begin - escaped + returned + arisen),
            }
        };
        YearSeen {
            households: start.households,
            poor: list(start.poor, [counts[0], counts[1], counts[2]]),
            near_poor: list(start.near_poor, [counts[3], counts[4], counts[5]]),
        }
    }
}

fn code(number: u32) -> Option<crate::domain::commune::CommuneCode> {
    crate::domain::commune::CommuneCode::parse(&number.to_string())
}

/// Random numbers of one address for samplers that take an unknown number of them.
fn stream(seed: u64, address: Address) -> StdRng {
    let [a, b] = uniforms(seed, address);
    StdRng::seed_from_u64(a.to_bits() ^ b.to_bits().rotate_left(32))
}

fn leavers(n: f64, mean: f64, sigma: f64, rng: &mut StdRng) -> u32 {
    if n < 0.5 || mean <= 0.0 {
        return 0;
    }
    let p = (mean / n).clamp(1e-12, 1.0 - 1e-12);
    let kappa = precision(p, sigma);
    let blurred = Beta::new(p * kappa, (1.0 - p) * kappa).map_or(p, |beta| beta.sample(rng));
    Binomial::new(n.round() as u64, blurred.clamp(0.0, 1.0)).map_or(0, |it| it.sample(rng) as u32)
}

fn arrivals(mean: f64, sigma: f64, rng: &mut StdRng) -> u32 {
    let r = 1.0 / (sigma * sigma);
    let blurred = Gamma::new(r, mean / r).map_or(mean, |gamma| gamma.sample(rng));
    Poisson::new(blurred.max(1e-300)).map_or(0, |it| it.sample(rng) as u32)
}
