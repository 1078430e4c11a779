//! A general mixed-integer solver as an independent witness: packages as yes or no, payments as amounts, nothing else.

use giamngheo::decide::allocate::{Area, Goal, Limit, Package, Problem, Refusal, Source, solve};
use giamngheo::domain::money::Money;
use microlp::{ComparisonOp, OptimizationDirection, Problem as Model, SolutionStatus, Variable};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

/// Money is told to the witness in millions, its coefficients should be of like size.
const MILLION: f64 = 1e6;
/// The witness's own tolerance, relative.
const NEAR: f64 = 1e-6;

fn million(amount: Money) -> f64 {
    amount.dong() as f64 / MILLION
}

/// An ordinary problem: some sources with earmarks, menus that are dearer the more they are worth, a few bounds.
fn ordinary(rng: &mut StdRng) -> Problem {
    let mut problem = Problem::default();
    let count = rng.random_range(1..=3);
    for source in 0..count {
        let amount = Money::from_dong(rng.random_range(800..2500) * 1_000_000);
        problem.sources.push(Source { id: format!("s{source}"), amount });
    }
    for area in 0..rng.random_range(6..=12) {
        problem.areas.push(Area { code: format!("{area:02}") });
        for id in 0..rng.random_range(1..=4_i64) {
            let cost = (id + 1) * rng.random_range(60_000_000..200_000_000_i64);
            let value = cost as f64 / MILLION * rng.random_range(0.02..0.06);
            let payers: Vec<bool> = (0..count).map(|_| rng.random_bool(0.7)).collect();
            let (id, cost) = (format!("p{id}"), Money::from_dong(cost));
            problem.packages.push(Package { area, id, cost, value, payers });
        }
        if rng.random_bool(0.2) {
            let floor = Some(Money::from_dong(rng.random_range(50_000_000..150_000_000)));
            problem.limits.push(Limit { area, floor, cap: None });
        } else if rng.random_bool(0.2) {
            let cap = Some(Money::from_dong(rng.random_range(150_000_000..400_000_000)));
            problem.limits.push(Limit { area, floor: None, cap });
        }
    }
    problem
}

/// The objective that the witness finds; `None` if it finds nothing feasible.
fn witness(problem: &Problem, goal: Goal) -> Option<f64> {
    let mut model = Model::new(match goal {
        Goal::MostValue => OptimizationDirection::Maximize,
        Goal::LeastCost { .. } => OptimizationDirection::Minimize,
    });
    let weight = |it: &Package| if goal == Goal::MostValue { it.value } else { million(it.cost) };
    let chosen: Vec<Variable> = problem.packages.iter().map(|it| model.add_binary_var(weight(it))).collect();
    let mut by_source: Vec<Vec<(Variable, f64)>> = vec![Vec::new(); problem.sources.len()];
    for (package, &is_chosen) in problem.packages.iter().zip(&chosen) {
        let mut terms = vec![(is_chosen, -million(package.cost))];
        for (source, _) in package.payers.iter().enumerate().filter(|(_, pays)| **pays) {
            let paid = model.add_var(0.0, (0.0, f64::INFINITY));
            terms.push((paid, 1.0));
            by_source[source].push((paid, 1.0));
        }
        model.add_constraint(&terms, ComparisonOp::Eq, 0.0);
    }
    for (source, terms) in problem.sources.iter().zip(&by_source) {
        model.add_constraint(terms, ComparisonOp::Le, million(source.amount));
    }
    for area in 0..problem.areas.len() {
        let of_area = || problem.packages.iter().zip(&chosen).filter(move |(it, _)| it.area == area);
        let ones: Vec<(Variable, f64)> = of_area().map(|(_, &chosen)| (chosen, 1.0)).collect();
        model.add_constraint(&ones, ComparisonOp::Le, 1.0);
        let costs: Vec<(Variable, f64)> = of_area().map(|(it, &chosen)| (chosen, million(it.cost))).collect();
        for limit in problem.limits.iter().filter(|it| it.area == area) {
            if let Some(floor) = limit.floor {
                model.add_constraint(&costs, ComparisonOp::Ge, million(floor));
            }
            if let Some(cap) = limit.cap {
                model.add_constraint(&costs, ComparisonOp::Le, million(cap));
            }
        }
    }
    if let Goal::LeastCost { value } = goal {
        let values: Vec<(Variable, f64)> =
            problem.packages.iter().zip(&chosen).map(|(it, &chosen)| (chosen, it.value)).collect();
        model.add_constraint(&values, ComparisonOp::Ge, value);
    }
    match model.solve() {
        Ok(outcome) => {
            let solution = outcome.into_solution().expect("an answer without a limit on nodes");
            assert_eq!(solution.status(), SolutionStatus::Optimal);
            Some(solution.objective())
        }
        Err(microlp::Error::Infeasible) => None,
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn a_general_solver_agrees_on_ordinary_problems() {
    let mut rng = StdRng::seed_from_u64(31);
    let (mut agreed, mut refused) = (0, 0);
    for round in 0..60 {
        let problem = ordinary(&mut rng);
        let (found, seen) = (solve(&problem, Goal::MostValue), witness(&problem, Goal::MostValue));
        let Ok(most) = found else {
            assert!(
                matches!(found, Err(Refusal::Infeasible(_))) && seen.is_none(),
                "round {round}: {seen:?}"
            );
            refused += 1;
            continue;
        };
        let near = |ours: f64, theirs: f64| (ours - theirs).abs() <= NEAR * (1.0 + ours.abs());
        assert!(most.complete && near(most.value, seen.unwrap()), "round {round}: {} {seen:?}", most.value);
        let goal = Goal::LeastCost { value: 0.7 * most.value };
        let (least, seen) = (solve(&problem, goal).unwrap(), witness(&problem, goal));
        assert!(near(million(least.cost), seen.unwrap()), "round {round}: {} {seen:?}", million(least.cost));
        agreed += 1;
    }
    assert!(agreed >= 40 && refused >= 1, "{agreed} agreed, {refused} refused");
}
