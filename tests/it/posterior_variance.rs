//! Doubt about a parameter and households' luck, kept apart: 500 poor households, one year, p ~ Beta.

use crate::posterior_files::Folder;
use giamngheo::domain::scenario::Scenario;
use giamngheo::domain::uncertainty::Source;
use giamngheo::load::scenario::{Inputs, load};
use giamngheo::plan::build::design;
use giamngheo::plan::design::Design;
use giamngheo::simulate::runner::{Job, run};
use giamngheo::simulate::study::explain;
use giamngheo::simulate::world::Indices;
use giamngheo::summarise::variance::variance;
use statrs::distribution::{Beta, ContinuousCDF};
use std::collections::BTreeMap;

const SCENARIO: &str = r#"
[scenario]
id = "one"
title_vi = "Một xã"
title_en = "One commune"
baseline_year = 2021
last_year = 2022
seed = 17
replicates = 500
target_sets = ["adopted"]
persons_per_household = 4.9
source = "assumption: a test"

[files]
communes = "communes.csv"
cohorts = "cohorts.csv"
baseline = "baseline.csv"
transitions = "transitions.toml"
programme = "programme.toml"
targets = "targets.toml"

[posterior]
folder = "fit"
source = "assumption: a test"

[[cohort]]
id = "province"
title_vi = "Toàn tỉnh"
title_en = "Province"

[[alternative]]
id = "none"
title_vi = "Không"
title_en = "None"
line = []
"#;

const TRANSITIONS: &str = r#"
[rules]
baseline_standard = "nd07"
look_back_years = 3
source = "assumption: a test"

[[area]]
cohort = "other"
exit_income_poor = { per_year = 0.5, log_sd = 1.0, source = "assumption: replaced" }
exit_income_near_poor = { per_year = 0.5, log_sd = 1.0, source = "assumption: replaced" }
exit_deprivation_poor = { per_year = 0.5, log_sd = 1.0, source = "assumption: replaced" }
relapse_near_poor = { per_year = 0.5, log_sd = 1.0, source = "assumption: replaced" }
relapse_escaped = { per_year = 0.5, log_sd = 1.0, source = "assumption: replaced" }
slip_escaped = { per_year = 0.5, log_sd = 1.0, source = "assumption: replaced" }
slip_secure = { per_year = 0.5, log_sd = 1.0, source = "assumption: replaced" }
arise_near_poor = { per_year = 0.5, log_sd = 1.0, source = "assumption: replaced" }
arise_secure = { per_year = 0.5, log_sd = 1.0, source = "assumption: replaced" }

[[stratum]]
id = "all"
labour = true
share = { poor = 1.0, near_poor = 1.0, newly_escaped = 1.0, secure = 1.0 }
source = "assumption: a test"

[clocks]
relapse = [1.0, 1.0, 1.0]
slip = [1.0, 1.0, 1.0]
arise = [1.0, 1.0, 1.0]
source = "assumption: a test"

[history]
relapsed_share_of_poor = 0.0
recently_poor_share_of_near_poor = [0.0, 0.0, 0.0]
escaped_per_poor = [0.0, 0.0, 0.0]
left_near_poor_per_near_poor = [0.0, 0.0, 0.0]
source = "assumption: a test"

[growth]
formation_per_year = 0.0
dissolution_per_year = 0.0
new_poor_share = 0.0
new_near_poor_share = 0.0
source = "assumption: a test"

[commune_effects]
log_sd = { exit_income = 0.7 }
source = "assumption: replaced"
"#;

const PROGRAMME: &str = r#"
[prices]
price_year = 2021
inflation_per_year = 0.0
overlap = "product"
source = "assumption: a test"

[delivery.investment]
tranches = [{ month = 1, share = 1.0 }]
delay_months = 0.0
absorption_mean = 1.0
carry_over = true
cost_overrun = 1.0
cost_overrun_log_sd = 0.0
source = "assumption: a test"

[delivery.recurrent]
tranches = [{ month = 1, share = 1.0 }]
delay_months = 0.0
absorption_mean = 1.0
carry_over = true
cost_overrun = 1.0
cost_overrun_log_sd = 0.0
source = "assumption: a test"
"#;

const TARGETS: &str = r#"
[[target]]
set = "adopted"
cohort = "province"
first_year = 2022
last_year = 2022
standard = "nd07"
floor = 20.0
top = 25.0
source = "assumption: a test"
"#;

const HOUSEHOLDS: f64 = 500.0;
/// Rows of the table: strata of equal probability, each by its middle.
const ROWS: usize = 10_000;

