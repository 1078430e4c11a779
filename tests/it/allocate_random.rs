//! The allocator against enumeration of everything on thousands of small random problems, and on larger ones against
//! what must hold whatever the answer is.

use giamngheo::decide::allocate::{
    Area, Constraint, Goal, Limit, Lock, Package, Problem, Refusal, Source, prices, solve,
};
use giamngheo::domain::money::Money;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};

/// A problem of some areas with earmarks, floors, caps and locks; many ties if `coarse`.
fn random(rng: &mut StdRng, areas: usize, packages: usize, coarse: bool) -> Problem {
    let count = rng.random_range(1..=3);
    let mut problem = Problem::default();
    let most: i64 = if coarse { 5 } else { 900 };
    for source in 0..count {
        let amount = rng.random_range(0..=most * areas as i64 / 2);
        problem.sources.push(Source { id: format!("s{source}"), amount: Money::from_dong(amount) });
    }
    for area in 0..areas {
        problem.areas.push(Area { code: format!("{:03}", area * 7 % 101) });
        for id in 0..rng.random_range(0..=packages) {
            problem.packages.push(Package {
                area,
                id: format!("{id}"),
                cost: Money::from_dong(rng.random_range(0..=most)),
                value: rng.random_range(0..=most) as f64 / 10.0,
                payers: (0..count).map(|_| rng.random_bool(0.6)).collect(),
            });
        }
        let bound =
            |rng: &mut StdRng| rng.random_bool(0.15).then(|| Money::from_dong(rng.random_range(0..=most)));
        let (floor, cap) = (bound(rng), bound(rng));
        problem.limits.push(Limit { area, floor, cap });
        let last = problem.packages.iter().rposition(|it| it.area == area);
        if let Some(package) = last.filter(|_| rng.random_bool(0.08)) {
            problem.locks.push(Lock { area, package });
        }
    }
    problem
}

/// Whether the sources can pay, by Hall's condition on every set of them.
fn payable(problem: &Problem, chosen: &[Option<usize>]) -> bool {
    (0_u32..1 << problem.sources.len()).all(|set| {
        let inside = |source: usize| set & (1 << source) != 0;
        let only = |i: &&usize| {
            problem.packages[**i].payers.iter().enumerate().all(|(source, pays)| !pays || inside(source))
        };
        let need: i64 = chosen.iter().flatten().filter(only).map(|&i| problem.packages[i].cost.dong()).sum();
        let sources = problem.sources.iter().enumerate().filter(|(source, _)| inside(*source));
        need <= sources.map(|(_, source)| source.amount.dong()).sum()
    })
}

/// Every selection that is allowed, in the order of ties.
fn allowed(problem: &Problem) -> Vec<Vec<Option<usize>>> {
    let mut all = vec![vec![None; problem.areas.len()]];
    for area in problem.areas_in_order() {
        let limit = problem.limits.iter().find(|it| it.area == area);
        let lock = problem.locks.iter().find(|it| it.area == area);
        let mut options = vec![None];
        options.extend((0..problem.packages.len()).filter(|&i| problem.packages[i].area == area).map(Some));
        options.retain(|option| {
            let cost = option.map_or(Money::ZERO, |i| problem.packages[i].cost);
            limit.is_none_or(|it| it.floor.is_none_or(|floor| cost >= floor))
                && limit.is_none_or(|it| it.cap.is_none_or(|cap| cost <= cap))
                && lock.is_none_or(|it| Some(it.package) == *option)
        });
        let with = |chosen: &Vec<Option<usize>>, option: Option<usize>| {
            let mut chosen = chosen.clone();
            chosen[area] = option;
            chosen
        };
        all = all.iter().flat_map(|it| options.iter().map(move |option| with(it, *option))).collect();
    }
    all.retain(|chosen| payable(problem, chosen));
    all
}

/// Tenths of value, and đồng.
fn worth(problem: &Problem, chosen: &[Option<usize>]) -> (i64, i64) {
    let of = |i: &usize| {
        let package = &problem.packages[*i];
        ((package.value * 10.0).round() as i64, package.cost.dong())
    };
    chosen.iter().flatten().map(of).fold((0, 0), |sum, it| (sum.0 + it.0, sum.1 + it.1))
}

fn expected(problem: &Problem, goal: Goal) -> Option<Vec<Option<usize>>> {
    let order = |chosen: &Vec<Option<usize>>| {
        let (value, cost) = worth(problem, chosen);
        match goal {
            Goal::MostValue => (-value, cost),
            Goal::LeastCost { .. } => (cost, -value),
        }
    };
    let target = match goal {
        Goal::MostValue => i64::MIN,
        Goal::LeastCost { value } => (value * 10.0).round() as i64,
    };
    // The first of equals: they come in the order of ties.
    allowed(problem).into_iter().filter(|it| worth(problem, it).0 >= target).min_by_key(order)
}

