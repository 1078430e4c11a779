//! Area classes in words for people: which communes share base hazards.

use super::parameters::other_areas;
use super::texts::{Language, Texts};
use crate::domain::commune::Cohort;
use crate::domain::scenario::Scenario;

/// An area's title. A commune belongs to the first area that holds it, so a cohort that shares communes with earlier
/// areas is only the rest of itself, and its title says so.
pub fn area_title(area: &str, scenario: &Scenario, texts: &Texts) -> String {
    let Some(cohort) = scenario.cohort(area) else { return other_areas(texts) };
    let areas = scenario.transitions.areas.iter();
    let before: Vec<&Cohort> =
        areas.take_while(|it| it.area != area).filter_map(|it| scenario.cohort(&it.area)).collect();
    let takes = |it: &&&Cohort| !it.members.is_disjoint(&cohort.members);
    let others: Vec<String> = before.iter().filter(takes).map(|it| cohort_title(it, texts)).collect();
    let title = cohort_title(cohort, texts);
    if others.is_empty() {
        return title;
    }
    let left =
        cohort.members.iter().filter(|code| !before.iter().any(|it| it.members.contains(code))).count();
    let arguments = [
        ("cohort", title),
        ("others", others.join(", ")),
        ("communes", left.to_string()),
        ("all", cohort.members.len().to_string()),
    ];
    texts.format("parameter-area-outside", &arguments.each_ref().map(|(key, it)| (*key, it.as_str())))
}

/// A cohort's own title.
pub fn cohort_title(cohort: &Cohort, texts: &Texts) -> String {
    match texts.language {
        Language::Vi => cohort.title_vi.clone(),
        Language::En => cohort.title_en.clone(),
    }
}
