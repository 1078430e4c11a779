//! Long check of the certified binomial quantile: `cargo run --release --example check_sampler -- 300000000 1`.
//!
//! Draws that many random (n, p, u), compares every certified guess with the exact quantile, and measures the error
//! of the expansion against its guard at the exact step nearest to the draw. Prints by σ how many guesses were
//! uncertain and the largest error in guards; exits with 1 if a guess differs or an error is above half a guard.

use giamngheo::simulate::binomial_tail::Binomial;
use giamngheo::simulate::quantile::normal;
use giamngheo::simulate::quantile_large::{SWITCH, exact, guess, position};
use giamngheo::simulate::random::philox4x32_10;
use rayon::prelude::*;
use std::process::ExitCode;

/// Classes of σ: the first from 2, each half as wide again.
const CLASSES: usize = 24;

#[derive(Clone, Copy, Default)]
struct Class {
    draws: u64,
    uncertain: u64,
    wrong: u64,
    error: f64,
}

fn unit(low: u32, high: u32) -> f64 {
    ((((u64::from(high) << 32) | u64::from(low)) >> 12) as f64 + 0.5) / (1u64 << 52) as f64
}

/// Mean from 8 to 10⁸ (half of them below 40), p from 8·10⁻⁹ to 0.5, n at most 10⁹.
fn case(i: u64, seed: u32) -> (f64, f64, f64) {
    let counter = |part| philox4x32_10([i as u32, (i >> 32) as u32, part, 0], [seed, 0]);
    let [a, b, c, d] = counter(0);
    let [e, f, ..] = counter(1);
    let (size, risk) = (f64::from(a) / 4_294_967_296.0, unit(b, c));
    let mean = if d & 1 == 0 { SWITCH * libm::pow(5.0, size) } else { SWITCH * libm::pow(1.25e7, size) };
    let least = (mean / 1e9).max(1e-12);
    let p = 0.5 * libm::pow(2.0 * least, if d & 2 == 0 { risk } else { risk * risk });
    let n = libm::ceil(mean / p).min(1e9);
    (n, p, unit(e, f))
}

fn check(i: u64, seed: u32, classes: &mut [Class; CLASSES]) {
    let (n, p, u) = case(i, seed);
    if n * p < SWITCH {
        return;
    }
    let sd = (n * p * (1.0 - p)).sqrt();
    let class = &mut classes[(libm::log2(sd / 2.0) / libm::log2(1.5)) as usize];
    class.draws += 1;
    let (k, certain) = guess(n, p, normal(u));
    let truth = exact(n, p, u);
    if !certain {
        class.uncertain += 1;
    } else if k != truth {
        class.wrong += 1;
        println!("n {n} p {p:e} u {u:e}: certified {k}, exact {truth}");
    }
    class.error = class.error.max(error_at_step(n, p, truth));
}

/// |x − k| in guards, where the uniform is P(X ≤ k) itself; 0 where nothing is certified.
fn error_at_step(n: f64, p: f64, k: f64) -> f64 {
    let law = Binomial::new(n, p);
    let mass = law.mass(k);
    // From the smaller tail, which has its digits.
    let z = if k < n * p { normal(law.below(k, mass) + mass) } else { -normal(law.above(k, mass)) };
    let (x, guard) = position(n, p, z);
    if z.abs() < 5.0 { (x - k).abs() / guard } else { 0.0 }
}

fn main() -> ExitCode {
    let arguments: Vec<u64> = std::env::args().skip(1).filter_map(|it| it.parse().ok()).collect();
    let (draws, seed) = match arguments[..] {
        [draws] => (draws, 1),
        [draws, seed, ..] => (draws, seed as u32),
        [] => (10_000_000, 1),
    };
    let chunk = 100_000;
    let totals = (0..draws.div_ceil(chunk))
        .into_par_iter()
        .map(|block| {
            let mut classes = [Class::default(); CLASSES];
            (block * chunk..draws.min((block + 1) * chunk)).for_each(|i| check(i, seed, &mut classes));
            classes
        })
        .reduce(
            || [Class::default(); CLASSES],
            |mut sum, one| {
                for (sum, one) in sum.iter_mut().zip(one) {
                    sum.draws += one.draws;
                    sum.uncertain += one.uncertain;
                    sum.wrong += one.wrong;
                    sum.error = sum.error.max(one.error);
                }
                sum
            },
        );
    for (i, class) in totals.iter().enumerate().filter(|(_, class)| class.draws > 0) {
        let from = 2.0 * libm::pow(1.5, i as f64);
        let share = class.uncertain as f64 / class.draws as f64;
        let Class { draws, wrong, error, .. } = class;
        println!(
            "σ from {from:7.1}: {draws:11} draws, uncertain {share:.1e}, wrong {wrong}, error {error:.3} guards"
        );
    }
    let wrong: u64 = totals.iter().map(|class| class.wrong).sum();
    let checked: u64 = totals.iter().map(|class| class.draws).sum();
    let error = totals.iter().fold(0.0, |most: f64, class| most.max(class.error));
    println!("seed {seed}: {checked} draws, {wrong} wrong, largest error {error:.3} guards");
    if wrong == 0 && error <= 0.5 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
