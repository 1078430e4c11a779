//! A sensitivity study in words: what to choose, what knowing more is worth, why outcomes vary, where targets are missed.

use super::input_names::Names;
use super::numbers::{fixed, percent, whole};
use super::texts::Language;
use crate::decide::discovery::{Found, Side};
use crate::decide::moments::Estimate;
use crate::decide::source_indices::SourceIndices;
use crate::decide::study::{Alternative, Discovery, Sensitivity, Set};
use crate::domain::draw_table::DrawTable;
use crate::domain::origin::Origin;
use crate::domain::uncertainty::Source;
use crate::summarise::spread::Z95;

/// Inputs named at most, by value of information and by share of variance.
const NAMED: usize = 5;

/// The summary, a line per statement.
pub fn words(table: &DrawTable, study: &Sensitivity, names: &Names<'_>) -> String {
    let texts = names.texts;
    let count = |number: usize| whole(texts.language, number as i64);
    let mut lines = Vec::new();
    if table.origin == Some(Origin::Synthetic) {
        lines.push(texts.get("synthetic-loud"));
    }
    lines.push(texts.format(
        "sensitivity-heading",
        &[
            ("draws", &count(table.draws.len())),
            ("inputs", &count(table.inputs.names.len())),
            ("alternatives", &count(study.alternatives.len())),
        ],
    ));
    let best = study.information.best;
    lines.push(mean("sensitivity-best", &study.alternatives[best], names));
    let others = study.alternatives.iter().enumerate().filter(|(at, _)| *at != best);
    lines.extend(others.map(|(_, alternative)| mean("sensitivity-mean", alternative, names)));
    lines.extend(information(table, study, names));
    lines.extend(study.alternatives.iter().map(|it| why(table, it, names)));
    lines.extend(sources(study, names));
    lines.extend(study.discoveries.iter().flat_map(|it| discovery(table, it, names)));
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn mean(key: &str, alternative: &Alternative, names: &Names<'_>) -> String {
    let (value, half) = shown(alternative.mean, names.texts.language);
    let name = names.alternative(&alternative.name);
    names.texts.format(key, &[("alternative", &name), ("mean", &value), ("half", &half)])
}

/// An estimate and half its interval, with as many decimals as three digits of it need.
fn shown(estimate: Estimate, language: Language) -> (String, String) {
    let half = Z95 * estimate.standard_error;
    let decimals = decimals(estimate.value.abs().max(half));
    (fixed(language, estimate.value, decimals), fixed(language, half, decimals))
}

/// Decimals that show three digits of a number.
pub fn decimals(size: f64) -> usize {
    if size > 0.0 { (2.0 - libm::floor(libm::log10(size))).clamp(0.0, 6.0) as usize } else { 0 }
}

fn information(table: &DrawTable, study: &Sensitivity, names: &Names<'_>) -> Vec<String> {
    let (texts, information) = (names.texts, &study.information);
    if information.evpi.value <= 0.0 {
        return vec![texts.get("sensitivity-evpi-none")];
    }
    let told = |key: &str, estimate: Estimate, input: &str| {
        let (value, half) = shown(estimate, texts.language);
        texts.format(key, &[("value", &value), ("half", &half), ("input", input)])
    };
    if !information.evpi.above_zero() {
        return vec![told("sensitivity-evpi-unclear", information.evpi, "")];
    }
    let mut lines = vec![told("sensitivity-evpi", information.evpi, "")];
    let single = |(set, worth): &(Set, crate::decide::information::Worth)| match set {
        Set::Input(input) if worth.value.above_zero() => Some((*input, worth.value)),
        _ => None,
    };
    let mut singles: Vec<(usize, Estimate)> = information.sets.iter().filter_map(single).collect();
    singles.sort_by(|a, b| b.1.value.total_cmp(&a.1.value).then(a.0.cmp(&b.0)));
    if singles.is_empty() {
        lines.push(texts.get("sensitivity-worth-none"));
    }
    for (input, value) in singles.into_iter().take(NAMED) {
        lines.push(told("sensitivity-worth", value, &names.input(&table.inputs.names[input])));
    }
    let all = information.sets.iter().find(|(set, _)| *set == Set::All);
    lines.extend(all.map(|(_, worth)| told("sensitivity-worth-all", worth.value, "")));
    lines
}

fn why(table: &DrawTable, alternative: &Alternative, names: &Names<'_>) -> String {
    let texts = names.texts;
    let share = |value: f64| percent(texts.language, 100.0 * value, 0);
    let mut sure: Vec<(usize, &Estimate)> =
        alternative.first_order.iter().enumerate().filter(|(_, index)| index.above_zero()).collect();
    sure.sort_by(|a, b| b.1.value.total_cmp(&a.1.value).then(a.0.cmp(&b.0)));
    let name = names.alternative(&alternative.name);
    let part = |(input, index): &(usize, &Estimate)| {
        let (low, high) = index.interval();
        let input = names.input(&table.inputs.names[*input]);
        let (value, low, high) = (share(index.value), share(low), share(high.min(1.0)));
        let arguments = [("input", input.as_str()), ("share", &value), ("low", &low), ("high", &high)];
        texts.format("sensitivity-share", &arguments)
    };
    let inputs: Vec<String> = sure.iter().take(NAMED).map(part).collect();
    match inputs.is_empty() {
        true => texts.format("sensitivity-why-none", &[("alternative", &name)]),
        false => texts.format("sensitivity-why", &[("alternative", &name), ("inputs", &inputs.join("; "))]),
    }
}

/// What each source of uncertainty does to the best alternative, alone and with the others.
fn sources(study: &Sensitivity, names: &Names<'_>) -> Option<String> {
    let texts = names.texts;
    let share = |index: Estimate| {
        if !index.above_zero() {
            return texts.get("comparison-not-distinguishable");
        }
        let (low, high) = index.interval();
        let [value, low, high] =
            [index.value, low, high.min(1.0)].map(|it| percent(texts.language, 100.0 * it, 0));
        format!("{value} ({low}–{high})")
    };
    let part = |it: &SourceIndices| {
        let key = match it.source {
            Source::Parameters => "sensitivity-source-parameters",
            Source::Delivery => "sensitivity-source-delivery",
            Source::Environment => "sensitivity-source-environment",
            Source::Households => "sensitivity-source-households",
        };
        let (first, total) = (share(it.indices.first), share(it.indices.total));
        texts.format(key, &[("first", &first), ("total", &total)])
    };
    let own = study.sources.iter().filter(|it| it.alternative == study.information.best);
    let parts: Vec<String> = own.map(part).collect();
    let alternative = names.alternative(&study.alternatives[study.information.best].name);
    let told = || {
        let arguments = [("alternative", alternative.as_str()), ("sources", &parts.join("; "))];
        texts.format("sensitivity-sources", &arguments)
    };
    (!parts.is_empty()).then(told)
}

fn discovery(table: &DrawTable, discovery: &Discovery, names: &Names<'_>) -> Vec<String> {
    let texts = names.texts;
    let share = |value: f64| percent(texts.language, 100.0 * value, 0);
    let (target, base) = (names.miss(&discovery.name), share(discovery.base_rate));
    if discovery.boxes.is_empty() {
        return vec![texts.format("sensitivity-box-none", &[("target", &target), ("base", &base)])];
    }
    let told = |found: &Found| {
        let (density, support, coverage) =
            (share(found.density), share(found.support), share(found.coverage));
        let limits = limits(table, found, names);
        let arguments = [
            ("target", target.as_str()),
            ("base", &base),
            ("density", &density),
            ("support", &support),
            ("coverage", &coverage),
            ("limits", &limits),
        ];
        texts.format("sensitivity-box", &arguments)
    };
    discovery.boxes.iter().map(told).collect()
}

fn limits(table: &DrawTable, found: &Found, names: &Names<'_>) -> String {
    let limit = |limit: &crate::decide::discovery::Limit| {
        let sign = if limit.side == Side::Least { '≥' } else { '≤' };
        let value = fixed(names.texts.language, limit.value, decimals(limit.value.abs()));
        format!("{} {sign} {value}", names.input(&table.inputs.names[limit.input]))
    };
    found.limits.iter().map(limit).collect::<Vec<_>>().join(", ")
}
