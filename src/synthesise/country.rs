//! A made-up country: as many communes as wanted, in Bắc Giang's proportions, to try the toolkit at scale.

use crate::domain::commune::{Cohort, Commune, CommuneCode};
use crate::domain::margin::{KnownTotal, Scope};
use crate::domain::origin::Origin;
use crate::load::margins::Margin;

/// Communes per made-up district; Sơn Động has 17.
pub const DISTRICT_COMMUNES: usize = 17;

/// Districts after which the pattern poor, upland, upland, lowland … repeats: 37 of 204 communes are ĐBKK,
/// as 37 of Bắc Giang's 209.
const PATTERN_DISTRICTS: usize = 12;

/// ĐBKK communes of each of the two upland districts of a pattern.
const UPLAND_DBKK: [usize; 2] = [11, 10];

/// Largest country: ninety times Vietnam's communes, and its households still fit a 32-bit count.
pub const MOST_COMMUNES: usize = 1_000_000;

/// Communes, cohorts and margins that fit together.
#[derive(Clone, Debug, PartialEq)]
pub struct Country {
    pub communes: Vec<Commune>,
    /// `dbkk` and `poor_district`, each only when it has members.
    pub cohorts: Vec<Cohort>,
    /// The whole and each cohort.
    pub margins: Vec<Margin>,
}

/// A country of `count` communes (at most [`MOST_COMMUNES`]); the whole and the cohorts have the rates of the Bắc Giang pack, nearly.
pub fn country(count: usize) -> Country {
    let communes = country_communes(count);
    let count = communes.len();
    let mut cohorts = vec![
        cohort("dbkk", "Xã ĐBKK (giả lập)", "Especially difficult communes (made up)", Class::is_dbkk),
        cohort("poor_district", "Huyện nghèo (giả lập)", "Poor districts (made up)", Class::is_poor_district),
    ];
    for (index, commune) in communes.iter().enumerate() {
        for (cohort, belongs) in &mut cohorts {
            if belongs(Class::of(index)) {
                cohort.members.insert(commune.code);
            }
        }
    }
    cohorts.retain(|(cohort, _)| !cohort.members.is_empty());
    let mut margins = vec![margin(Scope::Province, count, |_| true)];
    for (cohort, belongs) in &cohorts {
        margins.push(margin(Scope::Cohort(cohort.id.clone()), count, belongs));
    }
    Country { communes, cohorts: cohorts.into_iter().map(|(cohort, _)| cohort).collect(), margins }
}

/// `count` communes (at most [`MOST_COMMUNES`]) with the codes 1, 2, … in districts of [`DISTRICT_COMMUNES`].
pub fn country_communes(count: usize) -> Vec<Commune> {
    (0..count.min(MOST_COMMUNES)).filter_map(commune).collect()
}

/// The kinds of made-up commune; each has one size and one rate, which the margins add up.
#[derive(Clone, Copy, PartialEq)]
enum Class {
    PoorDistrictTown,
    PoorDistrictDbkk,
    UplandDbkk,
    Upland,
    Lowland,
}

impl Class {
    fn of(index: usize) -> Class {
        let (district, place) = (index / DISTRICT_COMMUNES % PATTERN_DISTRICTS, index % DISTRICT_COMMUNES);
        match district {
            0 if place == 0 => Class::PoorDistrictTown,
            0 => Class::PoorDistrictDbkk,
            1 | 2 if place < UPLAND_DBKK[district - 1] => Class::UplandDbkk,
            1 | 2 => Class::Upland,
            _ => Class::Lowland,
        }
    }

    fn is_dbkk(self) -> bool {
        matches!(self, Class::PoorDistrictDbkk | Class::UplandDbkk)
    }

    fn is_poor_district(self) -> bool {
        matches!(self, Class::PoorDistrictTown | Class::PoorDistrictDbkk)
    }

    /// Regional-allowance coefficient as in comparable communes of Bắc Giang.
    fn remoteness(self) -> f64 {
        match self {
            Class::PoorDistrictDbkk | Class::UplandDbkk => 0.2,
            Class::PoorDistrictTown | Class::Upland => 0.1,
            Class::Lowland => 0.0,
        }
    }

    /// Mean households, poor and near-poor of one commune. Assumptions after the margins of the Bắc Giang pack.
    fn counts(self) -> [u32; 3] {
        match self {
            Class::PoorDistrictTown => [1800, 400, 250],
            Class::PoorDistrictDbkk => [1137, 425, 197],
            Class::UplandDbkk => [1072, 258, 141],
            Class::Upland => [2100, 150, 170],
            Class::Lowland => [2542, 63, 101],
        }
    }
}

fn commune(index: usize) -> Option<Commune> {
    let number = index + 1;
    let district = index / DISTRICT_COMMUNES + 1;
    let class = Class::of(index);
    Some(Commune {
        code: CommuneCode::parse(&number.to_string())?,
        name: format!("Xã giả lập {number:05}"),
        kind: if class == Class::PoorDistrictTown { "thị trấn" } else { "xã" }.to_string(),
        district_code: u32::try_from(district).ok()?,
        district: format!("Huyện giả lập {district:03}"),
        remoteness: class.remoteness(),
    })
}

fn cohort(
    id: &str,
    title_vi: &str,
    title_en: &str,
    belongs: fn(Class) -> bool,
) -> (Cohort, fn(Class) -> bool) {
    let cohort = Cohort {
        id: id.to_string(),
        title_vi: title_vi.to_string(),
        title_en: title_en.to_string(),
        members: Default::default(),
    };
    (cohort, belongs)
}

fn margin(scope: Scope, count: usize, belongs: impl Fn(Class) -> bool) -> Margin {
    let mut sums = [0; 3];
    for class in (0..count).map(Class::of).filter(|&class| belongs(class)) {
        for (sum, part) in sums.iter_mut().zip(class.counts()) {
            *sum += part;
        }
    }
    let [households, poor, near_poor] = sums;
    let source = "made-up country in the proportions of the Bắc Giang pack: assumption".to_string();
    let total = KnownTotal { scope, households, poor, near_poor, basis: Origin::Assumption, source };
    Margin { total, file: "margins.csv".to_string(), row: 0 }
}
