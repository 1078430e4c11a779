//! What was really run, so that anybody can run it again: the scenario with the reader's alternative and targets, as files.

use super::{App, Refusal, refused};
use crate::cli::input::{FilesRead, sha256, shown};
use crate::cli::scenario_copy::{Copies, copies, with_alternative};
use crate::domain::scenario::Scenario;
use crate::domain::target::Target;
use crate::load::floors::{targets_path, with_floors};
use crate::report::Texts;
use crate::report::both::{Both, Words};
use crate::report::numbers::trimmed;
use crate::report::terminal::target_title;
use crate::summarise::summary::Facts;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A wish as a scenario that loads.
pub struct Record {
    /// Its text, with the alternative as its last.
    text: String,
    /// The targets file in the place of the scenario's own, if a target was changed: path and text.
    targets: Option<(String, String)>,
    /// Path of the scenario among the files that are downloaded together.
    pub name: String,
    /// Path and SHA-256 of every file, the scenario first.
    pub inputs: Vec<(String, String)>,
    /// Changed targets: id, floor before and now, points a year.
    floors: Vec<(String, Decimal, Decimal)>,
}

/// The record of a wish; refused if it cannot be written down, or would not read as the very same.
pub fn record(app: &App, scenario: &Scenario, texts: &Texts) -> Result<Record, Refusal> {
    let own = &scenario.alternatives[1];
    let changed = scenario.targets != app.scenario.targets;
    let targets = changed.then(|| changed_targets(app, &scenario.targets)).flatten();
    let files = with_targets(&app.files, targets.as_ref());
    let written = with_alternative(&shown(&app.path), &app.text, &files, own);
    let Some((text, _)) = written.filter(|(_, again)| again.targets == scenario.targets) else {
        return Err(Box::new(refused(vec![texts.format("serve-wrong-id", &[("id", &own.id)])])));
    };
    let copied = copies(&app.path, text.clone(), &files);
    let hash = |(name, bytes): &(String, Vec<u8>)| (name.clone(), sha256(bytes));
    let mut inputs: Vec<(String, String)> = copied.files.iter().map(hash).collect();
    inputs
        .extend(copied.elsewhere.iter().filter_map(|path| Some((path.clone(), sha256(&files.get(path)?.1)))));
    let pairs = app.scenario.targets.iter().zip(&scenario.targets);
    let floors = pairs
        .filter(|(before, now)| before != now)
        .map(|(before, now)| (now.id(), before.floor, now.floor))
        .collect();
    Ok(Record { text, targets, name: copied.name, inputs, floors })
}

fn changed_targets(app: &App, targets: &[Target]) -> Option<(String, String)> {
    let path = targets_path(&app.text)?;
    let text = std::str::from_utf8(&app.files.get(&path)?.1).ok()?;
    Some((path, with_floors(text, targets)))
}

fn with_targets(files: &FilesRead, targets: Option<&(String, String)>) -> FilesRead {
    let mut files = files.clone();
    if let Some((path, text)) = targets
        && let Some((_, bytes)) = files.get_mut(path)
    {
        *bytes = text.clone().into_bytes();
    }
    files
}

impl Record {
    /// The scenario and its files, to be downloaded together.
    pub fn copies(&self, app: &App) -> Copies {
        copies(&app.path, self.text.clone(), &with_targets(&app.files, self.targets.as_ref()))
    }

    /// A sentence for every changed target: whoever reads a chance must know of which floor.
    pub fn warnings(&self, facts: &Facts, both: &Words) -> Vec<Both> {
        let sentence = |(id, before, now): &(String, Decimal, Decimal), texts: &Texts| {
            let number = |floor: &Decimal| trimmed(texts.language, floor.to_f64().unwrap_or_default(), 1, 6);
            let target = target_title(facts, id, texts);
            let places = [("target", target.as_str()), ("before", &number(before)), ("now", &number(now))];
            texts.format("serve-warning-floor", &places)
        };
        self.floors.iter().map(|floor| both.with(|texts| sentence(floor, texts))).collect()
    }
}
