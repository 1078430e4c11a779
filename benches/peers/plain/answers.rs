//! Answers in the form that all peers share.

use super::input::{COHORTS, Export};
use std::fmt::Write;

/// Poor households and households at a December review.
#[derive(Clone, Copy, Default)]
pub struct Answer {
    pub poor: u32,
    pub households: u32,
}

impl Answer {
    pub fn add(&mut self, other: Answer) {
        self.poor += other.poor;
        self.households += other.households;
    }
}

/// Writes answers that are ordered by replicate, alternative, cohort and year.
pub fn write(path: &str, export: &Export, answers: &[Answer]) {
    let mut text = String::from("replicate,alternative,cohort,year,poor,households\n");
    let mut rows = answers.iter();
    for replicate in 0..answers.len() / (export.alternatives * COHORTS * export.years.len()) {
        for alternative in export.labels("alternative") {
            for cohort in export.labels("cohort").iter().take(COHORTS) {
                for year in &export.years {
                    let Answer { poor, households } = rows.next().expect("an answer per row");
                    writeln!(text, "{replicate},{alternative},{cohort},{year},{poor},{households}")
                        .expect("a string grows");
                }
            }
        }
    }
    std::fs::write(path, text).expect("a writable file");
}
