//! What must not change: threads, prefixes, order, null levers; and what must hold in every replicate.

use crate::kernel::block;
use crate::support::rich;
use giamngheo::domain::form::Flows;
use giamngheo::domain::switch::Switch;
use giamngheo::plan::design::Design;
use giamngheo::plan::switch::switched;
use giamngheo::simulate::expected::expected_path;
use giamngheo::simulate::lanes::LANES;
use giamngheo::simulate::lanes::isa::Isa;
use giamngheo::simulate::runner::{Job, run};
use giamngheo::simulate::tally::Outcomes;

fn simulate(design: &Design, replicates: u32) -> Outcomes {
    run(&Job { communes: true, ..Job::new(design, replicates) })
}

#[test]
fn any_number_of_threads_gives_the_same_bits() {
    let design = rich(7, 4);
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| simulate(&design, 61))
    };
    let one = on(1);
    assert!(one == on(2) && one == on(5));
}

#[test]
fn the_first_replicates_of_many_are_the_few() {
    let design = rich(4, 4);
    let (few, many) = (simulate(&design, 17), simulate(&design, 40));
    for alternative in 0..2 {
        for replicate in 0..17 {
            assert_eq!(few.path(alternative, replicate, 0), many.path(alternative, replicate, 0));
        }
    }
}

#[test]
fn permuting_communes_permutes_results_and_adding_one_moves_no_other() {
    let design = rich(5, 3);
    let mut reversed = design.clone();
    reversed.communes.reverse();
    for funding in &mut reversed.alternatives {
        let block = funding.money.len() / 5;
        funding.money = funding.money.chunks(block).rev().flatten().copied().collect();
    }
    let (a, b) = (simulate(&design, 12), simulate(&reversed, 12));
    assert_eq!(a.alternatives[1].series, b.alternatives[1].series);
    for commune in 0..5 {
        let years = |outcomes: &Outcomes, commune: usize| outcomes.communes[commune].years[3..].to_vec();
        assert_eq!(years(&a, commune), years(&b, 4 - commune));
    }
    let mut fewer = rich(4, 3);
    let cells = fewer.alternatives[1].money.len();
    fewer.alternatives[1].money.copy_from_slice(&design.alternatives[1].money[..cells]);
    let c = simulate(&fewer, 12);
    assert_eq!(a.communes[..4], c.communes[..]);
}

#[test]
fn money_that_is_zero_differs_in_nothing() {
    let design = rich(4, 4);
    let outcomes = simulate(&switched(&design, Switch::NoMoney), 20);
    assert!(outcomes.alternatives[0] == outcomes.alternatives[1]);
    let mut bare = design.clone();
    bare.instruments.clear();
    bare.alternatives.truncate(1);
    bare.alternatives[0].money.clear();
    let none = simulate(&bare, 20);
    assert_eq!(none.alternatives[0].series, outcomes.alternatives[0].series);
}

#[test]
fn doubling_money_and_unit_costs_changes_nothing() {
    let design = rich(4, 4);
    let mut doubled = design.clone();
    doubled.alternatives.iter_mut().for_each(|f| f.money.iter_mut().for_each(|m| *m *= 2.0));
    doubled.instruments.iter_mut().for_each(|i| i.programme_cost.iter_mut().for_each(|c| *c *= 2.0));
    assert!(simulate(&design, 20) == simulate(&doubled, 20));
}

#[test]
fn splitting_a_commune_in_two_halves_keeps_expected_totals() {
    let mut whole = rich(1, 4);
    // Even counts, so that halves are whole.
    whole.communes[0].start.iter_mut().flatten().for_each(|n| *n = (*n / 2.0).round() * 2.0);
    let mut halves = whole.clone();
    halves.communes[0].start.iter_mut().flatten().for_each(|n| *n /= 2.0);
    let mut twin = halves.communes[0].clone();
    twin.code += 1;
    halves.communes.push(twin);
    halves.places = vec![vec![0, 1]];
    halves.instruments.iter_mut().for_each(|i| i.offered.push(true));
    for funding in &mut halves.alternatives {
        let half: Vec<f64> = funding.money.iter().map(|m| m / 2.0).collect();
        funding.money = [half.clone(), half].concat();
    }
    let (a, b) = (expected_path(&whole, 1), expected_path(&halves, 1));
    for year in 0..4 {
        let halves = b[0][year].poor.end + b[1][year].poor.end;
        assert!((a[0][year].poor.end - halves).abs() < 1e-9);
    }
}

#[test]
fn stock_and_flow_hold_as_whole_numbers_in_every_replicate() {
    let design = rich(3, 4);
    for records in block(&design, 0, Isa::widest()) {
        for lane in 0..LANES {
            let mut previous: Option<[f64; 3]> = None;
            for record in records[4..].iter().map(|record| record.map(|it| it.0[lane])) {
                for flows in [record.poor, record.near_poor] {
                    let whole = flows.columns().map(|value| {
                        assert!(value >= 0.0 && value.fract() == 0.0, "{value}");
                        value as i64
                    });
                    let flows = Flows::from_columns(whole);
                    assert_eq!(flows.end_by_identity(), flows.end);
                }
                assert_eq!(record.poor.to_other_list, record.near_poor.from_other_list);
                assert_eq!(record.near_poor.to_other_list, record.poor.from_other_list);
                let start = [record.households_start, record.poor.start, record.near_poor.start];
                assert!(previous.is_none_or(|end| end == start));
                previous = Some([record.households, record.poor.end, record.near_poor.end]);
            }
        }
    }
}

