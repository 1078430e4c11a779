//! Synthetic baselines: margins met exactly, luck tied to codes, contradictions named.

use giamngheo::cli::render_said;
use giamngheo::domain::baseline::BaselineRow;
use giamngheo::domain::commune::{Cohort, Commune, CommuneCode};
use giamngheo::domain::margin::{KnownTotal, Scope};
use giamngheo::domain::origin::Origin;
use giamngheo::load::diagnostic::{Diagnostics, Place};
use giamngheo::load::margins::{Margin, parse_margins};
use giamngheo::report::Language;
use giamngheo::synthesise::country::{MOST_COMMUNES, country, country_communes};
use giamngheo::synthesise::synthetic::{DRAW_SIZE, SynthOptions, synthesise};
use giamngheo::synthesise::table::{SYNTHETIC_HEAD, baseline_csv, margins_csv};
use proptest::prelude::*;
use std::collections::BTreeSet;

const OPTIONS: SynthOptions = SynthOptions { seed: 1, tilt: 4.0, spread_log_sd: 0.35 };

/// SplitMix64 of (seed, code, index) as two uniforms, then Box–Muller: addressed like the real generator.
fn normal(seed: u64, commune: CommuneCode, index: u32) -> f64 {
    let mut state = seed ^ (u64::from(commune.number()) << 32 | u64::from(index));
    let mut uniform = || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = state;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ mixed >> 31) >> 11) as f64 / (1u64 << 53) as f64
    };
    // Two rounds first: neighbouring states give related first outputs.
    uniform();
    uniform();
    let (radius, angle) = (1.0 - uniform(), uniform());
    libm::sqrt(-2.0 * libm::log(radius)) * libm::cos(std::f64::consts::TAU * angle)
}

fn run(
    communes: &[Commune],
    cohorts: &[Cohort],
    margins: &[Margin],
    options: &SynthOptions,
) -> Result<Vec<BaselineRow>, Diagnostics> {
    synthesise(communes, cohorts, margins, options, &|code, index| normal(options.seed, code, index))
}

fn code(number: u32) -> CommuneCode {
    CommuneCode::parse(&number.to_string()).unwrap()
}

fn commune(number: u32, district_code: u32, remoteness: f64) -> Commune {
    let (name, kind, district) = (format!("xã {number}"), "xã".to_string(), format!("huyện {district_code}"));
    Commune { code: code(number), name, kind, district_code, district, remoteness }
}

fn cohort(id: &str, members: impl IntoIterator<Item = u32>) -> Cohort {
    let members = members.into_iter().map(code).collect();
    Cohort { id: id.to_string(), title_vi: String::new(), title_en: String::new(), members }
}

fn margin(scope: Scope, [households, poor, near_poor]: [u32; 3], row: usize) -> Margin {
    let (source, file) = ("test".to_string(), "margins.csv".to_string());
    let total = KnownTotal { scope, households, poor, near_poor, basis: Origin::Assumption, source };
    Margin { total, file, row }
}

/// Twenty communes in two districts; `upland` crosses the district border.
fn place() -> (Vec<Commune>, Vec<Cohort>) {
    let communes =
        (1..=20).map(|i| commune(i, if i <= 8 { 220 } else { 213 }, f64::from(i % 4) * 0.1)).collect();
    (communes, vec![cohort("upland", 3..=12)])
}

fn crossing_margins() -> Vec<Margin> {
    vec![
        margin(Scope::Province, [40_001, 3_001, 2_903], 2),
        margin(Scope::District(220), [9_007, 1_499, 1_003], 3),
        margin(Scope::Cohort("upland".into()), [14_003, 1_777, 1_201], 4),
    ]
}

/// Sum over the margin's communes, computed apart from the code under test.
fn sum(margin: &Margin, communes: &[Commune], cohorts: &[Cohort], rows: &[BaselineRow]) -> [u32; 3] {
    let mut sums = [0; 3];
    for (commune, row) in communes.iter().zip(rows) {
        assert_eq!(commune.code, row.commune);
        let belongs = match &margin.total.scope {
            Scope::Province => true,
            Scope::District(district) => commune.district_code == *district,
            Scope::Cohort(id) => cohorts.iter().any(|c| c.id == *id && c.members.contains(&commune.code)),
        };
        if belongs {
            sums = [sums[0] + row.households, sums[1] + row.poor, sums[2] + row.near_poor];
        }
    }
    sums
}

