//! A plain table of Monte Carlo draws: what was drawn, and what came of it under each alternative.

use super::origin::Origin;

/// Named columns of one length.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns {
    pub names: Vec<String>,
    /// By column, then row.
    pub values: Vec<Vec<f64>>,
}

impl Columns {
    pub fn push(&mut self, name: String, values: Vec<f64>) {
        self.names.push(name);
        self.values.push(values);
    }

    pub fn slices(&self) -> Vec<&[f64]> {
        self.values.iter().map(Vec::as_slice).collect()
    }
}

/// Whether each row missed a target.
#[derive(Clone, Debug, PartialEq)]
pub struct Miss {
    pub name: String,
    pub rows: Vec<bool>,
}

/// Draws of inputs with their outcomes; rows are paired.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawTable {
    /// Name of each row.
    pub draws: Vec<String>,
    pub inputs: Columns,
    /// One column per alternative; more is better.
    pub outcomes: Columns,
    pub misses: Vec<Miss>,
    /// Origin of the data that the outcomes rest on; `None` = not told.
    pub origin: Option<Origin>,
}
