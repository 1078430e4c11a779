//! Budget allocation: which package for which area, paid from which source, exactly (see `docs/decide.md`).
//!
//! [`solve`] takes a [`Problem`] and a [`Goal`]; [`prices`] says what each floor, cap and lock of it costs.
//!
//! A limit: if four or more sources bind at once and hardly any package has two payers, the search may end before its proof;
//! [`Solution::gap`] then says how far the answer can be from the best, and `complete` is false.

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

pub use payments::payments as pay;
pub use problem::{Area, Constraint, Goal, Limit, Lock, Package, Problem, Source};
pub use search::Effort;
pub use solution::{Payment, Price, Refusal, Solution, prices, solve, solve_with};
