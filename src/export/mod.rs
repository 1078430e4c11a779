//! Design and worlds to plain arrays: everything a year's moves rest on, for any other language.

pub mod array;
pub mod constants;
pub mod exits;
pub mod folder;
pub mod worlds;

pub use folder::{Provenance, bytes, folder};
