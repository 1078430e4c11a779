//! Form rows to the tidy table, the inverse of reading it.

use super::layout::{Field, word};
use super::layout::{Kind, WORDS};
use super::record::list_word;
use crate::domain::commune::Commune;
use crate::domain::form::FormRow;
use std::collections::BTreeMap;

/// The tidy table (CSV, UTF-8, commas); flow columns of a form that no row is of are left out.
pub fn forms_to_csv(rows: &[FormRow], communes: &[Commune]) -> String {
    let names: BTreeMap<_, &str> =
        communes.iter().map(|commune| (commune.code, commune.name.as_str())).collect();
    let kinds: Vec<Kind> =
        Kind::ALL.into_iter().filter(|kind| rows.iter().any(|row| kind_of(row) == *kind)).collect();
    let flows = WORDS.iter().map(|(_, field)| *field).filter(|field| match field {
        Field::Flow(kind, _) => kinds.contains(kind),
        _ => false,
    });
    let leading = [Field::Year, Field::List, Field::Code, Field::Name, Field::Households];
    let fields: Vec<Field> = leading.into_iter().chain(flows).chain([Field::Origin]).collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(fields.iter().map(|field| word(*field)));
    for row in rows {
        let name = names.get(&row.commune).copied().unwrap_or("");
        let _ = writer.write_record(fields.iter().map(|field| cell(row, name, *field)));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn kind_of(row: &FormRow) -> Kind {
    if row.split_known { Kind::Tt07 } else { Kind::Tt17 }
}

fn cell(row: &FormRow, name: &str, field: Field) -> String {
    match field {
        Field::Year => row.year.to_string(),
        Field::List => list_word(row.list).to_string(),
        Field::Code => row.commune.to_string(),
        Field::Name => name.to_string(),
        Field::Households => row.households.map(|count| count.to_string()).unwrap_or_default(),
        Field::Origin => row.origin.word().to_string(),
        Field::Flow(kind, flow) if kind == kind_of(row) => row.flows.columns()[flow].to_string(),
        _ => String::new(),
    }
}
