//! Decisions between alternatives: what differs, how surely, and at what price.

pub mod budget;
pub mod compare;
pub mod comparison;
pub mod frontier;
pub mod measure;
pub mod rules;