fn paid_in_full(problem: &Problem, goal: Goal) {
    let Ok(found) = solve(problem, goal) else { return };
    let mut left: Vec<i64> = problem.sources.iter().map(|it| it.amount.dong()).collect();
    let mut need: Vec<i64> =
        found.chosen.iter().map(|it| it.map_or(0, |i| problem.packages[i].cost.dong())).collect();
    for it in &found.payments {
        assert!(it.amount > Money::ZERO && problem.packages[it.package].payers[it.source]);
        assert_eq!(found.chosen[it.area], Some(it.package));
        left[it.source] -= it.amount.dong();
        need[it.area] -= it.amount.dong();
    }
    assert!(need.iter().all(|need| *need == 0) && left.iter().all(|left| *left >= 0));
    assert_eq!(left, found.leftover.iter().map(|it| it.dong()).collect::<Vec<_>>());
}

#[test]
fn enumeration_of_everything_agrees_on_thousands_of_small_problems() {
    let mut rng = StdRng::seed_from_u64(20_262_029);
    let (mut solved, mut refused) = (0, 0);
    for round in 0..2400 {
        let (areas, packages) = (rng.random_range(1..=5), rng.random_range(1..=3));
        let problem = random(&mut rng, areas, packages, round % 2 == 0);
        let target = rng.random_range(0..=30 * areas) as f64 / 10.0;
        for goal in [Goal::MostValue, Goal::LeastCost { value: target }] {
            paid_in_full(&problem, goal);
            match (expected(&problem, goal), solve(&problem, goal)) {
                (Some(chosen), Ok(found)) => {
                    solved += 1;
                    assert!(found.complete && found.gap == 0.0, "round {round}");
                    assert_eq!(found.chosen, chosen, "round {round} {goal:?} {problem:?}");
                }
                (None, Err(Refusal::Infeasible(clash))) => {
                    refused += 1;
                    assert!(!clash.is_empty(), "round {round}");
                    clashes_minimally(&problem, &clash);
                }
                (None, Err(Refusal::TargetBeyond { maximum, proven: true, .. })) => {
                    let most = expected(&problem, Goal::MostValue).unwrap();
                    assert!((maximum * 10.0 - worth(&problem, &most).0 as f64).abs() < 1e-6);
                }
                (expected, found) => panic!("round {round} {goal:?}: {expected:?}, {found:?}, {problem:?}"),
            }
        }
    }
    assert!(solved > 2000 && refused > 100, "{solved} solved, {refused} refused");
}

/// Many areas with the same few packages: what is told apart is told by code and id alone.
#[test]
fn of_many_equals_the_first_by_code_and_id_is_found() {
    let mut rng = StdRng::seed_from_u64(8);
    for round in 0..150 {
        let mut problem = random(&mut rng, 8, 2, true);
        problem.limits.clear();
        problem.locks.clear();
        let unit = |it: &mut Package| {
            let steps = 1 + it.cost.dong() % 2;
            (it.cost, it.value) = (Money::from_dong(steps), steps as f64 / 10.0);
        };
        problem.packages.iter_mut().for_each(unit);
        let sources = problem.sources.len() as i64;
        let purse = |it: &mut Source| it.amount = Money::from_dong(it.amount.dong() % 6 + 4 / sources);
        problem.sources.iter_mut().for_each(purse);
        let found = solve(&problem, Goal::MostValue).unwrap();
        assert!(found.complete, "round {round}");
        assert_eq!(Some(found.chosen), expected(&problem, Goal::MostValue), "round {round} {problem:?}");
    }
}

fn without(problem: &Problem, constraint: Constraint) -> Problem {
    let mut problem = problem.clone();
    let area = constraint.area();
    let limits = problem.limits.iter_mut().filter(|it| it.area == area);
    match constraint {
        Constraint::Floor(_) => limits.for_each(|it| it.floor = None),
        Constraint::Cap(_) => limits.for_each(|it| it.cap = None),
        Constraint::Lock(_) => problem.locks.retain(|it| it.area != area),
    }
    problem
}

/// The named constraints alone clash, and without any one of them they do not.
fn clashes_minimally(problem: &Problem, clash: &[Constraint]) {
    let others = problem.constraints().into_iter().filter(|it| !clash.contains(it));
    let alone = others.fold(problem.clone(), |problem, other| without(&problem, other));
    assert!(allowed(&alone).is_empty());
    for constraint in clash {
        assert!(!allowed(&without(&alone, *constraint)).is_empty(), "{constraint:?} is not needed");
    }
}

