//! The density of draws as a smooth curve, for charts.

use super::draws::{quantile, sorted, variance};

/// Where a parameter may lie; `None` = without a bound.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bounds {
    pub low: Option<f64>,
    pub high: Option<f64>,
}

/// Density of draws at `points` evenly spaced values over the draws' range, a little beyond where no bound is near.
/// Empty without two different finite draws.
///
/// A Gaussian kernel with Silverman's bandwidth (Density Estimation, 1986, eq. 3.31). What would leak past a bound is
/// reflected at it, so that the curve holds all of the probability.
pub fn density(draws: &[f64], bounds: Bounds, points: usize) -> Vec<(f64, f64)> {
    let ascending = sorted(draws.to_vec());
    let Some(width) = bandwidth(&ascending).filter(|_| points > 1) else { return Vec::new() };
    let low = (ascending[0] - 3.0 * width).max(bounds.low.unwrap_or(f64::NEG_INFINITY));
    let high = (ascending[ascending.len() - 1] + 3.0 * width).min(bounds.high.unwrap_or(f64::INFINITY));
    let at = |point: usize| low + (high - low) * point as f64 / (points - 1) as f64;
    let mirrors: Vec<f64> = [bounds.low, bounds.high].into_iter().flatten().collect();
    let height = |value: f64| {
        let here = kernel(&ascending, value, width);
        here + mirrors.iter().map(|bound| kernel(&ascending, 2.0 * bound - value, width)).sum::<f64>()
    };
    (0..points).map(at).map(|value| (value, height(value))).collect()
}

/// `None` where draws are not finite or do not vary.
fn bandwidth(ascending: &[f64]) -> Option<f64> {
    if ascending.len() < 2 || !ascending.iter().all(|it| it.is_finite()) {
        return None;
    }
    let sd = variance(ascending).sqrt();
    let middle = (quantile(ascending, 0.75) - quantile(ascending, 0.25)) / 1.34;
    // Draws with many ties may have no middle half.
    let spread = if middle > 0.0 { sd.min(middle) } else { sd };
    (spread > 0.0).then(|| 0.9 * spread * libm::pow(ascending.len() as f64, -0.2))
}

/// Kernel density; draws further than eight bandwidths add nothing that a number holds.
fn kernel(ascending: &[f64], value: f64, width: f64) -> f64 {
    let from = ascending.partition_point(|&it| it < value - 8.0 * width);
    let to = ascending.partition_point(|&it| it <= value + 8.0 * width);
    let bump = |draw: &f64| libm::exp(-0.5 * ((value - draw) / width) * ((value - draw) / width));
    let sum: f64 = ascending[from..to].iter().map(bump).sum();
    sum / (ascending.len() as f64 * width * (2.0 * std::f64::consts::PI).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::quantile::{exponential, normal};

    fn area(curve: &[(f64, f64)]) -> f64 {
        curve.windows(2).map(|pair| (pair[1].0 - pair[0].0) * (pair[0].1 + pair[1].1) / 2.0).sum()
    }

    fn of(quantile: impl Fn(f64) -> f64) -> Vec<f64> {
        (0..4000).map(|k| quantile((f64::from(k) + 0.5) / 4000.0)).collect()
    }

    #[test]
    fn a_normal_density_is_found_again() {
        let curve = density(&of(|u| 3.0 + 2.0 * normal(u)), Bounds::default(), 201);
        assert!((area(&curve) - 1.0).abs() < 1e-3, "{}", area(&curve));
        for (value, height) in &curve {
            let exact = libm::exp(-(value - 3.0) * (value - 3.0) / 8.0) / (8.0 * std::f64::consts::PI).sqrt();
            assert!((height - exact).abs() < 0.006, "{value}: {height}, not {exact}");
        }
    }

    #[test]
    fn nothing_leaks_past_a_bound() {
        let draws = of(|u| exponential(1.0, u));
        let bounded = density(&draws, Bounds { low: Some(0.0), high: None }, 401);
        assert_eq!(bounded[0].0, 0.0);
        assert!((area(&bounded) - 1.0).abs() < 1e-3, "{}", area(&bounded));
        assert!(bounded[0].1 > 0.85, "{:?}", bounded[0]);
        let free = density(&draws, Bounds::default(), 401);
        assert!(free[0].0 < 0.0);
        let share = of(|u| u);
        let curve = density(&share, Bounds { low: Some(0.0), high: Some(1.0) }, 101);
        assert!(curve.iter().all(|it| (it.1 - 1.0).abs() < 0.02), "{curve:?}");
    }

    #[test]
    fn draws_that_do_not_vary_have_no_curve() {
        assert!(density(&[1.0; 20], Bounds::default(), 50).is_empty());
        assert!(density(&[1.0, f64::NAN], Bounds::default(), 50).is_empty());
        assert!(density(&[], Bounds::default(), 50).is_empty());
        assert_eq!(density(&[1.0, 1.0, 1.0, 1.0, 2.0], Bounds::default(), 50).len(), 50);
    }
}
