//! One synthetic baseline: seeded sizes and rates, raked to the margins, in whole households.

use super::atoms::Atoms;
use super::rake::sweep;
use super::whole;
use crate::domain::baseline::BaselineRow;
use crate::domain::commune::{Cohort, Commune, CommuneCode};
use crate::domain::money::largest_remainder;
use crate::domain::origin::Origin;
use crate::load::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::load::margins::Margin;
use crate::load::said::{Arg, Said, said};

/// What the author of a synthetic baseline may choose.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SynthOptions {
    /// Seed of the normal numbers; written into the file's head.
    pub seed: u64,
    /// Log odds of being poor per unit of remoteness, within one set of margins.
    pub tilt: f64,
    /// Sd between communes of the log odds of being poor, and likewise near-poor.
    pub spread_log_sd: f64,
}

/// Log odds per unit of remoteness (0 to 1): 0.2 more remoteness gives 2.2 times the odds. Assumption.
pub const DEFAULT_TILT: f64 = 4.0;
/// Between-commune sd of log odds. Assumption.
pub const DEFAULT_SPREAD_LOG_SD: f64 = 0.35;
/// Between-commune sd of log households. Assumption.
pub const SIZE_LOG_SD: f64 = 0.25;
/// Households of a town (thị trấn) and of a ward (phường) against a rural commune (xã). Assumptions.
pub const TOWN_SIZE_FACTOR: f64 = 1.5;
pub const WARD_SIZE_FACTOR: f64 = 1.3;
/// Near-poor households lean towards remote communes by this part of the tilt. Assumption.
pub const NEAR_POOR_TILT_SHARE: f64 = 0.5;

/// Which of a commune's normal numbers: the index given to `normal`.
pub const DRAW_SIZE: u32 = 0;
pub const DRAW_POOR: u32 = 1;
pub const DRAW_NEAR_POOR: u32 = 2;

/// Bounds of the options, far outside anything plausible, inside what a float's exponent holds.
const MOST_TILT: f64 = 20.0;
const MOST_SPREAD: f64 = 3.0;

/// Margins that a message names before it only counts them.
const MOST_NAMED: usize = 12;

/// Rounds of raking between margins and commune sizes; the last word is the margins'.
const TABLE_ROUNDS: u32 = 100;

/// Poor, near-poor, neither: three disjoint groups, so that a commune's households are their sum and no list can
/// exceed them.
const GROUPS: usize = 3;

/// Makes one row per commune, in the order of `communes`, that meets every margin exactly.
///
/// `normal` gives the standard normal number of a commune and an index (`DRAW_*`): addressed, not drawn in turn,
/// so that a commune keeps its luck whatever other communes there are.
pub fn synthesise(
    communes: &[Commune],
    cohorts: &[Cohort],
    margins: &[Margin],
    options: &SynthOptions,
    normal: &dyn Fn(CommuneCode, u32) -> f64,
) -> Result<Vec<BaselineRow>, Diagnostics> {
    check_options(options)?;
    // Everything below runs in the order of codes: the order of the file must not reach a rounding.
    let mut by_code: Vec<usize> = (0..communes.len()).collect();
    by_code.sort_by_key(|&i| communes[i].code);
    let sorted: Vec<&Commune> = by_code.iter().map(|&i| &communes[i]).collect();
    let targets = Targets::of(margins)?;
    let atoms = Atoms::of(&sorted, cohorts, margins)?;

    let sizes = sizes(&sorted, &atoms, &targets, margins, normal)?;
    let table = table(&sorted, &sizes, &atoms, &targets, options, normal);
    let counts = round(&table, &atoms, &targets, margins)?;
    let rows: Vec<BaselineRow> =
        (0..sorted.len()).map(|i| row(sorted[i].code, [counts[0][i], counts[1][i], counts[2][i]])).collect();
    check_inhabited(&rows, margins)?;

    let mut place = vec![0; communes.len()];
    by_code.iter().enumerate().for_each(|(rank, &i)| place[i] = rank);
    Ok(place.into_iter().map(|rank| rows[rank].clone()).collect())
}

fn row(commune: CommuneCode, [poor, near_poor, neither]: [u32; GROUPS]) -> BaselineRow {
    BaselineRow {
        commune,
        households: poor + near_poor + neither,
        poor,
        near_poor,
        origin: Origin::Synthetic,
    }
}

/// The margins' totals of households and of each group, in the order of the margins.
struct Targets {
    households: Vec<u32>,
    groups: [Vec<u32>; GROUPS],
}

