//! What serde and csv say of a wrong file, taken apart so that it can be said in any language.

use super::said::{Arg, Said, said};

/// The sentence of a TOML deserialiser; one that is not known stays as it is.
pub fn of_value(message: &str) -> Said {
    let detail = message.trim();
    if let Some(name) = between(detail, "missing field `", "`") {
        return said!("diag-missing-field", name);
    }
    if let Some(text) = between(detail, "money `", "` is not a number of million VND such as \"101249.2\"") {
        return said!("diag-money-not-a-number", text);
    }
    let bare = "money must be a whole number or a text in quotes, not ";
    if let Some(kind) = between(detail, bare, ": a bare decimal loses đồng") {
        return said!("diag-money-bare", kind);
    }
    let Some((what, expected)) = detail.split_once(", expected ") else {
        return said!("diag-toml-value", detail);
    };
    if let Some(name) = between(what, "unknown field `", "`") {
        return said!("diag-unknown-field", name, expected = choice(expected));
    }
    if let Some(name) = between(what, "unknown variant `", "`") {
        return said!("diag-unknown-variant", name, expected = choice(expected));
    }
    if let Some(it) = what.strip_prefix("invalid type: ") {
        return said!("diag-invalid-type", found = found(it), expected = wanted(expected));
    }
    if let Some(it) = what.strip_prefix("invalid value: ") {
        return said!("diag-invalid-value", found = found(it), expected = wanted(expected));
    }
    said!("diag-toml-value", detail)
}

/// A row of another length than the ones before it, or the table's own words.
pub fn of_csv(error: &csv::Error) -> Said {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { pos: Some(at), expected_len, len } => said!(
            "diag-csv-row-length",
            record = at.record(),
            line = at.line(),
            byte = at.byte(),
            found = len,
            expected = expected_len
        ),
        _ => said!("diag-csv-syntax", detail = error),
    }
}

fn between<'t>(text: &'t str, before: &str, after: &str) -> Option<&'t str> {
    text.strip_prefix(before)?.strip_suffix(after)
}

/// "`a`", "`a` or `b`", "one of `a`, `b`, `c`".
fn choice(expected: &str) -> Arg {
    if let Some(names) = expected.strip_prefix("one of ") {
        return Arg::Said(said!("diag-one-of", names));
    }
    match between(expected, "`", "`").and_then(|names| names.split_once("` or `")) {
        Some((one, other)) => Arg::Said(said!("diag-either", one, other)),
        None => Arg::Text(expected.to_string()),
    }
}

/// What stands in the file: "string \"x\"", "floating point `0.5`", "sequence".
fn found(it: &str) -> Arg {
    let of = |kind: &str| it.strip_prefix(kind);
    Arg::Said(if let Some(value) = of("string ") {
        said!("diag-found-string", value)
    } else if let Some(value) = of("integer ") {
        said!("diag-found-integer", value)
    } else if let Some(value) = of("floating point ") {
        said!("diag-found-decimal", value)
    } else if let Some(value) = of("boolean ") {
        said!("diag-found-boolean", value)
    } else if it == "map" {
        said!("diag-found-table")
    } else if it == "sequence" {
        said!("diag-found-list")
    } else {
        return Arg::Text(it.to_string());
    })
}

/// What should stand there.
fn wanted(it: &str) -> Arg {
    Arg::Said(match it {
        "a string" => said!("diag-wanted-string"),
        "a boolean" => said!("diag-wanted-boolean"),
        "a sequence" => said!("diag-wanted-list"),
        "a map" => said!("diag-wanted-table"),
        "f32" | "f64" => said!("diag-wanted-number", kind = it),
        "i8" | "i16" | "i32" | "i64" => said!("diag-wanted-whole", kind = it),
        "u8" | "u16" | "u32" | "u64" | "usize" => said!("diag-wanted-count", kind = it),
        _ => return Arg::Text(it.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A key of the user's own may hold the very words that the sentence is taken apart by.
    #[test]
    fn no_key_breaks_the_reading() {
        let said = of_value("unknown field `a`, expected `b` or `c`");
        let expected = Arg::Said(said!("diag-either", one = "b", other = "c"));
        assert_eq!(said, said!("diag-unknown-field", name = "a", expected));
        for key in ["a`, expected ` or `", "a`, expected ` or `đ", "`", ""] {
            let said = of_value(&format!("unknown field `{key}`, expected `b` or `c`"));
            assert_eq!(said.key, "diag-unknown-field", "{key}");
        }
    }
}
