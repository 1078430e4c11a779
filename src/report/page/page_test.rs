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
