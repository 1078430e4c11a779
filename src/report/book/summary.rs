//! The first sheet of a run's book: the verdict on every target in words with the number behind it, the alternatives,
//! the money, and what was run.

use super::super::numbers::whole;
use super::super::run_json::Manifest;
use super::super::table::Cell;
use super::super::terminal::{capitalised, parameters, sentence, verdict_text};
use super::super::{charts, title};
use super::charts::target_name;
use super::table::{cell, lines};
use super::{Book, page_setup};
use crate::domain::money::Money;
use crate::summarise::summary::{Facts, Named, Summary, TargetResult};
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

/// Target, verdict, probability and its interval, fall and its quantiles, words: widths in characters.
const WIDTHS: [f64; 9] = [40.0, 20.0, 11.0, 11.0, 11.0, 11.0, 11.0, 11.0, 80.0];
const WORDS: u16 = 8;

/// Where the next row is written.
struct Pen<'b, 's> {
    book: &'b Book<'b>,
    sheet: &'s mut Worksheet,
    row: u32,
}

impl Book<'_> {
    /// Adds the summary's sheet.
    pub fn summary(
        &self,
        workbook: &mut Workbook,
        summary: &Summary,
        manifest: &Manifest,
        has_forms: bool,
    ) -> Result<(), XlsxError> {
        let sheet = workbook.add_worksheet();
        sheet.set_name(self.texts.get("book-sheet-summary"))?.set_screen_gridlines(false);
        let replicates = whole(self.texts.language, summary.facts.replicates.into());
        let seed = summary.facts.seed.to_string();
        let note = self.texts.format("terminal-table-note", &[("replicates", &replicates), ("seed", &seed)]);
        self.head(sheet, title(&summary.facts.title, self.texts.language), &note)?;
        for (column, width) in (0u16..).zip(WIDTHS) {
            sheet.set_column_width(column, width)?;
        }
        let mut pen = Pen { book: self, sheet, row: 4 };
        for (position, alternative) in summary.facts.alternatives.iter().enumerate() {
            pen.targets(summary, alternative, position == 0)?;
        }
        pen.money(summary)?;
        pen.sources(&summary.facts)?;
        pen.run(summary, manifest, has_forms)?;
        page_setup(sheet);
        Ok(())
    }
}

impl Pen<'_, '_> {
    fn strong(&mut self, words: &str) -> Result<(), XlsxError> {
        self.sheet.write_with_format(self.row, 0, words, &self.book.look.strong)?;
        self.row += 1;
        Ok(())
    }

    fn headings(&mut self, words: &[String]) -> Result<(), XlsxError> {
        for (column, words) in (0u16..).zip(words) {
            self.sheet.write_with_format(self.row, column, words, &self.book.look.heading)?;
        }
        let high = words.iter().zip(WIDTHS).map(|(words, width)| lines(words, width)).max().unwrap_or(1);
        self.sheet.set_row_height(self.row, 15.0 * high as f64 + 4.0)?;
        self.row += 1;
        Ok(())
    }

    /// An alternative's verdicts; sentences of the reference only, for the others rarely differ in more than numbers.
    fn targets(&mut self, summary: &Summary, alternative: &Named, reference: bool) -> Result<(), XlsxError> {
        let texts = self.book.texts;
        let key = if reference { "book-reference" } else { "book-other" };
        self.strong(&texts.format(key, &[("name", title(&alternative.title, texts.language))]))?;
        let keys = [
            "terminal-column-target",
            "book-verdict",
            "book-probability",
            "book-low",
            "book-high",
            "book-fall",
            "column-p05",
            "column-p95",
        ];
        let mut headings: Vec<String> = keys.iter().map(|key| texts.get(key)).collect();
        headings.extend(reference.then(|| texts.get("book-words")));
        self.headings(&headings)?;
        for result in summary.targets.iter().filter(|it| it.alternative == alternative.id) {
            self.target(summary, result, reference)?;
        }
        self.row += 1;
        Ok(())
    }

    fn target(&mut self, summary: &Summary, result: &TargetResult, reference: bool) -> Result<(), XlsxError> {
        let (texts, look) = (self.book.texts, &self.book.look);
        let name = target_name(summary, result, texts);
        let mut high = lines(&name, WIDTHS[0]);
        self.sheet.write_with_format(self.row, 0, &name, &look.wrapped)?;
        let verdict = look.wrapped.clone().set_bold();
        self.sheet.write_with_format(self.row, 1, verdict_text(texts, result), &verdict)?;
        let (chance, points) = (look.number("probability"), look.number("percent"));
        let p = &result.p_floor;
        for (column, value) in (2u16..).zip([p.estimate, p.low, p.high]) {
            // What arithmetic rules out has no interval.
            let value = if result.possible { Cell::Float(value) } else { Cell::text("–") };
            cell(self.sheet, self.row, column, &value, Some(&chance))?;
        }
        let fall = result.fall.as_ref().map(|it| [it.mean, it.p05, it.p95]);
        for (column, at) in (5u16..).zip(0..3) {
            cell(self.sheet, self.row, column, &Cell::optional(fall.map(|it| it[at])), Some(&points))?;
        }
        if reference {
            let words = capitalised(&sentence(summary, result, texts));
            high = high.max(lines(&words, WIDTHS[usize::from(WORDS)]));
            self.sheet.write_with_format(self.row, WORDS, words, &look.wrapped)?;
        }
        self.sheet.set_row_height(self.row, 15.0 * high as f64 + 2.0)?;
        self.row += 1;
        Ok(())
    }

