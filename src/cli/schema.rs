//! `giamngheo schema`: JSON Schemas of the TOML files, so that editors complete and check them.

use super::Failure;
use super::common::unmade;
use super::language::language;
use crate::load::schema::{Kind, schema};
use crate::report::Texts;
use clap::{Args, ValueEnum};
use serde_json::Value;

#[derive(Args)]
pub struct Schema {
    /// File kind.
    #[arg(value_enum, default_value = "scenario")]
    kind: KindArgument,
}

#[derive(Clone, Copy, ValueEnum)]
enum KindArgument {
    Scenario,
    Programme,
    Transitions,
    Targets,
}

impl Schema {
    /// Prints the schema, its descriptions in the language of the command.
    pub fn execute(self) -> Result<(), Failure> {
        super::print(&described(match self.kind {
            KindArgument::Scenario => Kind::Scenario,
            KindArgument::Programme => Kind::Programme,
            KindArgument::Transitions => Kind::Transitions,
            KindArgument::Targets => Kind::Targets,
        })?);
        Ok(())
    }
}

/// The schema of a kind as text, its descriptions in the language of the command.
pub fn described(kind: Kind) -> Result<String, Failure> {
    let mut schema = schema(kind);
    describe(&mut schema, kind.word(), &Texts::new(language()).map_err(unmade)?);
    Ok(format!("{schema:#}\n"))
}

/// Puts the catalogue's words in the place of every description: `schema-<definition>-<property>`.
fn describe(schema: &mut Value, key: &str, texts: &Texts) {
    if let Some(description) = schema.get_mut("description") {
        *description = Value::String(texts.get(&format!("schema-{key}")));
    }
    let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
    for (name, property) in properties.into_iter().flatten() {
        describe(property, &format!("{key}-{}", kebab(name)), texts);
    }
    let definitions = schema.get_mut("$defs").and_then(Value::as_object_mut);
    for (name, definition) in definitions.into_iter().flatten() {
        describe(definition, &kebab(name), texts);
    }
    for value in schema.get_mut("oneOf").and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(name) = value.get("const").and_then(Value::as_str).map(kebab) {
            describe(value, &format!("{key}-{name}"), texts);
        }
    }
}

/// `EnvelopeWritten` and `million_vnd` as keys write them.
fn kebab(name: &str) -> String {
    let mut kebab = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !kebab.is_empty() {
            kebab.push('-');
        }
        kebab.push(if c == '_' { '-' } else { c.to_ascii_lowercase() });
    }
    kebab
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Language;
    use std::collections::BTreeSet;

    fn descriptions<'a>(schema: &'a Value, found: &mut Vec<&'a str>) {
        match schema {
            Value::Object(object) => {
                found.extend(object.get("description").and_then(Value::as_str));
                object.values().for_each(|inner| descriptions(inner, found));
            }
            Value::Array(array) => array.iter().for_each(|inner| descriptions(inner, found)),
            _ => {}
        }
    }

    /// The English catalogue says what the types' documentation says, every description is in it, and no text is left.
    #[test]
    fn every_description_is_in_the_catalogue() {
        let kinds = [Kind::Scenario, Kind::Programme, Kind::Transitions, Kind::Targets];
        for language in Language::ALL {
            let texts = Texts::new(language).unwrap();
            let mut shown = BTreeSet::new();
            for kind in kinds {
                let written = schema(kind);
                let mut worded = written.clone();
                describe(&mut worded, kind.word(), &texts);
                let (mut before, mut after) = (Vec::new(), Vec::new());
                descriptions(&written, &mut before);
                descriptions(&worded, &mut after);
                assert_eq!(before.len(), after.len());
                for (before, after) in before.into_iter().zip(after) {
                    assert!(!after.contains('⟨'), "{after}");
                    assert_eq!(
                        before.replace('\n', " ") == after,
                        language == Language::En,
                        "{before} / {after}"
                    );
                    shown.insert(after.to_string());
                }
            }
            let file = format!("{}/src/report/texts/{}.ftl", env!("CARGO_MANIFEST_DIR"), language.word());
            let catalogue = std::fs::read_to_string(file).unwrap();
            let entries = catalogue.lines().filter(|line| line.starts_with("schema-"));
            for text in entries.filter_map(|line| Some(line.split_once(" = ")?.1)) {
                assert!(shown.contains(text), "{text}");
            }
        }
    }
}
