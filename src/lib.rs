//! Simulation and planning toolkit for provincial poverty reduction targets.

pub mod domain;
pub mod load;
pub mod summarise;
