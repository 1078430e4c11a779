//! What every way of calibrating writes: tables, the manifest with their hashes, charts, the page.

use super::input::sha256;
use crate::calibrate::fit::Fit;
use crate::domain::scenario::Scenario;
use crate::report::calibration::{self as report, Record};
use crate::report::calibration_figures::name_of;
use crate::report::charts::calibration::{Figures, files as charts};
use crate::report::page::{self, Both, Calibrated, FormsUsed};
use crate::report::{Language, OutputFile, ReportError, Texts};
use crate::summarise::summary::Title;

/// A posterior to be told.
pub struct Told<'a> {
    pub scenario: &'a Scenario,
    pub fit: &'a Fit,
    pub record: &'a Record<'a>,
    /// Every so many draws are kept.
    pub step: usize,
    /// `posterior_communes.csv`, where there is one.
    pub communes: Option<String>,
    pub forms: Option<FormsUsed<'a>>,
}

impl Told<'_> {
    /// Every file; `drawn` makes what the charts show in a language, `language` is the charts' and the page's first.
    pub fn files(
        self,
        drawn: &dyn Fn(&Texts) -> Figures,
        language: Language,
    ) -> Result<Vec<OutputFile<'static>>, ReportError> {
        let Told { scenario, fit, record, step, communes, forms } = self;
        let posterior = report::posterior_csv(&fit.table, step);
        let mut hashes = vec![("posterior.csv", sha256(posterior.as_bytes()))];
        hashes.extend(communes.as_ref().map(|text| ("posterior_communes.csv", sha256(text.as_bytes()))));
        let kept = report::kept(&fit.table, step).count();
        let manifest = format!("{:#}\n", report::manifest(record, fit, kept, &hashes));
        let [vi, en] = [Texts::new(Language::Vi)?, Texts::new(Language::En)?];
        let figures = [drawn(&vi), drawn(&en)];
        let name = |name: &str| Some(Both::new(name_of(name, scenario, &vi)?, name_of(name, scenario, &en)?));
        let names: Vec<Option<Both>> = fit.quantities.iter().map(|it| name(&it.name)).collect();
        let page = page::of_calibration(&Calibrated {
            title: &Title { vi: scenario.title_vi.clone(), en: scenario.title_en.clone() },
            record,
            fit,
            kept,
            id: &sha256(manifest.as_bytes())[..12],
            figures: [&figures[0], &figures[1]],
            names: &names,
            forms,
        })?;
        let (own, texts) = match language {
            Language::Vi => (&figures[0], &vi),
            Language::En => (&figures[1], &en),
        };
        let mut files = vec![
            report::text_file("calibration.json", manifest),
            report::text_file("posterior.csv", posterior),
            report::text_file("parameters.csv", report::parameters_csv(&fit.quantities, record.origin)?),
        ];
        files.extend(communes.map(|text| report::text_file("posterior_communes.csv", text)));
        files.extend(charts(own, texts)?);
        files.extend(page::files(page, language));
        Ok(files)
    }
}

/// Words as a line that a shell takes apart into them again.
pub fn command_line(words: &[String]) -> String {
    let plain = |c: char| c.is_alphanumeric() || "_-./=:,+@%".contains(c);
    let quoted = |word: &String| match !word.is_empty() && word.chars().all(plain) {
        true => word.clone(),
        false => format!("'{}'", word.replace('\'', r"'\''")),
    };
    let quoted: Vec<String> = words.iter().map(quoted).collect();
    format!("giamngheo {}", quoted.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_reads_the_words_again() {
        let words = ["calibrate", "biểu/2019.csv", "a b.csv", "it's.csv", "--draws=50"].map(String::from);
        let line = r"giamngheo calibrate biểu/2019.csv 'a b.csv' 'it'\''s.csv' --draws=50";
        assert_eq!(command_line(&words), line);
    }
}
