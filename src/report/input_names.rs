//! Inputs of a sensitivity study in words for people.

use super::area_words::area_title;
use super::parameters::{class_name, hazard_name};
use super::texts::{Language, Texts};
use crate::domain::commune::Cohort;
use crate::domain::hazard::{Base, Class};
use crate::domain::scenario::Scenario;

/// Words for the columns of a table of draws; names that no scenario explains stay as they are.
pub struct Names<'a> {
    pub scenario: Option<&'a Scenario>,
    pub texts: &'a Texts,
}

impl Names<'_> {
    pub fn input(&self, name: &str) -> String {
        self.scenario.and_then(|scenario| self.known(name, scenario)).unwrap_or_else(|| name.to_string())
    }

    pub fn alternative(&self, id: &str) -> String {
        let found = self.scenario.and_then(|it| it.alternatives.iter().find(|it| it.id == id));
        found.map_or(id.to_string(), |it| self.title(&it.title_vi, &it.title_en).to_string())
    }

    /// `miss.<alternative>` in words; other names as they are.
    pub fn miss(&self, name: &str) -> String {
        let of = |id| self.texts.format("sensitivity-missed", &[("alternative", &self.alternative(id))]);
        name.strip_prefix("miss.").map_or(name.to_string(), of)
    }

    pub fn cohort(&self, cohort: &Cohort) -> String {
        self.title(&cohort.title_vi, &cohort.title_en).to_string()
    }

    fn title<'t>(&self, vi: &'t str, en: &'t str) -> &'t str {
        match self.texts.language {
            Language::Vi => vi,
            Language::En => en,
        }
    }

    fn known(&self, name: &str, scenario: &Scenario) -> Option<String> {
        let texts = self.texts;
        if let Some((area, word)) = name.strip_suffix("_per_year").and_then(|rest| rest.split_once('.')) {
            let base = Base::ALL.into_iter().find(|base| base.word() == word)?;
            return Some(hazard_name(texts, &area_title(area, scenario, texts), base));
        }
        if let Some(rest) = name.strip_prefix("effect.") {
            let (instrument, rest) = rest.strip_suffix("_hazard_ratio")?.split_once('.')?;
            let word = rest.split('.').next()?;
            let instrument = scenario.programme.instruments.iter().find(|it| it.id == instrument)?;
            let class = Class::ALL.into_iter().find(|class| class.word() == word)?;
            let title = self.title(&instrument.title_vi, &instrument.title_en);
            let class = class_name(texts, class);
            return Some(texts.format("parameter-effect", &[("instrument", title), ("class", &class)]));
        }
        if let Some(cohort) = name.strip_prefix("baseline.").and_then(|rest| rest.strip_suffix("_factor")) {
            let cohort = self.cohort(scenario.cohort(cohort)?);
            return Some(texts.format("input-baseline", &[("cohort", &cohort)]));
        }
        let (head, year) = name.rsplit_once('.')?;
        self.of_year(head, year, scenario)
    }

    fn of_year(&self, head: &str, year: &str, scenario: &Scenario) -> Option<String> {
        let texts = self.texts;
        if let Some(rest) = head.strip_prefix("delivery.") {
            let (capital, what) = rest.split_once('.')?;
            let capital = match capital {
                "investment" => texts.get("input-investment"),
                _ => texts.get("input-recurrent"),
            };
            let arguments = [("capital", capital.as_str()), ("year", year)];
            return match what {
                "absorbed_share" => Some(texts.format("input-absorbed", &arguments)),
                "in_year_share" => Some(texts.format("input-in-year", &arguments)),
                "cost_overrun_factor" => Some(texts.format("input-overrun", &arguments)),
                _ => None,
            };
        }
        if let Some(shock) = head.strip_prefix("shock.").and_then(|rest| rest.strip_suffix("_level")) {
            let shock = texts.get_or(&format!("shock-{shock}"), shock);
            return Some(texts.format("input-shock", &[("shock", &shock), ("year", year)]));
        }
        let event = head.strip_prefix("event.")?.strip_suffix("_happened")?;
        let event = scenario.transitions.events.iter().find(|it| it.id == event)?;
        let title = self.title(&event.title_vi, &event.title_en);
        Some(texts.format("input-event", &[("event", title), ("year", year)]))
    }
}
