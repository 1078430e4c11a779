//! Transitions as written to transitions as meant.

use super::check::Checker;
use super::diagnostic::Diagnostics;
use super::document::Document;
use super::said::said;
use super::written_targets::StandardWritten;
use super::written_transitions::*;
use crate::domain::baseline::BaselineDoubt;
use crate::domain::commune::Cohort;
use crate::domain::hazard::*;
use crate::domain::scenario::Transitions;
use crate::domain::standard::Standard;
use crate::domain::state::{CLOCK_YEARS, GROUPS, Group, LookBack};
use crate::domain::uncertainty::Uncertain;
use std::collections::BTreeSet;
use toml::Spanned;

/// Hazard per year beyond which a percentage may have been meant: it moves 95 of 100 in a year.
const HIGHEST_HAZARD: f64 = 3.0;

/// What a transitions file gives to the scenario.
pub struct TransitionsRead {
    pub baseline_standard: Standard,
    pub history: History,
    pub transitions: Transitions,
    pub doubts: Vec<BaselineDoubt>,
}

/// Reads a transitions file; `None` when a section is missing or unreadable.
pub fn read(file: &str, text: &str, cohorts: &[Cohort]) -> (Option<TransitionsRead>, Diagnostics) {
    let mut document = Document::parse(file, text);
    let rules: Option<Rules> = document.section("rules");
    let areas: Vec<Spanned<AreaWritten>> = document.entries("area");
    let strata: Vec<Spanned<StratumWritten>> = document.entries("stratum");
    let clocks: Option<ClocksWritten> = document.section("clocks");
    let history: Option<HistoryWritten> = document.section("history");
    let growth: Option<GrowthWritten> = document.section("growth");
    let effects: Option<CommuneEffects> = document.section("commune_effects");
    let shocks: Vec<Spanned<ShockWritten>> = document.entries("shock");
    let events: Vec<Spanned<EventWritten>> = document.entries("event");
    let rebasing: Option<RebasingWritten> = document.optional("rebasing");
    let doubts: Vec<Spanned<DoubtWritten>> = document.entries("baseline_doubt");
    let mut diagnostics = document.finish();
    let mut checker = Checker::new(file);
    checker.identifiers("stratum", strata.iter().map(|s| &s.get_ref().id));
    checker.identifiers("shock", shocks.iter().map(|s| &s.get_ref().id));
    checker.identifiers("event", events.iter().map(|e| &e.get_ref().id));
    let areas = read_areas(&mut checker, &areas, cohorts);
    let strata = read_strata(&mut checker, &strata);
    let shocks = shocks.iter().map(|shock| read_shock(&mut checker, shock.get_ref())).collect();
    let events = events.iter().map(|event| read_event(&mut checker, event.get_ref(), cohorts)).collect();
    let doubts = doubts.iter().map(|doubt| read_doubt(&mut checker, doubt.get_ref(), cohorts)).collect();
    let rebasing = rebasing.map(|rebasing| read_rebasing(&mut checker, &rebasing));
    let all = rules.zip(clocks).zip(history.zip(growth)).zip(effects);
    let read = all.map(|(((rules, clocks), (history, growth)), effects)| TransitionsRead {
        baseline_standard: standard(rules.baseline_standard),
        history: read_history(&mut checker, &history),
        transitions: Transitions {
            areas,
            strata,
            clocks: read_clocks(&mut checker, &clocks),
            look_back: read_look_back(&mut checker, &rules.look_back_years),
            commune_log_sd: per_class(&mut checker, &effects.log_sd, 0.0, "log_sd"),
            shocks,
            events,
            growth: read_growth(&mut checker, &growth),
            rebasing,
        },
        doubts,
    });
    diagnostics.extend(checker.diagnostics);
    (read, diagnostics)
}

/// The standard as meant.
pub fn standard(written: StandardWritten) -> Standard {
    match written {
        StandardWritten::Qd59 => Standard::Qd59,
        StandardWritten::Nd07 => Standard::Nd07,
    }
}

fn read_look_back(checker: &mut Checker<'_>, written: &Spanned<toml::Value>) -> LookBack {
    match written.get_ref() {
        toml::Value::Integer(years) if (1..=CLOCK_YEARS as i64).contains(years) => {
            LookBack::Years(*years as u8)
        }
        toml::Value::String(text) if text == "ever" => LookBack::Ever,
        other => {
            let message = said!("diag-look-back");
            checker.fail(written.span(), "look-back", other, message, said!("diag-look-back-hint"));
            LookBack::Years(CLOCK_YEARS as u8)
        }
    }
}

