//! Calibration charts: nothing overlaps or leaves the page, everything is said, in both languages.

use super::{Chart, Figures, charts, files};
use crate::domain::hazard::{Base, Class};
use crate::domain::origin::Origin;
use crate::domain::posterior::Method;
use crate::report::ReportError;
use crate::report::charts::canvas::Drawing;
use crate::report::charts::canvas::Mark;
use crate::report::charts::caterpillar::Effect;
use crate::report::charts::caterpillar::Effects;
use crate::report::charts::coverage::GroupCoverage;
use crate::report::charts::observed_predicted::CohortFit;
use crate::report::charts::observed_predicted::{Bands, Use, YearFit};
use crate::report::charts::prior_posterior::Parameter;
use crate::report::charts::prior_posterior::Unit;
use crate::report::charts::ranks::RankedParameter;
use crate::report::charts::svg;
use crate::report::charts::tests::{assert_placed, words_of};
use crate::report::texts::Texts;
use crate::report::{Language, parameters};
use std::io::Cursor;

const DISTRICTS: [&str; 10] = [
    "TP Bắc Giang",
    "Yên Thế",
    "Tân Yên",
    "Lạng Giang",
    "Lục Nam",
    "Lục Ngạn",
    "Sơn Động",
    "Yên Dũng",
    "Việt Yên",
    "Hiệp Hòa",
];
const AREAS: [(&str, &str); 2] =
    [("37 xã ĐBKK", "37 ĐBKK communes"), ("Huyện nghèo Sơn Động", "Poor district Sơn Động")];

/// Multiples of the golden ratio, modulo 1: scattered, the same every time.
fn scattered(position: usize) -> f64 {
    (position as f64 * 0.618_033_988_749_894_9).fract()
}

fn bell(centre: f64, sd: f64, low: f64, high: f64) -> Vec<(f64, f64)> {
    let at = |step: i32| low + (high - low) * f64::from(step) / 80.0;
    (0..=80).map(|step| (at(step), libm::exp(-((at(step) - centre) / sd).powi(2) / 2.0) / sd)).collect()
}

fn parameter(name: String, position: usize) -> Parameter {
    let centre = 3.0 + 25.0 * scattered(position + 1);
    let (high, sd) = (2.5 * centre, 0.12 * centre);
    Parameter {
        name,
        unit: Unit::Rate,
        prior: bell(1.1 * centre, 0.4 * centre, 0.0, high),
        posterior: bell(centre, sd, 0.0, high),
        median: centre,
        interval: (centre - 1.645 * sd, centre + 1.645 * sd),
    }
}

fn parameters_of(texts: &Texts) -> Vec<Parameter> {
    let title = |(vi, en): (&str, &str)| match texts.language {
        Language::Vi => vi.to_string(),
        Language::En => en.to_string(),
    };
    let areas = AREAS.map(title).into_iter().chain([parameters::other_areas(texts)]);
    let names = areas.flat_map(|area| Base::ALL.map(|base| parameters::hazard_name(texts, &area, base)));
    let mut parameters: Vec<Parameter> =
        names.enumerate().map(|(position, name)| parameter(name, position)).collect();
    for class in Class::ALL {
        let name = parameters::spread_name(texts, class);
        parameters.push(Parameter {
            name,
            unit: Unit::LogSd,
            prior: bell(0.25, 0.1, 0.0, 0.8),
            posterior: bell(0.35, 0.03, 0.0, 0.8),
            median: 0.35,
            interval: (0.301, 0.4),
        });
    }
    parameters
}

fn cohort(name: &str, start: f64) -> CohortFit {
    let year = |year: i32| {
        let median = start * (1.0 - 0.13 * f64::from(year - 2016));
        let width = start * 0.02 * f64::from(year - 2015);
        let observed = median + width * (scattered(year as usize) - 0.4);
        let used = if year > 2019 { Use::HeldOut } else { Use::Fitted };
        let band = |z: f64| (median - z * width, median + z * width);
        YearFit {
            year,
            communes: 9,
            observed: Some((observed, used)),
            median,
            bands: [0.67, 1.28, 1.96].map(band),
        }
    };
    CohortFit { name: name.to_string(), years: (2016..=2021).map(year).collect() }
}

