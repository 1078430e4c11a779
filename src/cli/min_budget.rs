//! `giamngheo optimize --min-budget`: how much money a target takes.

use super::common::{Common, unmade};
use super::language::language;
use super::progress::progress_bar;
use super::{Failure, input};
use crate::decide::budget::Wanted;
use crate::decide::min_budget::{min_budget, work};
use crate::domain::scenario::Scenario;
use crate::load::said::said;
use crate::plan::apportion::allocate;
use crate::report::charts::budget as chart;
use crate::report::{Texts, min_budget as report, min_budget_words};
use std::path::Path;

/// What is asked.
pub struct Question<'a> {
    pub target: &'a str,
    pub probability: f64,
    /// Alternative whose pattern is kept; the first if not named.
    pub alternative: Option<&'a str>,
}

/// Answers the question for a loaded scenario.
pub fn execute(
    question: &Question<'_>,
    path: &Path,
    loaded: &input::Loaded,
    common: &Common,
) -> Result<(), Failure> {
    let scenario = &loaded.scenario;
    let wanted = wanted(scenario, question.target)?;
    let probability = question.probability;
    if !(probability > 0.0 && probability < 1.0) {
        let message = said!("refused-probability", probability);
        return Err(Failure::hinted(message, said!("refused-probability-hint")));
    }
    let ids: Vec<&str> = scenario.alternatives.iter().map(|it| it.id.as_str()).collect();
    let named = |id: &str| ids.iter().position(|known| *known == id);
    let Some(alternative) = question.alternative.map_or(Some(0), named) else {
        let message = said!("refused-alternative", alternative = question.alternative.unwrap_or(""));
        return Err(Failure::hinted(message, said!("refused-scenario-has", known = ids.join(", "))));
    };
    if allocate(scenario, &scenario.alternatives[alternative]).grants.is_empty() {
        let message = said!("refused-spends-nothing", alternative = ids[alternative]);
        return Err(Failure::hinted(message, said!("refused-scenario-has", known = ids.join(", "))));
    }
    let settings = format!("{} {probability} {}", question.target, ids[alternative]);
    let target = common.target("min-budget", path, loaded, &settings, "min_budget.json")?;
    let pool = input::pool(common.threads)?;
    let bar = progress_bar(work(scenario.replicates));
    let asked =
        pool.install(|| min_budget(scenario, alternative, wanted, probability, &|done| bar.inc(done)));
    bar.finish_and_clear();
    let texts = Texts::new(language()).map_err(unmade)?;
    let mut files = report::files(&asked, &target.manifest);
    files.extend(chart::files(&asked, &texts).map_err(unmade)?);
    target.write(&pool, &files)?;
    match common.json {
        true => super::print(&format!("{:#}\n", report::json_document(&asked, &target.manifest))),
        false => super::print(&min_budget_words::words(&asked, &texts)),
    }
    Ok(())
}

/// A target by `set/cohort`, or all of a set by `set` or `set/all`.
fn wanted(scenario: &Scenario, name: &str) -> Result<Wanted, Failure> {
    if let Some(goal) = scenario.targets.iter().position(|it| it.id() == name) {
        return Ok(Wanted::Goal(goal));
    }
    let sets = scenario.sets();
    let set = name.strip_suffix("/all").unwrap_or(name);
    sets.iter().position(|it| *it == set).map(Wanted::Set).ok_or_else(|| no_such_target(scenario, name))
}

/// That the scenario has no such target, and which it has.
pub fn no_such_target(scenario: &Scenario, name: &str) -> Failure {
    let known = scenario.targets.iter().map(|it| it.id());
    let known: Vec<String> = known.chain(scenario.sets().iter().map(|it| it.to_string())).collect();
    let hint = said!("refused-scenario-has", known = known.join(", "));
    Failure::hinted(said!("refused-target", target = name), hint)
}
