//! A made-up summary with the shape of a real run, for the tests of the formats.

use super::both::Both;
use super::run_json::Manifest;
use super::sample_rows::{forms, money, variance, why};
use crate::domain::alternative::Envelope;
use crate::domain::commune::CommuneCode;
use crate::domain::margin::{KnownTotal, Scope};
use crate::domain::money::Money;
use crate::domain::origin::Origin;
use crate::domain::posterior::{Fit, Method};
use crate::domain::standard::Standard;
use crate::summarise::summary::*;

const DISTRICTS: [(u32, &str, f64); 10] = [
    (213, "TP Bắc Giang", 0.4),
    (215, "Yên Thế", 7.5),
    (216, "Tân Yên", 3.1),
    (217, "Lạng Giang", 2.9),
    (218, "Lục Nam", 6.4),
    (219, "Lục Ngạn", 9.8),
    (220, "Sơn Động", 31.0),
    (221, "Yên Dũng", 2.2),
    (222, "Việt Yên", 1.6),
    (223, "Hiệp Hòa", 3.4),
];
const NAMES: [&str; 12] = [
    "Thọ Xương",
    "Trần Nguyên Hãn",
    "Dương Hưu",
    "Tây Yên Tử",
    "Hữu Sản",
    "Phúc Sơn",
    "Nham Biền",
    "Sa Lý",
    "Quang Châu",
    "Đồng Vương",
    "Phượng Sơn",
    "Vĩnh An",
];
/// Alternative, titles, factor on the fall.
pub const ALTERNATIVES: [(&str, &str, &str, f64); 3] = [
    ("continue_2016_2020", "Tiếp tục cách phân bổ 2016–2020", "Continue the 2016–2020 pattern", 1.0),
    ("all_to_dbkk", "Dồn toàn bộ cho xã ĐBKK", "Everything to the ĐBKK communes", 1.12),
    ("poverty_weighted", "Theo số hộ nghèo, toàn tỉnh", "Weighted by poverty, whole province", 1.2),
];
/// Cohort, titles, start rate, fall a year under the reference.
const COHORTS: [(&str, &str, &str, f64, f64); 3] = [
    ("province", "Toàn tỉnh", "Province", 5.27, 0.82),
    ("dbkk", "37 xã ĐBKK", "37 ĐBKK communes", 27.6, 3.4),
    ("poor_district", "Huyện nghèo Sơn Động", "Poor district Sơn Động", 31.0, 3.9),
];
const REPLICATES: u32 = 2000;

/// Sixty communes in ten districts.
pub fn summary() -> Summary {
    with_communes(&[6; 10])
}

/// A summary with the given number of communes in each of the ten districts.
pub fn with_communes(per_district: &[usize; 10]) -> Summary {
    let facts = facts(per_district);
    Summary {
        targets: targets(),
        trajectories: trajectories(),
        communes: communes(&facts),
        places: places(&facts),
        money: money(&facts),
        why: why(),
        variance: variance(),
        forms: forms(&facts),
        facts,
    }
}

pub fn manifest() -> Manifest {
    Manifest {
        version: "0.1.0".to_string(),
        scenario: "scenarios/bac-giang.toml".to_string(),
        seed: 20_212_025,
        replicates: REPLICATES,
        inputs: vec![("scenarios/bac-giang.toml".to_string(), "ab".repeat(32))],
        warnings: vec![Both::same("baseline_2021.csv is synthetic")],
        run_id: "bac-giang-1a2b3c4d".to_string(),
    }
}

/// A calibration that parameters could come from.
pub fn fit(method: Method) -> Fit {
    Fit {
        folder: "bac-giang/posterior".to_string(),
        source: "forms of 2016–2021".to_string(),
        version: "0.1.0".to_string(),
        method,
        draws: 4000,
        chains: 4,
        max_rhat: Some(1.003),
        min_ess_bulk: Some(1200.0),
        min_ess_tail: None,
        divergences: 0,
        standard: Standard::Qd59,
        origin: Origin::Official,
    }
}

fn named(id: &str, vi: &str, en: &str) -> Named {
    Named { id: id.to_string(), title: Title { vi: vi.to_string(), en: en.to_string() } }
}

