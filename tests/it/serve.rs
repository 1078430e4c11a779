//! The local page: asked by raw sockets, as a browser and as an enemy would; then by a browser, if there is one.

use crate::serve_support::Server;
use giamngheo::cli::input;
use giamngheo::domain::alternative::{Alternative, Line, Rule};
use giamngheo::domain::money::Money;
use giamngheo::domain::scenario::Scenario;
use giamngheo::plan::apportion::allocate;
use giamngheo::report::comparison_words::words;
use giamngheo::report::{Language, Texts};
use giamngheo::serve::edit::{Edit, edited};
use giamngheo::serve::facts::facts;
use giamngheo::serve::live::{QUICK, live};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::ops::ControlFlow;
use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// All money of the centre's investment to services, the rest as the base.
pub fn wish() -> Value {
    json!({ "base": "poverty_weighted", "against": "continue_2016_2020",
        "shares": { "services": { "central_investment": 0.9, "local": 0.5 }, "jobs": { "central_recurrent": 0.25 } },
        "districts": { "220": 2.0 }, "floors": { "seed/province": 1.2 }, "title": "thử" })
}

fn edit(value: Value) -> Edit {
    serde_json::from_value(value).expect("a wish")
}

/// The wish's alternative, or what is wrong with it, in English.
pub fn made_of(scenario: &Scenario, wish: Value) -> Result<Scenario, Vec<String>> {
    edited(scenario, &edit(wish), &Texts::new(Language::En).expect("texts"))
}

pub fn scenario() -> Scenario {
    let path = Path::new(ROOT).join("scenarios/bac-giang.toml");
    let Ok(loaded) = input::scenario(&path, giamngheo::report::Language::En) else {
        panic!("the scenario loads")
    };
    loaded.scenario
}

#[test]
fn a_wish_becomes_an_alternative_within_its_sources() {
    let base = scenario();
    let made = made_of(&base, wish()).expect("it can be had");
    assert_eq!(made.alternatives.len(), 2);
    assert_eq!(made.targets[0].floor.to_string(), "1.2");
    let own = &made.alternatives[1];
    assert_eq!((own.id.as_str(), own.title_vi.as_str(), own.lines.len()), ("own", "thử", 2));
    let allocation = allocate(&made, own);
    for envelope in &made.envelopes {
        let same = |source: &str, year: i32| source == envelope.source && year == envelope.year;
        let spent: Money =
            allocation.grants.iter().filter(|it| same(&it.source, it.year)).map(|it| it.amount).sum();
        let left: Money = allocation.unallocated.iter().filter(|it| same(&it.1, it.0)).map(|it| it.2).sum();
        assert_eq!(spent + left, envelope.amount);
    }
    // A district that counts double has twice the weight of its poor households.
    let services = own.lines.iter().find(|it| it.component == "services").expect("a line");
    let Rule::Table(weights) = &services.rule else { panic!("weights") };
    for (commune, row) in made.communes.iter().zip(&made.baseline).filter(|(_, row)| row.poor > 0) {
        let factor = if commune.district_code == 220 { 200 } else { 100 };
        assert_eq!(weights[&commune.code], u64::from(row.poor) * factor * 100);
    }
}

#[test]
fn what_cannot_be_had_is_told_all_at_once() {
    let mut bad = wish();
    bad["base"] = json!("nobody");
    bad["shares"]["jobs"]["central_investment"] = json!(0.2);
    bad["shares"]["services"]["local"] = json!(1.5);
    bad["shares"]["p3_production"] = json!({ "central_recurrent": 0.9 });
    bad["districts"] = json!({ "1": 1.0, "220": -1.0 });
    bad["floors"] = json!({ "seed/nowhere": 1.0, "seed/province": 0.0 });
    let wrong = made_of(&scenario(), bad).expect_err("it cannot be had").join("\n");
    for expected in [
        "there is no alternative nobody",
        "central_investment may not pay component jobs",
        "component services, source local: a share is 0 to 1",
        "source central_recurrent: its shares sum to 1.15",
        "there is no district 1",
        "district 220: a factor",
        "there is no target seed/nowhere",
        "seed/province: a floor",
    ] {
        assert!(wrong.contains(expected), "{expected}: {wrong}");
    }
}

