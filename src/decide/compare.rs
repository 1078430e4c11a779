//! Alternatives against the reference and against each other on the same replicates.

use super::measure::{Measure, Reached};
use super::moments::{Estimate, estimate, variance};
use crate::summarise::spread::probability;
use crate::summarise::summary::Probability;

/// One alternative less the reference on one measure, replicate by replicate.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    pub measure: usize,
    pub alternative: usize,
    pub reference: usize,
    /// Mean of the paired differences, its Monte Carlo standard error and 95 % interval; the measure's unit.
    pub mean: f64,
    pub standard_error: f64,
    pub low: f64,
    pub high: f64,
    /// Share of replicates in which the alternative is better, and in which it is worse; ties are neither.
    pub p_better: Probability,
    pub p_worse: Probability,
    /// Variance of the difference if the two were simulated apart, over its variance on the same random numbers: how many
    /// times as many replicates it would have taken. `None` = they never differ.
    pub variance_cut: Option<f64>,
}

/// How an alternative stands among all on one measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    pub measure: usize,
    pub alternative: usize,
    pub mean: f64,
    pub standard_error: f64,
    /// Its worst replicate.
    pub worst: f64,
    /// Share of replicates in which none is better; a tie of k counts 1/k for each.
    pub p_best: f64,
    /// What is lost against the best of each replicate: mean, its standard error, and largest.
    pub regret_mean: f64,
    pub regret_standard_error: f64,
    pub regret_largest: f64,
}

/// Chance of a target under an alternative.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetChance {
    pub target: String,
    pub joint: bool,
    pub alternative: usize,
    pub p: Probability,
    /// Whether arithmetic allows it at all.
    pub possible: bool,
}

/// The paired difference of two alternatives.
pub fn difference(measures: &[Measure], measure: usize, alternative: usize, reference: usize) -> Difference {
    let it = &measures[measure];
    let (own, other) = (&it.values[alternative], &it.values[reference]);
    let differences: Vec<f64> = own.iter().zip(other).map(|(own, other)| own - other).collect();
    let whole = estimate(&differences);
    let (low, high) = whole.interval();
    let Estimate { value: mean, standard_error } = whole;
    let better = |sign: f64| {
        let sign = if it.higher_is_better { sign } else { -sign };
        let hits = differences.iter().filter(|difference| sign * **difference > 0.0).count();
        probability(hits as u32, differences.len() as u32)
    };
    let together = variance(&differences);
    Difference {
        measure,
        alternative,
        reference,
        mean,
        standard_error,
        low,
        high,
        p_better: better(1.0),
        p_worse: better(-1.0),
        variance_cut: (together > 0.0).then(|| (variance(own) + variance(other)) / together),
    }
}

/// Where every alternative among `among` stands on a measure.
pub fn standings(measures: &[Measure], measure: usize, among: &[usize]) -> Vec<Standing> {
    let it = &measures[measure];
    let replicates = it.replicates();
    let best: Vec<f64> = (0..replicates)
        .map(|r| among.iter().map(|&a| it.gain(a, r)).fold(f64::NEG_INFINITY, f64::max))
        .collect();
    let tied: Vec<usize> =
        (0..replicates).map(|r| among.iter().filter(|&&a| it.gain(a, r) == best[r]).count()).collect();
    let standing = |&alternative: &usize| {
        let own = estimate(&it.values[alternative]);
        let regrets: Vec<f64> = (0..replicates).map(|r| best[r] - it.gain(alternative, r)).collect();
        let wins = (0..replicates).filter(|&r| regrets[r] == 0.0).map(|r| 1.0 / tied[r] as f64);
        let gains = (0..replicates).map(|r| it.gain(alternative, r));
        let worst = gains.fold(f64::INFINITY, f64::min);
        let regret = estimate(&regrets);
        Standing {
            measure,
            alternative,
            mean: own.value,
            standard_error: own.standard_error,
            worst: if it.higher_is_better { worst } else { -worst },
            p_best: wins.sum::<f64>() / replicates.max(1) as f64,
            regret_mean: regret.value,
            regret_standard_error: regret.standard_error,
            regret_largest: regrets.into_iter().fold(0.0, f64::max),
        }
    };
    among.iter().map(standing).collect()
}

/// Chances of all targets and sets under all alternatives; `possible` has what arithmetic allows in the same order.
pub fn chances(reached: &[Reached], possible: &[Vec<bool>]) -> Vec<TargetChance> {
    let of = |(it, possible): (&Reached, &Vec<bool>)| {
        let (target, joint) = (it.target.clone(), it.joint);
        let chance = move |(alternative, hits): (usize, &Vec<bool>)| TargetChance {
            target: target.clone(),
            joint,
            alternative,
            p: probability(hits.iter().filter(|hit| **hit).count() as u32, hits.len() as u32),
            possible: possible[alternative],
        };
        it.hits.iter().enumerate().map(chance).collect::<Vec<_>>()
    };
    reached.iter().zip(possible).flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decide::measure::Kind;

    fn measure(values: Vec<Vec<f64>>, higher_is_better: bool) -> Vec<Measure> {
        vec![Measure { kind: Kind::LastingEscapes, id: "m".into(), unit: "u", higher_is_better, values }]
    }

    #[test]
    fn differences_are_paired_and_say_what_pairing_gained() {
        // Two series that move together: 1, 2, 3, 4 and 1, 3, 3, 5.
        let measures = measure(vec![vec![1.0, 2.0, 3.0, 4.0], vec![1.0, 3.0, 3.0, 5.0]], true);
        let it = difference(&measures, 0, 1, 0);
        assert_eq!(it.mean, 0.5);
        // Differences 0, 1, 0, 1: variance 1/3; apart 5/3 + 8/3 = 13/3, so thirteen times as many replicates.
        assert!((it.standard_error - (1.0f64 / 3.0 / 4.0).sqrt()).abs() < 1e-12);
        assert!((it.variance_cut.unwrap_or(0.0) - 13.0).abs() < 1e-12);
        assert_eq!((it.p_better.estimate, it.p_worse.estimate), (0.5, 0.0));
        assert_eq!(difference(&measures, 0, 0, 0).variance_cut, None);
    }

    #[test]
    fn where_less_is_better_signs_of_better_turn() {
        let measures = measure(vec![vec![5.0, 5.0], vec![4.0, 7.0]], false);
        let it = difference(&measures, 0, 1, 0);
        assert_eq!((it.p_better.estimate, it.p_worse.estimate, it.mean), (0.5, 0.5, 0.5));
        let [a, b] = &standings(&measures, 0, &[0, 1])[..] else { panic!("two") };
        assert_eq!((a.p_best, b.p_best, a.worst, b.worst), (0.5, 0.5, 5.0, 7.0));
        assert_eq!((a.regret_mean, a.regret_largest), (0.5, 1.0));
        assert_eq!((b.regret_mean, b.regret_largest), (1.0, 2.0));
    }

    #[test]
    fn ties_share_the_first_place() {
        let measures = measure(vec![vec![1.0, 2.0], vec![1.0, 1.0], vec![1.0, 0.0]], true);
        let shares: Vec<f64> = standings(&measures, 0, &[0, 1, 2]).iter().map(|it| it.p_best).collect();
        assert!((shares[0] - (1.0 / 3.0 + 1.0) / 2.0).abs() < 1e-12);
        assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        // Among fewer, others do not count.
        assert_eq!(standings(&measures, 0, &[1, 2])[0].p_best, 0.75);
    }
}
