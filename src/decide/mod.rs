//! Decisions between alternatives: what differs, how surely, and at what price.

pub mod allocate;
pub mod budget;
pub mod compare;
pub mod comparison;
pub mod discovery;
pub mod draws;
pub mod frontier;
pub mod indices;
pub mod information;
pub mod measure;
pub mod min_budget;
pub mod moments;
pub mod optimize;
pub mod regression;
pub mod rules;
pub mod source_indices;
pub mod study;
pub mod tornado;
