//! A calibration's likelihood as plain arrays (JSON), so that any other sampler can be set on the same posterior.
//!
//! ```sh
//! cargo run --release --features calibrate --example calibration_arrays > arrays.json
//! ```
//! The panel is that of `calibration_speed`: 209 communes × 5 years made from parameters drawn from the priors.
//! `benches/peers/calibration` reads it. Positions in the vector are those of `Layout`.

use giamngheo::calibrate::parameters::{Layout, Scaled};
use giamngheo::calibrate::pools::BASE_CLASS;
use giamngheo::calibrate::units::Flow;
use serde_json::{Value, json};

mod made_up_panel;

fn main() {
    let (prepared, likelihood, _) = made_up_panel::of_the_province();
    let layout = &likelihood.layout;
    let mut risks: Vec<[f64; 13]> = Vec::new();
    let mut at_work: Vec<(usize, usize, f64, usize)> = Vec::new();
    for (at, unit) in likelihood.units.iter().enumerate() {
        for risk in &unit.risks {
            let [a, b] = risk.exits;
            let flow = |which: usize| risk.flows[which].map_or(-1.0, |flow| flow as f64);
            risks.push([
                at as f64,
                risk.n,
                a.base as f64,
                a.scale,
                a.slot as f64,
                b.base as f64,
                b.scale,
                b.slot as f64,
                flow(0),
                flow(1),
                flow(2),
                unit.area as f64,
                unit.commune as f64,
            ]);
        }
        for it in &unit.at_work {
            at_work.extend(it.slots.iter().map(|&slot| (at, it.effect, it.covered, slot)));
        }
    }
    let units: Vec<Value> = likelihood
        .units
        .iter()
        .map(|unit| {
            json!({
                "area": unit.area, "commune": unit.commune, "year": unit.year, "listed": unit.listed,
                "counts": unit.counts, "constant": unit.constant, "events": unit.events,
            })
        })
        .collect();
    let document = json!({
        "length": layout.len,
        "communes": prepared.design.communes.len(),
        "years": prepared.design.years.len(),
        "bases": layout.bases.iter().map(|area| area.iter().map(scaled).collect::<Vec<_>>()).collect::<Vec<_>>(),
        "effects": layout.effects.iter().map(|effect| scaled(&effect.ratio)).collect::<Vec<_>>(),
        "commune_sd": layout.commune_sd.iter().map(scaled).collect::<Vec<_>>(),
        "commune_at": layout.commune,
        "year_sd": layout.year_sd.iter().map(scaled).collect::<Vec<_>>(),
        "shocks": shocks(layout, &prepared.design),
        "base_class": BASE_CLASS,
        "leaves": Flow::ALL.map(Flow::leaves),
        "dissolution": likelihood.dissolution,
        "units": units,
        "risks": risks,
        "at_work": at_work,
    });
    println!("{document}");
}

fn scaled(it: &Scaled) -> Value {
    json!({ "name": it.name, "value": it.value, "log_sd": it.log_sd, "shift": it.shift, "at": it.at })
}

fn shocks(layout: &Layout, design: &giamngheo::plan::design::Design) -> Vec<Value> {
    let of = |(plan, at): (&giamngheo::plan::design::ShockPlan, &Option<usize>)| {
        let shock = &plan.shock;
        json!({ "at": at, "ar1": shock.ar1, "sd": shock.province_log_sd, "loading": shock.loading })
    };
    design.shocks.iter().zip(&layout.shocks).map(of).collect()
}
