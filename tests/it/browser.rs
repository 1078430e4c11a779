//! A real browser through the page and the local server: headless Chromium over its own protocol.
//!
//! Without Chromium these tests say that they were skipped, and pass; where `CI` is set they fail instead.

use crate::serve_support::Server;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tungstenite::stream::MaybeTlsStream;
use tungstenite::{Message, WebSocket, connect};

/// Longest wait for anything in the page.
const PATIENCE: Duration = Duration::from_secs(60);
const NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// A browser with one tab.
pub struct Browser {
    child: Child,
    socket: WebSocket<MaybeTlsStream<TcpStream>>,
    session: String,
    number: u64,
    /// Addresses that the tab asked for.
    asked: Vec<String>,
    _profile: tempfile::TempDir,
}

/// A browser, or `None` (told) where there is none and that is allowed.
pub fn browser() -> Option<Browser> {
    let profile = tempfile::tempdir().expect("a folder");
    let data = format!("--user-data-dir={}", profile.path().display());
    let arguments = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--remote-debugging-port=0",
        &data,
        "about:blank",
    ];
    let start = |name: &&str| {
        Command::new(name).args(arguments).stderr(Stdio::piped()).stdout(Stdio::null()).spawn().ok()
    };
    let Some(mut child) = NAMES.iter().find_map(start) else {
        assert!(std::env::var_os("CI").is_none(), "there is no Chromium, and CI must not skip this");
        eprintln!("SKIPPED: there is no Chromium here ({})", NAMES.join(", "));
        return None;
    };
    let mut lines = BufReader::new(child.stderr.take().expect("piped")).lines();
    let address = lines
        .by_ref()
        .map_while(Result::ok)
        .find_map(|it| it.strip_prefix("DevTools listening on ").map(str::to_string));
    // The rest of its talk is read, so that it never waits for a reader.
    std::thread::spawn(move || lines.for_each(drop));
    let (socket, _) = connect(address.expect("the browser tells its address")).expect("a connection");
    let mut browser =
        Browser { child, socket, session: String::new(), number: 0, asked: Vec::new(), _profile: profile };
    let target = browser.call("Target.createTarget", json!({ "url": "about:blank" }));
    let attach = json!({ "targetId": target["targetId"], "flatten": true });
    let attached = browser.call("Target.attachToTarget", attach);
    browser.session = attached["sessionId"].as_str().expect("a session").to_string();
    for domain in ["Page.enable", "Runtime.enable", "Network.enable"] {
        browser.call(domain, json!({}));
    }
    Some(browser)
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Browser {
    pub fn call(&mut self, method: &str, params: Value) -> Value {
        self.number += 1;
        let mut message = json!({ "id": self.number, "method": method, "params": params });
        if !self.session.is_empty() {
            message["sessionId"] = json!(self.session);
        }
        self.socket.send(Message::text(message.to_string())).expect("sent");
        loop {
            let Message::Text(text) = self.socket.read().expect("an answer") else { continue };
            let answer: Value = serde_json::from_str(&text).expect("JSON");
            if answer["method"] == "Network.requestWillBeSent" {
                self.asked.push(answer["params"]["request"]["url"].as_str().unwrap_or("").to_string());
            }
            if answer["id"] == self.number {
                assert!(answer.get("error").is_none(), "{method}: {answer}");
                return answer["result"].clone();
            }
        }
    }

    pub fn open(&mut self, address: &str) {
        self.call("Page.navigate", json!({ "url": address }));
    }

    /// Value of an expression in the page; an exception there fails the test.
    pub fn ask(&mut self, expression: &str) -> Value {
        let params = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let answer = self.call("Runtime.evaluate", params);
        assert!(answer.get("exceptionDetails").is_none(), "{expression}: {answer}");
        answer["result"]["value"].clone()
    }

    /// Waits until an expression is true.
    pub fn wait(&mut self, expression: &str) {
        let start = Instant::now();
        while self.ask(expression) != json!(true) {
            let page = || "nothing";
            assert!(start.elapsed() < PATIENCE, "waited for {expression}: {}", page());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    pub fn width(&mut self, width: u32) {
        let size = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500 });
        self.call("Emulation.setDeviceMetricsOverride", size);
    }
}

pub const READY: &str = "document.readyState === 'complete'";
/// Names of everything that can be used, and that names are missing.
const NAMELESS: &str = "[...document.querySelectorAll('button, select, input, meter, [role=region], svg[role=img]')]\
     .filter(it => it.offsetParent !== null).filter(it => !((it.getAttribute('aria-label') || it.textContent || '').trim() \
     || it.labels?.[0]?.textContent.trim() || it.querySelector?.('title'))).map(it => it.outerHTML.slice(0, 120))";

