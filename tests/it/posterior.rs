//! A posterior in the engine: rows, effects of communes, what it replaces and what stays; the same bits everywhere.

use crate::kernel::agree;
use crate::support::rich;
use giamngheo::domain::commune::CommuneCode;
use giamngheo::domain::hazard::{BASES, Base, CLASSES, Class};
use giamngheo::domain::origin::Origin;
use giamngheo::domain::posterior::{Draw, Effects, Fit, Method, Posterior};
use giamngheo::domain::programme::Overlap;
use giamngheo::domain::standard::Standard;
use giamngheo::domain::switch::Switch;
use giamngheo::export::worlds::worlds;
use giamngheo::plan::design::Design;
use giamngheo::plan::posterior::adopt;
use giamngheo::plan::switch::switched;
use giamngheo::simulate::environment::{Coordinates, Environment, Environments};
use giamngheo::simulate::expected::expected_path;
use giamngheo::simulate::integrated::{self, IntegratedJob};
use giamngheo::simulate::lanes::{LANES, Lane};
use giamngheo::simulate::random::{Address, Purpose, uniforms};
use giamngheo::simulate::runner::{Job, run};
use giamngheo::simulate::tally::Outcomes;
use giamngheo::simulate::world::{Indices, Mode, World};

/// A number in (0, 1) that differs with its arguments; not the engine's.
fn some(draw: usize, what: usize) -> f64 {
    ((draw * 7_919 + what * 104_729 + 13) % 1_000) as f64 / 1_000.0 + 0.0005
}

/// A posterior of a design that is all over the place: hazards, the first effect of each instrument, log sds (in some
/// draws zero), and effects of every other commune.
fn wild(design: &Design, draws: usize) -> Posterior {
    let draw = |draw: usize| Draw {
        base: design
            .areas
            .iter()
            .map(|area| std::array::from_fn(|kind| area.base[kind].value * (0.5 + some(draw, kind))))
            .collect(),
        hazard_ratio: (0..design.instruments.len())
            .map(|k| vec![Some(1.0 + some(draw, 20 + k)), None])
            .collect(),
        commune_log_sd: std::array::from_fn(|class| {
            if draw % 3 == class % 3 { 0.0 } else { 0.3 * some(draw, 30 + class) }
        }),
    };
    let effects = |code: u32| -> Vec<Effects> {
        (0..draws).map(|draw| std::array::from_fn(|class| some(draw, code as usize + class) - 0.5)).collect()
    };
    let listed = design.communes.iter().step_by(2).map(|plan| (code(plan.code), effects(plan.code).into()));
    Posterior { fit: fit(draws), draws: (0..draws).map(draw).collect(), communes: listed.collect() }
}

fn code(number: u32) -> CommuneCode {
    CommuneCode::parse(&number.to_string()).unwrap()
}

fn fit(draws: usize) -> Fit {
    Fit {
        folder: String::new(),
        source: String::new(),
        version: String::new(),
        method: Method::Forms,
        draws,
        chains: 4,
        max_rhat: None,
        min_ess_bulk: None,
        min_ess_tail: None,
        divergences: 0,
        standard: Standard::Nd07,
        origin: Origin::Official,
    }
}

/// [`rich`] with a wild posterior.
fn fitted(communes: usize, years: usize) -> Design {
    let mut design = rich(communes, years);
    let posterior = wild(&design, 150);
    adopt(&mut design, &posterior);
    design
}

fn simulate(design: &Design, replicates: u32) -> Outcomes {
    run(&Job { communes: true, ..Job::new(design, replicates) })
}

