//! Calibration: gradient, recovery of known parameters, what is identified, bad input.

mod command;
mod exact;
mod gradient;
mod made_up;
mod page;
mod ranks;
mod recovery;
