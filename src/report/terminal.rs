//! The verdict in words and one table, as plain text for a terminal of 100 columns.

use super::numbers::{about, band, fixed, percent, points, points_below, probability, signed, whole};
use super::texts::Texts;
use super::{Language, ReportError, tables, title, title_of};
use crate::domain::origin::Origin;
use crate::domain::posterior::{Fit, Method};
use crate::summarise::summary::{
    Arithmetic, Estimator, Facts, Probability, Summary, Switch, TargetResult, Verdict, WhyRow,
};
use comfy_table::{ContentArrangement, Table, presets};

/// Widest line of the table.
const WIDTH: u16 = 100;

/// What the run says: a sentence per target of the reference alternative, then every alternative in a table.
pub fn verdict(summary: &Summary, language: Language) -> Result<String, ReportError> {
    let texts = Texts::new(language)?;
    let mut blocks = Vec::new();
    blocks.push(sentences(summary, &texts).join("\n"));
    blocks.push(table(summary, &texts));
    let replicates = whole(language, summary.facts.replicates.into());
    let seed = summary.facts.seed.to_string();
    let mut note = texts.format("terminal-table-note", &[("replicates", &replicates), ("seed", &seed)]);
    if let Some(integrated) = summary.facts.integrated_replicates {
        let integrated = whole(language, integrated.into());
        note.push('\n');
        note.push_str(&texts.format("terminal-table-note-integrated", &[("replicates", &integrated)]));
    }
    if let Some(fit) = &summary.facts.fit {
        note.push('\n');
        note.push_str(&parameters(fit, &texts));
    }
    blocks.push(note);
    Ok(synthetic_banner(summary.facts.origin, &texts) + &blocks.join("\n\n") + "\n")
}

/// Where the parameters come from, if not from the scenario's own priors.
pub(super) fn parameters(fit: &Fit, texts: &Texts) -> String {
    let fitted = texts.get(match fit.method {
        Method::Forms => "terminal-fitted-forms",
        Method::Margins => "terminal-fitted-margins",
        Method::Prior => "terminal-fitted-prior",
    });
    let draws = whole(texts.language, fit.draws as i64);
    let standard = fit.standard.citation();
    texts.format(
        "terminal-parameters",
        &[("folder", &fit.folder), ("draws", &draws), ("fitted", &fitted), ("standard", standard)],
    )
}

/// What the run says of its reference: a line that names it, then one for every target.
pub fn sentences(summary: &Summary, texts: &Texts) -> Vec<String> {
    let facts = &summary.facts;
    let Some(reference) = facts.alternatives.first() else { return Vec::new() };
    let scenario = title(&facts.title, texts.language);
    let alternative = title(&reference.title, texts.language);
    let mut lines =
        vec![texts.format("terminal-reference", &[("scenario", scenario), ("alternative", alternative)])];
    let results = summary.targets.iter().filter(|result| result.alternative == reference.id);
    lines.extend(results.map(|result| format!("- {}", capitalised(&sentence(summary, result, texts)))));
    lines
}

/// A result in one or two sentences: the verdict with the number behind it, and what binds.
pub(super) fn sentence(summary: &Summary, result: &TargetResult, texts: &Texts) -> String {
    let verdict = verdict_sentence(summary, result, texts);
    match result.arithmetic.as_ref().filter(|_| result.possible).and_then(|_| why(summary, result, texts)) {
        Some(why) => format!("{verdict} {why}"),
        None => verdict,
    }
}

/// The verdict with the number behind it.
pub(super) fn verdict_sentence(summary: &Summary, result: &TargetResult, texts: &Texts) -> String {
    match &result.arithmetic {
        None => joint(result, texts),
        Some(arithmetic) if !result.possible => out_of_reach(summary, result, arithmetic, texts),
        Some(arithmetic) => possible(summary, result, arithmetic, texts),
    }
}

fn out_of_reach(summary: &Summary, result: &TargetResult, arithmetic: &Arithmetic, texts: &Texts) -> String {
    let language = texts.language;
    let floor = points(language, result.floor);
    let alive = match arithmetic.last_year_alive {
        Some(year) => texts.format(
            "terminal-alive",
            &[
                ("year", &year.to_string()),
                ("falls", &arithmetic.falls_possible.to_string()),
                ("floor", &floor),
            ],
        ),
        None => texts.format("terminal-not-alive", &[("floor", &floor)]),
    };
    texts.format(
        "terminal-out-of-reach",
        &[
            ("cohort", title_of(&summary.facts.cohorts, &result.cohort, language)),
            ("band", &band(language, result.floor, result.top)),
            ("set", &set_title(texts, &result.set)),
            ("start", &start_rate(&summary.facts, &result.cohort, arithmetic.start_rate_percent, texts)),
            ("largest", &points_below(language, arithmetic.largest_possible_points_per_year, result.floor)),
            ("first", &result.first_year.to_string()),
            ("last", &result.last_year.to_string()),
            ("alive", &alive),
        ],
    )
}