#[test]
fn one_vector_repeated_is_a_scenario_without_doubt_about_its_parameters() {
    let mut plain = rich(5, 3);
    for area in &mut plain.areas {
        area.base.iter_mut().for_each(|base| base.log_sd = 0.0);
    }
    for effect in plain.instruments.iter_mut().flat_map(|it| &mut it.effects) {
        effect.hazard_ratio.log_sd = 0.0;
    }
    let draw = Draw {
        base: plain.areas.iter().map(|area| area.base.map(|base| base.value)).collect(),
        hazard_ratio: plain
            .instruments
            .iter()
            .map(|it| it.effects.iter().map(|effect| Some(effect.hazard_ratio.value)).collect())
            .collect(),
        // Effects of communes stay uncertain: their own draws, with the same sd.
        commune_log_sd: plain.commune_log_sd,
    };
    let mut doubtful = rich(5, 3);
    let posterior = Posterior { fit: fit(100), draws: vec![draw; 100], communes: Default::default() };
    adopt(&mut doubtful, &posterior);
    assert!(simulate(&plain, 70) == simulate(&doubtful, 70));
    assert!(simulate(&plain, 70) != simulate(&rich(5, 3), 70));
    assert_eq!(expected_path(&plain, 1), expected_path(&doubtful, 1));
    for environment in [Environment::Independent, Environment::Antithetic] {
        let job = |design| IntegratedJob { environment, ..IntegratedJob::new(design, 64) };
        assert!(integrated::run(&job(&plain)) == integrated::run(&job(&doubtful)), "{environment:?}");
    }
    for switch in Switch::ALL {
        let (a, b) = (switched(&plain, switch), switched(&doubtful, switch));
        assert!(simulate(&a, 33) == simulate(&b, 33), "{switch:?}");
    }
}

#[test]
fn kernel_and_twin_agree_draw_for_draw() {
    let mut design = fitted(4, 3);
    agree(&design, 0);
    agree(&design, 4_000_000_000);
    // In a block all of whose rows have no spread the kernel takes a shortcut; the twin must not notice.
    design.posterior.iter_mut().flat_map(|it| &mut it.draws).for_each(|draw| draw.commune_log_sd[2] = 0.0);
    agree(&design, 32);
    agree(&switched(&design, Switch::NoRelapse), 32);
    // Where only the strongest support counts, which it is may differ from row to row.
    design.overlap = Overlap::BestOf;
    agree(&design, 32);
}

#[test]
fn lanes_have_the_rows_and_effects_of_their_worlds_however_worlds_are_spread() {
    let design = fitted(4, 3);
    for environment in Environment::ALL {
        let environments = Environments::new(&design, environment);
        for first in [0, 32, 64_000] {
            let (worlds, _) = environments.block(first);
            for commune in 0..design.communes.len() {
                let mut lanes = [[Lane::ZERO; CLASSES]; 3];
                worlds.commune_factors(&design, commune, &mut lanes);
                for l in 0..LANES {
                    let world = environments.world(first + l as u32);
                    let found = lanes.map(|year| year.map(|lane| lane.0[l]));
                    assert_eq!(found.to_vec(), world.commune_factors(&design, commune), "{environment:?}");
                    let draw = &design.posterior.as_ref().unwrap().draws[world.row.unwrap()];
                    assert_eq!(worlds.base[0].map(|lane| lane.0[l]), draw.base[0]);
                }
            }
        }
    }
}

#[test]
fn the_row_follows_the_replicate_of_the_parameters_and_mirrors_with_it() {
    let design = fitted(2, 1);
    let rows = 150.0;
    let uniform = |replicate: u32| {
        let address = Address { purpose: Purpose::Posterior, replicate, entity: 0, year: 0, cell: 0 };
        uniforms(design.seed, address)[0]
    };
    let row = |indices: Indices| World::new(&design, Mode::Drawn(indices)).row.unwrap();
    let mut seen = [false; 150];
    for replicate in 0..2_000 {
        let expected = (uniform(replicate) * rows) as usize;
        let other = Indices { parameters: replicate, ..Indices::all(7) };
        assert_eq!((row(Indices::all(replicate)), row(other)), (expected, expected));
        let mirrored = Indices { mirrored: true, ..Indices::all(replicate) };
        assert_eq!(row(mirrored), ((1.0 - uniform(replicate)) * rows) as usize);
        seen[expected] = true;
    }
    // 150 · (149/150)^2000 = 0.0002 rows are missed on average.
    assert!(seen.iter().all(|&it| it));
    assert_eq!(World::new(&design, Mode::Means).row, None);
}

