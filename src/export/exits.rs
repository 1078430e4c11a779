//! The table of docs/model.md §2 as numbers: which base hazard and which clock drive each state's two exits.

use crate::domain::hazard::{Base, Clocks};
use crate::domain::state::State;

/// Base hazard and clock factor of a state's first and second exit.
pub fn exits(state: State, clocks: &Clocks) -> [(Base, f64); 2] {
    let at = |factors: &[f64], d: u8| factors[d as usize - 1];
    match state {
        State::Poor | State::Relapsed => [(Base::ExitIncomePoor, 1.0), (Base::ExitDeprivationPoor, 1.0)],
        State::NearPoor => [(Base::ExitIncomeNearPoor, 1.0), (Base::AriseNearPoor, 1.0)],
        State::NearPoorEscaped(d) => {
            [(Base::ExitIncomeNearPoor, 1.0), (Base::RelapseNearPoor, at(&clocks.relapse, d))]
        }
        State::Escaped(d) => {
            [(Base::RelapseEscaped, at(&clocks.relapse, d)), (Base::SlipEscaped, at(&clocks.slip, d))]
        }
        State::LeftNearPoor(d) => {
            [(Base::AriseSecure, at(&clocks.arise, d)), (Base::SlipEscaped, at(&clocks.slip, d))]
        }
        State::Secure => [(Base::AriseSecure, 1.0), (Base::SlipSecure, 1.0)],
    }
}
