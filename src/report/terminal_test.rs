//! What the terminal says: arithmetic first, the number behind every word, origin in plain sight, 100 columns.

use super::super::{Language, ReportError, sample};
use super::verdict;
use crate::domain::origin::Origin;

#[test]
fn an_impossible_target_is_said_with_its_arithmetic() -> Result<(), ReportError> {
    let vi = verdict(&sample::summary(), Language::Vi)?;
    assert!(vi.contains(
        "Toàn tỉnh 1,7–2,0 điểm/năm: ngoài tầm với. Từ 5,27 % chỉ có thể giảm nhiều nhất bình quân 1,3175 điểm/năm \
         trong 2022–2025, bất kể bao nhiêu tiền; năm cuối còn có thể: 2024 (3 lần giảm 1,7)."
    ));
    let en = verdict(&sample::summary(), Language::En)?;
    assert!(en.contains(
        "Province 1.7–2.0 points/year: out of reach. From 5.27% the average fall can be 1.3175 points/year at most \
         over 2022–2025, whatever the money; last year still possible: 2024"
    ));
    Ok(())
}

#[test]
fn a_possible_target_has_its_probability_interval_and_fall() -> Result<(), ReportError> {
    let en = verdict(&sample::summary(), Language::En)?;
    assert!(en.contains(
        "37 ĐBKK communes 3.0 points/year: likely. The probability of 3.0 points/year is 74% (95% interval: \
         72–75%); the expected average fall is 3.40 points/year (90% of replicates: 2.84 to 3.96)."
    ));
    assert!(en.contains("of 5.0 it is 1%"));
    Ok(())
}

#[test]
fn synthetic_data_are_said_first_and_only_when_they_are() -> Result<(), ReportError> {
    let mut summary = sample::summary();
    assert!(verdict(&summary, Language::Vi)?.starts_with("!!! SỐ LIỆU MÔ PHỎNG — KHÔNG PHẢI SỐ LIỆU THẬT"));
    summary.facts.origin = Origin::Official;
    assert!(!verdict(&summary, Language::Vi)?.to_lowercase().contains("số liệu mô phỏng"));
    Ok(())
}

#[test]
fn the_table_fits_a_hundred_columns_and_has_no_colour_codes() -> Result<(), ReportError> {
    for language in Language::ALL {
        let text = verdict(&sample::summary(), language)?;
        let table: Vec<&str> = text.lines().filter(|line| line.starts_with([' ', '─', '═'])).collect();
        assert!(table.len() > 12, "{text}");
        assert!(table.iter().all(|line| line.chars().count() <= 100), "{text}");
        assert!(!text.contains('\u{1b}'));
    }
    Ok(())
}

#[test]
fn a_summary_without_targets_still_has_its_note() -> Result<(), ReportError> {
    let mut summary = sample::summary();
    summary.targets.clear();
    summary.facts.alternatives.clear();
    assert!(verdict(&summary, Language::En)?.contains("seed 20212025"));
    Ok(())
}
