//! Programme as written to programme as meant.

use super::check::Checker;
use super::diagnostic::Diagnostics;
use super::document::Document;
use super::said::said;
use super::transitions::standard;
use super::written_programme::*;
use crate::domain::commune::{Cohort, CommuneCode};
use crate::domain::hazard::Class;
use crate::domain::programme::*;
use crate::domain::state::Group;
use crate::domain::uncertainty::Uncertain;
use std::collections::BTreeSet;
use std::ops::Range;
use toml::Spanned;

/// Reads a programme file; `None` when a section is missing or unreadable.
pub fn read(file: &str, text: &str, cohorts: &[Cohort]) -> (Option<Programme>, Diagnostics) {
    let mut document = Document::parse(file, text);
    let prices: Option<Prices> = document.section("prices");
    let delivery: Option<DeliveryWritten> = document.section("delivery");
    let sources: Vec<Spanned<SourceWritten>> = document.entries("source");
    let components: Vec<Spanned<ComponentWritten>> = document.entries("component");
    let instruments: Vec<Spanned<InstrumentWritten>> = document.entries("instrument");
    let mut diagnostics = document.finish();
    let mut checker = Checker::new(file);
    checker.identifiers("source", sources.iter().map(|s| &s.get_ref().id));
    checker.identifiers("component", components.iter().map(|c| &c.get_ref().id));
    checker.identifiers("instrument", instruments.iter().map(|i| &i.get_ref().id));
    let names: Vec<String> = components.iter().map(|c| c.get_ref().id.get_ref().clone()).collect();
    let sources: Vec<FundSource> =
        sources.iter().map(|source| read_source(&mut checker, source.get_ref(), &names)).collect();
    payable(&mut checker, &components, &sources);
    let components =
        components.iter().map(|component| read_component(&mut checker, component, cohorts)).collect();
    let instruments =
        instruments.iter().map(|i| read_instrument(&mut checker, i.get_ref(), i.span(), &names)).collect();
    let programme = prices.zip(delivery).map(|(prices, delivery)| Programme {
        sources,
        components,
        instruments,
        delivery: [
            read_delivery(&mut checker, delivery.investment.get_ref()),
            read_delivery(&mut checker, delivery.recurrent.get_ref()),
        ],
        overlap: match prices.overlap {
            OverlapWritten::Product => Overlap::Product,
            OverlapWritten::BestOf => Overlap::BestOf,
        },
        price_inflation: checker.nonnegative("inflation_per_year", &prices.inflation_per_year),
        price_year: prices.price_year,
    });
    diagnostics.extend(checker.diagnostics);
    (programme, diagnostics)
}

fn read_source(checker: &mut Checker<'_>, written: &SourceWritten, components: &[String]) -> FundSource {
    let pays = written.pays.as_ref().map(|pays| {
        for component in pays {
            checker.known("component", component, components.iter().map(String::as_str));
        }
        pays.iter().map(|component| component.get_ref().clone()).collect::<BTreeSet<String>>()
    });
    FundSource {
        id: written.id.get_ref().clone(),
        title_vi: written.title_vi.clone(),
        title_en: written.title_en.clone(),
        capital: match written.capital {
            CapitalWritten::Investment => Capital::Investment,
            CapitalWritten::Recurrent => Capital::Recurrent,
        },
        pays,
    }
}

/// Every component needs a source that may pay it.
fn payable(checker: &mut Checker<'_>, components: &[Spanned<ComponentWritten>], sources: &[FundSource]) {
    for component in components {
        let id = &component.get_ref().id;
        let paid = |source: &FundSource| source.pays.as_ref().is_none_or(|pays| pays.contains(id.get_ref()));
        if !sources.iter().any(paid) {
            let message = said!("diag-earmark-unpayable", component = id.get_ref());
            let hint = said!("diag-earmark-unpayable-hint");
            checker.fail(id.span(), "earmark-unpayable", id.get_ref(), message, hint);
        }
    }
}

fn read_component(
    checker: &mut Checker<'_>,
    written: &Spanned<ComponentWritten>,
    cohorts: &[Cohort],
) -> Component {
    let component = written.get_ref();
    let mut union = |names: &[Spanned<String>]| {
        let mut communes: BTreeSet<CommuneCode> = BTreeSet::new();
        let mut known = true;
        for name in names {
            known &= checker.known("cohort", name, cohorts.iter().map(|cohort| cohort.id.as_str()));
            let cohort = cohorts.iter().find(|cohort| &cohort.id == name.get_ref());
            communes.extend(cohort.iter().flat_map(|cohort| cohort.members.iter().copied()));
        }
        (communes, known)
    };
    let (inside, known_inside) = union(&component.eligible);
    let (outside, known_outside) = union(&component.except);
    let eligible: BTreeSet<CommuneCode> = inside.difference(&outside).copied().collect();
    if eligible.is_empty() && known_inside && known_outside {
        let id = component.id.get_ref();
        let message = said!("diag-component-without-commune", component = id);
        let hint = said!("diag-component-without-commune-hint");
        checker.fail(component.id.span(), "component-without-commune", id, message, hint);
    }
    Component {
        id: component.id.get_ref().clone(),
        title_vi: component.title_vi.clone(),
        title_en: component.title_en.clone(),
        eligible,
    }
}