fn assert_meets(margins: &[Margin], communes: &[Commune], cohorts: &[Cohort], rows: &[BaselineRow]) {
    assert_eq!(rows.len(), communes.len());
    for margin in margins {
        let wanted = [margin.total.households, margin.total.poor, margin.total.near_poor];
        assert_eq!(sum(margin, communes, cohorts, rows), wanted, "{:?}", margin.name());
    }
    for row in rows {
        assert!(row.poor + row.near_poor <= row.households, "{row:?}");
        assert!(row.households > 0 && row.origin == Origin::Synthetic, "{row:?}");
    }
}

#[test]
fn crossing_margins_are_met_exactly() {
    let (communes, cohorts) = place();
    let rows = run(&communes, &cohorts, &crossing_margins(), &OPTIONS).unwrap();
    assert_meets(&crossing_margins(), &communes, &cohorts, &rows);
}

#[test]
fn same_seed_same_rows_other_seed_other_rows() {
    let (communes, cohorts) = place();
    let make =
        |seed| run(&communes, &cohorts, &crossing_margins(), &SynthOptions { seed, ..OPTIONS }).unwrap();
    assert_eq!(make(1), make(1));
    assert_ne!(make(1), make(2));
}

#[test]
fn the_order_of_communes_only_permutes_the_rows() {
    let (communes, cohorts) = place();
    let rows = run(&communes, &cohorts, &crossing_margins(), &OPTIONS).unwrap();
    let shuffle = |i: usize| i * 7 % 20;
    let shuffled: Vec<Commune> = (0..20).map(|i| communes[shuffle(i)].clone()).collect();
    let expected: Vec<BaselineRow> = (0..20).map(|i| rows[shuffle(i)].clone()).collect();
    assert_eq!(run(&shuffled, &cohorts, &crossing_margins(), &OPTIONS).unwrap(), expected);
}

#[test]
fn a_commune_in_a_group_of_its_own_leaves_the_others_as_they_were() {
    let (mut communes, cohorts) = place();
    let before = run(&communes, &cohorts, &crossing_margins(), &OPTIONS).unwrap();
    communes.insert(4, commune(99, 299, 0.3));
    let mut margins = crossing_margins();
    let extra = margin(Scope::District(299), [1_000, 100, 90], 5);
    margins[0].total.households += extra.total.households;
    margins[0].total.poor += extra.total.poor;
    margins[0].total.near_poor += extra.total.near_poor;
    margins.push(extra);
    let mut after = run(&communes, &cohorts, &margins, &OPTIONS).unwrap();
    let added = after.remove(4);
    assert_eq!((added.households, added.poor, added.near_poor), (1_000, 100, 90));
    assert_eq!(after, before);
}

#[test]
fn with_no_tilt_and_no_luck_all_communes_are_alike() {
    let (communes, cohorts) = place();
    let options = SynthOptions { tilt: 0.0, ..OPTIONS };
    let whole = [margin(Scope::Province, [20_000, 1_000, 600], 2)];
    let rows = synthesise(&communes, &cohorts, &whole, &options, &|_, _| 0.0).unwrap();
    for row in rows {
        assert_eq!((row.households, row.poor, row.near_poor), (1_000, 50, 30));
    }
}

#[test]
fn tilt_is_the_log_odds_per_unit_of_remoteness() {
    // Two communes, no luck: the odds ratio poor : neither survives raking and is exp(tilt · difference).
    let communes = [commune(1, 1, 0.0), commune(2, 1, 0.2)];
    let whole = [margin(Scope::Province, [2_000_000, 300_000, 200_000], 2)];
    let options = SynthOptions { tilt: 5.0, ..OPTIONS };
    let rows = synthesise(&communes, &[], &whole, &options, &|_, _| 0.0).unwrap();
    let odds = |row: &BaselineRow| f64::from(row.poor) / f64::from(row.households - row.poor - row.near_poor);
    let ratio = odds(&rows[1]) / odds(&rows[0]);
    assert!((ratio / libm::exp(1.0) - 1.0).abs() < 1e-4, "{ratio}");
}

