//! Checks on single values: finite, within range, known by name; each failure is a diagnostic with a place.

use super::diagnostic::{Diagnostic, Diagnostics, Place};
use super::said::{Arg, Said, said};
use std::ops::Range;
use toml::Spanned;

/// Collects what is wrong in one file.
pub struct Checker<'a> {
    pub file: &'a str,
    pub diagnostics: Diagnostics,
}

impl<'a> Checker<'a> {
    pub fn new(file: &'a str) -> Checker<'a> {
        Checker { file, diagnostics: Diagnostics::default() }
    }

    /// Reports a broken rule at a place.
    pub fn fail(
        &mut self,
        span: Range<usize>,
        rule: &'static str,
        value: impl ToString,
        message: Said,
        hint: impl Into<Option<Said>>,
    ) {
        let diagnostic = Diagnostic::error(self.file, Place::Span(span), rule, message);
        self.diagnostics.push(diagnostic.value(value.to_string()).hint(hint));
    }

    /// Warns of what is allowed and seldom meant.
    pub fn warn(
        &mut self,
        span: Range<usize>,
        rule: &'static str,
        value: impl ToString,
        message: Said,
        hint: Said,
    ) {
        let diagnostic = Diagnostic::warning(self.file, Place::Span(span), rule, message);
        self.diagnostics.push(diagnostic.value(value.to_string()).hint(hint));
    }

    /// A finite number; anything else counts as 0 after the report.
    pub fn finite(&mut self, name: &str, written: &Spanned<f64>) -> f64 {
        let value = *written.get_ref();
        if !value.is_finite() {
            let message = said!("diag-not-finite", name);
            self.fail(written.span(), "not-finite", value, message, said!("diag-not-finite-hint"));
            return 0.0;
        }
        value
    }

    /// A share between 0 and 1.
    pub fn share(&mut self, name: &str, written: &Spanned<f64>) -> f64 {
        let value = self.finite(name, written);
        if value > 1.0 {
            let message = said!("diag-share-above-one", name);
            self.fail(written.span(), "share-above-one", value, message, said!("diag-share-above-one-hint"));
        } else if value < 0.0 {
            let message = said!("diag-share-negative", name);
            self.fail(written.span(), "negative", value, message, said!("diag-share-negative-hint"));
        }
        value.clamp(0.0, 1.0)
    }

    /// A share below 1.
    pub fn share_below_one(&mut self, name: &str, written: &Spanned<f64>) -> f64 {
        let value = self.share(name, written);
        if value >= 1.0 {
            let message = said!("diag-share-not-below-one", name);
            self.fail(written.span(), "share-above-one", value, message, None);
        }
        value
    }

    /// A number that is not negative.
    pub fn nonnegative(&mut self, name: &str, written: &Spanned<f64>) -> f64 {
        let value = self.finite(name, written);
        if value < 0.0 {
            self.fail(written.span(), "negative", value, said!("diag-negative", name), None);
        }
        value.max(0.0)
    }

    /// A number above zero.
    pub fn positive(&mut self, name: &str, written: &Spanned<f64>) -> f64 {
        let value = self.finite(name, written);
        if value <= 0.0 {
            self.fail(written.span(), "not-positive", value, said!("diag-not-positive", name), None);
            return 1.0;
        }
        value
    }

    /// Checks that parts sum to one (to a millionth).
    pub fn sums_to_one(&mut self, span: Range<usize>, rule: &'static str, what: Said, parts: &[f64]) {
        let sum: f64 = parts.iter().sum();
        if (sum - 1.0).abs() > 1e-6 {
            let message = said!("diag-sum-not-one", what, sum);
            self.fail(span, rule, sum, message, None);
        }
    }

    /// Checks that a name is one of the known ones.
    pub fn known<'n>(
        &mut self,
        what: &str,
        written: &Spanned<String>,
        known: impl Iterator<Item = &'n str>,
    ) -> bool {
        let names: Vec<&str> = known.collect();
        if names.contains(&written.get_ref().as_str()) {
            return true;
        }
        let message = said!("diag-unknown-name", what = thing(what), name = written.get_ref());
        let hint = said!("diag-known-names", names = names.join(", "));
        self.fail(written.span(), "unknown-name", written.get_ref(), message, hint);
        false
    }

    /// Reports every identifier that is given twice or cannot be part of a file name.
    pub fn identifiers<'n>(&mut self, what: &str, written: impl Iterator<Item = &'n Spanned<String>>) {
        let mut seen = std::collections::BTreeSet::new();
        for id in written {
            let text = id.get_ref();
            let plain =
                |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-' | '.');
            if text.is_empty() || !text.chars().all(plain) {
                let message = said!("diag-bad-id", what = thing(what), id = text);
                self.fail(id.span(), "bad-id", text, message, said!("diag-bad-id-hint"));
            }
            if !seen.insert(text.as_str()) {
                self.fail(
                    id.span(),
                    "repeated-id",
                    text,
                    said!("diag-repeated-id", what = thing(what), id = text),
                    None,
                );
            }
        }
    }
}

/// What a section of a file is for, by the word that the file has for it.
fn thing(what: &str) -> Arg {
    Arg::Said(match what {
        "alternative" => said!("diag-thing-alternative"),
        "area" => said!("diag-thing-area"),
        "cohort" => said!("diag-thing-cohort"),
        "component" => said!("diag-thing-component"),
        "event" => said!("diag-thing-event"),
        "instrument" => said!("diag-thing-instrument"),
        "scenario" => said!("diag-thing-scenario"),
        "shock" => said!("diag-thing-shock"),
        "source" => said!("diag-thing-source"),
        "target" => said!("diag-thing-target"),
        "stratum" => said!("diag-thing-stratum"),
        "share" => said!("diag-thing-share"),
        other => return Arg::Text(other.to_string()),
    })
}
