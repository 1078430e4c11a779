//! Start states: the baseline's households spread over strata and clocks, in whole numbers.

use crate::domain::baseline::BaselineRow;
use crate::domain::hazard::{History, Stratum};
use crate::domain::money::largest_remainder;
use crate::domain::state::{CLOCK_YEARS, Group, LookBack, STATES, State};

/// Shares are turned into whole weights by this scale.
const SHARE_SCALE: f64 = 1e9;

/// Households of a commune at the start, by stratum and state.
///
/// Every part is a largest-remainder split within the commune, so totals stand exactly and no other commune matters.
pub fn start_states(
    row: &BaselineRow,
    history: &History,
    strata: &[Stratum],
    look_back: LookBack,
) -> Vec<[f64; STATES]> {
    let counts = by_state(row, history, look_back);
    let mut start = vec![[0.0; STATES]; strata.len()];
    for group in Group::ALL {
        let weights: Vec<u64> = strata.iter().map(|stratum| weight(stratum.share[group.index()])).collect();
        for state in State::ALL.into_iter().filter(|state| state.group() == group) {
            let parts = largest_remainder(counts[state.index()] as i128, &weights);
            for (stratum, part) in parts.into_iter().enumerate() {
                start[stratum][state.index()] = part as f64;
            }
        }
    }
    start
}

fn weight(share: f64) -> u64 {
    (share * SHARE_SCALE).round() as u64
}

/// Households of a commune by state, all strata together.
fn by_state(row: &BaselineRow, history: &History, look_back: LookBack) -> [u64; STATES] {
    let mut counts = [0u64; STATES];
    let poor = row.poor as u64;
    let near = row.near_poor as u64;
    let longest = look_back.longest() as usize;
    let relapsed = split_off(poor, &[history.relapsed_share_of_poor]);
    counts[State::Relapsed.index()] = relapsed[0];
    counts[State::Poor.index()] = poor - relapsed[0];
    let recent = split_off(near, &history.recently_poor_share_of_near_poor[..longest]);
    for (d, part) in recent.iter().enumerate() {
        counts[State::NearPoorEscaped(d as u8 + 1).index()] = *part;
    }
    counts[State::NearPoor.index()] = near - recent.iter().sum::<u64>();
    let mut secure = row.households as u64 - poor - near;
    for d in 0..longest.min(CLOCK_YEARS) {
        let escaped = at_most(poor as f64 * history.escaped_per_poor[d], secure);
        counts[State::Escaped(d as u8 + 1).index()] = escaped;
        secure -= escaped;
        let left = at_most(near as f64 * history.left_near_poor_per_near_poor[d], secure);
        counts[State::LeftNearPoor(d as u8 + 1).index()] = left;
        secure -= left;
    }
    counts[State::Secure.index()] = secure;
    counts
}

/// Largest-remainder parts of `total` for shares that sum to at most one; the rest is not returned.
fn split_off(total: u64, shares: &[f64]) -> Vec<u64> {
    let mut weights: Vec<u64> = shares.iter().map(|&share| weight(share)).collect();
    weights.push((SHARE_SCALE as u64).saturating_sub(weights.iter().sum()));
    let parts = largest_remainder(total as i128, &weights);
    parts[..shares.len()].iter().map(|&part| part as u64).collect()
}

fn at_most(wanted: f64, available: u64) -> u64 {
    (wanted.round() as u64).min(available)
}
