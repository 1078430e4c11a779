//! What the page of a run says first: the programme against no programme, target by target.

use super::model::{Block, Words};
use crate::report::numbers::{probability, whole};
use crate::report::terminal::target_title;
use crate::report::{Texts, title};
use crate::summarise::summary::{Probability, Summary, Switch, TargetResult};

/// A paragraph, and one for the targets that arithmetic rules out; nothing where no programme was not run.
pub fn blocks(summary: &Summary, words: &Words) -> Vec<Block> {
    let said =
        [words.perhaps(|texts| chances(summary, texts)), words.perhaps(|texts| barred(summary, texts))];
    said.into_iter().flatten().map(Block::Prose).collect()
}

/// Single targets of the reference alternative.
fn singles(summary: &Summary) -> impl Iterator<Item = &TargetResult> {
    let reference = summary.facts.alternatives.first().map(|it| it.id.as_str());
    let own = move |it: &&TargetResult| Some(it.alternative.as_str()) == reference && it.arithmetic.is_some();
    summary.targets.iter().filter(own)
}

fn chances(summary: &Summary, texts: &Texts) -> Option<String> {
    let reference = summary.facts.alternatives.first()?;
    let language = texts.language;
    let of = |result: &TargetResult, switch: Switch| -> Option<Probability> {
        let mut rows = summary.why.iter();
        let row = rows
            .find(|it| it.alternative == reference.id && it.target == result.target && it.switch == switch);
        row.map(|it| it.p_floor)
    };
    let mut replicates = None;
    let mut items = Vec::new();
    for result in singles(summary).filter(|it| it.possible) {
        let ends = of(result, Switch::NoMoney).zip(of(result, Switch::AsPlanned));
        let Some((without, with)) = ends else { continue };
        replicates = Some(with.replicates);
        items.push(texts.format(
            "page-opening-item",
            &[
                ("target", &target_title(&summary.facts, &result.target, texts)),
                ("without", &probability(language, without.estimate)),
                ("with", &probability(language, with.estimate)),
            ],
        ));
    }
    let alternative = title(&reference.title, language);
    let replicates = whole(language, replicates?.into());
    let list = items.join("; ");
    let args = [("alternative", alternative), ("list", list.as_str()), ("replicates", replicates.as_str())];
    Some(texts.format("page-opening", &args))
}

fn barred(summary: &Summary, texts: &Texts) -> Option<String> {
    let names: Vec<String> = singles(summary)
        .filter(|it| !it.possible)
        .map(|it| target_title(&summary.facts, &it.target, texts))
        .collect();
    (!names.is_empty()).then(|| texts.format("page-opening-none", &[("list", &names.join("; "))]))
}
