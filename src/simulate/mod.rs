//! Design to outcomes: the only place with randomness and threads.

pub mod delivery;
pub mod expected;
pub mod hazards;
pub mod luck;
pub mod quantile;
pub mod random;
pub mod replicate;
pub mod runner;
pub mod step;
pub mod study;
pub mod tally;
pub mod world;
