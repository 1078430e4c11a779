//! Design to outcomes: the only place with randomness and threads.

pub mod binomial;
pub mod binomial_tail;
pub mod chance;
pub mod delivery;
pub mod distribution;
pub mod elementary;
pub mod environment;
pub mod expected;
pub mod integrated;
pub mod lanes;
pub mod quantile;
pub mod quantile_large;
pub mod random;
pub mod record;
pub mod runner;
pub mod study;
pub mod tally;
pub mod world;
