//! The scenario file and the files it names, to one checked scenario.

use super::alternatives::{Context, alternatives, envelopes};
use super::check::Checker;
use super::diagnostic::{Diagnostic, Diagnostics, Place};
use super::document::Document;
use super::forms::{Crosswalk, FormFile, Locale, read_forms};
use super::margins::parse_margins;
use super::said::said;
use super::written::*;
use super::{boundaries, posterior, programme, tables, targets, transitions};
use crate::domain::baseline::BaselineRow;
use crate::domain::commune::{Cohort, Commune, CommuneCode};
use crate::domain::form::FormList;
use crate::domain::margin::KnownTotal;
use crate::domain::posterior::{CALIBRATION, COMMUNES, Posterior, TABLE};
use crate::domain::programme::Programme;
use crate::domain::scenario::Scenario;
use crate::domain::standard::{FIRST_YEAR_ND07, Standard};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use toml::Spanned;

/// Largest number of replicates: every replicate's cohort series is kept (about 7 KB for three alternatives).
pub const MOST_REPLICATES: i64 = 200_000;

/// A file that a scenario names, and where it names it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// As written, relative to the scenario file.
    pub path: String,
    pub span: Range<usize>,
    /// Whether it need not be there.
    pub optional: bool,
}

impl Reference {
    fn needed(path: Spanned<String>) -> Reference {
        Reference { span: path.span(), path: path.into_inner(), optional: false }
    }
}

/// Names every file that the scenario needs, so that the caller can read them.
pub fn references(file: &str, text: &str) -> (Vec<Reference>, Diagnostics) {
    let mut document = Document::parse(file, text);
    let files: Option<Files> = document.section("files");
    let references = files.map(|files| {
        let Files {
            communes,
            cohorts,
            baseline,
            crosswalk,
            forms,
            margins,
            boundaries,
            transitions,
            programme,
            targets,
        } = files;
        let needed = [communes, cohorts, baseline, transitions, programme, targets];
        let all = needed.into_iter().chain(crosswalk).chain(margins).chain(boundaries).chain(forms);
        all.map(Reference::needed).collect()
    });
    let mut references: Vec<Reference> = references.unwrap_or_default();
    let written: Option<PosteriorWritten> = document.optional("posterior");
    if let Some(folder) = written.map(|written| written.folder) {
        let files = [(TABLE, false), (COMMUNES, true), (CALIBRATION, false)];
        references.extend(files.map(|(name, optional)| {
            let path = posterior::path(folder.get_ref(), name);
            Reference { path, span: folder.span(), optional }
        }));
    }
    (references, document.diagnostics)
}

/// The texts of a scenario and of the files it names.
pub struct Inputs<'a> {
    /// The scenario file's name as shown to the user.
    pub file: &'a str,
    pub text: &'a str,
    /// By path as written in the scenario: the name shown to the user, and the bytes.
    pub files: &'a BTreeMap<String, (String, Vec<u8>)>,
}