/// The scenario with hazards −ln(1 − p), p at the middle quantiles of Beta(a, b).
fn scenario(a: f64, b: f64) -> Scenario {
    let p = Beta::new(a, b).unwrap();
    let hazard = |row: usize, column: &str| match column {
        "other.exit_income.poor_per_year" => -(-p.inverse_cdf((row as f64 + 0.5) / ROWS as f64)).ln_1p(),
        _ => 0.0,
    };
    let posterior = Folder::new(&["other"], &[], ROWS, hazard).sealed();
    let texts = [
        (
            "communes.csv",
            "commune_code,commune_name,kind,district_code,district_name,remoteness\n07201,Xã,xã,213,Huyện,0\n",
        ),
        ("cohorts.csv", "cohort,commune_code\n"),
        ("baseline.csv", "commune_code,households,poor,near_poor,origin\n07201,500,500,0,assumption\n"),
        ("transitions.toml", TRANSITIONS),
        ("programme.toml", PROGRAMME),
        ("targets.toml", TARGETS),
    ];
    let texts = texts.map(|(name, text)| (name.to_string(), text.as_bytes().to_vec()));
    let fit = posterior.files().into_iter().map(|(name, bytes)| (format!("fit/{name}"), bytes));
    let files: BTreeMap<String, (String, Vec<u8>)> =
        texts.into_iter().chain(fit).map(|(name, bytes)| (name.clone(), (name, bytes))).collect();
    let (scenario, problems) = load(&Inputs { file: "one.toml", text: SCENARIO, files: &files });
    assert!(!problems.has_errors(), "{problems:?}");
    scenario.unwrap()
}

/// Households that escape in each of `replicates` worlds of the given addresses.
fn escapes(design: &Design, replicates: u32, indices: &(dyn Fn(u32) -> Indices + Sync)) -> Vec<f64> {
    let part = 512;
    let of_part = |first: u32| {
        let shifted = move |replicate: u32| indices(first + replicate);
        let outcomes = run(&Job { indices: &shifted, ..Job::new(design, part) });
        (0..part as usize)
            .map(|it| f64::from(outcomes.path(0, it, 0)[0].escaped_past_line))
            .collect::<Vec<_>>()
    };
    (0..replicates / part).flat_map(|at| of_part(at * part)).collect()
}

fn mean(values: impl Iterator<Item = f64>, n: usize) -> f64 {
    values.sum::<f64>() / n as f64
}

/// Parameter, noise and total variance of those that escape, and what each must be to within: four standard errors of
/// `replicates` pairs. Fourth moments are at most 3.6 squared variances here: a normal has 3, Beta(2, 8) 3.5.
fn split(design: &Design, replicates: u32) -> [(f64, f64); 3] {
    let first = escapes(design, replicates, &Indices::all);
    let again = |replicate: u32| Indices { parameters: replicate, ..Indices::all(replicate | 1 << 31) };
    let second = escapes(design, replicates, &again);
    let n = first.len();
    let centre = mean(first.iter().chain(&second).copied(), 2 * n);
    let pairs = || first.iter().zip(&second);
    let parameter = mean(pairs().map(|(a, b)| (a - centre) * (b - centre)), n);
    let noise = mean(pairs().map(|(a, b)| (a - b) * (a - b) / 2.0), n);
    let total = mean(first.iter().map(|a| (a - centre) * (a - centre)), n);
    let tolerance = |scale: f64| 4.0 * scale * (2.6 / n as f64).sqrt();
    [(parameter, tolerance(total)), (noise, tolerance(1.1 * noise)), (total, tolerance(total))]
}

#[test]
fn parameters_and_households_explain_what_they_must() {
    let cases = [
        ((20.0, 80.0), [396.0396, 79.2079, 475.2475]),
        ((2.0, 8.0), [3636.3636, 72.7273, 3709.0909]),
        ((200.0, 800.0), [39.96, 79.92, 119.88]),
    ];
    for ((a, b), exact) in cases {
        let scenario = scenario(a, b);
        let (design, _) = design(&scenario);
        // The table stands for the distribution: its own variance is that of p, to a thousandth.
        let draws = &design.posterior.as_ref().unwrap().draws;
        let p = |row: usize| HOUSEHOLDS * -(-draws[row].base[0][0]).exp_m1();
        let centre = mean((0..ROWS).map(p), ROWS);
        let of_rows = mean((0..ROWS).map(|row| (p(row) - centre).powi(2)), ROWS);
        assert!((of_rows / exact[0] - 1.0).abs() < 1e-3, "{of_rows}");
        for ((found, tolerance), exact) in split(&design, 40_960).into_iter().zip(exact) {
            assert!((found - exact).abs() < tolerance, "Beta({a}, {b}): {found}, not {exact} ± {tolerance}");
        }
        shares_agree(&scenario, &design, exact);
    }
}

/// The split that a run reports has the same shares, to within four of the standard errors that it states.
fn shares_agree(scenario: &Scenario, design: &Design, [parameter, noise, total]: [f64; 3]) {
    let main = run(&Job { communes: true, ..Job::new(design, 500) });
    let study = explain(design, main, None, &|_| {});
    let rows = variance(scenario, design, &study);
    for row in rows {
        let expected = match row.source {
            Some(Source::Parameters) => parameter / total,
            Some(Source::Households) => noise / total,
            _ => 0.0,
        };
        let (share, error) = (row.share, row.standard_error);
        assert!(
            (share - expected).abs() < 4.0 * error,
            "{:?}: {share} ± {error}, not {expected}",
            row.source
        );
    }
}
