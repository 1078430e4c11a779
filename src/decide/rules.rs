//! Decision rules side by side: each names its choice, and they can disagree.

use super::compare::{Standing, TargetChance};

/// A rule by which one alternative is preferred.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// Highest probability of a target, or of all targets of a set together.
    TargetChance(String),
    /// Most escapes that last, in the mean.
    MostLasting,
    /// Smallest largest regret of lasting escapes (Savage).
    SmallestRegret,
    /// Best worst replicate of lasting escapes (Wald's maximin).
    Maximin,
}

impl Rule {
    /// The word used in files.
    pub fn word(&self) -> String {
        match self {
            Rule::TargetChance(target) => format!("target_chance.{target}"),
            Rule::MostLasting => "most_lasting_escapes".to_string(),
            Rule::SmallestRegret => "smallest_largest_regret".to_string(),
            Rule::Maximin => "maximin".to_string(),
        }
    }
}

/// What a rule prefers.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    pub rule: Rule,
    /// Alternatives that no other beats by this rule, in the scenario's order; all of them = the rule does not decide.
    pub chosen: Vec<usize>,
    /// What the rule looks at, by alternative.
    pub scores: Vec<f64>,
    /// The best of the others; `None` where the rule does not decide.
    pub runner_up: Option<usize>,
    /// The choice less the runner-up on the same replicates, where the rule looks at a mean.
    pub lead: Option<Lead>,
}

/// A paired difference with its 95 % interval, in the unit of the scores.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lead {
    pub mean: f64,
    pub low: f64,
    pub high: f64,
}

impl Choice {
    fn new(rule: Rule, scores: Vec<f64>, larger_is_better: bool) -> Choice {
        let sign = if larger_is_better { 1.0 } else { -1.0 };
        let best = scores.iter().map(|score| sign * score).fold(f64::NEG_INFINITY, f64::max);
        let chosen: Vec<usize> = (0..scores.len()).filter(|&at| sign * scores[at] == best).collect();
        let others = (0..scores.len()).filter(|at| !chosen.contains(at));
        // Of equals the first, as among the chosen.
        let runner_up = others.rev().max_by(|&a, &b| (sign * scores[a]).total_cmp(&(sign * scores[b])));
        Choice { rule, chosen, scores, runner_up, lead: None }
    }

    /// Whether it tells alternatives apart at all.
    pub fn decides(&self) -> bool {
        self.chosen.len() < self.scores.len()
    }
}

/// Choices of all rules; `lasting` are the standings of lasting escapes of alternatives 0, 1, …; `paired` is one
/// alternative less another in what a rule looks at.
pub fn choices(
    chances: &[TargetChance],
    lasting: &[Standing],
    paired: &dyn Fn(&Rule, usize, usize) -> Option<Lead>,
) -> Vec<Choice> {
    let mut targets: Vec<&str> = chances.iter().map(|it| it.target.as_str()).collect();
    // Rows of one target stand together.
    targets.dedup();
    let chance_of = |target: &str| {
        let own = chances.iter().filter(|it| it.target == target && it.alternative < lasting.len());
        Choice::new(Rule::TargetChance(target.to_string()), own.map(|it| it.p.estimate).collect(), true)
    };
    let of = |rule, score: fn(&Standing) -> f64, larger| {
        Choice::new(rule, lasting.iter().map(score).collect(), larger)
    };
    let mut choices: Vec<Choice> = targets.into_iter().map(chance_of).collect();
    choices.push(of(Rule::MostLasting, |it| it.mean, true));
    choices.push(of(Rule::SmallestRegret, |it| it.regret_largest, false));
    choices.push(of(Rule::Maximin, |it| it.worst, true));
    for choice in &mut choices {
        let pair = choice.chosen.first().copied().zip(choice.runner_up);
        choice.lead = pair.and_then(|(best, other)| paired(&choice.rule, best, other));
    }
    choices
}

/// The alternatives that every rule which decides is content with; all that it is given if none decides.
pub fn common(choices: &[Choice]) -> Vec<usize> {
    let all = 0..choices.iter().map(|choice| choice.scores.len()).max().unwrap_or(0);
    let content = |it: &usize| choices.iter().all(|choice| !choice.decides() || choice.chosen.contains(it));
    all.filter(content).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_that_do_not_decide_do_not_disagree() {
        let choice = |scores: &[f64]| Choice::new(Rule::Maximin, scores.to_vec(), true);
        let (first, second, none) = (choice(&[2.0, 1.0]), choice(&[1.0, 2.0]), choice(&[0.0, 0.0]));
        assert_eq!((first.chosen.clone(), none.chosen.clone()), (vec![0], vec![0, 1]));
        assert!(first.decides() && !none.decides());
        assert_eq!(common(&[first.clone(), none.clone()]), [0]);
        assert!(common(&[first, second, none.clone()]).is_empty());
        assert_eq!(common(&[none]), [0, 1]);
        let regret = Choice::new(Rule::SmallestRegret, vec![3.0, 1.0, 1.0], false);
        assert_eq!((regret.chosen.clone(), regret.runner_up), (vec![1, 2], Some(0)));
        let even = choice(&[1.0, 3.0, 1.0]);
        assert_eq!((even.runner_up, choice(&[0.0, 0.0]).runner_up), (Some(0), None));
    }
}