/// Width and height of every page of a PDF, points.
fn page_sizes(pdf: &[u8]) -> Vec<[f64; 2]> {
    let text = String::from_utf8_lossy(pdf);
    let pages = text.split("/Type /Page\n").skip(1);
    pages
        .map(|rest| {
            let numbers =
                rest.split_once("/MediaBox [").and_then(|(_, it)| it.split_once(']')).expect("a size").0;
            let mut numbers =
                numbers.split_whitespace().skip(2).map(|it| it.parse::<f64>().expect("a number"));
            [(); 2].map(|()| numbers.next().expect("two numbers"))
        })
        .collect()
}

#[test]
fn what_if_from_slider_to_saved_file() {
    let Some(mut browser) = browser() else { return };
    let server = Server::start(600);
    let home = format!("http://127.0.0.1:{}/", server.port);
    browser.open(&home);
    browser.wait("document.querySelectorAll('[data-share]').length > 10");
    for lang in ["vi", "en"] {
        if browser.ask("document.documentElement.lang") != json!(lang) {
            browser.ask("document.getElementById('language').click()");
        }
        browser.wait(&format!("document.documentElement.lang === '{lang}'"));
        assert_eq!(browser.ask(NAMELESS), json!([]));
        let empty =
            "[...document.querySelectorAll('[data-text]')].filter(it => !it.textContent.trim()).length";
        assert_eq!(browser.ask(empty), json!(0));
        assert_eq!(browser.ask("document.getElementById('synthetic').hidden"), json!(false));
    }
    // All of a source to one component: the others keep what they have, so it stops where nothing is left.
    let slide = "(() => { const it = document.querySelector('[data-share=\"services/central_investment\"]'); \
         it.value = 1; it.dispatchEvent(new Event('input')); return Number(it.value); })()";
    assert_eq!(browser.ask(slide), json!(0), "the reference spends all of the source elsewhere");
    let free = "(() => { const it = document.querySelector('[data-share=\"p2_infrastructure/central_investment\"]'); \
         it.value = 0; it.dispatchEvent(new Event('input')); return Number(it.value); })()";
    assert_eq!(browser.ask(free), json!(0));
    assert_eq!(browser.ask(slide), json!(0.75));
    a_commune_gets_more_and_the_others_less(&mut browser);
    browser.ask("document.getElementById('run').click()");
    browser.wait("document.querySelectorAll('#answer table').length === 3");
    browser.wait("document.getElementById('run').disabled === false");
    let status = browser.ask("document.getElementById('status').textContent");
    assert_eq!(status, json!("Done · 600"));
    let differs = "document.querySelectorAll('#answer table')[1].textContent.includes('+')";
    assert_eq!(browser.ask(differs), json!(true));
    browser.ask("document.getElementById('name').value = 'thu_1'; document.getElementById('save').click()");
    browser.wait("document.getElementById('notice').textContent.includes('thu_1.toml')");
    assert!(server.folder.path().join("scenarios/thu_1.toml").exists());
    let saved = std::fs::read_to_string(server.folder.path().join("scenarios/thu_1.toml")).expect("a text");
    assert!(saved.contains("rule = \"table\""), "the commune's factor is saved");
    let downloads = tempfile::tempdir().expect("a folder");
    let allowed = json!({ "behavior": "allow", "downloadPath": downloads.path() });
    browser.call("Page.setDownloadBehavior", allowed);
    for (file, name) in [("report.html", "thu_1.html"), ("everything.zip", "thu_1.zip")] {
        browser.ask(&format!("document.querySelector('[data-file=\"{file}\"]').click()"));
        let path = downloads.path().join(name);
        let start = Instant::now();
        while !path.exists() {
            assert!(start.elapsed() < PATIENCE, "{name} is not downloaded");
            browser.ask("1");
            std::thread::sleep(Duration::from_millis(50));
        }
        let bytes = std::fs::read(&path).expect("it is there");
        assert!(
            bytes.starts_with(b"PK") || bytes.to_ascii_lowercase().starts_with(b"<!doctype html"),
            "{name}"
        );
    }
    // Stopped in the middle, nothing goes on behind.
    browser.ask("document.getElementById('run').click()");
    browser.ask("document.getElementById('cancel').click()");
    browser.wait("document.getElementById('status').textContent.includes('Stopped')");
    assert!(server.idle());
    for width in [1200, 390] {
        browser.width(width);
        let wide = "document.documentElement.scrollWidth <= window.innerWidth";
        assert_eq!(browser.ask(wide), json!(true), "the page scrolls sideways at {width}");
    }
    let elsewhere: Vec<&String> = browser
        .asked
        .iter()
        .filter(|it| !it.starts_with(&home) && !it.starts_with("data:") && !it.starts_with("blob:"))
        .collect();
    assert!(elsewhere.is_empty(), "{elsewhere:?}");
}

