//! `giamngheo optimize`: a better alternative, judged on the replicates of a run, written as a scenario; or how much money a
//! target takes.

use super::common::{Common, unmade};
use super::compare::MOST_REPLICATES;
use super::language::language;
use super::min_budget::{self, Question, no_such_target};
use super::numbers::{number, within};
use super::progress::progress_bar;
use super::scenario_copy::{Copies, copies, with_alternative};
use super::{Failure, input};
use crate::decide::measure::NO_PROGRAMME;
use crate::decide::optimize::{Objective, Optimum, optimize, work};
use crate::domain::scenario::Scenario;
use crate::load::said::said;
use crate::report::charts::allocation as charts;
use crate::report::{
    OutputFile, ReportError, Texts, book, optimum as report, optimum_words, page, signed_xlsx,
};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Optimize {
    /// Scenario file (TOML); its first alternative is the reference.
    scenario: PathBuf,
    /// What is sought.
    #[arg(long, value_enum, required_unless_present = "min_budget", conflicts_with = "min_budget")]
    objective: Option<Sought>,
    /// Target (set/cohort) or set of targets that `p-target`, `shortfall` and `--min-budget` count. Default: the first set.
    #[arg(long, value_name = "TARGET")]
    target: Option<String>,
    /// Ask instead how much money, spread as one alternative spreads it, the target takes.
    #[arg(long, requires = "target")]
    min_budget: bool,
    /// Probability with which the target is to be reached, for `--min-budget`.
    #[arg(long, value_name = "P", default_value_t = 0.8, value_parser = number)]
    probability: f64,
    /// Alternative whose money is multiplied, for `--min-budget`. Default: the scenario's first.
    #[arg(long, value_name = "NAME", requires = "min_budget")]
    alternative: Option<String>,
    /// Replicates that judge the answer, instead of the scenario's.
    #[arg(long, value_parser = within(2..=MOST_REPLICATES))]
    replicates: Option<u32>,
    #[command(flatten)]
    common: Common,
}

/// What is sought, as the command line names it.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Sought {
    /// Most households that leave poverty and stay out.
    LastingEscapes,
    /// Highest probability that the targets are reached, all together.
    PTarget,
    /// Smallest largest shortfall from the targets, points a year.
    Shortfall,
}

impl Optimize {
    pub fn execute(self) -> Result<(), Failure> {
        let mut loaded = input::scenario(&self.scenario, language())?;
        loaded.scenario.seed = self.common.seed.unwrap_or(loaded.scenario.seed);
        loaded.scenario.replicates = self.replicates.unwrap_or(loaded.scenario.replicates);
        if let (true, Some(target)) = (self.min_budget, self.target.as_deref()) {
            let alternative = self.alternative.as_deref();
            let question = Question { target, probability: self.probability, alternative };
            return min_budget::execute(&question, &self.scenario, &loaded, &self.common);
        }
        let scenario = &loaded.scenario;
        if !(2..=MOST_REPLICATES).contains(&scenario.replicates) {
            let message = said!("refused-judged-size", given = scenario.replicates, high = MOST_REPLICATES);
            return Err(Failure::hinted(message, said!("refused-fewer-hint")));
        }
        if scenario.alternatives.iter().any(|it| it.id == NO_PROGRAMME) {
            let message = said!("refused-taken-name", name = NO_PROGRAMME);
            return Err(Failure::hinted(message, said!("refused-taken-name-hint")));
        }
        let objective = self.objective(scenario)?;
        let settings = format!("{} {:?}", objective.word(), objective.goals());
        let target = self.common.target("optimize", &self.scenario, &loaded, &settings, "optimum.json")?;
        let pool = input::pool(self.common.threads)?;
        let bar = progress_bar(work(scenario, &objective));
        let optimum = pool.install(|| optimize(scenario, &objective, &|done| bar.inc(done)));
        bar.finish_and_clear();
        let texts = Texts::new(language()).map_err(unmade)?;
        let mut files = report::files(&optimum, &target.manifest);
        files.push(book::comparison_file(&optimum.comparison, &target.manifest, texts.language));
        files.extend(charts::files(&optimum, &texts).map_err(unmade)?);
        files.push(signed_xlsx::file(&optimum, &texts));
        let (copies, name) = runnable(&self.scenario, &optimum)?;
        files.extend(copies);
        let page = page::of_optimum(&optimum, &target.manifest).map_err(unmade)?;
        files.extend(page::files(page, language()));
        target.write(&pool, &files)?;
        if self.common.json {
            super::print(&format!("{:#}\n", report::json_document(&optimum, &target.manifest)));
            return Ok(());
        }
        super::print(&optimum_words::words(&optimum, &texts));
        if let Some(name) = name {
            let path = input::shown(&target.folder.path.join(name));
            super::print(&format!("\n{}\n", texts.format("optimum-scenario", &[("path", &path)])));
        }
        Ok(())
    }

    /// The objective with its targets.
    fn objective(&self, scenario: &Scenario) -> Result<Objective, Failure> {
        let goals = || targets(scenario, self.target.as_deref());
        match self.objective.unwrap_or(Sought::LastingEscapes) {
            Sought::LastingEscapes if self.target.is_some() => {
                Err(Failure::hinted(said!("refused-no-target"), said!("refused-no-target-hint")))
            }
            Sought::LastingEscapes => Ok(Objective::LastingEscapes),
            Sought::PTarget => Ok(Objective::TargetsReached(goals()?)),
            Sought::Shortfall => Ok(Objective::Shortfall(goals()?)),
        }
    }
}

/// Positions of the targets that `set/cohort`, `set/all` or `set` names; of the first set if nothing is named.
pub fn targets(scenario: &Scenario, wanted: Option<&str>) -> Result<Vec<usize>, Failure> {
    let sets = scenario.sets();
    let wanted = wanted.or(sets.first().copied()).unwrap_or_default();
    let set = wanted.strip_suffix("/all").unwrap_or(wanted);
    let named = |it: &crate::domain::target::Target| it.set == set || it.id() == wanted;
    let goals: Vec<usize> =
        scenario.targets.iter().enumerate().filter(|(_, it)| named(it)).map(|(at, _)| at).collect();
    if goals.is_empty() {
        return Err(no_such_target(scenario, wanted));
    }
    Ok(goals)
}

/// The scenario with the winner added, and the files it names, as files of a folder of its own; and the scenario's
/// name in it. Nothing if the winner is one of the scenario's own alternatives.
///
/// The result is loaded again before anything is written: it must give back the very same money.
fn runnable(path: &Path, optimum: &Optimum) -> Result<(Vec<OutputFile<'static>>, Option<String>), Failure> {
    if optimum.none_better {
        return Ok((Vec::new(), None));
    }
    let (text, files) = input::texts(path)?;
    let winner = &optimum.scenario.alternatives[optimum.winner];
    let unwritten = || Failure::program("the alternative found cannot be written as a scenario");
    let with = with_alternative(&input::shown(path), &text, &files, winner);
    let (text, _) = with.ok_or_else(unwritten)?;
    let Copies { name, files, .. } = copies(path, text, &files);
    Ok((files.into_iter().map(|(name, bytes)| copy(name, bytes)).collect(), Some(name)))
}

fn copy(name: String, bytes: Vec<u8>) -> OutputFile<'static> {
    OutputFile::new(name, move |to| to.write_all(&bytes).map_err(ReportError::Io))
}
