//! Properties over random small designs and random money.

use crate::support::rich;
use giamngheo::domain::money::{Money, largest_remainder};
use giamngheo::domain::target::{Fall, Stock};
use giamngheo::simulate::delivery::share_of_year;
use giamngheo::simulate::expected::expected_path;
use giamngheo::simulate::lanes::programme::saturate;
use giamngheo::simulate::runner::{Job, run};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn money_is_conserved_to_the_dong(total in 0i64..10_000_000_000_000, weights in prop::collection::vec(0u64..1_000_000, 1..60)) {
        let parts = Money::from_dong(total).split(&weights);
        let sum: Money = parts.iter().copied().sum();
        if weights.iter().any(|&weight| weight > 0) {
            prop_assert_eq!(sum, Money::from_dong(total));
        } else {
            prop_assert_eq!(sum, Money::ZERO);
        }
        let whole: u64 = weights.iter().sum();
        for (part, weight) in parts.iter().zip(&weights) {
            let quota = total as f64 * *weight as f64 / whole.max(1) as f64;
            prop_assert!((part.dong() as f64 - quota).abs() <= 1.0 + 1e-3);
        }
    }

    #[test]
    fn equal_weights_differ_by_one_and_ties_go_first(total in 0i128..1_000_000, n in 1usize..50) {
        let parts = largest_remainder(total, &vec![1; n]);
        prop_assert!(parts.windows(2).all(|pair| pair[0] == pair[1] || pair[0] == pair[1] + 1));
        prop_assert_eq!(parts.iter().sum::<i128>(), total);
    }

    #[test]
    fn points_are_compared_without_rounding(poor in 0u32..5_000, households in 5_000u32..9_000, end in 0u32..5_000,
                                            micro in 1i64..30_000_000, years in 1u32..6) {
        let (start, end) = (Stock { poor, households }, Stock { poor: end, households });
        let exact = Fall { years, micro }.reached(start, end);
        let fallen = (start.rate_percent() - end.rate_percent()) / years as f64;
        let asked = micro as f64 / 1e6;
        if (fallen - asked).abs() > 1e-9 {
            prop_assert_eq!(exact, fallen > asked);
        }
    }

    #[test]
    fn coverage_never_passes_its_ceiling_and_grows(x in 0.0f64..20.0, more in 0.0f64..1.0, ceiling in 0.01f64..1.0) {
        for saturation in [giamngheo::domain::programme::Saturation::Tanh, giamngheo::domain::programme::Saturation::Linear] {
            let low = saturate(saturation, ceiling, x);
            let high = saturate(saturation, ceiling, x + more);
            prop_assert!(low <= high && high <= ceiling && low <= x);
        }
    }

    #[test]
    fn a_later_tranche_works_for_less_of_the_year(month in 0.0f64..12.0, later in 0.0f64..6.0, delay in 0.0f64..20.0) {
        let early = share_of_year(&[(month, 1.0)], delay);
        let late = share_of_year(&[((month + later).min(12.0), 1.0)], delay);
        prop_assert!(late <= early && (0.0..=1.0).contains(&early));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn random_designs_keep_every_household(communes in 1usize..5, years in 1usize..6, seed in 0u64..1_000_000,
                                           ever in any::<bool>(), best in any::<bool>()) {
        let mut design = rich(communes, years);
        design.seed = seed;
        if ever {
            design.look_back = giamngheo::domain::state::LookBack::Ever;
            design.moves = giamngheo::plan::design::move_table(design.look_back);
        }
        if best {
            design.overlap = giamngheo::domain::programme::Overlap::BestOf;
        }
        design.growth.formation = 0.0;
        design.growth.dissolution = 0.0;
        let outcomes = run(&Job::new(&design, 3));
        let households: f64 = design.communes.iter().flat_map(|c| c.start.iter().flatten()).sum();
        for alternative in 0..2 {
            for replicate in 0..3 {
                for year in outcomes.path(alternative, replicate, 0) {
                    prop_assert_eq!(year.households as f64, households);
                    prop_assert!(year.poor + year.near_poor <= year.households);
                }
            }
        }
        // The expected path of no money is not better than that of some.
        let end = |alternative: usize| expected_path(&design, alternative).iter().map(|c| c[years - 1].poor.end).sum::<f64>();
        prop_assert!(end(1) < end(0));
    }
}

#[test]
fn saturation_matches_the_published_table() {
    let table = [
        (0.5, [0.0986876601, 0.2310585786, 0.380797078, 0.4608342772, 0.48201379, 0.4996646499]),
        (0.8, [0.0994824014, 0.2421677835, 0.4436797779, 0.6092753248, 0.678626912, 0.7892914385]),
        (0.95, [0.0996322853, 0.2443844965, 0.4584318372, 0.6525764122, 0.743685989, 0.922218973]),
        (1.0, [0.0996679946, 0.2449186624, 0.4621171573, 0.6640367703, 0.761594156, 0.9640275801]),
    ];
    for (ceiling, row) in table {
        for (x, expected) in [0.1, 0.25, 0.5, 0.8, 1.0, 2.0].into_iter().zip(row) {
            let value = saturate(giamngheo::domain::programme::Saturation::Tanh, ceiling, x);
            assert!((value - expected).abs() < 1e-9, "a {ceiling} x {x}: {value}");
        }
    }
}

#[test]
fn common_random_numbers_cut_the_variance_as_computed() {
    // Two arms with probabilities p < q of being poor on one uniform: |p−q|(1−|p−q|) against p(1−p)+q(1−q).
    use giamngheo::simulate::binomial::binomial;
    for (p, q, expected) in [(0.13, 0.16, 0.0291), (0.25, 0.30, 0.0475), (0.05, 0.06, 0.0099)] {
        let n = 400_000;
        let (mut sum, mut squares, mut losers) = (0.0, 0.0, 0);
        for i in 0..n {
            let u = (i as f64 + 0.5) / n as f64;
            let difference: f64 = binomial(1.0, q, u) - binomial(1.0, p, u);
            losers += u32::from(difference < 0.0);
            sum += difference;
            squares += difference * difference;
        }
        let mean = sum / n as f64;
        assert!((squares / n as f64 - mean * mean - expected).abs() < 1e-5);
        assert_eq!(losers, 0);
    }
}
