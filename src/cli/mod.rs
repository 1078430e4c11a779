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

use crate::load::said::{Said, said};
use crate::report::{Language, Texts};
use crate::store::StoreError;
use clap::{FromArgMatches, Parser, Subcommand, ValueEnum};
use std::process::ExitCode;
use std::sync::OnceLock;

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
    /// Diagnostics were printed, or this says what is wrong with the input.
    Input(Option<Refusal>),
    /// The command asks for what this build does not have.
    Command(Refusal),
    /// In the words of the machine or of a library.
    Machine(String),
    /// Stopped by the user; says what is kept and how to go on.
    Interrupted(Refusal),
}

/// What is wrong, and what to do about it, if there is anything to add.
pub struct Refusal {
    pub message: Said,
    pub hint: Option<Said>,
}

impl Refusal {
    fn words(&self, texts: &Texts) -> String {
        let message = diagnostics::words(&self.message, texts);
        let hint = self.hint.as_ref().map(|hint| diagnostics::words(hint, texts));
        hint.map_or(message.clone(), |hint| format!("{message}\n  {}: {hint}", texts.get("diag-hint")))
    }
}

impl Failure {
    /// Wrong input.
    pub fn refused(message: Said) -> Failure {
        Failure::Input(Some(Refusal { message, hint: None }))
    }

    /// Wrong input, and how to mend it.
    pub fn hinted(message: Said, hint: Said) -> Failure {
        Failure::Input(Some(Refusal { message, hint: Some(hint) }))
    }

    /// What is said of it on stderr, and the exit code.
    fn told(self, texts: &Texts) -> (Option<String>, u8) {
        let error = |words: String| format!("{}: {words}", texts.get("diag-error"));
        match self {
            Failure::Input(refusal) => (refusal.map(|it| error(it.words(texts))), INPUT_WRONG),
            Failure::Command(refusal) => (Some(error(refusal.words(texts))), COMMAND_WRONG),
            Failure::Machine(words) => (Some(error(words)), MACHINE_FAILED),
            Failure::Interrupted(refusal) => (Some(refusal.words(texts)), INTERRUPTED),
        }
    }
}

/// Language of what is said on stderr; known before the command begins.
static LANGUAGE: OnceLock<Language> = OnceLock::new();

/// Says a sentence on stderr, in the language of the command.
pub fn tell(said: &Said) {
    let language = LANGUAGE.get().copied().unwrap_or(Language::Vi);
    if let Ok(texts) = Texts::new(language) {
        eprintln!("{}", diagnostics::words(said, &texts));
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Failure {
        match said_of(&error) {
            Some(message) => Failure::refused(message),
            None => Failure::Machine(error.to_string()),
        }
    }
}

/// What is wrong with a file that the user named; `None` = the machine's fault.
pub fn said_of(error: &StoreError) -> Option<Said> {
    let shown = |path: &std::path::Path| input::shown(path);
    match error {
        StoreError::Missing(path) => Some(said!("diag-file-missing", path = shown(path))),
        StoreError::TooLarge { path, bytes } => {
            Some(said!("diag-input-too-large", path = shown(path), megabytes = bytes >> 20))
        }
        StoreError::Exists(path) => Some(said!("refused-exists", path = shown(path))),
        StoreError::Io { .. } => None,
    }
}

/// The language that the innermost command was given, else the environment's.
fn language_of(matches: &clap::ArgMatches) -> Language {
    let mut innermost = matches;
    while let Some((_, inner)) = innermost.subcommand() {
        innermost = inner;
    }
    Lang::or_environment(innermost.try_get_one::<Lang>("lang").ok().flatten().copied()).language()
}

/// Parses the command line, does what it says, and returns the exit code.
pub fn run() -> ExitCode {
    let matches = command().get_matches();
    let language = language_of(&matches);
    let _ = LANGUAGE.set(language);
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let outcome = match cli.command {
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
    let Err(failure) = outcome else { return ExitCode::SUCCESS };
    let (words, code) = match Texts::new(language) {
        Ok(texts) => failure.told(&texts),
        Err(error) => (Some(error.to_string()), MACHINE_FAILED),
    };
    words.into_iter().for_each(|words| eprintln!("{words}"));
    ExitCode::from(code)
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
    language: Language,
) -> Result<String, crate::report::ReportError> {
    let texts = Texts::new(language)?;
    Ok(diagnostics::render(diagnostics, &std::collections::BTreeMap::new(), &texts))
}

/// A sentence of a diagnostic in the words of a language.
pub fn render_said(said: &Said, language: Language) -> Result<String, crate::report::ReportError> {
    Ok(diagnostics::words(said, &Texts::new(language)?))
}
