//! Arithmetic before any probability: what the start rate alone allows.

use super::summary::Arithmetic;
use crate::domain::target::{Fall, Stock, Target, micro};
use rust_decimal::prelude::ToPrimitive;

/// What a target's start allows, in whole numbers where a verdict hangs on it.
pub fn arithmetic(target: &Target, start: Stock) -> Arithmetic {
    let rate = start.rate_percent();
    let floor = target.floor.to_f64().unwrap_or(0.0);
    let years = target.years_counted as f64;
    let nobody_poor = Stock { poor: 0, households: start.households };
    let fall = |amount| Fall { years: target.years_counted, micro: micro(amount) };
    let falls = falls_possible(start, micro(target.floor));
    let falls_top = falls_possible(start, micro(target.top));
    let length = (target.last_year - target.first_year + 1).max(0) as u32;
    let alive = |falls: u32| (falls > 0).then(|| target.first_year + falls.min(length) as i32 - 1);
    Arithmetic {
        start_rate_percent: rate,
        largest_possible_points_per_year: rate / years,
        floor_possible: fall(target.floor).reached(start, nobody_poor),
        top_possible: fall(target.top).reached(start, nobody_poor),
        last_year_alive: alive(falls),
        last_year_alive_top: alive(falls_top),
        falls_possible: falls,
        exit_shares: exit_shares(target, rate, floor),
        start_needed_percent: floor * years,
        end_rate_at_floor_percent: rate - floor * years,
        end_rate_if_relative_percent: rate * libm::pow(1.0 - floor / 100.0, years),
    }
}

/// How many falls of `micro` millionths of a point the start can give before the rate would pass zero.
fn falls_possible(start: Stock, micro: i64) -> u32 {
    if micro <= 0 || start.households == 0 {
        return 0;
    }
    (start.poor as i128 * 100_000_000 / (micro as i128 * start.households as i128)).min(u32::MAX as i128)
        as u32
}

/// Net share of the then poor that must leave in each year for equal falls.
fn exit_shares(target: &Target, rate: f64, floor: f64) -> Vec<(i32, Option<f64>)> {
    (target.first_year..=target.last_year)
        .zip(0..)
        .map(|(year, passed)| {
            let share = floor / (rate - floor * passed as f64);
            (year, (share > 0.0 && share <= 1.0).then_some(share))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;

    fn target(floor: &str, last_year: i32, years: u32) -> Target {
        let floor: Decimal = floor.parse().unwrap();
        Target {
            set: "seed".into(),
            cohort: "province".into(),
            first_year: 2022,
            last_year,
            years_counted: years,
            floor,
            top: floor,
            source: String::new(),
        }
    }

    const PROVINCE: Stock = Stock { poor: 24_769, households: 470_000 };

    #[test]
    fn the_provincial_target_of_the_report_is_out_of_reach() {
        let a = arithmetic(&target("1.7", 2025, 4), PROVINCE);
        assert!((a.start_rate_percent - 5.27).abs() < 1e-12);
        assert!((a.largest_possible_points_per_year - 1.3175).abs() < 1e-12);
        assert!(!a.floor_possible);
        assert_eq!((a.falls_possible, a.last_year_alive), (3, Some(2024)));
        assert!((a.end_rate_at_floor_percent + 1.53).abs() < 1e-9);
        let shares: Vec<Option<f64>> = a.exit_shares.iter().map(|(_, share)| *share).collect();
        assert!((shares[0].unwrap() - 0.322_580_645_2).abs() < 1e-9);
        assert!((shares[2].unwrap() - 0.909_090_909_1).abs() < 1e-9);
        assert_eq!(shares[3], None);
        let b = arithmetic(&target("2.0", 2025, 4), PROVINCE);
        assert_eq!((b.falls_possible, b.last_year_alive), (2, Some(2023)));
        assert!((b.end_rate_at_floor_percent + 2.73).abs() < 1e-9);
    }

    #[test]
    fn son_dong_over_five_and_four_years() {
        let start = Stock { poor: 209, households: 1000 };
        let five = arithmetic(&target("4", 2026, 5), start);
        assert!(five.floor_possible && (five.end_rate_at_floor_percent - 0.9).abs() < 1e-9);
        let steep = arithmetic(&target("5", 2026, 5), start);
        assert!(!steep.floor_possible && (steep.largest_possible_points_per_year - 4.18).abs() < 1e-9);
        let four = arithmetic(&target("4", 2025, 4), start);
        assert!((four.end_rate_at_floor_percent - 4.9).abs() < 1e-9);
    }

    #[test]
    fn read_as_percent_of_the_rate_the_fall_compounds() {
        for (floor, end) in [("1.7", 4.837023578), ("2", 4.763662599)] {
            let a = arithmetic(&target(floor, 2026, 5), PROVINCE);
            assert!((a.end_rate_if_relative_percent - end).abs() < 1e-8);
        }
    }

    #[test]
    fn a_rate_exactly_at_the_floor_is_possible() {
        let start = Stock { poor: 4, households: 100 };
        assert!(arithmetic(&target("1", 2025, 4), start).floor_possible);
        assert!(!arithmetic(&target("1.000001", 2025, 4), start).floor_possible);
    }
}
