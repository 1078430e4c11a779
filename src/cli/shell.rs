//! `giamngheo completions` and `giamngheo man`: what a shell and a manual need to know of the command line.

use super::{Failure, input};
use crate::store::{Replace, write_folder};
use clap::Args;
use clap_complete::Shell;
use std::path::PathBuf;

#[derive(Args)]
pub struct Completions {
    /// The shell.
    shell: Shell,
}

impl Completions {
    /// Prints the script that the shell is to read.
    pub fn execute(self) -> Result<(), Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut super::command(), "giamngheo", &mut script);
        super::print(&String::from_utf8_lossy(&script));
        Ok(())
    }
}

#[derive(Args)]
pub struct Man {
    /// Folder to write; it must be new or empty.
    #[arg(default_value = "man")]
    folder: PathBuf,
}

impl Man {
    /// Writes a page for the program and one for every command.
    pub fn execute(self) -> Result<(), Failure> {
        let mut command = super::command();
        command.build();
        let mut pages = vec![page("giamngheo".to_string(), command.clone())?];
        for sub in command.get_subcommands().filter(|it| it.get_name() != "help") {
            pages.push(page(format!("giamngheo-{}", sub.get_name()), sub.clone())?);
        }
        let files: Vec<(String, &[u8])> =
            pages.iter().map(|(name, bytes)| (name.clone(), bytes.as_slice())).collect();
        write_folder(&self.folder, &files, &Replace::Never)?;
        eprintln!("→ {}", input::shown(&self.folder));
        Ok(())
    }
}

fn page(name: String, command: clap::Command) -> Result<(String, Vec<u8>), Failure> {
    let mut bytes = Vec::new();
    let made = clap_mangen::Man::new(command).title(name.clone()).render(&mut bytes);
    made.map_err(|error| Failure::Machine(error.to_string()))?;
    Ok((format!("{name}.1"), bytes))
}