fn facts(per_district: &[usize; 10]) -> Facts {
    let mut communes = Vec::new();
    for ((district_code, district, _), count) in DISTRICTS.into_iter().zip(per_district) {
        for _ in 0..*count {
            let position = communes.len();
            let code = CommuneCode::parse(&format!("{:05}", 7201 + 3 * position)).unwrap();
            let households = 1400 + (position as u32 * 371) % 2100;
            let rate = start_rate(district_code, position) / 100.0;
            communes.push(CommuneFacts {
                code,
                name: NAMES[position % NAMES.len()].to_string(),
                kind: "xã".to_string(),
                district_code,
                district: district.to_string(),
                cohorts: match district_code {
                    220 => vec!["province".to_string(), "poor_district".to_string()],
                    _ => vec!["province".to_string()],
                },
                households,
                poor: (f64::from(households) * rate).round() as u32,
                near_poor: (f64::from(households) * rate * 0.9).round() as u32,
            });
        }
    }
    Facts {
        scenario: "bac-giang".to_string(),
        title: Title {
            vi: "Bắc Giang: mục tiêu giảm nghèo 2021–2025".to_string(),
            en: "Bắc Giang: poverty reduction targets 2021–2025".to_string(),
        },
        seed: 20_212_025,
        replicates: REPLICATES,
        integrated_replicates: None,
        baseline_year: 2021,
        first_year: 2022,
        last_year: 2025,
        origin: Origin::Synthetic,
        fit: None,
        alternatives: ALTERNATIVES.map(|(id, vi, en, _)| named(id, vi, en)).to_vec(),
        cohorts: COHORTS.map(|(id, vi, en, ..)| named(id, vi, en)).to_vec(),
        sources: vec![
            named("central_investment", "Ngân sách Trung ương, vốn đầu tư", "Central budget, investment"),
            named("central_recurrent", "Ngân sách Trung ương, vốn sự nghiệp", "Central budget, recurrent"),
        ],
        components: components(),
        communes,
        boundaries: Default::default(),
        persons_per_household: 4.9,
        baseline_origin: Origin::Synthetic,
        margins: margins(),
        envelopes: envelopes(),
        target_sources: vec![
            ("seed/province".to_string(), "report on 2016-2020".to_string()),
            ("adopted/province".to_string(), "the adopted programme".to_string()),
        ],
    }
}

fn margins() -> Vec<KnownTotal> {
    let total = |scope, [households, poor, near_poor]: [u32; 3], basis, source: &str| KnownTotal {
        scope,
        households,
        poor,
        near_poor,
        basis,
        source: source.to_string(),
    };
    let dbkk = Scope::Cohort("dbkk".to_string());
    vec![
        total(Scope::Province, [470_000, 24_769, 24_628], Origin::Official, "published for end-2021"),
        total(dbkk, [40_700, 11_233, 6_105], Origin::Assumption, "no rate was found"),
        total(Scope::District(213), [44_000, 194, 264], Origin::Assumption, "about 44k households"),
    ]
}

fn envelopes() -> Vec<Envelope> {
    let of = |source: &str, million: i64, basis: &str| {
        let envelope = |year| Envelope {
            source: source.to_string(),
            year,
            amount: Money::from_dong(million * 1_000_000),
            basis: basis.to_string(),
        };
        (2022..=2025).map(envelope).collect::<Vec<_>>()
    };
    let mut all = of("central_investment", 101_249, "assumption: a fifth of 2016-2020");
    all.extend(of("central_recurrent", 42_409, "Decision 1"));
    all
}

pub fn components() -> Vec<Named> {
    vec![
        named(
            "p1_infrastructure",
            "Dự án 1: hạ tầng huyện nghèo (30a)",
            "Project 1: infrastructure, poor district (30a)",
        ),
        named(
            "p2_production",
            "Tiểu dự án 2.2: hỗ trợ sản xuất xã ĐBKK (135)",
            "Sub-project 2.2: production support, ĐBKK communes (135)",
        ),
        named(
            "services",
            "Dịch vụ xã hội cơ bản: nhà ở, nước sạch, vệ sinh",
            "Basic services: housing, water, sanitation",
        ),
        named("jobs", "Đào tạo nghề, việc làm", "Vocational training and jobs"),
    ]
}

fn start_rate(district_code: u32, position: usize) -> f64 {
    let base = DISTRICTS.iter().find(|it| it.0 == district_code).unwrap().2;
    base * (0.6 + 0.2 * (position % 5) as f64)
}

/// A spread around `mean` whose quantiles are those of a normal distribution cut at zero.
fn spread(mean: f64, sd: f64) -> Spread {
    let at = |z: f64| (mean + z * sd).max(0.0);
    Spread {
        mean,
        sd,
        p05: at(-1.645),
        p25: at(-0.674),
        p50: at(0.0),
        p75: at(0.674),
        p95: at(1.645),
        mc_se: sd / f64::from(REPLICATES).sqrt(),
    }
}

pub fn probability(estimate: f64) -> Probability {
    let half = 1.96 * (estimate * (1.0 - estimate) / f64::from(REPLICATES)).sqrt();
    Probability {
        estimator: Estimator::Simulated,
        replicates: REPLICATES,
        estimate,
        low: if estimate == 0.0 { 0.0 } else { (estimate - half).max(0.0) },
        high: if estimate == 0.0 { 0.0019 } else { (estimate + half).min(1.0) },
        standard_error: half / 1.96,
        equivalent_replicates: f64::from(REPLICATES),
    }
}

