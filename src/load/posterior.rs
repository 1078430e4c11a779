//! A posterior's folder to a checked posterior: the table of draws, the effects of communes, and what the fit says.

use super::calibration::{self, Calibration, Unusable};
use super::diagnostic::{Diagnostic, Diagnostics, Place};
use super::numbers::{Cell, NumberTable, Problems, Row};
use super::posterior_communes;
use super::said::{Said, said};
use crate::domain::commune::Commune;
use crate::domain::hazard::{AreaHazards, BASES, Base, CLASSES, Class};
use crate::domain::posterior::{
    COMMUNES, Draw, EXPLAINING, FEWEST_DRAWS, Fit, Method, Posterior, TABLE, base_column, effect_column,
    log_sd_column,
};
use crate::domain::programme::Instrument;
use crate::domain::standard::Standard;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Path of a file of the folder, relative to the scenario.
pub fn path(folder: &str, name: &str) -> String {
    match folder.trim_end_matches('/') {
        "" => name.to_string(),
        folder => format!("{folder}/{name}"),
    }
}

/// The name of a file as shown to the user, and its bytes.
pub type File<'a> = (&'a str, &'a [u8]);

/// The folder's files, and what the scenario says of it.
pub struct Folder<'a> {
    pub folder: &'a str,
    pub source: &'a str,
    pub table: File<'a>,
    pub communes: Option<File<'a>>,
    pub calibration: File<'a>,
}

/// The scenario that the parameters are for.
pub struct Context<'a> {
    pub areas: &'a [AreaHazards],
    pub instruments: &'a [Instrument],
    pub communes: &'a [Commune],
    pub years: RangeInclusive<i32>,
}

/// Reads and checks the folder; a posterior is returned only if there is no error.
pub fn read(folder: &Folder<'_>, context: &Context<'_>) -> (Option<Posterior>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let (name, bytes) = folder.calibration;
    let calibration = match calibration::read(name, bytes, &mut diagnostics) {
        // Its tables have other columns: that they are unknown is no news.
        Err(Unusable::OtherModel) => return (None, diagnostics),
        Err(Unusable::Wrong) => None,
        Ok(calibration) => Some(calibration),
    };
    let (draws, count, found) = read_draws(folder.table, context);
    diagnostics.extend(found);
    let communes = folder.communes.filter(|_| count > 0).map(|file| {
        let (communes, found) = posterior_communes::read(file, count, context.communes);
        diagnostics.extend(found);
        communes
    });
    let Some(calibration) = calibration else { return (None, diagnostics) };
    check_fit(folder, context, &calibration, draws.len(), &mut diagnostics);
    if diagnostics.has_errors() {
        return (None, diagnostics);
    }
    let fit = fit(folder, calibration, draws.len());
    (Some(Posterior { fit, draws, communes: communes.unwrap_or_default() }), diagnostics)
}

fn fit(folder: &Folder<'_>, calibration: Calibration, draws: usize) -> Fit {
    Fit {
        folder: folder.folder.to_string(),
        source: folder.source.to_string(),
        version: calibration.version,
        method: calibration.method,
        draws,
        chains: calibration.chains,
        max_rhat: calibration.max_rhat,
        min_ess_bulk: calibration.min_ess_bulk,
        min_ess_tail: calibration.min_ess_tail,
        divergences: calibration.divergences,
        standard: calibration.standard,
        origin: calibration.origin,
    }
}