#[test]
fn tilt_raises_the_rate_of_remote_communes() {
    let (communes, cohorts) = place();
    let remote_rate = |tilt: f64| {
        let rows = run(&communes, &cohorts, &crossing_margins(), &SynthOptions { tilt, ..OPTIONS }).unwrap();
        let remote = communes.iter().zip(&rows).filter(|(commune, _)| commune.remoteness > 0.25);
        let (poor, all) =
            remote.fold((0, 0), |(poor, all), (_, row)| (poor + row.poor, all + row.households));
        f64::from(poor) / f64::from(all)
    };
    assert!(remote_rate(8.0) > remote_rate(4.0));
    assert!(remote_rate(4.0) > remote_rate(0.0));
    assert!(remote_rate(0.0) > remote_rate(-4.0));
}

#[test]
fn sizes_follow_their_luck_and_the_kind_of_commune() {
    let mut communes = vec![commune(1, 1, 0.0), commune(2, 1, 0.0), commune(3, 1, 0.0)];
    communes[2].kind = "thị trấn".to_string();
    let whole = [margin(Scope::Province, [35_000, 3_500, 3_500], 2)];
    let plain = synthesise(&communes, &[], &whole, &OPTIONS, &|_, _| 0.0).unwrap();
    assert_eq!(plain.iter().map(|row| row.households).collect::<Vec<_>>(), [10_000, 10_000, 15_000]);
    let lucky = |code: CommuneCode, index: u32| f64::from(u8::from(code.number() == 1 && index == DRAW_SIZE));
    let rows = synthesise(&communes, &[], &whole, &OPTIONS, &lucky).unwrap();
    assert!(rows[0].households > rows[1].households);
}

fn only_item(result: Result<Vec<BaselineRow>, Diagnostics>) -> (&'static str, Place, String) {
    let mut items = result.unwrap_err().items;
    assert_eq!(items.len(), 1, "{items:?}");
    let item = items.remove(0);
    (item.rule, item.place, render_said(&item.message, Language::En).unwrap())
}

#[test]
fn a_part_above_the_whole_is_refused_by_name() {
    let (communes, cohorts) = place();
    let mut margins = crossing_margins();
    margins[2].total.poor = 3_002;
    let (rule, place, message) = only_item(run(&communes, &cohorts, &margins, &OPTIONS));
    assert_eq!(rule, "contradictory-margins");
    assert_eq!(place, Place::Cell { row: 4, column: "poor".into() });
    assert_eq!(
        message,
        "no whole poor households were found that meet these margins together: province (line 2) = 3001, cohort upland (line 4) = 3002"
    );
}

#[test]
fn districts_that_do_not_sum_to_the_province_are_refused_by_name() {
    let (communes, cohorts) = place();
    let mut margins = crossing_margins();
    margins.push(margin(Scope::District(213), [30_995, 1_502, 1_900], 5));
    let (rule, place, message) = only_item(run(&communes, &cohorts, &margins, &OPTIONS));
    assert_eq!((rule, place), ("contradictory-margins", Place::Cell { row: 5, column: "households".into() }));
    for name in ["province (line 2) = 40001", "district 220 (line 3) = 9007", "district 213 (line 5) = 30995"]
    {
        assert!(message.contains(name), "{message}");
    }
    assert!(!message.contains("upland"), "{message}");
}

#[test]
fn every_margin_with_more_listed_than_households_is_reported() {
    let (communes, cohorts) = place();
    let mut margins = crossing_margins();
    margins[0].total.poor = 40_000;
    margins[1].total.near_poor = 9_000;
    let items = run(&communes, &cohorts, &margins, &OPTIONS).unwrap_err().items;
    let found: Vec<_> = items.iter().map(|item| (item.rule, item.place.clone())).collect();
    let at = |row| ("listed-exceed-households", Place::Cell { row, column: "households".into() });
    assert_eq!(found, [at(2), at(3)]);
}

