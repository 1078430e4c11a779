//! Forms to posterior: what the counts of past years say of the hazards, and how far to trust it.

pub mod generate;
pub mod likelihood;
pub mod mass;
pub mod panel;
pub mod parameters;
pub mod pools;
pub mod units;
