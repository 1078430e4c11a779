//! Axes: round steps, and where a value stands between two pixels.

/// A step of 1, 2 or 5 times a power of ten that divides `span` into at most `most` parts.
pub fn round_step(span: f64, most: usize) -> f64 {
    let raw = (span / most as f64).max(f64::MIN_POSITIVE);
    let power = 10f64.powi(raw.log10().floor() as i32);
    let factor = [1.0, 2.0, 5.0, 10.0].into_iter().find(|factor| factor * power >= raw * (1.0 - 1e-9));
    factor.unwrap_or(10.0) * power
}

/// Decimals that a tick at multiples of `step` needs.
pub fn decimals(step: f64) -> usize {
    (-step.log10().floor()).clamp(0.0, 6.0) as usize
}

/// Multiples of `step` from `low` to `high`, both included where they are multiples.
pub fn ticks(low: f64, high: f64, step: f64) -> Vec<f64> {
    let first = (low / step - 1e-9).ceil() as i64;
    let last = (high / step + 1e-9).floor() as i64;
    (first..=last).map(|count| count as f64 * step).collect()
}

/// A linear axis.
#[derive(Clone, Copy, Debug)]
pub struct Axis {
    pub low: f64,
    pub high: f64,
    pub from: f64,
    pub to: f64,
}

impl Axis {
    /// From `low` to `high` and on to the next round values; with the step of its at most `most` parts.
    pub fn round((low, high): (f64, f64), most: usize, (from, to): (f64, f64)) -> (Axis, f64) {
        let step = round_step((high - low).max(1e-6), most);
        (Axis { low: (low / step).floor() * step, high: (high / step).ceil() * step, from, to }, step)
    }

    pub fn at(&self, value: f64) -> f64 {
        let span = self.high - self.low;
        let share = if span > 0.0 { (value - self.low) / span } else { 0.0 };
        self.from + share * (self.to - self.from)
    }
}

/// Moves labels apart to at least `gap` while keeping their order and staying at or above `bottom`.
pub fn spread_labels(wanted: &[f64], gap: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].total_cmp(&wanted[b]));
    let mut placed = wanted.to_vec();
    for pair in 1..order.len() {
        let above = placed[order[pair - 1]];
        let place = &mut placed[order[pair]];
        *place = place.max(above + gap);
    }
    let mut limit = bottom;
    for &index in order.iter().rev() {
        placed[index] = placed[index].min(limit);
        limit = placed[index] - gap;
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round() {
        assert_eq!(round_step(5.6, 6), 1.0);
        assert_eq!(round_step(27.0, 6), 5.0);
        assert!((round_step(0.9, 5) - 0.2).abs() < 1e-12);
        assert_eq!((decimals(0.2), decimals(5.0), decimals(0.05)), (1, 0, 2));
        assert_eq!(ticks(-0.3, 1.0, 0.5), [0.0, 0.5, 1.0]);
    }

    #[test]
    fn axis_maps_its_ends() {
        let axis = Axis { low: 0.0, high: 10.0, from: 300.0, to: 100.0 };
        assert_eq!((axis.at(0.0), axis.at(10.0), axis.at(5.0)), (300.0, 100.0, 200.0));
    }

    #[test]
    fn labels_keep_their_order_and_distance() {
        assert_eq!(spread_labels(&[10.0, 12.0, 50.0], 10.0, 100.0), [10.0, 20.0, 50.0]);
        assert_eq!(spread_labels(&[95.0, 99.0], 10.0, 100.0), [90.0, 100.0]);
    }
}
