//! Envelopes and alternatives as written to as meant.

use super::check::Checker;
use super::said::said;
use super::written::*;
use crate::domain::alternative::*;
use crate::domain::commune::{Cohort, Commune, CommuneCode};
use crate::domain::money::Money;
use crate::domain::programme::Programme;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use toml::Spanned;

/// What lines are checked against.
pub struct Context<'a> {
    pub communes: &'a [Commune],
    pub cohorts: &'a [Cohort],
    pub programme: &'a Programme,
    pub aliases: &'a BTreeMap<CommuneCode, CommuneCode>,
}

/// Money of every source and year, in the file's order; years outside the run are kept out.
pub fn envelopes(
    checker: &mut Checker<'_>,
    written: &[Spanned<EnvelopeWritten>],
    programme: Option<&Programme>,
    years: &RangeInclusive<i32>,
) -> Vec<Envelope> {
    let mut envelopes = Vec::new();
    let mut seen = BTreeSet::new();
    for envelope in written.iter().map(|envelope| envelope.get_ref()) {
        if let Some(programme) = programme {
            checker.known(
                "source",
                &envelope.source,
                programme.sources.iter().map(|source| source.id.as_str()),
            );
        }
        if !seen.insert(envelope.source.get_ref().clone()) {
            let id = envelope.source.get_ref();
            let message = said!("diag-two-envelopes", source = id);
            checker.fail(
                envelope.source.span(),
                "repeated-id",
                id,
                message,
                said!("diag-two-envelopes-hint"),
            );
        }
        let amounts = envelope.million_vnd.get_ref();
        for (year, amount) in amounts {
            envelopes.extend(envelope_year(checker, envelope, year, amount, years));
        }
        for year in years.clone().map(|year| year.to_string()).filter(|year| !amounts.contains_key(year)) {
            let message = said!("diag-no-money-year", source = envelope.source.get_ref(), year);
            let hint = said!("diag-no-money-year-hint", year);
            checker.warn(envelope.million_vnd.span(), "no-money-year", &year, message, hint);
        }
    }
    envelopes
}

fn envelope_year(
    checker: &mut Checker<'_>,
    envelope: &EnvelopeWritten,
    year: &str,
    amount: &Spanned<MillionVnd>,
    years: &RangeInclusive<i32>,
) -> Option<Envelope> {
    let million = amount.get_ref().0;
    let Ok(calendar) = year.parse::<i32>() else {
        checker.fail(amount.span(), "bad-year", year, said!("diag-bad-calendar-year", year), None);
        return None;
    };
    if !years.contains(&calendar) {
        let message = said!("diag-year-outside-run", year, first = years.start(), last = years.end());
        checker.fail(amount.span(), "year-outside-run", year, message, None);
        return None;
    }
    if million.is_sign_negative() && !million.is_zero() {
        checker.fail(amount.span(), "negative-money", million, said!("diag-negative-money"), None);
        return None;
    }
    if looks_grouped(million) {
        let (grouped, whole) = (million.normalize(), (million * Decimal::ONE_THOUSAND).normalize());
        let message = said!("diag-ambiguous-money", written = million, grouped, whole);
        let hint = said!("diag-ambiguous-money-hint", whole, written = million);
        checker.fail(amount.span(), "ambiguous-number", million, message, hint);
        return None;
    }
    let Some(amount_dong) = Money::from_million(million) else {
        let message = said!("diag-amount-not-whole");
        checker.fail(amount.span(), "not-whole-dong", million, message, said!("diag-amount-not-whole-hint"));
        return None;
    };
    Some(Envelope {
        source: envelope.source.get_ref().clone(),
        year: calendar,
        amount: amount_dong,
        basis: envelope.basis.clone(),
    })
}

/// Whether an amount may be thousands written the Vietnamese way: `42.409` for 42,409.
fn looks_grouped(million: Decimal) -> bool {
    million.scale() == 3 && (Decimal::ONE..Decimal::ONE_THOUSAND).contains(&million)
}

/// Alternatives in the file's order; the first is the reference.
pub fn alternatives(
    checker: &mut Checker<'_>,
    written: &[Spanned<AlternativeWritten>],
    context: &Context<'_>,
) -> Vec<Alternative> {
    checker.identifiers("alternative", written.iter().map(|alternative| &alternative.get_ref().id));
    written
        .iter()
        .map(|alternative| {
            let alternative = alternative.get_ref();
            spent(checker, alternative);
            let lines = alternative.lines.iter().map(|line| read_line(checker, line, context)).collect();
            Alternative {
                id: alternative.id.get_ref().clone(),
                title_vi: alternative.title_vi.clone(),
                title_en: alternative.title_en.clone(),
                lines,
            }
        })
        .collect()
}

