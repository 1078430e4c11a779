//! What is the same in every replicate: places, start, strata, moves, growth, instruments, money.

use super::array::{Array, Axis, head};
use super::exits::exits;
use crate::domain::hazard::{BASES, Base, CLASSES};
use crate::domain::programme::{Overlap, Saturation};
use crate::domain::state::{GROUPS, List, STATES, State};
use crate::plan::design::{Design, InstrumentPlan};

/// The arrays of the design, in the order in which a reader needs them.
pub fn constants(design: &Design) -> Vec<Array> {
    let mut arrays = places(design);
    arrays.extend(strata(design));
    arrays.extend(states(design));
    arrays.extend(growth(design));
    arrays.extend(instruments(design));
    arrays.extend(effects(design));
    arrays.push(money(design));
    arrays
}

fn commune_axis(design: &Design) -> Axis {
    ("commune", design.communes.len())
}

fn places(design: &Design) -> Vec<Array> {
    let communes = commune_axis(design);
    let strata = ("stratum", design.strata.len());
    let cohorts = &design.places[..design.cohorts];
    let inside =
        |members: &Vec<usize>| (0..communes.1).map(|i| members.binary_search(&i).is_ok()).collect::<Vec<_>>();
    let start = design.communes.iter().flat_map(|plan| plan.start.iter().flatten().map(|&n| n as i32));
    vec![
        Array::integers(
            head("years", &[("year", design.years.len())], "year", "simulated calendar years"),
            design.years.iter().copied(),
        ),
        Array::integers(
            head("commune_code", &[communes], "code", "official commune codes, without leading zeros"),
            design.communes.iter().map(|plan| plan.code as i32),
        ),
        Array::integers(
            head("area_of_commune", &[communes], "position", "area whose base hazards hold in the commune"),
            design.communes.iter().map(|plan| plan.area as i32),
        ),
        Array::flags(
            head(
                "cohort_member",
                &[("cohort", cohorts.len()), communes],
                "0 or 1",
                "commune is in the cohort",
            ),
            cohorts.iter().flat_map(inside),
        ),
        Array::integers(
            head(
                "start",
                &[communes, strata, ("state", STATES)],
                "households",
                "households at the start, as the baseline gives them (before baseline_factor)",
            ),
            start,
        ),
    ]
}

fn strata(design: &Design) -> Vec<Array> {
    let strata = ("stratum", design.strata.len());
    vec![
        Array::floats(
            head("stratum_factor", &[strata, ("class", CLASSES)], "factor", "factor on hazards of a class"),
            design.strata.iter().flat_map(|plan| plan.factor),
        ),
        Array::flags(
            head("stratum_labour", &[strata], "0 or 1", "stratum has labour capacity"),
            design.strata.iter().map(|plan| plan.labour),
        ),
        Array::floats(
            head(
                "stratum_share",
                &[strata, ("group", GROUPS)],
                "share",
                "share of new households of a group that start in the stratum",
            ),
            design.strata.iter().flat_map(|plan| plan.share),
        ),
    ]
}

fn states(design: &Design) -> Vec<Array> {
    let states = ("state", STATES);
    let exit = ("exit", 2);
    let list = |state: State| match state.list() {
        List::Poor => 0,
        List::NearPoor => 1,
        List::None => 2,
    };
    let exits = State::ALL.map(|state| exits(state, &design.clocks));
    vec![
        Array::integers(
            head("group_of_state", &[states], "position", "group that eligibility and support speak of"),
            State::ALL.map(|state| state.group().index() as i32),
        ),
        Array::integers(
            head("list_of_state", &[states], "position", "official list: 0 poor, 1 near-poor, 2 none"),
            State::ALL.map(list),
        ),
        Array::integers(
            head(
                "moves",
                &[states, ("move", 3)],
                "position",
                "state reached by the first exit, by the second, and by staying",
            ),
            design.moves.iter().flatten().map(|&to| to as i32),
        ),
        Array::integers(
            head("exit_base", &[states, exit], "position", "base hazard of the exit"),
            exits.iter().flatten().map(|(base, _)| base.index() as i32),
        ),
        Array::floats(
            head(
                "exit_clock",
                &[states, exit],
                "factor",
                "factor on the exit for the years since the escape",
            ),
            exits.iter().flatten().map(|(_, clock)| *clock),
        ),
        Array::integers(
            head("class_of_base", &[("base", BASES)], "position", "class of the base hazard"),
            Base::ALL.map(|base| base.class().index() as i32),
        ),
    ]
}