#[test]
fn prices_are_the_difference_that_enumeration_finds() {
    let mut rng = StdRng::seed_from_u64(77);
    let mut paid = 0;
    for _ in 0..300 {
        let problem = random(&mut rng, 4, 3, false);
        let Ok(found) = solve(&problem, Goal::MostValue) else { continue };
        let now = worth(&problem, &found.chosen).0;
        for it in prices(&problem, &found) {
            let free = without(&problem, it.constraint);
            let then = worth(&free, &expected(&free, Goal::MostValue).unwrap()).0;
            assert!(it.proven && (it.price * 10.0 - (then - now) as f64).abs() < 1e-6, "{it:?}");
            paid += i32::from(it.price > 0.0);
        }
    }
    assert!(paid > 30, "{paid}");
}

#[test]
fn shuffled_rows_change_nothing() {
    let mut rng = StdRng::seed_from_u64(5);
    for round in 0..100 {
        let problem = random(&mut rng, 12, 4, round % 2 == 0);
        let told = |problem: &Problem| {
            solve(problem, Goal::MostValue).ok().map(|found| {
                let code = |area: usize| problem.areas[area].code.clone();
                let id = |package: usize| problem.packages[package].id.clone();
                let mut chosen: Vec<_> =
                    found.chosen.iter().enumerate().map(|(area, it)| (code(area), it.map(id))).collect();
                chosen.sort();
                let payments = found.payments.iter().map(|it| {
                    (code(it.area), id(it.package), problem.sources[it.source].id.clone(), it.amount)
                });
                (chosen, payments.collect::<Vec<_>>(), found.value, found.cost)
            })
        };
        assert_eq!(told(&problem), told(&shuffled(&problem, &mut rng)));
    }
}

fn order(count: usize, rng: &mut StdRng) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.shuffle(rng);
    order
}

fn shuffled(problem: &Problem, rng: &mut StdRng) -> Problem {
    let areas = order(problem.areas.len(), rng);
    let packages = order(problem.packages.len(), rng);
    let sources = order(problem.sources.len(), rng);
    let place = |order: &[usize], old: usize| order.iter().position(|&it| it == old).unwrap();
    let package = |&i: &usize| {
        let old = &problem.packages[i];
        let payers = sources.iter().map(|&source| old.payers[source]).collect();
        Package { area: place(&areas, old.area), payers, ..old.clone() }
    };
    let lock = |it: &Lock| Lock { area: place(&areas, it.area), package: place(&packages, it.package) };
    Problem {
        areas: areas.iter().map(|&i| problem.areas[i].clone()).collect(),
        packages: packages.iter().map(package).collect(),
        sources: sources.iter().map(|&i| problem.sources[i].clone()).collect(),
        limits: problem.limits.iter().rev().map(|it| Limit { area: place(&areas, it.area), ..*it }).collect(),
        locks: problem.locks.iter().rev().map(lock).collect(),
    }
}

#[test]
fn one_more_option_never_lowers_the_optimum_and_a_floor_never_raises_it() {
    let mut rng = StdRng::seed_from_u64(11);
    let (mut raised, mut lowered) = (0, 0);
    for _ in 0..150 {
        let mut problem = random(&mut rng, 20, 5, false);
        problem.limits.clear();
        problem.locks.clear();
        let before = solve(&problem, Goal::MostValue).unwrap();
        let mut more = problem.clone();
        more.packages.push(Package {
            area: rng.random_range(0..20),
            id: "new".to_string(),
            cost: Money::from_dong(rng.random_range(0..=900)),
            value: f64::from(rng.random_range(0..=900)) / 10.0,
            payers: vec![true; problem.sources.len()],
        });
        let after = solve(&more, Goal::MostValue).unwrap();
        assert!(before.proven() && after.proven() && after.value >= before.value - 1e-9);
        raised += i32::from(after.value > before.value + 1e-9);
        let floor = Some(Money::from_dong(rng.random_range(0..=600)));
        problem.limits.push(Limit { area: rng.random_range(0..20), floor, cap: None });
        if let Ok(floored) = solve(&problem, Goal::MostValue) {
            assert!(floored.value <= before.value + 1e-9);
            lowered += i32::from(floored.value < before.value - 1e-9);
        }
    }
    assert!(raised > 20 && lowered > 20, "{raised} raised, {lowered} lowered");
}