#[test]
fn a_title_is_short_plain_and_in_the_readers_language_where_none_is_given() {
    let base = scenario();
    let titled = |title: &str| {
        let mut wish = wish();
        wish["title"] = json!(title);
        made_of(&base, wish)
            .map(|made| [made.alternatives[1].title_vi.clone(), made.alternatives[1].title_en.clone()])
    };
    assert_eq!(titled(" ").expect("none is needed"), ["Phương án của tôi", "My alternative"]);
    let long = "ă".repeat(100);
    assert_eq!(titled(&long).expect("short enough"), [long.clone(), long.clone()]);
    for bad in [&(long + "ă"), "a\nb", "a\u{1b}[31m"] {
        let wrong = titled(bad).expect_err("refused");
        assert!(wrong[0].contains("at most 100 characters") && wrong.len() == 1, "{wrong:?}");
    }
}

#[test]
fn chances_are_told_as_reports_tell_them_and_arithmetic_in_words() {
    let mut wish = wish();
    // From 5.27 % nobody falls by 1.4 points a year for four years; 0.01 is sure.
    wish["floors"] = json!({ "seed/province": 1.4, "adopted/province": 0.01, "seed/dbkk": 4.1 });
    let made = Scenario { replicates: 200, ..made_of(&scenario(), wish).expect("it can be had") };
    let mut told = Vec::new();
    let _ = live(&made, &mut |answer, comparison| {
        told.push((answer, comparison));
        ControlFlow::Continue(())
    });
    let (answer, comparison) = &told[0];
    let rows = answer["en"]["chances"].as_array().expect("rows");
    let row = |name: &str| rows.iter().find(|it| it["name"].as_str().is_some_and(|it| it.contains(name)));
    let impossible = rows.iter().find(|it| it["floor"] == "≥ 1.4 points/year").expect("the changed floor");
    assert_eq!(
        (&impossible["own"], &impossible["against"]),
        (&json!("out of reach"), &json!("out of reach"))
    );
    let sure = rows.iter().find(|it| it["floor"] == "≥ 0.01 points/year").expect("the other");
    assert!(sure["own"].as_str().is_some_and(|it| it.starts_with("100% (98")), "{sure}");
    let all = rows.iter().filter(|it| it["floor"].is_null()).count();
    assert!(all == 2 && row("all targets").is_some(), "two sets: {rows:?}");
    let vi = &answer["vi"]["chances"][0];
    assert_eq!((&vi["floor"], &vi["own"]), (&json!("≥ 1,4 điểm/năm"), &json!("ngoài tầm với")));
    // What is possible stands as `compare` prints it.
    let printed = words(comparison, &Texts::new(Language::En).expect("texts"));
    for cell in rows.iter().flat_map(|it| [&it["own"], &it["against"]]).filter_map(Value::as_str) {
        let plain = printed.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            cell == "out of reach" || plain.contains(&cell[..cell.find('(').expect("an interval")]),
            "{cell}"
        );
    }
}

/// The shares of an alternative as the page has them when nothing was moved.
fn shares_of(scenario: &Scenario, id: &str) -> Value {
    let facts = facts(scenario, &Texts::new(Language::En).expect("texts"));
    let all = facts["alternatives"].as_array().expect("alternatives");
    all.iter().find(|it| it["id"] == id).expect("it is there")["shares"].clone()
}

#[test]
fn an_alternative_with_two_lines_of_a_component_stays_as_it_is_until_it_is_moved() {
    let mut base = scenario();
    let first = base.alternatives[0].clone();
    let at = first.lines.iter().position(|it| it.component == "p3_production").expect("a line");
    let mut twice = Alternative { id: "twice".to_string(), ..first };
    let half = |line: &Line| line.shares.iter().map(|(id, it)| (id.clone(), *it / Decimal::TWO)).collect();
    let some = twice.lines[at].communes.iter().copied().take(7).collect();
    let narrow =
        Line { rule: Rule::Equal, communes: some, shares: half(&twice.lines[at]), ..twice.lines[at].clone() };
    twice.lines[at].shares = half(&twice.lines[at]);
    twice.lines.insert(0, narrow);
    base.alternatives.push(twice.clone());
    let mut wish = json!({ "base": "twice", "against": "twice", "shares": shares_of(&base, "twice") });
    let made = made_of(&base, wish.clone()).expect("it can be had");
    let grants = allocate(&made, &made.alternatives[1]).grants;
    assert_eq!(grants, allocate(&made, &twice).grants);
    let _ = live(&Scenario { replicates: 20, ..made }, &mut |answer, _| {
        let differences = answer["en"]["differences"].as_array().expect("rows");
        assert!(!differences.is_empty());
        for it in differences {
            assert!(["mean", "low", "high"].iter().all(|end| it[end] == json!(0.0)), "{it}");
        }
        ControlFlow::Continue(())
    });
    // Doubled, both lines have double; the page divides the money as the server does.
    wish["shares"]["p3_production"]["people"] = json!(0.05);
    let made = made_of(&base, wish).expect("it can be had");
    let shares = |line: &Line| line.shares["people"].normalize().to_string();
    let own: Vec<&Line> =
        made.alternatives[1].lines.iter().filter(|it| it.component == "p3_production").collect();
    assert_eq!(own.iter().map(|it| shares(it)).collect::<Vec<_>>(), ["0.025", "0.025"]);
    assert!(matches!(own[1].rule, Rule::PoorHouseholds) && matches!(own[0].rule, Rule::Table(_)));
    let facts = facts(&base, &Texts::new(Language::En).expect("texts"));
    let lines =
        &facts["alternatives"].as_array().expect("all").last().expect("twice")["lines"]["p3_production"];
    assert_eq!(lines.as_array().map(Vec::len), Some(2));
    assert_eq!(lines[0]["parts"]["people"], json!(0.5));
    let given = lines[0]["weights"].as_array().expect("weights").iter().filter(|it| **it == json!(1)).count();
    assert_eq!(given, 7);
}

