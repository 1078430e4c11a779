//! The page of a run, a comparison, an optimisation: what it holds, that it stands alone, and that it is made again.

use crate::support::copy_small;
use base64::Engine;
use giamngheo::report::Language;
use giamngheo::report::page::{read, render};
use scraper::{ElementRef, Html, Selector};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn giamngheo(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_giamngheo"));
    command.current_dir(folder).args(arguments).env("LANG", "C").output().unwrap()
}

fn succeed(folder: &Path, arguments: &[&str]) {
    let output = giamngheo(folder, arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// The page that a command over a scenario writes.
fn made(folder: &Path, command: &[&str], language: &str) -> String {
    let out = tempfile::tempdir().unwrap();
    let run = out.path().join("run");
    let more = ["--lang", language, "--out", run.to_str().unwrap()];
    succeed(folder, &[command, &more].concat());
    fs::read_to_string(run.join("report.html")).unwrap()
}

fn shipped(language: &str) -> String {
    made(Path::new(ROOT), &["run", "scenarios/bac-giang.toml", "--replicates", "24"], language)
}

fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn text(of: &ElementRef<'_>) -> String {
    of.text().collect::<Vec<_>>().join("").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a reader of one language sees in an element.
fn seen(of: &ElementRef<'_>, language: &str) -> String {
    let mut words = String::new();
    collect(of, if language == "vi" { "l-en" } else { "l-vi" }, &mut words);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn collect(of: &ElementRef<'_>, hidden: &str, words: &mut String) {
    for child in of.children() {
        match (child.value().as_text(), ElementRef::wrap(child)) {
            (Some(text), _) => words.push_str(text),
            (_, Some(element)) if !element.value().classes().any(|class| class == hidden) => {
                collect(&element, hidden, words);
            }
            _ => {}
        }
    }
}

const SECTIONS: [&str; 11] = [
    "verdict",
    "arithmetic",
    "binds",
    "alternatives",
    "money",
    "courses",
    "communes",
    "uncertainty",
    "data",
    "method",
    "manifest",
];

#[test]
fn the_page_of_the_shipped_run_says_what_matters_in_both_languages() {
    let [vi, en] = ["vi", "en"].map(shipped);
    // The language of the command line is only the one that is shown first.
    let start = |page: &str, language: &str| {
        page.contains(&format!("<html lang=\"{language}\" class=\"{language}\">"))
    };
    assert!(start(&vi, "vi") && start(&en, "en"));
    let page = Html::parse_document(&vi);
    let ids: Vec<&str> = all(&page, "main > section").iter().filter_map(|it| it.attr("id")).collect();
    assert_eq!(ids, SECTIONS);
    let body = all(&page, "body")[0];
    for (language, sentences) in [
        (
            "vi",
            [
                "SỐ LIỆU GIẢ LẬP — KHÔNG PHẢI SỐ LIỆU THẬT CỦA XÃ",
                "Từ 5,27 % chỉ có thể giảm nhiều nhất bình quân 1,32 điểm/năm",
                "năm cuối còn có thể: 2024 (3 lần giảm 1,7)",
                "Ngoài tầm với",
                "1,32 điểm/năm là mức giảm bình quân lớn nhất có thể; mục tiêu cần ít nhất 1,7",
                "Sơn Động",
                "24 lần lặp",
            ],
        ),
        (
            "en",
            [
                "SYNTHETIC",
                "1.32",
                "Out of reach",
                "points a year is the largest average fall possible; the target needs at least 1.7",
                "Sơn Động",
                "Money per poor household at the start, by district",
                "24 replicates",
            ],
        ),
    ] {
        let seen = seen(&body, language);
        for sentence in sentences {
            assert!(seen.contains(sentence), "{language}: {sentence}");
        }
        // Said at the top and where the data are spoken of, beside the charts.
        let loud = if language == "vi" { "SỐ LIỆU GIẢ LẬP —" } else { "SYNTHETIC DATA —" };
        assert!(seen.matches(loud).count() >= 2, "{language}: {}", seen.matches(loud).count());
    }
    let header = seen(&all(&page, "header")[0], "vi");
    assert!(header.contains("SỐ LIỆU GIẢ LẬP"), "{header}");
    assert_eq!(all(&page, "#communes-table tbody tr").len(), 209);
    assert_eq!(all(&page, "#communes-table-group option").len(), 11);
    let hashes = all(&page, "#inputs-table tbody td");
    assert!(hashes.len() >= 6 && hashes.iter().all(|it| text(it).len() == 64), "{}", hashes.len());
    // Everything but the first language is the same.
    let rest = |page: &str| page.split_once("<style>").unwrap().1.replace("aria-pressed=\"true\"", "").len();
    assert!(rest(&vi).abs_diff(rest(&en)) < 200, "{} {}", rest(&vi), rest(&en));
}

#[test]
fn a_comparison_concludes_first_and_gives_no_interval_to_what_is_impossible() {
    let source = made(Path::new(ROOT), &["compare", "scenarios/bac-giang.toml", "--replicates", "60"], "en");
    let page = Html::parse_document(&source);
    assert_eq!(all(&page, "main > section")[0].attr("id"), Some("conclusion"));
    let conclusion = seen(&all(&page, "#conclusion")[0], "en");
    let barred = "Highest probability of “2020 orientation: Province”: out of reach under every alternative.";
    assert!(conclusion.contains(barred), "{conclusion}");
    assert!(
        conclusion.contains("95% interval") && conclusion.contains("Most lasting escapes: “"),
        "{conclusion}"
    );
    let header = all(&page, "#chances-table thead th").iter().map(|it| seen(it, "en")).collect::<Vec<_>>();
    let province = header.iter().position(|it| it == "2020 orientation: Province").unwrap();
    let rows = all(&page, "#chances-table tbody tr");
    assert_eq!(rows.len(), 4);
    for row in rows {
        let cells: Vec<ElementRef> = row.select(&Selector::parse("th, td").unwrap()).collect();
        assert_eq!(seen(&cells[province], "en"), "out of reach");
    }
    let rules = all(&page, "#rules-table tbody tr");
    let lasting = rules.iter().map(|it| seen(it, "en")).find(|it| it.starts_with("most lasting")).unwrap();
    assert!(lasting.contains(" households (") && lasting.contains(" … "), "{lasting}");
}

/// The three kinds of page, small.
fn small_pages() -> Vec<(&'static str, String)> {
    let folder = tempfile::tempdir().unwrap();
    copy_small(folder.path());
    let commands: [(&str, &[&str]); 3] = [
        ("run", &["run", "scenario.toml", "--replicates", "20"]),
        ("compare", &["compare", "scenario.toml", "--replicates", "20"]),
        ("optimize", &["optimize", "scenario.toml", "--objective", "lasting-escapes", "--replicates", "8"]),
    ];
    commands.map(|(name, command)| (name, made(folder.path(), command, "en"))).into()
}

#[test]
fn every_page_is_well_formed_named_and_stands_alone() {
    for (name, source) in small_pages().into_iter().chain([("shipped", shipped("vi"))]) {
        let page = Html::parse_document(&source);
        assert!(page.errors.is_empty(), "{name}: {:?}", page.errors);
        let ids: Vec<&str> = all(&page, "[id]").iter().filter_map(|it| it.attr("id")).collect();
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert!(unique.len() == ids.len() && ids.len() > 20, "{name}: {ids:?}");
        refers(&page, &unique, name);
        headings(&page, name);
        tables(&page, name);
        complete(&page, name);
        for svg in all(&page, "svg, img") {
            let named =
                svg.attr("role") == Some("img") && svg.attr("aria-label").is_some_and(|it| it.len() > 5);
            assert!(named, "{name}: a picture without a name");
        }
        assert!(all(&page, "svg").len() >= 6, "{name}");
        for leaving in ["http:", "https:", "src=", "@import", "//fonts", "javascript:"] {
            assert!(!source.contains(leaving), "{name}: {leaving}");
        }
        assert!(!source.contains('⟨'), "{name}: a text is missing");
    }
}

/// Links and labels lead to something in the page.
fn refers(page: &Html, ids: &BTreeSet<&str>, name: &str) {
    for link in all(page, "[href]") {
        let to = link.attr("href").unwrap();
        assert!(to.strip_prefix('#').is_some_and(|id| ids.contains(id)), "{name}: {to}");
    }
    for attribute in ["aria-labelledby", "for"] {
        for it in all(page, &format!("[{attribute}]")) {
            assert!(ids.contains(it.attr(attribute).unwrap()), "{name}: {attribute}");
        }
    }
    for button in all(page, "button") {
        assert!(button.attr("aria-pressed").is_some(), "{name}: a switch that does not say whether it is on");
    }
    for output in all(page, "output") {
        let count = output.attr("data-count-en").unwrap();
        assert!(count.contains("{shown}") && count.contains("{all}"), "{name}: {count}");
    }
}

fn headings(page: &Html, name: &str) {
    assert_eq!(all(page, "h1").len(), 1, "{name}");
    let levels: Vec<u32> =
        all(page, "h1, h2, h3, h4").iter().map(|it| it.value().name()[1..].parse().unwrap()).collect();
    assert_eq!(levels[0], 1, "{name}");
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{name}: {levels:?}");
}

fn tables(page: &Html, name: &str) {
    assert!(all(page, "table").len() >= 5, "{name}");
    for table in all(page, "table") {
        let captions: Vec<ElementRef> = table.select(&Selector::parse("caption").unwrap()).collect();
        assert!(captions.len() == 1 && !seen(&captions[0], "vi").is_empty(), "{name}");
        let scopes: BTreeSet<_> =
            table.select(&Selector::parse("th").unwrap()).map(|it| it.attr("scope")).collect();
        assert_eq!(scopes, BTreeSet::from([Some("col"), Some("row")]), "{name}");
        let cells = |row: ElementRef| row.select(&Selector::parse("th, td").unwrap()).count();
        let widths: BTreeSet<usize> = table.select(&Selector::parse("tr").unwrap()).map(cells).collect();
        assert_eq!(widths.len(), 1, "{name}: {:?} {widths:?}", table.attr("id"));
    }
}

/// Nothing is empty in either language, and each says something of its own.
fn complete(page: &Html, name: &str) {
    let mut differ = 0;
    for it in all(page, "p, h1, h2, h3, li, dt, dd, th, td, caption, button, label, summary, title, option") {
        let [vi, en] = ["vi", "en"].map(|language| seen(&it, language));
        assert!(!vi.is_empty() && !en.is_empty(), "{name}: {}", it.html());
        differ += usize::from(vi != en);
    }
    assert!(differ > 100, "{name}: {differ}");
    for (own, other) in [("vi", "en"), ("en", "vi")] {
        let spans = all(page, &format!(".l-{own}"));
        assert_eq!(spans.len(), all(page, &format!(".l-{other}")).len(), "{name}");
        for it in spans {
            assert!(it.attr("lang").is_none_or(|lang| lang == own), "{name}: {}", it.html());
        }
    }
    for it in all(page, "[data-vi], [data-en]") {
        let both = ["data-vi", "data-en"].map(|name| it.attr(name).is_some_and(|words| !words.is_empty()));
        assert_eq!(both, [true, true], "{name}: {}", it.html());
    }
}

#[test]
fn hostile_titles_stay_text_and_no_other_script_may_run() {
    let folder = tempfile::tempdir().unwrap();
    copy_small(folder.path());
    let path = folder.path().join("scenario.toml");
    let hostile = "</title></style><script>alert(1)</script><img src=x onerror=alert(2)>'\\\" & {{ 7 }}";
    let changed = fs::read_to_string(&path).unwrap();
    let changed = changed.replace("Kịch bản nhỏ", hostile).replace("Small scenario", hostile);
    let changed = changed.replace("Toàn tỉnh", hostile).replace("\"Spread\"", &format!("\"{hostile}\""));
    fs::write(&path, changed).unwrap();
    let communes = fs::read_to_string(folder.path().join("communes.csv")).unwrap();
    let communes = communes.replace("Thọ Xương", "<script>alert(3)</script>");
    fs::write(folder.path().join("communes.csv"), communes).unwrap();
    for file in fs::read_dir(folder.path()).unwrap() {
        let path = file.unwrap().path();
        if path.file_name().is_some_and(|name| name == "baseline.csv") {
            let text = fs::read_to_string(&path).unwrap().replace("Thọ Xương", "<script>alert(3)</script>");
            fs::write(&path, text).unwrap();
        }
    }
    for command in [
        &["run", "scenario.toml", "--replicates", "9"][..],
        &["compare", "scenario.toml", "--replicates", "9"],
    ] {
        let source = made(folder.path(), command, "vi");
        assert!(source.contains("alert(1)"), "the title is on the page");
        let page = Html::parse_document(&source);
        assert!(page.errors.is_empty(), "{:?}", page.errors);
        assert_eq!(all(&page, "script").len(), 1);
        assert!(all(&page, "img, iframe, object, embed, link, base, form").is_empty());
        let handlers = all(&page, "*")
            .into_iter()
            .flat_map(|it| it.value().attrs().map(|(name, _)| name.to_string()).collect::<Vec<_>>());
        assert!(!handlers.into_iter().any(|name| name.starts_with("on")));
        assert!(text(&all(&page, "h1")[0]).contains("<script>alert(1)</script>"));
        let script: String = all(&page, "script")[0].text().collect();
        let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(script.as_bytes()));
        let policy = all(&page, "meta[http-equiv]")[0].attr("content").unwrap().to_string();
        assert!(policy.contains("default-src 'none'"), "{policy}");
        assert!(policy.contains(&format!("script-src 'sha256-{hash}';")), "{policy}");
    }
}

#[test]
fn the_report_command_makes_the_same_bytes_again_in_either_language() {
    let folder = tempfile::tempdir().unwrap();
    copy_small(folder.path());
    let read_page = || fs::read_to_string(folder.path().join("out/report.html")).unwrap();
    succeed(folder.path(), &["run", "scenario.toml", "--replicates", "20", "--lang", "vi", "--out", "out"]);
    let first = read_page();
    fs::remove_file(folder.path().join("out/report.html")).unwrap();
    succeed(folder.path(), &["report", "out"]);
    assert!(first == read_page(), "Vietnamese is the default");
    succeed(folder.path(), &["report", "out", "--lang", "en"]);
    let english = read_page();
    assert!(first != english && english.contains("<html lang=\"en\""));
    succeed(folder.path(), &["report", "out", "--lang", "vi"]);
    assert!(first == read_page());
    let model = fs::read(folder.path().join("out/report.json")).unwrap();
    let page = read(&model).unwrap();
    assert!(render(&page, Language::Vi).unwrap() == first);
    assert_eq!(serde_json::to_string(&page).unwrap() + "\n", String::from_utf8(model).unwrap());
}

#[test]
fn a_folder_without_a_valid_model_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |name: &str, said: &str| {
        let output = giamngheo(folder.path(), &["report", name, "--lang", "en"]);
        let stderr = String::from_utf8_lossy(&output.stderr).to_string();
        assert_eq!(output.status.code(), Some(1), "{stderr}");
        assert!(stderr.contains(said) && stderr.contains("hint:"), "{stderr}");
        assert!(!folder.path().join(name).join("report.html").exists());
    };
    refused("nothing", "report.json: no such file");
    let broken = |name: &str, text: &str| {
        fs::create_dir(folder.path().join(name)).unwrap();
        fs::write(folder.path().join(name).join("report.json"), text).unwrap();
    };
    broken("half", "{\"page_version\": 1");
    refused("half", "not a report’s model");
    broken("other", "{\"schema_version\": 1}");
    refused("other", "unknown field");
    copy_small(folder.path());
    succeed(folder.path(), &["run", "scenario.toml", "--replicates", "9", "--out", "out"]);
    let model = fs::read_to_string(folder.path().join("out/report.json")).unwrap();
    broken("newer", &model.replacen("\"page_version\":1,", "\"page_version\":2,", 1));
    refused("newer", "page_version is 2");
    // What is in a model is shown, never run: charts are kept as drawings, not as markup.
    broken("edited", &model.replace("Sơn Động", "</svg><script>alert(4)</script>"));
    succeed(folder.path(), &["report", "edited"]);
    let source = fs::read_to_string(folder.path().join("edited/report.html")).unwrap();
    let page = Html::parse_document(&source);
    assert!(source.contains("alert(4)") && page.errors.is_empty());
    assert_eq!(all(&page, "script").len(), 1);
}
