//! The page of a run: verdicts, arithmetic, what binds, alternatives side by side, charts, uncertainty.

use super::model::*;
use super::parts::*;
use super::{about, communes, money, opening, sources};
use crate::domain::uncertainty::Source;
use crate::report::numbers::{band, fixed, percent, points, points_below, probability, signed};
use crate::report::terminal::{based, capitalised, interval, sentence, set_title, verdict_text, worth};
use crate::report::{Manifest, ReportError, Texts, charts, title_of};
use crate::summarise::summary::{
    Arithmetic, Quantity, Summary, Switch, TargetResult, TrajectoryPoint, VarianceShare, Verdict as Judged,
    WhyRow,
};

/// The whole page.
pub fn page(summary: &Summary, manifest: &Manifest, words: &Words) -> Result<Page, ReportError> {
    let facts = &summary.facts;
    let mut charts = Charts::new(words, |texts| charts::charts(summary, texts))?;
    let mut sections = vec![
        section(words, "verdict", "page-verdict", verdicts(summary, words)),
        section(words, "arithmetic", "page-arithmetic", arithmetic(summary, words)),
        section(words, "binds", "page-binds", binds(summary, words, &mut charts)),
        section(words, "alternatives", "page-alternatives", alternatives(summary, words)),
        section(words, "money", "page-money", money::blocks(summary, words, &mut charts)),
        section(words, "courses", "page-courses", courses(words, &mut charts)),
        section(words, "communes", "page-communes", communes::blocks(summary, words, &mut charts)),
        section(words, "uncertainty", "page-uncertainty", uncertainty(summary, words)),
    ];
    sections.extend(about::sections(facts, manifest, words, about::Command::Run));
    let name = |texts: &Texts| crate::report::title(&facts.title, texts.language).to_string();
    let reference = facts.alternatives.first();
    let subtitle = words.with(|texts| {
        let alternative = reference.map_or("", |it| crate::report::title(&it.title, texts.language));
        texts.format(
            "page-run-subtitle",
            &[
                ("first", &facts.first_year.to_string()),
                ("last", &facts.last_year.to_string()),
                ("alternative", alternative),
            ],
        )
    });
    Ok(about::page(facts, manifest, words, [words.with(name), subtitle], sections))
}

/// The targets of the reference alternative.
fn targets(summary: &Summary) -> impl Iterator<Item = &TargetResult> {
    let reference = summary.facts.alternatives.first().map(|it| it.id.as_str());
    summary.targets.iter().filter(move |it| Some(it.alternative.as_str()) == reference)
}

/// Set, cohort and band of a target.
fn target_name(summary: &Summary, result: &TargetResult, texts: &Texts) -> String {
    let set = capitalised(&set_title(texts, &result.set));
    if result.arithmetic.is_none() {
        return format!("{set} · {}", texts.get("terminal-all-targets"));
    }
    let cohort = title_of(&summary.facts.cohorts, &result.cohort, texts.language);
    format!(
        "{set} · {cohort} · {} {}",
        band(texts.language, result.floor, result.top),
        texts.get("unit-points-per-year")
    )
}

fn tone(verdict: Judged) -> Tone {
    match verdict {
        Judged::OutOfReach => Tone::Impossible,
        Judged::VeryUnlikely | Judged::Unlikely => Tone::Bad,
        Judged::Open => Tone::Open,
        Judged::Likely | Judged::VeryLikely => Tone::Good,
    }
}

fn verdicts(summary: &Summary, words: &Words) -> Vec<Block> {
    let mut blocks = opening::blocks(summary, words);
    blocks.push(Block::Prose(words.with(|texts| {
        let reference = summary.facts.alternatives.first();
        let name = reference.map_or("", |it| crate::report::title(&it.title, texts.language));
        texts.format("page-verdict-lead", &[("alternative", name)])
    })));
    blocks.extend(targets(summary).map(|it| Block::Verdict(Box::new(verdict(summary, it, words)))));
    blocks.push(Block::Prose(words.get("page-verdict-scale")));
    blocks
}