fn growth(design: &Design) -> Vec<Array> {
    let growth = design.growth;
    let rebasing = design.rebasing.map_or(Vec::new(), |it| {
        vec![
            f64::from(it.after_year),
            it.poor_to_near_poor,
            it.poor_to_none,
            it.near_poor_to_poor,
            it.near_poor_to_none,
            it.none_to_poor,
            it.none_to_near_poor,
        ]
    });
    vec![
        Array::floats(
            head("growth", &[("growth", 4)], "per year", "formation and dissolution of households; shares"),
            [growth.formation, growth.dissolution, growth.new_poor_share, growth.new_near_poor_share],
        ),
        Array::floats(
            head(
                "rebasing",
                &[("rebasing", rebasing.len())],
                "year, then shares",
                "change of standard after a year: shares of each list that move; empty if there is none",
            ),
            rebasing,
        ),
    ]
}

fn instruments(design: &Design) -> Vec<Array> {
    let axis = ("instrument", design.instruments.len());
    let plans = || design.instruments.iter();
    let flag = |name, meaning, of: fn(&InstrumentPlan) -> bool| {
        Array::flags(head(name, &[axis], "0 or 1", meaning), plans().map(of))
    };
    vec![
        Array::flags(
            head("instrument_eligible", &[axis, ("group", GROUPS)], "0 or 1", "group can take part"),
            plans().flat_map(|plan| plan.eligible),
        ),
        flag("instrument_needs_labour", "only households with labour capacity can take part", |plan| {
            plan.needs_labour
        }),
        flag(
            "instrument_commune_level",
            "reaches the commune as a whole (all groups are eligible)",
            |plan| plan.commune_level,
        ),
        Array::floats(
            head("instrument_ceiling", &[axis], "share", "highest coverage a that can be reached"),
            plans().map(|plan| plan.ceiling),
        ),
        flag("instrument_saturates_linearly", "coverage min(x, a) instead of a tanh(x / a)", |plan| {
            plan.saturation == Saturation::Linear
        }),
        Array::flags(
            head("overlap_best_of", &[], "0 or 1", "only the strongest support counts; 0 = all multiply"),
            [design.overlap == Overlap::BestOf],
        ),
    ]
}

fn effects(design: &Design) -> Vec<Array> {
    let count = design.instruments.iter().map(|plan| plan.effects.len()).sum();
    let axis = ("effect", count);
    let each = || design.instruments.iter().flat_map(|plan| &plan.effects);
    let owners = design.instruments.iter().enumerate();
    vec![
        Array::integers(
            head("effect_instrument", &[axis], "position", "instrument that has the effect"),
            owners.flat_map(|(owner, plan)| plan.effects.iter().map(move |_| owner as i32)),
        ),
        Array::integers(
            head("effect_class", &[axis], "position", "class of hazards that it acts on"),
            each().map(|effect| effect.class as i32),
        ),
        Array::flags(
            head("effect_acts", &[axis, ("year", design.years.len())], "0 or 1", "it acts in the year"),
            each().flat_map(|effect| effect.acts.iter().copied()),
        ),
    ]
}

fn money(design: &Design) -> Array {
    let axes = [
        ("alternative", design.alternatives.len()),
        commune_axis(design),
        ("instrument", design.instruments.len()),
        ("capital", 2),
        ("year", design.years.len()),
    ];
    Array::floats(
        head("money", &axes, "million VND", "planned money, by year of the plan"),
        design.alternatives.iter().flat_map(|funding| funding.money.iter().copied()),
    )
}
