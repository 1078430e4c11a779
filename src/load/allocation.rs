//! The allocator's tables: packages, sources and floors to a problem, or everything that is wrong with them.

use super::allocation_bounds::{Bounds, Offer, bounds};
use super::allocation_tables::{Listed, PackageRow, SourceRow, floors, packages, sources};
use super::diagnostic::{Diagnostic, Diagnostics, Place};
use super::numbers::Problems;
use super::said::{Said, said};
use crate::decide::allocate::problem::MOST_SOURCES;
use crate::decide::allocate::{Area, Constraint, Package, Problem, Source};
use crate::domain::money::Money;
use crate::domain::origin::Origin;
use std::collections::{BTreeMap, BTreeSet};

/// Areas at most: what sums of whole-number values hold.
const MOST_AREAS: usize = 40_000;
/// Most that the dearest packages of all areas may cost together, đồng: what sums hold.
const MOST_MONEY: i128 = 1 << 62;

/// The tables' names and bytes.
pub struct Tables<'a> {
    pub packages: (&'a str, &'a [u8]),
    pub sources: (&'a str, &'a [u8]),
    pub floors: Option<(&'a str, &'a [u8])>,
}

/// What the tables say.
#[derive(Debug)]
pub struct Allocation {
    pub problem: Problem,
    /// The origin least to be trusted of all rows; `None` if no table has such a column.
    pub origin: Option<Origin>,
    /// Line of each floor, cap and lock, by area index.
    lines: BTreeMap<usize, usize>,
}

/// Reads the tables; the problem is there if nothing is wrong.
pub fn read(tables: &Tables<'_>) -> (Option<Allocation>, Diagnostics) {
    let mut of_packages = Problems::new(tables.packages.0);
    let mut of_sources = Problems::new(tables.sources.0);
    let mut of_floors = Problems::new(tables.floors.map_or("", |it| it.0));
    let packages = packages(&mut of_packages, tables.packages.1);
    let sources = sources(&mut of_sources, tables.sources.1);
    let floors = tables.floors.and_then(|it| floors(&mut of_floors, it.1));
    let mut made = None;
    // Where nothing is offered or nothing is there to pay with, that is the one problem.
    let packages = packages.filter(|it| !it.0.is_empty());
    let sources = sources.filter(|it| !it.0.is_empty());
    if let (Some((packages, first)), Some((sources, second))) = (packages, sources) {
        let (floors, third) = floors.unwrap_or_default();
        let names = Names::new(&packages, &sources);
        let reach = reach(&names, &sources, &mut of_sources);
        let offers = offers(&names, packages, &sources, &reach, &mut of_packages);
        let amounts: Vec<Option<Money>> = sources.iter().map(|it| it.amount).collect();
        let bounds = bounds(floors, &names.areas, &offers, &amounts, &mut of_floors);
        let problem = problem(&names, &sources, offers, &bounds);
        made = Some(Allocation { problem, origin: first.max(second).max(third), lines: bounds.lines });
    }
    let mut diagnostics = of_packages.finish();
    diagnostics.extend(of_sources.finish());
    diagnostics.extend(of_floors.finish());
    (made.filter(|_| !diagnostics.has_errors()), diagnostics)
}

/// Places of the names that lists may have.
struct Names {
    /// In the order of codes.
    areas: BTreeMap<String, usize>,
    packages: BTreeSet<String>,
    sources: BTreeMap<String, usize>,
}

impl Names {
    fn new(packages: &[PackageRow], sources: &[SourceRow]) -> Names {
        let codes: BTreeSet<&String> = packages.iter().map(|it| &it.area).collect();
        let numbered = |(at, name): (usize, &String)| (name.clone(), at);
        Names {
            areas: codes.into_iter().enumerate().map(numbered).collect(),
            packages: packages.iter().map(|it| it.id.clone()).collect(),
            sources: sources.iter().map(|it| &it.id).enumerate().map(numbered).collect(),
        }
    }
}

/// What a source may pay; `None` is everything.
struct Reach<'s> {
    areas: Option<BTreeSet<&'s str>>,
    packages: Option<BTreeSet<&'s str>>,
}

impl Reach<'_> {
    fn pays(&self, area: &str, package: &str) -> bool {
        let inside =
            |list: &Option<BTreeSet<&str>>, name: &str| list.as_ref().is_none_or(|list| list.contains(name));
        inside(&self.areas, area) && inside(&self.packages, package)
    }
}

/// How an unknown name is told.
struct Unknown {
    rule: &'static str,
    message: fn(&str) -> Said,
}

const UNKNOWN_AREA: Unknown =
    Unknown { rule: "unknown-area", message: |name| said!("diag-unknown-area", area = name) };
const UNKNOWN_PACKAGE: Unknown =
    Unknown { rule: "unknown-package", message: |name| said!("diag-unknown-package", package = name) };
const UNKNOWN_SOURCE: Unknown =
    Unknown { rule: "unknown-source", message: |name| said!("diag-unknown-source", source = name) };

/// The names of a list, or none if it is empty; unknown ones are told.
fn list<'s>(
    listed: &'s Listed,
    unknown: &Unknown,
    known: impl Fn(&str) -> bool,
    problems: &mut Problems<'_>,
) -> Option<BTreeSet<&'s str>> {
    let names = listed.names(&known);
    for name in names.iter().filter(|name| !known(name)) {
        let spaces = !listed.text.contains('|') && listed.text.contains(' ');
        let hint = spaces.then(|| said!("diag-names-with-spaces-hint"));
        problems.cell(listed.cell(), unknown.rule, (unknown.message)(name), hint);
    }
    (!names.is_empty()).then(|| names.into_iter().collect())
}