/// Whether the fit may be used, is this table's, and speaks of the scenario's years.
fn check_fit(
    folder: &Folder<'_>,
    context: &Context<'_>,
    calibration: &Calibration,
    draws: usize,
    diagnostics: &mut Diagnostics,
) {
    let file = folder.calibration.0;
    if !calibration.converged {
        let figure = |value: Option<f64>, decimals: usize| {
            value.map_or("?".to_string(), |value| format!("{value:.decimals$}"))
        };
        let rhat = figure(calibration.max_rhat, 3);
        let bulk = figure(calibration.min_ess_bulk, 0);
        let tail = figure(calibration.min_ess_tail, 0);
        let divergences = calibration.divergences;
        let message = said!("diag-not-converged", rhat, bulk, tail, divergences);
        let hint = said!("diag-not-converged-hint");
        diagnostics
            .push(Diagnostic::error(file, Place::File, "not-converged", message).value(rhat).hint(hint));
    }
    let whole = check_hash(calibration, TABLE, Some(folder.table), file, diagnostics);
    if whole && calibration.draws != draws as u64 {
        let message = said!("diag-draws-differ", announced = calibration.draws, table = TABLE, found = draws);
        diagnostics.push(Diagnostic::error(file, Place::File, "draws-differ", message));
    }
    check_hash(calibration, COMMUNES, folder.communes, file, diagnostics);
    fitted_again(context, calibration, file, diagnostics);
    let other = context.years.clone().map(Standard::of_year).find(|it| *it != calibration.standard);
    if let Some(other) = other {
        let (fitted, used) = (calibration.standard.citation(), other.citation());
        let message = said!("diag-other-standard", fitted, used);
        let hint = said!("diag-other-standard-hint");
        let word = calibration.standard.word();
        diagnostics
            .push(Diagnostic::warning(file, Place::File, "other-standard", message).value(word).hint(hint));
    }
}

/// A run of years that were fitted is no repetition of the fit: its good and bad years are drawn anew.
fn fitted_again(context: &Context<'_>, calibration: &Calibration, file: &str, diagnostics: &mut Diagnostics) {
    let Some((first, last)) = calibration.years.filter(|_| calibration.method != Method::Prior) else {
        return;
    };
    if context.years.start() > &last || context.years.end() < &first {
        return;
    }
    let fitted = format!("{first}–{last}");
    let message = said!("diag-years-fitted", fitted);
    let hint = said!("diag-years-fitted-hint");
    diagnostics
        .push(Diagnostic::warning(file, Place::File, "years-fitted", message).value(fitted).hint(hint));
}

