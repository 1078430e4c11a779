//! Checks on single values: finite, within range, known by name; each failure is a diagnostic with a place.

use super::diagnostic::{Diagnostic, Diagnostics, Place};
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
        message: String,
        hint: &str,
    ) {
        let diagnostic = Diagnostic::error(self.file, Place::Span(span), rule, message);
        self.diagnostics.push(diagnostic.value(value.to_string()).hint(hint));
    }

    /// A finite number; anything else counts as 0 after the report.
    pub fn finite(&mut self, name: &str, written: &Spanned<f64>) -> f64 {
        let value = *written.get_ref();
        if !value.is_finite() {
            let message = format!("`{name}` is not a finite number");
            self.fail(written.span(), "not-finite", value, message, "write an ordinary decimal number");
            return 0.0;
        }
        value
    }

    /// A share between 0 and 1.
    pub fn share(&mut self, name: &str, written: &Spanned<f64>) -> f64 {
        let value = self.finite(name, written);
        if value > 1.0 {
            let message = format!("share `{name}` is above 1");
            self.fail(
                written.span(),
                "share-above-one",
                value,
                message,
                "shares are fractions: write 0.35 for 35 %",
            );
        } else if value < 0.0 {
            let message = format!("share `{name}` is negative");
            self.fail(written.span(), "negative", value, message, "shares lie between 0 and 1");
        }
        value.clamp(0.0, 1.0)
    }

    /// A share below 1.
    pub fn share_below_one(&mut self, name: &str, written: &Spanned<f64>) -> f64 {
        let value = self.share(name, written);
        if value >= 1.0 {
            let message = format!("share `{name}` must be below 1");
            self.fail(written.span(), "share-above-one", value, message, "");
        }
        value
    }

    /// A number that is not negative.
    pub fn nonnegative(&mut self, name: &str, written: &Spanned<f64>) -> f64 {
        let value = self.finite(name, written);
        if value < 0.0 {
            self.fail(written.span(), "negative", value, format!("`{name}` is negative"), "");
        }
        value.max(0.0)
    }

    /// A number above zero.
    pub fn positive(&mut self, name: &str, written: &Spanned<f64>) -> f64 {
        let value = self.finite(name, written);
        if value <= 0.0 {
            self.fail(written.span(), "not-positive", value, format!("`{name}` must be above 0"), "");
            return 1.0;
        }
        value
    }

    /// Checks that parts sum to one (to a millionth).
    pub fn sums_to_one(&mut self, span: Range<usize>, rule: &'static str, what: &str, parts: &[f64]) {
        let sum: f64 = parts.iter().sum();
        if (sum - 1.0).abs() > 1e-6 {
            let message = format!("{what} sum to {sum}, not to 1");
            self.fail(span, rule, sum, message, "");
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
        let message = format!("unknown {what} `{}`", written.get_ref());
        let hint = format!("known: {}", names.join(", "));
        self.fail(written.span(), "unknown-name", written.get_ref(), message, &hint);
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
                let message =
                    format!("{what} id `{text}` has other characters than a–z, 0–9, `_`, `-` and `.`");
                self.fail(
                    id.span(),
                    "bad-id",
                    text,
                    message,
                    "names for people go into title_vi and title_en",
                );
            }
            if !seen.insert(text.as_str()) {
                self.fail(id.span(), "repeated-id", text, format!("{what} `{text}` is defined twice"), "");
            }
        }
    }
}
