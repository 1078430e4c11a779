//! Who pays what: a transport of whole đồng from sources to chosen packages, always the same for the same choice.

use super::instance::mask;
use super::problem::Problem;
use super::solution::Payment;
use crate::domain::money::Money;
use std::collections::BTreeMap;

/// Money between sets of payers and sources, being raised until every set has what it needs.
struct Transport {
    /// Sources that may pay, as bits by place in the order of ids.
    sets: Vec<u32>,
    /// By set and source.
    flow: Vec<Vec<i128>>,
    left: Vec<i128>,
}

impl Transport {
    /// Sends `need` to a set, moving other sets to other sources where it must.
    fn send(&mut self, set: usize, mut need: i128) -> Option<()> {
        while need > 0 {
            let route = self.route(set)?;
            let last = *route.last()?;
            let moved = route.windows(2).map(|pair| self.flow[pair[1].0][pair[0].1]);
            let amount = moved.chain([need, self.left[last.1]]).min()?;
            for (step, &(to, source)) in route.iter().enumerate() {
                self.flow[to][source] += amount;
                if let Some(next) = route.get(step + 1) {
                    self.flow[next.0][source] -= amount;
                }
            }
            self.left[last.1] -= amount;
            need -= amount;
        }
        Some(())
    }

    /// Shortest way to free money: the set takes from a source, whose earlier set takes from another, and so on.
    fn route(&self, set: usize) -> Option<Vec<(usize, usize)>> {
        let mut queue: Vec<Vec<(usize, usize)>> = Vec::new();
        let mut seen = vec![false; self.left.len()];
        let mut at = 0;
        self.spread(&[], set, &mut queue, &mut seen);
        while at < queue.len() {
            let route = queue[at].clone();
            at += 1;
            let source = route.last()?.1;
            if self.left[source] > 0 {
                return Some(route);
            }
            for other in (0..self.sets.len()).filter(|&other| self.flow[other][source] > 0) {
                self.spread(&route, other, &mut queue, &mut seen);
            }
        }
        None
    }

    fn spread(
        &self,
        route: &[(usize, usize)],
        set: usize,
        queue: &mut Vec<Vec<(usize, usize)>>,
        seen: &mut [bool],
    ) {
        for (source, seen) in seen.iter_mut().enumerate() {
            if self.sets[set] & (1 << source) != 0 && !*seen {
                *seen = true;
                queue.push(route.iter().copied().chain([(set, source)]).collect());
            }
        }
    }
}

/// Payments of the chosen packages (by area code, then source id) and what is left of each source; `None` if the
/// sources cannot pay.
pub fn payments(problem: &Problem, chosen: &[Option<usize>]) -> Option<(Vec<Payment>, Vec<Money>)> {
    let sources = problem.sources_in_order();
    let set_of = |package: usize| {
        let payers = &problem.packages[package].payers;
        mask(&sources.iter().map(|&source| payers[source]).collect::<Vec<bool>>())
    };
    let cost_of = |package: usize| i128::from(problem.packages[package].cost.dong());
    let areas = problem.areas_in_order().into_iter();
    let paid: Vec<(usize, usize)> = areas
        .filter_map(|area| chosen[area].map(|package| (area, package)))
        .filter(|(_, package)| cost_of(*package) > 0)
        .collect();
    let mut needs: BTreeMap<u32, i128> = BTreeMap::new();
    paid.iter().for_each(|&(_, package)| *needs.entry(set_of(package)).or_default() += cost_of(package));
    let sets: Vec<u32> = needs.keys().copied().collect();
    let left = sources.iter().map(|&source| i128::from(problem.sources[source].amount.dong())).collect();
    let mut transport = Transport { flow: vec![vec![0; sources.len()]; sets.len()], sets, left };
    for (set, need) in needs.values().enumerate() {
        transport.send(set, *need)?;
    }
    let mut payments = Vec::new();
    for (area, package) in paid {
        let set = transport.sets.binary_search(&set_of(package)).ok()?;
        let mut need = cost_of(package);
        for (place, &source) in sources.iter().enumerate() {
            let amount = need.min(transport.flow[set][place]);
            if amount > 0 {
                transport.flow[set][place] -= amount;
                need -= amount;
                payments.push(Payment { area, package, source, amount: Money::from_dong(amount as i64) });
            }
        }
        if need > 0 {
            return None;
        }
    }
    let mut leftover = vec![Money::ZERO; sources.len()];
    for (place, &source) in sources.iter().enumerate() {
        leftover[source] = Money::from_dong(transport.left[place] as i64);
    }
    Some((payments, leftover))
}