/// Whether a table is the one that the calibration wrote; only the communes' may be left out.
fn check_hash(
    calibration: &Calibration,
    name: &str,
    table: Option<File<'_>>,
    file: &str,
    diagnostics: &mut Diagnostics,
) -> bool {
    let announced = calibration.files.get(name);
    let hint = said!("diag-changed-after-fit-hint");
    let fail = |file: &str, rule, message: Said| {
        diagnostics.push(Diagnostic::error(file, Place::File, rule, message).hint(hint));
        false
    };
    match (announced, table) {
        (None, None) => true,
        (None, Some(_)) => fail(file, "missing-key", said!("diag-no-hash", name)),
        (Some(_), None) => fail(file, "missing-file", said!("diag-fit-file-gone", name)),
        (Some(hash), Some((table, bytes))) if *hash != sha256(bytes) => {
            fail(table, "changed-after-fit", said!("diag-changed-after-fit"))
        }
        _ => true,
    }
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What a column is for.
#[derive(Clone)]
enum Role {
    /// Area and base hazard.
    Base(usize, usize),
    /// Instruments and positions of their effects.
    Effects(Vec<(usize, usize)>),
    /// Class.
    LogSd(usize),
}

/// Every parameter that the scenario has, by column name.
fn parameters(context: &Context<'_>) -> BTreeMap<String, Role> {
    let mut roles = BTreeMap::new();
    for (area, hazards) in context.areas.iter().enumerate() {
        for base in Base::ALL {
            roles.insert(base_column(&hazards.area, base), Role::Base(area, base.index()));
        }
    }
    for class in Class::ALL {
        roles.insert(log_sd_column(class), Role::LogSd(class.index()));
    }
    for (k, instrument) in context.instruments.iter().enumerate() {
        for (at, effect) in instrument.effects.iter().enumerate() {
            let role =
                roles.entry(effect_column(&instrument.id, effect)).or_insert(Role::Effects(Vec::new()));
            if let Role::Effects(slots) = role {
                slots.push((k, at));
            }
        }
    }
    roles
}

/// The draws of the table, and how many it numbers.
fn read_draws(file: File<'_>, context: &Context<'_>) -> (Vec<Draw>, usize, Diagnostics) {
    let mut problems = Problems::new(file.0);
    let mut draws = Vec::new();
    let mut count = 0;
    if let Some(table) = NumberTable::open(file.1, &mut problems) {
        let (number, chain) = (table.need("draw", &mut problems), table.need("chain", &mut problems));
        let roles = roles(&table, context, &mut problems);
        let blank = Draw {
            base: vec![[0.0; BASES]; context.areas.len()],
            hazard_ratio: context.instruments.iter().map(|it| vec![None; it.effects.len()]).collect(),
            commune_log_sd: [0.0; CLASSES],
        };
        table.rows(&mut problems, |row, problems| {
            if let Some(column) = number {
                count = check_number(row.cell(column), count, problems);
            }
            chain.map(|column| row.cell(column).whole(problems));
            draws.push(read_draw(row, &roles, &blank, problems));
        });
        if draws.len() < FEWEST_DRAWS {
            let message = said!("diag-too-few-draws", count = draws.len(), least = FEWEST_DRAWS);
            problems.table(
                "too-few-draws",
                &draws.len().to_string(),
                message,
                said!("diag-too-few-draws-hint"),
            );
        }
    }
    (draws, count, problems.finish())
}

/// What each column is for; those that the scenario cannot use are reported, as are those it cannot do without.
fn roles(table: &NumberTable<'_>, context: &Context<'_>, problems: &mut Problems<'_>) -> Vec<Option<Role>> {
    let known = parameters(context);
    for (name, role) in &known {
        if !matches!(role, Role::Effects(_)) {
            table.need(name, problems);
        }
    }
    let mut role = |name: &String| {
        let own = known.get(name).cloned();
        if own.is_none()
            && name != "draw"
            && name != "chain"
            && !EXPLAINING.iter().any(|it| name.starts_with(it))
        {
            let areas: Vec<&str> = context.areas.iter().map(|area| area.area.as_str()).collect();
            let instruments: Vec<&str> = context.instruments.iter().map(|it| it.id.as_str()).collect();
            let hint = said!(
                "diag-unknown-parameter-hint",
                areas = areas.join(", "),
                instruments = instruments.join(", ")
            );
            let message = said!("diag-unknown-parameter", name);
            problems.cell(Cell { row: 1, column: name, text: name }, "unknown-column", message, hint);
        }
        own
    };
    table.columns.iter().map(&mut role).collect()
}

/// Draws are numbered from 0 in order; returns the number that should come next.
fn check_number(cell: Cell<'_>, expected: usize, problems: &mut Problems<'_>) -> usize {
    let Some(number) = cell.whole(problems) else { return expected + 1 };
    if number < expected {
        problems.cell(cell, "repeated-draw", said!("diag-repeated-draw", draw = number), None);
    } else if number > expected {
        let message = said!("diag-draw-numbering", draw = number, expected);
        problems.cell(cell, "draw-numbering", message, said!("diag-draw-numbering-hint"));
    }
    expected.max(number + 1)
}

fn read_draw(row: Row<'_>, roles: &[Option<Role>], blank: &Draw, problems: &mut Problems<'_>) -> Draw {
    let mut draw = blank.clone();
    for (column, role) in roles.iter().enumerate() {
        let Some(role) = role else { continue };
        let value = row.cell(column).nonnegative(problems).unwrap_or(0.0);
        match role {
            Role::Base(area, base) => draw.base[*area][*base] = value,
            Role::LogSd(class) => draw.commune_log_sd[*class] = value,
            Role::Effects(slots) => {
                slots.iter().for_each(|&(k, at)| draw.hazard_ratio[k][at] = Some(value));
            }
        }
    }
    draw
}
