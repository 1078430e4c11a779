//! The public sampler against exact probabilities: χ² and Kolmogorov–Smirnov over a grid that holds every switch of
//! method, and monotone coupling.

use giamngheo::simulate::binomial::{WALK_FROM_ZERO_MEAN as SWITCH, binomial, exits};
use giamngheo::simulate::random::{Address, Purpose, uniforms};
use statrs::distribution::{Binomial, ChiSquared, ContinuousCDF, Discrete, Normal};

const DRAWS: u32 = 40_000;

/// False alarms of the whole file, over all tests of all cells.
const FAMILY_ALPHA: f64 = 0.001;

/// Cell borders as probabilities: 64ths, and the tails.
fn borders() -> impl Iterator<Item = f64> {
    let inner = (1..64).map(|i| f64::from(i) / 64.0);
    [0.0005, 0.002, 0.006].into_iter().chain(inner).chain([0.994, 0.998, 0.9995])
}

/// Values of Binomial(n, p) up to ten standard deviations from the mean, each with P(X ≤ k): sums of the oracle's
/// masses (its own distribution function does not converge for millions of trials).
fn distribution(n: u64, p: f64) -> Vec<(f64, f64)> {
    let oracle = Binomial::new(p, n).unwrap();
    let mean = n as f64 * p;
    let reach = 10.0 * (mean * (1.0 - p)).sqrt() + 30.0;
    let values = (mean - reach).max(0.0) as u64..=((mean + reach) as u64).min(n);
    let mut sum = 0.0;
    let table: Vec<(f64, f64)> = values
        .map(|k| {
            sum += oracle.pmf(k);
            (k as f64, sum)
        })
        .collect();
    // The oracle takes differences of log-gammas of about n·ln n, whose rounding grows with n.
    assert!((sum - 1.0).abs() < 1e-10 + 1e-14 * n as f64, "n {n} p {p}: {sum}");
    table
}

/// p-values of χ² over cells of at least ten expected draws, and of the largest distance between the distributions.
fn p_values(n: u64, p: f64, draws: &[f64]) -> (f64, f64) {
    let total = draws.len() as f64;
    let mut sorted = draws.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (mut chi, mut cells, mut distance) = (0.0, 0u32, 0.0f64);
    let (mut before, mut seen_before) = (0.0, 0.0);
    let mut borders = borders().peekable();
    for (k, below) in distribution(n, p) {
        let seen = sorted.partition_point(|&draw| draw <= k) as f64;
        distance = distance.max((seen / total - below).abs());
        let expected = (below - before) * total;
        let rest = (1.0 - below) * total;
        // The last cell takes all that is left; no cell is closed that would leave it short.
        if borders.next_if(|&border| below >= border).is_some() && expected >= 10.0 && rest >= 10.0 {
            chi += (seen - seen_before - expected).powi(2) / expected;
            cells += 1;
            (before, seen_before) = (below, seen);
            while borders.next_if(|&border| below >= border).is_some() {}
        }
    }
    let expected = (1.0 - before) * total;
    chi += (total - seen_before - expected).powi(2) / expected;
    let chi = if cells > 0 { ChiSquared::new(f64::from(cells)).unwrap().sf(chi) } else { 1.0 };
    // Dvoretzky, Kiefer and Wolfowitz with Massart's constant (1990): holds for any distribution and any size.
    (chi, (2.0 * (-2.0 * total * distance * distance).exp()).min(1.0))
}

/// Consecutive replicates of one address, one entity for each cell of the grid.
fn draws(entity: u32, quantile: impl Fn(f64) -> f64) -> Vec<f64> {
    let at = |replicate| Address { purpose: Purpose::Exits, replicate, entity, year: 2026, cell: 1 };
    (0..DRAWS).map(|replicate| quantile(uniforms(20_261_125, at(replicate))[0])).collect()
}

/// n and n·p (or n·(1 − p) for the mirrored half) around the switch, around p = 0.5, and far from both.
fn grid() -> Vec<(u64, f64)> {
    let mut cells = vec![
        (1, 0.3),
        (1, 0.5),
        (2, 0.93),
        (7, 0.5),
        (32, 0.2),
        (33, 0.2),
        (60, 0.11),
        (400, 0.04),
        (2_000, 0.2),
        (10_000, 0.65),
        (10_000_000, 1e-8),
        (10_000_000, 0.001),
        (10_000_000, 0.3),
        (10_000_000, 0.998),
        (10_000_000, 0.999_999_99),
    ];
    for n in [15, 16, 17, 101, 40_000] {
        cells.extend([0.5, 0.5 - 1e-9, 0.5 + 1e-9].map(|p| (n, p)));
    }
    for n in [20u64, 100, 3_000, 10_000_000] {
        for mean in [0.9 * SWITCH, SWITCH - 1e-6, SWITCH + 1e-6, 1.1 * SWITCH, 4.0 * SWITCH] {
            let p = mean / n as f64;
            if p < 0.5 {
                cells.extend([(n, p), (n, 1.0 - p)]);
            }
        }
    }
    cells
}

