//! Small designs written by hand, and a small part of the shipped scenario.

use giamngheo::cli::input;
use giamngheo::domain::commune::CommuneCode;
use giamngheo::domain::hazard::*;
use giamngheo::domain::programme::{Capital, Overlap, Saturation};
use giamngheo::domain::scenario::Scenario;
use giamngheo::domain::state::*;
use giamngheo::domain::target::Fall;
use giamngheo::domain::uncertainty::Uncertain;
use giamngheo::plan::design::*;
use std::collections::BTreeSet;
use std::path::Path;

/// Copies the files of the small scenario into a folder.
pub fn copy_small(folder: &Path) {
    for entry in
        std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/small")).expect("a folder")
    {
        let path = entry.expect("an entry").path();
        std::fs::copy(&path, folder.join(path.file_name().expect("a name"))).expect("copied");
    }
}

/// One of every `step` communes of the shipped scenario, with as small a part of the money.
pub fn part_of_bac_giang(step: usize, replicates: u32) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/bac-giang.toml");
    let Ok(loaded) = input::scenario(&path, giamngheo::report::Language::En) else {
        panic!("the scenario loads")
    };
    let mut scenario = Scenario { replicates, ..loaded.scenario };
    scenario.communes = scenario.communes.into_iter().step_by(step).collect();
    scenario.baseline = scenario.baseline.into_iter().step_by(step).collect();
    let kept: BTreeSet<CommuneCode> = scenario.communes.iter().map(|it| it.code).collect();
    let components = scenario.programme.components.iter_mut().map(|it| &mut it.eligible);
    let cohorts = scenario.cohorts.iter_mut().map(|it| &mut it.members);
    let lines = scenario.alternatives.iter_mut().flat_map(|it| &mut it.lines).map(|it| &mut it.communes);
    components.chain(cohorts).chain(lines).for_each(|codes| codes.retain(|code| kept.contains(code)));
    for envelope in &mut scenario.envelopes {
        envelope.amount = envelope.amount.split(&vec![1; step])[0];
    }
    scenario
}

/// Total hazard and its two parts for exit probabilities `first` and `second`.
pub fn hazards(first: f64, second: f64) -> (f64, f64) {
    let total = -(1.0 - first - second).ln();
    (total * first / (first + second), total * second / (first + second))
}

/// The four-state chain of the field's textbook case: poor, near-poor, newly escaped, other.
pub const CHAIN: [[f64; 4]; 4] =
    [[0.62, 0.25, 0.13, 0.0], [0.06, 0.64, 0.30, 0.0], [0.08, 0.12, 0.0, 0.80], [0.03, 0.05, 0.0, 0.92]];

/// A commune whose aggregated states follow [`CHAIN`]: one stratum, a look-back of one year, no programme.
pub fn chain_design(years: usize, start: [f64; 4]) -> Design {
    let (escape, to_near) = hazards(0.13, 0.25);
    let (near_exit, near_fall) = hazards(0.30, 0.06);
    let (new_fall, new_slip) = hazards(0.08, 0.12);
    let (arise, slip) = hazards(0.03, 0.05);
    let mut base = [Uncertain::known(0.0); BASES];
    let mut set = |kind: Base, value: f64| base[kind.index()] = Uncertain::known(value);
    set(Base::ExitIncomePoor, escape);
    set(Base::ExitDeprivationPoor, to_near);
    set(Base::ExitIncomeNearPoor, near_exit);
    set(Base::AriseNearPoor, near_fall);
    set(Base::RelapseNearPoor, near_fall);
    set(Base::RelapseEscaped, new_fall);
    set(Base::SlipEscaped, new_slip);
    set(Base::AriseSecure, arise);
    set(Base::SlipSecure, slip);
    let mut states = [0.0; STATES];
    states[State::Poor.index()] = start[0];
    states[State::NearPoor.index()] = start[1];
    states[State::Escaped(1).index()] = start[2];
    states[State::Secure.index()] = start[3];
    let communes = vec![CommunePlan { code: 7201, district: 0, area: 0, start: vec![states] }];
    let clocks = Clocks { relapse: [1.0; 3], slip: [1.0; 3], arise: [new_fall / arise, 1.0, 1.0] };
    let look_back = LookBack::Years(1);
    Design {
        look_back,
        moves: move_table(look_back),
        clocks,
        ..bare(years, communes, base, vec![everyone()])
    }
}

/// The one stratum of everybody.
pub fn everyone() -> StratumPlan {
    StratumPlan { factor: [1.0; CLASSES], labour: true, share: [1.0; GROUPS] }
}

