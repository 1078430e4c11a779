//! The page of an optimisation: the answer with its gain, scores, money before and after, then the comparison.

use super::about::{self, Command};
use super::comparison;
use super::model::*;
use super::parts::*;
use crate::decide::optimize::Optimum;
use crate::report::charts::allocation as charts;
use crate::report::comparison_words::name;
use crate::report::optimum_words as said_of;
use crate::report::{Manifest, ReportError};

/// The whole page.
pub fn page(optimum: &Optimum, manifest: &Manifest, words: &Words) -> Result<Page, ReportError> {
    let facts = &optimum.comparison.facts;
    let mut charts = Charts::new(words, |texts| charts::charts(optimum, texts))?;
    let scores = grid(words, "scores-table", |texts| said_of::scores(optimum, texts));
    let mut money = vec![block(grid(words, "spent-table", |texts| said_of::money(optimum, texts)))];
    money.extend(charts.blocks("allocation"));
    let mut sections = vec![
        section(words, "answer", "page-answer", answer(optimum, words)),
        section(words, "scores", "optimum-scores", vec![block(scores)]),
        section(words, "money", "page-money-moved", money),
    ];
    sections.extend(comparison::sections(&optimum.comparison, words, &mut charts));
    sections.extend(about::sections(facts, manifest, words, Command::Optimize));
    let subtitle = words.with(|texts| {
        texts.format(
            "page-optimize-subtitle",
            &[
                ("first", &facts.first_year.to_string()),
                ("last", &facts.last_year.to_string()),
                ("objective", &said_of::sought(optimum, texts)),
            ],
        )
    });
    Ok(about::page(facts, manifest, words, [Both::title(&facts.title), subtitle], sections))
}

fn answer(optimum: &Optimum, words: &Words) -> Vec<Block> {
    let gain = &optimum.gain;
    let better = if optimum.score.higher_is_better { gain.low > 0.0 } else { gain.high < 0.0 };
    let sentences = words.each().map(|texts| said_of::answer(optimum, texts));
    let [vi, en] = sentences;
    let mut sentences = vi.into_iter().zip(en).map(|(vi, en)| Both::new(vi, en));
    let (verdict, tone) = match (better, optimum.none_better || optimum.winner == 0) {
        (_, true) => ("page-answer-none", Tone::Open),
        (true, false) => ("page-answer-better", Tone::Good),
        (false, false) => ("page-answer-open", Tone::Open),
    };
    let number = words.with(|texts| {
        let [mean, _, _, unit] = said_of::gain(optimum, texts);
        format!("{mean} {unit}")
    });
    let about = words.with(|texts| {
        let [_, low, high, _] = said_of::gain(optimum, texts);
        texts.format("page-answer-gain", &[("low", &low), ("high", &high)])
    });
    let verdict = Verdict {
        title: words.with(|texts| name(&optimum.comparison, optimum.winner, texts)),
        verdict: words.get(verdict),
        tone,
        number,
        about,
        marks: None,
        words: sentences.next().unwrap_or(Both::same("–")),
    };
    let mut blocks = vec![Block::Verdict(Box::new(verdict))];
    blocks.extend(sentences.map(Block::Prose));
    blocks
}
