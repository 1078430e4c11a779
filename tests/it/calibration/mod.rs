//! Calibration: gradient, recovery of known parameters, what is identified, bad input.

mod gradient;
mod made_up;
mod ranks;
mod recovery;
