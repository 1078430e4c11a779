//! The command line: arguments, streams and exit codes; stdout is results, stderr is talk.

mod allocate;
#[cfg(feature = "calibrate")]
mod backtest;
#[cfg(feature = "calibrate")]
mod calibrate;
#[cfg(feature = "calibrate")]
mod calibrate_stocks;
#[cfg(feature = "calibrate")]
mod calibration_inputs;
#[cfg(feature = "calibrate")]
mod calibration_outputs;
mod check;
pub mod common;
pub mod compare;
mod complaint;
#[cfg(feature = "calibrate")]
mod converged;
mod data;
mod diagnostics;
mod export;
mod failure;
mod help;
mod init;
pub mod input;
mod language;
mod min_budget;
mod numbers;
pub mod optimize;
mod progress;
mod report;
mod run;
pub mod scenario_copy;
mod schema;
mod sensitivity;
#[cfg(feature = "serve")]
mod serve;
mod shell;
mod simulation;
#[cfg(not(all(feature = "calibrate", feature = "serve")))]
mod without;

use crate::load::said::Said;
use crate::report::{Language, ReportError, Texts};
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
pub use failure::Failure;
use failure::Refusal;
use language::language;
use std::process::ExitCode;

/// The input is wrong: every problem was listed, nothing was written.
pub const INPUT_WRONG: u8 = 1;
/// The command is wrong, as for an option that is not known.
pub const COMMAND_WRONG: u8 = 2;
/// The machine failed: a file could not be read or written.
pub const MACHINE_FAILED: u8 = 3;
/// The user stopped it (Ctrl-C); what was done is kept.
pub const INTERRUPTED: u8 = 130;

/// Simulation and planning of poverty reduction (giảm nghèo) for provinces of Vietnam.
#[derive(Parser)]
#[command(name = "giamngheo", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run a scenario: can the targets be met, how likely, and what stands in the way?
    Run(run::Run),
    /// Compare the alternatives of a scenario: differences on the same replicates, regret, cost, decision rules.
    Compare(compare::Compare),
    /// Search a better alternative: packages priced by the engine, allocated, judged on the same replicates.
    Optimize(optimize::Optimize),
    /// Why and what next: which inputs matter, what knowing them is worth, where a target is missed.
    Sensitivity(sensitivity::Sensitivity),
    /// Allocate a budget from plain tables: which package for which area, paid from which source, exactly.
    Allocate(allocate::Allocate),
    /// Open a page on this machine (127.0.0.1) to ask "what if": move money, change targets, see what it does.
    #[cfg(feature = "serve")]
    Serve(serve::Serve),
    #[cfg(not(feature = "serve"))]
    Serve(without::Absent),
    /// Make the page of a run's folder again (report.html), for example in the other language.
    Report(report::Report),
    /// Check a scenario and every file that it names; list all problems at once.
    Check(check::Check),
    /// Bring data in: official forms, or synthetic commune numbers.
    #[command(subcommand)]
    Data(data::Data),
    /// Calibrate: forms of 2016–2021, or published totals, to a posterior that `run` can use.
    #[cfg(feature = "calibrate")]
    Calibrate(calibrate::Calibrate),
    #[cfg(not(feature = "calibrate"))]
    Calibrate(without::Absent),
    /// Back-test: fitted on the first years of the forms, how well are the next ones told?
    #[cfg(feature = "calibrate")]
    Backtest(backtest::Backtest),
    #[cfg(not(feature = "calibrate"))]
    Backtest(without::Absent),
    /// Write a scenario's transitions and drawn worlds as plain arrays, for any other language.
    Export(export::Export),
    /// Print completions of commands and options for a shell.
    Completions(shell::Completions),
    /// Write the manual pages into a folder.
    Man(shell::Man),
    /// Print the JSON Schema of a file kind, for editors.
    Schema(schema::Schema),
    /// Write a starter folder: a documented scenario and its data, ready to run.
    Init(init::Init),
}

/// Parses the command line, does what it says, and returns the exit code.
pub fn run() -> ExitCode {
    let texts = match Texts::new(language()) {
        Ok(texts) => texts,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(MACHINE_FAILED);
        }
    };
    let parsed = help::worded(Cli::command(), &texts).try_get_matches();
    let cli = match parsed.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(told) if help::is_help(&told) => told.exit(),
        Err(error) => {
            eprint!("{}", complaint::complaint(&error, &texts));
            return ExitCode::from(COMMAND_WRONG);
        }
    };
    let Err(failure) = execute(cli.command) else { return ExitCode::SUCCESS };
    let (words, code) = failure.told(&texts);
    words.into_iter().for_each(|words| eprintln!("{words}"));
    ExitCode::from(code)
}

fn execute(command: Command) -> Result<(), Failure> {
    match command {
        Command::Run(command) => command.execute(),
        Command::Compare(command) => command.execute(),
        Command::Optimize(command) => command.execute(),
        Command::Sensitivity(command) => command.execute(),
        Command::Allocate(command) => command.execute(),
        #[cfg(feature = "serve")]
        Command::Serve(command) => command.execute(),
        #[cfg(not(feature = "serve"))]
        Command::Serve(command) => command.execute("serve", "serve"),
        Command::Report(command) => command.execute(),
        Command::Check(command) => command.execute(),
        Command::Data(command) => command.execute(),
        #[cfg(feature = "calibrate")]
        Command::Calibrate(command) => command.execute(),
        #[cfg(feature = "calibrate")]
        Command::Backtest(command) => command.execute(),
        #[cfg(not(feature = "calibrate"))]
        Command::Calibrate(command) => command.execute("calibrate", "calibrate"),
        #[cfg(not(feature = "calibrate"))]
        Command::Backtest(command) => command.execute("backtest", "calibrate"),
        Command::Export(command) => command.execute(),
        Command::Completions(command) => command.execute(),
        Command::Man(command) => command.execute(),
        Command::Schema(command) => command.execute(),
        Command::Init(command) => command.execute(),
    }
}

/// The command line's definition with its help in a language.
pub fn command(language: Language) -> Result<clap::Command, ReportError> {
    Ok(help::worded(Cli::command(), &Texts::new(language)?))
}

/// Prints to stdout; a closed pipe (`| head`) ends quietly.
pub fn print(text: &str) {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Says a sentence on stderr, in the language of the command.
pub fn tell(said: &Said) {
    if let Ok(texts) = Texts::new(language()) {
        eprintln!("{}", diagnostics::words(said, &texts));
    }
}

/// Says where what was written is.
fn announce(path: &std::path::Path) {
    eprintln!("→ {}", input::shown(path));
}

/// Diagnostics of tables as the command line shows them.
pub fn render_diagnostics(
    diagnostics: &crate::load::diagnostic::Diagnostics,
    language: Language,
) -> Result<String, ReportError> {
    let texts = Texts::new(language)?;
    Ok(diagnostics::render(diagnostics, &std::collections::BTreeMap::new(), &texts))
}

/// A sentence of a diagnostic in the words of a language.
pub fn render_said(said: &Said, language: Language) -> Result<String, ReportError> {
    Ok(diagnostics::words(said, &Texts::new(language)?))
}
