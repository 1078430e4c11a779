//! The scenario of a made-up country: the shipped one, with the country's places and money in proportion.

use super::country::Country;
use rust_decimal::Decimal;
use toml::{Table, Value};

/// Communes of the shipped scenario, for which its money is meant.
const SHIPPED_COMMUNES: u32 = 209;
/// Whole đồng, in million VND.
const DONG_PLACES: u32 = 6;

/// Text of a scenario over the country's tables, made from the shipped scenario's text; `None` where the country is
/// too small to have the cohorts that the programme's earmarks speak of, or the text is not of the expected shape.
pub fn country_scenario(country: &Country, shipped: &str) -> Option<String> {
    let has = |id: &str| country.cohorts.iter().any(|cohort| cohort.id == id);
    if !has("dbkk") || !has("poor_district") {
        return None;
    }
    let mut scenario: Table = toml::from_str(shipped).ok()?;
    let count = country.communes.len();
    let head = scenario.get_mut("scenario")?.as_table_mut()?;
    head.insert("id".into(), Value::from(format!("made-up-country-{count}")));
    head.insert("title_vi".into(), Value::from(format!("Một nước giả lập có {count} xã")));
    head.insert("title_en".into(), Value::from(format!("A made-up country of {count} communes")));
    let files = scenario.get_mut("files")?.as_table_mut()?;
    files.remove("crosswalk");
    files.remove("boundaries");
    for (_, path) in files.iter_mut() {
        *path = Value::from(path.as_str()?.rsplit('/').next()?.to_string());
    }
    for cohort in scenario.get_mut("cohort")?.as_array_mut()? {
        let cohort = cohort.as_table_mut()?;
        let known = country.cohorts.iter().find(|it| Some(it.id.as_str()) == cohort["id"].as_str());
        let (vi, en) = known.map_or(("Cả nước (giả lập)", "Whole country (made up)"), |it| {
            (it.title_vi.as_str(), it.title_en.as_str())
        });
        cohort.insert("title_vi".into(), Value::from(vi));
        cohort.insert("title_en".into(), Value::from(en));
    }
    let share = Decimal::from(count as u64) / Decimal::from(SHIPPED_COMMUNES);
    for envelope in scenario.get_mut("envelope")?.as_array_mut()? {
        for (_, amount) in envelope.get_mut("million_vnd")?.as_table_mut()?.iter_mut() {
            let written = amount.as_str().map_or_else(|| amount.to_string(), str::to_string);
            let scaled = (written.parse::<Decimal>().ok()? * share).round_dp(DONG_PLACES);
            *amount = Value::from(scaled.normalize().to_string());
        }
    }
    let head = "# SYNTHETIC / SỐ LIỆU GIẢ LẬP: a made-up country in Bắc Giang's proportions, money per commune as there.\n";
    Some(format!("{head}{}", toml::to_string(&scenario).ok()?))
}
