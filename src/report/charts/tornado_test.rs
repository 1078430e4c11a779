//! The tornado as a drawing: everything on the page, the widest bars only, names of files that are safe.

use super::super::tests::{assert_placed, words_of};
use super::{DrawTable, MOST, Names, Origin, ReportError, charts};
use crate::decide::study::study;
use crate::domain::draw_table::Columns;
use crate::report::{Language, Texts};

/// Twenty inputs of which each moves the outcome less than the one before.
fn table(origin: Option<Origin>) -> DrawTable {
    let rows = 200;
    let input = |at: usize| (0..rows).map(|row| ((row * (2 * at + 3)) % 199) as f64).collect::<Vec<f64>>();
    let mut inputs = Columns::default();
    (0..20).for_each(|at| {
        inputs.push(format!("an_input_with_quite_a_long_name.of_number_{at}_per_year"), input(at))
    });
    let outcome = |row: usize| (0..20).map(|at| inputs.values[at][row] / (1.0 + at as f64)).sum::<f64>();
    let outcome: Vec<f64> = (0..rows).map(outcome).collect();
    let lower = outcome.iter().map(|value| value - 1.0).collect();
    let outcomes = Columns { names: vec!["../../a".into(), "b".into()], values: vec![outcome, lower] };
    let draws = (0..rows).map(|row| row.to_string()).collect();
    DrawTable { draws, inputs, outcomes, misses: vec![], origin }
}

#[test]
fn everything_is_on_the_page_in_both_languages() -> Result<(), ReportError> {
    for language in Language::ALL {
        let texts = Texts::new(language)?;
        let names = Names { scenario: None, texts: &texts };
        for origin in [None, Some(Origin::Synthetic)] {
            let table = table(origin);
            let drawn = charts(&table, &study(&table), None, &names)?;
            assert_eq!(drawn[0].name, "tornado_1_______a", "no name leads out of the folder");
            for chart in &drawn {
                assert_placed(&chart.name, &chart.drawing);
                let words = words_of(&chart.drawing);
                let shown = words.iter().filter(|it| it.starts_with("an_input")).count();
                assert_eq!(shown, MOST);
                let banner = words.iter().any(|it| *it == texts.get("synthetic-banner"));
                assert_eq!(banner, origin.is_some());
            }
        }
    }
    Ok(())
}

#[test]
fn nothing_is_drawn_where_nothing_varies() -> Result<(), ReportError> {
    let mut table = table(None);
    table.inputs.values.iter_mut().for_each(|column| column.fill(1.0));
    let texts = Texts::new(Language::En)?;
    let names = Names { scenario: None, texts: &texts };
    assert!(charts(&table, &study(&table), None, &names)?.is_empty());
    Ok(())
}
