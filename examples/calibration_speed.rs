//! What a calibration of the province costs: the gradient, and effective draws per second.
//!
//! ```sh
//! cargo run --release --features calibrate --example calibration_speed -- 1000 1000
//! ```
//! Forms of five years are made from parameters drawn from the scenario's priors; the arguments are tuning steps and
//! draws of each of four chains.

#![allow(clippy::disallowed_methods, reason = "a measurement reads the clock")]

use giamngheo::calibrate::fit::fit;
use giamngheo::calibrate::sample::{Chains, Target};
use std::time::Instant;

mod made_up_panel;

fn main() {
    let number = |at: usize, default: usize| {
        std::env::args().nth(at).and_then(|text| text.parse().ok()).unwrap_or(default)
    };
    let settings = Chains { chains: 4, tune: number(1, 1000), draws: number(2, 1000), seed: 1 };
    let (_, likelihood, truth) = made_up_panel::of_the_province();
    let mut gradient = vec![0.0; likelihood.layout.len];
    if std::env::args().any(|it| it == "--at-zero") {
        // What another program's density and gradient are compared with.
        let half = likelihood.log_density(&vec![0.05; gradient.len()], &mut gradient);
        let zero = likelihood.log_density(&vec![0.0; gradient.len()], &mut gradient);
        println!("{}", serde_json::json!({ "difference": half - zero, "gradient": gradient }));
        return;
    }
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
