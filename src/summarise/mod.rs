//! Outcomes to summary: quantiles, target probabilities with their errors, and what explains them.

pub mod summary;
