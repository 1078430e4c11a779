//! Charts as drawings: nothing overlaps or leaves the page, the data's origin is said, the files are sound.

use super::super::{Language, ReportError, Texts, sample};
use super::canvas::{Align, Drawing, Mark, text_width};
use super::{Chart, charts, png, svg};
use crate::domain::origin::Origin;
use crate::summarise::summary::Summary;
use std::io::Cursor;

/// The communes of the province by district, in number.
const PROVINCE: [usize; 10] = [16, 19, 22, 21, 25, 29, 17, 18, 17, 25];
/// More communes than a chart shows.
const COUNTRY: [usize; 10] = [40; 10];

/// A text with its box: left, right, top of capitals, baseline.
struct Placed {
    text: String,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

fn texts_of(drawing: &Drawing) -> Vec<Placed> {
    let placed = |mark: &Mark| match mark {
        Mark::Text { x, baseline, text, kind } => {
            let width = text_width(text, *kind);
            let left = match kind.align {
                Align::Left => *x,
                Align::Centre => x - width / 2.0,
                Align::Right => x - width,
            };
            let (top, bottom) = (baseline - 0.72 * kind.size, *baseline);
            Some(Placed { text: text.clone(), left, right: left + width, top, bottom })
        }
        _ => None,
    };
    drawing.marks.iter().filter_map(placed).collect()
}

/// Every text is on the page and none covers another.
pub(super) fn assert_placed(name: &str, drawing: &Drawing) {
    let texts = texts_of(drawing);
    assert!(texts.len() > 10, "{name} has few texts");
    for (position, a) in texts.iter().enumerate() {
        assert!(a.left >= 0.0 && a.right <= drawing.width, "{name}: {} leaves the page", a.text);
        assert!(a.top >= 0.0 && a.bottom <= drawing.height - 4.0, "{name}: {} leaves the page", a.text);
        for b in &texts[position + 1..] {
            let apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
            assert!(apart, "{name}: {} overlaps {}", a.text, b.text);
        }
    }
}

/// The words of a drawing.
pub(super) fn words_of(drawing: &Drawing) -> Vec<String> {
    texts_of(drawing).into_iter().map(|it| it.text).collect()
}

#[test]
fn no_text_overlaps_another_or_leaves_the_page() -> Result<(), ReportError> {
    for language in Language::ALL {
        let texts = Texts::new(language)?;
        let mut drawings = charts(&sample::with_communes(&PROVINCE), &texts)?;
        drawings.extend(charts(&sample::with_communes(&COUNTRY), &texts)?);
        for Chart { name, drawing } in drawings {
            assert_placed(&name, &drawing);
        }
    }
    Ok(())
}

#[test]
fn the_charts_of_a_run_are_named() -> Result<(), ReportError> {
    let summary = sample::summary();
    let names: Vec<String> =
        charts(&summary, &Texts::new(Language::Vi)?)?.into_iter().map(|it| it.name).collect();
    assert_eq!(
        names,
        [
            "fan_province",
            "fan_dbkk",
            "fan_poor_district",
            "communes_continue_2016_2020",
            "communes_all_to_dbkk",
            "communes_poverty_weighted",
            "money",
            "why",
        ]
    );
    Ok(())
}

#[test]
fn of_very_many_communes_those_with_the_most_poor_are_shown_and_that_is_said() -> Result<(), ReportError> {
    let mut summary = sample::with_communes(&COUNTRY);
    for (position, commune) in summary.facts.communes.iter_mut().enumerate() {
        (commune.name, commune.poor) = (format!("name {position}"), if position < 40 { 0 } else { 9 });
    }
    let said = |language, summary: &Summary| -> Result<Vec<String>, ReportError> {
        let heat = charts(summary, &Texts::new(language)?)?;
        let heat = heat.into_iter().find(|it| it.name == "communes_all_to_dbkk");
        Ok(heat.iter().flat_map(|it| texts_of(&it.drawing)).map(|it| it.text).collect())
    };
    let words = said(Language::En, &summary)?;
    let mut shown: Vec<usize> =
        words.iter().filter_map(|it| it.strip_prefix("name ")?.parse().ok()).collect();
    shown.sort();
    assert!(shown.into_iter().eq(40..290), "the first codes of those with as many poor");
    assert!(words.join(" ").contains("the 250 communes with the most poor households at the start, of 400"));
    let words = said(Language::Vi, &summary)?.join(" ");
    assert!(words.contains("250 trong 400 xã, phường, thị trấn: những nơi có nhiều hộ nghèo nhất đầu kỳ"));
    let words = said(Language::Vi, &sample::with_communes(&PROVINCE))?.join(" ");
    assert!(words.contains("209 xã, phường, thị trấn") && !words.contains("trong 209"), "{words}");
    Ok(())
}

#[test]
fn synthetic_data_are_said_on_every_chart_and_only_then() -> Result<(), ReportError> {
    let texts = Texts::new(Language::Vi)?;
    let banner = "Số liệu giả lập — không phải số liệu thật của xã";
    let said = |drawing: &Drawing| texts_of(drawing).iter().any(|it| it.text == banner);
    let mut summary = sample::summary();
    assert!(charts(&summary, &texts)?.iter().all(|chart| said(&chart.drawing)));
    summary.facts.origin = Origin::Official;
    assert!(charts(&summary, &texts)?.iter().all(|chart| !said(&chart.drawing)));
    Ok(())
}

#[test]
fn equal_effects_share_a_panel_and_impossible_targets_have_none() -> Result<(), ReportError> {
    let drawings = charts(&sample::summary(), &Texts::new(Language::En)?)?;
    let why = drawings.iter().find(|chart| chart.name == "why").map(|chart| texts_of(&chart.drawing));
    let words: Vec<String> = why.into_iter().flatten().map(|it| it.text).collect();
    assert!(words.contains(&"target, 2020 orientation 4.0–5.0; target, adopted programme 3.0".to_string()));
    assert!(words.contains(&"target, adopted programme 1.0".to_string()));
    assert!(!words.iter().any(|it| it.contains("1.7")), "{words:?}");
    Ok(())
}

/// Where starts are in doubt the simulated ones have a median of their own; the dot is of the data.
#[test]
fn the_start_dot_of_a_cohort_without_a_target_is_of_the_data() -> Result<(), ReportError> {
    let mut summary = sample::summary();
    summary.targets.retain(|it| it.cohort != "poor_district");
    for commune in summary.facts.communes.iter_mut().filter(|it| it.district_code == 220) {
        (commune.households, commune.poor) = (1000, 360);
    }
    let drawings = charts(&summary, &Texts::new(Language::En)?)?;
    let fan = drawings.iter().find(|it| it.name == "fan_poor_district");
    let words: Vec<String> = fan.into_iter().flat_map(|it| texts_of(&it.drawing)).map(|it| it.text).collect();
    assert!(words.iter().any(|it| it.contains("36.00%")), "{words:?}");
    Ok(())
}

#[test]
fn the_switches_say_their_own_replicates() -> Result<(), ReportError> {
    let mut summary = sample::summary();
    summary.why.iter_mut().for_each(|row| row.p_floor.replicates = 200);
    let drawings = charts(&summary, &Texts::new(Language::En)?)?;
    let said = |name: &str, words: &str| {
        drawings
            .iter()
            .any(|it| it.name == name && texts_of(&it.drawing).iter().any(|it| it.text.contains(words)))
    };
    assert!(said("why", "; 200 replicates") && said("fan_dbkk", "2,000 replicates"));
    Ok(())
}

#[test]
fn a_summary_without_results_draws_nothing() -> Result<(), ReportError> {
    let mut summary = sample::summary();
    summary.trajectories.clear();
    summary.communes.clear();
    summary.money.clear();
    summary.why.clear();
    assert!(charts(&summary, &Texts::new(Language::En)?)?.is_empty());
    Ok(())
}

#[test]
fn svg_carries_its_font_and_its_words() -> Result<(), ReportError> {
    let chart = charts(&sample::summary(), &Texts::new(Language::Vi)?)?.remove(0);
    let mut svg = Cursor::new(Vec::new());
    svg::write(&chart.drawing, &mut svg)?;
    let svg = String::from_utf8(svg.into_inner()).map_err(|it| ReportError::Chart(it.to_string()))?;
    assert!(svg.starts_with("<svg width=\"1080\" height="), "{}", &svg[..80]);
    assert!(svg.contains("<title>Tỷ lệ hộ nghèo 2021–2025: Toàn tỉnh</title>"));
    assert_eq!(svg.matches("@font-face").count(), 2);
    assert!(svg.contains("Tiếp tục cách phân bổ 2016–2020</text>"));
    assert!(svg.trim_end().ends_with("</svg>"));
    Ok(())
}

#[test]
fn png_has_twice_the_size_of_its_drawing() -> Result<(), ReportError> {
    let chart = charts(&sample::summary(), &Texts::new(Language::Vi)?)?.remove(0);
    let mut png = Cursor::new(Vec::new());
    png::write(&chart.drawing, &mut png)?;
    let png = png.into_inner();
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let word = |at: usize| u32::from_be_bytes([png[at], png[at + 1], png[at + 2], png[at + 3]]);
    assert_eq!((word(16), word(20)), (2160, 2 * chart.drawing.height as u32));
    Ok(())
}
