//! Scenario discovery: boxes of inputs in which an alternative misses its target, by patient peeling (PRIM).
//!
//! Friedman, Fisher, "Bump hunting in high-dimensional data", Statistics and Computing 9 (1999); coverage, density and
//! quasi-p-values of limits as in Bryant, Lempert, Technological Forecasting and Social Change 77 (2010). Without pasting:
//! limits that do not earn their keep are dropped instead.

use super::moments::order;

/// How boxes are looked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// Share of the box's rows that one step peels off.
    pub peel: f64,
    /// Least share of all rows that a box holds.
    pub least_support: f64,
    /// A limit whose quasi-p-value is above is dropped.
    pub most_p: f64,
    /// Most boxes; each next one is looked for among the rows outside those before.
    pub boxes: usize,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { peel: 0.05, least_support: 0.05, most_p: 0.05, boxes: 3 }
    }
}

/// One limit of a box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    /// Position of the input.
    pub input: usize,
    pub side: Side,
    /// Included in the box.
    pub value: f64,
    /// Chance of as many misses in the box if the limit, given the others, made no difference.
    pub quasi_p: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    Least,
    Most,
}

/// A box, told on all rows that no earlier box holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub limits: Vec<Limit>,
    /// Rows in the box.
    pub rows: usize,
    pub misses: usize,
    /// Misses in the box as a share of all misses of the table.
    pub coverage: f64,
    /// Misses as a share of the box's rows.
    pub density: f64,
    /// Rows in the box as a share of all rows of the table.
    pub support: f64,
}

/// Boxes that hold more misses than their surroundings and than the table as a whole, in the order in which they were found.
pub fn discover(inputs: &[&[f64]], miss: &[bool], settings: &Settings) -> Vec<Found> {
    let mut left: Vec<usize> = (0..miss.len()).collect();
    let all = miss.iter().filter(|miss| **miss).count();
    let mut boxes = Vec::new();
    while boxes.len() < settings.boxes {
        let hunt = Hunt { inputs, miss, rows: &left };
        let least = libm::ceil(settings.least_support * miss.len() as f64).max(2.0) as usize;
        let limits = hunt.pruned(hunt.peeled(settings.peel, least), settings.most_p);
        if limits.is_empty() {
            break;
        }
        let inside = hunt.inside(&limits);
        let misses = hunt.misses(&inside);
        // What is left over may have denser corners that are still safer than the table as a whole.
        if misses * miss.len() <= all * inside.len() {
            break;
        }
        boxes.push(Found {
            rows: inside.len(),
            misses,
            coverage: misses as f64 / all.max(1) as f64,
            density: misses as f64 / inside.len().max(1) as f64,
            support: inside.len() as f64 / miss.len().max(1) as f64,
            limits,
        });
        left.retain(|row| inside.binary_search(row).is_err());
    }
    boxes
}

/// The rows among which a box is looked for, ascending.
struct Hunt<'a> {
    inputs: &'a [&'a [f64]],
    miss: &'a [bool],
    rows: &'a [usize],
}

