//! Text to scenario: files as written, checked, every problem reported at once.

pub mod allocation;
mod allocation_bounds;
mod allocation_tables;
pub mod alternatives;
pub mod calibration;
pub mod check;
pub mod commune_money;
pub mod diagnostic;
pub mod document;
pub mod draw_table;
pub mod forms;
pub mod numbers;
pub mod panel;
pub mod posterior;
pub mod posterior_communes;
pub mod programme;
pub mod published;
pub mod scenario;
pub mod schema;
pub mod stocks;
pub mod tables;
pub mod targets;
pub mod transitions;
pub mod written;
pub mod written_programme;
pub mod written_targets;
pub mod written_transitions;