fn verdict(summary: &Summary, result: &TargetResult, words: &Words) -> Verdict {
    let p = &result.p_floor;
    let (number, about, marks) = match (&result.arithmetic, result.possible) {
        (_, true) => {
            let number = words.with(|texts| {
                let estimate = probability(texts.language, p.estimate);
                crate::report::numbers::with_percent_sign(texts.language, &estimate)
            });
            let about = words.with(|texts| {
                let [_, low, high] = interval(texts.language, p);
                texts.format(
                    "page-verdict-chance",
                    &[("low", &low), ("high", &high), ("worth", &worth(p, "terminal-worth", texts))],
                )
            });
            (number, about, Some([p.estimate, p.low, p.high].map(|it| hundredths(100.0 * it))))
        }
        (Some(arithmetic), false) => {
            let largest = arithmetic.largest_possible_points_per_year;
            let number = words.with(|texts| points_below(texts.language, largest, result.floor));
            let about = words.with(|texts| {
                let floor = points(texts.language, result.floor);
                texts.format("page-verdict-largest", &[("floor", &floor)])
            });
            (number, about, None)
        }
        (None, false) => {
            let number = words.with(|texts| percent(texts.language, 0.0, 0));
            (number, words.get("page-verdict-joint-impossible"), None)
        }
    };
    Verdict {
        title: words.with(|texts| target_name(summary, result, texts)),
        verdict: words.with(|texts| capitalised(&verdict_text(texts, result))),
        tone: tone(result.verdict),
        number,
        about,
        marks,
        words: words.with(|texts| capitalised(&sentence(summary, result, texts))),
    }
}

fn arithmetic(summary: &Summary, words: &Words) -> Vec<Block> {
    let points = || Some(words.get("unit-points-per-year"));
    let columns = vec![
        texts(words.get("terminal-column-target")),
        numbers(words.get("page-arithmetic-start"), Some(Both::same("%"))),
        numbers(words.get("page-arithmetic-wanted"), points()),
        numbers(words.get("page-arithmetic-largest"), points()),
        numbers(words.get("page-arithmetic-alive"), None),
        numbers(words.get("page-arithmetic-needed"), Some(Both::same("%"))),
        numbers(words.get("page-arithmetic-end"), Some(Both::same("%"))),
        texts(words.get("page-arithmetic-says")),
    ];
    let rows = targets(summary).filter_map(|result| {
        Some(row(arithmetic_cells(summary, result, result.arithmetic.as_ref()?, words)))
    });
    let caption = words.get("page-arithmetic-caption");
    let mut table = table("arithmetic-table", caption, columns, rows.collect());
    table.note = Some(words.get("page-arithmetic-note"));
    let mut blocks = prose(words, &["page-arithmetic-lead"]);
    blocks.push(block(table));
    blocks
}

fn arithmetic_cells(
    summary: &Summary,
    result: &TargetResult,
    arithmetic: &Arithmetic,
    words: &Words,
) -> Vec<Cell> {
    let exact = |value: f64| said(words, value, |texts| points(texts.language, value));
    let alive = match arithmetic.last_year_alive {
        Some(year) => Cell::number(Both::same(year.to_string()), year.into()),
        None => Cell::text(words.get("page-arithmetic-never")),
    };
    let end = arithmetic.end_rate_at_floor_percent;
    let says = if result.possible { "page-arithmetic-possible" } else { "verdict-out-of-reach" };
    vec![
        Cell::text(words.with(|texts| {
            let set = capitalised(&set_title(texts, &result.set));
            format!("{set} · {}", title_of(&summary.facts.cohorts, &result.cohort, texts.language))
        })),
        said(words, arithmetic.start_rate_percent, |texts| {
            let rate = fixed(texts.language, arithmetic.start_rate_percent, 2);
            based(summary.facts.start_basis(&result.cohort), rate, texts)
        }),
        said(words, result.floor, |texts| band(texts.language, result.floor, result.top)),
        exact(arithmetic.largest_possible_points_per_year),
        alive,
        number(words, arithmetic.start_needed_percent, 2),
        said(words, end, |texts| match end < 0.0 {
            true => texts.format("page-arithmetic-below-zero", &[("rate", &fixed(texts.language, end, 2))]),
            false => fixed(texts.language, end, 2),
        }),
        Cell::text(words.get(says)),
    ]
}

