//! Options that the commands over a scenario share, and what follows from them: folder, threads, manifest.

use super::language::language;
use super::numbers::within;
use super::{Failure, input};
use crate::report::{Manifest, OutputFile, ReportError};
use crate::store::{Replace, make_folder};
use clap::Args;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Common {
    /// Seed of all random numbers, instead of the scenario's.
    #[arg(long, value_parser = within(0..=u64::MAX))]
    pub seed: Option<u64>,
    /// Threads; results do not depend on it. Default: all cores.
    #[arg(long, value_parser = within(1..=u16::MAX))]
    pub threads: Option<u16>,
    /// Output folder. Default: in outputs/, named by command, scenario and a hash of inputs and settings.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Replace the output folder even if it holds something else.
    #[arg(long)]
    pub force: bool,
    /// Print the results as one JSON document instead of words and tables.
    #[arg(long)]
    pub json: bool,
}

/// Where a command writes: a folder that is free, or holds the same run.
pub struct Folder {
    pub path: PathBuf,
    force: bool,
    /// File that tells whose folder it is, and what stands in it if it is this run's.
    document: &'static str,
    pub run_id: String,
    same_run: String,
}

impl Folder {
    /// The folder asked for, else one in `outputs` named by the run; refused if it holds something else.
    pub fn new(
        out: Option<&PathBuf>,
        run_id: &str,
        force: bool,
        document: &'static str,
    ) -> Result<Folder, Failure> {
        let path = out.cloned().unwrap_or_else(|| PathBuf::from("outputs").join(run_id));
        let same_run = format!("\"{run_id}\"");
        let folder = Folder { path, force, document, run_id: run_id.to_string(), same_run };
        input::may_replace(&folder.path, &folder.replace())?;
        Ok(folder)
    }

    fn replace(&self) -> Replace<'_> {
        match self.force {
            true => Replace::Always,
            false => Replace::IfHolds { file: self.document, text: &self.same_run },
        }
    }

    /// Writes all files or none.
    pub fn write(&self, pool: &rayon::ThreadPool, files: &[OutputFile<'_>]) -> Result<(), Failure> {
        let write = |file: &OutputFile<'_>, to: &mut BufWriter<_>| file.write(to).map_err(io::Error::other);
        pool.install(|| make_folder(&self.path, files, &self.replace(), |file| &file.name, write))?;
        Ok(())
    }

    /// Says where the files are.
    pub fn announce(&self) {
        super::announce(&self.path);
    }
}

/// A command's run and its folder.
pub struct Target {
    pub manifest: Manifest,
    pub folder: Folder,
}

impl Common {
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
        let manifest = manifest(command, scenario, loaded, &format!("{settings} {:?}", language()));
        let folder = Folder::new(self.out.as_ref(), &manifest.run_id, self.force, document)?;
        Ok(Target { manifest, folder })
    }
}

impl Target {
    /// Writes all files or none, and says where they are.
    pub fn write(&self, pool: &rayon::ThreadPool, files: &[OutputFile<'_>]) -> Result<(), Failure> {
        self.folder.write(pool, files)?;
        self.folder.announce();
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
    Failure::program(error)
}
