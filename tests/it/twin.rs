//! The slow twin: one replicate, one commune at a time, in plain scalar code that reads the same addresses and takes
//! its counts from the scalar quantiles. The kernel must agree with it draw for draw.

use giamngheo::domain::hazard::{Base, CLASSES};
use giamngheo::domain::programme::{Overlap, Saturation};
use giamngheo::domain::state::{GROUPS, Group, List, STATES, State, moves};
use giamngheo::plan::design::{Design, Funding, InstrumentPlan};
use giamngheo::simulate::binomial::{binomial, exits, split, whole_households};
use giamngheo::simulate::elementary::tanh;
use giamngheo::simulate::random::{Address, Purpose, cell, thirds};
use giamngheo::simulate::record::CommuneYear;
use giamngheo::simulate::world::{Indices, Mode, World};

/// Households by stratum and state.
type States = Vec<[f64; STATES]>;
/// Factors of the programme by class, group and labour capacity.
type Support = [[[f64; 2]; GROUPS]; CLASSES];

/// Every year of one commune in one replicate under one alternative.
pub fn live(design: &Design, indices: Indices, commune: usize, alternative: usize) -> Vec<CommuneYear<f64>> {
    let world = World::new(design, Mode::Drawn(indices));
    let factors = world.commune_factors(design, commune);
    let twin = Twin { design, world: &world, commune, replicate: indices.households };
    let funding = &design.alternatives[alternative];
    let mut states = twin.start();
    (0..design.years.len())
        .map(|year| {
            let covered = twin.coverage(funding, year, &states);
            let support = twin.support(&covered, year);
            let mut record = twin.step(year, &factors[year], &support, &mut states);
            record.readiness_points = design
                .instruments
                .iter()
                .zip(&covered)
                .fold(0.0, |sum, (instrument, covered)| sum + instrument.readiness_points * covered);
            twin.rebase(year, &mut states);
            record
        })
        .collect()
}

struct Twin<'a> {
    design: &'a Design,
    world: &'a World,
    commune: usize,
    replicate: u32,
}

