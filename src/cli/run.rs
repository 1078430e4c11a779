//! `giamngheo run`: scenario → design → outcomes → summary → reports, written whole or not at all.

use super::common::{Common, Folder, unmade};
use super::language::language;
use super::numbers::{number, whole};
use super::simulation::{self, Estimator, Simulation};
use super::{Failure, Refusal, input};
use crate::domain::scenario::Scenario;
use crate::load::said::said;
use crate::load::scenario::MOST_REPLICATES;
use crate::plan::build::design;
use crate::report::{Language, Manifest, OutputFile, files, summary_json, verdict};
use crate::store::remove_file;
use crate::summarise::build::summarise;
use crate::summarise::summary::Summary;
use clap::Args;
use std::path::PathBuf;

#[derive(Args)]
pub struct Run {
    /// Scenario file (TOML).
    scenario: PathBuf,
    /// Monte Carlo replicates, instead of the scenario's.
    #[arg(long, value_parser = whole::<i64>)]
    replicates: Option<i64>,
    /// How probabilities of single targets are estimated; those of whole sets are always simulated.
    #[arg(long, value_enum, default_value = "simulated")]
    estimator: Estimator,
    /// Stop when every probability of a target is known to this half-width of its 95 % interval (0.01 = one point);
    /// --replicates is then the most that are run, of each estimator (default 200,000).
    #[arg(long, value_name = "HALF-WIDTH", value_parser = number)]
    precision: Option<f64>,
    /// Only this alternative (repeat for several); the first kept is the reference.
    #[arg(long, value_name = "NAME")]
    alternative: Vec<String>,
    /// Also write summary.docx, two pages for a meeting (needs a build with --features docx).
    #[arg(long)]
    docx: bool,
    #[command(flatten)]
    common: Common,
}

impl Run {
    pub fn execute(self) -> Result<(), Failure> {
        self.has_docx()?;
        let language = language();
        let mut loaded = input::scenario(&self.scenario, language)?;
        self.override_with(&mut loaded.scenario)?;
        let mut manifest = self.manifest(&loaded, language);
        let common = &self.common;
        let folder = Folder::new(common.out.as_ref(), &manifest.run_id, common.force, "run.json")?;
        let pool = input::pool(common.threads)?;
        let unfinished = simulation::unfinished(&folder.path);
        let summary = pool.install(|| self.simulate(&loaded, unfinished.clone()))?;
        manifest.replicates = summary.facts.replicates;
        let files = files(&summary, &manifest, language).map_err(unmade)?.into_iter();
        let files: Vec<OutputFile<'_>> = files.chain(self.document(&summary, &manifest, language)).collect();
        folder.write(&pool, &files)?;
        remove_file(&unfinished)?;
        if common.json {
            let document = summary_json(&summary, &manifest);
            super::print(&format!("{document:#}\n"));
        } else {
            super::print(&verdict(&summary, language).map_err(unmade)?);
        }
        folder.announce();
        Ok(())
    }

    /// Refuses what this build cannot write, before anything is done.
    fn has_docx(&self) -> Result<(), Failure> {
        if cfg!(feature = "docx") || !self.docx {
            return Ok(());
        }
        let scenario = self.scenario.display();
        let command = format!("cargo run --release --features docx -- run {scenario} --docx");
        let hint = Some(said!("refused-command", command));
        Err(Failure::Command(Refusal { message: said!("refused-docx"), hint }))
    }

    /// `summary.docx`, if it is asked for.
    #[cfg(feature = "docx")]
    fn document<'a>(
        &self,
        summary: &'a Summary,
        manifest: &'a Manifest,
        language: Language,
    ) -> Option<OutputFile<'a>> {
        self.docx.then(|| crate::report::docx::file(summary, manifest, language))
    }

    /// A build without documents has refused the option.
    #[cfg(not(feature = "docx"))]
    fn document(&self, _: &Summary, _: &Manifest, _: Language) -> Option<OutputFile<'static>> {
        None
    }

    /// Applies the command line's settings to the scenario.
    fn override_with(&self, scenario: &mut Scenario) -> Result<(), Failure> {
        if let Some(precision) = self.precision.filter(|it| !(*it > 0.0 && *it < 0.5)) {
            let message = said!("refused-precision", precision);
            return Err(Failure::hinted(message, said!("refused-precision-hint")));
        }
        if self.precision.is_some() && self.replicates.is_none() {
            scenario.replicates = MOST_REPLICATES as u32;
        }
        if let Some(replicates) = self.replicates {
            if !(1..=MOST_REPLICATES).contains(&replicates) {
                let (low, high) = (1, MOST_REPLICATES);
                let message = said!("refused-range", option = "--replicates", given = replicates, low, high);
                return Err(Failure::refused(message));
            }
            scenario.replicates = replicates as u32;
        }
        scenario.seed = self.common.seed.unwrap_or(scenario.seed);
        if self.alternative.is_empty() {
            return Ok(());
        }
        let known: Vec<String> = scenario.alternatives.iter().map(|a| a.id.clone()).collect();
        if let Some(unknown) = self.alternative.iter().find(|name| !known.contains(name)) {
            let message = said!("refused-alternative-of", unknown, known = known.join(", "));
            return Err(Failure::refused(message));
        }
        scenario.alternatives.retain(|alternative| self.alternative.contains(&alternative.id));
        Ok(())
    }

    /// Design, replicates, summary.
    fn simulate(&self, loaded: &input::Loaded, unfinished: PathBuf) -> Result<Summary, Failure> {
        let scenario = &loaded.scenario;
        let (design, allocations) = design(scenario);
        let study = Simulation {
            design: &design,
            estimator: self.estimator,
            replicates: scenario.replicates,
            precision: self.precision,
            unfinished,
            identity: identity(loaded),
        }
        .run()?;
        Ok(summarise(scenario, &design, &allocations, &study))
    }

    /// What the run is, told by its inputs and settings alone: the same run has the same name anywhere.
    fn manifest(&self, loaded: &input::Loaded, language: Language) -> Manifest {
        let scenario = &loaded.scenario;
        let (replicates, precision) = (scenario.replicates, self.precision);
        let estimator = self.estimator;
        let settings = format!("{} {replicates} {precision:?} {estimator:?} {language:?}", identity(loaded));
        Manifest {
            version: VERSION.to_string(),
            run_id: format!("{}-{}", scenario.id, &input::sha256(settings.as_bytes())[..8]),
            scenario: input::shown(&self.scenario),
            seed: scenario.seed,
            replicates,
            inputs: loaded.hashes.clone(),
            warnings: loaded.warnings.clone(),
        }
    }
}

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What two runs must share for their replicates to be the same ones: program, seed, alternatives, inputs.
fn identity(loaded: &input::Loaded) -> String {
    let scenario = &loaded.scenario;
    let alternatives = scenario.alternatives.iter().map(|alternative| alternative.id.as_str());
    let hashes = loaded.hashes.iter().map(|(_, hash)| hash.as_str());
    let parts: Vec<&str> = alternatives.chain(hashes).collect();
    format!("{VERSION} {} {}", scenario.seed, parts.join(" "))
}
