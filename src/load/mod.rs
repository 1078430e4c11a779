//! Text to scenario: files as written, checked, every problem reported at once.

pub mod diagnostic;
