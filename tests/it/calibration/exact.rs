//! The likelihood's pieces against what they stand for: the engine's expected flows, and distributions added up.

use super::made_up::names;
use super::recovery::{panels, plan, seen};
use giamngheo::calibrate::generate::prior_vector;
use giamngheo::calibrate::mass::{Mass, arrivals, leavers};
use giamngheo::calibrate::parameters::Layout;
use giamngheo::calibrate::pools::Mill;
use giamngheo::calibrate::sample::Target;
use giamngheo::calibrate::units::{FLOWS, Flow, NearPoorEntries, STRAY, Unit};
use giamngheo::calibrate::{likelihood::Likelihood, panel::Panel};
use giamngheo::domain::hazard::Class;
use giamngheo::plan::design::Design;
use giamngheo::simulate::expected::expected_places;
use giamngheo::simulate::lanes::LANES;
use giamngheo::simulate::record::CommuneYear;
use giamngheo::simulate::world::{Mode, World};

/// A vector from the prior with commune effects of zero, which is what the expected-value mode has.
fn vector(layout: &Layout, communes: usize) -> Vec<f64> {
    let mut z = prior_vector(layout, 3, 1);
    for (sd, first) in layout.commune_sd.iter().zip(layout.commune) {
        let (first, zero) = (first.unwrap(), 0.5 * sd.of(&z));
        z[first..first + communes].fill(zero);
    }
    z
}

/// The engine's expected first year of a commune under a vector.
fn expected(design: &Design, layout: &Layout, z: &[f64], commune: usize) -> CommuneYear<f64> {
    let world = World::new(design, Mode::Means);
    let base = layout.bases.iter().map(|area| area.each_ref().map(|it| it.of(z))).collect();
    let mut ratios = world.hazard_ratio.clone();
    layout.effects.iter().for_each(|it| ratios[it.instrument][it.effect] = it.ratio.of(z));
    let world = world.with(base, ratios, layout.year_logs(design, z));
    let worlds: [World; LANES] = std::array::from_fn(|_| world.clone());
    expected_places(design, 0, &[&[commune]], &worlds)[0][0].map(|lane| lane.0[0])
}

fn fitted(design: &Design, panel: &Panel, entries: NearPoorEntries) -> Likelihood {
    let mill = Mill::new(design, &design.alternatives[0]);
    Likelihood::new(&mill, Layout::new(design, &names(design)), panel, entries)
}

/// With money at work and all else switched on: hazards, coverage, new and dissolved households, and which column counts whom.
#[test]
fn means_are_the_engine_s_expected_flows() {
    let mut design = plan();
    // All money works from its own year on, so that both instruments are at work in the first.
    design.instruments.iter_mut().for_each(|it| it.lag = 0);
    let panel = &panels(&design, 0)[0];
    let likelihood = fitted(&design, panel, NearPoorEntries::Arisen);
    let z = vector(&likelihood.layout, design.communes.len());
    let first: Vec<&Unit> = likelihood.units.iter().filter(|unit| unit.year == 0).collect();
    assert!(first.len() == design.communes.len() && first.iter().all(|unit| !unit.at_work.is_empty()));
    for unit in first {
        let year = expected(&design, &likelihood.layout, &z, unit.commune);
        let of = |flows| -> [f64; 3] { seen(flows, |count: f64| count) };
        let [poor, near] = [of(&year.poor), of(&year.near_poor)];
        let counted: [f64; FLOWS] = [poor[0], poor[1], poor[2], near[0], near[1], near[2]];
        for (flow, mean) in Flow::ALL.into_iter().zip(likelihood.means(unit, &z)) {
            let stray = if flow.leaves() { 0.0 } else { STRAY };
            let engine = counted[flow as usize] + stray;
            assert!((mean - engine).abs() < 1e-9 * engine, "{flow:?}: {mean}, engine {engine}");
        }
    }
}

