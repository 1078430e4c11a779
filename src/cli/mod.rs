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
mod data;
mod diagnostics;
mod export;
mod init;
pub mod input;
mod min_budget;
pub mod optimize;
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

use clap::{Parser, Subcommand, ValueEnum};
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
///
/// Exit codes: 0 done, 1 the input is wrong, 2 the command is wrong, 3 the machine failed,
/// 130 stopped by the user (what was done is kept).
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
    /// Open a page on this machine to ask "what if" (not in this build).
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
    /// Calibrate: forms of 2016–2021, or published totals, to a posterior that `run` can use (not in this build).
    #[cfg(not(feature = "calibrate"))]
    Calibrate(without::Absent),
    /// Back-test: fitted on the first years of the forms, how well are the next ones told?
    #[cfg(feature = "calibrate")]
    Backtest(backtest::Backtest),
    /// Back-test: fitted on the first years of the forms, how well are the next ones told? (not in this build)
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

/// Language of texts and charts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// Tiếng Việt
    Vi,
    /// English
    En,
}

impl Lang {
    pub fn language(self) -> crate::report::Language {
        match self {
            Lang::Vi => crate::report::Language::Vi,
            Lang::En => crate::report::Language::En,
        }
    }

    /// The chosen language, else the environment's (`LC_ALL`, `LC_MESSAGES`, `LANG`), else Vietnamese.
    pub fn or_environment(chosen: Option<Lang>) -> Lang {
        let variable = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
        let english = variable.is_some_and(|value| value.starts_with("en"));
        chosen.unwrap_or(if english { Lang::En } else { Lang::Vi })
    }
}

/// How a command ended.
pub enum Failure {
    /// Diagnostics were printed, or this message says what is wrong with the input.
    Input(Option<String>),
    /// The command asks for what this build does not have.
    Command(String),
    Machine(String),
    /// Stopped by the user; the message says what is kept and how to go on.
    Interrupted(String),
}

impl Failure {
    /// Wrong input, and how to mend it.
    pub fn hinted(message: String, hint: &str) -> Failure {
        Failure::Input(Some(format!("{message}\n  hint: {hint}")))
    }
}

impl From<crate::store::StoreError> for Failure {
    fn from(error: crate::store::StoreError) -> Failure {
        use crate::store::StoreError;
        match error {
            StoreError::Missing(_) | StoreError::TooLarge { .. } | StoreError::Exists(_) => {
                Failure::Input(Some(error.to_string()))
            }
            StoreError::Io { .. } => Failure::Machine(error.to_string()),
        }
    }
}

/// Parses the command line, does what it says, and returns the exit code.
pub fn run() -> ExitCode {
    let outcome = match Cli::parse().command {
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
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Input(message)) => {
            message.into_iter().for_each(|message| eprintln!("error: {message}"));
            ExitCode::from(INPUT_WRONG)
        }
        Err(Failure::Command(message)) => {
            eprintln!("error: {message}");
            ExitCode::from(COMMAND_WRONG)
        }
        Err(Failure::Machine(message)) => {
            eprintln!("error: {message}");
            ExitCode::from(MACHINE_FAILED)
        }
        Err(Failure::Interrupted(message)) => {
            eprintln!("{message}");
            ExitCode::from(INTERRUPTED)
        }
    }
}

/// The command line's definition, for tests of its help.
pub fn command() -> clap::Command {
    <Cli as clap::CommandFactory>::command()
}

/// Prints to stdout; a closed pipe (`| head`) ends quietly.
pub fn print(text: &str) {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Diagnostics of tables as the command line shows them.
pub fn render_diagnostics(
    diagnostics: &crate::load::diagnostic::Diagnostics,
    language: crate::report::Language,
) -> Result<String, crate::report::ReportError> {
    let texts = crate::report::Texts::new(language)?;
    Ok(diagnostics::render(diagnostics, &std::collections::BTreeMap::new(), &texts))
}

/// A sentence of a diagnostic in the words of a language.
pub fn render_said(
    said: &crate::load::said::Said,
    language: crate::report::Language,
) -> Result<String, crate::report::ReportError> {
    Ok(diagnostics::words(said, &crate::report::Texts::new(language)?))
}
