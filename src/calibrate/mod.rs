//! Official counts to what the model's parameters may be: posterior draws, their diagnostics, and scored forecasts.

pub mod density;
pub mod diagnostics;
pub mod draws;
pub mod least_squares;
pub mod scores;
#[cfg(feature = "calibrate")]
pub mod simplex_fit;
pub mod transition_matrix;