/// Largest share of a source that an alternative may leave without a warning.
const MOST_LEFT: Decimal = Decimal::from_parts(5, 0, 0, false, 2);

/// The lines of an alternative may not take more of a source than there is, and seldom mean to leave much of it.
fn spent(checker: &mut Checker<'_>, alternative: &AlternativeWritten) {
    let mut taken: BTreeMap<&str, (Decimal, std::ops::Range<usize>)> = BTreeMap::new();
    for line in &alternative.lines {
        for (source, share) in &line.get_ref().shares {
            let entry = taken.entry(source.get_ref().as_str()).or_insert((Decimal::ZERO, share.span()));
            *entry = (entry.0 + decimal(*share.get_ref()), share.span());
        }
    }
    for (source, (sum, span)) in taken {
        if sum > Decimal::ONE {
            let id = alternative.id.get_ref();
            let message = said!("diag-overspent", alternative = id, sum, source);
            checker.fail(span, "overspent", sum, message, said!("diag-overspent-hint"));
        } else if Decimal::ONE - sum > MOST_LEFT {
            let left = ((Decimal::ONE - sum) * Decimal::ONE_HUNDRED).round_dp(1).normalize();
            let message = said!("diag-left-over", alternative = alternative.id.get_ref(), left, source);
            checker.warn(span, "left-over", sum, message, said!("diag-left-over-hint"));
        }
    }
}

/// A written share as a decimal with nine digits, as apportioning reads it.
fn decimal(share: f64) -> Decimal {
    Decimal::try_from(share).unwrap_or_default().round_dp(9)
}

fn read_line(checker: &mut Checker<'_>, written: &Spanned<LineWritten>, context: &Context<'_>) -> Line {
    let line = written.get_ref();
    let component_id = line.component.get_ref();
    let components = context.programme.components.iter();
    checker.known("component", &line.component, components.map(|component| component.id.as_str()));
    let component = context.programme.components.iter().find(|component| &component.id == component_id);
    let mut communes = component.map(|component| component.eligible.clone()).unwrap_or_default();
    if let Some(only) = &line.only {
        checker.known("cohort", only, context.cohorts.iter().map(|cohort| cohort.id.as_str()));
        let cohort = context.cohorts.iter().find(|cohort| &cohort.id == only.get_ref());
        communes.retain(|code| cohort.is_none_or(|cohort| cohort.members.contains(code)));
        if communes.is_empty() && component.is_some() && cohort.is_some() {
            let message = said!(
                "diag-component-without-commune-in-cohort",
                component = component_id,
                cohort = only.get_ref()
            );
            checker.fail(only.span(), "component-without-commune", only.get_ref(), message, None);
        }
    }
    Line {
        component: component_id.clone(),
        shares: read_shares(checker, line, context),
        rule: read_rule(checker, line, context, &communes),
        communes,
        mix: read_mix(checker, line, context),
    }
}

fn read_shares(
    checker: &mut Checker<'_>,
    line: &LineWritten,
    context: &Context<'_>,
) -> BTreeMap<String, Decimal> {
    let component = line.component.get_ref();
    let mut shares = BTreeMap::new();
    for (source, share) in &line.shares {
        checker.known("source", source, context.programme.sources.iter().map(|source| source.id.as_str()));
        let found = context.programme.sources.iter().find(|known| &known.id == source.get_ref());
        let forbidden =
            found.and_then(|found| found.pays.as_ref()).is_some_and(|pays| !pays.contains(component));
        if forbidden {
            let message = said!("diag-earmark-broken", source = source.get_ref(), component);
            checker.fail(
                source.span(),
                "earmark-broken",
                source.get_ref(),
                message,
                said!("diag-earmark-broken-hint"),
            );
        }
        let value = checker.share("shares", share);
        shares.insert(source.get_ref().clone(), decimal(value));
    }
    shares
}

