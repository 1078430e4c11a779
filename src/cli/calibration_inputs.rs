//! What calibration reads: forms with gaps, money, published figures; every problem of all of them at once.

use super::common::unmade;
use super::{Failure, data, diagnostics, input};
use crate::calibrate::margins::{Margin, Margins};
use crate::calibrate::panel::Panel;
use crate::calibrate::parameters::effect_names;
use crate::domain::commune_money::CommuneMoney;
use crate::domain::form::Gaps;
use crate::domain::published::{Published, PublishedScope};
use crate::domain::scenario::Scenario;
use crate::domain::standard::Standard;
use crate::load::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::load::forms::{Crosswalk, FormFile, Locale, one_standard, read_forms_with_gaps};
use crate::load::said::said;
use crate::load::{commune_money, panel, published};
use crate::plan::build::design;
use crate::report::both::{Both, Words};
use crate::store;
use std::path::{Path, PathBuf};

/// Forms ready for a fit.
pub struct FormsRead {
    pub panel: Panel,
    pub gaps: Gaps,
    pub money: Option<Vec<CommuneMoney>>,
    pub hashes: Vec<(String, String)>,
    pub warnings: Vec<Both>,
}

/// Reads forms, and money where there is a file of it.
pub fn read_forms_of(
    loaded: &input::Loaded,
    scenario_path: &Path,
    paths: &[PathBuf],
    money: Option<&Path>,
) -> Result<FormsRead, Failure> {
    let scenario = &loaded.scenario;
    let mut hashes = loaded.hashes.clone();
    let (read, mut problems) = data::read_places(scenario_path)?;
    let (crosswalk, found) = match &read.crosswalk {
        Some((name, bytes)) => Crosswalk::parse(name, &String::from_utf8_lossy(bytes), &read.communes),
        None => (Crosswalk::identity(&read.communes), Diagnostics::default()),
    };
    problems.extend(found);
    let files: Vec<(String, Vec<u8>)> = paths
        .iter()
        .map(|path| Ok((input::shown(path), store::read(path)?)))
        .collect::<Result<_, Failure>>()?;
    hashes.extend(files.iter().map(|(name, bytes)| (name.clone(), input::sha256(bytes))));
    let forms: Vec<FormFile<'_>> = files.iter().map(|(name, bytes)| FormFile { name, bytes }).collect();
    let (rows, gaps, found) = read_forms_with_gaps(&forms, &read.communes, &crosswalk, Locale::Auto);
    problems.extend(found);
    if !problems.has_errors() {
        match one_standard(&rows) {
            Ok(Standard::Qd59) | Err(_) if rows.is_empty() => {}
            Ok(_) => problems.extend(panel::check(&rows)),
            Err(found) => problems.push(*found),
        }
    }
    let years: Vec<i32> = match (rows.iter().map(|row| row.year).min(), rows.iter().map(|row| row.year).max())
    {
        (Some(first), Some(last)) => (first..=last).collect(),
        _ => Vec::new(),
    };
    let money = match money {
        Some(path) => {
            let (name, bytes) = (input::shown(path), store::read(path)?);
            let with_forms = panel::communes_with_forms(&rows);
            let (payments, found) = commune_money::read(&name, &bytes, scenario, &with_forms, &years);
            hashes.push((name, input::sha256(&bytes)));
            problems.extend(found);
            Some(payments)
        }
        None => None,
    };
    problems.extend(of_other_years(loaded, scenario_path, &years, money.as_ref()));
    let warnings = told(&problems, loaded)?;
    let panel = Panel::new(scenario, &rows).ok_or_else(|| Failure::refused(said!("refused-no-form-row")))?;
    Ok(FormsRead { panel, gaps, money, hashes, warnings })
}

