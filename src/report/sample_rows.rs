//! The made-up summary's money, switches, variance shares and forms.

use super::sample::{ALTERNATIVES, components, probability};
use crate::domain::commune::CommuneCode;
use crate::domain::form::{Flows, FormList};
use crate::domain::money::Money;
use crate::domain::uncertainty::Source;
use crate::summarise::summary::{CommuneFacts, Facts, FormMean, MoneyRow, Switch, VarianceShare, WhyRow};

/// Every alternative spends 40,000 million VND a year from one source, less what no component takes.
pub fn money(facts: &Facts) -> Vec<MoneyRow> {
    let shares = [[50, 30, 0, 15], [0, 60, 30, 10], [0, 25, 45, 30]];
    let mut rows = Vec::new();
    for ((alternative, ..), shares) in ALTERNATIVES.into_iter().zip(shares) {
        for year in 2022..=2025 {
            let row = |component: &str, commune: Option<CommuneCode>, amount: Money| MoneyRow {
                alternative: alternative.to_string(),
                year,
                source: "central_investment".to_string(),
                component: component.to_string(),
                commune,
                amount,
            };
            let envelope = Money::from_dong(40_000_000_001);
            let mut weights: Vec<u64> = shares.to_vec();
            weights.push(100 - shares.iter().sum::<u64>());
            let parts = envelope.split(&weights);
            for (component, part) in components().iter().zip(&parts) {
                let equal = vec![1; facts.communes.len()];
                for (commune, amount) in facts.communes.iter().zip(part.split(&equal)) {
                    rows.push(row(&component.id, Some(commune.code), amount));
                }
            }
            rows.push(row("", None, parts[4]));
        }
    }
    rows
}

pub fn why() -> Vec<WhyRow> {
    let effects = [0.0, -0.31, 0.12, 0.04, 0.17, 0.26, 0.92];
    let mut rows = Vec::new();
    for (target, scale, planned) in [
        ("seed/province", 0.25, 0.82),
        ("adopted/province", 0.25, 0.82),
        ("seed/dbkk", 1.0, 3.4),
        ("adopted/dbkk", 1.0, 3.4),
    ] {
        for (switch, effect) in Switch::ALL.into_iter().zip(effects) {
            rows.push(WhyRow {
                alternative: ALTERNATIVES[0].0.to_string(),
                target: target.to_string(),
                switch,
                p_floor: probability(0.3 + 0.4 * effect),
                mean_fall: planned + effect * scale,
                difference: effect * scale,
                difference_se: if effect == 0.0 { 0.0 } else { 0.015 * scale },
            });
        }
    }
    rows
}

pub fn variance() -> Vec<VarianceShare> {
    let shares = [0.58, 0.09, 0.24, 0.03];
    let sources = Source::ALL.into_iter().map(Some).zip(shares);
    sources
        .chain([(None, 0.06)])
        .map(|(source, share)| VarianceShare {
            alternative: ALTERNATIVES[0].0.to_string(),
            cohort: "province".to_string(),
            source,
            share,
            standard_error: 0.02,
        })
        .collect()
}

pub fn forms(facts: &Facts) -> Vec<FormMean> {
    let mut forms = Vec::new();
    for (alternative, _, _, factor) in ALTERNATIVES {
        for year in 2022..=2025 {
            for list in [FormList::Poor, FormList::NearPoor] {
                for commune in &facts.communes {
                    forms.push(form(alternative, factor, year, list, commune));
                }
            }
        }
    }
    forms
}

fn form(alternative: &str, factor: f64, year: i32, list: FormList, commune: &CommuneFacts) -> FormMean {
    let start = f64::from(commune.poor) * (1.0 - 0.11 * factor * f64::from(year - 2022));
    let out = [start * 0.11 * factor, start * 0.1, start * 0.01];
    let back = [start * 0.02, start * 0.03, start * 0.025, start * 0.005];
    let end = start - out.iter().sum::<f64>() + back.iter().sum::<f64>();
    FormMean {
        alternative: alternative.to_string(),
        year,
        list,
        commune: commune.code,
        households: f64::from(commune.households) + 0.25,
        flows: Flows::from_columns([start, out[0], out[1], out[2], back[0], back[1], back[2], back[3], end]),
    }
}