#[test]
fn a_pure_improvement_of_exits_has_no_loser_within_a_year() {
    // From the same start and on the same luck, more exits of the poor can only lower the poor count of that year.
    // (Where support also changes what becomes of the near-poor, who falls is drawn anew among those who move.)
    let mut design = rich(6, 1);
    design.instruments.iter_mut().for_each(|it| it.eligible = [true, false, false, false]);
    let outcomes = simulate(&design, 200);
    let mut strictly = 0;
    for replicate in 0..200 {
        let (none, some) = (outcomes.path(0, replicate, 0)[0], outcomes.path(1, replicate, 0)[0]);
        assert!(some.poor <= none.poor, "replicate {replicate}");
        strictly += u32::from(some.poor < none.poor);
    }
    assert!(strictly > 100, "the programme must matter: {strictly} of 200");
}

#[test]
fn late_money_never_helps_while_support_lasts() {
    let mut design = rich(3, 4);
    design.instruments.iter_mut().for_each(|instrument| {
        instrument.waning = 1.0;
        instrument.duration = 9;
    });
    let poor = |month: f64| {
        let mut moved = design.clone();
        moved.delivery.iter_mut().for_each(|delivery| delivery.tranches = vec![(month, 1.0)]);
        expected_path(&moved, 1).iter().map(|years| years[3].poor.end).sum::<f64>()
    };
    let by_month: Vec<f64> = (0..=12).map(|month| poor(month as f64)).collect();
    assert!(by_month.windows(2).all(|pair| pair[0] <= pair[1]), "{by_month:?}");
    assert!(by_month[12] > by_month[0] + 1.0);
}

#[test]
fn rebasing_moves_stocks_but_no_flow() {
    use giamngheo::domain::hazard::Rebasing;
    let mut design = rich(3, 2);
    design.rebasing = Some(Rebasing {
        after_year: 2022,
        poor_to_near_poor: 0.1,
        poor_to_none: 0.05,
        near_poor_to_poor: 0.3,
        near_poor_to_none: 0.1,
        none_to_poor: 0.02,
        none_to_near_poor: 0.02,
    });
    let outcomes = simulate(&design, 30);
    for replicate in 0..30 {
        let path = outcomes.path(0, replicate, 0);
        assert_ne!(path[0].poor, path[1].poor_start);
        assert_eq!(path[0].households, path[1].households_start);
    }
    let expected = expected_path(&design, 0);
    for years in expected {
        let (before, after) = (years[0], years[1]);
        let none = before.households - before.poor.end - before.near_poor.end;
        let poor = before.poor.end * 0.85 + before.near_poor.end * 0.3 + none * 0.02;
        assert!((after.poor.start - poor).abs() < 1e-9);
    }
}

#[test]
fn pinned_draws_one_per_purpose() {
    // A change here is deliberate and belongs into the changelog.
    let outcomes = simulate(&rich(5, 4), 3);
    let last: Vec<u32> = (0..3).map(|replicate| outcomes.path(1, replicate, 0)[3].poor).collect();
    insta::assert_snapshot!(format!("{last:?}"));
}

#[test]
fn doubt_about_a_cohort_keeps_the_total_that_is_known() {
    use giamngheo::plan::design::DoubtPlan;
    let mut design = rich(6, 1);
    // Those known to have relapsed are not in doubt; here nobody has.
    design.communes.iter_mut().for_each(|commune| commune.start.iter_mut().for_each(|row| row[1] = 0.0));
    let poor = |range: std::ops::Range<usize>| -> f64 {
        design.communes[range].iter().flat_map(|c| c.start.iter()).map(|row| row[0]).sum()
    };
    let compensation = Some((poor(0..3), poor(3..6)));
    let inside = vec![true, true, true, false, false, false];
    // Few secure households: the others on no list must make room.
    design.communes.iter_mut().for_each(|commune| {
        commune.start[0][12] = 9.0;
        commune.start[1][12] = 5.0;
    });
    design.doubts = vec![DoubtPlan { name_code: 5, log_sd: 0.2, inside, compensation }];
    design.places = vec![(0..6).collect(), (0..3).collect()];
    design.cohorts = 2;
    let outcomes = simulate(&design, 300);
    let starts = |place: usize| -> Vec<f64> {
        (0..300).map(|replicate| outcomes.path(0, replicate, place)[0].poor_start as f64).collect()
    };
    let (whole, cohort) = (starts(0), starts(1));
    let known: f64 = compensation.map_or(0.0, |(a, b)| a + b);
    // Twelve fractions of a household are rounded at random: at most one each.
    assert!(whole.iter().all(|poor| (poor - known).abs() <= 12.0), "{known}: {whole:?}");
    let mean = cohort.iter().sum::<f64>() / 300.0;
    let sd = (cohort.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 299.0).sqrt();
    assert!(sd > 0.15 * mean && sd < 0.25 * mean, "sd {sd} of mean {mean}");
}
