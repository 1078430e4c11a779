//! The model's parameters in words for people.

use super::texts::Texts;
use crate::domain::hazard::{Base, Class};

/// A base hazard in one area: `Income exit of poor households · 37 ĐBKK communes`. The area's title is its cohort's,
/// or [`other_areas`].
pub fn hazard_name(texts: &Texts, area_title: &str, base: Base) -> String {
    let parameter = texts.get(base_key(base));
    texts.format("parameter-in-area", &[("parameter", &parameter), ("area", area_title)])
}

/// Both exits of an area's poor households together.
pub fn total_name(texts: &Texts, area_title: &str) -> String {
    let parameter = texts.get("parameter-exit-total-poor");
    texts.format("parameter-in-area", &[("parameter", &parameter), ("area", area_title)])
}

/// The communes that are in none of the area cohorts.
pub fn other_areas(texts: &Texts) -> String {
    texts.get("parameter-other-areas")
}

/// A class of moves, as part of a sentence: `exits by income`.
pub fn class_name(texts: &Texts, class: Class) -> String {
    texts.get(match class {
        Class::ExitIncome => "parameter-class-exit-income",
        Class::ExitDeprivation => "parameter-class-exit-deprivation",
        Class::Relapse => "parameter-class-relapse",
        Class::Slip => "parameter-class-slip",
        Class::Arise => "parameter-class-arise",
    })
}

/// How much communes differ in a class of moves.
pub fn spread_name(texts: &Texts, class: Class) -> String {
    texts.format("parameter-commune-spread", &[("class", &class_name(texts, class))])
}

fn base_key(base: Base) -> &'static str {
    match base {
        Base::ExitIncomePoor => "parameter-exit-income-poor",
        Base::ExitIncomeNearPoor => "parameter-exit-income-near-poor",
        Base::ExitDeprivationPoor => "parameter-exit-deprivation-poor",
        Base::RelapseNearPoor => "parameter-relapse-near-poor",
        Base::RelapseEscaped => "parameter-relapse-escaped",
        Base::SlipEscaped => "parameter-slip-escaped",
        Base::SlipSecure => "parameter-slip-secure",
        Base::AriseNearPoor => "parameter-arise-near-poor",
        Base::AriseSecure => "parameter-arise-secure",
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Language, ReportError};
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_parameter_has_a_name_of_its_own() -> Result<(), ReportError> {
        for language in Language::ALL {
            let texts = Texts::new(language)?;
            let mut names: BTreeSet<String> =
                Base::ALL.iter().map(|it| hazard_name(&texts, "X", *it)).collect();
            names.extend(Class::ALL.iter().map(|it| class_name(&texts, *it)));
            names.extend(Class::ALL.iter().map(|it| spread_name(&texts, *it)));
            assert_eq!(names.len(), 19, "{names:?}");
            assert!(!names.iter().any(|it| it.contains('⟨')), "{names:?}");
        }
        Ok(())
    }

    #[test]
    fn names_are_words_for_people() -> Result<(), ReportError> {
        let name = |language| -> Result<String, ReportError> {
            let texts = Texts::new(language)?;
            Ok(hazard_name(&texts, &other_areas(&texts), Base::ExitIncomePoor))
        };
        assert_eq!(name(Language::Vi)?, "Thoát nghèo do thu nhập · các xã còn lại");
        assert_eq!(name(Language::En)?, "Income exit of poor households · all other communes");
        Ok(())
    }
}
