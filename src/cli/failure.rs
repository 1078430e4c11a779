//! How a command fails: what is said of it, in the catalogue's words, and the exit code.

use super::{COMMAND_WRONG, INPUT_WRONG, INTERRUPTED, MACHINE_FAILED, diagnostics, input};
use crate::load::said::{Said, said};
use crate::report::Texts;
use crate::store::StoreError;
use std::fmt::Display;
use std::io::{self, ErrorKind};

/// How a command ended.
pub enum Failure {
    /// Diagnostics were printed, or this says what is wrong with the input.
    Input(Option<Refusal>),
    /// The command asks for what this build does not have.
    Command(Refusal),
    /// The machine or the program failed.
    Machine(Refusal),
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

impl From<Said> for Refusal {
    fn from(message: Said) -> Refusal {
        Refusal { message, hint: None }
    }
}

impl Failure {
    /// Wrong input.
    pub fn refused(message: Said) -> Failure {
        Failure::Input(Some(message.into()))
    }

    /// Wrong input, and how to mend it.
    pub fn hinted(message: Said, hint: Said) -> Failure {
        Failure::Input(Some(Refusal { message, hint: Some(hint) }))
    }

    /// A fault in the words of a library, for those who mend the program.
    pub fn program(detail: impl Display) -> Failure {
        Failure::Machine(said!("machine-program", detail).into())
    }

    /// What is said of it on stderr, and the exit code.
    pub fn told(self, texts: &Texts) -> (Option<String>, u8) {
        let error = |words: String| format!("{}: {words}", texts.get("diag-error"));
        match self {
            Failure::Input(refusal) => (refusal.map(|it| error(it.words(texts))), INPUT_WRONG),
            Failure::Command(refusal) => (Some(error(refusal.words(texts))), COMMAND_WRONG),
            Failure::Machine(fault) => (Some(error(fault.words(texts))), MACHINE_FAILED),
            Failure::Interrupted(refusal) => (Some(refusal.words(texts)), INTERRUPTED),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Failure {
        match (said_of(&error), error) {
            (Some(message), _) => Failure::refused(message),
            (None, StoreError::Io { path, error }) => {
                let message = said!("machine-file", path = input::shown(&path), fault = fault(&error));
                Failure::Machine(message.into())
            }
            (None, error) => Failure::program(error),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Machine(fault(&error).into())
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

/// What the system says, in the catalogue's words where it has them.
pub fn fault(error: &io::Error) -> Said {
    match error.kind() {
        ErrorKind::NotFound => said!("machine-not-found"),
        ErrorKind::PermissionDenied => said!("machine-permission"),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => said!("machine-full"),
        ErrorKind::ReadOnlyFilesystem => said!("machine-read-only"),
        ErrorKind::NotADirectory => said!("machine-not-a-folder"),
        ErrorKind::IsADirectory => said!("machine-is-a-folder"),
        ErrorKind::AlreadyExists => said!("machine-exists"),
        ErrorKind::InvalidFilename => said!("machine-bad-name"),
        ErrorKind::AddrInUse => said!("machine-port-taken"),
        _ => said!("machine-program", detail = error),
    }
}
