//! Panels of the engine itself, household by household in distribution, with known parameters: are they found again?

use super::made_up::{design, names};
use giamngheo::calibrate::likelihood::Likelihood;
use giamngheo::calibrate::panel::{Panel, Seen, YearSeen};
use giamngheo::calibrate::parameters::Layout;
use giamngheo::calibrate::pools::Mill;
use giamngheo::calibrate::sample::{Chains, sample};
use giamngheo::calibrate::units::NearPoorEntries;
use giamngheo::domain::commune::CommuneCode;
use giamngheo::domain::form::Flows;
use giamngheo::domain::hazard::{BASES, Base};
use giamngheo::domain::origin::Origin;
use giamngheo::domain::uncertainty::Uncertain;
use giamngheo::plan::design::Design;
use giamngheo::simulate::lanes::LANES;
use giamngheo::simulate::lanes::commune::{Desk, Kernel};
use giamngheo::simulate::record::CommuneYear;
use giamngheo::simulate::runner::{Job, worlds};
use giamngheo::simulate::world::{Indices, Mode, World};
use rayon::prelude::*;
use statrs::distribution::{Binomial, DiscreteCDF};

/// One panel a lane of the kernel.
const PANELS: usize = LANES;
/// Draws that a truth is ranked among: between the tenth and the hundred-and-ninetieth lie nine tenths.
const KEPT: usize = 199;
const COMMUNES: usize = 8;
const YEARS: usize = 4;

/// What the data identify: by name, and as made from base hazards.
type Quantity = (&'static str, fn(&[f64; BASES]) -> f64);
const QUANTITIES: [Quantity; 3] = [
    ("poor, all exits", |base| base[Base::ExitIncomePoor.index()] + base[Base::ExitDeprivationPoor.index()]),
    ("near-poor, exit", |base| base[Base::ExitIncomeNearPoor.index()]),
    ("secure, arise", |base| base[Base::AriseSecure.index()]),
];

/// A design whose forms of TT 17/2016 follow from the engine's record: that record does not tell who of the near-poor that
/// become poor escaped before, so nobody with a recent escape does.
fn plan() -> Design {
    let mut design = design(COMMUNES, YEARS);
    design.areas[0].base[Base::RelapseNearPoor.index()] = Uncertain::known(0.0);
    // The engine pays the first alternative here.
    design.alternatives.remove(0);
    design
}

/// A list's columns of TT 17/2016; `arisen` = what else is entered as newly arisen.
fn seen(flows: &Flows<f64>) -> Seen {
    let whole = |count: f64| Some(count as u32);
    Seen {
        start: whole(flows.start),
        escaped: whole(flows.escaped_past_line + flows.to_other_list + flows.other_decrease),
        returned: whole(flows.returned),
        arisen: whole(flows.newly_arisen + flows.from_other_list + flows.other_increase),
        end: whole(flows.end),
    }
}

/// Panels of the first block of replicates.
fn panels(design: &Design) -> Vec<Panel> {
    let job = Job::new(design, PANELS as u32);
    let (worlds, luck) = worlds(&job, 0);
    let (kernel, mut desk) = (Kernel::new(design, job.isa), Desk::new(design));
    let records: Vec<Vec<CommuneYear<_>>> = (0..COMMUNES)
        .map(|commune| {
            kernel.live(&worlds, &luck, commune, &mut desk);
            desk.records.clone()
        })
        .collect();
    let year = |record: &CommuneYear<f64>| YearSeen {
        households: Some(record.households_start as u32),
        poor: seen(&record.poor),
        near_poor: seen(&record.near_poor),
    };
    let of = |lane: usize| Panel {
        years: design.years.clone(),
        communes: design
            .communes
            .iter()
            .map(|it| CommuneCode::parse(&it.code.to_string()).unwrap())
            .collect(),
        seen: records
            .iter()
            .map(|years| years.iter().map(|it| year(&it.map(|lanes| lanes.0[lane]))).collect())
            .collect(),
        origin: Origin::Synthetic,
    };
    (0..PANELS).map(of).collect()
}

/// Per quantity: the truth's rank among the draws, and the share of the prior's log variance that is left.
fn fitted(design: &Design, replicate: usize, panel: &Panel) -> Vec<(usize, f64)> {
    let mill = Mill::new(design, &design.alternatives[0]);
    let layout = Layout::new(design, &names(design));
    let likelihood = Likelihood::new(&mill, layout, panel, NearPoorEntries::Unused);
    let chains = Chains { chains: 1, tune: 300, draws: 2 * KEPT, seed: 40 + replicate as u64 };
    let runs = sample(&likelihood, &chains, &|| ()).expect("chains run");
    let bases = &likelihood.layout.bases[0];
    let draws: Vec<[f64; BASES]> = runs[0]
        .z
        .chunks(likelihood.layout.len)
        .skip(1)
        .step_by(2)
        .map(|z| bases.each_ref().map(|scaled| scaled.of(z)))
        .collect();
    assert_eq!(draws.len(), KEPT);
    let truth = World::new(design, Mode::Drawn(Indices::all(replicate as u32))).base[0];
    QUANTITIES
        .iter()
        .map(|(_, of)| {
            let rank = draws.iter().filter(|draw| of(draw) < of(&truth)).count();
            let logs: Vec<f64> = draws.iter().map(|draw| of(draw).ln()).collect();
            (rank, giamngheo::calibrate::draws::variance(&logs).sqrt())
        })
        .collect()
}

/// What differs between the engine and the likelihood is inside: strata and clocks drift by luck and by the true hazards
/// while pools follow prior means, the two exits have effects of their own, districts have years of their own, and money
/// is delivered by luck.
#[test]
fn intervals_hold_what_made_the_engine_s_panels() {
    let design = plan();
    let panels = panels(&design);
    let found: Vec<Vec<(usize, f64)>> =
        panels.par_iter().enumerate().map(|(at, panel)| fitted(&design, at, panel)).collect();
    let chance = Binomial::new(0.9, PANELS as u64).unwrap();
    for (at, (name, _)) in QUANTITIES.iter().enumerate() {
        let inside = found.iter().filter(|it| (10..190).contains(&it[at].0)).count();
        let mean: f64 = found.iter().map(|it| it[at].0 as f64 + 0.5).sum::<f64>() / (200.0 * PANELS as f64);
        let sd = found.iter().map(|it| it[at].1).sum::<f64>() / PANELS as f64;
        println!("{name}: {inside} of {PANELS} inside, mean place {mean:.3}, log sd {sd:.3}");
    }
    for (at, (name, _)) in QUANTITIES.iter().enumerate() {
        let inside = found.iter().filter(|it| (10..190).contains(&it[at].0)).count();
        assert!(chance.cdf(inside as u64) > 0.001 / 3.0, "{name}: {inside} of {PANELS} inside 90 %");
    }
}