fn reach<'s>(names: &Names, sources: &'s [SourceRow], problems: &mut Problems<'_>) -> Vec<Reach<'s>> {
    if sources.len() > MOST_SOURCES {
        let (count, hint) = (sources.len(), said!("diag-too-many-sources-hint"));
        let message = said!("diag-too-many-sources", count, most = MOST_SOURCES);
        problems.table("too-many-sources", &count.to_string(), message, hint);
    }
    let area = |name: &str| names.areas.contains_key(name);
    let package = |name: &str| names.packages.contains(name);
    let of_source = |source: &'s SourceRow| Reach {
        areas: list(&source.areas, &UNKNOWN_AREA, area, problems),
        packages: list(&source.packages, &UNKNOWN_PACKAGE, package, problems),
    };
    sources.iter().map(of_source).collect()
}

/// Packages with those who may pay them.
fn offers(
    names: &Names,
    rows: Vec<PackageRow>,
    sources: &[SourceRow],
    reach: &[Reach<'_>],
    problems: &mut Problems<'_>,
) -> Vec<Offer> {
    let mut offers = Vec::new();
    for row in rows {
        let known = |name: &str| names.sources.contains_key(name);
        let named = list(&row.payers, &UNKNOWN_SOURCE, known, problems);
        let pays = |(source, reach): (&SourceRow, &Reach<'_>)| {
            let wanted = named.as_ref().is_none_or(|named| named.contains(source.id.as_str()));
            wanted && reach.pays(&row.area, &row.id)
        };
        let payers: Vec<bool> = sources.iter().zip(reach).map(pays).collect();
        if row.cost.is_some_and(|cost| cost > Money::ZERO) && !payers.contains(&true) {
            let message = said!("diag-never-chosen", package = row.id, area = row.area);
            problems.warning(row.payers.cell(), "never-chosen", message, said!("diag-never-chosen-hint"));
        }
        let area = names.areas.get(&row.area).copied().unwrap_or(0);
        offers.push(Offer { area, id: row.id, cost: row.cost, value: row.value, payers });
    }
    within_range(names, &offers, problems);
    offers
}

/// Sizes that whole-number sums hold.
fn within_range(names: &Names, offers: &[Offer], problems: &mut Problems<'_>) {
    if names.areas.len() > MOST_AREAS {
        let count = names.areas.len();
        let message = said!("diag-too-many-areas", count, most = MOST_AREAS);
        problems.table("too-many-areas", &count.to_string(), message, None);
    }
    let mut dearest = vec![0_i128; names.areas.len()];
    for offer in offers {
        let cost = offer.cost.map_or(0, |it| i128::from(it.dong()));
        dearest[offer.area] = dearest[offer.area].max(cost);
    }
    if dearest.iter().sum::<i128>() > MOST_MONEY {
        let message = said!("diag-dearest-too-large", most = MOST_MONEY);
        problems.table("too-large", "", message, None);
    }
}

/// Everything in the order of codes and ids; what could not be read counts as zero, an error stops it anyway.
fn problem(names: &Names, sources: &[SourceRow], mut offers: Vec<Offer>, bounds: &Bounds) -> Problem {
    offers.sort_by(|a, b| a.area.cmp(&b.area).then(a.id.cmp(&b.id)));
    let place = |area: usize, id: &str| offers.iter().position(|it| it.area == area && it.id == id);
    let locks = bounds.locks(place);
    let source = |it: &SourceRow| Source { id: it.id.clone(), amount: it.amount.unwrap_or_default() };
    let package = |it: Offer| Package {
        area: it.area,
        id: it.id,
        cost: it.cost.unwrap_or_default(),
        value: it.value.unwrap_or_default(),
        payers: it.payers,
    };
    Problem {
        areas: names.areas.keys().map(|code| Area { code: code.clone() }).collect(),
        sources: sources.iter().map(source).collect(),
        limits: bounds.limits.clone(),
        locks,
        packages: offers.into_iter().map(package).collect(),
    }
}

impl Allocation {
    /// A clash as problems of the floors' table: each of its constraints at its place.
    pub fn clash(&self, floors: &str, constraints: &[Constraint]) -> Diagnostics {
        let mut diagnostics = Diagnostics::default();
        let problem = &self.problem;
        let money = |amount: Option<Money>| amount.map_or(String::new(), |it| it.dong().to_string());
        for &constraint in constraints {
            let area = constraint.area();
            let limit = problem.limits.iter().find(|it| it.area == area);
            let lock = problem.locks.iter().find(|it| it.area == area);
            let (bound, column, value) = match constraint {
                Constraint::Floor(_) => {
                    (said!("diag-bound-floor"), "floor_vnd", money(limit.and_then(|it| it.floor)))
                }
                Constraint::Cap(_) => {
                    (said!("diag-bound-cap"), "cap_vnd", money(limit.and_then(|it| it.cap)))
                }
                Constraint::Lock(_) => (
                    said!("diag-bound-lock"),
                    "locked_package",
                    lock.map_or(String::new(), |it| problem.packages[it.package].id.clone()),
                ),
            };
            let row = self.lines.get(&area).copied().unwrap_or(0);
            let place = Place::Cell { row, column: column.to_string() };
            let area = &problem.areas[area].code;
            let message = match constraints.len() {
                1 => said!("diag-infeasible", bound, area),
                _ => said!("diag-infeasible-together", bound, area),
            };
            diagnostics.push(Diagnostic::error(floors, place, "infeasible", message).value(value));
        }
        diagnostics
    }
}
