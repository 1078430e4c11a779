//! Switches: the same design with one obstacle removed, to see what binds.

use super::design::Design;
use super::posterior;
use crate::domain::hazard::{Base, CLASSES, Class};
use crate::domain::programme::Saturation;
use crate::domain::switch::Switch;
use crate::domain::uncertainty::Uncertain;

/// The design with a switch thrown; random numbers keep their addresses, so differences are paired.
pub fn switched(design: &Design, switch: Switch) -> Design {
    let mut changed = design.clone();
    match switch {
        Switch::AsPlanned => {}
        Switch::NoMoney => {
            changed.alternatives.iter_mut().for_each(|funding| funding.money.fill(0.0));
        }
        Switch::NoRelapse => no_relapse(&mut changed),
        Switch::NoCeiling => no_ceiling(&mut changed),
        Switch::MoneyInJanuary => money_in_january(&mut changed),
        Switch::LabourForAll => {
            for stratum in &mut changed.strata {
                stratum.factor = [1.0; CLASSES];
                stratum.labour = true;
            }
        }
        Switch::PerfectMoney => {
            money_in_january(&mut changed);
            no_ceiling(&mut changed);
            changed.full_coverage = true;
        }
    }
    changed
}

fn no_relapse(design: &mut Design) {
    for base in Base::ALL.into_iter().filter(|base| base.class() == Class::Relapse) {
        design.areas.iter_mut().for_each(|area| area.base[base.index()] = Uncertain::known(0.0));
        if let Some(plan) = &mut design.posterior {
            posterior::without(plan, base);
        }
    }
}

fn no_ceiling(design: &mut Design) {
    for instrument in &mut design.instruments {
        instrument.ceiling = 1.0;
        instrument.saturation = Saturation::Linear;
    }
}

fn money_in_january(design: &mut Design) {
    for delivery in &mut design.delivery {
        delivery.tranches = vec![(0.0, 1.0)];
        delivery.delay_months = 0.0;
        delivery.absorption_mean = 1.0;
        delivery.absorption_concentration = None;
    }
}
