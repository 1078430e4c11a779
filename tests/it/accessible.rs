//! Pages as a screen reader and a weak eye have them: the browser's own accessibility tree, and contrast as painted.

use crate::browser::{Browser, READY, browser};
use crate::serve_support::Server;
use crate::support::copy_small;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

/// Roles that say nothing without a name.
const NAMED: [&str; 14] = [
    "button",
    "link",
    "textbox",
    "searchbox",
    "combobox",
    "slider",
    "checkbox",
    "spinbutton",
    "image",
    "table",
    "region",
    "heading",
    "meter",
    "navigation",
];

/// Text whose contrast with what is behind it is below WCAG 2 AA: 4.5, or 3 where it is large; disabled controls are
/// exempt, and charts have a white ground and inks of their own.
const FAINT: &str = "(() => {
    const parts = text => (text.match(/[\\d.]+/g) || []).map(Number);
    const light = ([r, g, b]) => [r, g, b].map(it => it / 255)
        .map(it => it <= 0.04045 ? it / 12.92 : Math.pow((it + 0.055) / 1.055, 2.4))
        .reduce((sum, it, at) => sum + it * [0.2126, 0.7152, 0.0722][at], 0);
    const ground = it => {
        for (; it; it = it.parentElement) {
            const colour = parts(getComputedStyle(it).backgroundColor);
            if (colour.length === 3 || colour[3] === 1) { return colour; }
        }
        return [255, 255, 255];
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const faint = new Set();
    let seen = 0;
    while (walker.nextNode()) {
        const it = walker.currentNode.parentElement;
        if (!walker.currentNode.textContent.trim() || !it.getClientRects().length) { continue; }
        if (it.closest('svg, script, style, option, [disabled]')) { continue; }
        const style = getComputedStyle(it);
        const [a, b] = [light(parts(style.color)), light(ground(it))].sort((a, b) => b - a);
        const size = parseFloat(style.fontSize);
        const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
        seen += 1;
        const ratio = (a + 0.05) / (b + 0.05);
        if (ratio < (large ? 3 : 4.5)) { faint.add(it.outerHTML.slice(0, 90) + ' ' + ratio.toFixed(2)); }
    }
    return { seen, faint: [...faint].slice(0, 5) };
})()";

/// Everything that is used or read out has a name; there is one main part, and headings.
fn named(browser: &mut Browser, page: &str) {
    let tree = browser.call("Accessibility.getFullAXTree", json!({}));
    let nodes = tree["nodes"].as_array().expect("nodes");
    let word = |node: &Value, of: &str| node[of]["value"].as_str().unwrap_or("").trim().to_string();
    let read: Vec<&Value> = nodes.iter().filter(|it| it["ignored"] != json!(true)).collect();
    let focusable = |node: &Value| {
        let properties = node["properties"].as_array().into_iter().flatten();
        properties.into_iter().any(|it| it["name"] == "focusable" && it["value"]["value"] == json!(true))
    };
    let nameless: Vec<String> = read
        .iter()
        .filter(|it| NAMED.contains(&word(it, "role").as_str()) || focusable(it))
        .filter(|it| word(it, "role") != "RootWebArea" && word(it, "name").is_empty())
        .map(|it| it.to_string().chars().take(200).collect())
        .collect();
    assert!(nameless.is_empty(), "{page}: {nameless:#?}");
    let count = |role: &str| read.iter().filter(|it| word(it, "role") == role).count();
    assert_eq!(count("main"), 1, "{page}");
    assert!(count("heading") >= 2 && count("button") >= 2, "{page}");
}

fn legible(browser: &mut Browser, page: &str) {
    for scheme in ["light", "dark"] {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        browser.call("Emulation.setEmulatedMedia", json!({ "features": features }));
        let found = browser.ask(FAINT);
        assert_eq!(found["faint"], json!([]), "{page}, {scheme}");
        assert!(found["seen"].as_u64().is_some_and(|seen| seen > 20), "{page}: {found}");
    }
}

fn page(folder: &Path, command: &[&str]) -> String {
    let out = folder.join(command[0]);
    let mut program = Command::new(env!("CARGO_BIN_EXE_giamngheo"));
    let told =
        program.args(command).arg("--out").arg(&out).args(["--lang", "vi"]).output().expect("it starts");
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    format!("file://{}", out.join("report.html").display())
}

#[test]
fn report_pages_can_be_read_out_and_read() {
    let Some(mut browser) = browser() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    copy_small(folder.path());
    let scenario = folder.path().join("scenario.toml").display().to_string();
    for command in ["run", "compare"] {
        let address = page(folder.path(), &[command, &scenario, "--replicates", "20"]);
        browser.open(&address);
        browser.wait(READY);
        for language in ["to-vi", "to-en"] {
            browser.ask(&format!("document.getElementById('{language}').click()"));
            named(&mut browser, command);
        }
        legible(&mut browser, command);
    }
}

#[test]
fn the_local_page_can_be_read_out_and_read() {
    let Some(mut browser) = browser() else { return };
    let server = Server::start(600);
    browser.open(&format!("http://127.0.0.1:{}/", server.port));
    browser.wait("document.querySelectorAll('[data-share]').length > 10");
    for _ in 0..2 {
        browser.ask("document.getElementById('language').click()");
        named(&mut browser, "serve");
    }
    legible(&mut browser, "serve");
}
