//! Indices of the sources of uncertainty: exactly nothing for a source that does not vary, all for the only one.

use crate::support::{chain_design, rich};
use giamngheo::decide::source_indices::{SourceIndices, source_indices};
use giamngheo::domain::target::Fall;
use giamngheo::domain::uncertainty::Source;
use giamngheo::plan::design::{Design, Goal};

fn with_goal(mut design: Design) -> Design {
    let last = design.years.len() - 1;
    let fall = Fall { years: design.years.len() as u32, micro: 1_000_000 };
    design.goals = vec![Goal { first: 0, last, place: 0, set: 0, floor: fall, top: fall }];
    design.sets = 1;
    design
}

fn of(all: &[SourceIndices], alternative: usize, source: Source) -> &SourceIndices {
    all.iter().find(|it| it.alternative == alternative && it.source == source).expect("every source is there")
}

#[test]
fn where_only_households_are_uncertain_they_are_everything() {
    let all = source_indices(&with_goal(chain_design(3, [150.0, 100.0, 50.0, 700.0])), 0, 1000, &|_| {});
    for source in [Source::Parameters, Source::Delivery, Source::Environment] {
        let indices = of(&all, 0, source).indices;
        assert_eq!((indices.first.value, indices.total.value), (0.0, 0.0), "{source:?}");
    }
    let luck = of(&all, 0, Source::Households).indices;
    for index in [luck.first, luck.total] {
        assert!((index.value - 1.0).abs() < 4.0 * index.standard_error, "{index:?}");
        assert!(index.standard_error < 0.1, "{index:?}");
    }
}

/// The second alternative of the rich design has money, so every source matters; parts alone do not pass one together, and total is not below first but for error.
#[test]
fn totals_hold_what_a_source_does_alone() {
    let all = source_indices(&with_goal(rich(4, 6)), 0, 600, &|_| {});
    let alone: f64 = all.iter().filter(|it| it.alternative == 1).map(|it| it.indices.first.value).sum();
    let error: f64 = all.iter().map(|it| it.indices.first.standard_error).sum();
    assert!(alone < 1.0 + 3.0 * error, "{alone} ± {error}");
    for it in all.iter().filter(|it| it.alternative == 1) {
        let [first, total] = [it.indices.first, it.indices.total];
        let error = first.standard_error + total.standard_error;
        assert!(total.value > first.value - 3.0 * error, "{it:?}");
        assert!(total.value >= 0.0);
    }
    assert!(of(&all, 1, Source::Parameters).indices.total.above_zero());
    assert!(of(&all, 1, Source::Households).indices.total.above_zero());
}

#[test]
fn indices_do_not_depend_on_threads() {
    let design = with_goal(rich(3, 4));
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool");
    let alone = pool.install(|| source_indices(&design, 0, 64, &|_| {}));
    assert_eq!(alone, source_indices(&design, 0, 64, &|_| {}));
}
