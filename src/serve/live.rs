//! The real engine behind the page: a quick answer first, refined with more of the same replicates, until done or left.

use crate::decide::compare::TargetChance;
use crate::decide::comparison::Comparison;
use crate::decide::measure::{watching, with_no_programme};
use crate::domain::scenario::Scenario;
use crate::plan::build::design;
use crate::report::comparison_words::{chance, measure_name, name, shown, unit};
use crate::report::numbers::{probability, trimmed};
use crate::report::terminal::target_title;
use crate::report::{Language, Texts};
use crate::simulate::runner::{Job, advance};
use crate::simulate::tally::Outcomes;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Value, json};
use std::ops::ControlFlow;

/// Replicates between two answers; the first comes after so many.
pub const QUICK: u32 = 200;

/// Compares the scenario's two alternatives on 200, 400, … replicates up to its own number. `tell` is given every
/// answer with its comparison and says whether anybody still listens.
pub fn live(
    scenario: &Scenario,
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
        let mut answer = json!({ "replicates": done, "of": wanted });
        for language in Language::ALL {
            if let Ok(texts) = Texts::new(language) {
                answer[language.word()] = answer_in(&comparison, &texts);
            }
        }
        tell(answer, comparison)?;
    }
    ControlFlow::Continue(())
}

/// Everything that the page shows of a comparison, in one language.
fn answer_in(comparison: &Comparison, texts: &Texts) -> Value {
    let shown = shown(comparison);
    let differences = comparison.against_reference().filter(|it| shown.contains(&it.measure)).map(|it| {
        let measure = &comparison.measures[it.measure];
        let (unit, decimals) = unit(measure, texts);
        let better = format!("{} %", probability(texts.language, it.p_better.estimate));
        json!({ "name": measure_name(comparison, measure, texts), "unit": unit, "decimals": decimals,
            "mean": it.mean, "low": it.low, "high": it.high, "better": better })
    });
    let money = |at: usize| {
        let account = &comparison.accounts[at];
        json!({ "name": name(comparison, at, texts), "spent": account.spent.million_f64(),
            "left": account.left.million_f64() })
    };
    json!({
        "chances": chances(comparison, texts),
        "differences": differences.collect::<Vec<_>>(),
        "money": [money(0), money(1)],
    })
}

/// Every target with its floor and the two chances, as a report writes them; a set has no floor.
fn chances(comparison: &Comparison, texts: &Texts) -> Vec<Value> {
    let floor = |at: usize| {
        let floor = comparison.targets.get(at)?.floor.to_f64()?;
        Some(texts.format("serve-floor", &[("floor", &trimmed(texts.language, floor, 1, 6))]))
    };
    let rows = comparison.chances.chunks(comparison.ids.len()).enumerate();
    let row = |(at, chances): (usize, &[TargetChance])| {
        json!({ "name": target_title(&comparison.facts, &chances[0].target, texts), "floor": floor(at),
            "against": chance(&chances[0], texts), "own": chance(&chances[1], texts) })
    };
    rows.map(row).collect()
}
