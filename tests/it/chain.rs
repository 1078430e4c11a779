//! The four-state chain: matrix powers, variances, exact probabilities.

use crate::support::{CHAIN, chain_design};
use giamngheo::domain::quantity::Quantity;
use giamngheo::domain::target::Fall;
use giamngheo::plan::design::{Design, Goal};
use giamngheo::simulate::expected::expected_path;
use giamngheo::simulate::runner::{Job, run};
use giamngheo::simulate::tally::Outcomes;
use giamngheo::summarise::spread::probability;

const START: [f64; 4] = [200.0, 100.0, 50.0, 650.0];

fn simulate(design: &Design, replicates: u32) -> Outcomes {
    run(&Job { communes: true, ..Job::new(design, replicates) })
}

#[test]
fn expected_values_are_matrix_powers() {
    let design = chain_design(5, [0.15, 0.10, 0.05, 0.70]);
    let path = expected_path(&design, 0);
    let mut share = [0.15, 0.10, 0.05, 0.70];
    for (year, lived) in path[0].iter().enumerate() {
        let mut next = [0.0; 4];
        for (from, row) in CHAIN.iter().enumerate() {
            row.iter().enumerate().for_each(|(to, p)| next[to] += share[from] * p);
        }
        share = next;
        let record = lived;
        assert!((record.poor.end - share[0]).abs() < 1e-12, "year {year}");
        assert!((record.near_poor.end - share[1]).abs() < 1e-12, "year {year}");
        assert!((record.households - 1.0).abs() < 1e-12);
    }
    // The published values of years 1 and 5.
    assert!((path[0][0].poor.end - 0.124).abs() < 1e-12);
    assert!((path[0][4].poor.end - 0.0968728342).abs() < 1e-10);
    assert!((path[0][4].near_poor.end - 0.1783670163).abs() < 1e-10);
}

#[test]
fn counts_have_the_exact_means_and_variances() {
    let design = chain_design(5, START);
    let replicates = 40_000;
    let outcomes = simulate(&design, replicates);
    for (year, mean, variance) in
        [(0, 153.5, 75.355), (2, 114.0077, 93.0849626), (4, 101.7251141, 89.9164698)]
    {
        let n = replicates as f64;
        let poor = &outcomes.alternatives[0].cohorts[year + 1][Quantity::PoorHouseholds.index()];
        let (sample_mean, sample_variance) = (poor.mean(), poor.sd() * poor.sd());
        // Four standard errors; the variance of a variance of near-normal counts is 2σ⁴/(n−1).
        assert!(
            (sample_mean - mean).abs() < 4.0 * (variance / n).sqrt(),
            "mean of year {year}: {sample_mean}"
        );
        let bound = 4.0 * variance * (2.0 / (n - 1.0)).sqrt();
        assert!((sample_variance - variance).abs() < bound, "variance of year {year}: {sample_variance}");
    }
}

#[test]
fn exact_target_probabilities_lie_in_their_wilson_intervals() {
    let mut design = chain_design(5, START);
    let replicates = 20_000;
    design.sets = 1;
    for (last, at_most, exact) in [
        (0, 150, 0.365980835),
        (0, 160, 0.790485088),
        (4, 90, 0.11705220),
        (4, 95, 0.25825608),
        (4, 100, 0.45390510),
    ] {
        // "At most k poor of 1000" is a fall of (20 − k/10) points in all, over one counted year.
        let fall = Fall { years: 1, micro: (200 - at_most) * 100_000 };
        design.goals = vec![Goal { first: 0, last, place: 0, set: 0, floor: fall, top: fall }];
        let outcomes = simulate(&design, replicates);
        let hits = outcomes.communes[0].floor_hits[0];
        // The commune is the province: both count the same replicates, as do the kept series.
        assert_eq!(hits, outcomes.alternatives[0].goals[0].floor_hits);
        let year = |r: usize, year: usize| outcomes.path(0, r, 0)[year];
        let kept = (0..outcomes.kept()).filter(|&r| fall.reached(year(r, 0).start(), year(r, last).end()));
        assert_eq!(simulate(&design, outcomes.kept() as u32).communes[0].floor_hits[0], kept.count() as u32);
        let p = probability(hits, replicates);
        assert!(p.low <= exact && exact <= p.high, "P(poor ≤ {at_most}): {p:?}, exact {exact}");
    }
}

