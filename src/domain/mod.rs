//! The nouns of poverty planning and their arithmetic: nothing here reads a file, draws a number or prints.

pub mod alternative;
pub mod baseline;
pub mod boundary;
pub mod commune;
pub mod commune_money;
pub mod draw_table;
pub mod form;
pub mod hazard;
pub mod margin;
pub mod money;
pub mod origin;
pub mod posterior;
pub mod programme;
pub mod published;
pub mod quantity;
pub mod scenario;
pub mod standard;
pub mod state;
pub mod stocks;
pub mod switch;
pub mod target;
pub mod uncertainty;
