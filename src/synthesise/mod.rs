//! Synthetic baselines: whole-number households per commune that meet every known total exactly.
//!
//! Commune tables are not public, so the shipped baseline is made here and says so in every row. The method is
//! iterative proportional fitting (Deming and Stephan 1940) followed by controlled rounding.

pub mod atoms;
pub mod country;
pub mod country_scenario;
pub mod draws;
pub mod lattice;
pub mod rake;
pub mod synthetic;
pub mod table;
pub mod whole;
