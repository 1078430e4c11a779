//! What the local page says of itself: results that are not of what is asked for now, wrong numbers, and failures.

use crate::browser::{Browser, browser};
use crate::serve_support::Server;
use serde_json::json;

const STATUS: &str = "document.getElementById('status').textContent";
const NOTICE: &str = "document.getElementById('notice').textContent";
const ANSWER: &str = "document.getElementById('answer').textContent";
const DONE: &str =
    "!document.getElementById('run').disabled && document.querySelectorAll('#answer table').length === 3";
const STALE: &str = "what is shown was run before the last change";

/// A browser on the page of a server, in English.
fn opened(server: &Server) -> Option<Browser> {
    let mut browser = browser()?;
    browser.open(&format!("http://127.0.0.1:{}/", server.port));
    browser.wait("document.querySelectorAll('[data-share]').length > 10");
    if browser.ask("document.documentElement.lang") != json!("en") {
        switched(&mut browser, "en");
    }
    Some(browser)
}

fn switched(browser: &mut Browser, lang: &str) {
    browser.ask("document.getElementById('language').click()");
    browser.wait(&format!("document.documentElement.lang === '{lang}'"));
}

fn click(browser: &mut Browser, id: &str) {
    browser.ask(&format!("document.getElementById('{id}').click()"));
}

/// Gives a control a value as a hand does, and tells what it has then.
fn set(browser: &mut Browser, control: &str, value: &str) -> String {
    let script = format!(
        "(() => {{ const it = document.querySelector('{control}'); it.value = '{value}'; \
         it.dispatchEvent(new Event('input', {{ bubbles: true }})); return it.value; }})()"
    );
    browser.ask(&script).as_str().unwrap_or_default().to_string()
}

fn text(browser: &mut Browser, what: &str) -> String {
    browser.ask(what).as_str().unwrap_or_default().to_string()
}

#[test]
fn results_that_are_not_of_the_sliders_say_so_in_both_languages() {
    let server = Server::start(400);
    let Some(mut browser) = opened(&server) else { return };
    let jobs = "[data-district=\"220\"]";
    click(&mut browser, "run");
    browser.wait("document.querySelectorAll('#answer table').length === 3");
    // Moved while the run goes on.
    set(&mut browser, jobs, "2");
    browser.wait(DONE);
    assert_eq!(text(&mut browser, STATUS), format!("Done · 400 · {STALE}"));
    // Back where it was, what is shown is of the sliders again.
    set(&mut browser, jobs, "1");
    assert_eq!(text(&mut browser, STATUS), "Done · 400");
    let names = "[...document.querySelectorAll('#answer table:first-of-type thead th')].map(it => it.textContent).join('|')";
    assert!(text(&mut browser, names).contains("Continue the 2016–2020 pattern"));
    assert!(text(&mut browser, ANSWER).contains("out of reach"));
    switched(&mut browser, "vi");
    assert_eq!(text(&mut browser, STATUS), "Xong · 400");
    assert!(text(&mut browser, names).contains("Tiếp tục cách phân bổ 2016–2020"));
    let shown = text(&mut browser, ANSWER);
    assert!(shown.contains("ngoài tầm với") && shown.contains("≥ 1,7 điểm/năm"), "{shown}");
    assert!(!shown.contains("out of reach"));
    assert_eq!(browser.ask("document.getElementById('progress').hidden"), json!(true));
    set(&mut browser, jobs, "10");
    assert_eq!(browser.ask("document.querySelector('[data-district]').value"), json!("1"));
    assert!(text(&mut browser, STATUS).contains("trước lần thay đổi cuối"));
    let factor = "document.querySelector('[data-district=\"220\"]').value";
    assert_eq!(browser.ask(factor), json!("10"), "the page offers what the server allows");
}

#[test]
fn a_floor_that_is_no_number_is_told_and_not_run_and_any_number_is_taken() {
    let server = Server::start(200);
    let Some(mut browser) = opened(&server) else { return };
    let floor = "[data-target=\"seed/province\"]";
    for bad in ["0", "150", "", "-1"] {
        set(&mut browser, floor, bad);
        click(&mut browser, "run");
        let said = text(&mut browser, STATUS);
        assert!(said.contains("a target is not a number above 0 and at most 100"), "{bad}: {said}");
        assert_eq!(browser.ask("document.activeElement.dataset.target"), json!("seed/province"), "{bad}");
        assert_eq!(browser.ask("document.querySelectorAll('#answer table').length"), json!(0));
    }
    assert!(server.idle());
    set(&mut browser, floor, "1.25");
    assert_eq!(text(&mut browser, STATUS), "Nothing was run yet.");
    click(&mut browser, "run");
    browser.wait(DONE);
    let row = "document.querySelector('#answer tbody th').textContent";
    let said = text(&mut browser, row);
    assert!(said.ends_with("· ≥ 1.25 points/year"), "{said}");
}

#[test]
fn a_slider_that_springs_back_says_why() {
    let server = Server::start(200);
    let Some(mut browser) = opened(&server) else { return };
    let held = |share: &str| {
        format!(
            "document.querySelector('[data-share=\"{share}\"]').parentElement.querySelector('.held').textContent"
        )
    };
    let services = "services/central_investment";
    assert_eq!(set(&mut browser, &format!("[data-share=\"{services}\"]"), "0.5"), "0");
    assert_eq!(text(&mut browser, &held(services)), "this source is used up: lower another item first");
    set(&mut browser, "[data-share=\"p2_infrastructure/central_investment\"]", "0.1");
    assert_eq!(text(&mut browser, &held(services)), "");
    assert_eq!(set(&mut browser, &format!("[data-share=\"{services}\"]"), "0.5"), "0.5");
    assert_eq!(text(&mut browser, &held(services)), "");
}

#[test]
fn failures_to_save_and_to_download_are_told_also_where_nobody_answers() {
    let server = Server::start(200);
    let Some(mut browser) = opened(&server) else { return };
    assert_eq!(browser.ask("document.getElementById('name').value"), json!("new_alternative"));
    click(&mut browser, "run");
    browser.wait(DONE);
    browser.ask("document.getElementById('name').value = 'bac-giang'");
    click(&mut browser, "save");
    browser.wait(&format!("{NOTICE} !== ''"));
    assert_eq!(text(&mut browser, NOTICE), "It was not saved: bac-giang.toml exists already");
    browser.ask("document.getElementById('name').value = 'Not a name'");
    click(&mut browser, "save");
    browser.wait(&format!("{NOTICE}.includes('a name has 1 to 64')"));
    assert_eq!(text(&mut browser, STATUS), "Done · 200", "a name changes no result");
    // The server goes.
    let Server { runtime, .. } = server;
    runtime.shutdown_background();
    for (action, said) in [
        ("document.getElementById('save').click()", "It was not saved"),
        ("document.getElementById('toml').click()", "It could not be downloaded"),
        ("document.getElementById('save').click()", "It was not saved"),
        ("document.querySelector('[data-file=\"report.html\"]').click()", "It could not be downloaded"),
    ] {
        browser.ask(action);
        browser.wait(&format!("{NOTICE}.startsWith('{said}: the server does not answer')"));
    }
    click(&mut browser, "run");
    browser.wait(&format!("{STATUS}.startsWith('It could not be run: the server does not answer')"));
}
