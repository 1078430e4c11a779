//! `giamngheo allocate`: which package for which area, paid from which source, from plain tables.

use super::common::{Folder, unmade};
use super::language::language;
use super::numbers::{number, within};
use super::{Failure, diagnostics, input};
use crate::decide::allocate::{Goal, Refusal, prices, solve};
use crate::load::allocation::{Allocation, Tables, read};
use crate::load::diagnostic::Diagnostics;
use crate::load::said::said;
use crate::report::allocation::{Answer, Inputs, files, json_document};
use crate::report::both::Words;
use crate::report::{Language, ReportError, Texts, allocation_words};
use crate::store;
use clap::Args;
use std::path::PathBuf;

#[derive(Args)]
pub struct Allocate {
    /// Packages (CSV): area, package, cost_vnd, value; optional payers (source ids, separated by | or spaces).
    #[arg(long, value_name = "FILE")]
    packages: PathBuf,
    /// Sources of money (CSV): source, amount_vnd; optional areas and packages (lists of what it may pay).
    #[arg(long, value_name = "FILE")]
    sources: PathBuf,
    /// Bounds of areas (CSV): area, and floor_vnd, cap_vnd, locked_package, each of which may be empty.
    #[arg(long, value_name = "FILE")]
    floors: Option<PathBuf>,
    /// Least cost for at least this sum of values, instead of the most value for the money.
    #[arg(long, value_name = "V", allow_negative_numbers = true, value_parser = number)]
    target_value: Option<f64>,
    /// Threads; results do not depend on it. Default: all cores.
    #[arg(long, value_parser = within(1..=u16::MAX))]
    threads: Option<u16>,
    /// Output folder. Default: outputs/allocate-<hash of inputs and settings>.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace the output folder even if it holds something else.
    #[arg(long)]
    force: bool,
    /// Print the results as one JSON document instead of words and tables.
    #[arg(long)]
    json: bool,
}

/// The tables as read: shown name and bytes of each.
struct Given {
    packages: (String, Vec<u8>),
    sources: (String, Vec<u8>),
    floors: Option<(String, Vec<u8>)>,
}

impl Given {
    fn read(command: &Allocate) -> Result<Given, store::StoreError> {
        let of = |path: &PathBuf| store::read(path).map(|bytes| (input::shown(path), bytes));
        Ok(Given {
            packages: of(&command.packages)?,
            sources: of(&command.sources)?,
            floors: command.floors.as_ref().map(of).transpose()?,
        })
    }

    fn tables(&self) -> Tables<'_> {
        Tables {
            packages: (&self.packages.0, &self.packages.1),
            sources: (&self.sources.0, &self.sources.1),
            floors: self.floors.as_ref().map(|it| (it.0.as_str(), it.1.as_slice())),
        }
    }

    fn inputs(&self, target: Option<f64>, problems: &Diagnostics, words: &Words) -> Inputs {
        let all = [&self.packages, &self.sources].into_iter().chain(&self.floors);
        let files: Vec<(String, String)> =
            all.map(|(name, bytes)| (name.clone(), input::sha256(bytes))).collect();
        let hashes: Vec<&str> = files.iter().map(|(_, hash)| hash.as_str()).collect();
        let version = env!("CARGO_PKG_VERSION");
        let settings = format!("allocate {version} {target:?} {}", hashes.join(" "));
        let mut warnings = diagnostics::warnings(problems, words);
        // The order of rows is nobody's business.
        warnings.sort();
        let run_id = format!("allocate-{}", &input::sha256(settings.as_bytes())[..8]);
        Inputs { version: version.to_string(), run_id, files, warnings }
    }
}

impl Allocate {
    pub fn execute(self) -> Result<(), Failure> {
        let given = Given::read(&self)?;
        let (allocation, problems) = read(&given.tables());
        let language = language();
        diagnostics::show(&problems, language)?;
        let Some(allocation) = allocation else { return Err(Failure::Input(None)) };
        let inputs = given.inputs(self.target_value, &problems, &Words::new().map_err(unmade)?);
        let folder = Folder::new(self.out.as_ref(), &inputs.run_id, self.force, "allocation.json")?;
        let pool = input::pool(self.threads)?;
        let problem = &allocation.problem;
        let goal = self.target_value.map_or(Goal::MostValue, |value| Goal::LeastCost { value });
        let solution =
            pool.install(|| solve(problem, goal)).map_err(|it| refused(it, &allocation, &given, language))?;
        if let (false, count @ 1..) = (solution.complete, problem.constraints().len()) {
            super::tell(&said!("told-no-proof", count));
        }
        let prices = pool.install(|| prices(problem, &solution));
        let answer = Answer { problem, solution: &solution, prices: &prices, origin: allocation.origin };
        let words = self.words(&answer, &inputs).map_err(Failure::program)?;
        let files = files(&answer, &inputs);
        folder.write(&pool, &files)?;
        super::print(&words);
        folder.announce();
        Ok(())
    }

    /// What goes to standard output.
    fn words(&self, answer: &Answer<'_>, inputs: &Inputs) -> Result<String, ReportError> {
        if self.json {
            return Ok(format!("{:#}\n", json_document(answer, inputs)));
        }
        Ok(allocation_words::words(answer, &Texts::new(language())?))
    }
}

/// Why there is no allocation; a clash is shown at its places.
fn refused(refusal: Refusal, allocation: &Allocation, given: &Given, language: Language) -> Failure {
    match refusal {
        Refusal::Infeasible(clash) => {
            let floors = given.floors.as_ref().map_or("", |it| it.0.as_str());
            if let Err(failure) = diagnostics::show(&allocation.clash(floors, &clash), language) {
                return failure;
            }
            Failure::hinted(said!("refused-bounds-clash"), said!("refused-bounds-clash-hint"))
        }
        Refusal::TargetBeyond { target, maximum, proven } => {
            // Twelve digits: the last ones of a sum are noise.
            let maximum = format!("{maximum:.11e}").parse::<f64>().unwrap_or(maximum);
            Failure::refused(match proven {
                true => said!("refused-target-beyond", target, maximum),
                false => said!("refused-target-beyond-found", target, maximum),
            })
        }
        Refusal::Undecided => Failure::hinted(said!("refused-undecided"), said!("refused-undecided-hint")),
        Refusal::Malformed(fault) => Failure::program(fault),
    }
}