impl Targets {
    fn of(margins: &[Margin]) -> Result<Targets, Diagnostics> {
        let mut diagnostics = Diagnostics::default();
        let mut neither = Vec::new();
        for margin in margins {
            let rest = margin
                .total
                .households
                .checked_sub(margin.total.poor)
                .and_then(|rest| rest.checked_sub(margin.total.near_poor));
            match rest {
                Some(rest) => neither.push(rest),
                None => diagnostics.push(listed_exceed_households(margin)),
            }
        }
        let groups = [
            column(margins, |margin| margin.total.poor),
            column(margins, |margin| margin.total.near_poor),
            neither,
        ];
        let households = column(margins, |margin| margin.total.households);
        if diagnostics.has_errors() { Err(diagnostics) } else { Ok(Targets { households, groups }) }
    }
}

fn column(margins: &[Margin], value: impl Fn(&Margin) -> u32) -> Vec<u32> {
    margins.iter().map(value).collect()
}

fn floats(counts: &[u32]) -> Vec<f64> {
    counts.iter().map(|&count| f64::from(count)).collect()
}

/// Raked household sizes, still fractional.
fn sizes(
    communes: &[&Commune],
    atoms: &Atoms,
    targets: &Targets,
    margins: &[Margin],
    normal: &dyn Fn(CommuneCode, u32) -> f64,
) -> Result<Vec<f64>, Diagnostics> {
    let mut sizes: Vec<f64> = communes
        .iter()
        .map(|commune| kind_factor(&commune.kind) * libm::exp(SIZE_LOG_SD * normal(commune.code, DRAW_SIZE)))
        .collect();
    atom_totals(&atoms.sums(&sizes), atoms, &targets.households, margins, Quantity::Households)?;
    atoms.scale(&mut sizes, &targets.households);
    Ok(sizes)
}

fn kind_factor(kind: &str) -> f64 {
    match kind {
        "thị trấn" => TOWN_SIZE_FACTOR,
        "phường" => WARD_SIZE_FACTOR,
        _ => 1.0,
    }
}

/// Households of each group and commune, fractional: raked in turn to the groups' margins and the communes' sizes.
fn table(
    communes: &[&Commune],
    sizes: &[f64],
    atoms: &Atoms,
    targets: &Targets,
    options: &SynthOptions,
    normal: &dyn Fn(CommuneCode, u32) -> f64,
) -> [Vec<f64>; GROUPS] {
    let group = |draw: u32, tilt: f64| -> Vec<f64> {
        let odds = |commune: &Commune| {
            libm::exp(tilt * commune.remoteness + options.spread_log_sd * normal(commune.code, draw))
        };
        communes.iter().zip(sizes).map(|(commune, size)| size * odds(commune)).collect()
    };
    let near_poor_tilt = NEAR_POOR_TILT_SHARE * options.tilt;
    let mut table = [group(DRAW_POOR, options.tilt), group(DRAW_NEAR_POOR, near_poor_tilt), sizes.to_vec()];
    for (group, wanted) in table.iter_mut().zip(&targets.groups) {
        atoms.scale(group, wanted);
    }
    for _ in 0..TABLE_ROUNDS {
        sweep_groups(&mut table, atoms, targets);
        for (commune, size) in sizes.iter().enumerate() {
            let sum: f64 = table.iter().map(|group| group[commune]).sum();
            if sum > 0.0 {
                table.iter_mut().for_each(|group| group[commune] *= size / sum);
            }
        }
    }
    sweep_groups(&mut table, atoms, targets);
    table
}

fn sweep_groups(table: &mut [Vec<f64>; GROUPS], atoms: &Atoms, targets: &Targets) {
    for (group, wanted) in table.iter_mut().zip(&targets.groups) {
        sweep(group, &atoms.communes_of_margin, &floats(wanted));
    }
}

/// Whole households of each group and commune: exact totals per atom, then largest remainder inside each atom.
fn round(
    table: &[Vec<f64>; GROUPS],
    atoms: &Atoms,
    targets: &Targets,
    margins: &[Margin],
) -> Result<[Vec<u32>; GROUPS], Diagnostics> {
    let mut counts = [const { Vec::new() }; GROUPS];
    let quantities = [Quantity::Poor, Quantity::NearPoor, Quantity::Neither];
    for (group, quantity) in quantities.into_iter().enumerate() {
        let start = atoms.sums(&table[group]);
        let totals = atom_totals(&start, atoms, &targets.groups[group], margins, quantity)?;
        counts[group] = vec![0; table[group].len()];
        for (communes, total) in atoms.communes_of_atom.iter().zip(totals) {
            let weights = whole_weights(communes.iter().map(|&commune| table[group][commune]).collect());
            let parts = largest_remainder(i128::from(total), &weights);
            for (&commune, part) in communes.iter().zip(parts) {
                counts[group][commune] = part as u32;
            }
        }
    }
    Ok(counts)
}

