//! A plan: money of all years by instrument, source and commune; made of packages, written as an alternative.

use super::ladder::Ladders;
use super::purse::{Purse, Spent, amount, nothing};
use crate::decide::allocate::{Area, Effort, Goal, Package, Payment, Problem, Solution, Source, solve_with};
use crate::domain::alternative::{Alternative, Line, Rule};
use crate::domain::money::Money;
use crate::domain::scenario::Scenario;
use crate::plan::design::Design;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Shares of an envelope count to so many decimals.
const SHARE_DECIMALS: u32 = 9;

/// Money of all years, by instrument and source, then commune.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    pub amounts: BTreeMap<(usize, usize), Vec<Money>>,
}

/// Something to be paid: what an area of the allocator stands for.
pub struct Item {
    pub purse: usize,
    pub commune: usize,
    /// Đồng by instrument of the purse.
    pub amounts: Vec<i64>,
}

/// The allocator's problem: an area for every purse in every commune, its ladder's rungs as packages.
pub fn packages(scenario: &Scenario, purses: &[Purse], ladders: &Ladders) -> Problem {
    let mut problem = empty(scenario);
    for (at, (purse, communes)) in purses.iter().zip(ladders).enumerate() {
        let payers = payers(&problem, purse);
        for (commune, rungs) in communes.iter().enumerate() {
            let area = problem.areas.len();
            problem.areas.push(Area { code: format!("{at:03}.{}", scenario.communes[commune].code) });
            problem.packages.extend(rungs.iter().enumerate().map(|(rung, it)| Package {
                area,
                id: format!("{rung:03}"),
                cost: Money::from_dong(it.cost()),
                value: it.gain,
                payers: payers.clone(),
            }));
        }
    }
    problem
}

/// The sources, and nothing to pay yet.
pub fn empty(scenario: &Scenario) -> Problem {
    let source = |it: &crate::domain::programme::FundSource| Source {
        id: it.id.clone(),
        amount: amount(scenario, it),
    };
    Problem { sources: scenario.programme.sources.iter().map(source).collect(), ..Problem::default() }
}

/// By source: whether it may pay from a purse.
pub fn payers(problem: &Problem, purse: &Purse) -> Vec<bool> {
    (0..problem.sources.len()).map(|source| purse.sources.contains(&source)).collect()
}

/// The best packages, what they spend, and who pays; `None` if the allocator found none.
pub fn best_packages(
    scenario: &Scenario,
    design: &Design,
    purses: &[Purse],
    ladders: &Ladders,
) -> Option<(Solution, Spent, Plan)> {
    let problem = packages(scenario, purses, ladders);
    let solution = solve_with(&problem, Goal::MostValue, Effort::Quick).ok()?;
    let communes = design.communes.len();
    let mut spent = nothing(design, purses);
    let mut items = Vec::new();
    for (area, package) in solution.chosen.iter().enumerate() {
        let (purse, commune) = (area / communes, area % communes);
        let rung = package.and_then(|at| problem.packages[at].id.parse::<usize>().ok());
        let amounts = match rung {
            Some(rung) => ladders[purse][commune][rung].amounts.clone(),
            None => vec![0; purses[purse].instruments.len()],
        };
        spent[purse][commune] = amounts.clone();
        items.push(Item { purse, commune, amounts });
    }
    let plan = Plan::of(communes, purses, &items, &solution.payments);
    Some((solution, spent, plan))
}

impl Plan {
    /// What the payments for items (by area) buy.
    pub fn of(communes: usize, purses: &[Purse], items: &[Item], payments: &[Payment]) -> Plan {
        let mut plan = Plan::default();
        for payment in payments {
            plan.add(communes, purses, &items[payment.area], payment.source, payment.amount);
        }
        plan
    }

    /// A source's payment for an item, over its instruments in proportion.
    fn add(&mut self, communes: usize, purses: &[Purse], item: &Item, source: usize, paid: Money) {
        let weights: Vec<u64> = item.amounts.iter().map(|&dong| dong.max(0) as u64).collect();
        for (&instrument, part) in purses[item.purse].instruments.iter().zip(paid.split(&weights)) {
            if part > Money::ZERO {
                let row =
                    self.amounts.entry((instrument, source)).or_insert_with(|| vec![Money::ZERO; communes]);
                row[item.commune] += part;
            }
        }
    }

    /// The plan as an alternative: a line for every instrument and source, with weights in đồng.
    ///
    /// Shares of a source are cut to nine decimals, so a line has up to a billionth of the source less than planned.
    pub fn alternative(&self, scenario: &Scenario, id: &str, titles: [&str; 2]) -> Alternative {
        let programme = &scenario.programme;
        let line = |(&(instrument, source), row): (&(usize, usize), &Vec<Money>)| {
            let (instrument, source) = (&programme.instruments[instrument], &programme.sources[source]);
            let component = programme.components.iter().find(|it| it.id == instrument.component);
            let sum: Money = row.iter().copied().sum();
            let share = Decimal::from(sum.dong()) / Decimal::from(amount(scenario, source).dong().max(1));
            let share = share.trunc_with_scale(SHARE_DECIMALS).normalize();
            let weights = scenario.communes.iter().zip(row).filter(|(_, amount)| **amount > Money::ZERO);
            Line {
                component: instrument.component.clone(),
                shares: BTreeMap::from([(source.id.clone(), share)]),
                communes: component.map(|it| it.eligible.clone()).unwrap_or_default(),
                rule: Rule::Table(
                    weights.map(|(commune, amount)| (commune.code, amount.dong() as u64)).collect(),
                ),
                mix: BTreeMap::from([(instrument.id.clone(), Decimal::ONE)]),
            }
        };
        let lines = self.amounts.iter().map(line).filter(|line| !line.shares.values().all(Decimal::is_zero));
        let [vi, en] = titles.map(str::to_string);
        Alternative { id: id.to_string(), title_vi: vi, title_en: en, lines: lines.collect() }
    }
}