#[test]
fn what_the_posterior_does_not_have_is_drawn_as_before() {
    let (plain, design) = (rich(4, 3), fitted(4, 3));
    for replicate in 0..40 {
        let mode = Mode::Drawn(Indices::all(replicate));
        let (before, after) = (World::new(&plain, mode), World::new(&design, mode));
        let draw = &design.posterior.as_ref().unwrap().draws[after.row.unwrap()];
        for k in 0..2 {
            assert_eq!(after.hazard_ratio[k], [draw.hazard_ratio[k][0].unwrap(), before.hazard_ratio[k][1]]);
        }
        assert_eq!(after.operators, before.operators);
        // An unlisted commune keeps its normal; the sd is the draw's, and the mean stays one.
        let log = |world: &World, design: &Design, class: usize| {
            world.commune_factors(design, 1)[0][class].ln() - world.regional_log(1, 0, class)
        };
        let mut quiet = (plain.clone(), design.clone());
        quiet.0.shocks.clear();
        quiet.1.shocks.clear();
        let worlds = (World::new(&quiet.0, mode), World::new(&quiet.1, mode));
        for class in 0..CLASSES {
            let z = (log(&worlds.0, &quiet.0, class) + 0.5 * 0.2 * 0.2) / 0.2;
            let sd = draw.commune_log_sd[class];
            let found = log(&worlds.1, &quiet.1, class);
            assert!((found - (sd * z - 0.5 * sd * sd)).abs() < 1e-12, "{found} {sd} {z}");
        }
    }
}

#[test]
fn the_expected_value_mode_uses_the_means_of_the_draws() {
    let design = fitted(3, 1);
    let plan = design.posterior.as_ref().unwrap();
    let means = World::new(&design, Mode::Means);
    let n = plan.draws.len() as f64;
    let mean = |of: &dyn Fn(usize) -> f64| (0..plan.draws.len()).map(of).sum::<f64>() / n;
    let near = |a: f64, b: f64| assert!((a / b - 1.0).abs() < 1e-12, "{a} {b}");
    for kind in 0..BASES {
        near(means.base[0][kind], mean(&|draw| plan.draws[draw].base[0][kind]));
    }
    for k in 0..2 {
        near(means.hazard_ratio[k][0], mean(&|draw| plan.draws[draw].hazard_ratio[k][0].unwrap()));
        assert_eq!(means.hazard_ratio[k][1], 0.8);
    }
    // Base hazard times factor is the mean of the products, over the origins of a class together.
    let mut quiet = design.clone();
    quiet.shocks.clear();
    for commune in [0, 2] {
        let factors = World::new(&quiet, Mode::Means).commune_factors(&quiet, commune)[0];
        for class in Class::ALL {
            let own = || Base::ALL.into_iter().filter(|base| base.class() == class).map(Base::index);
            let factor = |draw: usize| plan.effects(commune, Some(draw)).unwrap()[class.index()].exp();
            let product =
                |draw: usize| own().map(|kind| plan.draws[draw].base[0][kind]).sum::<f64>() * factor(draw);
            let expected = own().map(|kind| means.base[0][kind]).sum::<f64>() * factors[class.index()];
            near(expected, mean(&product));
        }
    }
    // One that is not listed has mean one.
    assert_eq!(World::new(&quiet, Mode::Means).commune_factors(&quiet, 1)[0], [1.0; CLASSES]);
}

