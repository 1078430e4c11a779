//! Purses: money that the same sources may spend on the same instruments, and how it lies over the years.

use crate::domain::money::Money;
use crate::domain::programme::FundSource;
use crate::domain::scenario::Scenario;
use crate::plan::design::{Design, Funding};

/// Instruments that the same sources of one capital kind may pay.
///
/// An instrument that both kinds may pay stands in two purses: money of each kind arrives in its own way.
#[derive(Clone, Debug, PartialEq)]
pub struct Purse {
    /// Positions in [`Design::instruments`].
    pub instruments: Vec<usize>,
    /// Positions in the programme's sources.
    pub sources: Vec<usize>,
    /// `Capital::index`.
    pub capital: usize,
    /// Share of the money of these sources in every simulated year.
    pub profile: Vec<f64>,
    /// Money of these sources in all years.
    pub amount: Money,
}

impl Purse {
    /// Sources as bits.
    pub fn payers(&self) -> u32 {
        self.sources.iter().fold(0, |bits, source| bits | 1 << source)
    }
}

/// Money of a source in all years.
pub fn amount(scenario: &Scenario, source: &FundSource) -> Money {
    let own = scenario.envelopes.iter().filter(|envelope| envelope.source == source.id);
    own.map(|envelope| envelope.amount).sum()
}

/// All purses with money, in the order of their first instrument, then capital kind.
pub fn purses(scenario: &Scenario, design: &Design) -> Vec<Purse> {
    let mut purses: Vec<Purse> = Vec::new();
    for (k, instrument) in scenario.programme.instruments.iter().enumerate() {
        for capital in 0..2 {
            let sources = payers(scenario, &instrument.component, capital);
            match purses.iter_mut().find(|purse| purse.sources == sources) {
                Some(purse) => purse.instruments.push(k),
                None if sources.is_empty() => {}
                None => purses.push(purse(scenario, design, k, capital, sources)),
            }
        }
    }
    purses
}

/// Sources of a capital kind that have money and may pay a component.
fn payers(scenario: &Scenario, component: &str, capital: usize) -> Vec<usize> {
    let pays = |source: &FundSource| {
        source.capital.index() == capital
            && source.pays.as_ref().is_none_or(|pays| pays.contains(component))
            && amount(scenario, source) > Money::ZERO
    };
    let sources = scenario.programme.sources.iter().enumerate();
    sources.filter(|(_, source)| pays(source)).map(|(at, _)| at).collect()
}

fn purse(scenario: &Scenario, design: &Design, first: usize, capital: usize, sources: Vec<usize>) -> Purse {
    let programme = &scenario.programme;
    let own = |id: &str| sources.iter().any(|&at| programme.sources[at].id == id);
    let of_year = |year: i32| -> Money {
        let envelopes = scenario.envelopes.iter().filter(|it| it.year == year && own(&it.source));
        envelopes.map(|envelope| envelope.amount).sum()
    };
    let amount: Money = sources.iter().map(|&at| self::amount(scenario, &programme.sources[at])).sum();
    let share = |year: &i32| of_year(*year).million_f64() / amount.million_f64();
    let profile = design.years.iter().map(share).collect();
    Purse { instruments: vec![first], sources, capital, profile, amount }
}

/// Đồng of all years at purse, commune, then instrument of the purse.
pub type Spent = Vec<Vec<Vec<i64>>>;

/// Nothing spent.
pub fn nothing(design: &Design, purses: &[Purse]) -> Spent {
    purses.iter().map(|purse| vec![vec![0; purse.instruments.len()]; design.communes.len()]).collect()
}

/// Spending in the engine's layout.
pub fn funding(design: &Design, purses: &[Purse], spent: &Spent) -> Funding {
    let years = design.years.len();
    let mut money = vec![0.0; design.communes.len() * design.instruments.len() * 2 * years];
    let mut funded = vec![false; design.instruments.len()];
    for (purse, communes) in purses.iter().zip(spent) {
        for (commune, amounts) in communes.iter().enumerate() {
            for (&instrument, &dong) in purse.instruments.iter().zip(amounts).filter(|(_, dong)| **dong > 0) {
                let million = Money::from_dong(dong).million_f64();
                let from = design.money_index(commune, instrument, purse.capital);
                let cells = money[from..from + years].iter_mut().zip(&purse.profile);
                cells.for_each(|(cell, share)| *cell += million * share);
                funded[instrument] = true;
            }
        }
    }
    Funding { id: String::new(), money, funded }
}
