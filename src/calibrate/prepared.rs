//! What every fit begins with: the scenario laid out for a panel's years, with the money that was spent in them.

use super::likelihood::Likelihood;
use super::panel::Panel;
use super::parameters::{Layout, effect_names};
use super::pools::Mill;
use super::units::NearPoorEntries;
use crate::domain::commune_money::CommuneMoney;
use crate::domain::money::DONG_PER_MILLION;
use crate::domain::scenario::Scenario;
use crate::plan::build::design;
use crate::plan::design::{Design, Funding};

/// A panel, and the design of its years.
pub struct Prepared {
    /// The scenario on the panel's years.
    pub scenario: Scenario,
    pub design: Design,
    pub effect_names: Vec<Vec<String>>,
    pub panel: Panel,
    funding: Funding,
}

impl Prepared {
    /// `money`: what each commune had; `None` = the scenario's reference alternative, as far as its envelopes are of the
    /// panel's years.
    pub fn new(scenario: &Scenario, panel: Panel, money: Option<&[CommuneMoney]>) -> Prepared {
        let scenario = panel.scenario(scenario);
        let (design, _) = design(&scenario);
        let funding = match money {
            Some(money) => spent(&scenario, &design, money),
            None => design.alternatives.first().cloned().unwrap_or_else(|| spent(&scenario, &design, &[])),
        };
        Prepared {
            effect_names: effect_names(&scenario.programme.instruments),
            scenario,
            design,
            panel,
            funding,
        }
    }

    pub fn layout(&self) -> Layout {
        Layout::new(&self.design, &self.effect_names)
    }

    pub fn mill(&self) -> Mill<'_> {
        Mill::new(&self.design, &self.funding)
    }

    /// Likelihood of a part of the panel, its first years; the vector has the effects of all years.
    pub fn likelihood(&self, panel: &Panel, entries: NearPoorEntries) -> Likelihood {
        Likelihood::new(&self.mill(), self.layout(), panel, entries)
    }
}

/// Money of communes in the engine's layout.
fn spent(scenario: &Scenario, design: &Design, money: &[CommuneMoney]) -> Funding {
    let years = design.years.len();
    let mut dong = vec![0i64; design.communes.len() * design.instruments.len() * 2 * years];
    let mut funded = vec![false; design.instruments.len()];
    for payment in money {
        let commune = scenario.communes.binary_search_by_key(&payment.commune, |commune| commune.code);
        let instrument = design.instruments.iter().position(|it| it.id == payment.instrument);
        let year = design.years.iter().position(|&year| year == payment.year);
        if let (Ok(commune), Some(instrument), Some(year)) = (commune, instrument, year) {
            dong[design.money_index(commune, instrument, payment.capital.index()) + year] +=
                payment.amount.dong();
            funded[instrument] |= payment.amount.dong() > 0;
        }
    }
    let money = dong.into_iter().map(|dong| dong as f64 / DONG_PER_MILLION as f64).collect();
    Funding { id: "as_spent".into(), money, funded }
}