fn binds(summary: &Summary, words: &Words, charts: &mut Charts) -> Vec<Block> {
    let mut blocks = prose(words, &["page-binds-lead"]);
    blocks.extend(charts.blocks("why"));
    let reachable = targets(summary).filter(|it| it.possible && it.arithmetic.is_some());
    let all: Vec<(&TargetResult, &WhyRow)> = reachable
        .flat_map(|result| {
            let own = move |it: &&WhyRow| it.alternative == result.alternative && it.target == result.target;
            summary.why.iter().filter(own).map(move |why| (result, why))
        })
        .collect();
    if all.is_empty() {
        blocks.push(Block::Prose(words.get("page-binds-nothing")));
        return blocks;
    }
    // Money for everybody is no single obstacle: it stands apart, beside the plan.
    let is_single = |switch: Switch| switch != Switch::PerfectMoney;
    let is_money = |switch: Switch| matches!(switch, Switch::AsPlanned | Switch::PerfectMoney);
    let of = |keep: &dyn Fn(Switch) -> bool| {
        let kept = all.iter().filter(|(_, why)| keep(why.switch));
        kept.map(|(result, why)| row(binding_cells(summary, result, why, words))).collect()
    };
    let names = ["page-binds-caption", "page-binds-note"];
    blocks.push(block(binding_table("binds-table", names, of(&is_single), words)));
    let names = ["page-binds-money-caption", "page-binds-money-note"];
    blocks.push(block(binding_table("binds-money-table", names, of(&is_money), words)));
    blocks
}

fn binding_table(id: &str, [caption, note]: [&str; 2], rows: Vec<Row>, words: &Words) -> Table {
    let points = || Some(words.get("unit-points-per-year"));
    let columns = vec![
        texts(words.get("terminal-column-target")),
        texts(words.get("page-binds-lifted")),
        numbers(words.get("page-binds-fall"), points()),
        numbers(words.get("page-binds-difference"), points()),
        numbers(words.get("page-chance"), Some(Both::same("%"))),
    ];
    let mut table = table(id, words.get(caption), columns, rows);
    table.note = Some(words.get(note));
    table.tools = Tools::Sort;
    table
}

fn binding_cells(summary: &Summary, result: &TargetResult, why: &WhyRow, words: &Words) -> Vec<Cell> {
    let half = 1.96 * why.difference_se;
    let difference = said(words, why.difference, |texts| {
        if why.switch == Switch::AsPlanned {
            return "–".to_string();
        }
        let number = |value| signed(texts.language, value, 2);
        format!(
            "{} ({} … {})",
            number(why.difference),
            number(why.difference - half),
            number(why.difference + half)
        )
    });
    vec![
        Cell::text(words.with(|texts| target_name(summary, result, texts))),
        Cell::text(words.get(&charts::switch_key(why.switch))),
        number(words, why.mean_fall, 2),
        difference,
        said(words, 100.0 * why.p_floor.estimate, |texts| {
            let [p, low, high] = interval(texts.language, &why.p_floor);
            format!("{p} ({low}–{high})")
        }),
    ]
}

fn alternatives(summary: &Summary, words: &Words) -> Vec<Block> {
    let names = || summary.facts.alternatives.iter().map(|it| Both::title(&it.title));
    let mut columns = vec![texts(words.get("terminal-column-target"))];
    columns.extend(names().map(texts));
    let result_of = |alternative: &str, target: &str| {
        summary.targets.iter().find(|it| it.alternative == alternative && it.target == target)
    };
    let rows = targets(summary).map(|target| {
        let mut cells = vec![Cell::text(words.with(|texts| target_name(summary, target, texts)))];
        cells.extend(summary.facts.alternatives.iter().map(|it| {
            let result = result_of(&it.id, &target.target);
            Cell::text(words.with(|texts| result.map_or("–".to_string(), |it| outcome(it, texts))))
        }));
        row(cells)
    });
    let caption = words.get("page-alternatives-caption");
    let mut chances = table("alternatives-table", caption, columns, rows.collect());
    chances.note = Some(words.get("page-alternatives-note"));
    let mut blocks = prose(words, &["page-alternatives-lead"]);
    blocks.push(block(chances));
    blocks.push(block(end_rates(summary, words)));
    blocks
}