    /// Allocated, left and all of every alternative, million VND.
    fn money(&mut self, summary: &Summary) -> Result<(), XlsxError> {
        let texts = self.book.texts;
        let sums = charts::sums(summary);
        self.strong(&texts.get("book-money"))?;
        let keys = ["book-alternative", "book-money-total", "book-money-allocated", "book-money-left"];
        self.headings(&keys.map(|key| texts.get(key)))?;
        let million = self.book.look.number("million VND");
        for alternative in &summary.facts.alternatives {
            let Some(of) = sums.get(&alternative.id) else { continue };
            let total: Money = of.values().copied().sum();
            let left = of.get("").copied().unwrap_or(Money::ZERO);
            let name = title(&alternative.title, texts.language);
            self.sheet.write_with_format(self.row, 0, name, &self.book.look.wrapped)?;
            for (column, amount) in (1u16..).zip([total, total - left, left]) {
                cell(self.sheet, self.row, column, &Cell::Exact(amount.million()), Some(&million))?;
            }
            self.row += 1;
        }
        self.row += 1;
        Ok(())
    }

    /// The money there is: source, years, their sum, and on what it rests.
    fn sources(&mut self, facts: &Facts) -> Result<(), XlsxError> {
        if facts.envelopes.is_empty() {
            return Ok(());
        }
        let texts = self.book.texts;
        self.strong(&texts.get("book-money-sources"))?;
        let years = || facts.first_year..=facts.last_year;
        let mut headings = vec![texts.get("book-source")];
        headings.extend(years().map(|year| year.to_string()));
        headings.extend(["book-money-total", "page-money-basis"].map(|key| texts.get(key)));
        self.headings(&headings)?;
        let million = self.book.look.number("million VND");
        for source in &facts.sources {
            let own = || facts.envelopes.iter().filter(|it| it.source == source.id);
            let Some(first) = own().next() else { continue };
            let name = title(&source.title, texts.language);
            self.sheet.write_with_format(self.row, 0, name, &self.book.look.wrapped)?;
            let of = |year: i32| own().filter(|it| it.year == year).map(|it| it.amount).sum::<Money>();
            let amounts = years().map(of).chain([own().map(|it| it.amount).sum()]);
            let mut column = 1;
            for amount in amounts {
                cell(self.sheet, self.row, column, &Cell::Exact(amount.million()), Some(&million))?;
                column += 1;
            }
            self.sheet.write_with_format(self.row, column, &first.basis, &self.book.look.text)?;
            self.row += 1;
        }
        self.row += 1;
        Ok(())
    }

    /// What was run, so that the numbers can be made again.
    fn run(&mut self, summary: &Summary, manifest: &Manifest, has_forms: bool) -> Result<(), XlsxError> {
        let texts = self.book.texts;
        self.strong(&texts.get("book-run"))?;
        let mut pairs = manifest_pairs(manifest, texts);
        if let Some(fit) = &summary.facts.fit {
            pairs.push((texts.get("book-parameters"), parameters(fit, texts)));
        }
        let forms = if has_forms { "book-forms-here" } else { "book-forms-elsewhere" };
        pairs.push((texts.get("book-sheet-forms"), texts.get(forms)));
        for (name, value) in pairs {
            self.sheet.write_with_format(self.row, 0, name, &self.book.look.text)?;
            self.sheet.write(self.row, 1, value)?;
            self.row += 1;
        }
        Ok(())
    }
}

/// Name, version, scenario, inputs with their SHA-256, and warnings of a run or a comparison.
pub fn manifest_pairs(manifest: &Manifest, texts: &super::super::Texts) -> Vec<(String, String)> {
    let mut pairs = vec![
        (texts.get("book-run-id"), manifest.run_id.clone()),
        (texts.get("book-version"), format!("giamngheo {}", manifest.version)),
        (texts.get("book-scenario"), manifest.scenario.clone()),
    ];
    let input =
        |(path, sha256): &(String, String)| (texts.get("book-input"), format!("{path}  SHA-256 {sha256}"));
    pairs.extend(manifest.inputs.iter().map(input));
    pairs.extend(
        manifest
            .warnings
            .iter()
            .map(|it| (texts.get("book-load-warning"), it.in_language(texts.language).to_string())),
    );
    pairs
}
