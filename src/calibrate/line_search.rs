//! The step that a Newton method takes: the longest of a full one and its halves that does not go downhill.

/// Where `to` leads, of parts 1, 1/2, 1/4, … the first at which the density is not lower than at `from`; below the part
/// `least` wherever it leads.
pub fn longest_rise(
    density: &dyn Fn(&[f64]) -> f64,
    from: &[f64],
    to: &dyn Fn(f64) -> Vec<f64>,
    least: f64,
) -> Vec<f64> {
    let here = density(from);
    let mut part = 1.0;
    loop {
        let there = to(part);
        if part < least || density(&there) >= here {
            return there;
        }
        part *= 0.5;
    }
}

#[cfg(test)]
mod tests {
    use super::longest_rise;

    #[test]
    fn a_step_that_overshoots_is_halved() {
        let hill = |x: &[f64]| -(x[0] - 1.0) * (x[0] - 1.0);
        // From 0 to 8, 4 and 2: at 2 it is as high as at 0.
        assert_eq!(longest_rise(&hill, &[0.0], &|part| vec![8.0 * part], 1e-4), [2.0]);
        let down = longest_rise(&hill, &[0.0], &|part| vec![-part], 0.1);
        assert_eq!(down, [-0.0625]);
    }
}