fn targets() -> Vec<TargetResult> {
    let bands = [
        ("seed", 0, 1.7, 2.0, [0.0, 0.0, 0.0]),
        ("seed", 1, 4.0, 5.0, [0.113, 0.27, 0.41]),
        ("adopted", 0, 1.0, 1.0, [0.042, 0.15, 0.36]),
        ("adopted", 1, 3.0, 3.0, [0.735, 0.87, 0.955]),
    ];
    let mut results = Vec::new();
    for (position, (alternative, _, _, factor)) in ALTERNATIVES.into_iter().enumerate() {
        for set in ["seed", "adopted"] {
            for (_, cohort, floor, top, p) in bands.into_iter().filter(|band| band.0 == set) {
                results.push(target(alternative, set, cohort, (floor, top), p[position], factor));
            }
            let p = if set == "seed" { 0.0 } else { bands[2].4[position] * 0.97 };
            results.push(joint(alternative, set, p));
        }
    }
    results
}

fn target(alternative: &str, set: &str, at: usize, band: (f64, f64), p: f64, factor: f64) -> TargetResult {
    let (cohort, _, _, start, fall) = COHORTS[at];
    let largest = start / 4.0;
    let falls = ((start / band.0) as u32).min(4);
    let possible = band.0 <= largest;
    TargetResult {
        alternative: alternative.to_string(),
        target: format!("{set}/{cohort}"),
        set: set.to_string(),
        cohort: cohort.to_string(),
        standard: Standard::Nd07,
        first_year: 2022,
        last_year: 2025,
        floor: band.0,
        top: band.1,
        arithmetic: Some(Arithmetic {
            start_rate_percent: start,
            largest_possible_points_per_year: largest,
            floor_possible: possible,
            top_possible: band.1 <= largest,
            last_year_alive: Some(2021 + falls as i32),
            last_year_alive_top: Some(2021 + ((start / band.1) as i32).min(4)),
            falls_possible: falls,
            exit_shares: vec![(2022, Some(band.0 / start))],
            start_needed_percent: 4.0 * band.0,
            end_rate_at_floor_percent: start - 4.0 * band.0,
            end_rate_if_relative_percent: 4.9,
        }),
        possible,
        p_floor: probability(p),
        p_top: probability(p * if band.0 == band.1 { 1.0 } else { 0.1 }),
        fall: Some(spread(fall * factor, 0.1 * fall)),
        verdict: verdict(possible, p),
    }
}

fn joint(alternative: &str, set: &str, p: f64) -> TargetResult {
    TargetResult {
        target: format!("{set}/all"),
        cohort: String::new(),
        arithmetic: None,
        possible: set != "seed",
        fall: None,
        verdict: verdict(set != "seed", p),
        ..target(alternative, set, 1, (3.0, 3.0), p, 1.0)
    }
}

fn verdict(possible: bool, p: f64) -> Verdict {
    match p {
        _ if !possible => Verdict::OutOfReach,
        p if p < 0.1 => Verdict::VeryUnlikely,
        p if p < 0.33 => Verdict::Unlikely,
        p if p <= 0.66 => Verdict::Open,
        p if p <= 0.9 => Verdict::Likely,
        _ => Verdict::VeryLikely,
    }
}

fn trajectories() -> Vec<TrajectoryPoint> {
    let mut points = Vec::new();
    for (alternative, _, _, factor) in ALTERNATIVES {
        for (cohort, _, _, start, fall) in COHORTS {
            for year in 2021..=2025 {
                let elapsed = f64::from(year - 2021);
                let rate = start - fall * factor * elapsed * (1.0 - 0.04 * elapsed);
                points.push(TrajectoryPoint {
                    alternative: alternative.to_string(),
                    cohort: cohort.to_string(),
                    year,
                    quantity: Quantity::PoorRate,
                    spread: spread(rate, 0.055 * start * elapsed.sqrt()),
                });
            }
        }
    }
    points
}

fn communes(facts: &Facts) -> Vec<CommunePoint> {
    let mut points = Vec::new();
    for (alternative, _, _, factor) in ALTERNATIVES {
        for (position, commune) in facts.communes.iter().enumerate() {
            for year in 2022..=2025 {
                let rate = start_rate(commune.district_code, position)
                    * (1.0 - 0.11 * factor * f64::from(year - 2021));
                let poor = f64::from(commune.households) * rate / 100.0;
                points.push(CommunePoint {
                    alternative: alternative.to_string(),
                    commune: commune.code,
                    year,
                    households_mean: f64::from(commune.households) + 0.25,
                    poor: spread(poor, poor * 0.2),
                    poor_rate_percent_mean: rate,
                    near_poor_mean: poor * 0.9,
                    readiness_points_mean: if rate > 20.0 { 3.5 } else { 0.0 },
                });
            }
        }
    }
    points
}

fn places(facts: &Facts) -> Vec<PlaceTarget> {
    let commune = |(position, commune): (usize, &CommuneFacts)| {
        let start = start_rate(commune.district_code, position);
        PlaceTarget {
            alternative: ALTERNATIVES[0].0.to_string(),
            target: "adopted/province".to_string(),
            level: PlaceLevel::Commune,
            code: commune.code.to_string(),
            name: commune.name.clone(),
            start_rate_percent: start,
            largest_possible_points_per_year: start / 4.0,
            possible: start >= 4.0,
            p_floor: probability(if start >= 4.0 { 0.4 } else { 0.0 }),
        }
    };
    facts.communes.iter().enumerate().map(commune).collect()
}
