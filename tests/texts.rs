//! The catalogue of texts: the two languages agree, and the code and the catalogue name the same keys.

use giamngheo::report::texts::{Language, Texts};
use std::collections::{BTreeMap, BTreeSet};

/// Keys that the code builds from a word: `verdict-<word>` and the like.
const BUILT: [&str; 10] = [
    "verdict-",
    "set-",
    "shock-",
    "switch-",
    "column-",
    "level-",
    "objective-",
    "help-",
    "schema-",
    "origin-",
];

#[test]
fn both_languages_have_the_same_keys_and_placeholders() {
    let (vi, en) = (catalogue("vi"), catalogue("en"));
    assert!(vi.len() > 100, "only {} keys found", vi.len());
    assert_eq!(vi, en);
}

#[test]
fn every_key_in_the_code_is_in_the_catalogue() {
    let catalogue = catalogue("vi");
    let families: BTreeSet<&str> = catalogue.keys().filter_map(|key| key.split('-').next()).collect();
    let mut keys: Vec<String> = sources("src").iter().flat_map(|code| looked_up(code)).collect();
    // In the report itself keys also stand in lists; there every literal of a known family is one.
    let literals = sources("src/report").iter().flat_map(|code| literals(code)).collect::<Vec<_>>();
    keys.extend(
        literals.into_iter().filter(|it| families.contains(it.split('-').next().unwrap_or_default())),
    );
    assert!(keys.len() > 60, "only {} keys found", keys.len());
    let missing: Vec<&String> = keys.iter().filter(|key| !catalogue.contains_key(*key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_sentence_of_a_diagnostic_is_in_the_catalogue_with_its_places() {
    for language in Language::ALL {
        let catalogue = catalogue(language.word());
        let mut told = 0;
        for (key, names) in sources("src").iter().flat_map(|code| said(code)) {
            told += 1;
            let Some(places) = catalogue.get(&key) else { panic!("{}.ftl has no {key}", language.word()) };
            assert_eq!(places, &names, "{key} in {}.ftl", language.word());
        }
        assert!(told > 400, "only {told} sentences found");
    }
}

/// One word for one thing: made-up data are not simulated ones, and so on.
#[test]
fn vietnamese_words_are_the_same_everywhere() {
    let path = format!("{}/src/report/texts/vi.ftl", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).expect("the catalogue is readable").to_lowercase();
    let wrong = [
        "số liệu mô phỏng",
        "số liệu xã mô phỏng",
        "tiếc nuối",
        "đường hiệu quả",
        "hợp phần",
        "nội dung chi",
    ];
    for words in wrong {
        let found: Vec<&str> = text.lines().filter(|line| line.contains(words)).collect();
        assert!(found.is_empty(), "{words}: {found:?}");
    }
    // The local page says it in its own place.
    let rounds = text.lines().filter(|line| line.contains("lần mô phỏng") && !line.starts_with("serve-"));
    assert_eq!(rounds.collect::<Vec<_>>(), Vec::<&str>::new());
}

#[test]
fn every_text_is_used() {
    let literals: BTreeSet<String> = sources("src").iter().flat_map(|code| literals(code)).collect();
    let fixed = catalogue("vi").into_keys().filter(|key| !BUILT.iter().any(|family| key.starts_with(family)));
    let unused: Vec<String> = fixed.filter(|key| !literals.contains(key)).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn no_text_shows_a_placeholder_or_an_invisible_mark() -> Result<(), Box<dyn std::error::Error>> {
    for language in Language::ALL {
        let texts = Texts::new(language)?;
        for (key, placeholders) in catalogue(language.word()) {
            let args: Vec<(&str, &str)> = placeholders.iter().map(|name| (name.as_str(), "7")).collect();
            let text = texts.format(&key, &args);
            assert!(!text.contains(['{', '⟨', '\u{2068}', '\u{2069}']), "{key}: {text}");
            assert!(placeholders.is_empty() || text.contains('7'), "{key}: {text}");
        }
    }
    Ok(())
}

/// Every key of a language with its placeholders.
fn catalogue(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let path = format!("{}/src/report/texts/{language}.ftl", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).expect("the catalogue is readable");
    let entries =
        text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = "));
    entries
        .map(|(key, value)| {
            let names = value.split("{ $").skip(1).filter_map(|rest| rest.split_once(" }"));
            (key.to_string(), names.map(|(name, _)| name.to_string()).collect())
        })
        .collect()
}

/// Lower-case words joined by hyphens.
fn is_key(literal: &str) -> bool {
    let word = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    literal.contains('-') && literal.split('-').all(word)
}

/// Keys among the string literals of a source.
fn literals(code: &str) -> Vec<String> {
    let inside = code.split('"').skip(1).step_by(2);
    inside.filter(|text| is_key(text)).map(str::to_string).collect()
}

/// Keys looked up by `texts.get("…")` and `texts.format("…", …)`.
fn looked_up(code: &str) -> Vec<String> {
    let calls = ["texts.get(", "texts.format("].into_iter().flat_map(|call| code.split(call).skip(1));
    let first = calls.filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next());
    first.map(str::to_string).collect()
}

/// Keys of `said!("…", name, name = …)` with the names.
fn said(code: &str) -> Vec<(String, BTreeSet<String>)> {
    let calls = code.split("said!(").skip(1).filter_map(|rest| rest.trim_start().strip_prefix('"'));
    let call = |rest: &str| {
        let (key, rest) = rest.split_once('"')?;
        Some((key.to_string(), arguments(rest).iter().filter_map(|it| name(it)).collect()))
    };
    calls.filter_map(call).collect()
}

/// What stands between the commas up to the bracket that closes the call.
fn arguments(rest: &str) -> Vec<String> {
    let (mut found, mut depth, mut quoted) = (vec![String::new()], 0, false);
    for c in rest.chars() {
        match c {
            '"' => quoted = !quoted,
            ')' | ']' | '}' if !quoted && depth == 0 => break,
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' | ']' | '}' if !quoted => depth -= 1,
            ',' if !quoted && depth == 0 => found.push(String::new()),
            _ => {}
        }
        let last = found.len() - 1;
        found[last].push(c);
    }
    found
}

/// The name of an argument `name = value` or `name`.
fn name(argument: &str) -> Option<String> {
    let argument = argument.trim_start_matches(',').trim();
    let name = argument.split(" = ").next().unwrap_or_default();
    (!name.is_empty()).then(|| name.to_string())
}

/// The sources of a folder of the crate, tests left out.
fn sources(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let path = format!("{}/{folder}", env!("CARGO_MANIFEST_DIR"));
    for entry in std::fs::read_dir(path).expect("the sources are readable").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            found.extend(sources(&format!("{folder}/{name}")));
        } else if name.ends_with(".rs") && !name.ends_with("_test.rs") && !name.starts_with("sample") {
            let text = std::fs::read_to_string(entry.path()).expect("a source is readable");
            found.push(text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_string());
        }
    }
    found
}