#[test]
fn one_coordinate_stands_for_everything_that_a_posterior_replaces() {
    let (plain, design) = (rich(3, 2), fitted(3, 2));
    // Nine hazards and the first effects of two instruments.
    let replaced = BASES + 2;
    assert_eq!(Coordinates::of(&design).used(), Coordinates::of(&plain).used() - replaced + 1);
    // Sobol points take every row about equally often: 150 rows in 16 batches of 150 points.
    let environments = Environments::new(&design, Environment::Sobol);
    let mut counts = [0i32; 150];
    (0..16 * 150).for_each(|replicate| counts[environments.world(replicate).row.unwrap()] += 1);
    let spread = counts.iter().map(|count| f64::from((count - 16) * (count - 16))).sum::<f64>() / 150.0;
    // Independent rows would have a variance of 16.
    assert!(spread < 8.0, "{spread}");
}

#[test]
fn switches_act_on_the_posterior_too() {
    let design = fitted(4, 3);
    let relapsed = |design: &Design| {
        let outcomes = simulate(design, 64);
        (0..64)
            .flat_map(|replicate| outcomes.path(1, replicate, 0).to_vec())
            .map(|year| year.relapsed)
            .sum::<u32>()
    };
    assert!(relapsed(&design) > 100);
    let changed = switched(&design, Switch::NoRelapse);
    assert_eq!(relapsed(&changed), 0);
    let means = World::new(&changed, Mode::Means);
    for kind in Base::ALL {
        assert_eq!(means.base[0][kind.index()] == 0.0, kind.class() == Class::Relapse, "{kind:?}");
    }
    // Rows and everything else stay: differences are paired.
    let row = |design: &Design| World::new(design, Mode::Drawn(Indices::all(3))).row;
    assert_eq!(row(&design), row(&changed));
}

#[test]
fn bits_do_not_depend_on_threads_prefixes_or_other_communes() {
    let design = fitted(5, 3);
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| simulate(&design, 61))
    };
    let one = on(1);
    assert!(one == on(2) && one == on(5));
    let few = simulate(&design, 17);
    for replicate in 0..17 {
        assert_eq!(few.path(1, replicate, 0), one.path(1, replicate, 0));
    }
    // The posterior is adopted after the communes are put in another order: it finds them by their codes.
    let mut reversed = rich(5, 3);
    let posterior = wild(&reversed, 150);
    reversed.communes.reverse();
    for funding in &mut reversed.alternatives {
        let block = funding.money.len() / 5;
        funding.money = funding.money.chunks(block).rev().flatten().copied().collect();
    }
    adopt(&mut reversed, &posterior);
    let other = simulate(&reversed, 61);
    assert_eq!(one.alternatives[1].series, other.alternatives[1].series);
    let mut fewer = rich(4, 3);
    let cells = fewer.alternatives[1].money.len();
    fewer.alternatives[1].money.copy_from_slice(&design.alternatives[1].money[..cells]);
    adopt(&mut fewer, &posterior);
    assert_eq!(one.communes[..4], simulate(&fewer, 61).communes[..]);
}

#[test]
fn exported_worlds_are_those_of_the_rows() {
    let design = fitted(3, 2);
    let arrays = worlds(&design, 6);
    let numbers = |name: &str| -> Vec<f64> {
        let array = arrays.iter().find(|array| array.head.name == name).unwrap();
        array.bytes.chunks(8).map(|bytes| f64::from_le_bytes(bytes.try_into().unwrap())).collect()
    };
    let (base, factor) = (numbers("base"), numbers("factor"));
    for replicate in 0..6 {
        let world = World::new(&design, Mode::Drawn(Indices::all(replicate as u32)));
        let draw = &design.posterior.as_ref().unwrap().draws[world.row.unwrap()];
        assert_eq!(base[replicate * BASES..(replicate + 1) * BASES], draw.base[0]);
        let size = 3 * 2 * CLASSES;
        let factors: Vec<_> =
            (0..3).map(|commune| world.commune_factors(&design, commune).concat()).collect();
        assert_eq!(factor[replicate * size..(replicate + 1) * size], factors.concat());
    }
}
