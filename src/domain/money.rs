//! Money in whole đồng, exact, and the only way it is ever split: largest remainder.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::ops::{Add, AddAssign, Sub};

/// Đồng per million đồng (triệu đồng), the unit of programme documents.
pub const DONG_PER_MILLION: i64 = 1_000_000;

/// An amount of Vietnamese đồng, always whole (the đồng has no subunit).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(Decimal);

impl Money {
    pub const ZERO: Money = Money(Decimal::ZERO);

    /// Largest amount accepted anywhere: 10^16 đồng, about the country's yearly product; sums of hundreds still fit.
    pub const LARGEST_DONG: i64 = 10_000_000_000_000_000;

    pub fn from_dong(dong: i64) -> Money {
        Money(Decimal::from(dong))
    }

    /// Million đồng to đồng; `None` when the amount has a fraction of a đồng or is beyond [`Money::LARGEST_DONG`].
    pub fn from_million(million: Decimal) -> Option<Money> {
        let dong = million.checked_mul(Decimal::from(DONG_PER_MILLION))?.normalize();
        let fits = dong.abs() <= Decimal::from(Money::LARGEST_DONG);
        (dong.fract().is_zero() && fits).then_some(Money(dong))
    }

    /// Whole đồng.
    pub fn dong(self) -> i64 {
        self.0.to_i64().unwrap_or(i64::MAX)
    }

    /// Million đồng, exact, without trailing zeros.
    pub fn million(self) -> Decimal {
        (self.0 / Decimal::from(DONG_PER_MILLION)).normalize()
    }

    /// Million đồng as a float: the one crossing from money to the simulation.
    pub fn million_f64(self) -> f64 {
        self.million().to_f64().unwrap_or(f64::NAN)
    }

    pub fn is_negative(self) -> bool {
        self.0.is_sign_negative() && !self.0.is_zero()
    }

    /// Splits the amount in proportion to `weights` into whole đồng that sum to it exactly: largest remainder,
    /// ties to the earlier weight (the callers order by commune code). Weights that are all zero give zeros.
    pub fn split(self, weights: &[u64]) -> Vec<Money> {
        let parts = largest_remainder(self.dong() as i128, weights);
        parts.into_iter().map(|part| Money::from_dong(part as i64)).collect()
    }
}

/// Splits a whole number in proportion to whole weights; the parts sum to `total` unless every weight is zero.
pub fn largest_remainder(total: i128, weights: &[u64]) -> Vec<i128> {
    let sum: i128 = weights.iter().map(|&weight| weight as i128).sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let mut parts: Vec<i128> = weights.iter().map(|&weight| total * weight as i128 / sum).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(total * weights[i] as i128 % sum));
    let missing = total - parts.iter().sum::<i128>();
    for &i in order.iter().take(missing as usize) {
        parts[i] += 1;
    }
    parts
}

impl Add for Money {
    type Output = Money;
    fn add(self, other: Money) -> Money {
        Money(self.0 + other.0)
    }
}

impl Sub for Money {
    type Output = Money;
    fn sub(self, other: Money) -> Money {
        Money(self.0 - other.0)
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Money) {
        self.0 += other.0;
    }
}

impl std::iter::Sum for Money {
    fn sum<I: Iterator<Item = Money>>(amounts: I) -> Money {
        amounts.fold(Money::ZERO, |total, amount| total + amount)
    }
}