fn effects(class: Class, count: usize, texts: &Texts) -> Effects {
    let effect = |position: usize| {
        let log = 2.4 * (scattered(position + 1) - 0.5) * scattered(7 * position + 3);
        let width = 0.15 + 0.3 * scattered(3 * position);
        Effect {
            commune: format!("Xã Tây Yên Tử {position}"),
            district: DISTRICTS[position % 10].to_string(),
            median: libm::exp(log),
            interval: (libm::exp(log - width), libm::exp(log + width)),
        }
    };
    Effects {
        id: class.word().to_string(),
        class: parameters::class_name(texts, class),
        communes: (0..count).map(effect).collect(),
    }
}

fn ranked(name: String, position: usize) -> RankedParameter {
    let count = |chain: usize, bin: usize| {
        let tilt = if chain == 0 { (bin as f64 - 9.5) * (6.0 - position as f64) } else { 0.0 };
        (50.0 + tilt / 2.0 + 14.0 * scattered(31 * chain + 7 * bin + position)) as u32
    };
    let chains = (0..4).map(|chain| (0..20).map(|bin| count(chain, bin)).collect()).collect();
    RankedParameter { name, r_hat: 1.05 - 0.007 * position as f64, chains }
}

/// What the calibration of a whole province looks like.
fn figures(texts: &Texts) -> Figures {
    let parameters = parameters_of(texts);
    let ranks = parameters.iter().take(8).enumerate();
    let group = |(name, count, covered_percent): (&str, u32, [f64; 3])| GroupCoverage {
        name: name.to_string(),
        count,
        covered_percent,
    };
    Figures {
        origin: Origin::Synthetic,
        method: Method::Forms,
        bands: Bands::Predictive,
        draws: 4000,
        ranks: ranks.map(|(position, it)| ranked(it.name.clone(), position)).collect(),
        parameters,
        cohorts: vec![cohort("Toàn tỉnh", 14.8), cohort(AREAS[0].1, 46.0), cohort(AREAS[1].0, 52.0)],
        coverage: [
            ("Toàn tỉnh", 6, [50.0, 83.3, 100.0]),
            (AREAS[0].0, 222, [41.2, 71.5, 90.1]),
            (AREAS[1].0, 102, [44.0, 75.0, 93.0]),
            ("< 5 % & ≥ 1 %", 1254, [50.0, 79.9, 95.0]),
        ]
        .map(group)
        .to_vec(),
        effects: vec![effects(Class::ExitIncome, 209, texts), effects(Class::Relapse, 24, texts)],
    }
}

fn chart(figures: &Figures, texts: &Texts, name: &str) -> Result<Drawing, ReportError> {
    let found = charts(figures, texts)?.into_iter().find(|it| it.name == name);
    found.map(|it| it.drawing).ok_or_else(|| ReportError::Chart(format!("no chart {name}")))
}

#[test]
fn nothing_overlaps_or_leaves_the_page() -> Result<(), ReportError> {
    for language in Language::ALL {
        let texts = Texts::new(language)?;
        for Chart { name, drawing } in charts(&figures(&texts), &texts)? {
            assert_placed(&name, &drawing);
            assert_marks_inside(&name, &drawing);
        }
        let mut country = figures(&texts);
        country.effects = vec![effects(Class::Slip, 1200, &texts)];
        assert_placed("country", &chart(&country, &texts, "commune_effects_slip")?);
        // More years than have room for their labels.
        let long = &mut country.cohorts[0].years;
        *long = (0..30).map(|it| YearFit { year: 1990 + it, ..long[0] }).collect();
        assert_placed("long", &chart(&country, &texts, "observed_predicted")?);
    }
    Ok(())
}

fn assert_marks_inside(name: &str, drawing: &Drawing) {
    for mark in &drawing.marks {
        let points = match mark {
            Mark::Rectangle { left, top, right, bottom, .. } => vec![(*left, *top), (*right, *bottom)],
            Mark::Polygon { points, .. } | Mark::Line { points, .. } => points.clone(),
            Mark::Area { rings, .. } => rings.concat(),
            Mark::Disc { x, y, radius, .. } => vec![(x - radius, y - radius), (x + radius, y + radius)],
            Mark::Text { .. } => Vec::new(),
        };
        let inside =
            |it: &(f64, f64)| (0.0..=drawing.width).contains(&it.0) && (0.0..=drawing.height).contains(&it.1);
        assert!(points.iter().all(inside), "{name}: {mark:?}");
    }
}