/// A rate at the start, with a word where it is not a published one.
fn start_rate(facts: &Facts, cohort: &str, rate: f64, texts: &Texts) -> String {
    based(facts.start_basis(cohort), percent(texts.language, rate, 2), texts)
}

/// What rests on an assumption or on made-up data says so.
pub(super) fn based(basis: Origin, words: String, texts: &Texts) -> String {
    match basis {
        Origin::Official => words,
        Origin::Assumption => texts.format("page-start-assumption", &[("rate", &words)]),
        Origin::Synthetic => texts.format("page-start-synthetic", &[("rate", &words)]),
    }
}

fn possible(summary: &Summary, result: &TargetResult, arithmetic: &Arithmetic, texts: &Texts) -> String {
    let language = texts.language;
    let top = points(language, result.top);
    let top_words = match (result.top > result.floor, arithmetic.top_possible) {
        (false, _) => String::new(),
        (true, false) => texts.format("terminal-top-impossible", &[("top", &top)]),
        (true, true) => {
            let p = probability(language, result.p_top.estimate);
            texts.format("terminal-top", &[("top", &top), ("p", &p)])
        }
    };
    let fall = |pick: fn(&crate::summarise::summary::Spread) -> f64| {
        result.fall.as_ref().map_or_else(|| "–".to_string(), |spread| fixed(language, pick(spread), 2))
    };
    let [p, low, high] = interval(language, &result.p_floor);
    texts.format(
        "terminal-possible",
        &[
            ("cohort", title_of(&summary.facts.cohorts, &result.cohort, language)),
            ("band", &band(language, result.floor, result.top)),
            ("set", &set_title(texts, &result.set)),
            ("verdict", &verdict_text(texts, result)),
            ("floor", &points(language, result.floor)),
            ("p", &p),
            ("low", &low),
            ("high", &high),
            ("worth", &worth(&result.p_floor, "terminal-worth", texts)),
            ("top", &top_words),
            ("fall", &fall(|spread| spread.mean)),
            ("fall-low", &fall(|spread| spread.p05)),
            ("fall-high", &fall(|spread| spread.p95)),
        ],
    )
}

/// What stands most in the way among single obstacles, then what money for everybody would do.
pub(super) fn why(summary: &Summary, result: &TargetResult, texts: &Texts) -> Option<String> {
    let own = |row: &&WhyRow| row.alternative == result.alternative && row.target == result.target;
    let rows: Vec<&WhyRow> = summary.why.iter().filter(own).collect();
    let of = |switch: Switch| rows.iter().find(|row| row.switch == switch).copied();
    let (planned, perfect) = (of(Switch::AsPlanned)?, of(Switch::PerfectMoney)?);
    let obstacles = [Switch::NoRelapse, Switch::NoCeiling, Switch::MoneyInJanuary, Switch::LabourForAll];
    let strongest =
        obstacles.into_iter().filter_map(of).max_by(|a, b| a.difference.total_cmp(&b.difference))?;
    let single = match strongest.difference > 0.0 {
        true => lifted("terminal-why", planned, strongest, texts),
        false => texts.get("terminal-why-none"),
    };
    Some(format!("{single} {}", lifted("terminal-why-money", planned, perfect, texts)))
}

/// How the fall and the probability change; both ends of the probability rest on the same replicates.
fn lifted(key: &str, planned: &WhyRow, row: &WhyRow, texts: &Texts) -> String {
    let language = texts.language;
    let [to, low, high] = interval(language, &row.p_floor);
    texts.format(
        key,
        &[
            ("obstacle", &texts.get(&super::charts::switch_key(row.switch))),
            ("gain", &fixed(language, row.difference, 2)),
            ("money", &signed(language, row.difference, 2)),
            ("from", &probability(language, planned.p_floor.estimate)),
            ("to", &to),
            ("low", &low),
            ("high", &high),
            ("replicates", &whole(language, row.p_floor.replicates.into())),
        ],
    )
}

fn joint(result: &TargetResult, texts: &Texts) -> String {
    let set = set_title(texts, &result.set);
    if !result.possible {
        return texts.format("terminal-joint-out-of-reach", &[("set", &set)]);
    }
    let [p, low, high] = interval(texts.language, &result.p_floor);
    let verdict = verdict_text(texts, result);
    texts.format(
        "terminal-joint-possible",
        &[("set", &set), ("verdict", &verdict), ("p", &p), ("low", &low), ("high", &high)],
    )
}

/// Title of a target set, or its identifier where the catalogue does not know it.
pub fn set_title(texts: &Texts, set: &str) -> String {
    texts.get_or(&format!("set-{set}"), set)
}

