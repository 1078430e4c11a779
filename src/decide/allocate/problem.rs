//! What is to be allocated: areas, the packages offered to them, sources of money, and bounds.

use crate::domain::money::Money;

/// Most sources: which of them may pay a package is a set of bits, and every union of such sets is a constraint.
pub const MOST_SOURCES: usize = 12;

/// A place that gets at most one package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// Unique; answers are ordered by it.
    pub code: String,
}

/// Something that can be done in an area, whole or not at all.
#[derive(Clone, Debug, PartialEq)]
pub struct Package {
    /// Index of the area it is offered to.
    pub area: usize,
    /// Unique within the area.
    pub id: String,
    /// Not negative; zero is allowed.
    pub cost: Money,
    /// What it is worth, in any unit that can be added up; finite.
    pub value: f64,
    /// By source: whether it may pay. Several may pay together.
    pub payers: Vec<bool>,
}

/// Money of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Unique.
    pub id: String,
    pub amount: Money,
}

/// Bounds of what is spent in an area. No package is spending nothing: a floor above zero forbids it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    pub area: usize,
    pub floor: Option<Money>,
    pub cap: Option<Money>,
}

/// An area that must get this package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lock {
    pub area: usize,
    /// Index into the problem's packages.
    pub package: usize,
}

/// Everything that is known. The order of the lists does not matter: answers depend on codes and ids alone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Problem {
    pub areas: Vec<Area>,
    pub packages: Vec<Package>,
    pub sources: Vec<Source>,
    /// At most one per area.
    pub limits: Vec<Limit>,
    /// At most one per area.
    pub locks: Vec<Lock>,
}

/// What is best.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Goal {
    /// The largest sum of values; among equals the cheapest.
    MostValue,
    /// The least cost whose values sum to at least this; among equals the most valuable.
    LeastCost { value: f64 },
}

/// One constraint that can be taken away; the number is the area's index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Constraint {
    Floor(usize),
    Cap(usize),
    Lock(usize),
}

impl Constraint {
    /// Index of the area it binds.
    pub fn area(self) -> usize {
        match self {
            Constraint::Floor(area) | Constraint::Cap(area) | Constraint::Lock(area) => area,
        }
    }

    /// As files write it: `floor`, `cap`, `lock`.
    pub fn word(self) -> &'static str {
        match self {
            Constraint::Floor(_) => "floor",
            Constraint::Cap(_) => "cap",
            Constraint::Lock(_) => "lock",
        }
    }
}

impl Problem {
    /// Every floor, cap and lock, by area code.
    pub fn constraints(&self) -> Vec<Constraint> {
        let floors = self.limits.iter().filter(|it| it.floor.is_some()).map(|it| Constraint::Floor(it.area));
        let caps = self.limits.iter().filter(|it| it.cap.is_some()).map(|it| Constraint::Cap(it.area));
        let locks = self.locks.iter().map(|it| Constraint::Lock(it.area));
        let mut all: Vec<Constraint> = floors.chain(caps).chain(locks).collect();
        all.sort_by(|a, b| self.areas[a.area()].code.cmp(&self.areas[b.area()].code).then(a.cmp(b)));
        all
    }

    /// Areas in the order of their codes.
    pub fn areas_in_order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.areas.len()).collect();
        order.sort_by(|&a, &b| self.areas[a].code.cmp(&self.areas[b].code));
        order
    }

    /// Sources in the order of their ids.
    pub fn sources_in_order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.sources.len()).collect();
        order.sort_by(|&a, &b| self.sources[a].id.cmp(&self.sources[b].id));
        order
    }

    /// What a caller got wrong, if anything: the solver relies on it.
    pub fn fault(&self) -> Option<String> {
        if self.sources.len() > MOST_SOURCES {
            return Some(format!("{} sources; at most {MOST_SOURCES}", self.sources.len()));
        }
        if let Some(code) = repeated(self.areas.iter().map(|area| area.code.as_str())) {
            return Some(format!("area {code} is there twice"));
        }
        if let Some(id) = repeated(self.sources.iter().map(|source| source.id.as_str())) {
            return Some(format!("source {id} is there twice"));
        }
        if let Some(source) = self.sources.iter().find(|source| source.amount.is_negative()) {
            return Some(format!("source {} has a negative amount", source.id));
        }
        self.packages.iter().find_map(|it| self.package_fault(it)).or_else(|| self.bounds_fault())
    }

    fn package_fault(&self, package: &Package) -> Option<String> {
        let sound = package.area < self.areas.len()
            && package.payers.len() == self.sources.len()
            && !package.cost.is_negative()
            && package.value.is_finite();
        (!sound).then(|| format!("package {}: unknown area, cost, value or payers", package.id))
    }

    fn bounds_fault(&self) -> Option<String> {
        let mut keys: Vec<(usize, &str)> = self.packages.iter().map(|it| (it.area, it.id.as_str())).collect();
        keys.sort_unstable();
        if let Some(pair) = keys.windows(2).find(|pair| pair[0] == pair[1]) {
            return Some(format!("package {} is offered twice to one area", pair[0].1));
        }
        let twice = |mut areas: Vec<usize>| {
            areas.sort_unstable();
            let beyond = areas.last().is_some_and(|area| *area >= self.areas.len());
            beyond || areas.windows(2).any(|pair| pair[0] == pair[1])
        };
        if twice(self.limits.iter().map(|it| it.area).collect())
            || twice(self.locks.iter().map(|it| it.area).collect())
        {
            return Some("an area is unknown or has two limits or two locks".to_string());
        }
        let strange = |lock: &&Lock| self.packages.get(lock.package).is_none_or(|it| it.area != lock.area);
        self.locks.iter().find(strange).map(|_| "a lock names a package of another area".to_string())
    }
}

fn repeated<'a>(names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0])
}