/// Finds communes without diacritics, gives one three times its weight, and reads the money of all.
fn a_commune_gets_more_and_the_others_less(browser: &mut Browser) {
    browser.ask("document.querySelector('[data-communes=services]').open = true");
    browser.wait("document.querySelectorAll('[data-commune^=\"services/\"]').length > 100");
    assert_eq!(browser.ask(NAMELESS), json!([]));
    let found = "(() => { const all = document.querySelector('[data-communes=services]'); \
         const it = all.querySelector('input[type=search]'); it.value = 'luc ngan'; it.dispatchEvent(new Event('input')); \
         const rows = [...all.querySelectorAll('.slider')].filter(it => it.offsetParent); \
         return rows.length >= 20 && rows.length < 60 && rows.every(it => it.textContent.includes('Lục Ngạn')); })()";
    assert_eq!(browser.ask(found), json!(true));
    // "× 1.0 · 1,234 million"
    let money = "[...document.querySelectorAll('[data-communes=services] .slider output')] \
         .map(it => Number(it.textContent.split('·')[1].replace(/[^0-9.]/g, '')))";
    let numbers = |value: Value| -> Vec<f64> {
        value.as_array().expect("a list").iter().filter_map(Value::as_f64).collect()
    };
    let before = numbers(browser.ask(money));
    let at = before.iter().position(|it| *it > 20.0).expect("a commune with money");
    let slide = format!(
        "(() => {{ const it = document.querySelectorAll('[data-communes=services] .slider input')[{at}]; \
         it.value = 3; it.dispatchEvent(new Event('input')); return it.getAttribute('aria-valuetext'); }})()"
    );
    assert!(browser.ask(&slide).as_str().is_some_and(|it| it.starts_with("× 3.0 · ")));
    let after = numbers(browser.ask(money));
    let total = |all: &[f64]| all.iter().sum::<f64>();
    assert!((total(&before) - total(&after)).abs() < before.len() as f64, "the sum stays");
    // Shown to the million.
    assert!((after[at] / before[at] - 3.0).abs() < 0.2, "{} {}", before[at], after[at]);
    let richest = (0..before.len()).filter(|it| *it != at).max_by(|a, b| before[*a].total_cmp(&before[*b]));
    let richest = richest.expect("another commune");
    assert!(after[richest] < before[richest], "{} {}", before[richest], after[richest]);
    let summary = "document.querySelector('[data-communes=services] summary').textContent";
    assert!(browser.ask(summary).as_str().is_some_and(|it| it.ends_with("1 changed")));
}

#[test]
fn the_page_of_a_run_opens_from_disk_in_both_languages_and_asks_nobody() {
    let Some(mut browser) = browser() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("run");
    let arguments = ["run", "scenarios/bac-giang.toml", "--replicates", "64", "--lang", "vi", "--out"];
    let made = Command::new(env!("CARGO_BIN_EXE_giamngheo"))
        .args(arguments)
        .arg(&out)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the program starts");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let address = format!("file://{}", out.join("report.html").display());
    browser.open(&address);
    browser.wait(READY);
    assert_eq!(browser.ask(NAMELESS), json!([]));
    assert_eq!(browser.ask("document.querySelectorAll('h1').length"), json!(1));
    let shown =
        |browser: &mut Browser| browser.ask("document.body.innerText").as_str().unwrap_or("").to_string();
    let vietnamese = shown(&mut browser);
    assert!(vietnamese.contains("ngoài tầm với") && !vietnamese.contains("out of reach"));
    browser.ask("document.getElementById('to-en').click()");
    let english = shown(&mut browser);
    assert!(english.contains("out of reach") && !english.contains("ngoài tầm với"));
    // Without diacritics, by the keys of the search: the communes of Lục Ngạn are found.
    let found = "(() => { const it = document.querySelector('input[type=search]'); it.value = 'luc ngan'; \
         it.dispatchEvent(new Event('input', { bubbles: true })); \
         return [...document.querySelectorAll('tbody tr')].filter(it => it.offsetParent && /Lục Ngạn/.test(it.textContent)).length; })()";
    assert!(browser.ask(found).as_u64().is_some_and(|rows| rows >= 20));
    for width in [1200, 390] {
        browser.width(width);
        let wide = "document.documentElement.scrollWidth <= window.innerWidth";
        assert_eq!(browser.ask(wide), json!(true), "the page scrolls sideways at {width}");
    }
    let printed = browser.call("Page.printToPDF", json!({ "paperWidth": 8.27, "paperHeight": 11.69 }));
    let pdf = STANDARD.decode(printed["data"].as_str().unwrap_or("")).expect("base64");
    let sizes = page_sizes(&pdf);
    // Long enough to hold everything, short enough to be read: a table that ran over would make many more.
    assert!((10..=20).contains(&sizes.len()), "{} pages", sizes.len());
    assert!(
        sizes.iter().all(|[width, height]| (*width - 595.0).abs() < 2.0 && (*height - 842.0).abs() < 2.0)
    );
    let elsewhere: Vec<&String> =
        browser.asked.iter().filter(|it| !it.starts_with("file://") && !it.starts_with("data:")).collect();
    assert!(elsewhere.is_empty(), "{elsewhere:?}");
}
