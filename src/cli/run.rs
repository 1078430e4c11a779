//! `giamngheo run`: scenario → design → outcomes → summary → reports, written whole or not at all.

use super::{Failure, Lang, input};
use crate::domain::scenario::Scenario;
use crate::load::scenario::MOST_REPLICATES;
use crate::plan::build::design;
use crate::report::{Language, Manifest, OutputFile, ReportError, render, summary_json, verdict};
use crate::simulate::study::{study, work};
use crate::store::{Replace, may_replace, write_folder};
use crate::summarise::build::summarise;
use crate::summarise::summary::Summary;
use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Run {
    /// Scenario file (TOML).
    scenario: PathBuf,
    /// Monte Carlo replicates, instead of the scenario's.
    #[arg(long, value_parser = clap::value_parser!(i64))]
    replicates: Option<i64>,
    /// Seed of all random numbers, instead of the scenario's.
    #[arg(long)]
    seed: Option<u64>,
    /// Threads; results do not depend on it. Default: all cores.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
    /// Only this alternative (repeat for several); the first kept is the reference.
    #[arg(long, value_name = "NAME")]
    alternative: Vec<String>,
    /// Output folder. Default: outputs/<scenario>-<hash of inputs and settings>.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace the output folder even if it holds something else.
    #[arg(long)]
    force: bool,
    /// Language of texts and charts. Default: from the environment, else Vietnamese.
    #[arg(long, value_enum)]
    lang: Option<Lang>,
    /// Print the results as one JSON document instead of words and a table.
    #[arg(long)]
    json: bool,
}

impl Run {
    pub fn execute(self) -> Result<(), Failure> {
        let lang = Lang::or_environment(self.lang);
        let language = match lang {
            Lang::Vi => Language::Vi,
            Lang::En => Language::En,
        };
        let mut loaded = input::scenario(&self.scenario)?;
        self.override_with(&mut loaded.scenario)?;
        let manifest = manifest(&self.scenario, &loaded, lang);
        let folder = self.out.clone().unwrap_or_else(|| PathBuf::from("outputs").join(&manifest.run_id));
        let same_run = format!("\"{}\"", manifest.run_id);
        let replace = match self.force {
            true => Replace::Always,
            false => Replace::IfHolds { file: "run.json", text: &same_run },
        };
        may_replace(&folder, &replace).map_err(|error| {
            Failure::Input(Some(format!("{error}\n  hint: choose another --out, or add --force")))
        })?;
        let pool = self.pool()?;
        let summary = pool.install(|| simulate(&loaded.scenario));
        let unmade = |error: ReportError| Failure::Machine(error.to_string());
        let files = pool.install(|| render(&summary, &manifest, language)).map_err(unmade)?;
        let files: Vec<(String, &[u8])> =
            files.iter().map(|OutputFile { name, bytes }| (name.clone(), bytes.as_slice())).collect();
        write_folder(&folder, &files, &replace)?;
        if self.json {
            let document = summary_json(&summary, &manifest);
            super::print(&format!("{document:#}\n"));
        } else {
            super::print(&verdict(&summary, language).map_err(unmade)?);
        }
        eprintln!("→ {}", input::shown(&folder));
        Ok(())
    }

    /// Applies the command line's settings to the scenario.
    fn override_with(&self, scenario: &mut Scenario) -> Result<(), Failure> {
        if let Some(replicates) = self.replicates {
            if !(1..=MOST_REPLICATES).contains(&replicates) {
                let message = format!("--replicates {replicates}: must be 1 to {MOST_REPLICATES}");
                return Err(Failure::Input(Some(message)));
            }
            scenario.replicates = replicates as u32;
        }
        scenario.seed = self.seed.unwrap_or(scenario.seed);
        if self.alternative.is_empty() {
            return Ok(());
        }
        let known: Vec<String> = scenario.alternatives.iter().map(|a| a.id.clone()).collect();
        if let Some(unknown) = self.alternative.iter().find(|name| !known.contains(name)) {
            let message = format!("--alternative {unknown}: the scenario has {}", known.join(", "));
            return Err(Failure::Input(Some(message)));
        }
        scenario.alternatives.retain(|alternative| self.alternative.contains(&alternative.id));
        Ok(())
    }

    /// The threads that simulate and report.
    fn pool(&self) -> Result<rayon::ThreadPool, Failure> {
        let threads = self.threads.map_or(0, usize::from);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.map_err(|error| Failure::Machine(error.to_string()))
    }
}

/// Design, replicates in parallel with a progress bar, summary.
fn simulate(scenario: &Scenario) -> Summary {
    let (design, allocations) = design(scenario);
    let bar = progress_bar(work(scenario.replicates));
    let study = study(&design, scenario.replicates, &|done| bar.inc(done));
    bar.finish_and_clear();
    summarise(scenario, &design, &allocations, &study)
}

/// A bar on a terminal, nothing elsewhere.
fn progress_bar(length: u64) -> ProgressBar {
    let bar = ProgressBar::new(length);
    let target = match std::io::stderr().is_terminal() {
        true => ProgressDrawTarget::stderr(),
        false => ProgressDrawTarget::hidden(),
    };
    bar.set_draw_target(target);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    bar
}

/// What the run is, told by its inputs and settings alone: the same run has the same name anywhere.
fn manifest(path: &Path, loaded: &input::Loaded, lang: Lang) -> Manifest {
    let scenario = &loaded.scenario;
    let version = env!("CARGO_PKG_VERSION").to_string();
    let mut identity = format!("{version} {} {} {lang:?}", scenario.seed, scenario.replicates);
    for alternative in &scenario.alternatives {
        identity.push_str(&format!(" {}", alternative.id));
    }
    for (_, hash) in &loaded.hashes {
        identity.push_str(&format!(" {hash}"));
    }
    let hash = input::sha256(identity.as_bytes());
    Manifest {
        version,
        run_id: format!("{}-{}", scenario.id, &hash[..8]),
        scenario: input::shown(path),
        seed: scenario.seed,
        replicates: scenario.replicates,
        inputs: loaded.hashes.clone(),
        warnings: loaded.warnings.clone(),
    }
}
