//! What to do about the doubt: which inputs matter, what knowing them is worth, where an alternative fails.

pub mod discovery;
pub mod indices;
pub mod information;
pub mod moments;
pub mod regression;
pub mod tornado;
