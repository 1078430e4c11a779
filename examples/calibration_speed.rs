//! What a calibration of the province costs: the gradient, and effective draws per second.
//!
//! ```sh
//! cargo run --release --features calibrate --example calibration_speed -- 1000 1000
//! ```
//! Forms of five years are made from parameters drawn from the scenario's priors; the arguments are tuning steps and
//! draws of each of four chains.

#![allow(clippy::disallowed_methods, reason = "a measurement reads the clock")]

use giamngheo::calibrate::fit::fit;
use giamngheo::calibrate::generate::{Generator, prior_vector};
use giamngheo::calibrate::panel::{Panel, YearSeen};
use giamngheo::calibrate::prepared::Prepared;
use giamngheo::calibrate::sample::{Chains, Target};
use giamngheo::calibrate::units::NearPoorEntries;
use giamngheo::domain::origin::Origin;
use std::time::Instant;

#[path = "../benches/shipped/mod.rs"]
mod shipped;

fn main() {
    let number = |at: usize, default: usize| {
        std::env::args().nth(at).and_then(|text| text.parse().ok()).unwrap_or(default)
    };
    let settings = Chains { chains: 4, tune: number(1, 1000), draws: number(2, 1000), seed: 1 };
    let scenario = shipped::Texts::read().load();
    let years: Vec<i32> = (2016..=2020).collect();
    let empty = Panel {
        seen: vec![vec![YearSeen::default(); years.len()]; scenario.communes.len()],
        communes: scenario.communes.iter().map(|commune| commune.code).collect(),
        years,
        origin: Origin::Synthetic,
    };
    let prepared = Prepared::new(&scenario, empty, None);
    let nothing = prepared.likelihood(&prepared.panel, NearPoorEntries::Unused);
    let mill = prepared.mill();
    let truth = prior_vector(&nothing.layout, 5, 0);
    let panel = Generator { mill: &mill, likelihood: &nothing, seed: 5 }.panel(&truth, 0, Origin::Synthetic);
    let likelihood = prepared.likelihood(&panel, NearPoorEntries::Unused);

    let mut gradient = vec![0.0; likelihood.layout.len];
    let began = Instant::now();
    for _ in 0..200 {
        likelihood.log_density(&truth, &mut gradient);
    }
    let micros = began.elapsed().as_secs_f64() * 1e6 / 200.0;
    println!(
        "{} parameters, {} commune-years, gradient {micros:.0} µs",
        gradient.len(),
        likelihood.units.len()
    );

    let began = Instant::now();
    let fit = fit(&likelihood, &settings, &|| ()).expect("chains run");
    let seconds = began.elapsed().as_secs_f64();
    let reliability = &fit.reliability;
    println!(
        "4 chains × ({} + {}): {seconds:.1} s, {} gradients; smallest effective draws in bulk {:.0}, in tails {:.0}: \
         {:.1} a second; largest R-hat {:.4} (all {:.4}), divergences {}",
        settings.tune,
        settings.draws,
        reliability.gradients,
        reliability.min_ess_bulk,
        reliability.min_ess_tail,
        reliability.min_ess_bulk.min(reliability.min_ess_tail) / seconds,
        reliability.max_rhat,
        reliability.max_rhat_of_all,
        reliability.divergences
    );
    for quantity in &fit.quantities {
        println!(
            "{:<50} prior {:.4} sd {:.3}  posterior {:.4} [{:.4}, {:.4}] sd {:.3}  {:<5} R-hat {:.4} ESS {:.0}",
            quantity.name,
            quantity.prior_median,
            quantity.prior_sd,
            quantity.quantiles[1],
            quantity.quantiles[0],
            quantity.quantiles[2],
            quantity.posterior_sd,
            quantity.word().word(),
            quantity.convergence.r_hat.unwrap_or(f64::NAN),
            quantity.convergence.ess_bulk.unwrap_or(f64::NAN),
        );
    }
}
