//! The allocator on problems with known answers: one budget, earmarks, floors, caps, locks, clashes, ties.

use giamngheo::decide::allocate::{
    Area, Constraint, Goal, Limit, Lock, Package, Problem, Refusal, Solution, Source, prices, solve,
};
use giamngheo::domain::money::Money;

fn million(amount: i64) -> Money {
    Money::from_dong(amount * 1_000_000)
}

/// Four areas with the menus of a small multiple-choice knapsack; nothing is not a package.
fn knapsack(budget: i64) -> Problem {
    let costs = [[3, 7, 12], [4, 6, 11], [5, 9, 10], [2, 8, 13]];
    let values = [[5, 9, 15], [6, 8, 14], [4, 10, 12], [3, 11, 17]];
    let mut problem = Problem {
        sources: vec![Source { id: "budget".to_string(), amount: million(budget) }],
        ..Problem::default()
    };
    for area in 0..4 {
        problem.areas.push(Area { code: format!("{area}") });
        for level in 0..3 {
            problem.packages.push(Package {
                area,
                id: format!("p{}", level + 1),
                cost: million(costs[area][level]),
                value: f64::from(values[area][level]),
                payers: vec![true],
            });
        }
    }
    problem
}

fn best(problem: &Problem, goal: Goal) -> Solution {
    let found = solve(problem, goal).unwrap();
    let paid: Money = found.payments.iter().map(|it| it.amount).sum();
    assert_eq!(paid, found.cost);
    let all: Money = problem.sources.iter().map(|it| it.amount).sum();
    assert_eq!(found.leftover.iter().copied().sum::<Money>() + paid, all);
    assert!(found.complete && found.gap == 0.0 && found.bound == found.objective(), "{found:?}");
    found
}

#[test]
fn values_and_costs_of_the_small_knapsack_are_exact() {
    let budgets = [0, 5, 9, 10, 13, 15, 17, 20, 25, 30, 35, 46, 100];
    let values = [0, 8, 14, 14, 18, 22, 24, 28, 34, 40, 44, 58, 58];
    let costs = [0, 5, 9, 9, 13, 15, 17, 20, 25, 30, 34, 46, 46];
    for ((budget, value), cost) in budgets.into_iter().zip(values).zip(costs) {
        let found = best(&knapsack(budget), Goal::MostValue);
        assert_eq!((found.value, found.cost), (f64::from(value), million(cost)), "budget {budget}");
        assert_eq!(found.leftover, [million(budget - cost)]);
    }
}

#[test]
fn least_costs_of_the_small_knapsack_are_exact_and_the_maximum_is_told() {
    for (value, cost) in [(10, 7), (20, 15), (30, 22), (40, 30), (50, 39), (58, 46)] {
        let found = best(&knapsack(100), Goal::LeastCost { value: f64::from(value) });
        assert_eq!(found.cost, million(cost), "value {value}");
        assert!(found.value >= f64::from(value));
    }
    let refused = solve(&knapsack(100), Goal::LeastCost { value: 59.0 });
    assert_eq!(refused, Err(Refusal::TargetBeyond { target: 59.0, maximum: 58.0, proven: true }));
    // What the budget does not allow is beyond the maximum too.
    let refused = solve(&knapsack(13), Goal::LeastCost { value: 18.5 });
    assert_eq!(refused, Err(Refusal::TargetBeyond { target: 18.5, maximum: 18.0, proven: true }));
}

fn limit(area: usize, floor: Option<i64>, cap: Option<i64>) -> Limit {
    Limit { area, floor: floor.map(million), cap: cap.map(million) }
}

#[test]
fn every_floor_cap_and_lock_has_its_price() {
    let mut problem = knapsack(20);
    // Without bounds: 28. A floor that forces the 12 of the first area, a cap on the last, a lock on the third.
    problem.limits = vec![limit(0, Some(12), None), limit(3, None, Some(5))];
    problem.locks = vec![Lock { area: 2, package: 6 }];
    let found = best(&problem, Goal::MostValue);
    // 12 + 5 + 2 = 19: 15 + 4 + 3.
    assert_eq!((found.value, found.cost), (22.0, million(19)));
    let told: Vec<(Constraint, f64)> =
        prices(&problem, &found).iter().map(|it| (it.constraint, it.price)).collect();
    // Floor gone: 7 + 6 + 5 + 2 = 20 for 9 + 8 + 4 + 3 = 24. Lock gone: 12 + 6 + 2 = 20 for 15 + 8 + 3 = 26. Cap
    // gone: 12 + 5 and at most 3 left: no change.
    let expected = [(Constraint::Floor(0), 2.0), (Constraint::Lock(2), 4.0), (Constraint::Cap(3), 0.0)];
    assert_eq!(told, expected);
    let cheap = best(&problem, Goal::LeastCost { value: 20.0 });
    // 15 + 4 with something worth 1: 2 million for 3.
    assert_eq!(cheap.cost, million(19));
    let told: Vec<f64> = prices(&problem, &cheap).iter().map(|it| it.price).collect();
    // Floor gone: 3 + 6 + 5 + 2 = 16 for 20. Lock gone: 12 + 4 = 16 for 21.
    assert_eq!(told, [-3e6, -3e6, 0.0]);
}