/// Warns of priors, pools and money that are not of the forms' years.
fn of_other_years(
    loaded: &input::Loaded,
    path: &Path,
    years: &[i32],
    money: Option<&Vec<CommuneMoney>>,
) -> Diagnostics {
    let mut problems = Diagnostics::default();
    let (file, scenario) = (input::shown(path), &loaded.scenario);
    let (Some(first), Some(last)) = (years.first(), years.last()) else { return problems };
    let (fitted, own) = (Standard::of_year(*last), Standard::of_year(scenario.last_year));
    if fitted != own {
        let message = said!("diag-priors-of-other-standard", forms = fitted.citation(), own = own.citation());
        let hint = said!("diag-priors-of-other-standard-hint", first, last);
        let found = Diagnostic::warning(&file, Place::File, "priors-of-other-standard", message);
        problems.push(found.value(own.word()).hint(hint));
    }
    if money.is_none() && !scenario.envelopes.iter().any(|it| years.contains(&it.year)) {
        let message = said!("diag-no-money-of-forms", first, last);
        problems.push(Diagnostic::warning(&file, Place::File, "no-money-of-forms", message));
    }
    problems
}

/// Prints problems; stops on errors, else returns all warnings.
fn told(problems: &Diagnostics, loaded: &input::Loaded) -> Result<Vec<Both>, Failure> {
    diagnostics::show(problems, loaded.language)?;
    if problems.has_errors() {
        return Err(Failure::Input(None));
    }
    let own = diagnostics::warnings(problems, &Words::new().map_err(unmade)?);
    Ok(loaded.warnings.iter().cloned().chain(own).collect())
}

/// Published figures ready for a fit.
pub struct MarginsRead {
    pub margins: Margins,
    pub hashes: Vec<(String, String)>,
    pub warnings: Vec<Both>,
}

/// Reads published figures of the scenario's years.
pub fn read_margins(loaded: &input::Loaded, path: &Path) -> Result<MarginsRead, Failure> {
    let scenario = &loaded.scenario;
    let (name, bytes) = (input::shown(path), store::read(path)?);
    let (figures, problems) = published::read(&name, &bytes, scenario);
    let warnings = told(&problems, loaded)?;
    let mut hashes = loaded.hashes.clone();
    hashes.push((name.clone(), input::sha256(&bytes)));
    let mut alone = scenario.clone();
    alone.alternatives.truncate(1);
    alone.targets.clear();
    let (design, _) = design(&alone);
    let within = |figure: &&Published| {
        // A figure of the start is given by the baseline, not matched.
        figure.last_year >= scenario.first_year
            && figure.last_year <= scenario.last_year
            && figure.first_year >= scenario.first_year
            && figure.standard == Standard::of_year(figure.last_year)
    };
    let mut places: Vec<Vec<usize>> = Vec::new();
    let mut margins = Vec::new();
    for figure in figures.iter().filter(within) {
        let members = members(scenario, &figure.scope);
        let place = places.iter().position(|place| *place == members).unwrap_or_else(|| {
            places.push(members);
            places.len() - 1
        });
        let at = |year: i32| (year - scenario.first_year) as usize;
        let years = (at(figure.first_year), at(figure.last_year));
        margins.push(Margin { published: figure.clone(), place, years });
    }
    if margins.is_empty() {
        let years = format!("{}–{}", scenario.first_year, scenario.last_year);
        return Err(Failure::refused(said!("refused-no-figure", name, years)));
    }
    let names = effect_names(&scenario.programme.instruments);
    Ok(MarginsRead { margins: Margins::new(design, &names, margins, places), hashes, warnings })
}

/// Positions of the communes that a figure is of.
fn members(scenario: &Scenario, scope: &PublishedScope) -> Vec<usize> {
    let keep = |at: &usize| {
        let commune = &scenario.communes[*at];
        match scope {
            PublishedScope::Province => true,
            PublishedScope::Cohort(id) => {
                scenario.cohort(id).is_some_and(|it| it.members.contains(&commune.code))
            }
            PublishedScope::District(code) => commune.district_code == *code,
        }
    };
    (0..scenario.communes.len()).filter(keep).collect()
}
