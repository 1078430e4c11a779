//! Targets as written to targets as meant.

use super::check::Checker;
use super::diagnostic::Diagnostics;
use super::document::Document;
use super::said::said;
use super::transitions::standard;
use super::written_targets::*;
use crate::domain::commune::Cohort;
use crate::domain::standard::Standard;
use crate::domain::target::Target;
use rust_decimal::Decimal;
use std::ops::RangeInclusive;
use toml::Spanned;

/// Reads a targets file and keeps the sets that the scenario asks for, in its order.
pub fn read(
    file: &str,
    text: &str,
    cohorts: &[Cohort],
    years: RangeInclusive<i32>,
    sets: &[String],
) -> (Vec<Target>, Diagnostics) {
    let mut document = Document::parse(file, text);
    let written: Vec<Spanned<TargetWritten>> = document.entries("target");
    let mut diagnostics = document.finish();
    let mut checker = Checker::new(file);
    let mut targets: Vec<Target> = Vec::new();
    for target in &written {
        let target = target.get_ref();
        if sets.contains(target.set.get_ref()) {
            let read = read_target(&mut checker, target, cohorts, &years);
            // Results, and whoever changes a floor, know a target by its set and cohort alone.
            if targets.iter().any(|it| it.id() == read.id()) {
                let (id, what) = (read.id(), said!("diag-thing-target"));
                let message = said!("diag-repeated-id", what, id);
                let hint = said!("diag-repeated-target-hint");
                checker.fail(target.cohort.span(), "repeated-id", id, message, hint);
            }
            targets.push(read);
        }
    }
    targets.sort_by_key(|target| sets.iter().position(|set| *set == target.set));
    diagnostics.extend(checker.diagnostics);
    (targets, diagnostics)
}

fn read_target(
    checker: &mut Checker<'_>,
    written: &TargetWritten,
    cohorts: &[Cohort],
    years: &RangeInclusive<i32>,
) -> Target {
    let cohort = written.cohort.get_ref();
    if checker.known("cohort", &written.cohort, cohorts.iter().map(|cohort| cohort.id.as_str())) {
        let empty = cohorts.iter().any(|known| &known.id == cohort && known.members.is_empty());
        if empty {
            let message = said!("diag-target-on-empty-cohort", cohort);
            checker.fail(written.cohort.span(), "target-on-empty-cohort", cohort, message, None);
        }
    }
    check_window(checker, written, years);
    let floor = checker.positive("floor", &written.floor);
    let top = written.top.as_ref().map_or(floor, |top| checker.positive("top", top));
    if floor > 100.0 {
        let message = said!("diag-floor-too-large", floor);
        checker.fail(
            written.floor.span(),
            "floor-too-large",
            floor,
            message,
            said!("diag-floor-too-large-hint"),
        );
    }
    if top < floor {
        let span = written.top.as_ref().map_or(0..1, |top| top.span());
        checker.fail(span, "band-reversed", top, said!("diag-band-reversed"), None);
    }
    let (first, last) = (written.first_year, *written.last_year.get_ref());
    let length = (last - first + 1).max(1) as u32;
    Target {
        set: written.set.get_ref().clone(),
        cohort: cohort.clone(),
        first_year: first.clamp(*years.start(), *years.end()),
        last_year: last.clamp(first.clamp(*years.start(), *years.end()), *years.end()),
        years_counted: written.years_counted.as_ref().map_or(length, |years| (*years.get_ref()).max(1)),
        floor: Decimal::try_from(floor).unwrap_or_default().round_dp(6),
        top: Decimal::try_from(top).unwrap_or_default().round_dp(6),
        source: written.source.clone(),
    }
}

fn check_window(checker: &mut Checker<'_>, written: &TargetWritten, years: &RangeInclusive<i32>) {
    let (first, last) = (written.first_year, *written.last_year.get_ref());
    let span = written.last_year.span();
    let window = format!("{first}–{last}");
    if last < first {
        checker.fail(span, "window-reversed", window, said!("diag-window-reversed"), None);
        return;
    }
    let (from, to) = (Standard::of_year(first), Standard::of_year(last));
    if from != to {
        let message = said!("diag-window-across-standards", window);
        let hint = said!("diag-window-across-standards-hint");
        checker.fail(span, "window-across-standards", window, message, hint);
        return;
    }
    if from != standard(written.standard) {
        let message = said!("diag-standard-mismatch", window, standard = from.citation());
        checker.fail(span.clone(), "standard-mismatch", from.word(), message, None);
    }
    if !years.contains(&first) || !years.contains(&last) {
        let message = said!("diag-window-outside-run", window, first = years.start(), last = years.end());
        checker.fail(
            span.clone(),
            "window-outside-run",
            window,
            message,
            said!("diag-window-outside-run-hint"),
        );
    }
    if written.years_counted.as_ref().is_some_and(|years| *years.get_ref() == 0) {
        checker.fail(span, "not-positive", 0, said!("diag-years-counted-below-one"), None);
    }
}