#[test]
fn a_clash_is_told_without_what_has_nothing_to_do_with_it() {
    let mut problem = knapsack(20);
    problem.limits = vec![limit(0, Some(12), None), limit(1, Some(11), None), limit(3, None, Some(5))];
    problem.locks = vec![Lock { area: 2, package: 6 }];
    // 12 + 11 is more than 20; 12 + 5 and 11 + 5 fit.
    let refused = solve(&problem, Goal::MostValue);
    assert_eq!(refused, Err(Refusal::Infeasible(vec![Constraint::Floor(0), Constraint::Floor(1)])));
    assert_eq!(solve(&problem, Goal::LeastCost { value: 1.0 }), refused);
    // Within one area: a floor above what its cap allows.
    let mut problem = knapsack(20);
    problem.limits = vec![limit(1, Some(5), Some(5)), limit(0, Some(12), None)];
    let refused = solve(&problem, Goal::MostValue);
    assert_eq!(refused, Err(Refusal::Infeasible(vec![Constraint::Floor(1), Constraint::Cap(1)])));
    // A lock that nobody can pay.
    let mut problem = knapsack(11);
    problem.locks = vec![Lock { area: 3, package: 11 }];
    assert_eq!(solve(&problem, Goal::MostValue), Err(Refusal::Infeasible(vec![Constraint::Lock(3)])));
}

#[test]
fn earmarked_money_pays_only_what_it_may_and_several_sources_pay_together() {
    let mut problem = knapsack(0);
    // Poor-district money pays in area 0 alone, other money everywhere: 9 and 4.
    let source = |id: &str, amount| Source { id: id.to_string(), amount: million(amount) };
    problem.sources = vec![source("other", 4), source("district", 9)];
    problem.packages.iter_mut().for_each(|it| it.payers = vec![true, it.area == 0]);
    let found = best(&problem, Goal::MostValue);
    // The 12 for 15 leaves 1; the 7 for 9 leaves all 4 of the other money: 6 in area 1. Both are worth 15: the
    // cheaper one is 7 + 4 = 11.
    assert_eq!((found.value, found.cost), (15.0, million(11)));
    assert_eq!(found.chosen, [Some(1), Some(3), None, None]);
    let paid: Vec<(usize, usize, Money)> =
        found.payments.iter().map(|it| (it.area, it.source, it.amount)).collect();
    assert_eq!(paid, [(0, 1, million(7)), (1, 0, million(4))]);
    assert_eq!(found.leftover, [Money::ZERO, million(2)]);
    // With 3 more everywhere the 12 is paid by both.
    problem.sources[0].amount = million(7);
    let found = best(&problem, Goal::MostValue);
    assert_eq!(found.value, 21.0);
    let shares: Vec<(usize, Money)> =
        found.payments.iter().filter(|it| it.area == 0).map(|it| (it.source, it.amount)).collect();
    assert_eq!(shares, [(1, million(9)), (0, million(3))]);
}

#[test]
fn ties_go_to_the_cheaper_and_then_to_the_first_by_code_and_id() {
    let mut problem = knapsack(10);
    problem.packages.iter_mut().for_each(|it| (it.cost, it.value) = (million(5), 0.1));
    let found = best(&problem, Goal::MostValue);
    // Two areas get something; nothing comes before any package, so the last two do, each its first.
    assert_eq!(found.chosen, [None, None, Some(6), Some(9)]);
    problem.packages[1].cost = million(4);
    assert_eq!(best(&problem, Goal::MostValue).chosen, [Some(1), None, None, Some(9)]);
}

#[test]
fn what_a_caller_got_wrong_is_refused() {
    let broken = |change: fn(&mut Problem)| {
        let mut problem = knapsack(10);
        change(&mut problem);
        matches!(solve(&problem, Goal::MostValue), Err(Refusal::Malformed(_)))
    };
    assert!(!broken(|_| ()));
    assert!(broken(|it| it.packages[0].value = f64::NAN));
    assert!(broken(|it| it.packages[0].cost = Money::from_dong(-1)));
    assert!(broken(|it| it.packages[0].payers = Vec::new()));
    assert!(broken(|it| it.packages[1].id = "p1".to_string()));
    assert!(broken(|it| it.areas[1].code = "0".to_string()));
    assert!(broken(|it| it.sources.push(it.sources[0].clone())));
    assert!(broken(|it| it.locks = vec![Lock { area: 0, package: 5 }]));
    assert!(broken(|it| it.limits = vec![limit(7, None, None)]));
    let goal = Goal::LeastCost { value: f64::NAN };
    assert!(matches!(solve(&knapsack(10), goal), Err(Refusal::Malformed(_))));
}
