//! `giamngheo compare`: every alternative against the reference, on the same replicates.

use super::simulation::progress_bar;
use super::{Failure, Lang, input};
use crate::decide::comparison::Comparison;
use crate::decide::measure::{NO_PROGRAMME, watching, with_no_programme};
use crate::plan::build::design;
use crate::report::charts::comparison as charts;
use crate::report::{Manifest, OutputFile, ReportError, Texts, comparison as report, comparison_words};
use crate::simulate::runner::{Job, run_keeping};
use crate::store::{Replace, make_folder};
use clap::Args;
use std::io::{self, BufWriter};
use std::path::PathBuf;

/// Replicates at most: those of all alternatives are kept in memory, about 0.4 KB each and cohort.
const MOST_REPLICATES: u32 = 50_000;

#[derive(Args)]
pub struct Compare {
    /// Scenario file (TOML) with two or more alternatives; the first is the reference.
    scenario: PathBuf,
    /// Replicates, instead of the scenario's.
    #[arg(long, value_parser = clap::value_parser!(u32).range(2..=i64::from(MOST_REPLICATES)))]
    replicates: Option<u32>,
    /// Seed of all random numbers, instead of the scenario's.
    #[arg(long)]
    seed: Option<u64>,
    /// Threads; results do not depend on it. Default: all cores.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
    /// Output folder. Default: outputs/compare-<scenario>-<hash of inputs and settings>.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace the output folder even if it holds something else.
    #[arg(long)]
    force: bool,
    /// Language of texts and charts. Default: from the environment, else Vietnamese.
    #[arg(long, value_enum)]
    lang: Option<Lang>,
    /// Print the results as one JSON document instead of words and tables.
    #[arg(long)]
    json: bool,
}

impl Compare {
    pub fn execute(self) -> Result<(), Failure> {
        let lang = Lang::or_environment(self.lang);
        let mut loaded = input::scenario(&self.scenario)?;
        loaded.scenario.seed = self.seed.unwrap_or(loaded.scenario.seed);
        loaded.scenario.replicates = self.replicates.unwrap_or(loaded.scenario.replicates);
        let scenario = &loaded.scenario;
        comparable(scenario)?;
        let manifest = self.manifest(&loaded, lang);
        let folder = self.out.clone().unwrap_or_else(|| PathBuf::from("outputs").join(&manifest.run_id));
        let same_run = format!("\"{}\"", manifest.run_id);
        let replace = match self.force {
            true => Replace::Always,
            false => Replace::IfHolds { file: "comparison.json", text: &same_run },
        };
        input::may_replace(&folder, &replace)?;
        let pool = input::pool(self.threads)?;
        let comparison = pool.install(|| compared(scenario));
        let unmade = |error: ReportError| Failure::Machine(error.to_string());
        let texts = Texts::new(lang.language()).map_err(unmade)?;
        let mut files = report::files(&comparison, &manifest);
        files.extend(charts::files(&comparison, &texts).map_err(unmade)?);
        let write = |file: &OutputFile<'_>, to: &mut BufWriter<_>| file.write(to).map_err(io::Error::other);
        pool.install(|| make_folder(&folder, &files, &replace, |file| &file.name, write))?;
        match self.json {
            true => super::print(&format!("{:#}\n", report::json_document(&comparison, &manifest))),
            false => super::print(&comparison_words::words(&comparison, &texts)),
        }
        eprintln!("→ {}", input::shown(&folder));
        Ok(())
    }

    fn manifest(&self, loaded: &input::Loaded, lang: Lang) -> Manifest {
        let scenario = &loaded.scenario;
        let hashes: Vec<&str> = loaded.hashes.iter().map(|(_, hash)| hash.as_str()).collect();
        let version = env!("CARGO_PKG_VERSION");
        let settings = format!(
            "compare {version} {} {} {} {lang:?}",
            scenario.seed,
            scenario.replicates,
            hashes.join(" ")
        );
        Manifest {
            version: version.to_string(),
            run_id: format!("compare-{}-{}", scenario.id, &input::sha256(settings.as_bytes())[..8]),
            scenario: input::shown(&self.scenario),
            seed: scenario.seed,
            replicates: scenario.replicates,
            inputs: loaded.hashes.clone(),
            warnings: loaded.warnings.clone(),
        }
    }
}

/// Refuses what cannot be compared.
fn comparable(scenario: &crate::domain::scenario::Scenario) -> Result<(), Failure> {
    let refused =
        |message: String, hint: &str| Err(Failure::Input(Some(format!("{message}\n  hint: {hint}"))));
    if let [only] = &scenario.alternatives[..] {
        let message = format!(
            "the scenario has one alternative only, {}: there is nothing to compare it with",
            only.id
        );
        return refused(message, "add another [[alternative]] to the scenario");
    }
    if scenario.alternatives.iter().any(|it| it.id == NO_PROGRAMME) {
        let message = format!(
            "an alternative is called {NO_PROGRAMME}, the name of the one without money that is added"
        );
        return refused(message, "give it another id");
    }
    if !(2..=MOST_REPLICATES).contains(&scenario.replicates) {
        let message =
            format!("{} replicates: a comparison takes 2 to {MOST_REPLICATES}", scenario.replicates);
        return refused(message, "choose fewer with --replicates");
    }
    Ok(())
}

/// Design, replicates, statistics, on the current pool of threads.
pub fn compared(scenario: &crate::domain::scenario::Scenario) -> Comparison {
    let (mut design, allocations) = design(&watching(scenario));
    with_no_programme(&mut design);
    let bar = progress_bar(scenario.replicates.into());
    let progress = |replicates: u64| bar.inc(replicates);
    let outcomes = run_keeping(&Job { progress: &progress, ..Job::new(&design, scenario.replicates) });
    bar.finish_and_clear();
    Comparison::new(scenario, &design, &allocations, &outcomes)
}