impl Twin<'_> {
    fn thirds(&self, purpose: Purpose, year: i32, cell: u32) -> [f64; 3] {
        let entity = self.design.communes[self.commune].code;
        let address = Address { purpose, replicate: self.replicate, entity, year: year as u16, cell };
        thirds(self.design.seed, address)
    }

    fn start(&self) -> States {
        let mut states = self.design.communes[self.commune].start.clone();
        for (doubt, &(inside, outside)) in self.design.doubts.iter().zip(&self.world.doubts) {
            let factor = if doubt.inside[self.commune] { inside } else { outside };
            for stratum in 0..states.len() {
                let u = self.thirds(Purpose::Baseline, 0, doubt.name_code ^ (1 + stratum as u32));
                scale_poor(&mut states, stratum, factor, u[0]);
            }
        }
        states
    }

    fn coverage(&self, funding: &Funding, year: usize, states: &States) -> Vec<f64> {
        let design = self.design;
        let covered = |(k, instrument): (usize, &InstrumentPlan)| {
            let eligible = self.eligible(instrument, states);
            if design.full_coverage && funding.funded[k] {
                let here = instrument.offered[self.commune] && year >= instrument.lag && eligible > 0.0;
                return f64::from(u8::from(here));
            }
            let mut active = 0.0;
            for capital in 0..2 {
                for planned in 0..=year {
                    let operator = self.world.operators[k][capital][year * design.years.len() + planned];
                    active +=
                        operator * funding.money[design.money_index(self.commune, k, capital) + planned];
                }
            }
            if eligible <= 0.0 || instrument.ceiling <= 0.0 {
                return 0.0;
            }
            match instrument.saturation {
                Saturation::Tanh => instrument.ceiling * tanh(active / eligible / instrument.ceiling),
                Saturation::Linear => (active / eligible).min(instrument.ceiling),
            }
        };
        design.instruments.iter().enumerate().map(covered).collect()
    }

    fn eligible(&self, instrument: &InstrumentPlan, states: &States) -> f64 {
        let mut sum = 0.0;
        for (stratum, row) in self.design.strata.iter().zip(states) {
            for state in State::ALL {
                let reached = instrument.eligible[state.group().index()];
                if reached && (stratum.labour || !instrument.needs_labour) {
                    sum += row[state.index()];
                }
            }
        }
        sum
    }

    fn support(&self, covered: &[f64], year: usize) -> Support {
        let mut support = [[[1.0; 2]; GROUPS]; CLASSES];
        // Class, group, labour, coverage and ratio of everything that acts.
        let mut acting = Vec::new();
        for (k, instrument) in self.design.instruments.iter().enumerate() {
            for (effect, &ratio) in instrument.effects.iter().zip(&self.world.hazard_ratio[k]) {
                if effect.acts[year] && covered[k] != 0.0 {
                    for group in (0..GROUPS).filter(|&group| instrument.eligible[group]) {
                        for labour in usize::from(instrument.needs_labour)..2 {
                            acting.push((effect.class, group, labour, covered[k], ratio));
                        }
                    }
                }
            }
        }
        if self.design.overlap == Overlap::BestOf {
            acting.sort_by(|a, b| b.4.ln().abs().total_cmp(&a.4.ln().abs()));
        }
        let mut unreached = [[[1.0; 2]; GROUPS]; CLASSES];
        for (class, group, labour, coverage, ratio) in acting {
            let felt = &mut support[class][group][labour];
            let free = &mut unreached[class][group][labour];
            match self.design.overlap {
                Overlap::Product => *felt *= 1.0 + coverage * (ratio - 1.0),
                Overlap::BestOf => *felt += *free * coverage * (ratio - 1.0),
            }
            *free *= 1.0 - coverage;
        }
        support
    }

    fn step(
        &self,
        year: usize,
        factors: &[f64; CLASSES],
        support: &Support,
        states: &mut States,
    ) -> CommuneYear<f64> {
        let design = self.design;
        let calendar = design.years[year];
        let mut record = CommuneYear::default();
        [record.households_start, record.poor.start, record.near_poor.start] = stocks(states);
        let dissolution = -libm::log1p(-design.growth.dissolution);
        let mut next = vec![[0.0; STATES]; states.len()];
        for stratum in 0..states.len() {
            for from in State::ALL {
                let n = states[stratum][from.index()];
                let [a, b] = self.hazards(stratum, from, factors, support);
                let u = self.thirds(Purpose::Exits, calendar, cell(stratum, from.index()));
                let left = exits(n, (a + b) + dissolution, u[0]);
                let dissolved = if dissolution > 0.0 { split(left, dissolution, a + b, u[1]) } else { 0.0 };
                let first = split(left - dissolved, a, b, u[2]);
                let second = left - dissolved - first;
                let to = moves(from, design.look_back);
                next[stratum][to.first.index()] += first;
                next[stratum][to.second.index()] += second;
                next[stratum][to.stay.index()] += n - left;
                count(from, first, second, dissolved, &mut record);
                if from.since_escape() == Some(design.look_back.watched()) {
                    let not_poor = [(to.first, first), (to.second, second), (to.stay, n - left)];
                    let not_poor = not_poor.iter().filter(|(to, _)| to.list() != List::Poor);
                    record.lasting += not_poor.map(|(_, households)| households).sum::<f64>();
                }
            }
        }
        self.form(calendar, &mut next, &mut record);
        [record.households, record.poor.end, record.near_poor.end] = stocks(&next);
        *states = next;
        record
    }

    /// docs/model.md §2, with the factors multiplied in the order written there.
    fn hazards(&self, stratum: usize, from: State, factors: &[f64; CLASSES], support: &Support) -> [f64; 2] {
        let clocks = &self.design.clocks;
        let kinds = match from {
            State::Poor | State::Relapsed => [(Base::ExitIncomePoor, 1.0), (Base::ExitDeprivationPoor, 1.0)],
            State::NearPoor => [(Base::ExitIncomeNearPoor, 1.0), (Base::AriseNearPoor, 1.0)],
            State::NearPoorEscaped(d) => {
                [(Base::ExitIncomeNearPoor, 1.0), (Base::RelapseNearPoor, clocks.relapse[d as usize - 1])]
            }
            State::Escaped(d) => [
                (Base::RelapseEscaped, clocks.relapse[d as usize - 1]),
                (Base::SlipEscaped, clocks.slip[d as usize - 1]),
            ],
            State::LeftNearPoor(d) => [
                (Base::AriseSecure, clocks.arise[d as usize - 1]),
                (Base::SlipEscaped, clocks.slip[d as usize - 1]),
            ],
            State::Secure => [(Base::AriseSecure, 1.0), (Base::SlipSecure, 1.0)],
        };
        let plan = &self.design.strata[stratum];
        let area = self.design.communes[self.commune].area;
        kinds.map(|(kind, clock)| {
            let class = kind.class().index();
            let felt = support[class][from.group().index()][usize::from(plan.labour)];
            self.world.base[area][kind.index()] * factors[class] * (plan.factor[class] * clock) * felt
        })
    }

    fn form(&self, calendar: i32, next: &mut States, record: &mut CommuneYear<f64>) {
        let growth = &self.design.growth;
        if growth.formation <= 0.0 {
            return;
        }
        let rest = |share: f64, left: f64| if left > 0.0 { (share / left).min(1.0) } else { 0.0 };
        let u = self.thirds(Purpose::Formation, calendar, 0);
        let formed = binomial(record.households_start, growth.formation, u[0]);
        let poor = binomial(formed, growth.new_poor_share, u[1]);
        let near_share = rest(growth.new_near_poor_share, 1.0 - growth.new_poor_share);
        let near = binomial(formed - poor, near_share, u[2]);
        record.poor.other_increase = poor;
        record.near_poor.other_increase = near;
        let entries = [(State::Poor, poor), (State::NearPoor, near), (State::Secure, formed - poor - near)];
        for (entry, (state, count)) in entries.into_iter().enumerate() {
            let (mut left, mut share_left) = (count, 1.0);
            for stratum in 0..next.len() {
                let share = self.design.strata[stratum].share[state.group().index()];
                let here = if stratum + 1 == next.len() {
                    left
                } else {
                    let u = self.thirds(Purpose::Formation, calendar, 1 + stratum as u32);
                    binomial(left, rest(share, share_left), u[entry])
                };
                next[stratum][state.index()] += here;
                left -= here;
                share_left -= share;
            }
        }
    }

    fn rebase(&self, year: usize, states: &mut States) {
        let calendar = self.design.years[year];
        let Some(it) = self.design.rebasing.filter(|it| it.after_year == calendar) else { return };
        for (stratum, row) in states.iter_mut().enumerate() {
            let before = *row;
            for from in State::ALL {
                let (shares, to) = match from.list() {
                    List::Poor => ([it.poor_to_near_poor, it.poor_to_none], [State::NearPoor, State::Secure]),
                    List::NearPoor => {
                        ([it.near_poor_to_poor, it.near_poor_to_none], [State::Poor, State::Secure])
                    }
                    List::None => ([it.none_to_poor, it.none_to_near_poor], [State::Poor, State::NearPoor]),
                };
                let n = before[from.index()];
                let u = self.thirds(Purpose::Rebasing, calendar, cell(stratum, from.index()));
                let first = binomial(n, shares[0], u[0]);
                let rest = if shares[0] < 1.0 { (shares[1] / (1.0 - shares[0])).min(1.0) } else { 0.0 };
                let second = binomial(n - first, rest, u[1]);
                row[from.index()] -= first + second;
                row[to[0].index()] += first;
                row[to[1].index()] += second;
            }
        }
    }
}

