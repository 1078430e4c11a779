//! The draws of a sampler, and plain summaries of one parameter.

/// Draws of a sampler: `values[(chain * per_chain + i) * names.len() + parameter]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Draws {
    /// Names of the parameters as files write them.
    pub names: Vec<String>,
    pub chains: usize,
    /// Draws of each chain, warm-up left out.
    pub per_chain: usize,
    pub values: Vec<f64>,
}

impl Draws {
    /// Draws of all chains together.
    pub fn count(&self) -> usize {
        self.chains * self.per_chain
    }

    /// Position of a parameter, by its name.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|it| it == name)
    }

    /// One draw: the values of all parameters, in the order of `names`.
    pub fn draw(&self, chain: usize, i: usize) -> &[f64] {
        let start = (chain * self.per_chain + i) * self.names.len();
        &self.values[start..start + self.names.len()]
    }

    /// One parameter's draws, chain after chain.
    pub fn column(&self, parameter: usize) -> Vec<f64> {
        self.values.iter().skip(parameter).step_by(self.names.len().max(1)).copied().collect()
    }

    /// One parameter's draws by chain.
    pub fn by_chain(&self, parameter: usize) -> Vec<Vec<f64>> {
        self.column(parameter).chunks(self.per_chain.max(1)).map(<[f64]>::to_vec).collect()
    }

    pub fn mean(&self, parameter: usize) -> f64 {
        mean(&self.column(parameter))
    }

    /// Standard deviation with the divisor n − 1.
    pub fn sd(&self, parameter: usize) -> f64 {
        variance(&self.column(parameter)).sqrt()
    }

    /// Quantile of one parameter, 0 ≤ `p` ≤ 1; see [`quantile`].
    pub fn quantile(&self, parameter: usize, p: f64) -> f64 {
        quantile(&sorted(self.column(parameter)), p)
    }
}

/// NaN without values.
pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Variance with the divisor n − 1, in two passes; NaN with fewer than two values.
pub fn variance(values: &[f64]) -> f64 {
    let centre = mean(values);
    values.iter().map(|it| (it - centre) * (it - centre)).sum::<f64>() / (values.len() as f64 - 1.0)
}

/// The values in ascending order; NaN last.
pub fn sorted(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_by(f64::total_cmp);
    values
}

/// Quantile of ascending values, 0 ≤ `p` ≤ 1: type 7 of Hyndman and Fan (1996), the default of R and NumPy.
/// NaN without values.
pub fn quantile(ascending: &[f64], p: f64) -> f64 {
    let Some(last) = ascending.len().checked_sub(1) else { return f64::NAN };
    let place = p.clamp(0.0, 1.0) * last as f64;
    let below = place.floor() as usize;
    let above = (below + 1).min(last);
    let share = place - below as f64;
    // Without the branch, an infinite neighbour of weight zero would make the quantile NaN.
    if share == 0.0 {
        ascending[below]
    } else {
        ascending[below] + share * (ascending[above] - ascending[below])
    }
}

/// Median of ascending values. Half the sum of the middle two, so that both are equally far from it to the last bit.
pub fn median(ascending: &[f64]) -> f64 {
    let half = ascending.len() / 2;
    match ascending.len() % 2 {
        1 => ascending[half],
        _ if half > 0 => (ascending[half - 1] + ascending[half]) / 2.0,
        _ => f64::NAN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two chains of three draws of two parameters.
    fn draws() -> Draws {
        let values = vec![1.0, 10.0, 2.0, 20.0, 3.0, 30.0, 4.0, 40.0, 5.0, 50.0, 9.0, 90.0];
        Draws { names: vec!["a".to_string(), "b".to_string()], chains: 2, per_chain: 3, values }
    }

    #[test]
    fn draws_are_found_by_chain_and_parameter() {
        let draws = draws();
        assert_eq!(draws.count(), 6);
        assert_eq!((draws.position("b"), draws.position("c")), (Some(1), None));
        assert_eq!(draws.by_chain(1), [vec![10.0, 20.0, 30.0], vec![40.0, 50.0, 90.0]]);
        assert_eq!(draws.draw(1, 0), [4.0, 40.0]);
        assert_eq!(draws.column(0), [1.0, 2.0, 3.0, 4.0, 5.0, 9.0]);
    }

    #[test]
    fn summaries_are_exact() {
        let draws = draws();
        assert_eq!(draws.mean(0), 4.0);
        assert_eq!(draws.sd(0), 8f64.sqrt());
        // R: quantile(c(1, 2, 3, 4, 5, 9), c(0, .05, .5, .9, 1))
        assert_eq!([0.0, 0.5, 1.0].map(|p| draws.quantile(0, p)), [1.0, 3.5, 9.0]);
        assert!((draws.quantile(0, 0.05) - 1.25).abs() < 1e-15);
        assert_eq!(draws.quantile(0, 0.9), 7.0);
    }

    #[test]
    fn nothing_has_no_quantile_and_one_value_has_only_itself() {
        assert!(quantile(&[], 0.5).is_nan() && mean(&[]).is_nan() && variance(&[3.0]).is_nan());
        assert_eq!(quantile(&[3.0], 0.9), 3.0);
        assert_eq!(quantile(&[1.0, 2.0, f64::INFINITY], 0.5), 2.0);
        assert_eq!((median(&[1.0, 2.0]), median(&[1.0, 2.0, 9.0])), (1.5, 2.0));
        assert!(median(&[]).is_nan());
    }
}
