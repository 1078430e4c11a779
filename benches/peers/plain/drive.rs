//! What both twins share: start states, coverage, support and hazards of a commune and year.

use super::input::{BASES, CLASSES, Export, GROUPS, STATES};
use rand::RngExt;
use rand::rngs::SmallRng;

/// Households by stratum and state.
pub type Counts = Vec<[u32; STATES]>;

/// Hazards of the first and second exit by stratum and state.
pub type Hazards = Vec<[[f64; 2]; STATES]>;

pub const POOR: usize = 0;
pub const NEAR_POOR: usize = 2;
pub const SECURE: usize = 12;
/// Off the lists, in the order in which more poor households are taken from them.
const ROOM: [usize; 7] = [12, 11, 10, 9, 8, 7, 6];

/// Households at the start, moved where the baseline is in doubt.
pub fn start(export: &Export, replicate: usize, commune: usize, rng: &mut SmallRng) -> Counts {
    let cells = export.strata * STATES;
    let given = &export.start[commune * cells..(commune + 1) * cells];
    let mut counts: Counts =
        given.chunks_exact(STATES).map(|row| std::array::from_fn(|state| row[state] as u32)).collect();
    for doubt in 0..export.doubts {
        let factor = export.baseline_factor[(replicate * export.doubts + doubt) * export.communes + commune];
        for stratum in 0..counts.len() {
            let room: u32 = ROOM.iter().map(|&state| counts.iter().map(|row| row[state]).sum::<u32>()).sum();
            let poor = counts[stratum][POOR];
            let target = (f64::from(poor) * factor).min(f64::from(poor + room));
            let moved = (target + rng.random::<f64>()).floor() as u32;
            counts[stratum][POOR] = moved;
            make_room(&mut counts, stratum, i64::from(moved) - i64::from(poor));
        }
    }
    counts
}

fn make_room(counts: &mut Counts, stratum: usize, mut owed: i64) {
    for state in ROOM {
        for giver in std::iter::once(stratum).chain((0..counts.len()).filter(|&other| other != stratum)) {
            let given = owed.min(i64::from(counts[giver][state]));
            counts[giver][state] = (i64::from(counts[giver][state]) - given) as u32;
            owed -= given;
        }
    }
}

/// Factors of the programme by class, group and labour capacity.
type Support = [[[f64; 2]; GROUPS]; CLASSES];

fn support(
    export: &Export,
    replicate: usize,
    alternative: usize,
    commune: usize,
    year: usize,
    counts: &Counts,
) -> Support {
    let mut groups = [[0u32; 2]; GROUPS];
    for (stratum, row) in counts.iter().enumerate() {
        for (state, n) in row.iter().enumerate() {
            groups[export.group_of_state[state] as usize][export.stratum_labour[stratum] as usize] += n;
        }
    }
    let years = export.years.len();
    let mut support = [[[1.0; 2]; GROUPS]; CLASSES];
    for k in 0..export.instruments {
        let mut at_work = 0.0;
        for capital in 0..2 {
            let row =
                (((alternative * export.communes + commune) * export.instruments + k) * 2 + capital) * years;
            let operator = (((replicate * export.instruments + k) * 2 + capital) * years + year) * years;
            for planned in 0..=year {
                at_work += export.operator[operator + planned] * export.money[row + planned];
            }
        }
        let takes = |group: usize| export.eligible[k * GROUPS + group] == 1;
        let from = usize::from(export.needs_labour[k]);
        let reached = (0..GROUPS).filter(|&group| takes(group));
        let eligible: u32 = reached.clone().map(|group| groups[group][from..].iter().sum::<u32>()).sum();
        if at_work <= 0.0 || eligible == 0 {
            continue;
        }
        let (x, a) = (at_work / f64::from(eligible), export.ceiling[k]);
        let covered = if export.saturates_linearly[k] == 1 { x.min(a) } else { a * (x / a).tanh() };
        for (effect, _) in
            export.effect_instrument.iter().enumerate().filter(|(_, owner)| **owner == k as i32)
        {
            if export.effect_acts[effect * years + year] == 0 {
                continue;
            }
            let ratio = export.hazard_ratio[replicate * export.effect_class.len() + effect];
            for group in reached.clone() {
                for felt in &mut support[export.effect_class[effect] as usize][group][from..] {
                    *felt *= 1.0 + covered * (ratio - 1.0);
                }
            }
        }
    }
    support
}

/// Hazards of every stratum and state, given the households present at the start of the year.
pub fn hazards(
    export: &Export,
    replicate: usize,
    alternative: usize,
    commune: usize,
    year: usize,
    counts: &Counts,
) -> Hazards {
    let support = support(export, replicate, alternative, commune, year, counts);
    let area = export.area_of_commune[commune] as usize;
    let base = &export.base[(replicate * export.areas + area) * BASES..][..BASES];
    let place = (replicate * export.communes + commune) * export.years.len() + year;
    let factor = &export.factor[place * CLASSES..][..CLASSES];
    let hazard = |stratum: usize, state: usize, exit: usize| {
        let b = export.exit_base[state * 2 + exit] as usize;
        let class = export.class_of_base[b] as usize;
        let group = export.group_of_state[state] as usize;
        base[b]
            * factor[class]
            * export.stratum_factor[stratum * CLASSES + class]
            * support[class][group][export.stratum_labour[stratum] as usize]
            * export.exit_clock[state * 2 + exit]
    };
    (0..export.strata)
        .map(|stratum| std::array::from_fn(|state| [hazard(stratum, state, 0), hazard(stratum, state, 1)]))
        .collect()
}