#[test]
fn margins_and_communes_that_do_not_fit_are_refused() {
    let (mut communes, cohorts) = place();
    let rule =
        |communes: &[Commune], margins: &[Margin]| only_item(run(communes, &cohorts, margins, &OPTIONS)).0;
    let unknown = [margin(Scope::Province, [9, 1, 1], 2), margin(Scope::Cohort("atk".into()), [5, 1, 1], 3)];
    assert_eq!(rule(&communes, &unknown), "margin-without-communes");
    assert_eq!(rule(&communes, &crossing_margins()[1..]), "commune-without-margin");
    assert_eq!(rule(&communes, &[]), "commune-without-margin");
    assert_eq!(rule(&communes, &[margin(Scope::Province, [5, 1, 1], 2)]), "commune-without-households");
    communes.push(commune(1, 213, 0.0));
    assert_eq!(rule(&communes, &crossing_margins()), "duplicate-commune");
}

#[test]
fn options_out_of_range_are_refused() {
    let (communes, cohorts) = place();
    for options in [
        SynthOptions { tilt: f64::NAN, ..OPTIONS },
        SynthOptions { tilt: 21.0, ..OPTIONS },
        SynthOptions { spread_log_sd: -0.1, ..OPTIONS },
    ] {
        let (rule, _, _) = only_item(run(&communes, &cohorts, &crossing_margins(), &options));
        assert_eq!(rule, "synth-option-out-of-range");
    }
}

#[test]
fn a_country_has_bac_giangs_proportions_and_meets_its_margins() {
    let made = country(10_600);
    assert_eq!(made.communes.len(), 10_600);
    assert_eq!(made.communes[0].name, "Xã giả lập 00001");
    assert_eq!(made.communes.iter().map(|commune| commune.code).collect::<BTreeSet<_>>().len(), 10_600);
    let whole = &made.margins[0];
    let percent = |count: u32| 100.0 * f64::from(count) / f64::from(whole.total.households);
    assert!((percent(whole.total.poor) - 5.27).abs() < 0.1, "{}", percent(whole.total.poor));
    assert!((percent(whole.total.near_poor) - 5.24).abs() < 0.1, "{}", percent(whole.total.near_poor));
    let rows = run(&made.communes, &made.cohorts, &made.margins, &OPTIONS).unwrap();
    assert_meets(&made.margins, &made.communes, &made.cohorts, &rows);
}

#[test]
fn small_countries_fit_together_too() {
    assert_eq!(country_communes(0), []);
    assert_eq!(country_communes(MOST_COMMUNES + 1).len(), MOST_COMMUNES);
    for count in [1, 2, 16, 17, 18, 204, 205] {
        let made = country(count);
        let rows = run(&made.communes, &made.cohorts, &made.margins, &OPTIONS).unwrap();
        assert_meets(&made.margins, &made.communes, &made.cohorts, &rows);
    }
    let (read, diagnostics) = parse_margins(&margins_csv(&country(205).margins, "synth"), "margins.csv");
    assert_eq!((read.len(), diagnostics), (3, Diagnostics::default()));
}

#[test]
fn the_file_says_that_it_is_synthetic_and_how_to_make_it() {
    let (communes, cohorts) = place();
    let rows = run(&communes, &cohorts, &crossing_margins(), &OPTIONS).unwrap();
    let text = baseline_csv(&rows, &OPTIONS, "giamngheo data synth x.toml");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], SYNTHETIC_HEAD);
    assert!(lines[0].starts_with("# SYNTHETIC / SỐ LIỆU GIẢ LẬP"));
    assert_eq!(lines[1], "# made by: giamngheo data synth x.toml");
    assert_eq!(lines[2], "# seed 1, tilt 4, spread_log_sd 0.35; 20 communes; counts are households");
    assert_eq!(lines[3], "commune_code,households,poor,near_poor,origin");
    assert_eq!(lines.len(), 24);
    let first = &rows[0];
    assert_eq!(lines[4], format!("00001,{},{},{},synthetic", first.households, first.poor, first.near_poor));
}

