//! A sensitivity study's files: draws, outcomes, tornado, indices, value of information, boxes, and all of it as JSON.

use super::csv::write;
use super::table::{Cell, Column, Rows, column};
use super::{OutputFile, ReportError, Sink};
use crate::decide::discovery::{Limit, Side};
use crate::decide::information::Worth;
use crate::decide::moments::Estimate;
use crate::decide::study::{Sensitivity, Set};
use crate::domain::draw_table::DrawTable;
use serde_json::{Map, Value, json};

const TORNADO: [Column; 12] = [
    column("alternative", "text"),
    column("input", "text"),
    column("input_low_mean", "input"),
    column("input_high_mean", "input"),
    column("outcome_low_mean", "outcome"),
    column("outcome_low_se", "outcome"),
    column("outcome_high_mean", "outcome"),
    column("outcome_high_se", "outcome"),
    column("swing", "outcome"),
    column("swing_low", "outcome"),
    column("swing_high", "outcome"),
    column("origin", "text"),
];

const INDICES: [Column; 13] = [
    column("alternative", "text"),
    column("input", "text"),
    column("first_order", "share"),
    column("standard_error", "share"),
    column("low", "share"),
    column("high", "share"),
    column("above_zero", "0 or 1"),
    column("total", "share"),
    column("total_standard_error", "share"),
    column("total_low", "share"),
    column("total_high", "share"),
    column("total_above_zero", "0 or 1"),
    column("origin", "text"),
];

const SOURCES: [Column; 13] = [
    column("alternative", "text"),
    column("source", "text"),
    column("first_order", "share"),
    column("first_order_standard_error", "share"),
    column("first_order_low", "share"),
    column("first_order_high", "share"),
    column("first_order_above_zero", "0 or 1"),
    column("total", "share"),
    column("total_standard_error", "share"),
    column("total_low", "share"),
    column("total_high", "share"),
    column("total_above_zero", "0 or 1"),
    column("origin", "text"),
];

const INFORMATION: [Column; 9] = [
    column("set", "text"),
    column("inputs", "text"),
    column("value", "outcome"),
    column("standard_error", "outcome"),
    column("low", "outcome"),
    column("high", "outcome"),
    column("raw_value", "outcome"),
    column("terms", "count"),
    column("origin", "text"),
];

const DISCOVERY: [Column; 13] = [
    column("target", "text"),
    column("box", "number"),
    column("input", "text"),
    column("side", "text"),
    column("limit", "input"),
    column("quasi_p", "probability"),
    column("coverage", "share"),
    column("density", "share"),
    column("support", "share"),
    column("draws", "count"),
    column("misses", "count"),
    column("base_rate", "share"),
    column("origin", "text"),
];

/// The result files; `settings` stands in sensitivity.json.
pub fn files<'a>(table: &'a DrawTable, study: &'a Sensitivity, settings: &'a Value) -> Vec<OutputFile<'a>> {
    type Make<'a> = fn(&'a DrawTable, &'a Sensitivity) -> Rows<'a>;
    let file = |name: &str, columns: &'static [Column], rows: Make<'a>| {
        OutputFile::new(name.to_string(), move |to| write(to, columns, rows(table, study)))
    };
    let document = OutputFile::new("sensitivity.json".to_string(), move |to| {
        let text = format!("{:#}\n", document(table, study, settings));
        to.write_all(text.as_bytes()).map_err(ReportError::Io)
    });
    let mut files = vec![
        file("tornado.csv", &TORNADO, tornado),
        file("indices.csv", &INDICES, indices),
        file("information.csv", &INFORMATION, information),
        file("discovery.csv", &DISCOVERY, discovery),
        document,
    ];
    if !study.sources.is_empty() {
        files.push(file("sources.csv", &SOURCES, sources));
    }
    files
}

/// `draws.csv` and `outcomes.csv`: what the same study can be made of again.
pub fn tables(table: &DrawTable) -> Vec<OutputFile<'_>> {
    vec![
        OutputFile::new("draws.csv".to_string(), move |to| draws(table, to)),
        OutputFile::new("outcomes.csv".to_string(), move |to| outcomes(table, to)),
    ]
}

fn draws(table: &DrawTable, to: &mut dyn Sink) -> Result<(), ReportError> {
    let header = std::iter::once("draw").chain(table.inputs.names.iter().map(String::as_str));
    let row = |at: usize| table.inputs.values.iter().map(move |column| Cell::Float(column[at])).collect();
    plain(table, header.collect(), &row, to)
}

