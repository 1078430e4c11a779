//! What a commune's year leaves: stocks and flows as the official forms count them, and readiness points.

use crate::domain::form::Flows;

/// Stocks and flows of one commune in one year; `T` is one number, or a number for each replicate of a block.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CommuneYear<T> {
    pub households_start: T,
    pub households: T,
    pub poor: Flows<T>,
    pub near_poor: Flows<T>,
    /// Households whose escape from the poor list, [`LookBack::watched`](crate::domain::state::LookBack::watched) years
    /// ago, has lasted: not poor at any review since.
    pub lasting: T,
    /// Points that commune-level investment adds to the readiness to leave the ĐBKK list.
    pub readiness_points: T,
}

impl<T: Copy> CommuneYear<T> {
    /// The same record seen through a function of its numbers.
    pub fn map<U>(&self, see: impl Fn(&T) -> U) -> CommuneYear<U>
    where
        U: Copy,
    {
        let flows = |flows: &Flows<T>| Flows::from_columns(flows.columns().map(|column| see(&column)));
        CommuneYear {
            households_start: see(&self.households_start),
            households: see(&self.households),
            poor: flows(&self.poor),
            near_poor: flows(&self.near_poor),
            lasting: see(&self.lasting),
            readiness_points: see(&self.readiness_points),
        }
    }
}

impl CommuneYear<super::lanes::Lane> {
    /// Adds another commune's year; readiness points do not add up.
    pub fn add(&mut self, other: &CommuneYear<super::lanes::Lane>) {
        self.households_start.add(&other.households_start);
        self.households.add(&other.households);
        self.lasting.add(&other.lasting);
        for (sum, more) in [(&mut self.poor, &other.poor), (&mut self.near_poor, &other.near_poor)] {
            let mut columns = sum.columns();
            columns.iter_mut().zip(more.columns()).for_each(|(sum, more)| sum.add(&more));
            *sum = Flows::from_columns(columns);
        }
    }
}