/// A hidden population, so that whatever margins are cut from it fit together.
fn population() -> impl Strategy<Value = Vec<(u32, [u32; 3], f64)>> {
    let household_groups =
        (1u32..3_000, 0u32..400, 0u32..400).prop_map(|(rest, poor, near)| [rest, poor, near]);
    prop::collection::vec((1u32..6, household_groups, 0.0f64..0.4), 2..40)
}

fn margins_of(
    communes: &[Commune],
    hidden: &[[u32; 3]],
    cohorts: &[Cohort],
    scopes: Vec<Scope>,
) -> Vec<Margin> {
    let rows: Vec<BaselineRow> = communes
        .iter()
        .zip(hidden)
        .map(|(commune, &[rest, poor, near_poor])| BaselineRow {
            commune: commune.code,
            households: rest + poor + near_poor,
            poor,
            near_poor,
            origin: Origin::Synthetic,
        })
        .collect();
    let cut = |(i, scope)| {
        let mut margin = margin(scope, [0; 3], i + 2);
        [margin.total.households, margin.total.poor, margin.total.near_poor] =
            sum(&margin, communes, cohorts, &rows);
        margin
    };
    scopes.into_iter().enumerate().map(cut).collect()
}

/// Communes without a household are refused, rightly; the random populations are not about them.
fn met_or_thin(communes: &[Commune], cohorts: &[Cohort], margins: &[Margin], seed: u64) {
    match run(communes, cohorts, margins, &SynthOptions { seed, ..OPTIONS }) {
        Ok(rows) => assert_meets(margins, communes, cohorts, &rows),
        Err(diagnostics) => {
            assert_eq!(diagnostics.items[0].rule, "commune-without-households", "{diagnostics:?}")
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn nested_margins_are_met(people in population(), seed in any::<u64>()) {
        let communes: Vec<Commune> =
            people.iter().zip(1..).map(|((district, _, remoteness), i)| commune(i, *district, *remoteness)).collect();
        let hidden: Vec<[u32; 3]> = people.iter().map(|(_, groups, _)| *groups).collect();
        let districts: BTreeSet<u32> = communes.iter().map(|commune| commune.district_code).collect();
        // A cohort inside the first district.
        let inner = cohort("inner", communes.iter().filter(|c| c.district_code == communes[0].district_code).map(|c| c.code.number()).take(2));
        let mut scopes = vec![Scope::Province, Scope::Cohort("inner".into())];
        scopes.extend(districts.into_iter().map(Scope::District));
        let cohorts = [inner];
        let margins = margins_of(&communes, &hidden, &cohorts, scopes);
        met_or_thin(&communes, &cohorts, &margins, seed);
    }

    #[test]
    fn crossing_margins_of_any_population_are_met(
        people in population(),
        picks in prop::collection::vec(any::<u64>(), 1..6),
        seed in any::<u64>(),
    ) {
        let communes: Vec<Commune> =
            people.iter().zip(1..).map(|((district, _, remoteness), i)| commune(i, *district, *remoteness)).collect();
        let hidden: Vec<[u32; 3]> = people.iter().map(|(_, groups, _)| *groups).collect();
        // Each pick's bits choose the members of one cohort; the last commune joins so that none is empty.
        let cohorts: Vec<Cohort> = picks
            .iter()
            .enumerate()
            .map(|(k, bits)| {
                let last = communes.len() as u32;
                cohort(&format!("c{k}"), (1..=last).filter(|i| bits >> i & 1 == 1 || *i == last))
            })
            .collect();
        let mut scopes = vec![Scope::Province];
        scopes.extend(cohorts.iter().map(|cohort| Scope::Cohort(cohort.id.clone())));
        let margins = margins_of(&communes, &hidden, &cohorts, scopes);
        met_or_thin(&communes, &cohorts, &margins, seed);
    }
}