fn outcomes(table: &DrawTable, to: &mut dyn Sink) -> Result<(), ReportError> {
    let names = table.outcomes.names.iter().chain(table.misses.iter().map(|miss| &miss.name));
    let header = std::iter::once("draw").chain(names.map(String::as_str)).chain(["origin"]);
    let row = |at: usize| {
        let mut row: Vec<Cell> = table.outcomes.values.iter().map(|column| Cell::Float(column[at])).collect();
        row.extend(table.misses.iter().map(|miss| Cell::Whole(miss.rows[at].into())));
        row.push(origin(table));
        row
    };
    plain(table, header.collect(), &row, to)
}

fn plain<'a>(
    table: &'a DrawTable,
    header: Vec<&str>,
    row: &dyn Fn(usize) -> Vec<Cell<'a>>,
    to: &mut dyn Sink,
) -> Result<(), ReportError> {
    let mut writer = ::csv::WriterBuilder::new().from_writer(to);
    writer.write_record(header).map_err(ReportError::Csv)?;
    for (at, draw) in table.draws.iter().enumerate() {
        let cells = row(at).into_iter().map(|cell| cell.to_string());
        writer.write_record(std::iter::once(draw.clone()).chain(cells)).map_err(ReportError::Csv)?;
    }
    writer.flush().map_err(ReportError::Io)
}

fn origin(table: &DrawTable) -> Cell<'static> {
    table.origin.map_or(Cell::Empty, |origin| origin.word().into())
}

fn tornado<'a>(table: &'a DrawTable, study: &'a Sensitivity) -> Rows<'a> {
    Box::new(study.alternatives.iter().flat_map(move |alternative| {
        alternative.bars.iter().map(move |bar| {
            let swing = bar.swing();
            let (low, high) = swing.interval();
            let mut row = vec![Cell::text(&alternative.name), Cell::text(&table.inputs.names[bar.input])];
            row.extend(bar.at.map(Cell::Float));
            let ends = [bar.low, bar.high].map(|end| [end.value, end.standard_error]);
            row.extend(ends.into_iter().flatten().map(Cell::Float));
            row.extend([swing.value, low, high].map(Cell::Float));
            row.push(origin(table));
            row
        })
    }))
}

fn indices<'a>(table: &'a DrawTable, study: &'a Sensitivity) -> Rows<'a> {
    Box::new(study.alternatives.iter().flat_map(move |alternative| {
        let indices = alternative.first_order.iter().zip(&alternative.totals);
        table.inputs.names.iter().zip(indices).map(move |(input, (first, total))| {
            let mut row = vec![Cell::text(&alternative.name), Cell::text(input)];
            for index in [first, total] {
                row.extend(numbers(*index).map(Cell::Float));
                row.push(Cell::Whole(index.above_zero().into()));
            }
            row.push(origin(table));
            row
        })
    }))
}

fn sources<'a>(table: &'a DrawTable, study: &'a Sensitivity) -> Rows<'a> {
    Box::new(study.sources.iter().map(move |it| {
        let name = &study.alternatives[it.alternative].name;
        let mut row = vec![Cell::text(name), it.source.word().into()];
        for index in [it.indices.first, it.indices.total] {
            row.extend(numbers(index).map(Cell::Float));
            row.push(Cell::Whole(index.above_zero().into()));
        }
        row.push(origin(table));
        row
    }))
}

/// Value, standard error, ends of the interval.
fn numbers(estimate: Estimate) -> [f64; 4] {
    let (low, high) = estimate.interval();
    [estimate.value, estimate.standard_error, low, high]
}

/// Name of a set of inputs in files.
fn set_word(set: &Set) -> String {
    match set {
        Set::Input(_) => "input".to_string(),
        Set::Group(name) => format!("group {name}"),
        Set::Top(size) => format!("top {size}"),
        Set::All => "all inputs".to_string(),
    }
}

fn information<'a>(table: &'a DrawTable, study: &'a Sensitivity) -> Rows<'a> {
    let everything = std::iter::once_with(move || {
        let mut row = vec![Cell::text("everything"), Cell::Empty];
        row.extend(numbers(study.information.evpi).map(Cell::Float));
        row.extend([Cell::Float(study.information.evpi.value), Cell::Empty, origin(table)]);
        row
    });
    Box::new(everything.chain(study.information.sets.iter().map(move |(set, worth)| {
        let mut row = vec![Cell::text(set_word(set)), Cell::text(members(table, worth).join(";"))];
        row.extend(numbers(worth.value).map(Cell::Float));
        row.extend([Cell::Float(worth.raw), Cell::Whole(worth.terms as i64), origin(table)]);
        row
    })))
}