#[test]
fn binomial_draws_follow_the_distribution() {
    let grid = grid();
    let alpha = FAMILY_ALPHA / 2.0 / (2 * grid.len()) as f64;
    for (i, (n, p)) in grid.into_iter().enumerate() {
        let (chi, distance) = p_values(n, p, &draws(i as u32, |u| binomial(n as f64, p, u)));
        assert!(chi > alpha && distance > alpha, "n {n} p {p}: χ² {chi:e}, KS {distance:e}");
    }
}

#[test]
fn exits_follow_the_distribution() {
    let ln_2 = std::f64::consts::LN_2;
    let mut grid = vec![(1, 0.4), (12, 2.5), (12, 4.0), (300, 20.0), (5_000, 3.0), (10_000_000, 0.02)];
    for n in [10u64, 11, 12, 50, 10_000_000] {
        grid.extend([ln_2 - 1e-9, ln_2, ln_2 + 1e-9, 0.9 * ln_2].map(|hazard| (n, hazard)));
    }
    for n in [40u64, 90, 3_000, 10_000_000] {
        // n·hazard at the switch, and n·p at it.
        let by_probability = -(-SWITCH / n as f64).ln_1p();
        grid.extend([SWITCH - 1e-6, SWITCH + 1e-6].map(|mean| (n, mean / n as f64)));
        grid.extend([by_probability * (1.0 - 1e-9), by_probability * (1.0 + 1e-9)].map(|hazard| (n, hazard)));
    }
    let alpha = FAMILY_ALPHA / 2.0 / (2 * grid.len()) as f64;
    for (i, (n, hazard)) in grid.into_iter().enumerate() {
        let draws = draws(10_000 + i as u32, |u| exits(n as f64, hazard, u));
        let (chi, distance) = p_values(n, -(-hazard).exp_m1(), &draws);
        assert!(chi > alpha && distance > alpha, "n {n} hazard {hazard}: χ² {chi:e}, KS {distance:e}");
    }
}

#[test]
fn the_same_tests_reject_a_rounded_normal_and_a_quantile_of_the_next_household() {
    let (n, p) = (2_000, 0.006);
    let normal = Normal::new(n as f64 * p, (n as f64 * p * (1.0 - p)).sqrt()).unwrap();
    let (chi, distance) = p_values(n, p, &draws(1, |u| normal.inverse_cdf(u).round().max(0.0)));
    assert!(chi < 1e-6 && distance < 1e-6, "χ² {chi:e}, KS {distance:e}");
    // Two households more in 2,000 are a mean of 12.012 for 12: too little for forty thousand draws to see...
    let (chi, distance) = p_values(n, p, &draws(1, |u| binomial(2_002.0, p, u)));
    assert!(chi > 1e-3 && distance > 1e-3, "χ² {chi:e}, KS {distance:e}");
    // ... and thirty are not.
    let (chi, distance) = p_values(n, p, &draws(1, |u| binomial(2_030.0, p, u)));
    assert!(chi < 1e-6 && distance < 1e-6, "χ² {chi:e}, KS {distance:e}");
}

/// A whole number up to 10⁷, as often small as large.
fn count() -> impl proptest::strategy::Strategy<Value = f64> {
    use proptest::strategy::Strategy;
    (0.0f64..7.0).prop_map(|digits| 10f64.powf(digits).floor())
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(4_000))]

    #[test]
    fn more_households_risk_or_luck_never_give_fewer(n in count(), more in 0u32..1_000, mean in 0.0f64..40.0,
                                                     p in 0.0f64..1.0, rare: bool, u in 1e-9f64..1.0 - 1e-9,
                                                     step in 0.0f64..1.0, power in 0i32..12) {
        // Half of the cases have a small mean, around the switch; steps from one to 10⁻¹² of the way.
        let p = if rare { (mean / n).min(1.0) } else { p };
        let step = step * 10f64.powi(-power);
        let k = binomial(n, p, u);
        proptest::prop_assert!((0.0..=n).contains(&k) && k.fract() == 0.0);
        proptest::prop_assert!(binomial(n + f64::from(more), p, u) >= k);
        proptest::prop_assert!(binomial(n, p + (1.0 - p) * step, u) >= k);
        proptest::prop_assert!(binomial(n, p, u + (1.0 - u) * step * 0.999) >= k);
        let hazard = 2.0 * p;
        let left = exits(n, hazard, u);
        proptest::prop_assert!(exits(n + f64::from(more), hazard, u) >= left);
        proptest::prop_assert!(exits(n, hazard * (1.0 + step), u) >= left);
        proptest::prop_assert!(exits(n, hazard, u + (1.0 - u) * step * 0.999) >= left);
    }
}
