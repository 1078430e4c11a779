//! The kernel against its slow twin, draw for draw, on every instruction set that this machine has.

use crate::support::rich;
use crate::twin;
use giamngheo::domain::hazard::Rebasing;
use giamngheo::domain::programme::{Overlap, Saturation};
use giamngheo::domain::state::LookBack;
use giamngheo::plan::design::{Design, DoubtPlan, EventPlan, move_table};
use giamngheo::simulate::lanes::commune::{Desk, Kernel};
use giamngheo::simulate::lanes::isa::Isa;
use giamngheo::simulate::lanes::{LANES, Lane};
use giamngheo::simulate::record::CommuneYear;
use giamngheo::simulate::runner::{Job, worlds};
use giamngheo::simulate::world::Indices;

/// The records of one block by commune, at `alternative * years + year`, one number for each replicate.
pub fn block(design: &Design, first: u32, isa: Isa) -> Vec<Vec<CommuneYear<Lane>>> {
    let job = Job { isa, ..Job::new(design, u32::MAX) };
    let (worlds, luck) = worlds(&job, first);
    let kernel = Kernel::new(design, isa);
    let mut desk = Desk::new(design);
    (0..design.communes.len())
        .map(|commune| {
            kernel.live(&worlds, &luck, commune, &mut desk);
            desk.records.clone()
        })
        .collect()
}

/// Every replicate of one block, every commune and alternative, against the twin.
pub fn agree(design: &Design, first: u32) {
    for isa in Isa::ALL.into_iter().filter(|isa| isa.is_here()) {
        for (commune, records) in block(design, first, isa).iter().enumerate() {
            for (alternative, path) in records.chunks(design.years.len()).enumerate() {
                for lane in 0..LANES {
                    let indices = Indices::all(first + lane as u32);
                    let expected = twin::live(design, indices, commune, alternative);
                    let found: Vec<_> = path.iter().map(|record| record.map(|it| it.0[lane])).collect();
                    assert_eq!(found, expected, "{isa:?}, commune {commune}, lane {lane}");
                }
            }
        }
    }
}

#[test]
fn kernel_and_twin_agree_with_everything_switched_on() {
    let mut design = rich(4, 4);
    let doubt = |name: &str, inside: Vec<bool>| DoubtPlan {
        name_code: giamngheo::plan::design::name_code(name),
        log_sd: 0.3,
        inside,
        compensation: Some((500.0, 900.0)),
    };
    design.doubts = vec![doubt("dbkk", vec![true, false, true, false])];
    design.events = vec![EventPlan {
        name_code: 77,
        event: giamngheo::domain::hazard::Event {
            id: "storm".into(),
            title_vi: String::new(),
            title_en: String::new(),
            years: design.years.iter().copied().collect(),
            probability: 0.4,
            communes: Default::default(),
            severity: [giamngheo::domain::uncertainty::Uncertain { value: 1.3, log_sd: 0.2 }; 5],
        },
        hits: vec![true, true, false, true],
    }];
    agree(&design, 0);
    agree(&design, 4_000_000_000);
}

#[test]
fn kernel_and_twin_agree_across_a_change_of_standard_and_with_other_rules() {
    let mut design = rich(2, 4);
    design.rebasing = Some(Rebasing {
        after_year: design.years[1],
        poor_to_near_poor: 0.2,
        poor_to_none: 0.1,
        near_poor_to_poor: 0.3,
        near_poor_to_none: 0.7,
        none_to_poor: 0.02,
        none_to_near_poor: 0.01,
    });
    design.overlap = Overlap::BestOf;
    design.instruments[0].saturation = Saturation::Linear;
    design.look_back = LookBack::Ever;
    design.moves = move_table(LookBack::Ever);
    agree(&design, 64);
    design.full_coverage = true;
    design.growth.dissolution = 0.0;
    design.growth.formation = 0.0;
    agree(&design, 64);
}

#[test]
fn kernel_and_twin_agree_on_communes_from_nobody_to_a_city() {
    let mut design = rich(3, 3);
    let scale = [0.0, 0.02, 60.0];
    for (plan, scale) in design.communes.iter_mut().zip(scale) {
        plan.start.iter_mut().flatten().for_each(|n| *n = (*n * scale).floor());
    }
    agree(&design, 1);
}