/// Scales a stratum's poor households against those on no list, secure households first.
fn scale_poor(states: &mut States, stratum: usize, factor: f64, u: f64) {
    let room = [
        State::Secure,
        State::LeftNearPoor(3),
        State::LeftNearPoor(2),
        State::LeftNearPoor(1),
        State::Escaped(3),
        State::Escaped(2),
        State::Escaped(1),
    ];
    let poor = states[stratum][State::Poor.index()];
    let most: f64 =
        poor + room.iter().map(|s| states.iter().map(|row| row[s.index()]).sum::<f64>()).sum::<f64>();
    let moved = whole_households((poor * factor).min(most), u);
    let mut owed = moved - poor;
    states[stratum][State::Poor.index()] = moved;
    for state in room {
        let mut givers: Vec<usize> = (0..states.len()).filter(|&other| other != stratum).collect();
        givers.insert(0, stratum);
        for giver in givers {
            let given = owed.min(states[giver][state.index()]);
            states[giver][state.index()] -= given;
            owed -= given;
        }
    }
}

fn count(from: State, first: f64, second: f64, dissolved: f64, record: &mut CommuneYear<f64>) {
    let (poor, near) = (&mut record.poor, &mut record.near_poor);
    match from.list() {
        List::Poor => {
            poor.escaped_past_line += first;
            poor.to_other_list += second;
            near.from_other_list += second;
            poor.other_decrease += dissolved;
        }
        List::NearPoor => {
            near.escaped_past_line += first;
            near.to_other_list += second;
            poor.from_other_list += second;
            near.other_decrease += dissolved;
        }
        List::None => {
            let relapse = matches!(from, State::Escaped(_));
            *(if relapse { &mut poor.returned } else { &mut poor.newly_arisen }) += first;
            let back = from.group() == Group::NewlyEscaped;
            *(if back { &mut near.returned } else { &mut near.newly_arisen }) += second;
        }
    }
}

/// Households, poor and near-poor households.
fn stocks(states: &States) -> [f64; 3] {
    let sum = |keep: &dyn Fn(State) -> bool| -> f64 {
        let kept = |row: &[f64; STATES]| -> f64 {
            State::ALL.into_iter().filter(|state| keep(*state)).map(|state| row[state.index()]).sum()
        };
        states.iter().map(kept).sum()
    };
    [sum(&|_| true), sum(&|state| state.list() == List::Poor), sum(&|state| state.list() == List::NearPoor)]
}
