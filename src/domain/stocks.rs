//! Households by state at yearly reviews, when nothing is known of who moved where.

/// Counts of states at consecutive yearly reviews.
#[derive(Clone, Debug, PartialEq)]
pub struct Stocks {
    pub first_year: i32,
    /// Names of the states, from the worst to the best where they have an order.
    pub states: Vec<String>,
    /// Households, by year and then by state; every year has some.
    pub counts: Vec<Vec<f64>>,
}

impl Stocks {
    /// Shares of the states by year, each year's adding up to 1.
    pub fn shares(&self) -> Vec<Vec<f64>> {
        let share = |counts: &Vec<f64>| {
            let total: f64 = counts.iter().sum();
            counts.iter().map(|count| count / total).collect()
        };
        self.counts.iter().map(share).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_of_each_years_own_total() {
        let counts = vec![vec![1.0, 3.0], vec![2.0, 2.0], vec![0.0, 7.0]];
        let stocks =
            Stocks { first_year: 2020, states: vec!["poor".to_string(), "other".to_string()], counts };
        assert_eq!(stocks.shares(), [[0.25, 0.75], [0.5, 0.5], [0.0, 1.0]]);
    }
}
