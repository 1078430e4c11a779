//! Outcomes to summary: quantiles, target probabilities with their errors, and what explains them.

pub mod arithmetic;
pub mod build;
pub mod communes;
pub mod spread;
pub mod summary;
pub mod targets;
pub mod trajectories;
pub mod variance;
pub mod why;
