//! What a calibration says of itself (`calibration.json`): which model, whether its chains agree, what it was fitted to.

use super::diagnostic::{Diagnostic, Diagnostics, Place};
use super::said::{Said, said};
use crate::domain::origin::Origin;
use crate::domain::posterior::{FORMAT, MODEL, Method};
use crate::domain::standard::Standard;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What was read, checked.
pub struct Calibration {
    pub version: String,
    pub method: Method,
    pub converged: bool,
    pub max_rhat: Option<f64>,
    pub min_ess_bulk: Option<f64>,
    pub min_ess_tail: Option<f64>,
    pub divergences: u64,
    pub chains: u64,
    pub draws: u64,
    pub standard: Standard,
    pub origin: Origin,
    /// First and last year of what was fitted; older files do not say.
    pub years: Option<(i32, i32)>,
    /// SHA-256 (hexadecimal) of the tables as they were written, by file name.
    pub files: BTreeMap<String, String>,
}

/// Why a file was reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// Its parameters are not this model's.
    OtherModel,
    Wrong,
}

/// Reads the file, or reports what is wrong. Keys that are not asked for are left alone.
pub fn read(file: &str, bytes: &[u8], diagnostics: &mut Diagnostics) -> Result<Calibration, Unusable> {
    let value: Value = match serde_json::from_slice(bytes) {
        Ok(value) => value,
        Err(error) => {
            let place = Place::Cell { row: error.line(), column: error.column().to_string() };
            diagnostics.push(Diagnostic::error(
                file,
                place,
                "json-syntax",
                said!("diag-json-syntax", detail = error),
            ));
            return Err(Unusable::Wrong);
        }
    };
    let mut keys = Keys { file, diagnostics };
    let Some(object) = value.as_object() else {
        keys.fail("wrong-type", "", said!("diag-json-not-object"), None);
        return Err(Unusable::Wrong);
    };
    keys.model(object).ok_or(Unusable::OtherModel)?;
    keys.calibration(object).ok_or(Unusable::Wrong)
}

fn year(object: &Map<String, Value>, name: &str) -> Option<i32> {
    object.get(name).and_then(Value::as_i64).and_then(|year| i32::try_from(year).ok())
}

struct Keys<'a> {
    file: &'a str,
    diagnostics: &'a mut Diagnostics,
}

impl Keys<'_> {
    fn fail(&mut self, rule: &'static str, value: &str, message: Said, hint: impl Into<Option<Said>>) {
        let diagnostic = Diagnostic::error(self.file, Place::File, rule, message);
        self.diagnostics.push(diagnostic.value(value).hint(hint));
    }

    /// Another model's parameters mean something else: nothing more is read of them.
    fn model(&mut self, object: &Map<String, Value>) -> Option<()> {
        let (format, model) = (object.get("format"), object.get("model"));
        if format.and_then(Value::as_u64) == Some(FORMAT) && model.and_then(Value::as_str) == Some(MODEL) {
            return Some(());
        }
        let shown = |value: Option<&Value>| value.map_or("nothing".to_string(), Value::to_string);
        let found = format!("format {}, model {}", shown(format), shown(model));
        let hint = said!("diag-other-model-hint", format = FORMAT, model = MODEL);
        let message = said!("diag-other-model");
        self.fail("other-model", &found, message, hint);
        None
    }

    fn calibration(&mut self, object: &Map<String, Value>) -> Option<Calibration> {
        let text = |value: &Value| value.as_str().map(str::to_string);
        let version = self.key(object, "version", said!("diag-kind-text"), text);
        let words = |words: &[&str]| said!("diag-kind-one-of", words = words.join(", "));
        let methods = words(&Method::ALL.map(Method::word));
        let method = self.key(object, "method", methods, |it| it.as_str().and_then(Method::from_word));
        let standards = words(&["qd59", "nd07"]);
        let standard = self.key(object, "standard", standards, |it| it.as_str().and_then(standard_of));
        let origins = words(&["official", "synthetic", "assumption"]);
        let origin = self.key(object, "origin", origins, |it| it.as_str().and_then(Origin::from_word));
        let converged = self.key(object, "converged", said!("diag-kind-true-or-false"), Value::as_bool);
        let chains = self.key(object, "chains", said!("diag-kind-whole"), Value::as_u64);
        let draws = self.key(object, "draws", said!("diag-kind-whole"), Value::as_u64);
        let files = self.key(object, "files", said!("diag-kind-hashes"), hashes);
        let diagnostics =
            self.key(object, "diagnostics", said!("diag-kind-object"), |it| it.as_object().cloned());
        let diagnostics = diagnostics?;
        let max_rhat = self.key(&diagnostics, "max_rhat", said!("diag-kind-number-or-null"), statistic);
        let min_ess_bulk =
            self.key(&diagnostics, "min_ess_bulk", said!("diag-kind-number-or-null"), statistic);
        let min_ess_tail =
            self.key(&diagnostics, "min_ess_tail", said!("diag-kind-number-or-null"), statistic);
        let divergences = self.key(&diagnostics, "divergences", said!("diag-kind-whole"), Value::as_u64);
        Some(Calibration {
            version: version?,
            method: method?,
            converged: converged?,
            max_rhat: max_rhat?,
            min_ess_bulk: min_ess_bulk?,
            min_ess_tail: min_ess_tail?,
            divergences: divergences?,
            chains: chains?,
            draws: draws?,
            standard: standard?,
            origin: origin?,
            years: year(object, "first_year").zip(year(object, "last_year")),
            files: files?,
        })
    }

    fn key<T>(
        &mut self,
        object: &Map<String, Value>,
        name: &str,
        expected: Said,
        read: impl Fn(&Value) -> Option<T>,
    ) -> Option<T> {
        let Some(value) = object.get(name) else {
            self.fail(
                "missing-key",
                "",
                said!("diag-json-missing-key", name),
                said!("diag-json-missing-key-hint", expected),
            );
            return None;
        };
        let found = read(value);
        if found.is_none() {
            self.fail("wrong-type", &value.to_string(), said!("diag-json-wrong-type", name, expected), None);
        }
        found
    }
}

/// A number, or none where there was nothing to compare.
fn statistic(value: &Value) -> Option<Option<f64>> {
    if value.is_null() { Some(None) } else { value.as_f64().map(Some) }
}

fn standard_of(word: &str) -> Option<Standard> {
    [Standard::Qd59, Standard::Nd07].into_iter().find(|standard| standard.word() == word)
}

fn hashes(value: &Value) -> Option<BTreeMap<String, String>> {
    let pair = |(name, hash): (&String, &Value)| Some((name.clone(), hash.as_str()?.to_ascii_lowercase()));
    value.as_object()?.iter().map(pair).collect()
}