fn read_areas(
    checker: &mut Checker<'_>,
    written: &[Spanned<AreaWritten>],
    cohorts: &[Cohort],
) -> Vec<AreaHazards> {
    let last = written.last();
    if last.is_none_or(|area| area.get_ref().cohort.get_ref() != "other") {
        let span = last.map_or(0..1, |area| area.get_ref().cohort.span());
        let message = said!("diag-area-other-missing");
        checker.fail(span, "area-other-missing", "", message, said!("diag-area-other-missing-hint"));
    }
    checker.identifiers("area", written.iter().map(|area| &area.get_ref().cohort));
    written
        .iter()
        .map(|area| {
            let area = area.get_ref();
            let known = cohorts.iter().map(|cohort| cohort.id.as_str()).chain(["other"]);
            checker.known("cohort", &area.cohort, known);
            AreaHazards { area: area.cohort.get_ref().clone(), base: base_hazards(checker, area) }
        })
        .collect()
}

fn base_hazards(checker: &mut Checker<'_>, area: &AreaWritten) -> [Uncertain; BASES] {
    Base::ALL.map(|base| {
        let written = match base {
            Base::ExitIncomePoor => &area.exit_income_poor,
            Base::ExitIncomeNearPoor => &area.exit_income_near_poor,
            Base::ExitDeprivationPoor => &area.exit_deprivation_poor,
            Base::RelapseNearPoor => &area.relapse_near_poor,
            Base::RelapseEscaped => &area.relapse_escaped,
            Base::SlipEscaped => &area.slip_escaped,
            Base::SlipSecure => &area.slip_secure,
            Base::AriseNearPoor => &area.arise_near_poor,
            Base::AriseSecure => &area.arise_secure,
        };
        let hazard = checker.nonnegative(base.word(), &written.per_year);
        if hazard > HIGHEST_HAZARD {
            // As a share: what a hazard makes of those that stay at risk all year.
            let leave = (100.0 * (1.0 - libm::exp(-hazard))).round();
            let message = said!("diag-hazard-high", name = base.word(), hazard, leave);
            checker.warn(
                written.per_year.span(),
                "hazard-high",
                hazard,
                message,
                said!("diag-hazard-high-hint"),
            );
        }
        Uncertain { value: hazard, log_sd: checker.nonnegative("log_sd", &written.log_sd) }
    })
}

fn per_class(checker: &mut Checker<'_>, written: &PerClass, default: f64, name: &str) -> [f64; CLASSES] {
    class_values(written).map(|value| value.map_or(default, |value| checker.nonnegative(name, value)))
}

fn class_values(written: &PerClass) -> [Option<&Spanned<f64>>; CLASSES] {
    Class::ALL.map(|class| match class {
        Class::ExitIncome => written.exit_income.as_ref(),
        Class::ExitDeprivation => written.exit_deprivation.as_ref(),
        Class::Relapse => written.relapse.as_ref(),
        Class::Slip => written.slip.as_ref(),
        Class::Arise => written.arise.as_ref(),
    })
}

fn read_strata(checker: &mut Checker<'_>, written: &[Spanned<StratumWritten>]) -> Vec<Stratum> {
    let strata: Vec<Stratum> = written
        .iter()
        .map(|stratum| {
            let stratum = stratum.get_ref();
            Stratum {
                id: stratum.id.get_ref().clone(),
                share: Group::ALL.map(|group| checker.share("share", group_value(&stratum.share, group))),
                factor: per_class(checker, &stratum.hazard_factor, 1.0, "hazard_factor"),
                labour: stratum.labour,
            }
        })
        .collect();
    let span = written.last().map_or(0..1, |stratum| stratum.span());
    for group in 0..GROUPS {
        let shares: Vec<f64> = strata.iter().map(|stratum| stratum.share[group]).collect();
        checker.sums_to_one(span.clone(), "strata-sum", said!("diag-what-strata"), &shares);
    }
    strata
}

fn group_value(written: &PerGroup, group: Group) -> &Spanned<f64> {
    match group {
        Group::Poor => &written.poor,
        Group::NearPoor => &written.near_poor,
        Group::NewlyEscaped => &written.newly_escaped,
        Group::Secure => &written.secure,
    }
}

/// Three numbers by years since the escape.
fn three(checker: &mut Checker<'_>, name: &str, written: &Spanned<[f64; 3]>) -> [f64; 3] {
    let span = written.span();
    written.get_ref().map(|value| checker.nonnegative(name, &Spanned::new(span.clone(), value)))
}

fn read_clocks(checker: &mut Checker<'_>, written: &ClocksWritten) -> Clocks {
    Clocks {
        relapse: three(checker, "relapse", &written.relapse),
        slip: three(checker, "slip", &written.slip),
        arise: three(checker, "arise", &written.arise),
    }
}