fn read_instrument(
    checker: &mut Checker<'_>,
    written: &InstrumentWritten,
    span: Range<usize>,
    components: &[String],
) -> Instrument {
    if !components.contains(written.component.get_ref()) {
        let component = written.component.get_ref();
        let message =
            said!("diag-instrument-without-component", instrument = written.id.get_ref(), component);
        let hint = said!("diag-instrument-without-component-hint", components = components.join(", "));
        checker.fail(written.component.span(), "instrument-without-component", component, message, hint);
    }
    if *written.duration_years.get_ref() == 0 {
        let message = said!("diag-duration-below-one");
        checker.fail(written.duration_years.span(), "not-positive", 0, message, None);
    }
    let commune_level = written.level == LevelWritten::Commune;
    if written.eligible.is_empty() && !commune_level {
        let message = said!("diag-instrument-without-group", instrument = written.id.get_ref());
        checker.fail(
            span,
            "instrument-without-group",
            "",
            message,
            said!("diag-instrument-without-group-hint"),
        );
    }
    let group = |group: GroupWritten| match group {
        GroupWritten::Poor => Group::Poor,
        GroupWritten::NearPoor => Group::NearPoor,
        GroupWritten::NewlyEscaped => Group::NewlyEscaped,
        GroupWritten::Secure => Group::Secure,
    };
    Instrument {
        id: written.id.get_ref().clone(),
        title_vi: written.title_vi.clone(),
        title_en: written.title_en.clone(),
        component: written.component.get_ref().clone(),
        level: if commune_level { Level::Commune } else { Level::Household },
        unit_cost_million_vnd: checker.positive("unit_cost_million_vnd", &written.unit_cost_million_vnd),
        community_share: checker.share_below_one("community_share", &written.community_share),
        eligible: Group::ALL.map(|known| written.eligible.iter().any(|&named| group(named) == known)),
        needs_labour: written.needs_labour,
        ceiling: checker.share("ceiling", &written.ceiling),
        saturation: match written.saturation {
            SaturationWritten::Tanh => Saturation::Tanh,
            SaturationWritten::Linear => Saturation::Linear,
        },
        lag_years: written.lag_years,
        duration_years: *written.duration_years.get_ref(),
        waning: checker.share("waning", &written.waning),
        revolving_share: checker.share("revolving_share", &written.revolving_share),
        revolving_after_years: written.revolving_after_years,
        readiness_points: checker.nonnegative("readiness_points", &written.readiness_points),
        effects: written.effects.iter().map(|effect| read_effect(checker, effect)).collect(),
    }
}

fn read_effect(checker: &mut Checker<'_>, written: &EffectWritten) -> Effect {
    Effect {
        class: match written.class {
            ClassWritten::ExitIncome => Class::ExitIncome,
            ClassWritten::ExitDeprivation => Class::ExitDeprivation,
            ClassWritten::Relapse => Class::Relapse,
            ClassWritten::Slip => Class::Slip,
            ClassWritten::Arise => Class::Arise,
        },
        standard: written.standard.map(standard),
        hazard_ratio: Uncertain {
            value: checker.nonnegative("hazard_ratio", &written.hazard_ratio),
            log_sd: checker.nonnegative("log_sd", &written.log_sd),
        },
    }
}

fn read_delivery(checker: &mut Checker<'_>, written: &CapitalDelivery) -> Delivery {
    let mut tranches = Vec::new();
    for tranche in written.tranches.get_ref() {
        let month = *tranche.month.get_ref();
        if !(1..=12).contains(&month) {
            let message = said!("diag-tranche-month");
            checker.fail(tranche.month.span(), "tranche-month", month, message, None);
        }
        let share = checker.share("share", &tranche.share);
        tranches.push(Tranche { month: month.clamp(1, 12) as u8, share });
    }
    let shares: Vec<f64> = tranches.iter().map(|tranche| tranche.share).collect();
    let span = written.tranches.span();
    checker.sums_to_one(span, "tranches-sum", said!("diag-what-tranches"), &shares);
    let concentration = written.absorption_concentration.as_ref();
    Delivery {
        tranches,
        delay_months: checker.nonnegative("delay_months", &written.delay_months),
        absorption_mean: checker.share("absorption_mean", &written.absorption_mean),
        absorption_concentration: concentration.map(|c| checker.positive("absorption_concentration", c)),
        carry_over: written.carry_over,
        cost_overrun: Uncertain {
            value: checker.positive("cost_overrun", &written.cost_overrun),
            log_sd: checker.nonnegative("cost_overrun_log_sd", &written.cost_overrun_log_sd),
        },
    }
}
