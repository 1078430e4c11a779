//! What the terminal says: arithmetic first, the number behind every word, origin in plain sight, 100 columns.

use super::super::{Language, ReportError, sample};
use super::verdict;
use crate::domain::origin::Origin;
use crate::domain::posterior::Method;
use crate::summarise::summary::{Estimator, Summary, Switch};

#[test]
fn an_impossible_target_is_said_with_its_arithmetic() -> Result<(), ReportError> {
    let vi = verdict(&sample::summary(), Language::Vi)?;
    assert!(vi.contains(
        "Toàn tỉnh 1,7–2,0 điểm/năm: ngoài tầm với. Từ 5,27 % chỉ có thể giảm nhiều nhất bình quân 1,32 điểm/năm \
         trong 2022–2025, bất kể bao nhiêu tiền; năm cuối còn có thể: 2024 (3 lần giảm 1,7)."
    ));
    let en = verdict(&sample::summary(), Language::En)?;
    assert!(en.contains(
        "Province 1.7–2.0 points/year: out of reach. From 5.27% the average fall can be 1.32 points/year at most \
         over 2022–2025, whatever the money; last year still possible: 2024"
    ));
    Ok(())
}

#[test]
fn what_binds_has_both_ends_of_a_probability_from_the_same_replicates() -> Result<(), ReportError> {
    let mut summary = sample::summary();
    summary.why.iter_mut().for_each(|row| row.p_floor.replicates = 200);
    let en = verdict(&summary, Language::En)?;
    // 74 % is of all replicates; the switches' own baseline is 30 %.
    assert!(
        en.contains(
            "would add 0.26 points/year; over the first 200 replicates the probability goes from 30% to 40%"
        ),
        "{en}"
    );
    assert!(
        en.contains(
            "If money reached every eligible household, in January, in full (which may exceed the budget): the fall \
             changes by +0.92 points/year; over the first 200 replicates the probability goes from 30% to 67% (65–69)."
        ),
        "{en}"
    );
    for row in summary.why.iter_mut().filter(|row| row.switch == Switch::PerfectMoney) {
        (row.difference, row.p_floor) = (-0.2, sample::probability(0.1));
    }
    for row in summary.why.iter_mut().filter(|row| row.switch != Switch::AsPlanned) {
        row.difference = -row.difference.abs();
    }
    let en = verdict(&summary, Language::En)?;
    assert!(en.contains("No single obstacle, lifted alone, would make the fall larger."), "{en}");
    assert!(
        en.contains(
            "changes by −0.20 points/year; over the first 2,000 replicates the probability goes from 30% to 10%"
        ),
        "{en}"
    );
    let vi = verdict(&summary, Language::Vi)?;
    assert!(vi.contains("xác suất từ 30 % thành 10 %") && !vi.contains("hoàn hảo"), "{vi}");
    Ok(())
}

#[test]
fn an_assumed_start_is_called_so_beside_its_rate() -> Result<(), ReportError> {
    let mut summary = sample::summary();
    for result in summary.targets.iter_mut().filter(|it| it.cohort == "dbkk") {
        result.possible = false;
    }
    let en = verdict(&summary, Language::En)?;
    assert!(en.contains("From 27.60% (assumption) the average fall"), "{en}");
    // The province's total is published.
    assert!(en.contains("From 5.27% the average fall"), "{en}");
    let vi = verdict(&summary, Language::Vi)?;
    assert!(vi.contains("Từ 27,60 % (giả định)"), "{vi}");
    summary.facts.margins.clear();
    assert!(verdict(&summary, Language::Vi)?.contains("Từ 5,27 % (giả lập)"));
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
    assert!(verdict(&summary, Language::Vi)?.starts_with("!!! SỐ LIỆU GIẢ LẬP — KHÔNG PHẢI SỐ LIỆU THẬT"));
    summary.facts.origin = Origin::Official;
    assert!(!verdict(&summary, Language::Vi)?.to_lowercase().contains("số liệu giả lập"));
    Ok(())
}

#[test]
fn the_table_fits_a_hundred_columns_and_has_no_colour_codes() -> Result<(), ReportError> {
    for language in Language::ALL {
        let text = verdict(&integrated(), language)?;
        let table: Vec<&str> = text.lines().filter(|line| line.starts_with([' ', '─', '═'])).collect();
        assert!(table.len() > 12, "{text}");
        assert!(table.iter().all(|line| line.chars().count() <= 100), "{text}");
        assert!(!text.contains('\u{1b}'));
    }
    Ok(())
}

/// The sample with the households of single targets integrated out.
fn integrated() -> Summary {
    let mut summary = sample::summary();
    summary.facts.integrated_replicates = Some(4096);
    for result in summary.targets.iter_mut().filter(|result| result.arithmetic.is_some()) {
        result.p_floor.estimator = Estimator::Integrated;
        result.p_floor.equivalent_replicates = 41_272.6;
    }
    summary
}

#[test]
fn what_integration_bought_is_said_beside_every_probability_that_it_made() -> Result<(), ReportError> {
    let en = verdict(&integrated(), Language::En)?;
    assert!(
        en.contains("72–75%; households integrated out, as good as 41,000 simulated replicates)"),
        "{en}"
    );
    assert!(en.contains("households integrated out over 4,096 evenly spread worlds"));
    // Three possible targets: a cell for each of three alternatives, and a sentence for the first.
    assert_eq!(en.matches("as good as 41,000").count(), 3 * 3 + 3, "{en}");
    let vi = verdict(&integrated(), Language::Vi)?;
    assert!(vi.contains("đã lấy kỳ vọng theo hộ, chính xác ngang 41.000 lần lặp"), "{vi}");
    assert!(vi.contains("ngang 41.000 lần"));
    assert!(!verdict(&sample::summary(), Language::En)?.contains("as good as"));
    // A chance that is the same in all worlds has no standard error to compare with.
    let mut certain = integrated();
    certain.targets.iter_mut().for_each(|result| result.p_floor.equivalent_replicates = f64::INFINITY);
    assert!(!verdict(&certain, Language::En)?.contains("as good as 4"));
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

#[test]
fn where_parameters_come_from_is_said_if_it_is_a_posterior() -> Result<(), ReportError> {
    let mut summary = sample::summary();
    assert!(!verdict(&summary, Language::En)?.contains("Parameters"));
    for (method, en, vi) in [
        (Method::Forms, "fitted to official forms", "hiệu chỉnh theo biểu mẫu chính thức"),
        (Method::Margins, "fitted to published margins", "hiệu chỉnh theo số liệu tổng hợp"),
        (Method::Prior, "draws of the prior: fitted to no data", "chưa khớp với số liệu nào"),
    ] {
        summary.facts.fit = Some(sample::fit(method));
        let shown = verdict(&summary, Language::En)?;
        let expected =
            format!("Parameters: posterior from bac-giang/posterior (4,000 draws, {en}; standard QĐ 59");
        assert!(shown.contains(&expected), "{shown}");
        let shown = verdict(&summary, Language::Vi)?;
        assert!(
            shown.contains("Tham số: phân phối hậu nghiệm từ bac-giang/posterior (4.000 mẫu, "),
            "{shown}"
        );
        assert!(shown.contains(vi), "{shown}");
    }
    Ok(())
}
