//! Budget allocation: which package for which area, paid from which source, exactly (see `docs/decide.md`).
//!
//! [`solve`] takes a [`Problem`] and a [`Goal`]; [`prices`] says what each floor, cap and lock of it costs.

pub mod clash;
mod dual;
mod halves;
mod instance;
mod join;
mod payments;
pub mod problem;
mod repair;
mod search;
pub mod solution;

pub use problem::{Area, Constraint, Goal, Limit, Lock, Package, Problem, Source};
pub use solution::{Payment, Price, Refusal, Solution, prices, solve};
