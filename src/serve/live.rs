//! The real engine behind the page: a quick answer first, refined with more of the same replicates, until done or left.

use crate::decide::comparison::Comparison;
use crate::decide::measure::{watching, with_no_programme};
use crate::domain::scenario::Scenario;
use crate::plan::build::design;
use crate::report::Texts;
use crate::report::comparison_words::{measure_name, name, shown, unit};
use crate::report::terminal::target_title;
use crate::simulate::runner::{Job, advance};
use crate::simulate::tally::Outcomes;
use serde_json::{Value, json};
use std::ops::ControlFlow;

/// Replicates between two answers; the first comes after so many.
pub const QUICK: u32 = 200;

/// Compares the scenario's two alternatives on 200, 400, … replicates up to its own number. `tell` is given every
/// answer with its comparison and says whether anybody still listens.
pub fn live(
    scenario: &Scenario,
    texts: &Texts,
    tell: &mut dyn FnMut(Value, Comparison) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let (mut design, allocations) = design(&watching(scenario));
    with_no_programme(&mut design);
    let wanted = scenario.replicates.max(2);
    let mut outcomes = Outcomes::keeping(&design, wanted);
    let mut done = 0;
    while done < wanted {
        done = (done + QUICK).min(wanted);
        advance(&Job::new(&design, done), &mut outcomes, &mut |_| ControlFlow::Continue(()))?;
        let sofar = Scenario { replicates: done, ..scenario.clone() };
        let comparison = Comparison::new(&sofar, &design, &allocations, &outcomes);
        tell(answer(&comparison, done, wanted, texts), comparison)?;
    }
    ControlFlow::Continue(())
}

/// Everything that the page shows of a comparison.
pub fn answer(comparison: &Comparison, done: u32, wanted: u32, texts: &Texts) -> Value {
    let per_target: Vec<Value> = comparison
        .chances
        .chunks(comparison.ids.len())
        .map(|chances| {
            let p = |at: usize| json!([chances[at].p.estimate, chances[at].p.low, chances[at].p.high]);
            json!({ "name": target_title(&comparison.facts, &chances[0].target, texts), "against": p(0), "own": p(1) })
        })
        .collect();
    let shown = shown(comparison);
    let differences = comparison.against_reference().filter(|it| shown.contains(&it.measure)).map(|it| {
        let measure = &comparison.measures[it.measure];
        let (unit, decimals) = unit(measure, texts);
        json!({ "name": measure_name(comparison, measure, texts), "unit": unit, "decimals": decimals,
            "mean": it.mean, "low": it.low, "high": it.high, "better": it.p_better.estimate })
    });
    let money = |at: usize| {
        let account = &comparison.accounts[at];
        json!({ "name": name(comparison, at, texts), "spent": account.spent.million_f64(),
            "left": account.left.million_f64() })
    };
    json!({
        "replicates": done,
        "of": wanted,
        "chances": per_target,
        "differences": differences.collect::<Vec<_>>(),
        "money": [money(0), money(1)],
    })
}
