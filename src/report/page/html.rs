//! A page as one HTML file that needs no other: style, script, font and charts are inside.

use super::model::{Block, Both, Kind, Page, Tools};
use crate::report::charts::canvas::Drawing;
use crate::report::charts::svg;
use crate::report::{Language, ReportError};
use askama::Template;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

const CSS: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

#[derive(Template)]
#[template(path = "page.html")]
struct Html<'a> {
    page: &'a Page,
    language: Language,
    lang: &'static str,
    title: &'a str,
    css: &'a str,
    script: &'a str,
    /// The only script that a browser may run, whatever else got into the page.
    script_hash: &'a str,
}

impl Html<'_> {
    fn shown(&self, text: &Both) -> String {
        text.in_language(self.language).to_string()
    }
}

/// The file's text; `language` is shown first.
pub fn render(page: &Page, language: Language) -> Result<String, ReportError> {
    // Browsers read line ends as \n before they compare the hash.
    let script = SCRIPT.replace('\r', "");
    let script_hash = format!("sha256-{}", STANDARD.encode(Sha256::digest(script.as_bytes())));
    let css = format!("{}{}", CSS.replace('\r', ""), svg::style("figure svg text"));
    let html = Html {
        page,
        language,
        lang: language.word(),
        title: page.title.in_language(language),
        css: &css,
        script: &script,
        script_hash: &script_hash,
    };
    html.render().map_err(|error| ReportError::Page(error.to_string()))
}

fn inline(drawing: &Drawing) -> String {
    svg::inline(drawing)
}
