//! Atoms: communes that belong to exactly the same margins, so that overlapping margins become plain sums.

use super::rake::rake;
use crate::domain::commune::{Cohort, Commune};
use crate::domain::margin::Scope;
use crate::load::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::load::margins::Margin;
use crate::load::said::said;
use std::collections::{BTreeMap, BTreeSet};

/// Who belongs to what; communes, atoms and margins are numbered in the order given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Atoms {
    /// Communes of each margin.
    pub communes_of_margin: Vec<Vec<usize>>,
    /// Atoms of each margin.
    pub atoms_of_margin: Vec<Vec<usize>>,
    /// Communes of each atom.
    pub communes_of_atom: Vec<Vec<usize>>,
}

impl Atoms {
    /// Sorts communes into atoms, or says which margin or commune stands alone.
    pub fn of(communes: &[&Commune], cohorts: &[Cohort], margins: &[Margin]) -> Result<Atoms, Diagnostics> {
        let mut diagnostics = duplicates(communes);
        let communes_of_margin: Vec<Vec<usize>> =
            margins.iter().map(|margin| members(margin, communes, cohorts, &mut diagnostics)).collect();
        let atoms = group(communes.len(), communes_of_margin);
        if diagnostics.items.is_empty() {
            report_uncovered(&atoms, communes, margins, &mut diagnostics);
        }
        if diagnostics.has_errors() { Err(diagnostics) } else { Ok(atoms) }
    }

    /// Sums values of communes over each atom.
    pub fn sums(&self, of_communes: &[f64]) -> Vec<f64> {
        self.communes_of_atom
            .iter()
            .map(|communes| communes.iter().map(|&commune| of_communes[commune]).sum())
            .collect()
    }

    /// Rakes values of communes to targets of the margins: communes of one atom share their factor.
    pub fn scale(&self, of_communes: &mut [f64], targets: &[u32]) {
        let before = self.sums(of_communes);
        let mut after = before.clone();
        let targets: Vec<f64> = targets.iter().map(|&target| f64::from(target)).collect();
        rake(&mut after, &self.atoms_of_margin, &targets);
        for (communes, (before, after)) in self.communes_of_atom.iter().zip(before.iter().zip(after)) {
            communes.iter().for_each(|&commune| of_communes[commune] *= after / before);
        }
    }
}

fn group(commune_count: usize, communes_of_margin: Vec<Vec<usize>>) -> Atoms {
    let mut margins_of_commune = vec![Vec::new(); commune_count];
    for (margin, communes) in communes_of_margin.iter().enumerate() {
        for &commune in communes {
            margins_of_commune[commune].push(margin);
        }
    }
    let mut communes_by_margins: BTreeMap<Vec<usize>, Vec<usize>> = BTreeMap::new();
    for (commune, of_margins) in margins_of_commune.into_iter().enumerate() {
        communes_by_margins.entry(of_margins).or_default().push(commune);
    }
    let mut atoms_of_margin = vec![Vec::new(); communes_of_margin.len()];
    for (atom, of_margins) in communes_by_margins.keys().enumerate() {
        for &margin in of_margins {
            atoms_of_margin[margin].push(atom);
        }
    }
    let communes_of_atom = communes_by_margins.into_values().collect();
    Atoms { communes_of_margin, atoms_of_margin, communes_of_atom }
}

fn duplicates(communes: &[&Commune]) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    let mut seen = BTreeSet::new();
    for commune in communes {
        if !seen.insert(commune.code) {
            let message = said!("diag-synth-commune-twice", commune = commune.code);
            diagnostics.push(Diagnostic::error("", Place::File, "duplicate-commune", message));
        }
    }
    diagnostics
}

fn members(
    margin: &Margin,
    communes: &[&Commune],
    cohorts: &[Cohort],
    diagnostics: &mut Diagnostics,
) -> Vec<usize> {
    let cohort = match &margin.total.scope {
        Scope::Cohort(id) => cohorts.iter().find(|cohort| cohort.id == *id),
        _ => None,
    };
    let belongs = |commune: &Commune| match &margin.total.scope {
        Scope::Province => true,
        Scope::District(code) => commune.district_code == *code,
        Scope::Cohort(_) => cohort.is_some_and(|cohort| cohort.members.contains(&commune.code)),
    };
    let found: Vec<usize> = (0..communes.len()).filter(|&commune| belongs(communes[commune])).collect();
    if found.is_empty() {
        let message = said!("diag-margin-without-communes", margin = margin.name());
        diagnostics.push(
            Diagnostic::error(&margin.file, margin.place("key"), "margin-without-communes", message)
                .value(margin.total.scope.words().1)
                .hint(said!("diag-margin-without-communes-hint")),
        );
    }
    found
}

fn report_uncovered(atoms: &Atoms, communes: &[&Commune], margins: &[Margin], diagnostics: &mut Diagnostics) {
    let covered: BTreeSet<usize> = atoms.communes_of_margin.iter().flatten().copied().collect();
    let open: Vec<String> =
        (0..communes.len()).filter(|i| !covered.contains(i)).map(|i| communes[i].code.to_string()).collect();
    let Some(first) = open.first() else { return };
    let file = margins.first().map_or("", |margin| &margin.file);
    let message = said!("diag-commune-without-margin", count = open.len(), first);
    diagnostics.push(
        Diagnostic::error(file, Place::File, "commune-without-margin", message)
            .hint(said!("diag-commune-without-margin-hint")),
    );
}