/// Reads and checks everything; a scenario is returned only if there is no error.
pub fn load(inputs: &Inputs<'_>) -> (Option<Scenario>, Diagnostics) {
    let mut document = Document::parse(inputs.file, inputs.text);
    let head: Option<Head> = document.section("scenario");
    let files: Option<Files> = document.section("files");
    let posterior_written: Option<PosteriorWritten> = document.optional("posterior");
    let titles: Vec<Spanned<CohortTitle>> = document.entries("cohort");
    let envelopes_written: Vec<Spanned<EnvelopeWritten>> = document.entries("envelope");
    let alternatives_written: Vec<Spanned<AlternativeWritten>> = document.entries("alternative");
    let mut diagnostics = document.finish();
    let (Some(head), Some(files)) = (head, files) else { return (None, diagnostics) };
    let mut checker = Checker::new(inputs.file);
    let years = check_head(&mut checker, &head);
    let (communes, cohorts) = communes_and_cohorts(inputs, &files, &titles, &mut checker, &mut diagnostics);
    // Without communes or cohorts everything that names one would be reported: noise around the one cause.
    if communes.is_empty() || !inputs.files.contains_key(files.cohorts.get_ref()) {
        diagnostics.extend(checker.diagnostics);
        return (None, diagnostics);
    }
    let (file, bytes) = source(inputs, &files.baseline);
    let baseline = tables::baseline(file, bytes, &communes, &mut diagnostics);
    let known = margins(inputs, &files, &mut diagnostics);
    let year = *head.baseline_year.get_ref();
    diagnostics.extend(check_forms(inputs, &files, &communes, &baseline, year));
    let read_text =
        |path: &Spanned<String>, diagnostics: &mut Diagnostics| text_of(inputs, path, diagnostics);
    let text = read_text(&files.transitions, &mut diagnostics);
    let (transitions, found) = transitions::read(source(inputs, &files.transitions).0, &text, &cohorts);
    diagnostics.extend(found);
    let text = read_text(&files.programme, &mut diagnostics);
    let (programme, found) = programme::read(source(inputs, &files.programme).0, &text, &cohorts);
    diagnostics.extend(found);
    let text = read_text(&files.targets, &mut diagnostics);
    let sets = head.target_sets.get_ref();
    let (targets, found) =
        targets::read(source(inputs, &files.targets).0, &text, &cohorts, years.clone(), sets);
    diagnostics.extend(found);
    // Of a file that is not there only that is told.
    let unknown = |set: &&String| !text.is_empty() && !targets.iter().any(|target| &target.set == *set);
    for set in sets.iter().filter(unknown) {
        let message = said!("diag-no-target-set", set);
        checker.fail(head.target_sets.span(), "unknown-name", set, message, None);
    }
    let money = envelopes(&mut checker, &envelopes_written, programme.as_ref(), &years);
    let aliases = files.crosswalk.as_ref().map(|path| source(inputs, path));
    let aliases =
        aliases.map(|(file, bytes)| tables::aliases(file, bytes, &mut diagnostics)).unwrap_or_default();
    let boundaries = files.boundaries.as_ref().map(|path| source(inputs, path));
    let boundaries = boundaries
        .map(|(file, bytes)| boundaries::boundaries(file, bytes, &communes, &aliases, &mut diagnostics))
        .unwrap_or_default();
    let choices = programme.as_ref().map(|programme| {
        let context = Context { communes: &communes, cohorts: &cohorts, programme, aliases: &aliases };
        alternatives(&mut checker, &alternatives_written, &context)
    });
    if alternatives_written.is_empty() {
        let message = said!("diag-no-alternative");
        checker.fail(0..1, "missing-key", "", message, said!("diag-no-alternative-hint"));
    }
    let posterior = posterior_written.zip(transitions.as_ref()).zip(programme.as_ref());
    let posterior = posterior.and_then(|((written, transitions), programme)| {
        let (read, found) =
            read_posterior(inputs, &written, transitions, programme, &communes, years.clone());
        diagnostics.extend(found);
        read
    });
    if let Some(read) = &transitions {
        check_rebasing(&mut checker, &head, read);
    }
    diagnostics.extend(checker.diagnostics);
    if diagnostics.has_errors() {
        return (None, diagnostics);
    }
    let scenario =
        transitions.zip(programme).zip(choices).map(|((read, programme), alternatives)| Scenario {
            id: head.id.into_inner(),
            title_vi: head.title_vi,
            title_en: head.title_en,
            baseline_year: *head.baseline_year.get_ref(),
            baseline_standard: read.baseline_standard,
            first_year: *years.start(),
            last_year: *years.end(),
            seed: head.seed,
            replicates: *head.replicates.get_ref() as u32,
            communes,
            boundaries,
            cohorts,
            baseline,
            baseline_doubts: read.doubts,
            margins: known,
            history: read.history,
            transitions: read.transitions,
            posterior,
            programme,
            envelopes: money,
            alternatives,
            targets,
            persons_per_household: *head.persons_per_household.get_ref(),
        });
    (scenario, diagnostics)
}