#[test]
fn charts_are_named_and_those_without_data_left_out() -> Result<(), ReportError> {
    let texts = Texts::new(Language::En)?;
    let mut figures = figures(&texts);
    let names = |figures: &Figures| -> Result<Vec<String>, ReportError> {
        Ok(charts(figures, &texts)?.into_iter().map(|it| it.name).collect())
    };
    assert_eq!(
        names(&figures)?,
        [
            "prior_posterior",
            "observed_predicted",
            "coverage",
            "commune_effects_exit_income",
            "commune_effects_relapse",
            "ranks",
        ]
    );
    let files: Vec<String> = files(&figures, &texts)?.into_iter().map(|it| it.name).collect();
    assert_eq!((files.len(), files[1].as_str()), (12, "charts/prior_posterior.png"));
    figures.parameters.clear();
    figures.cohorts.clear();
    figures.coverage.clear();
    figures.effects = vec![effects(Class::Slip, 0, &texts)];
    figures.ranks.clear();
    assert!(names(&figures)?.is_empty());
    Ok(())
}

#[test]
fn of_many_communes_the_ends_are_named_and_of_few_all() -> Result<(), ReportError> {
    let texts = Texts::new(Language::Vi)?;
    let figures = figures(&texts);
    let words = words_of(&chart(&figures, &texts, "commune_effects_exit_income")?);
    let named = |words: &[String]| words.iter().filter(|it| it.starts_with("Xã Tây Yên Tử")).count();
    assert_eq!(named(&words), 30);
    let mut sorted: Vec<&Effect> = figures.effects[0].communes.iter().collect();
    sorted.sort_by(|a, b| a.median.total_cmp(&b.median));
    for effect in [sorted[0], sorted[14], sorted[194], sorted[208]] {
        let name = format!("{}, {}", effect.commune, effect.district);
        assert!(words.contains(&name), "{name}");
    }
    let at = |effect: &Effect| words.iter().position(|it| it.starts_with(&format!("{},", effect.commune)));
    assert!(at(sorted[208]) < at(sorted[194]) && at(sorted[194]) < at(sorted[14]), "the highest come first");
    assert!(words.iter().any(|it| it.contains("209 xã") && it.contains("15 nơi")), "{words:?}");
    let words = words_of(&chart(&figures, &texts, "commune_effects_relapse")?);
    assert_eq!(named(&words), 24);
    assert!(words.iter().any(|it| it.contains("24 xã") && !it.contains("thấp nhất")), "{words:?}");
    Ok(())
}

#[test]
fn the_worst_six_parameters_are_ranked_with_their_r_hat() -> Result<(), ReportError> {
    let texts = Texts::new(Language::Vi)?;
    let words = words_of(&chart(&figures(&texts), &texts, "ranks")?);
    let headings: Vec<&String> = words.iter().filter(|it| it.contains("R-hat 1,0")).collect();
    assert_eq!(headings.len(), 6);
    assert_eq!(headings[0], "Thoát nghèo do thu nhập · 37 xã ĐBKK · R-hat 1,050");
    assert_eq!(words.iter().filter(|it| it.starts_with("chuỗi ")).count(), 24);
    Ok(())
}

/// Where a text stands, its baseline taken to the middle of a tick label.
fn place_of(drawing: &Drawing, words: &str) -> Option<(f64, f64)> {
    drawing.marks.iter().find_map(|mark| match mark {
        Mark::Text { x, baseline, text, .. } if text == words => Some((*x, *baseline - 4.0)),
        _ => None,
    })
}

#[test]
fn densities_peak_above_their_values() -> Result<(), ReportError> {
    let texts = Texts::new(Language::En)?;
    let mut figures = figures(&texts);
    let parameter = Parameter {
        posterior: bell(20.0, 2.0, 0.0, 40.0),
        prior: bell(10.0, 4.0, 0.0, 40.0),
        ..parameter("one".to_string(), 1)
    };
    figures.parameters = vec![parameter];
    let drawing = chart(&figures, &texts, "prior_posterior")?;
    let peaks: Vec<f64> = drawing
        .marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Line { points, .. } if points.len() > 10 => {
                points.iter().min_by(|a, b| a.1.total_cmp(&b.1))
            }
            _ => None,
        })
        .map(|it| it.0)
        .collect();
    let ticks = ["20", "10"].map(|words| place_of(&drawing, words).map(|it| it.0));
    assert_eq!(peaks.iter().map(|it| Some(*it)).collect::<Vec<_>>(), ticks, "posterior, then prior");
    Ok(())
}

