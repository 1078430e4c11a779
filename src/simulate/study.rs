//! Every run that a summary rests on: the alternatives as planned, each switch, each frozen source of uncertainty.

use super::integrated::Integrated;
use super::runner::{Job, run};
use super::tally::Outcomes;
use super::world::Indices;
use crate::domain::switch::Switch;
use crate::domain::uncertainty::Source;
use crate::plan::design::Design;
use crate::plan::switch::switched;

/// Replicates of the runs that explain: a third of the main run's, as they need means of paired differences and not
/// tails, within these bounds.
pub const SWITCH_REPLICATES: [u32; 2] = [64, 200];
/// Replicates of the variance split: a share's standard error is then about four points.
pub const VARIANCE_REPLICATES: u32 = 500;
/// Replicate numbers of the second, independent world of the variance split.
const OTHER_WORLD: u32 = 1 << 31;

/// The runs of a study.
pub struct Study {
    pub main: Outcomes,
    /// Chances of single targets with the households integrated out, if they were asked for.
    pub integrated: Option<Integrated>,
    /// Every switch but `AsPlanned`, which is a prefix of `main`.
    pub switches: Vec<(Switch, Outcomes)>,
    /// The reference alternative with one source shared with `main` and the others drawn anew.
    pub shared: Vec<(Source, Outcomes)>,
}

/// How many replicates of one alternative a study runs in all, for the progress bar.
pub fn work(design: &Design, replicates: u32) -> u64 {
    let alternatives = design.alternatives.len() as u64;
    let switches = (Switch::ALL.len() - 1) as u64 * u64::from(switch_replicates(replicates));
    let shared = Source::ALL.len() as u64 * u64::from(VARIANCE_REPLICATES.min(replicates));
    alternatives * (u64::from(replicates) + switches) + shared
}

/// Replicates of a switch beside a main run of `replicates`.
fn switch_replicates(replicates: u32) -> u32 {
    let [least, most] = SWITCH_REPLICATES;
    (replicates / 3).clamp(least, most).min(replicates)
}

/// Adds to a run what explains it; `progress` is told how many replicates of one alternative were finished since the
/// last call.
pub fn explain(
    design: &Design,
    main: Outcomes,
    integrated: Option<Integrated>,
    progress: &(dyn Fn(u64) + Sync),
) -> Study {
    let alternatives = design.alternatives.len() as u64;
    let of_all = |replicates: u64| progress(replicates * alternatives);
    let switches = Switch::ALL
        .into_iter()
        .filter(|switch| *switch != Switch::AsPlanned)
        .map(|switch| {
            let replicates = switch_replicates(main.replicates);
            (switch, run(&Job { progress: &of_all, ..Job::new(&switched(design, switch), replicates) }))
        })
        .collect();
    let mut reference = design.clone();
    reference.alternatives.truncate(1);
    let shared = Source::ALL
        .into_iter()
        .map(|source| {
            let indices = move |replicate: u32| share_only(source, replicate);
            let replicates = main.replicates.min(VARIANCE_REPLICATES);
            (source, run(&Job { indices: &indices, progress, ..Job::new(&reference, replicates) }))
        })
        .collect();
    Study { main, integrated, switches, shared }
}

/// Every source from the other world.
pub fn from_the_other_world(replicate: u32) -> Indices {
    Indices::all(OTHER_WORLD | replicate)
}

/// One source from the replicate itself, every other source from the other world.
pub fn share_only(source: Source, replicate: u32) -> Indices {
    let pick = |own: Source| if own == source { replicate } else { OTHER_WORLD | replicate };
    Indices {
        parameters: pick(Source::Parameters),
        delivery: pick(Source::Delivery),
        environment: pick(Source::Environment),
        households: pick(Source::Households),
        mirrored: false,
    }
}
