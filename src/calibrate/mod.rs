//! Forms to posterior: what the counts of past years say of the hazards, and how far to trust it.

pub mod arrow;
pub mod backtest;
pub mod columns;
pub mod density;
pub mod diagnostics;
pub mod draws;
pub mod fit;
pub mod frame;
pub mod generate;
pub mod least_squares;
pub mod likelihood;
pub mod line_search;
pub mod margins;
pub mod mass;
pub mod pair;
pub mod panel;
pub mod parameters;
pub mod pools;
pub mod predict;
pub mod prepared;
pub mod ranks;
pub mod sample;
pub mod scores;
pub mod simplex_fit;
pub mod transition_matrix;
pub mod units;