/// Money of a component by commune, all sources and years together.
fn by_commune(scenario: &Scenario, component: &str) -> BTreeMap<String, Money> {
    let own = scenario.alternatives.last().expect("an alternative");
    let mut sums: BTreeMap<String, Money> = BTreeMap::new();
    for grant in allocate(scenario, own).grants.iter().filter(|it| it.component == component) {
        let sum = sums.entry(grant.commune.to_string()).or_insert(Money::ZERO);
        *sum += grant.amount;
    }
    sums
}

#[test]
fn a_communes_factor_moves_money_within_its_component_to_the_dong() {
    let base = scenario();
    let district = |code: &str| {
        base.communes.iter().find(|it| it.code.to_string() == code).expect("there").district_code
    };
    let without = by_commune(&made_of(&base, wish()).expect("it can be had"), "services");
    let inside: Vec<&String> = without.keys().filter(|code| district(code) == 220).collect();
    let outside: Vec<&String> = without.keys().filter(|code| district(code) != 220).collect();
    let (more, none) = (inside[0], outside[0]);
    let mut wish = wish();
    wish["communes"] = json!({ "services": { more: 3.0, none: 0.0 } });
    let made = made_of(&base, wish).expect("it can be had");
    let with = by_commune(&made, "services");
    let total = |sums: &BTreeMap<String, Money>| sums.values().copied().sum::<Money>();
    assert_eq!(total(&with), total(&without), "what a commune gets, others lose");
    assert!(!with.contains_key(none), "a factor of 0 gives nothing");
    // The commune's factor comes on top of its district's 2.
    let services = made.alternatives[1].lines.iter().find(|it| it.component == "services").expect("a line");
    let Rule::Table(weights) = &services.rule else { panic!("weights") };
    let row = |code: &str| base.baseline.iter().find(|it| it.commune.to_string() == code).expect("a row");
    let weight = |code: &str| weights[&row(code).commune];
    assert_eq!(weight(more), u64::from(row(more).poor) * 200 * 300);
    assert_eq!(weight(inside[1]), u64::from(row(inside[1]).poor) * 200 * 100);
    // Another component is not touched.
    let jobs = made.alternatives[1].lines.iter().find(|it| it.component == "jobs").expect("a line");
    let Rule::Table(weights) = &jobs.rule else { panic!("weights by district") };
    assert!(weights.iter().all(|(code, weight)| *weight % 10_000 == 0 && weights[code] > 0));
}

