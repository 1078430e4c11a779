//! Continuous spending on saturating curves, exactly: the conditions of Karush, Kuhn and Tucker under earmarked budgets.
//!
//! Every curve is amplitude · tanh(money / scale). What earmarked sources can pay is a polymatroid (Hall's condition on
//! sets of sources), so the optimum comes by decomposition: one price for all money; where a set of sources is asked for
//! more than it has, that set and the rest are solved apart (Groenevelt 1991, "Two algorithms for maximizing a separable
//! concave function over a polymatroid feasible region").

/// Steps of the bisection on a price's logarithm: enough for every bit of a float.
const BISECTIONS: usize = 200;
/// Share of a budget by which a set may seem overdrawn from rounding.
const ROUNDING: f64 = 1e-12;

/// Where money can go, with falling returns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Curve {
    /// Value at unlimited money; above zero.
    pub amplitude: f64,
    /// Money at which tanh(1) of it is reached; above zero.
    pub scale: f64,
    /// Sources that may pay, as bits; at least one.
    pub payers: u32,
}

impl Curve {
    /// The curve through `once` at `money` and `twice` at twice as much; `None` if it does not rise.
    ///
    /// tanh 2u / tanh u = 2 / (1 + tanh² u) gives u = money / scale. A line or a kink has no such curve: the nearest is taken.
    pub fn through(money: f64, once: f64, twice: f64, payers: u32) -> Option<Curve> {
        if !(money > 0.0 && once > 0.0 && twice > 0.0) {
            return None;
        }
        let u = libm::atanh((2.0 * once / twice - 1.0).clamp(1e-6, 0.999).sqrt());
        Some(Curve { amplitude: once / libm::tanh(u), scale: money / u, payers })
    }

    pub fn value(&self, money: f64) -> f64 {
        self.amplitude * libm::tanh(money / self.scale)
    }

    /// Value of the next unit of money.
    pub fn marginal(&self, money: f64) -> f64 {
        let cosh = libm::cosh(money / self.scale);
        self.amplitude / self.scale / (cosh * cosh)
    }

    /// Money at which the next unit is worth `price`; 0 where the first is not.
    pub fn demand(&self, price: f64) -> f64 {
        let ratio = self.amplitude / (self.scale * price);
        if ratio <= 1.0 { 0.0 } else { self.scale * libm::acosh(ratio.sqrt()) }
    }
}

/// Optimal spending.
#[derive(Clone, Debug, PartialEq)]
pub struct Spending {
    /// By curve.
    pub money: Vec<f64>,
    /// By source: value of its next unit of money; 0 where nothing can use it.
    pub prices: Vec<f64>,
}

/// How far from optimal a spending is at most: what the prices allow less what is had, as a share of it. By weak duality
/// no spending is better by more, whatever the way it was found.
pub fn duality_gap(curves: &[Curve], budgets: &[f64], spending: &Spending) -> f64 {
    let price = |curve: &Curve| cheapest(curve.payers, &spending.prices);
    let had: f64 = curves.iter().zip(&spending.money).map(|(curve, &money)| curve.value(money)).sum();
    let surplus = |curve: &Curve| {
        let money = curve.demand(price(curve));
        curve.value(money) - price(curve) * money
    };
    let paid: f64 = budgets.iter().zip(&spending.prices).map(|(budget, price)| budget * price).sum();
    let most = paid + curves.iter().map(surplus).sum::<f64>();
    (most - had) / had.abs().max(f64::MIN_POSITIVE)
}

/// The most by which a set of sources is asked for more than it has; money.
pub fn overdrawn(curves: &[Curve], budgets: &[f64], money: &[f64]) -> f64 {
    let all: Vec<usize> = (0..curves.len()).collect();
    let sources = (1u32 << budgets.len()) - 1;
    tightest(&problem(curves, budgets), &all, sources, money).map_or(0.0, |(_, excess)| excess)
}

