//! Diagnostics against ArviZ, and what they say of chains that are constant, broken or at odds.

use super::{Convergence, mapped, rank_histogram, ranks};
use crate::calibrate::draws::Draws;

/// Knuth's linear congruential generator (MMIX), the upper 53 bits as a number below 1.
struct Generator(u64);

impl Generator {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// y = φ y + u − ½ from 0, the first hundred left out: the same bits in any language.
fn autoregression(seed: u64, draws: usize, phi: f64) -> Vec<f64> {
    let mut generator = Generator(seed);
    let mut y = 0.0;
    let mut chain = Vec::new();
    for step in 0..100 + draws {
        y = phi * y + (generator.uniform() - 0.5);
        if step >= 100 {
            chain.push(y);
        }
    }
    chain
}

fn chains(count: u64, draws: usize, phi: f64) -> Vec<Vec<f64>> {
    (1..=count).map(|seed| autoregression(seed, draws, phi)).collect()
}

fn changed(mut chains: Vec<Vec<f64>>, position: usize, of: impl Fn(f64) -> f64) -> Vec<Vec<f64>> {
    chains[position].iter_mut().for_each(|value| *value = of(*value));
    chains
}

/// R-hat, bulk and tail ESS from ArviZ (arviz-stats 0.8.0, NumPy 2.4.6): `array_stats._rhat_rank`, `_ess_bulk`,
/// `_ess_tail(…, (0.05, 0.95))`. ArviZ refuses R-hat for one chain: there it is that of its two halves.
#[test]
fn diagnostics_are_those_of_arviz() {
    let references = [
        (chains(4, 250, 0.6), 1.0237810039306612, 205.2802714381516, 331.3336444624599),
        (chains(2, 200, -0.4), 1.003367891323729, 1005.66762589386, 450.16006597786253),
        (chains(3, 101, 0.9), 1.2007247746466676, 11.391925993881294, 54.58079844486848),
        (
            changed(chains(4, 250, 0.3), 3, |it| it + 0.5),
            1.1934328225960522,
            15.866541200124217,
            36.33619843359604,
        ),
        (
            changed(chains(4, 250, 0.3), 2, |it| it * 3.0),
            1.1570062546180047,
            429.82178549257577,
            33.391063050836564,
        ),
        (
            mapped(&chains(4, 150, 0.5), |it| (it * 8.0).floor()),
            1.0265912478042905,
            152.44741333759814,
            167.30809865568875,
        ),
        (
            mapped(&chains(4, 120, 0.5), |it| 1.0 / it),
            1.0070668726587295,
            476.2457460660491,
            417.22561022339124,
        ),
        (chains(4, 4, 0.5), 1.2527486780334036, 19.265919722494797, 19.265919722494797),
        (chains(1, 300, 0.5), 1.000929470122104, 119.11148423414036, 188.70459504653445),
    ];
    for (at, (chains, r_hat, ess_bulk, ess_tail)) in references.into_iter().enumerate() {
        let ours = Convergence::of_chains(&chains);
        let pairs = [(ours.r_hat, r_hat), (ours.ess_bulk, ess_bulk), (ours.ess_tail, ess_tail)];
        for (which, (ours, theirs)) in pairs.into_iter().enumerate() {
            let ours = ours.unwrap();
            assert!((ours / theirs - 1.0).abs() < 1e-8, "case {at}, number {which}: {ours}, not {theirs}");
        }
    }
}

#[test]
fn what_has_no_diagnostics_says_so() {
    let none = Convergence { r_hat: None, ess_bulk: None, ess_tail: None };
    let broken = |value| changed(chains(2, 50, 0.5), 1, move |it| if it > 0.4 { value } else { it });
    assert!(broken(7.0).concat().contains(&7.0), "some draws are changed");
    for chains in [
        vec![vec![0.3; 50]; 4],
        broken(f64::NAN),
        broken(f64::INFINITY),
        chains(2, 3, 0.5),
        vec![autoregression(1, 50, 0.5), autoregression(2, 49, 0.5)],
        Vec::new(),
        vec![Vec::new(); 2],
    ] {
        assert_eq!(Convergence::of_chains(&chains), none);
    }
}

#[test]
fn chains_at_odds_have_a_large_r_hat_and_few_draws_worth() {
    let apart = Convergence::of_chains(&changed(chains(4, 250, 0.0), 0, |it| it + 10.0));
    assert!(apart.r_hat.unwrap() > 1.5 && apart.ess_bulk.unwrap() < 10.0, "{apart:?}");
    // A chain that stands still while the others move.
    let stuck = Convergence::of_chains(&changed(chains(4, 250, 0.0), 0, |_| 0.4));
    assert!(stuck.r_hat.unwrap() > 1.1, "{stuck:?}");
    // Chains that all stand still, in different places.
    let still = Convergence::of_chains(&[vec![1.0; 50], vec![2.0; 50]]);
    assert!(still.r_hat.unwrap() > 1e6, "{still:?}");
    assert!(still.ess_bulk.unwrap() < 5.0, "{still:?}");
    // A chain that drifts disagrees with itself.
    let drift = Convergence::of_chains(&[(0..100).map(f64::from).collect()]);
    assert!(drift.r_hat.unwrap() > 1.5, "{drift:?}");
}

#[test]
fn one_parameter_is_judged_by_its_own_draws() {
    let [first, second] = [chains(2, 60, 0.2), chains(2, 60, 0.8)];
    let pairs = first.concat().into_iter().zip(second.concat());
    let draws = Draws {
        names: vec!["first".to_string(), "second".to_string()],
        chains: 2,
        per_chain: 60,
        values: pairs.flat_map(|(a, b)| [a, b]).collect(),
    };
    assert_eq!(Convergence::of(&draws, 1), Convergence::of_chains(&second));
    assert_ne!(Convergence::of(&draws, 0), Convergence::of_chains(&second));
}

#[test]
fn ranks_share_ties_and_their_histogram_has_equal_parts() {
    let chains = [vec![3.0, 1.0, 1.0], vec![2.0, 9.0, 1.0]];
    assert_eq!(ranks(&chains), [vec![5.0, 2.0, 2.0], vec![4.0, 6.0, 2.0]]);
    assert_eq!(rank_histogram(&chains, 3), [[2, 0, 1], [1, 1, 1]]);
    let even: Vec<Vec<f64>> =
        vec![(0..40).step_by(2).map(f64::from).collect(), (1..40).step_by(2).map(f64::from).collect()];
    assert_eq!(rank_histogram(&even, 4), [[5; 4], [5; 4]]);
}