#[test]
fn factors_of_communes_are_checked_and_told_in_the_readers_language() {
    let base = scenario();
    let narrow =
        base.programme.components.iter().find(|it| it.eligible.len() < base.communes.len()).expect("one");
    let stranger =
        base.communes.iter().find(|it| !narrow.eligible.contains(&it.code)).expect("one").code.to_string();
    let mut bad = wish();
    bad["communes"] = json!({ "services": { "99999": 1.0, "x": 1.0, "07201": -1.0, "07204": 10.5 },
        "nothing": { "07201": 1.0 }, (narrow.id.as_str()): { (stranger.as_str()): 2.0 } });
    let wrong = made_of(&base, bad.clone()).expect_err("it cannot be had").join("\n");
    for expected in [
        "component services: there is no commune 99999",
        "component services: there is no commune x",
        "component services, commune 07201: a factor is 0 to 10",
        "component services, commune 07204: a factor is 0 to 10",
        "there is no component nothing",
        &format!("component {} may not be spent in commune {stranger}", narrow.id),
    ] {
        assert!(wrong.contains(expected), "{expected}: {wrong}");
    }
    let mut odd = edit(wish());
    odd.communes = [("services".to_string(), [("07201".to_string(), f64::NAN)].into())].into();
    let wrong = edited(&base, &odd, &Texts::new(Language::Vi).expect("texts")).expect_err("not a number");
    assert_eq!(wrong, ["dự án services, xã 07201: hệ số từ 0 đến 10"]);
    let every = base.programme.components.iter().find(|it| it.id == "services").expect("services");
    let zeros: BTreeMap<String, f64> = every.eligible.iter().map(|it| (it.to_string(), 0.0)).collect();
    let mut empty = wish();
    empty["communes"] = json!({ "services": zeros });
    let wrong = made_of(&base, empty).expect_err("nobody is left");
    assert_eq!(wrong, ["component services: the factors leave no commune with a weight"]);
    let server = Server::start(200);
    let (status, _, body) = server.post("/api/scenario.toml?lang=vi", &bad);
    assert!(status == 400 && body.contains("không có xã 99999"), "{status} {body}");
    let huge = wish().to_string().replace("\"220\":2.0", "\"220\":1e999");
    let (status, _, body) = server.raw(&server.request("/api/run?lang=vi", &huge));
    assert!(status == 400 && body.contains("không đọc được yêu cầu"), "{status} {body}");
}

#[test]
fn answers_are_refined_on_the_same_replicates_and_end_when_nobody_listens() {
    let made = made_of(&scenario(), wish()).expect("it can be had");
    let made = Scenario { replicates: 500, ..made };
    let mut seen = Vec::new();
    let _ = live(&made, &mut |answer, _| {
        seen.push(answer);
        ControlFlow::Continue(())
    });
    let replicates: Vec<u64> = seen.iter().filter_map(|it| it["replicates"].as_u64()).collect();
    assert_eq!(replicates, [200, 400, 500]);
    // The quick answer is that of a run of so many replicates.
    let mut quick = Vec::new();
    let few = Scenario { replicates: QUICK, ..made.clone() };
    let _ = live(&few, &mut |answer, _| {
        quick.push(answer);
        ControlFlow::Continue(())
    });
    for part in ["chances", "differences", "money"] {
        assert!(seen[0]["en"][part].as_array().is_some_and(|it| !it.is_empty()), "{part}");
        assert_eq!(quick[0]["en"][part], seen[0]["en"][part]);
    }
    let mut told = 0;
    let left = live(&made, &mut |_, _| {
        told += 1;
        ControlFlow::Break(())
    });
    assert!(left.is_break() && told == 1);
}

#[test]
fn the_page_is_served_with_a_strict_policy_and_nothing_from_elsewhere() {
    let server = Server::start(200);
    for path in ["/", "/app.js", "/controls.js", "/app.css", "/api/facts?lang=vi"] {
        let (status, head, body) = server.get(path);
        assert_eq!(status, 200, "{path}");
        assert!(head.contains("content-security-policy: default-src 'none'"), "{head}");
        assert!(!body.contains("https://") && !body.contains("http://"), "{path}");
    }
    let facts: Value = serde_json::from_str(&server.get("/api/facts?lang=en").2).expect("facts");
    assert_eq!(facts["alternatives"].as_array().map(Vec::len), Some(3));
    assert!(facts["synthetic"].as_str().is_some_and(|it| it.contains("SYNTHETIC")));
    assert_eq!(server.get("/../Cargo.toml").0, 404);
    assert_eq!(server.get("/%2e%2e/Cargo.toml").0, 404);
}

#[test]
fn strangers_are_refused() {
    let server = Server::start(200);
    let asked =
        |headers: &str| server.raw(&format!("GET / HTTP/1.1\r\n{headers}Connection: close\r\n\r\n")).0;
    assert_eq!(asked("Host: evil.example\r\n"), 421);
    assert_eq!(asked(&format!("Host: evil.example:{}\r\n", server.port)), 421);
    assert_eq!(asked(&format!("Host: localhost:{}\r\n", server.port)), 200);
    let own = format!("Host: 127.0.0.1:{}\r\n", server.port);
    assert_eq!(asked(&format!("{own}Origin: http://evil.example\r\n")), 403);
    let post = |headers: &str| {
        let length = "Content-Length: 2\r\nConnection: close\r\n\r\n{}";
        server.raw(&format!("POST /api/run HTTP/1.1\r\n{own}{headers}{length}")).0
    };
    assert_eq!(post("Content-Type: application/json\r\n"), 403, "no origin");
    let origin = format!("Origin: http://127.0.0.1:{}\r\n", server.port);
    assert_eq!(post(&format!("{origin}Content-Type: text/plain\r\n")), 415);
    assert_eq!(post(&format!("{origin}Content-Type: application/json\r\n")), 400, "no wish");
    assert_eq!(server.app.running(), 0);
}

