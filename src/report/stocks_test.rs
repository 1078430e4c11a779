//! The report of transition shares, in both languages.

use super::{csv, text};
use crate::calibrate::transition_matrix::{Estimate, Fit, Shape, unconstrained};
use crate::report::{Language, ReportError};
use std::io::Cursor;

/// Three ordered states at four dates, with the optimum that fits them best.
fn estimate(shape: Shape, dates: usize) -> Estimate {
    let shares = [[1.0, 0.0, 0.0], [0.615, 0.29, 0.095], [0.365, 0.42, 0.215], [0.21, 0.45, 0.34]];
    let shares: Vec<Vec<f64>> = shares.iter().take(dates).map(|it| it.to_vec()).collect();
    let best = [[0.606123, 0.294982, 0.098895], [0.0, 0.804161, 0.195839], [0.0, 0.0, 1.0]];
    Estimate {
        states: ["poor", "near_poor", "other"].map(str::to_string).to_vec(),
        shape,
        transitions: dates - 1,
        constrained: Fit::of(best.map(|row| row.to_vec()).to_vec(), &shares),
        unconstrained: unconstrained(&shares, shape),
    }
}

#[test]
fn leaving_the_simplex_is_said_with_every_entry() -> Result<(), ReportError> {
    let said = text(&estimate(Shape::Full, 4), 2018, Language::En)?;
    insta::assert_snapshot!(said);
    let said = text(&estimate(Shape::Full, 4), 2018, Language::Vi)?;
    insta::assert_snapshot!(said);
    Ok(())
}

#[test]
fn what_stays_inside_or_is_open_is_said_too() -> Result<(), ReportError> {
    let said = text(&estimate(Shape::NoReturn, 4), 2018, Language::En)?;
    assert!(said.contains("No state goes back") && said.contains("These are shares too."), "{said}");
    assert!(said.contains("2018–2021") && said.contains("82.27%"), "{said}");
    let said = text(&estimate(Shape::Full, 3), 2018, Language::En)?;
    assert!(said.contains("no single answer") && !said.contains("squares gives"), "{said}");
    Ok(())
}

#[test]
fn the_file_has_a_row_for_every_pair() -> Result<(), ReportError> {
    let mut file = Cursor::new(Vec::new());
    csv(&estimate(Shape::Full, 4), &mut file)?;
    let file = String::from_utf8_lossy(file.get_ref()).into_owned();
    let lines: Vec<&str> = file.lines().collect();
    assert_eq!((lines.len(), lines[0]), (10, "from,to,share,share_unconstrained,unconstrained_outside"));
    assert!(lines[1].starts_with("poor,poor,0.606123,0.615") && lines[1].ends_with(",0"), "{file}");
    assert!(lines[4].starts_with("near_poor,poor,0,-0.0654") && lines[4].ends_with(",1"), "{file}");
    let mut open = Cursor::new(Vec::new());
    csv(&estimate(Shape::Full, 3), &mut open)?;
    assert!(String::from_utf8_lossy(open.get_ref()).contains("poor,near_poor,0.294982,,\n"));
    Ok(())
}
