//! Scenario to design: money apportioned exactly, start states counted, hazards laid out for the engine.

pub mod apportion;
pub mod build;
pub mod design;
pub mod posterior;
pub mod start;
pub mod switch;
