//! The model of a run's page: which communes it shows, and that its money adds up.

use super::model::{self, Block, Tools};
use super::{MOST_COMMUNES, Page, of_run};
use crate::report::sample;

fn communes(page: &Page) -> &model::Table {
    let section = page.sections.iter().find(|it| it.id == "communes").unwrap();
    let table = section.blocks.iter().find_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    table.unwrap()
}

#[test]
fn of_very_many_communes_those_with_most_poor_households_are_shown_and_it_says_so() {
    let manifest = sample::manifest();
    let summary = sample::with_communes(&[110; 10]);
    let page = of_run(&summary, &manifest).unwrap();
    let table = communes(&page);
    assert_eq!((table.rows.len(), table.tools), (MOST_COMMUNES, Tools::Search));
    let note = table.note.as_ref().unwrap();
    assert!(note.vi().contains("1.000 trong 1.100") && note.en().contains("1,000 of 1,100"), "{note:?}");
    let poor = |row: &model::Row| row.cells[4].sort.unwrap() as u32;
    let mut all: Vec<u32> = summary.facts.communes.iter().map(|it| it.poor).collect();
    all.sort_unstable_by(|a, b| b.cmp(a));
    assert_eq!(table.rows.iter().map(poor).collect::<Vec<_>>(), all[..MOST_COMMUNES]);

    let summary = sample::summary();
    let page = of_run(&summary, &manifest).unwrap();
    assert_eq!(communes(&page).rows.len(), summary.facts.communes.len());
    assert!(!communes(&page).note.as_ref().unwrap().en().contains("Only"));
}

fn section<'a>(page: &'a Page, id: &str) -> &'a model::Section {
    page.sections.iter().find(|it| it.id == id).unwrap()
}

fn table_of<'a>(page: &'a Page, of: &str, id: &str) -> &'a model::Table {
    let found = section(page, of).blocks.iter().find_map(|block| match block {
        Block::Table(table) if table.id == id => Some(table),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("{id}"))
}

fn cells(row: &model::Row) -> Vec<&str> {
    row.cells.iter().map(|it| it.text.en()).collect()
}

/// Everything a section says in English, but for its tables.
fn said(page: &Page, of: &str) -> String {
    let words = |block: &Block| match block {
        Block::Prose(text) => text.en().to_string(),
        Block::List(list) => list.iter().map(|it| it.en()).collect::<Vec<_>>().join("\n"),
        Block::Verdict(it) => it.words.en().to_string(),
        _ => String::new(),
    };
    section(page, of).blocks.iter().map(words).collect::<Vec<_>>().join("\n")
}

#[test]
fn assumed_totals_are_never_called_published() {
    let mut summary = sample::summary();
    let page = of_run(&summary, &sample::manifest()).unwrap();
    let starts: Vec<(&str, &str)> = table_of(&page, "arithmetic", "arithmetic-table")
        .rows
        .iter()
        .map(|row| (row.cells[0].text.en(), row.cells[1].text.en()))
        .collect();
    for (target, rate) in &starts {
        let assumed = target.contains("ĐBKK");
        assert_eq!(rate.ends_with(" (assumption)"), assumed, "{target}: {rate}");
    }
    assert_eq!(starts.len(), 4);
    let totals = table_of(&page, "data", "totals-table");
    let origins: Vec<(&str, &str)> =
        totals.rows.iter().map(|row| (row.cells[0].text.en(), row.cells[5].text.en())).collect();
    let expected =
        [("Province", "published"), ("37 ĐBKK communes", "assumption"), ("TP Bắc Giang", "assumption")];
    assert_eq!(origins, expected);
    assert_eq!(totals.rows[1].cells[6].text.en(), "no rate was found");
    let words = said(&page, "data");
    assert!(words.contains("Totals from a published source: Province (5.27%)."), "{words}");
    assert!(
        words.contains("assumptions, without a published source: 37 ĐBKK communes (27.60%); TP"),
        "{words}"
    );
    assert!(said(&page, "uncertainty").starts_with("Results are uncertain for the reasons below."));
    assert!(said(&page, "uncertainty").contains("Households at the start:"));
    summary.facts.baseline_origin = crate::domain::origin::Origin::Official;
    summary.facts.margins.clear();
    let page = of_run(&summary, &sample::manifest()).unwrap();
    assert!(!said(&page, "uncertainty").contains("Households at the start:"));
    let rates = &table_of(&page, "arithmetic", "arithmetic-table").rows;
    assert!(rates.iter().all(|row| !row.cells[1].text.en().contains('(')));
}

#[test]
fn the_money_there_is_and_the_targets_name_their_sources() {
    let page = of_run(&sample::summary(), &sample::manifest()).unwrap();
    let money = table_of(&page, "money", "money-sources");
    let row = |at: usize| cells(&money.rows[at]);
    let basis = "assumption: a fifth of 2016-2020";
    assert_eq!(row(0), ["Central budget, investment", "101.2", "101.2", "101.2", "101.2", "405.0", basis]);
    assert_eq!(row(1)[5..], ["169.6", "Decision 1"]);
    let targets = table_of(&page, "data", "target-sources-table");
    assert_eq!(cells(&targets.rows[1])[1], "the adopted programme");
}

#[test]
fn the_programme_is_held_against_none_before_anything_else() {
    let mut summary = sample::summary();
    let page = of_run(&summary, &sample::manifest()).unwrap();
    let words = said(&page, "verdict");
    assert!(words.starts_with("Against no programme, “Continue the 2016–2020 pattern” takes"), "{words}");
    assert!(words.contains("37 ĐBKK communes from 18% to 30%"), "{words}");
    assert!(
        words.contains("Out of reach with the programme or without: 2020 orientation: Province."),
        "{words}"
    );
    summary.why.clear();
    let page = of_run(&summary, &sample::manifest()).unwrap();
    assert!(!said(&page, "verdict").contains("Against no programme"));
}

#[test]
fn money_for_everybody_stands_apart_from_single_obstacles() {
    let page = of_run(&sample::summary(), &sample::manifest()).unwrap();
    let names = |id: &str| -> Vec<&str> {
        table_of(&page, "binds", id).rows.iter().map(|row| row.cells[1].text.en()).collect()
    };
    let all = "Money for every eligible household, in January";
    assert!(!names("binds-table").contains(&all) && names("binds-table").contains(&"No household relapses"));
    assert_eq!(names("binds-money-table")[..2], ["As planned", all]);
    let note = table_of(&page, "binds", "binds-money-table").note.as_ref().unwrap();
    assert!(note.en().contains("may take more money than the budget has"), "{note:?}");
}

#[test]
fn money_adds_up() {
    let summary = sample::summary();
    let page = of_run(&summary, &sample::manifest()).unwrap();
    let section = page.sections.iter().find(|it| it.id == "money").unwrap();
    let table = section.blocks.iter().find_map(|block| match block {
        Block::Table(table) if table.id == "components-table" => Some(table),
        _ => None,
    });
    let (total, parts) = table.unwrap().rows.split_last().unwrap();
    for column in 1..total.cells.len() {
        let sum: f64 = parts.iter().filter_map(|row| row.cells[column].sort).sum();
        let whole = total.cells[column].sort.unwrap();
        assert!(whole > 0.0 && (sum - whole).abs() < 0.01 * parts.len() as f64, "{sum} {whole}");
    }
}
