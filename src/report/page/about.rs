//! What every page says of itself: banner, data and their origin, method, manifest.

use super::model::*;
use super::parts::*;
use super::sources;
use crate::domain::origin::Origin;
use crate::domain::standard::Standard;
use crate::report::numbers::whole;
use crate::report::terminal::parameters;
use crate::report::{Manifest, Texts};
use crate::summarise::summary::Facts;

/// Which command made the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    Run,
    Compare,
    Optimize,
}

impl Command {
    fn word(self) -> &'static str {
        match self {
            Command::Run => "run",
            Command::Compare => "compare",
            Command::Optimize => "optimize",
        }
    }
}

/// A page of sections, with what must be said at its top.
pub fn page(
    facts: &Facts,
    manifest: &Manifest,
    words: &Words,
    titles: [Both; 2],
    sections: Vec<Section>,
) -> Page {
    page_of(facts.origin, [&manifest.run_id, &manifest.version], words, titles, sections)
}

/// The same for what is not a run: its data's origin, its name and the program's version.
pub fn page_of(
    origin: Origin,
    [run_id, version]: [&str; 2],
    words: &Words,
    [title, subtitle]: [Both; 2],
    sections: Vec<Section>,
) -> Page {
    let banner = (origin == Origin::Synthetic)
        .then(|| Banner { title: words.get("synthetic-loud"), text: words.get("synthetic-loud-detail") });
    Page {
        page_version: PAGE_VERSION,
        run_id: run_id.to_string(),
        title,
        subtitle,
        banner,
        sections,
        labels: labels(version, words),
    }
}

fn labels(version: &str, words: &Words) -> Labels {
    Labels {
        skip: words.get("page-skip"),
        contents: words.get("page-contents"),
        language: words.get("page-language"),
        theme: words.get("page-theme"),
        search: words.get("page-search"),
        group: words.get("page-district"),
        all: words.get("page-all-districts"),
        // The page's own script puts the numbers in, each time the search changes.
        count: words.with(|texts| texts.format("page-shown", &[("shown", "{shown}"), ("all", "{all}")])),
        printed: words.with(|texts| texts.format("page-made-by", &[("version", version)])),
    }
}

/// Data, method, manifest.
pub fn sections(facts: &Facts, manifest: &Manifest, words: &Words, command: Command) -> Vec<Section> {
    vec![
        section(words, "data", "page-data", data(facts, words)),
        section(words, "method", "page-method", method(facts, words, command)),
        section(words, "manifest", "page-manifest", about_run(facts, manifest, words, command)),
    ]
}

/// Where the data come from.
pub fn origin(origin: Origin, words: &Words) -> Vec<Block> {
    let key = match origin {
        Origin::Official => "page-origin-official",
        Origin::Assumption => "page-origin-assumption",
        Origin::Synthetic => "page-origin-synthetic",
    };
    let mut blocks = Vec::new();
    if origin == Origin::Synthetic {
        blocks.push(Block::Warning(words.with(|texts| {
            format!("{}. {}", texts.get("synthetic-loud"), texts.get("synthetic-loud-detail"))
        })));
    }
    blocks.push(Block::Prose(words.get(key)));
    blocks
}

fn data(facts: &Facts, words: &Words) -> Vec<Block> {
    let mut blocks = origin(facts.origin, words);
    let parameters = match &facts.fit {
        Some(fit) => words.with(|texts| parameters(fit, texts)),
        None => words.get("page-parameters-priors"),
    };
    blocks.extend(sources::origins(facts, words));
    blocks.push(Block::Prose(parameters));
    let sum = |of: fn(&crate::summarise::summary::CommuneFacts) -> u32| {
        let total: i64 = facts.communes.iter().map(|it| i64::from(of(it))).sum();
        words.with(|texts| whole(texts.language, total))
    };
    let many = |number: usize| words.with(|texts| whole(texts.language, number as i64));
    blocks.push(Block::Facts(vec![
        fact(words, "page-data-start", Both::same(format!("31/12/{}", facts.baseline_year))),
        fact(words, "page-data-years", Both::same(format!("{}–{}", facts.first_year, facts.last_year))),
        fact(words, "page-standard", Both::same(Standard::of_year(facts.last_year).citation())),
        fact(words, "page-data-communes", many(facts.communes.len())),
        fact(words, "page-households-start", sum(|it| it.households)),
        fact(words, "page-poor-start", sum(|it| it.poor)),
        fact(words, "page-near-poor-start", sum(|it| it.near_poor)),
    ]));
    blocks.extend(sources::totals(facts, words));
    blocks.extend(sources::targets(facts, words));
    blocks
}

fn method(facts: &Facts, words: &Words, command: Command) -> Vec<Block> {
    let mut blocks = vec![households(Standard::of_year(facts.last_year), words)];
    let mut keys = vec![
        "page-method-year",
        "page-method-money",
        "page-method-replicates",
        "page-method-arithmetic",
        "page-method-interval",
    ];
    match command {
        Command::Run => keys.push("page-method-switches"),
        Command::Compare => keys.push("page-method-pairs"),
        Command::Optimize => keys.extend(["page-method-pairs", "page-method-search"]),
    }
    keys.extend(["page-method-limits", "page-method-again"]);
    blocks.extend(prose(words, &keys));
    blocks
}

/// The states of a household, as the forms on a standard tell them apart.
pub fn households(standard: Standard, words: &Words) -> Block {
    let circular = [("circular", standard.circular())];
    Block::Prose(words.with(|texts| texts.format("page-method-households", &circular)))
}

fn about_run(facts: &Facts, manifest: &Manifest, words: &Words, command: Command) -> Vec<Block> {
    let number = |value: u32| words.with(|texts: &Texts| whole(texts.language, value.into()));
    let mut list = vec![
        fact(words, "page-run-id", Both::same(&manifest.run_id)),
        fact(
            words,
            "page-command",
            Both::same(format!("giamngheo {} {}", command.word(), manifest.scenario)),
        ),
        fact(words, "page-version", Both::same(&manifest.version)),
        fact(words, "page-seed", Both::same(manifest.seed.to_string())),
        fact(words, "column-replicates", number(facts.replicates)),
    ];
    if let Some(integrated) = facts.integrated_replicates {
        list.push(fact(words, "page-integrated", number(integrated)));
    }
    let mut blocks = vec![Block::Facts(list)];
    blocks.extend(read(&manifest.inputs, &manifest.warnings, words));
    blocks
}

/// Files that were read, with their hashes, and what reading them warned of.
pub fn read(inputs: &[(String, String)], warnings: &[Both], words: &Words) -> [Block; 3] {
    let columns = vec![texts(words.get("page-file")), texts(Both::same("SHA-256"))];
    let line = |(path, hash): &(String, String)| {
        row(vec![Cell::text(Both::same(path)), Cell::text(Both::same(hash))])
    };
    let rows = inputs.iter().map(line).collect();
    let said = match warnings.is_empty() {
        true => Block::Prose(words.get("page-no-warnings")),
        false => Block::List(warnings.to_vec()),
    };
    [
        block(table("inputs-table", words.get("page-inputs"), columns, rows)),
        Block::Heading(words.get("page-warnings")),
        said,
    ]
}
