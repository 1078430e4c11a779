//! What the page needs to know of the scenario, and its texts, in one language.

use super::edit::LARGEST_FACTOR;
use super::lines::{may_pay, parts, patterns};
use crate::domain::alternative::{Alternative, Line};
use crate::domain::commune::CommuneCode;
use crate::domain::origin::Origin;
use crate::domain::programme::Component;
use crate::domain::scenario::Scenario;
use crate::plan::apportion::{allocate, commune_weights};
use crate::report::terminal::set_title;
use crate::report::{Language, Texts};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Every text of the page.
const TEXTS: [&str; 51] = [
    "serve-title",
    "serve-lead",
    "serve-language",
    "serve-base",
    "serve-against",
    "serve-name",
    "serve-run",
    "serve-cancel",
    "serve-save",
    "serve-download-toml",
    "serve-download-xlsx",
    "serve-download-json",
    "serve-money",
    "serve-money-hint",
    "serve-source-used",
    "serve-districts",
    "serve-districts-hint",
    "serve-targets",
    "serve-targets-hint",
    "serve-results",
    "serve-no-results",
    "serve-running",
    "serve-quick",
    "serve-done",
    "serve-cancelled",
    "serve-failed",
    "serve-saved",
    "serve-chances",
    "serve-target",
    "serve-differences",
    "serve-measure",
    "serve-mean",
    "serve-interval",
    "serve-better",
    "serve-spent",
    "serve-left",
    "serve-reset",
    "serve-stale",
    "serve-communes",
    "serve-communes-hint",
    "serve-communes-filter",
    "serve-communes-changed",
    "serve-million",
    "serve-download-html",
    "serve-download-zip",
    "serve-own-name",
    "serve-invalid",
    "serve-held",
    "serve-not-saved",
    "serve-not-downloaded",
    "serve-unreachable",
];

/// The scenario as JSON.
pub fn facts(scenario: &Scenario, texts: &Texts) -> Value {
    let vi = texts.language == Language::Vi;
    let pick = |a: &str, b: &str| if vi { a.to_string() } else { b.to_string() };
    let programme = &scenario.programme;
    let total = |id: &str| -> f64 {
        let own = scenario.envelopes.iter().filter(|it| it.source == id);
        own.map(|it| it.amount.million_f64()).sum()
    };
    let sources = programme.sources.iter().map(
        |it| json!({ "id": it.id, "title": pick(&it.title_vi, &it.title_en), "million_vnd": total(&it.id) }),
    );
    let components = programme.components.iter().map(|it| {
        let pays = programme.sources.iter().filter(|source| may_pay(source, it));
        json!({ "id": it.id, "title": pick(&it.title_vi, &it.title_en),
            "communes": it.eligible.iter().map(|code| code.to_string()).collect::<Vec<_>>(),
            "sources": pays.map(|source| source.id.as_str()).collect::<Vec<_>>() })
    });
    let districts = scenario.districts().into_iter().map(|(code, name)| {
        let members = scenario
            .communes
            .iter()
            .zip(&scenario.baseline)
            .filter(|(commune, _)| commune.district_code == code);
        json!({ "code": code, "name": name, "poor": members.map(|(_, row)| row.poor).sum::<u32>() })
    });
    let communes = scenario.communes.iter().map(|it| {
        let name = format!("{} {}", it.kind, it.name);
        json!({ "code": it.code.to_string(), "name": name, "district": it.district_code })
    });
    let targets = scenario.targets.iter().map(|it| {
        let cohort = scenario.cohort(&it.cohort).map_or(it.cohort.clone(), |cohort| pick(&cohort.title_vi, &cohort.title_en));
        json!({ "id": it.id(), "name": format!("{}: {cohort}", set_title(texts, &it.set)), "floor": it.floor.to_f64() })
    });
    json!({
        "language": texts.language.word(),
        "title": pick(&scenario.title_vi, &scenario.title_en),
        "synthetic": (scenario.worst_origin() == Origin::Synthetic).then(|| texts.get("synthetic-loud")),
        "texts": words(texts),
        "largest_factor": LARGEST_FACTOR,
        "sources": sources.collect::<Vec<_>>(),
        "components": components.collect::<Vec<_>>(),
        "districts": districts.collect::<Vec<_>>(),
        "communes": communes.collect::<Vec<_>>(),
        "targets": targets.collect::<Vec<_>>(),
        "alternatives": scenario.alternatives.iter().map(|it| alternative(scenario, it, vi)).collect::<Vec<_>>(),
    })
}

fn words(texts: &Texts) -> Map<String, Value> {
    let word = |key: &str| match key {
        // The page fills the number in.
        "serve-communes-changed" => texts.format(key, &[("count", "{}")]),
        _ => texts.get(key),
    };
    TEXTS.iter().map(|key| (key.to_string(), json!(word(key)))).collect()
}

/// An alternative's shares by component and source; lines of one component add up.
fn alternative(scenario: &Scenario, it: &Alternative, vi: bool) -> Value {
    let mut shares: BTreeMap<&str, BTreeMap<&str, Decimal>> = BTreeMap::new();
    for line in &it.lines {
        for (source, share) in &line.shares {
            *shares.entry(&line.component).or_default().entry(source).or_default() += *share;
        }
    }
    let number = |(source, share): (&str, Decimal)| (source.to_string(), json!(share.to_f64()));
    let shares: Map<String, Value> = shares
        .into_iter()
        .map(|(id, own)| (id.to_string(), Value::Object(own.into_iter().map(number).collect())))
        .collect();
    let spent = allocate(scenario, it).grants.iter().map(|grant| grant.amount.million_f64()).sum::<f64>();
    let title = if vi { &it.title_vi } else { &it.title_en };
    let components = scenario.programme.components.iter();
    let lines: Map<String, Value> =
        components.map(|component| (component.id.clone(), lines(scenario, it, component))).collect();
    json!({ "id": it.id, "title": title, "shares": shares, "million_vnd": spent, "lines": lines })
}

/// The lines of a component as a wish from this base has them: weights of its eligible communes before any factor, and
/// which part of each source's money there a line gets.
fn lines(scenario: &Scenario, base: &Alternative, component: &Component) -> Value {
    let patterns = patterns(scenario, Some(base), component);
    let part = |at: usize, source: &str| {
        let parts = parts(&patterns, source);
        (parts[at] / parts.iter().sum::<Decimal>()).to_f64()
    };
    let line = |(at, (_, line)): (usize, &(usize, Line))| {
        let weights: BTreeMap<CommuneCode, u64> = commune_weights(scenario, line).into_iter().collect();
        let weights = component.eligible.iter().map(|code| weights.get(code).copied().unwrap_or(0));
        let sources = scenario.programme.sources.iter().filter(|source| may_pay(source, component));
        let parts: Map<String, Value> =
            sources.map(|source| (source.id.clone(), json!(part(at, &source.id)))).collect();
        json!({ "weights": weights.collect::<Vec<_>>(), "parts": parts })
    };
    patterns.iter().enumerate().map(line).collect()
}
