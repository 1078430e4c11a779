//! Dominance and the efficiency frontier of cost and effect.
//!
//! An alternative is *dominated* by another that costs no more and achieves no less, one of the two strictly; of several
//! that are equal in both the first in the scenario's order stays. It is *dominated by a mix* (extended dominance) if a
//! mixture of two others achieves more for its cost. What is left, in order of cost, is the frontier; each step has its
//! incremental cost per unit of effect, which only rises along it. Compared are means over replicates.

/// Cost (any unit) and mean effect of an alternative.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub cost: f64,
    pub effect: f64,
}

/// Where an alternative stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// On the frontier; incremental cost per unit of effect from the step before, `None` for the first.
    Frontier { incremental: Option<f64> },
    /// By the alternative at this position.
    Dominated { by: usize },
    /// By a mixture of the alternatives at these positions.
    DominatedByMix { of: [usize; 2] },
}

/// The place of every point.
pub fn places(points: &[Point]) -> Vec<Place> {
    let dominates = |j: usize, i: usize| {
        let (a, b) = (points[i], points[j]);
        let no_worse = j != i && b.cost <= a.cost && b.effect >= a.effect;
        no_worse && (b.cost < a.cost || b.effect > a.effect || j < i)
    };
    // Of those that dominate one, the one that none dominates is named.
    let free = |j: &usize| !(0..points.len()).any(|k| dominates(k, *j));
    let dominated_by = |i: usize| (0..points.len()).filter(|&j| dominates(j, i)).find(free);
    let by: Vec<Option<usize>> = (0..points.len()).map(dominated_by).collect();
    let mut order: Vec<usize> = (0..points.len()).filter(|&i| by[i].is_none()).collect();
    order.sort_by(|&a, &b| points[a].cost.total_cmp(&points[b].cost));
    let hull = upper_hull(points, &order);
    let place = |i: usize| {
        if let Some(by) = by[i] {
            return Place::Dominated { by };
        }
        match hull.iter().position(|&on| on == i) {
            Some(0) => Place::Frontier { incremental: None },
            Some(step) => Place::Frontier { incremental: Some(slope(points, hull[step - 1], i)) },
            None => {
                let above = hull.iter().position(|&on| points[on].cost > points[i].cost).unwrap_or(1).max(1);
                Place::DominatedByMix { of: [hull[above - 1], hull[above]] }
            }
        }
    };
    (0..points.len()).map(place).collect()
}

/// Incremental cost per unit of effect.
fn slope(points: &[Point], from: usize, to: usize) -> f64 {
    (points[to].cost - points[from].cost) / (points[to].effect - points[from].effect)
}

/// Points in order of cost along which the incremental cost per unit rises.
fn upper_hull(points: &[Point], order: &[usize]) -> Vec<usize> {
    let mut hull: Vec<usize> = Vec::new();
    for &next in order {
        while let [.., before, last] = hull[..] {
            if slope(points, before, last) < slope(points, last, next) {
                break;
            }
            hull.pop();
        }
        hull.push(next);
    }
    hull
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(points: &[(f64, f64)]) -> Vec<Place> {
        places(&points.iter().map(|&(cost, effect)| Point { cost, effect }).collect::<Vec<_>>())
    }

    #[test]
    fn frontier_keeps_what_no_other_and_no_mixture_beats() {
        // 0 free; 1 cheap; 2 above the line from 1 to 3 in cost; 4 costs more than 3 for less.
        let places = of(&[(0.0, 0.0), (10.0, 10.0), (25.0, 12.0), (30.0, 20.0), (40.0, 19.0)]);
        assert_eq!(places[0], Place::Frontier { incremental: None });
        assert_eq!(places[1], Place::Frontier { incremental: Some(1.0) });
        assert_eq!(places[2], Place::DominatedByMix { of: [1, 3] });
        assert_eq!(places[3], Place::Frontier { incremental: Some(2.0) });
        assert_eq!(places[4], Place::Dominated { by: 3 });
    }

    #[test]
    fn of_equals_the_first_stays() {
        let places = of(&[(5.0, 3.0), (5.0, 3.0), (5.0, 2.0)]);
        assert_eq!(places[0], Place::Frontier { incremental: None });
        assert_eq!(places[1..], [Place::Dominated { by: 0 }; 2]);
    }
}