fn members<'a>(table: &'a DrawTable, worth: &Worth) -> Vec<&'a str> {
    worth.inputs.iter().map(|&input| table.inputs.names[input].as_str()).collect()
}

fn side_word(limit: &Limit) -> &'static str {
    match limit.side {
        Side::Least => "at_least",
        Side::Most => "at_most",
    }
}

fn discovery<'a>(table: &'a DrawTable, study: &'a Sensitivity) -> Rows<'a> {
    let mut rows = Vec::new();
    for discovery in &study.discoveries {
        for (number, found) in discovery.boxes.iter().enumerate() {
            for limit in &found.limits {
                let mut row = vec![Cell::text(&discovery.name), Cell::Whole(number as i64 + 1)];
                row.extend([Cell::text(&table.inputs.names[limit.input]), side_word(limit).into()]);
                row.extend([limit.value, limit.quasi_p].map(Cell::Float));
                row.extend([found.coverage, found.density, found.support].map(Cell::Float));
                row.extend([found.rows, found.misses].map(|count| Cell::Whole(count as i64)));
                row.extend([Cell::Float(discovery.base_rate), origin(table)]);
                rows.push(row);
            }
        }
    }
    Box::new(rows.into_iter())
}

fn told(estimate: Estimate) -> Value {
    let [value, standard_error, low, high] = numbers(estimate);
    json!({ "value": value, "standard_error": standard_error, "interval_95": [low, high] })
}

/// The document for `sensitivity.json` and for `--json`.
pub fn document(table: &DrawTable, study: &Sensitivity, settings: &Value) -> Value {
    let name = |input: usize| table.inputs.names[input].as_str();
    let alternatives: Vec<Value> = study
        .alternatives
        .iter()
        .map(|it| {
            let first: Map<String, Value> =
                table.inputs.names.iter().cloned().zip(it.first_order.iter().map(|it| told(*it))).collect();
            let totals: Map<String, Value> =
                table.inputs.names.iter().cloned().zip(it.totals.iter().map(|it| told(*it))).collect();
            let bar = |bar: &crate::decide::tornado::Bar| {
                json!({ "input": name(bar.input), "input_means": bar.at,
                "low": told(bar.low), "high": told(bar.high), "swing": told(bar.swing()) })
            };
            let bars: Vec<Value> = it.bars.iter().map(bar).collect();
            json!({ "name": it.name, "mean": told(it.mean), "tornado": bars, "first_order": first,
                "total": totals })
        })
        .collect();
    let information = &study.information;
    let set = |(set, worth): &(Set, Worth)| {
        json!({ "set": set_word(set), "inputs": members(table, worth), "value": told(worth.value),
            "raw_value": worth.raw, "terms": worth.terms })
    };
    let sets: Vec<Value> = information.sets.iter().map(set).collect();
    let source = |it: &crate::decide::source_indices::SourceIndices| {
        json!({ "alternative": study.alternatives[it.alternative].name, "source": it.source.word(),
            "first_order": told(it.indices.first), "total": told(it.indices.total) })
    };
    let sources: Vec<Value> = study.sources.iter().map(source).collect();
    json!({
        "version": env!("CARGO_PKG_VERSION"),
        "settings": settings,
        "origin": table.origin.map(|origin| origin.word()),
        "draws": table.draws.len(),
        "alternatives": alternatives,
        "best": study.alternatives[information.best].name,
        "evpi": told(information.evpi),
        "evppi": sets,
        "sources": sources,
        "discovery": study.discoveries.iter().map(|it| discovered(table, it)).collect::<Vec<_>>(),
    })
}

fn discovered(table: &DrawTable, discovery: &crate::decide::study::Discovery) -> Value {
    let limit = |limit: &Limit| {
        json!({ "input": table.inputs.names[limit.input], "side": side_word(limit), "limit": limit.value,
            "quasi_p": limit.quasi_p })
    };
    let boxes = discovery.boxes.iter().map(|found| {
        json!({ "limits": found.limits.iter().map(limit).collect::<Vec<_>>(), "coverage": found.coverage,
            "density": found.density, "support": found.support, "draws": found.rows, "misses": found.misses })
    });
    json!({ "target": discovery.name, "base_rate": discovery.base_rate, "boxes": boxes.collect::<Vec<_>>() })
}