/// The totals that a synthetic baseline was made to meet.
fn margins(inputs: &Inputs<'_>, files: &Files, diagnostics: &mut Diagnostics) -> Vec<KnownTotal> {
    let Some((file, bytes)) = files.margins.as_ref().and_then(|path| inputs.files.get(path.get_ref())) else {
        return Vec::new();
    };
    let (margins, found) = parse_margins(&String::from_utf8_lossy(bytes), file);
    diagnostics.extend(found);
    margins.into_iter().map(|margin| margin.total).collect()
}

/// The folder that `[posterior]` names. A file that could not be read was reported by the caller.
fn read_posterior(
    inputs: &Inputs<'_>,
    written: &PosteriorWritten,
    read: &transitions::TransitionsRead,
    programme: &Programme,
    communes: &[Commune],
    years: std::ops::RangeInclusive<i32>,
) -> (Option<Posterior>, Diagnostics) {
    let folder = written.folder.get_ref();
    let file = |name: &str| {
        let found = inputs.files.get(&posterior::path(folder, name));
        found.map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    };
    let needed = |name: &str| file(name).unwrap_or(("", &[]));
    let folder = posterior::Folder {
        folder,
        source: &written.source,
        table: needed(TABLE),
        communes: file(COMMUNES),
        calibration: needed(CALIBRATION),
    };
    let areas = &read.transitions.areas;
    let context = posterior::Context { areas, instruments: &programme.instruments, communes, years };
    posterior::read(&folder, &context)
}

/// What `data` needs of a scenario: the places, and the tables beside them by shown name and bytes.
pub struct PlacesRead {
    pub communes: Vec<Commune>,
    pub cohorts: Vec<Cohort>,
    pub crosswalk: Option<(String, Vec<u8>)>,
    pub margins: Option<(String, Vec<u8>)>,
}

/// Reads the places of a scenario whose other files need not be there or right.
pub fn places(inputs: &Inputs<'_>) -> (PlacesRead, Diagnostics) {
    let mut document = Document::parse(inputs.file, inputs.text);
    let files: Option<Files> = document.section("files");
    let titles: Vec<Spanned<CohortTitle>> = document.entries("cohort");
    let mut diagnostics = document.diagnostics;
    let mut read = PlacesRead { communes: Vec::new(), cohorts: Vec::new(), crosswalk: None, margins: None };
    if let Some(files) = files {
        let mut checker = Checker::new(inputs.file);
        (read.communes, read.cohorts) =
            communes_and_cohorts(inputs, &files, &titles, &mut checker, &mut diagnostics);
        diagnostics.extend(checker.diagnostics);
        let table = |path: &Option<Spanned<String>>| {
            path.as_ref().and_then(|path| inputs.files.get(path.get_ref())).cloned()
        };
        (read.crosswalk, read.margins) = (table(&files.crosswalk), table(&files.margins));
    }
    (read, diagnostics)
}

/// The commune list and the cohorts; `province` is every commune.
fn communes_and_cohorts(
    inputs: &Inputs<'_>,
    files: &Files,
    titles: &[Spanned<CohortTitle>],
    checker: &mut Checker<'_>,
    diagnostics: &mut Diagnostics,
) -> (Vec<Commune>, Vec<Cohort>) {
    let (file, bytes) = source(inputs, &files.communes);
    let communes = tables::communes(file, bytes, diagnostics);
    let (file, bytes) = source(inputs, &files.cohorts);
    let mut members = tables::cohort_members(file, bytes, &communes, diagnostics);
    let everyone: BTreeSet<CommuneCode> = communes.iter().map(|commune| commune.code).collect();
    members.insert("province".to_string(), everyone);
    checker.identifiers("cohort", titles.iter().map(|title| &title.get_ref().id));
    if titles.first().is_none_or(|title| title.get_ref().id.get_ref() != "province") {
        let message = said!("diag-province-first");
        checker.fail(0..1, "province-first", "", message, said!("diag-province-first-hint"));
    }
    let cohorts = titles
        .iter()
        .map(|title| {
            let title = title.get_ref();
            Cohort {
                id: title.id.get_ref().clone(),
                title_vi: title.title_vi.clone(),
                title_en: title.title_en.clone(),
                members: members.remove(title.id.get_ref()).unwrap_or_default(),
            }
        })
        .collect();
    (communes, cohorts)
}