/// A commune good at taking households past the line need not be good at moving them to the near-poor list: what it has of
/// its own in the one exit moves the near-poor's escapes, in the other those of the poor alone.
#[test]
fn each_exit_has_a_commune_effect_of_its_own() {
    let design = plan();
    let panel = &panels(&design, 0)[0];
    let likelihood = fitted(&design, panel, NearPoorEntries::Unused);
    let z = vector(&likelihood.layout, design.communes.len());
    let escapes = |z: &[f64]| {
        let unit = likelihood.units.iter().find(|unit| unit.commune == 2 && unit.year == 0).unwrap();
        let means = likelihood.means(unit, z);
        [means[Flow::PoorEscaped as usize], means[Flow::NearEscaped as usize]]
    };
    let moved = |class: Class| {
        let mut better = z.clone();
        better[likelihood.layout.commune[class.index()].unwrap() + 2] += 1.0;
        let (before, after) = (escapes(&z), escapes(&better));
        [after[0] > before[0], after[1] > before[1]]
    };
    assert_eq!(moved(Class::ExitIncome), [true, true]);
    assert_eq!(moved(Class::ExitDeprivation), [true, false]);
}

/// The density is the prior's and the columns', one by one.
#[test]
fn density_is_the_sum_of_its_columns() {
    let design = plan();
    let panel = &panels(&design, 0)[1];
    let likelihood = fitted(&design, panel, NearPoorEntries::Unused);
    let z = prior_vector(&likelihood.layout, 3, 2);
    let sd = likelihood.layout.year_sd.each_ref().map(|it| it.of(&z));
    let mut sum: f64 = z.iter().map(|z| -0.5 * z * z).sum();
    for unit in &likelihood.units {
        let seen = &panel.seen[unit.commune][unit.year];
        let means = likelihood.means(unit, &z);
        let left = |count: Option<u32>, start: Option<u32>, flow: Flow| {
            leavers(count.unwrap(), f64::from(start.unwrap()), means[flow as usize], sd[0]).log
        };
        sum += left(seen.poor.escaped, seen.poor.start, Flow::PoorEscaped);
        sum += left(seen.near_poor.escaped, seen.near_poor.start, Flow::NearEscaped);
        let come = [
            (seen.poor.returned, Flow::PoorReturned),
            (seen.poor.arisen, Flow::PoorArisen),
            (seen.near_poor.returned, Flow::NearReturned),
        ];
        sum += come
            .map(|(count, flow)| arrivals(count.unwrap(), means[flow as usize], sd[1]).log)
            .iter()
            .sum::<f64>();
    }
    let density = likelihood.log_density(&z, &mut vec![0.0; z.len()]);
    assert!((density - sum).abs() < 1e-9 * sum.abs(), "{density}, by column {sum}");
}

/// Total, mean and variance of a distribution of counts.
fn moments(up_to: u32, mass: impl Fn(u32) -> Mass) -> [f64; 3] {
    let p: Vec<f64> = (0..=up_to).map(|count| mass(count).log.exp()).collect();
    let moment = |power: i32| p.iter().enumerate().map(|(k, p)| p * (k as f64).powi(power)).sum::<f64>();
    [moment(0), moment(1), moment(2) - moment(1) * moment(1)]
}

#[test]
fn counts_have_the_mean_and_variance_that_are_promised() {
    for (n, mean, sigma) in [(40u32, 9.0, 0.2), (400, 60.0, 0.15), (7, 0.3, 0.5)] {
        let (size, p) = (f64::from(n), mean / f64::from(n));
        let q = 1.0 - p;
        // A factor of log sd σ on the hazard −ln q: var p = (q ln q)² σ² = p q / κ.
        let kappa = p * q / (q * q.ln() * sigma).powi(2);
        let variance = size * p * q * (1.0 + (size - 1.0) / (kappa + 1.0));
        close(moments(n, |count| leavers(count, size, mean, sigma)), [1.0, mean, variance]);
    }
    for (mean, sigma) in [(0.02, 0.2), (3.0, 0.4), (50.0, 0.15)] {
        let variance = mean + sigma * sigma * mean * mean;
        close(moments(600, |count| arrivals(count, mean, sigma)), [1.0, mean, variance]);
    }
}

fn close(found: [f64; 3], expected: [f64; 3]) {
    for (found, expected) in found.into_iter().zip(expected) {
        assert!((found - expected).abs() < 1e-8 * expected, "{found}, expected {expected}");
    }
}