/// A target (`set/cohort`), or all of a set, in words.
pub fn target_title(facts: &Facts, target: &str, texts: &Texts) -> String {
    let (set, cohort) = target.split_once('/').unwrap_or((target, ""));
    let cohort = match facts.cohorts.iter().any(|it| it.id == cohort) {
        true => title_of(&facts.cohorts, cohort, texts.language).to_string(),
        false => texts.get("terminal-all-targets"),
    };
    format!("{}: {cohort}", set_title(texts, set))
}

/// The verdict in the language of the report.
pub fn verdict_text(texts: &Texts, result: &TargetResult) -> String {
    texts.get(&verdict_key(result.verdict))
}

/// Key of a verdict's words in the catalogue.
pub fn verdict_key(verdict: Verdict) -> String {
    format!("verdict-{}", tables::verdict_word(verdict).replace('_', "-"))
}

/// Estimate and interval in percent, without the sign.
pub(super) fn interval(language: Language, p: &Probability) -> [String; 3] {
    [p.estimate, p.low, p.high].map(|value| probability(language, value))
}

/// The text with a capital at its start.
pub(super) fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// That data are synthetic, so that nobody overlooks it, with a free line below; nothing for other origins.
pub fn synthetic_banner(origin: Origin, texts: &Texts) -> String {
    synthetic_banner_of(origin, "synthetic-loud-detail", texts)
}

/// The same with another sentence on what was made up.
pub(super) fn synthetic_banner_of(origin: Origin, detail: &str, texts: &Texts) -> String {
    if origin != Origin::Synthetic {
        return String::new();
    }
    let line = "!".repeat(3);
    format!("{line} {} {line}\n{}\n\n", texts.get("synthetic-loud"), texts.get(detail))
}

/// A table as texts, with its heading.
pub(super) struct Grid {
    pub heading: String,
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Grid {
    /// The heading and below it a table that fits the terminal.
    pub fn framed(self) -> String {
        format!("{}\n{}", self.heading, framed(self.header, self.rows))
    }
}

/// A table that fits the terminal.
pub(super) fn framed(header: Vec<String>, rows: Vec<Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY);
    table.set_width(WIDTH).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(header);
    rows.into_iter().for_each(|row| {
        table.add_row(row);
    });
    table.trim_fmt()
}

/// Targets down, alternatives across.
fn table(summary: &Summary, texts: &Texts) -> String {
    let alternatives = &summary.facts.alternatives;
    let mut header = vec![texts.get("terminal-column-target")];
    header.extend(alternatives.iter().map(|it| title(&it.title, texts.language).to_string()));
    let Some(reference) = alternatives.first() else { return String::new() };
    let mut rows = Vec::new();
    for target in summary.targets.iter().filter(|it| it.alternative == reference.id) {
        let mut row = vec![target_cell(summary, target, texts)];
        row.extend(alternatives.iter().map(|alternative| {
            let same = |it: &&TargetResult| it.alternative == alternative.id && it.target == target.target;
            summary.targets.iter().find(same).map_or_else(String::new, |result| result_cell(result, texts))
        }));
        rows.push(row);
    }
    framed(header, rows)
}

/// Set, and below it cohort and band.
pub(super) fn target_cell(summary: &Summary, result: &TargetResult, texts: &Texts) -> String {
    let set = capitalised(&set_title(texts, &result.set));
    if result.arithmetic.is_none() {
        return format!("{set}\n{}", texts.get("terminal-all-targets"));
    }
    let cohort = title_of(&summary.facts.cohorts, &result.cohort, texts.language);
    format!("{set}\n{cohort} {}", band(texts.language, result.floor, result.top))
}

/// Verdict, and below it the probability with its interval.
pub(super) fn result_cell(result: &TargetResult, texts: &Texts) -> String {
    let verdict = verdict_text(texts, result);
    if !result.possible {
        return verdict;
    }
    let [p, low, high] = interval(texts.language, &result.p_floor);
    let shown = texts.format("terminal-interval", &[("p", &p), ("low", &low), ("high", &high)]);
    format!("{verdict}\n{shown}{}", worth(&result.p_floor, "terminal-worth-line", texts))
}

/// How many simulated replicates a probability is worth; nothing where it is simulated or does not vary at all.
pub(super) fn worth(p: &Probability, key: &str, texts: &Texts) -> String {
    if p.estimator == Estimator::Simulated || !p.equivalent_replicates.is_finite() {
        return String::new();
    }
    let replicates = about(texts.language, p.equivalent_replicates);
    let words = texts.format(key, &[("replicates", &replicates)]);
    if key == "terminal-worth-line" { format!("\n{words}") } else { words }
}

#[cfg(test)]
#[path = "terminal_test.rs"]
mod tests;