fn read_history(checker: &mut Checker<'_>, written: &HistoryWritten) -> History {
    let recent = three(checker, "recently_poor", &written.recently_poor_share_of_near_poor);
    if recent.iter().sum::<f64>() > 1.0 {
        let span = written.recently_poor_share_of_near_poor.span();
        let message = said!("diag-recently-poor-above-one");
        checker.fail(span, "share-above-one", recent.iter().sum::<f64>(), message, None);
    }
    History {
        relapsed_share_of_poor: checker.share("relapsed_share_of_poor", &written.relapsed_share_of_poor),
        recently_poor_share_of_near_poor: recent,
        escaped_per_poor: three(checker, "escaped_per_poor", &written.escaped_per_poor),
        left_near_poor_per_near_poor: three(
            checker,
            "left_near_poor_per_near_poor",
            &written.left_near_poor_per_near_poor,
        ),
    }
}

fn read_growth(checker: &mut Checker<'_>, written: &GrowthWritten) -> Growth {
    let poor = checker.share("new_poor_share", &written.new_poor_share);
    let near = checker.share("new_near_poor_share", &written.new_near_poor_share);
    if poor + near > 1.0 {
        let message = said!("diag-new-shares-above-one");
        checker.fail(written.new_near_poor_share.span(), "share-above-one", poor + near, message, None);
    }
    Growth {
        formation: checker.share_below_one("formation_per_year", &written.formation_per_year),
        dissolution: checker.share_below_one("dissolution_per_year", &written.dissolution_per_year),
        new_poor_share: poor,
        new_near_poor_share: near,
    }
}

fn read_shock(checker: &mut Checker<'_>, written: &ShockWritten) -> Shock {
    let loading = class_values(&written.loading)
        .map(|value| value.map_or(0.0, |value| checker.finite("loading", value)));
    Shock {
        id: written.id.get_ref().clone(),
        loading,
        province_log_sd: checker.nonnegative("province_log_sd", &written.province_log_sd),
        district_log_sd: checker.nonnegative("district_log_sd", &written.district_log_sd),
        commune_log_sd: checker.nonnegative("commune_log_sd", &written.commune_log_sd),
        ar1: checker.share_below_one("ar1", &written.ar1),
    }
}

fn members(
    checker: &mut Checker<'_>,
    cohort: &Spanned<String>,
    cohorts: &[Cohort],
) -> BTreeSet<crate::domain::commune::CommuneCode> {
    checker.known("cohort", cohort, cohorts.iter().map(|cohort| cohort.id.as_str()));
    let found = cohorts.iter().find(|known| &known.id == cohort.get_ref());
    found.map(|known| known.members.clone()).unwrap_or_default()
}

fn read_event(checker: &mut Checker<'_>, written: &EventWritten, cohorts: &[Cohort]) -> Event {
    let log_sd = checker.nonnegative("severity_log_sd", &written.severity_log_sd);
    let severity = class_values(&written.severity).map(|value| match value {
        Some(value) => Uncertain { value: checker.nonnegative("severity", value), log_sd },
        None => Uncertain::known(1.0),
    });
    Event {
        id: written.id.get_ref().clone(),
        title_vi: written.title_vi.clone(),
        title_en: written.title_en.clone(),
        years: written.years.iter().copied().collect(),
        probability: checker.share("probability_per_year", &written.probability_per_year),
        communes: members(checker, &written.cohort, cohorts),
        severity,
    }
}

fn read_doubt(checker: &mut Checker<'_>, written: &DoubtWritten, cohorts: &[Cohort]) -> BaselineDoubt {
    members(checker, &written.cohort, cohorts);
    BaselineDoubt {
        cohort: written.cohort.get_ref().clone(),
        log_sd: checker.nonnegative("log_sd", &written.log_sd),
        compensate: written.compensate,
    }
}

fn read_rebasing(checker: &mut Checker<'_>, written: &RebasingWritten) -> Rebasing {
    let names = [
        "poor_to_near_poor",
        "poor_to_none",
        "near_poor_to_poor",
        "near_poor_to_none",
        "none_to_poor",
        "none_to_near_poor",
    ];
    for (name, share) in written.shares.get_ref() {
        checker.known("share", &Spanned::new(share.span(), name.clone()), names.into_iter());
    }
    let mut share =
        |name: &str| written.shares.get_ref().get(name).map_or(0.0, |value| checker.share(name, value));
    Rebasing {
        after_year: written.after_year,
        poor_to_near_poor: share(names[0]),
        poor_to_none: share(names[1]),
        near_poor_to_poor: share(names[2]),
        near_poor_to_none: share(names[3]),
        none_to_poor: share(names[4]),
        none_to_near_poor: share(names[5]),
    }
}