/// A design without programme, shocks, growth or doubt.
pub fn bare(
    years: usize,
    communes: Vec<CommunePlan>,
    base: [Uncertain; BASES],
    strata: Vec<StratumPlan>,
) -> Design {
    let delivery = |capital| DeliveryPlan {
        capital,
        tranches: vec![(0.0, 1.0)],
        delay_months: 0.0,
        absorption_mean: 1.0,
        absorption_concentration: None,
        carry_over: true,
        cost_overrun: Uncertain::known(1.0),
    };
    Design {
        seed: 20212025,
        years: (2022..2022 + years as i32).collect(),
        places: vec![(0..communes.len()).collect()],
        cohorts: 1,
        districts: vec![220],
        communes,
        areas: vec![AreaPlan::new("other", base)],
        strata,
        clocks: Clocks { relapse: [1.0; 3], slip: [1.0; 3], arise: [1.0; 3] },
        look_back: LookBack::Years(3),
        moves: move_table(LookBack::Years(3)),
        commune_log_sd: [0.0; CLASSES],
        posterior: None,
        shocks: vec![],
        events: vec![],
        growth: Growth { formation: 0.0, dissolution: 0.0, new_poor_share: 0.0, new_near_poor_share: 0.0 },
        rebasing: None,
        doubts: vec![],
        instruments: vec![],
        overlap: Overlap::Product,
        delivery: [delivery(Capital::Investment), delivery(Capital::Recurrent)],
        alternatives: vec![Funding { id: "none".into(), money: vec![], funded: vec![] }],
        goals: vec![],
        sets: 0,
        full_coverage: false,
    }
}

/// A design with everything switched on: shocks, events, effects, growth, doubt, two strata, two instruments,
/// two alternatives (no money, some money), `communes` communes in two districts.
pub fn rich(communes: usize, years: usize) -> Design {
    let base = [0.12, 0.4, 0.15, 0.03, 0.05, 0.05, 0.01, 0.01, 0.003];
    let base = base.map(|value| Uncertain { value, log_sd: 0.2 });
    let strata = vec![
        StratumPlan { factor: [1.1, 1.0, 0.9, 1.0, 1.0], labour: true, share: [0.7, 0.8, 0.9, 0.95] },
        StratumPlan { factor: [0.5, 1.0, 1.4, 1.2, 1.3], labour: false, share: [0.3, 0.2, 0.1, 0.05] },
    ];
    let plans = (0..communes).map(rich_commune).collect();
    let mut design = bare(years, plans, base, strata);
    design.districts = vec![218, 220];
    design.clocks = Clocks { relapse: [1.0, 0.6, 0.3], slip: [1.0, 0.7, 0.5], arise: [2.0, 1.5, 1.2] };
    design.commune_log_sd = [0.2; CLASSES];
    let shock = Shock {
        id: "economy".into(),
        loading: [1.0, 0.5, -1.0, -1.0, -1.0],
        province_log_sd: 0.12,
        district_log_sd: 0.06,
        commune_log_sd: 0.15,
        ar1: 0.3,
    };
    design.shocks = vec![ShockPlan { name_code: name_code("economy"), shock }];
    design.growth =
        Growth { formation: 0.012, dissolution: 0.002, new_poor_share: 0.02, new_near_poor_share: 0.03 };
    design.instruments =
        vec![instrument("inputs", communes, years, true), instrument("water", communes, years, false)];
    let cells = communes * 2 * 2 * years;
    let money = (0..cells).map(|i| 40.0 + (i % 7) as f64 * 10.0).collect();
    design.alternatives = vec![
        Funding { id: "none".into(), money: vec![0.0; cells], funded: vec![false; 2] },
        Funding { id: "some".into(), money, funded: vec![true; 2] },
    ];
    for delivery in &mut design.delivery {
        delivery.tranches = vec![(4.0, 0.5), (8.0, 0.5)];
        delivery.delay_months = 1.0;
        delivery.absorption_mean = 0.7;
        delivery.absorption_concentration = Some(10.0);
        delivery.cost_overrun = Uncertain { value: 1.05, log_sd: 0.05 };
    }
    let fall = |micro| Fall { years: years as u32, micro };
    design.sets = 1;
    design.goals = vec![Goal {
        first: 0,
        last: years - 1,
        place: 0,
        set: 0,
        floor: fall(1_000_000),
        top: fall(2_000_000),
    }];
    design
}

fn rich_commune(i: usize) -> CommunePlan {
    let mut start = vec![[0.0; STATES]; 2];
    for (stratum, scale) in [(0, 0.7), (1, 0.3)] {
        for state in State::ALL {
            let size = match state.group() {
                Group::Poor => 120.0 + 9.0 * i as f64,
                Group::NearPoor => 40.0,
                Group::NewlyEscaped => 15.0,
                Group::Secure => 1_500.0,
            };
            start[stratum][state.index()] = (size * scale).round();
        }
    }
    CommunePlan { code: 7201 + 3 * i as u32, district: i % 2, area: 0, start }
}

/// An instrument on exits by income (livelihood) or by deprivation (services).
pub fn instrument(id: &str, communes: usize, years: usize, livelihood: bool) -> InstrumentPlan {
    let effect = |class: Class, ratio: f64| EffectPlan {
        name_code: name_code(&format!("{id}.{}", class.word())),
        class: class.index(),
        acts: vec![true; years],
        hazard_ratio: Uncertain { value: ratio, log_sd: 0.1 },
    };
    let exit = if livelihood { Class::ExitIncome } else { Class::ExitDeprivation };
    InstrumentPlan {
        id: id.into(),
        programme_cost: vec![3.0; years],
        commune_level: false,
        eligible: [true, true, livelihood, false],
        needs_labour: livelihood,
        ceiling: 0.8,
        saturation: Saturation::Tanh,
        lag: usize::from(!livelihood),
        duration: 3,
        waning: 0.8,
        revolving_share: 0.2,
        revolving_after: 2,
        readiness_points: 10.0,
        effects: vec![effect(exit, 1.4), effect(Class::Relapse, 0.8)],
        offered: vec![true; communes],
    }
}