#[test]
fn coverage_stands_at_its_level_and_share() -> Result<(), ReportError> {
    let texts = Texts::new(Language::En)?;
    let mut figures = figures(&texts);
    figures.coverage.truncate(1);
    figures.coverage[0].covered_percent = [20.0, 60.0, 100.0];
    let drawing = chart(&figures, &texts, "coverage")?;
    let discs = drawing.marks.iter().filter_map(|mark| match mark {
        Mark::Disc { x, y, radius, .. } if *radius == 5.0 => Some((*x, *y)),
        _ => None,
    });
    let level = |words| place_of(&drawing, words).map(|it| it.0);
    let share = |words| place_of(&drawing, words).map(|it| it.1);
    let wanted = [("50%", "20%"), ("80%", "60%"), ("95%", "100%")].map(|it| level(it.0).zip(share(it.1)));
    let found: Vec<Option<(f64, f64)>> = discs.map(Some).collect();
    assert_eq!(found.len(), 3);
    // The upright label "80%" comes before the one of the same words below.
    assert_eq!((found[0], found[2]), (wanted[0], wanted[2]));
    assert_eq!(found[1].map(|it| it.1), wanted[1].map(|it| it.1));
    Ok(())
}

#[test]
fn observations_stand_where_their_rates_are() -> Result<(), ReportError> {
    let texts = Texts::new(Language::En)?;
    let mut figures = figures(&texts);
    figures.cohorts.truncate(1);
    let years = &mut figures.cohorts[0].years;
    years.iter_mut().for_each(|it| it.observed = None);
    years[0].observed = Some((0.0, Use::Fitted));
    years[5].observed = Some((10.0, Use::HeldOut));
    years.remove(4);
    let drawing = chart(&figures, &texts, "observed_predicted")?;
    let discs: Vec<(f64, f64)> = drawing
        .marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Disc { x, y, radius, ink } if *radius == 4.5 && ink.0 == 34 => Some((*x, *y)),
            _ => None,
        })
        .collect();
    let level = |words: &str| place_of(&drawing, words).map_or(0.0, |it| it.1);
    // Two keys in the legend, then the two observations.
    assert_eq!(discs.len(), 4);
    assert_eq!(discs[2].1, level("0%"));
    assert!((discs[3].1 - level("10%")).abs() < 1e-9, "{discs:?}");
    // The gap interrupts the bands: three areas for the years before, bars for the lone year after.
    let areas = drawing.marks.iter().filter_map(|mark| match mark {
        Mark::Polygon { points, .. } => Some(points.len()),
        _ => None,
    });
    assert_eq!(areas.collect::<Vec<_>>(), [8; 3], "four years there and back");
    let bars = drawing.marks.iter().filter(|mark| matches!(mark, Mark::Line { width: 9.0, .. })).count();
    assert_eq!(bars, 3);
    Ok(())
}

#[test]
fn origin_is_said_and_names_are_escaped() -> Result<(), ReportError> {
    let texts = Texts::new(Language::Vi)?;
    let mut figures = figures(&texts);
    let banner = "Số liệu giả lập — không phải số liệu thật của xã".to_string();
    assert!(charts(&figures, &texts)?.iter().all(|it| words_of(&it.drawing).contains(&banner)));
    figures.origin = Origin::Official;
    assert!(charts(&figures, &texts)?.iter().all(|it| !words_of(&it.drawing).contains(&banner)));
    let mut file = Cursor::new(Vec::new());
    svg::write(&chart(&figures, &texts, "coverage")?, &mut file)?;
    let svg = String::from_utf8_lossy(file.get_ref()).into_owned();
    assert!(svg.contains("&lt; 5 % &amp; ≥ 1 % (1.254 quan sát)</text>"));
    assert_eq!(svg.matches("<text ").count(), svg.matches("</text>").count());
    Ok(())
}
