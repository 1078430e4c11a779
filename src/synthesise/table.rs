//! Synthetic data as CSV text, with a head that says what it is and how to make it again.

use super::country::Country;
use super::synthetic::SynthOptions;
use crate::domain::baseline::BaselineRow;
use crate::domain::commune::{Cohort, Commune};
use crate::domain::margin::KnownTotal;
use crate::load::margins::{COLUMNS, Margin};

/// First line of every synthetic file; tests and readers look for it.
pub const SYNTHETIC_HEAD: &str = "# SYNTHETIC / SỐ LIỆU GIẢ LẬP: made up to meet the stated totals, not a fact about any real commune / \
     được tạo ra cho khớp các tổng số đã nêu, không phải số liệu thật của xã nào";

/// The baseline as a CSV file; `command` is what makes it again.
pub fn baseline_csv(rows: &[BaselineRow], options: &SynthOptions, command: &str) -> String {
    let mut text = head(command);
    text.push_str(&format!(
        "# seed {}, tilt {}, spread_log_sd {}; {} communes; counts are households\n",
        options.seed,
        options.tilt,
        options.spread_log_sd,
        rows.len()
    ));
    text.push_str("commune_code,households,poor,near_poor,origin\n");
    for row in rows {
        let BaselineRow { commune, households, poor, near_poor, origin } = row;
        text.push_str(&format!("{commune},{households},{poor},{near_poor},{}\n", origin.word()));
    }
    text
}

/// The communes of a made-up country.
pub fn communes_csv(country: &Country, command: &str) -> String {
    let mut text = head(command);
    text.push_str("commune_code,commune_name,kind,district_code,district_name,dbkk_2017,remoteness,source\n");
    let dbkk = country.cohorts.iter().find(|cohort| cohort.id == "dbkk");
    for commune in &country.communes {
        let Commune { code, name, kind, district_code, district, remoteness } = commune;
        let flag = if dbkk.is_some_and(|cohort| cohort.members.contains(code)) { "full" } else { "no" };
        text.push_str(&format!(
            "{code},{name},{kind},{district_code},{district},{flag},{remoteness},synthetic\n"
        ));
    }
    text
}

/// The cohorts of a made-up country, one row per member.
pub fn cohorts_csv(cohorts: &[Cohort], command: &str) -> String {
    let mut text = head(command);
    text.push_str("cohort,commune_code,source\n");
    for cohort in cohorts {
        for code in &cohort.members {
            text.push_str(&format!("{},{code},synthetic\n", cohort.id));
        }
    }
    text
}

/// The margins of a made-up country, in the columns of a margins file.
pub fn margins_csv(margins: &[Margin], command: &str) -> String {
    let mut text = head(command);
    text.push_str(&format!("{}\n", COLUMNS.join(",")));
    for margin in margins {
        let (scope, key) = margin.total.scope.words();
        let KnownTotal { households, poor, near_poor, basis, source, .. } = &margin.total;
        let (basis, source) = (basis.word(), source.replace('"', "\"\""));
        text.push_str(&format!("{scope},{key},{households},{poor},{near_poor},{basis},\"{source}\"\n"));
    }
    text
}

fn head(command: &str) -> String {
    format!("{SYNTHETIC_HEAD}\n# made by: {}\n", command.replace(['\n', '\r'], " "))
}