/// Verdict and chance of one alternative.
fn outcome(result: &TargetResult, texts: &Texts) -> String {
    let verdict = verdict_text(texts, result);
    if !result.possible {
        return verdict;
    }
    let [p, low, high] = interval(texts.language, &result.p_floor);
    let shown = texts.format("terminal-interval", &[("p", &p), ("low", &low), ("high", &high)]);
    format!("{verdict}: {shown}")
}

/// Poor rates at the end of the last year: mean and the middle 90 %.
fn end_rates(summary: &Summary, words: &Words) -> Table {
    let facts = &summary.facts;
    let mut columns = vec![texts(words.get("comparison-alternative"))];
    columns.extend(facts.cohorts.iter().map(|it| numbers(Both::title(&it.title), Some(Both::same("%")))));
    let at_end = |alternative: &str, cohort: &str| {
        let is = |it: &&TrajectoryPoint| {
            it.alternative == alternative
                && it.cohort == cohort
                && it.year == facts.last_year
                && it.quantity == Quantity::PoorRate
        };
        summary.trajectories.iter().find(is).map(|it| it.spread)
    };
    let rows = facts.alternatives.iter().map(|alternative| {
        let mut cells = vec![Cell::text(Both::title(&alternative.title))];
        cells.extend(facts.cohorts.iter().map(|cohort| match at_end(&alternative.id, &cohort.id) {
            None => Cell::text(Both::same("–")),
            Some(spread) => said(words, spread.mean, |texts| {
                let [mean, low, high] =
                    [spread.mean, spread.p05, spread.p95].map(|it| fixed(texts.language, it, 2));
                format!("{mean} ({low}–{high})")
            }),
        }));
        row(cells)
    });
    let caption =
        words.with(|texts| texts.format("page-end-rates", &[("year", &facts.last_year.to_string())]));
    table("end-rates", caption, columns, rows.collect())
}

fn courses(words: &Words, charts: &mut Charts) -> Vec<Block> {
    let mut blocks = prose(words, &["page-courses-lead"]);
    blocks.extend(charts.blocks("fan_"));
    blocks
}

fn uncertainty(summary: &Summary, words: &Words) -> Vec<Block> {
    let list = [
        "page-uncertainty-parameters",
        "page-uncertainty-delivery",
        "page-uncertainty-environment",
        "page-uncertainty-households",
    ];
    let start = sources::start_is_doubtful(&summary.facts).then_some("page-uncertainty-start");
    let mut blocks = prose(words, &["page-uncertainty-lead"]);
    blocks.push(Block::List(start.iter().chain(&list).map(|key| words.get(key)).collect()));
    if summary.variance.is_empty() {
        return blocks;
    }
    let of: Vec<Option<Source>> = Source::ALL.into_iter().map(Some).chain([None]).collect();
    let headings = [
        "page-source-parameters",
        "page-source-delivery",
        "page-source-environment",
        "page-source-households",
        "page-source-interactions",
    ];
    let mut columns = vec![texts(words.get("page-cohort"))];
    columns.extend(headings.iter().map(|key| numbers(words.get(key), Some(Both::same("%")))));
    let rows = summary.facts.cohorts.iter().filter_map(|cohort| {
        let mut cells = vec![Cell::text(Both::title(&cohort.title))];
        for source in &of {
            let is = |it: &&VarianceShare| it.cohort == cohort.id && it.source == *source;
            cells.push(share(summary.variance.iter().find(is)?, words));
        }
        Some(row(cells))
    });
    let mut table = table("variance-table", words.get("page-uncertainty-caption"), columns, rows.collect());
    table.note = Some(words.get("page-uncertainty-note"));
    blocks.push(block(table));
    blocks
}

fn share(it: &VarianceShare, words: &Words) -> Cell {
    said(words, 100.0 * it.share, |texts| {
        let [share, error] = [it.share, it.standard_error].map(|it| fixed(texts.language, 100.0 * it, 0));
        format!("{share} ± {error}")
    })
}