fn read_mix(
    checker: &mut Checker<'_>,
    line: &LineWritten,
    context: &Context<'_>,
) -> BTreeMap<String, Decimal> {
    let component = line.component.get_ref();
    let mut mix = BTreeMap::new();
    for (instrument, share) in &line.mix {
        let instruments = &context.programme.instruments;
        if checker.known("instrument", instrument, instruments.iter().map(|known| known.id.as_str())) {
            let found = instruments.iter().find(|known| &known.id == instrument.get_ref());
            if found.is_some_and(|found| &found.component != component) {
                let message =
                    said!("diag-instrument-of-other-component", instrument = instrument.get_ref(), component);
                checker.fail(
                    instrument.span(),
                    "instrument-of-other-component",
                    instrument.get_ref(),
                    message,
                    None,
                );
            }
        }
        let value = checker.share("mix", share);
        mix.insert(instrument.get_ref().clone(), decimal(value));
    }
    let sum: Decimal = mix.values().sum();
    if sum > Decimal::ONE {
        let span = line.mix.values().last().map_or(0..1, |share| share.span());
        checker.fail(span, "share-above-one", sum, said!("diag-mix-above-one", sum), None);
    }
    mix
}

fn read_rule(
    checker: &mut Checker<'_>,
    line: &LineWritten,
    context: &Context<'_>,
    communes: &BTreeSet<CommuneCode>,
) -> Rule {
    let rule = *line.rule.get_ref();
    if (rule == RuleWritten::Criteria) == line.criteria.is_empty() {
        let message = said!("diag-criteria-and-terms");
        checker.fail(line.rule.span(), "rule-and-terms", "", message, said!("diag-both-or-neither-hint"));
    }
    if (rule == RuleWritten::Table) == line.table.is_empty() {
        let message = said!("diag-table-and-weights");
        checker.fail(line.rule.span(), "rule-and-terms", "", message, said!("diag-both-or-neither-hint"));
    }
    match rule {
        RuleWritten::Equal => Rule::Equal,
        RuleWritten::PoorHouseholds => Rule::PoorHouseholds,
        RuleWritten::ListedHouseholds => Rule::ListedHouseholds,
        RuleWritten::Criteria => {
            Rule::Criteria(line.criteria.iter().map(|term| read_criterion(checker, term, context)).collect())
        }
        RuleWritten::Table => Rule::Table(read_table(checker, line, context, communes)),
    }
}

fn read_criterion(
    checker: &mut Checker<'_>,
    written: &Spanned<CriterionWritten>,
    context: &Context<'_>,
) -> Criterion {
    let term = written.get_ref();
    let feature = match term.feature {
        FeatureWritten::Constant => Feature::Constant,
        FeatureWritten::HundredHouseholds => Feature::HundredHouseholds,
        FeatureWritten::HundredPoorHouseholds => Feature::HundredPoorHouseholds,
        FeatureWritten::PoorRatePercent => Feature::PoorRatePercent,
        FeatureWritten::Remoteness => Feature::Remoteness,
        FeatureWritten::InCohort => {
            match &term.cohort {
                Some(cohort) => {
                    checker.known("cohort", cohort, context.cohorts.iter().map(|cohort| cohort.id.as_str()));
                }
                None => {
                    let message = said!("diag-in-cohort-without-cohort");
                    checker.fail(written.span(), "missing-key", "", message, None);
                }
            }
            Feature::InCohort(term.cohort.as_ref().map(|cohort| cohort.get_ref().clone()).unwrap_or_default())
        }
    };
    let coefficient = checker.nonnegative("coefficient", &term.coefficient);
    Criterion { feature, coefficient: Decimal::try_from(coefficient).unwrap_or_default().round_dp(6) }
}

fn read_table(
    checker: &mut Checker<'_>,
    line: &LineWritten,
    context: &Context<'_>,
    communes: &BTreeSet<CommuneCode>,
) -> BTreeMap<CommuneCode, u64> {
    let mut table = BTreeMap::new();
    for (written, weight) in &line.table {
        let text = written.get_ref();
        let parsed = CommuneCode::parse(text);
        let is_known = |code: &CommuneCode| context.communes.binary_search_by_key(code, |c| c.code).is_ok();
        let code =
            parsed.filter(is_known).or_else(|| parsed.and_then(|code| context.aliases.get(&code).copied()));
        let Some(code) = code.filter(is_known) else {
            let message = said!("diag-unknown-code", code = text);
            checker.fail(written.span(), "unknown-code", text, message, None);
            continue;
        };
        if !communes.contains(&code) {
            let message =
                said!("diag-commune-not-eligible", component = line.component.get_ref(), commune = code);
            checker.fail(written.span(), "commune-not-eligible", text, message, None);
        }
        if *weight.get_ref() < 0 {
            checker.fail(weight.span(), "negative", weight.get_ref(), said!("diag-weight-negative"), None);
        }
        if table.insert(code, (*weight.get_ref()).max(0) as u64).is_some() {
            let message = said!("diag-commune-aliased", commune = code, text);
            checker.fail(written.span(), "repeated-code", text, message, None);
        }
    }
    table
}