/// The official forms that the scenario names: checked by themselves, and against the baseline.
fn check_forms(
    inputs: &Inputs<'_>,
    files: &Files,
    communes: &[Commune],
    baseline: &[BaselineRow],
    year: i32,
) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    let found = files.forms.iter().filter_map(|path| inputs.files.get(path.get_ref()));
    let forms: Vec<FormFile<'_>> = found.map(|(name, bytes)| FormFile { name, bytes }).collect();
    if forms.is_empty() {
        return diagnostics;
    }
    let crosswalk = match files.crosswalk.as_ref().map(|path| source(inputs, path)) {
        Some((name, bytes)) => Crosswalk::parse(name, &String::from_utf8_lossy(bytes), communes).0,
        None => Crosswalk::identity(communes),
    };
    let (rows, problems) = read_forms(&forms, communes, &crosswalk, Locale::Auto);
    diagnostics.extend(problems);
    for row in rows.iter().filter(|row| row.year == year) {
        let Some(base) = baseline.iter().find(|base| base.commune == row.commune) else { continue };
        let stock = if row.list == FormList::Poor { base.poor } else { base.near_poor };
        if i64::from(stock) != row.flows.end && Standard::of_year(year + 1) == row.standard {
            let message = said!(
                "diag-baseline-differs-from-forms",
                commune = row.commune,
                stock,
                year,
                end = row.flows.end
            );
            let file = source(inputs, &files.baseline).0;
            diagnostics.push(
                Diagnostic::error(file, Place::File, "baseline-differs-from-forms", message)
                    .value(stock.to_string())
                    .hint(said!("diag-baseline-differs-from-forms-hint")),
            );
        }
    }
    diagnostics
}

fn check_head(checker: &mut Checker<'_>, head: &Head) -> std::ops::RangeInclusive<i32> {
    checker.identifiers("scenario", [&head.id].into_iter());
    let replicates = *head.replicates.get_ref();
    if !(1..=MOST_REPLICATES).contains(&replicates) {
        let message = said!("diag-replicates-out-of-range", most = MOST_REPLICATES);
        checker.fail(
            head.replicates.span(),
            "replicates",
            replicates,
            message,
            said!("diag-replicates-out-of-range-hint"),
        );
    }
    let (baseline, last) = (*head.baseline_year.get_ref(), *head.last_year.get_ref());
    if !(1990..=2100).contains(&baseline) || last <= baseline || last > baseline + 50 {
        let message = said!("diag-cannot-simulate", baseline, last);
        checker.fail(head.last_year.span(), "years", last, message, said!("diag-cannot-simulate-hint"));
        return 2022..=2025;
    }
    checker.positive("persons_per_household", &head.persons_per_household);
    baseline + 1..=last
}

/// A run across the end of 2021 needs the reclassification that the new standard brought.
fn check_rebasing(checker: &mut Checker<'_>, head: &Head, read: &transitions::TransitionsRead) {
    let (baseline, last) = (*head.baseline_year.get_ref(), *head.last_year.get_ref());
    let change = FIRST_YEAR_ND07 - 1;
    let crosses = baseline < change && last > change;
    if crosses && read.transitions.rebasing.is_none_or(|rebasing| rebasing.after_year != change) {
        let message = said!("diag-rebasing-missing");
        let hint = said!("diag-rebasing-missing-hint");
        checker.fail(head.baseline_year.span(), "rebasing-missing", baseline, message, hint);
    }
}

/// Name and bytes of a file; the caller has reported it when it could not be read.
fn source<'i>(inputs: &'i Inputs<'_>, path: &Spanned<String>) -> (&'i str, &'i [u8]) {
    inputs.files.get(path.get_ref()).map_or(("", &[]), |(name, bytes)| (name.as_str(), bytes.as_slice()))
}

fn text_of(inputs: &Inputs<'_>, path: &Spanned<String>, diagnostics: &mut Diagnostics) -> String {
    let (name, bytes) = source(inputs, path);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_string(),
        Err(error) => {
            let message = said!("diag-not-utf8", byte = error.valid_up_to());
            diagnostics.push(Diagnostic::error(name, Place::File, "not-utf8", message));
            String::new()
        }
    }
}