impl Hunt<'_> {
    fn misses(&self, rows: &[usize]) -> usize {
        rows.iter().filter(|&&row| self.miss[row]).count()
    }

    fn holds(&self, limit: &Limit, row: usize) -> bool {
        let value = self.inputs[limit.input][row];
        match limit.side {
            Side::Least => value >= limit.value,
            Side::Most => value <= limit.value,
        }
    }

    fn inside(&self, limits: &[Limit]) -> Vec<usize> {
        let holds = |row: &&usize| limits.iter().all(|limit| self.holds(limit, **row));
        self.rows.iter().filter(holds).copied().collect()
    }

    /// Peels until the box has `least` rows; returns the box of the path with the most of coverage × density.
    fn peeled(&self, peel: f64, least: usize) -> Vec<Limit> {
        let mut limits: Vec<Limit> = Vec::new();
        let mut rows = self.rows.to_vec();
        let score = |rows: &[usize]| {
            let misses = self.misses(rows) as f64;
            misses * misses / rows.len().max(1) as f64
        };
        let mut kept = (score(&rows), Vec::new());
        loop {
            let steps = (0..self.inputs.len())
                .flat_map(|input| [Side::Least, Side::Most].map(|side| self.step(&rows, input, side, peel)));
            let density = |rows: &[usize]| self.misses(rows) as f64 / rows.len() as f64;
            let allowed: Vec<(Limit, Vec<usize>)> =
                steps.flatten().filter(|(_, rest)| rest.len() >= least).collect();
            let widest = best(&allowed, &rows, &score).or_else(|| best(&allowed, &rows, &density));
            let Some((limit, rest)) = widest.map(|at| allowed[at].clone()) else { break };
            limits.retain(|it| (it.input, it.side) != (limit.input, limit.side));
            limits.push(limit);
            rows = rest;
            let now = score(&rows);
            if now > kept.0 {
                kept = (now, limits.clone());
            }
        }
        kept.1
    }

    /// The limit that takes away about a share `peel` of the rows at one side of an input, and the rows that stay.
    fn step(&self, rows: &[usize], input: usize, side: Side, peel: f64) -> Option<(Limit, Vec<usize>)> {
        let values: Vec<f64> = rows.iter().map(|&row| self.inputs[input][row]).collect();
        let ascending = order(&values);
        let count = (libm::floor(peel * rows.len() as f64) as usize).max(1);
        let sorted = |at: usize| values[ascending[at]];
        // Rows with the same value go or stay together.
        let value = match side {
            Side::Least => (count..rows.len()).map(sorted).find(|&value| value > sorted(count - 1)),
            Side::Most => {
                let cut = rows.len() - count;
                (0..cut).rev().map(sorted).find(|&value| value < sorted(cut))
            }
        }?;
        let limit = Limit { input, side, value, quasi_p: 1.0 };
        let rest = rows.iter().filter(|&&row| self.holds(&limit, row)).copied().collect();
        Some((limit, rest))
    }

    /// Drops the least telling limit until all that stay tell something.
    fn pruned(&self, mut limits: Vec<Limit>, most_p: f64) -> Vec<Limit> {
        loop {
            let inside = self.inside(&limits);
            let misses = self.misses(&inside);
            for at in 0..limits.len() {
                let mut others = limits.clone();
                others.remove(at);
                let without = self.inside(&others);
                let share = self.misses(&without) as f64 / without.len().max(1) as f64;
                limits[at].quasi_p = at_least(misses, inside.len(), share);
            }
            let worst = limits.iter().enumerate().max_by(|a, b| a.1.quasi_p.total_cmp(&b.1.quasi_p));
            match worst {
                Some((at, limit)) if limit.quasi_p > most_p => limits.remove(at),
                _ => break,
            };
        }
        limits.sort_by(|a, b| a.input.cmp(&b.input).then(a.side.cmp(&b.side)));
        limits
    }
}

/// The step that raises a measure of the box most per row taken away: so a rare value of an input with few values does not
/// win by one great leap. `None` = no step raises it.
fn best(steps: &[(Limit, Vec<usize>)], rows: &[usize], measure: &dyn Fn(&[usize]) -> f64) -> Option<usize> {
    let now = measure(rows);
    let gain = |rest: &[usize]| (measure(rest) - now) / (rows.len() - rest.len()).max(1) as f64;
    let gains = steps.iter().map(|(_, rest)| gain(rest)).enumerate().filter(|(_, gain)| *gain > 0.0);
    gains.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).map(|(at, _)| at)
}

/// Chance of at least `hits` of `trials` where each has the chance `share`.
fn at_least(hits: usize, trials: usize, share: f64) -> f64 {
    if hits == 0 || share >= 1.0 {
        return 1.0;
    }
    if share <= 0.0 {
        return 0.0;
    }
    let (n, log_odds) = (trials as f64, [libm::log(share), libm::log1p(-share)]);
    let log_chance = |k: usize| {
        let k = k as f64;
        let ways = libm::lgamma(n + 1.0) - libm::lgamma(k + 1.0) - libm::lgamma(n - k + 1.0);
        ways + k * log_odds[0] + (n - k) * log_odds[1]
    };
    (hits..=trials).map(|k| libm::exp(log_chance(k))).sum::<f64>().min(1.0)
}

#[cfg(test)]
mod tests {
    use super::at_least;

    #[test]
    fn tails_of_a_binomial_are_exact() {
        // 1 − 0.7³ and 0.3³ of three trials.
        assert!((at_least(1, 3, 0.3) - 0.657).abs() < 1e-12);
        assert!((at_least(3, 3, 0.3) - 0.027).abs() < 1e-12);
        assert_eq!((at_least(0, 3, 0.3), at_least(2, 3, 0.0), at_least(2, 3, 1.0)), (1.0, 0.0, 1.0));
    }
}
