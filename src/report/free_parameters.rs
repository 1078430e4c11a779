//! How many free parameters of a fit owe how much to the data: each is counted once, whatever a table shows of it.

use crate::calibrate::fit::{Quantity, Word};

/// Counts of free parameters, by kind and by what decides them; both ways they sum to the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    pub hazards: usize,
    pub effects: usize,
    pub spreads: usize,
    /// A year's effect is one number, shown once for each class that feels it.
    pub years: usize,
    pub data: usize,
    pub mixed: usize,
    pub assumption: usize,
    pub prior: usize,
}

impl Counted {
    pub fn of(quantities: &[Quantity]) -> Counted {
        let mut counted = Counted::default();
        let mut last_year = None;
        for it in quantities {
            let year = it.name.strip_prefix("year_effect.").and_then(|rest| rest.split('.').next());
            if it.name.starts_with("derived.") || (year.is_some() && year == last_year) {
                continue;
            }
            last_year = year;
            *match () {
                _ if year.is_some() => &mut counted.years,
                _ if it.name.ends_with("_hazard_ratio") => &mut counted.effects,
                _ if it.name.ends_with("_per_year") => &mut counted.hazards,
                _ => &mut counted.spreads,
            } += 1;
            *match it.word() {
                Word::Data => &mut counted.data,
                Word::Mixed => &mut counted.mixed,
                Word::Assumption => &mut counted.assumption,
                Word::Prior => &mut counted.prior,
            } += 1;
        }
        counted
    }

    pub fn all(&self) -> usize {
        self.hazards + self.effects + self.spreads + self.years
    }

    /// Places of the sentences that tell the counts.
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        let counts = [
            ("all", self.all()),
            ("hazards", self.hazards),
            ("effects", self.effects),
            ("spreads", self.spreads),
            ("years", self.years),
            ("data", self.data),
            ("mixed", self.mixed),
            ("assumption", self.assumption),
            ("prior", self.prior),
        ];
        counts.map(|(key, count)| (key, count.to_string())).to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibrate::columns::Scale;
    use crate::calibrate::diagnostics::Convergence;

    fn quantity(name: &str, shrinkage: f64, split_unseen: bool) -> Quantity {
        Quantity {
            name: name.to_string(),
            scale: Scale::Log,
            prior_median: 1.0,
            prior_sd: 1.0,
            posterior_sd: 1.0,
            mean: 1.0,
            quantiles: [0.5, 1.0, 2.0],
            convergence: Convergence { r_hat: None, ess_bulk: None, ess_tail: None },
            shrinkage,
            split_unseen,
        }
    }

    #[test]
    fn each_free_parameter_is_counted_once() {
        let quantities = [
            quantity("other.exit_income.poor_per_year", 0.9, true),
            quantity("other.exit_deprivation.poor_per_year", 0.2, true),
            quantity("other.arise.secure_per_year", 0.9, false),
            quantity("effect.cows.exit_income_hazard_ratio", 0.1, false),
            quantity("commune_log_sd.arise", 0.5, false),
            quantity("derived.other.exit_total.poor_per_year", 0.99, false),
            quantity("derived.other.exit_income_share.poor", 0.9, true),
            quantity("year_effect.2016.exit_income_log", 0.9, false),
            quantity("year_effect.2016.arise_log", 0.9, false),
            quantity("year_effect.2017.exit_income_log", 0.9, false),
            quantity("year_effect.2017.arise_log", 0.9, false),
        ];
        let counted = Counted::of(&quantities);
        let wanted = Counted {
            hazards: 3,
            effects: 1,
            spreads: 1,
            years: 2,
            data: 3,
            mixed: 1,
            assumption: 1,
            prior: 2,
        };
        assert_eq!(counted, wanted);
        assert_eq!(counted.all(), 7);
    }
}
