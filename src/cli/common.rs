//! Options that the commands over a scenario share, and what follows from them: folder, threads, manifest.

use super::{Failure, Lang, input};
use crate::report::{Manifest, OutputFile, ReportError};
use crate::store::{Replace, make_folder};
use clap::Args;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Common {
    /// Seed of all random numbers, instead of the scenario's.
    #[arg(long)]
    pub seed: Option<u64>,
    /// Threads; results do not depend on it. Default: all cores.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..))]
    pub threads: Option<u16>,
    /// Output folder. Default: in outputs/, named by command, scenario and a hash of inputs and settings.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Replace the output folder even if it holds something else.
    #[arg(long)]
    pub force: bool,
    /// Language of texts and charts. Default: from the environment, else Vietnamese.
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,
    /// Print the results as one JSON document instead of words and tables.
    #[arg(long)]
    pub json: bool,
}

/// Where a command writes, and under which name.
pub struct Target {
    pub manifest: Manifest,
    pub folder: PathBuf,
    force: bool,
    /// File that tells whose folder it is.
    document: &'static str,
}

impl Common {
    pub fn lang(&self) -> Lang {
        Lang::or_environment(self.lang)
    }

    /// The run's name and folder; refused if the folder holds something else. `settings`: what else changes the
    /// results; `document`: the file by which the same run is known again.
    pub fn target(
        &self,
        command: &str,
        scenario: &Path,
        loaded: &input::Loaded,
        settings: &str,
        document: &'static str,
    ) -> Result<Target, Failure> {
        let manifest = manifest(command, scenario, loaded, &format!("{settings} {:?}", self.lang()));
        let folder = self.out.clone().unwrap_or_else(|| PathBuf::from("outputs").join(&manifest.run_id));
        let target = Target { manifest, folder, force: self.force, document };
        input::may_replace(&target.folder, &target.replace(&target.same_run()))?;
        Ok(target)
    }
}

impl Target {
    fn same_run(&self) -> String {
        format!("\"{}\"", self.manifest.run_id)
    }

    fn replace<'a>(&self, same_run: &'a str) -> Replace<'a> {
        match self.force {
            true => Replace::Always,
            false => Replace::IfHolds { file: self.document, text: same_run },
        }
    }

    /// Writes all files or none, and says where they are.
    pub fn write(&self, pool: &rayon::ThreadPool, files: &[OutputFile<'_>]) -> Result<(), Failure> {
        let write = |file: &OutputFile<'_>, to: &mut BufWriter<_>| file.write(to).map_err(io::Error::other);
        let same_run = self.same_run();
        let replace = self.replace(&same_run);
        pool.install(|| make_folder(&self.folder, files, &replace, |file| &file.name, write))?;
        eprintln!("→ {}", input::shown(&self.folder));
        Ok(())
    }
}

/// What makes a result repeatable, named by the command and a hash of inputs and settings.
pub fn manifest(command: &str, scenario: &Path, loaded: &input::Loaded, settings: &str) -> Manifest {
    let it = &loaded.scenario;
    let hashes: Vec<&str> = loaded.hashes.iter().map(|(_, hash)| hash.as_str()).collect();
    let version = env!("CARGO_PKG_VERSION");
    let all = [command, version, settings, &hashes.join(" ")].join(" ");
    let all = format!("{all} {} {}", it.seed, it.replicates);
    Manifest {
        version: version.to_string(),
        run_id: format!("{command}-{}-{}", it.id, &input::sha256(all.as_bytes())[..8]),
        scenario: input::shown(scenario),
        seed: it.seed,
        replicates: it.replicates,
        inputs: loaded.hashes.clone(),
        warnings: loaded.warnings.clone(),
    }
}

/// A report that could not be made: the machine's or the program's fault.
pub fn unmade(error: ReportError) -> Failure {
    Failure::Machine(error.to_string())
}
