//! Simulation and planning toolkit for provincial poverty reduction targets.

#[cfg(feature = "calibrate")]
pub mod calibrate;
pub mod cli;
pub mod decide;
pub mod domain;
pub mod export;
pub mod load;
pub mod plan;
pub mod report;
#[cfg(feature = "serve")]
pub mod serve;
pub mod simulate;
pub mod store;
pub mod summarise;
pub mod synthesise;
