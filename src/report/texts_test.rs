//! Texts for the words that the code builds keys from.

use super::super::{ReportError, charts, csv, tables, terminal};
use super::{Language, Texts};
use crate::summarise::summary::{Switch, Verdict};

#[test]
fn every_verdict_switch_and_column_has_a_text() -> Result<(), ReportError> {
    let verdicts = [
        Verdict::OutOfReach,
        Verdict::VeryUnlikely,
        Verdict::Unlikely,
        Verdict::Open,
        Verdict::Likely,
        Verdict::VeryLikely,
    ];
    let columns = tables::all().into_iter().flat_map(|table| table.columns);
    let mut keys: Vec<String> = columns.map(|column| csv::meaning_key(column.name)).collect();
    keys.extend(Switch::ALL.map(charts::switch_key));
    keys.extend(verdicts.map(terminal::verdict_key));
    for language in Language::ALL {
        let texts = Texts::new(language)?;
        for key in &keys {
            assert!(!texts.get(key).starts_with('⟨'), "{key} in {}", language.word());
        }
    }
    Ok(())
}

#[test]
fn verdict_words_are_those_of_the_table() -> Result<(), ReportError> {
    let (vi, en) = (Texts::new(Language::Vi)?, Texts::new(Language::En)?);
    let key = terminal::verdict_key(Verdict::OutOfReach);
    assert_eq!((vi.get(&key).as_str(), en.get(&key).as_str()), ("ngoài tầm với", "out of reach"));
    assert_eq!(vi.get(&terminal::verdict_key(Verdict::Open)), "chưa ngã ngũ");
    assert_eq!(vi.get(&terminal::verdict_key(Verdict::VeryLikely)), "rất có khả năng đạt");
    Ok(())
}

#[test]
fn placeholders_are_filled_and_a_missing_key_shows_itself() -> Result<(), ReportError> {
    let texts = Texts::new(Language::Vi)?;
    assert_eq!(texts.format("form-sheet-poor", &[("year", "2022")]), "2022 hộ nghèo");
    assert_eq!(texts.get("no-such-key"), "⟨no-such-key⟩");
    assert_eq!(texts.get_or("set-of-the-user", "of-the-user"), "of-the-user");
    Ok(())
}

#[test]
fn a_language_is_read_from_a_code_or_a_locale() {
    assert_eq!(Language::from_word("vi_VN.UTF-8"), Some(Language::Vi));
    assert_eq!(Language::from_word("en-GB"), Some(Language::En));
    assert_eq!(Language::from_word("C"), None);
}