#[test]
fn names_that_leave_the_folder_are_refused_and_nothing_is_written_over() {
    let server = Server::start(200);
    let inside = server.folder.path().join("scenarios");
    let before = std::fs::read_dir(&inside).expect("a folder").count();
    for name in ["..%2Fescape", "%2Fetc%2Fx", "a%5Cb", "", "a.b", "Ă", &"a".repeat(65)] {
        let (status, _, body) = server.post(&format!("/api/save?name={name}"), &wish());
        assert_eq!(status, 400, "{name}: {body}");
    }
    assert_eq!(std::fs::read_dir(&inside).expect("a folder").count(), before);
    assert!(!server.folder.path().join("escape.toml").exists());
    let mut wish = wish();
    wish["communes"] = json!({ "services": { "07201": 0.0, "7615": 2.5 }, "jobs": { "07615": 0.3 } });
    let (status, _, body) = server.post("/api/save?name=moi-1", &wish);
    assert_eq!(status, 200, "{body}");
    let Ok(saved) = input::scenario(&inside.join("moi-1.toml"), Language::En) else {
        panic!("what was saved loads")
    };
    let made = made_of(&scenario(), wish.clone()).expect("it can be had");
    let last = saved.scenario.alternatives.last().expect("an alternative");
    assert_eq!((last.id.as_str(), &last.lines), ("moi_1", &made.alternatives[1].lines));
    assert_eq!(allocate(&saved.scenario, last).grants, allocate(&made, &made.alternatives[1]).grants);
    assert_eq!(server.post("/api/save?name=moi-1", &wish).0, 400, "it is there already");
    assert_eq!(server.post("/api/save?name=bac-giang", &wish).0, 400, "the scenario itself");
}

#[test]
fn a_huge_body_and_a_slow_client_hurt_nobody() {
    let server = Server::start(200);
    let mut slow = server.connect();
    slow.write_all(b"POST /api/run HTTP/1.1\r\nHost: 127.0").expect("sent");
    let mut huge = server.connect();
    let head = format!(
        "POST /api/run HTTP/1.1\r\n{}Content-Type: application/json\r\nContent-Length: 1073741824\r\n\r\n",
        server.own()
    );
    huge.write_all(head.as_bytes()).expect("sent");
    // It is refused by its length, or as soon as too much of it has come.
    let part = vec![b' '; 64 << 10];
    for _ in 0..32 {
        if huge.write_all(&part).is_err() {
            break;
        }
    }
    let mut answer = [0; 64];
    let read = huge.read(&mut answer).unwrap_or(0);
    let answer = String::from_utf8_lossy(&answer[..read]).into_owned();
    assert!(read == 0 || answer.contains(" 413 "), "{answer}");
    assert_eq!(server.get("/").0, 200);
    drop(slow);
}

#[test]
fn two_browsers_run_at_once_and_a_closed_tab_ends_its_run() {
    let server = Server::start(400);
    let request = server.request("/api/run?lang=en", &wish().to_string());
    let both: Vec<String> = std::thread::scope(|scope| {
        let ask = || server.raw(&request).2;
        let tabs = [scope.spawn(ask), scope.spawn(ask)];
        tabs.map(|tab| tab.join().expect("an answer")).to_vec()
    });
    for body in &both {
        let last = body.lines().rfind(|it| it.contains("data:")).expect("events");
        let answer: Value =
            serde_json::from_str(last.split_once("data:").expect("data").1.trim()).expect("JSON");
        assert_eq!(answer["replicates"], 400);
    }
    assert_eq!(both[0].lines().last(), both[1].lines().last(), "the same numbers");
    assert!(server.idle());
    let long = Server::start(50_000);
    let mut tab = long.connect();
    tab.write_all(long.request("/api/run", &wish().to_string()).as_bytes()).expect("sent");
    let mut first = [0; 16];
    tab.read_exact(&mut first).expect("the head");
    drop(tab);
    assert!(long.idle(), "the run goes on though nobody listens");
}