#[test]
fn newly_escaped_clock_keeps_relapses_in_their_years() {
    // Inflow of one escape a year; relapse .10 .06 .03 in the three years after it, then graduation.
    let hazard = |p: f64| -(1.0 - p).ln();
    let survive: f64 = [0.10, 0.06, 0.03].iter().map(|p| (-hazard(*p)).exp()).product();
    assert!((survive - 0.82062).abs() < 1e-12, "graduates {survive}");
    use giamngheo::domain::hazard::{BASES, Base, Clocks};
    use giamngheo::domain::state::{STATES, State};
    use giamngheo::domain::uncertainty::Uncertain;
    use giamngheo::plan::design::CommunePlan;
    let mut base = [Uncertain::known(0.0); BASES];
    base[Base::RelapseEscaped.index()] = Uncertain::known(hazard(0.10));
    let mut start = [0.0; STATES];
    start[State::Escaped(1).index()] = 1.0;
    let communes = vec![CommunePlan { code: 1, district: 0, area: 0, start: vec![start] }];
    let mut design = crate::support::bare(4, communes, base, vec![crate::support::everyone()]);
    let relative = |p: f64| hazard(p) / hazard(0.10);
    design.clocks =
        Clocks { relapse: [1.0, relative(0.06), relative(0.03)], slip: [1.0; 3], arise: [1.0; 3] };
    let path = expected_path(&design, 0);
    let relapses: Vec<f64> = path[0].iter().map(|year| year.poor.returned).collect();
    for (value, expected) in relapses.iter().zip([0.1, 0.054, 0.02538, 0.0]) {
        assert!((value - expected).abs() < 1e-12, "{relapses:?}");
    }
    assert!((relapses.iter().sum::<f64>() - 0.17938).abs() < 1e-12);
}

#[test]
fn first_year_flows_stand_in_the_columns_of_the_official_forms() {
    let design = chain_design(1, [0.15, 0.10, 0.05, 0.70]);
    let record = expected_path(&design, 0)[0][0];
    let (poor, near) = (record.poor.columns(), record.near_poor.columns());
    // Columns 1 to 9: start, to the other list, past the line, other −, from the other, returned, newly arisen, other +, end.
    let expected_poor =
        [0.15, 0.15 * 0.25, 0.15 * 0.13, 0.0, 0.10 * 0.06, 0.05 * 0.08, 0.70 * 0.03, 0.0, 0.124];
    let expected_near =
        [0.10, 0.10 * 0.06, 0.10 * 0.30, 0.0, 0.15 * 0.25, 0.05 * 0.12, 0.70 * 0.05, 0.0, 0.1425];
    for column in 0..9 {
        assert!((poor[column] - expected_poor[column]).abs() < 1e-12, "poor column {}", column + 1);
        assert!((near[column] - expected_near[column]).abs() < 1e-12, "near-poor column {}", column + 1);
    }
}

#[test]
fn uncertain_quantities_have_the_stated_means() {
    use giamngheo::simulate::world::{Indices, Mode, World};
    let design = crate::support::rich(1, 2);
    let n = 4_000;
    let worlds: Vec<World> = (0..n).map(|r| World::new(&design, Mode::Drawn(Indices::all(r)))).collect();
    let means = World::new(&design, Mode::Means);
    let mean = |of: &dyn Fn(&World) -> f64| worlds.iter().map(of).sum::<f64>() / f64::from(n);
    // A mean-one lognormal with log sd 0.2 has sd 0.202: four standard errors.
    for base in 0..9 {
        let stated = design.areas[0].base[base].value;
        assert_eq!(means.base[0][base], stated);
        assert!(
            (mean(&|world| world.base[0][base]) / stated - 1.0).abs() < 4.0 * 0.202 / f64::from(n).sqrt()
        );
    }
    // Commune effect (0.2) and shocks (0.12, 0.06, 0.15) on income exits: log sd 0.284 together.
    let factor = mean(&|world| world.commune_factors(&design, 0)[0][0]);
    assert!((factor - 1.0).abs() < 4.0 * 0.29 / f64::from(n).sqrt(), "{factor}");
    assert_eq!(means.commune_factors(&design, 0)[1], [1.0; 5]);
}
