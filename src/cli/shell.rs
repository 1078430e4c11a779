//! `giamngheo completions` and `giamngheo man`: what a shell and a manual need to know of the command line.

use super::Failure;
use super::common::unmade;
use super::language::language;
use crate::report::Texts;
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
        let mut command = super::command(language()).map_err(unmade)?;
        clap_complete::generate(self.shell, &mut command, "giamngheo", &mut script);
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
        let texts = Texts::new(language()).map_err(unmade)?;
        let command = super::command(language()).map_err(unmade)?;
        let pages = pages(&command, "giamngheo", &texts)?;
        let files: Vec<(String, &[u8])> =
            pages.iter().map(|(name, bytes)| (name.clone(), bytes.as_slice())).collect();
        write_folder(&self.folder, &files, &Replace::Never)?;
        super::announce(&self.folder);
        Ok(())
    }
}

/// The page of a command, then those of the commands below it.
fn pages(command: &clap::Command, name: &str, texts: &Texts) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let mut made = Vec::new();
    clap_mangen::Man::new(command.clone()).title(name).render(&mut made).map_err(Failure::program)?;
    let page = worded(&String::from_utf8_lossy(&made), texts);
    let mut pages = vec![(format!("{name}.1"), page.into_bytes())];
    for sub in command.get_subcommands().filter(|it| it.get_name() != "help") {
        pages.extend(self::pages(sub, &format!("{name}-{}", sub.get_name()), texts)?);
    }
    Ok(pages)
}

/// The headings of a page in the words of the texts; every value of an option on a line of its own.
fn worded(page: &str, texts: &Texts) -> String {
    let mut worded = String::new();
    for line in page.lines() {
        match line {
            ".SH NAME" => worded.push_str(&format!(".SH {}", texts.get("man-name"))),
            ".SH SYNOPSIS" => worded.push_str(&format!(".SH {}", texts.get("man-synopsis"))),
            ".SH DESCRIPTION" => worded.push_str(&format!(".SH {}", texts.get("man-description"))),
            ".SH OPTIONS" => worded.push_str(&format!(".SH {}", texts.get("man-options"))),
            ".SH SUBCOMMANDS" => worded.push_str(&format!(".SH {}", texts.get("man-subcommands"))),
            ".SH VERSION" => worded.push_str(&format!(".SH {}", texts.get("man-version"))),
            value if value.starts_with("\\- ") => worded.push_str(&format!(".br\n{value}")),
            other => worded.push_str(other),
        }
        worded.push('\n');
    }
    worded
}
