//! `giamngheo calibrate --stocks`: transition shares when only stocks of states are known.

use super::common::unmade;
use super::{Failure, diagnostics, input};
use crate::calibrate::simplex_fit::estimate;
use crate::calibrate::transition_matrix::Shape;
use crate::load::diagnostic::Diagnostics;
use crate::load::stocks::stocks;
use crate::report::{Language, OutputFile, stocks as report};
use crate::store::{self, Replace, make_folder};
use std::io::{self, BufWriter};
use std::path::Path;

/// Prints the shares; writes them too where a folder is named.
pub fn execute(
    file: &Path,
    no_return: bool,
    out: Option<(&Path, &Replace<'_>)>,
    language: Language,
) -> Result<(), Failure> {
    let (name, bytes) = (input::shown(file), store::read(file)?);
    let mut problems = Diagnostics::default();
    let read = stocks(&name, &bytes, &mut problems);
    diagnostics::show(&problems, language)?;
    let Some(read) = read else { return Err(Failure::Input(None)) };
    let shape = if no_return { Shape::NoReturn } else { Shape::Full };
    let found = estimate(&read, shape).map_err(Failure::program)?;
    if let Some((folder, replace)) = out {
        let table = OutputFile::new("transition_shares.csv".to_string(), |to| report::csv(&found, to));
        let write = |file: &OutputFile<'_>, to: &mut BufWriter<_>| file.write(to).map_err(io::Error::other);
        make_folder(folder, &[table], replace, |file| &file.name, write)?;
    }
    super::print(&report::text(&found, read.first_year, language).map_err(unmade)?);
    Ok(())
}