/// Fractions as whole weights with twelve digits; none is zero, so that a total always finds a place.
fn whole_weights(fractions: Vec<f64>) -> Vec<u64> {
    const DIGITS: f64 = 1e12;
    let largest = fractions.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    fractions.into_iter().map(|fraction| (fraction / largest * DIGITS) as u64 + 1).collect()
}

/// What a margin counts.
#[derive(Clone, Copy)]
enum Quantity {
    Households,
    Poor,
    NearPoor,
    Neither,
}

impl Quantity {
    /// Column of the margins file and words for messages.
    fn words(self) -> (&'static str, Said) {
        match self {
            Quantity::Households => ("households", said!("diag-word-households")),
            Quantity::Poor => ("poor", said!("diag-quantity-poor")),
            Quantity::NearPoor => ("near_poor", said!("diag-quantity-near-poor")),
            Quantity::Neither => ("households", said!("diag-quantity-neither")),
        }
    }

    fn of(self, margin: &Margin) -> u32 {
        match self {
            Quantity::Households => margin.total.households,
            Quantity::Poor => margin.total.poor,
            Quantity::NearPoor => margin.total.near_poor,
            Quantity::Neither => margin.total.households - margin.total.poor - margin.total.near_poor,
        }
    }
}

fn atom_totals(
    start: &[f64],
    atoms: &Atoms,
    targets: &[u32],
    margins: &[Margin],
    quantity: Quantity,
) -> Result<Vec<u32>, Diagnostics> {
    let members = &atoms.atoms_of_margin;
    whole::solve(start, members, targets).ok_or_else(|| {
        let blamed = whole::contradiction(start, members, targets);
        let blamed: Vec<&Margin> = blamed.into_iter().map(|margin| &margins[margin]).collect();
        Diagnostics { items: vec![contradictory(&blamed, quantity)] }
    })
}

fn contradictory(blamed: &[&Margin], quantity: Quantity) -> Diagnostic {
    let (column, words) = quantity.words();
    let mut listed: Vec<Said> = blamed
        .iter()
        .take(MOST_NAMED)
        .map(|margin| said!("diag-margin-is", margin = margin.name(), count = quantity.of(margin)))
        .collect();
    if blamed.len() > MOST_NAMED {
        listed.push(said!("diag-and-more", count = blamed.len() - MOST_NAMED));
    }
    let (file, place) = match blamed.last() {
        Some(margin) => (margin.file.as_str(), margin.place(column)),
        None => ("", Place::File),
    };
    let message = said!("diag-contradictory-margins", what = words, margins = Arg::List(listed));
    Diagnostic::error(file, place, "contradictory-margins", message)
        .hint(said!("diag-contradictory-margins-hint"))
}

fn listed_exceed_households(margin: &Margin) -> Diagnostic {
    let message = said!(
        "diag-listed-exceed-households",
        margin = margin.name(),
        poor = margin.total.poor,
        near = margin.total.near_poor,
        households = margin.total.households
    );
    Diagnostic::error(&margin.file, margin.place("households"), "listed-exceed-households", message)
        .value(margin.total.households.to_string())
        .hint(said!("diag-listed-exceed-households-hint"))
}

fn check_inhabited(rows: &[BaselineRow], margins: &[Margin]) -> Result<(), Diagnostics> {
    let empty: Vec<String> =
        rows.iter().filter(|row| row.households == 0).map(|row| row.commune.to_string()).collect();
    let Some(first) = empty.first() else { return Ok(()) };
    let file = margins.first().map_or("", |margin| &margin.file);
    let message = said!("diag-commune-without-households", count = empty.len(), first);
    let item = Diagnostic::error(file, Place::File, "commune-without-households", message)
        .hint(said!("diag-commune-without-households-hint"));
    Err(Diagnostics { items: vec![item] })
}

fn check_options(options: &SynthOptions) -> Result<(), Diagnostics> {
    let mut diagnostics = Diagnostics::default();
    let mut refuse = |name: &str, value: f64, least: f64, most: f64| {
        if !(least..=most).contains(&value) {
            let message = said!("diag-synth-option-out-of-range", name, least, most);
            let item = Diagnostic::error("", Place::File, "synth-option-out-of-range", message);
            diagnostics.push(item.value(value.to_string()));
        }
    };
    refuse("tilt", options.tilt, -MOST_TILT, MOST_TILT);
    refuse("spread_log_sd", options.spread_log_sd, 0.0, MOST_SPREAD);
    if diagnostics.has_errors() { Err(diagnostics) } else { Ok(()) }
}
