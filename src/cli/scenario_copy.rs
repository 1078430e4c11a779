//! A scenario's text with one more alternative, read again before anybody gets it; and a scenario with all of its files,
//! copied so that it runs in another place.

use super::input::{FilesRead, shown};
use crate::domain::alternative::Alternative;
use crate::domain::scenario::Scenario;
use crate::load::scenario::{Inputs, load};
use crate::report::alternative_toml::alternative_toml;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

/// The text with the alternative as its last, and what it reads as; `None` if it cannot be written, or would not give back
/// the very same money.
pub fn with_alternative(
    shown: &str,
    text: &str,
    files: &FilesRead,
    alternative: &Alternative,
) -> Option<(String, Scenario)> {
    let block = alternative_toml(alternative)?;
    let text =
        format!("{}\n\n# Added by giamngheo; weights of tables are relative.\n{block}", text.trim_end());
    let (again, problems) = load(&Inputs { file: shown, text: &text, files });
    let again = again.filter(|it| it.alternatives.last() == Some(alternative))?;
    (!problems.has_errors()).then_some((text, again))
}

/// A scenario and the files it names, each under a path below one folder.
pub struct Copies {
    /// The scenario's path among them.
    pub name: String,
    /// The scenario first.
    pub files: Vec<(String, Vec<u8>)>,
    /// Files that are named by an absolute path: they have no place here, and are found where they are.
    pub elsewhere: Vec<String>,
}

/// Copies of a scenario file of this name and text, and of the files that it names.
///
/// Files above the scenario's folder stay above it: the scenario goes as deep as they reach up, so that its text holds.
pub fn copies(scenario: &Path, text: String, files: &FilesRead) -> Copies {
    let up = |name: &String| Path::new(name).components().filter(|it| *it == Component::ParentDir).count();
    let depth = files.keys().map(up).max().unwrap_or(0);
    let between = free_name(files);
    let inside = (0..depth).fold(PathBuf::from("scenario"), |path, _| path.join(&between));
    let own = scenario.file_name().map_or_else(|| "scenario.toml".into(), |name| name.to_string_lossy());
    let name = shown(&inside.join(&*own));
    let mut copied = BTreeMap::new();
    let mut elsewhere = Vec::new();
    for (written, (_, bytes)) in files {
        match Path::new(written).is_relative() {
            true => drop(copied.insert(shown(&folded(&inside.join(written))), bytes.clone())),
            false => elsewhere.push(written.clone()),
        }
    }
    let mut files = vec![(name.clone(), text.into_bytes())];
    files.extend(copied.into_iter().filter(|(written, _)| *written != name));
    Copies { name, files, elsewhere }
}

/// A name for folders between, that no file has in its path: it could be taken for one of them.
fn free_name(files: &FilesRead) -> String {
    let parts = || files.keys().flat_map(|name| Path::new(name).components());
    let taken = |name: &String| parts().any(|part| part.as_os_str().eq_ignore_ascii_case(name.as_str()));
    let numbered = (2..).map(|number| format!("in_{number}"));
    std::iter::once("in".to_string()).chain(numbered).find(|name| !taken(name)).unwrap_or_default()
}

/// A path without `..`.
fn folded(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut folded, part| {
        match part {
            Component::ParentDir => {
                folded.pop();
            }
            part => folded.push(part),
        }
        folded
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn copied(names: &[&str]) -> Copies {
        let file = |name: &&str| (name.to_string(), (String::new(), name.as_bytes().to_vec()));
        copies(Path::new("own/x.toml"), "text".to_string(), &names.iter().map(file).collect())
    }

    fn names(copies: &Copies) -> Vec<&str> {
        copies.files.iter().map(|it| it.0.as_str()).collect()
    }

    #[test]
    fn files_above_the_folder_stay_above_it_and_none_takes_anothers_place() {
        let flat = copied(&["pack/a.csv", "./b.csv", "/abs/c.csv"]);
        assert_eq!(names(&flat), ["scenario/x.toml", "scenario/b.csv", "scenario/pack/a.csv"]);
        assert_eq!(flat.elsewhere, ["/abs/c.csv"]);
        let deep = copied(&["a.csv", "../in/a.csv", "../../b.csv"]);
        assert_eq!(deep.name, "scenario/in_2/in_2/x.toml");
        let wanted = [&deep.name, "scenario/b.csv", "scenario/in_2/in/a.csv", "scenario/in_2/in_2/a.csv"];
        assert_eq!(names(&deep), wanted);
        assert_eq!(deep.files[2].1, b"../in/a.csv");
    }
}
