//! The panel: what the forms of several years say of each commune, with gaps where they say nothing.

use crate::domain::baseline::BaselineRow;
use crate::domain::commune::CommuneCode;
use crate::domain::form::{Flows, FormList, FormRow};
use crate::domain::origin::Origin;
use crate::domain::scenario::Scenario;

/// One list of one commune in one year, households; `None` = no form says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    pub start: Option<u32>,
    /// All that left: TT 17/2016 gives no destination.
    pub escaped: Option<u32>,
    /// Tái nghèo, tái cận nghèo.
    pub returned: Option<u32>,
    /// Phát sinh.
    pub arisen: Option<u32>,
    pub end: Option<u32>,
}

/// A commune's year on both lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct YearSeen {
    /// All of the commune.
    pub households: Option<u32>,
    pub poor: Seen,
    pub near_poor: Seen,
}

/// Forms of consecutive years, at `commune` then `year`; communes in the scenario's order.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    pub years: Vec<i32>,
    pub communes: Vec<CommuneCode>,
    pub seen: Vec<Vec<YearSeen>>,
    /// The worst origin of any row.
    pub origin: Origin,
}

impl Panel {
    /// Lays rows out by commune and year; years without any row between the first and the last are gaps.
    pub fn new(scenario: &Scenario, rows: &[FormRow<Option<i64>>]) -> Option<Panel> {
        let first = rows.iter().map(|row| row.year).min()?;
        let last = rows.iter().map(|row| row.year).max()?;
        let years: Vec<i32> = (first..=last).collect();
        let communes: Vec<CommuneCode> = scenario.communes.iter().map(|commune| commune.code).collect();
        let mut seen = vec![vec![YearSeen::default(); years.len()]; communes.len()];
        for row in rows {
            let Ok(commune) = communes.binary_search(&row.commune) else { continue };
            let year = &mut seen[commune][(row.year - first) as usize];
            year.households = year.households.or_else(|| row.households.and_then(whole));
            match row.list {
                FormList::Poor => year.poor = of_flows(&row.flows),
                FormList::NearPoor => year.near_poor = of_flows(&row.flows),
            }
        }
        let mut panel = Panel { years, communes, seen, origin: rows.iter().map(|row| row.origin).max()? };
        panel.chain();
        panel.households(scenario);
        Some(panel)
    }

    /// A start that no form gives is the end of the year before, and the other way round.
    fn chain(&mut self) {
        for years in &mut self.seen {
            for at in 1..years.len() {
                let (before, after) = years.split_at_mut(at);
                let (before, after) = (&mut before[at - 1], &mut after[0]);
                for (end, start) in [
                    (&mut before.poor.end, &mut after.poor.start),
                    (&mut before.near_poor.end, &mut after.near_poor.start),
                ] {
                    *start = start.or(*end);
                    *end = end.or(*start);
                }
            }
        }
    }

    /// All households where a form leaves them open: those of the nearest year that has them, else the scenario's. They
    /// change by about a hundredth a year, and weigh only where households off the lists are at risk.
    fn households(&mut self, scenario: &Scenario) {
        for (years, row) in self.seen.iter_mut().zip(&scenario.baseline) {
            let known: Vec<Option<u32>> = years.iter().map(|year| year.households).collect();
            for (at, year) in years.iter_mut().enumerate() {
                let nearest = (0..known.len())
                    .filter(|&other| known[other].is_some())
                    .min_by_key(|&other| at.abs_diff(other));
                let households = nearest.and_then(|other| known[other]).unwrap_or(row.households);
                year.households = Some(households);
            }
        }
    }

    /// Communes of which some form gives a figure of a list.
    pub fn with_figures(&self) -> usize {
        let told = |year: &YearSeen| year.poor != Seen::default() || year.near_poor != Seen::default();
        self.seen.iter().filter(|years| years.iter().any(told)).count()
    }

    /// The first `years` of the panel.
    pub fn until(&self, years: usize) -> Panel {
        Panel {
            years: self.years[..years].to_vec(),
            communes: self.communes.clone(),
            seen: self.seen.iter().map(|seen| seen[..years].to_vec()).collect(),
            origin: self.origin,
        }
    }

    /// The scenario with the panel's years and starts: what hazards, coverage and pools are laid out for. A stock that
    /// no form gives is the scenario's own, if that is of the same December, else nobody.
    pub fn scenario(&self, scenario: &Scenario) -> Scenario {
        let baseline_year = self.years[0] - 1;
        let own = scenario.baseline_year == baseline_year;
        let row = |(row, seen): (&BaselineRow, &Vec<YearSeen>)| {
            let first = &seen[0];
            let or = |seen: Option<u32>, own_count: u32| seen.unwrap_or(if own { own_count } else { 0 });
            let poor = or(first.poor.start, row.poor);
            let near_poor = or(first.near_poor.start, row.near_poor);
            let known = seen.iter().find_map(|year| year.households);
            let households = first.households.or(known).unwrap_or(row.households).max(poor + near_poor);
            BaselineRow { commune: row.commune, households, poor, near_poor, origin: self.origin }
        };
        Scenario {
            baseline_year,
            first_year: self.years[0],
            last_year: self.years[self.years.len() - 1],
            baseline: scenario.baseline.iter().zip(&self.seen).map(row).collect(),
            baseline_doubts: Vec::new(),
            targets: Vec::new(),
            alternatives: scenario.alternatives.iter().take(1).cloned().collect(),
            ..scenario.clone()
        }
    }
}

fn whole(count: i64) -> Option<u32> {
    u32::try_from(count).ok()
}

fn of_flows(flows: &Flows<Option<i64>>) -> Seen {
    let sum = |a: Option<i64>, b: Option<i64>| a.zip(b).and_then(|(a, b)| whole(a + b));
    Seen {
        start: flows.start.and_then(whole),
        escaped: sum(flows.escaped_past_line, Some(flows.to_other_list.unwrap_or(0))),
        returned: flows.returned.and_then(whole),
        arisen: flows.newly_arisen.and_then(whole),
        end: flows.end.and_then(whole),
    }
}