fn cheapest(payers: u32, prices: &[f64]) -> f64 {
    let own = prices.iter().enumerate().filter(|(source, _)| payers & (1 << source) != 0);
    own.map(|(_, price)| *price).fold(f64::INFINITY, f64::min)
}

struct Problem<'a> {
    curves: &'a [Curve],
    budgets: &'a [f64],
}

fn problem<'a>(curves: &'a [Curve], budgets: &'a [f64]) -> Problem<'a> {
    Problem { curves, budgets }
}

impl Problem<'_> {
    fn budget(&self, sources: u32) -> f64 {
        let own = self.budgets.iter().enumerate().filter(|(source, _)| sources & (1 << source) != 0);
        own.map(|(_, budget)| *budget).sum()
    }
}

/// The best spending of budgets (by source, at most 31) on curves. All money that a curve can use is spent: every next unit is worth something.
pub fn spend(curves: &[Curve], budgets: &[f64]) -> Spending {
    let mut spending = Spending { money: vec![0.0; curves.len()], prices: vec![0.0; budgets.len()] };
    let all: Vec<usize> = (0..curves.len()).collect();
    let sources = (1u32 << budgets.len()) - 1;
    decompose(&problem(curves, budgets), &all, sources, &mut spending);
    spending
}

/// Solves some curves on some sources that are theirs alone.
fn decompose(problem: &Problem<'_>, curves: &[usize], sources: u32, spending: &mut Spending) {
    let usable = curves.iter().fold(0, |union, &at| union | problem.curves[at].payers) & sources;
    if usable == 0 {
        return;
    }
    let price = fill(problem, curves, problem.budget(usable), &mut spending.money);
    let excess = tightest(problem, curves, usable, &spending.money);
    let (set, rest) = match excess {
        Some((set, excess)) if excess > ROUNDING * problem.budget(usable) && set != usable => {
            (set, usable & !set)
        }
        _ => {
            let own =
                spending.prices.iter_mut().enumerate().filter(|(source, _)| usable & (1 << source) != 0);
            own.for_each(|(_, of)| *of = price);
            return;
        }
    };
    let (inside, outside): (Vec<usize>, Vec<usize>) =
        curves.iter().partition(|&&at| problem.curves[at].payers & usable & !set == 0);
    decompose(problem, &inside, set, spending);
    decompose(problem, &outside, rest, spending);
}

/// One price at which the curves use just this much money; sets their money.
fn fill(problem: &Problem<'_>, curves: &[usize], budget: f64, money: &mut [f64]) -> f64 {
    let demand = |price: f64| curves.iter().map(|&at| problem.curves[at].demand(price)).sum::<f64>();
    let first = |at: &usize| problem.curves[*at].amplitude / problem.curves[*at].scale;
    let highest = curves.iter().map(first).fold(0.0, f64::max);
    if budget <= 0.0 {
        curves.iter().for_each(|&at| money[at] = 0.0);
        return highest;
    }
    let (mut low, mut high) = (-700.0, libm::log(highest));
    for _ in 0..BISECTIONS {
        let middle = 0.5 * (low + high);
        match demand(libm::exp(middle)) > budget {
            true => low = middle,
            false => high = middle,
        }
    }
    let price = libm::exp(high);
    curves.iter().for_each(|&at| money[at] = problem.curves[at].demand(price));
    price
}

/// The set of sources that is asked for most beyond what it has, and by how much; `None` without sources.
fn tightest(problem: &Problem<'_>, curves: &[usize], sources: u32, money: &[f64]) -> Option<(u32, f64)> {
    let mut worst: Option<(u32, f64)> = None;
    let mut set = sources;
    while set != 0 {
        let own = curves.iter().filter(|&&at| problem.curves[at].payers & sources & !set == 0);
        let excess = own.map(|&at| money[at]).sum::<f64>() - problem.budget(set);
        if worst.is_none_or(|(_, most)| excess > most) {
            worst = Some((set, excess));
        }
        set = (set - 1) & sources;
    }
    worst
}

#[cfg(test)]
#[path = "curves_test.rs"]
mod tests;
