//! Binomial quantiles on all lanes: the counts of [`super::super::binomial`], replicates side by side.

use super::super::elementary::log1p;
use super::redraw::{Law, redraw};
use super::single::{Single, log_of_ratio, power_of_two_less_one};
use super::walk::{MOST_BITS, walk};
use super::{LANES, Lane};
use std::f32::consts::LOG2_E;

/// One, less what rounding may add to a uniform and a probability.
const NEARLY_ONE: f32 = 1.0 - 64.0 / (1 << 24) as f32;
/// Hazards and products of them that single precision holds without loss lie above this and below its inverse.
const LEAST: f32 = 1e-30;

/// Households that leave a cell.
pub struct Leavers {
    pub exits: Lane,
    /// Of these, those that dissolve, and of the others those that leave by the first risk.
    pub dissolved: Lane,
    pub first: Lane,
}

/// Uniforms, and again in single precision.
#[derive(Clone, Copy)]
pub struct Uniforms {
    exact: [Lane; 3],
    single: [Single; 3],
}

impl Uniforms {
    #[inline(always)]
    pub fn from(exact: [Lane; 3]) -> Uniforms {
        let single = [Single::from(&exact[0]), Single::from(&exact[1]), Single::from(&exact[2])];
        Uniforms { exact, single }
    }
}

/// Exits among `n` households and their split among the risks, as `exits` and `split` of the scalar binomials;
/// hazards lie below 10³⁰.
#[inline(always)]
pub fn leave(n: &Lane, first: &Lane, second: &Lane, dissolution: f64, u: &Uniforms) -> Leavers {
    let (a, b) = (Single::from(first), Single::from(second));
    let dissolving = Single::all(dissolution as f32);
    let (mut moving, mut total) = (Single::ZERO, Single::ZERO);
    for l in 0..LANES {
        moving.0[l] = a.0[l] + b.0[l];
        total.0[l] = moving.0[l] + dissolving.0[l];
    }
    let of = |risk: usize| Draw { exact: &u.exact[risk], single: &u.single[risk] };
    let law = || Law::Hazard(Lane::of(|l| first.0[l] + second.0[l] + dissolution));
    let exits = exits(&Counts::from(n), &total, &of(0), law);
    let (mut dissolved, mut moved) = (Counts::from(&Lane::ZERO), exits);
    if dissolution > 0.0 {
        let law = || Law::Risks(Lane::all(dissolution), Lane::of(|l| first.0[l] + second.0[l]));
        dissolved = split(&moved, &dissolving, &moving, &of(1), law);
        moved = moved.less(&dissolved);
    }
    let first = split(&moved, &a, &b, &of(2), || Law::Risks(*first, *second));
    Leavers { exits: exits.exact, dissolved: dissolved.exact, first: first.exact }
}

/// Households among `n` to which something of probability `p` happens, as the scalar binomial.
#[inline(always)]
pub fn binomial(n: &Lane, p: f64, u: &Lane) -> Lane {
    let rare = if p > 0.5 { 1.0 - p } else { p };
    let odds = Single::all((rare / (1.0 - rare)) as f32);
    let per_household = (-log1p(-rare) * std::f64::consts::LOG2_E) as f32;
    let n = Counts::from(n);
    let (mut bits, mut v) = (Single::ZERO, Single::from(u));
    for l in 0..LANES {
        bits.0[l] = n.single.0[l] * per_household;
        v.0[l] = if p > 0.5 { 1.0 - v.0[l] } else { v.0[l] };
    }
    let walked = walk(&n.single, &bits, &odds, &v);
    let mut count = walked.count;
    for l in 0..LANES {
        count.0[l] = if p > 0.5 { n.single.0[l] - count.0[l] } else { count.0[l] };
    }
    let counts = Counts::of(count);
    if walked.any_doubtful {
        return redraw(Law::Chance(p), n.exact, *u, counts.exact, walked);
    }
    counts.exact
}

/// A uniform in both precisions.
struct Draw<'a> {
    exact: &'a Lane,
    single: &'a Single,
}

#[inline(always)]
fn exits(n: &Counts, hazard: &Single, u: &Draw<'_>, law: impl Fn() -> Law) -> Counts {
    let (mut odds, mut bits) = (Single::ZERO, Single::ZERO);
    for l in 0..LANES {
        let of_one = hazard.0[l] * LOG2_E;
        bits.0[l] = n.single.0[l] * of_one;
        odds.0[l] = power_of_two_less_one(if of_one < MOST_BITS { of_one } else { MOST_BITS });
    }
    let walked = walk(&n.single, &bits, &odds, u.single);
    let counts = Counts::of(walked.count);
    if walked.any_doubtful {
        return Counts::beyond(&redraw(law(), n.exact, *u.exact, counts.exact, walked));
    }
    counts
}

#[inline(always)]
fn split(m: &Counts, first: &Single, second: &Single, u: &Draw<'_>, law: impl Fn() -> Law) -> Counts {
    let mut v = Single::ZERO;
    for l in 0..LANES {
        let u = u.single.0[l];
        v.0[l] = if first.0[l] > second.0[l] { 1.0 - u } else { u };
    }
    if rarer_never_happens(m, first, second, &v) {
        return all_or_none(m, first, second);
    }
    let (odds, bits) = odds_and_bits(m, first, second);
    let walked = walk(&m.single, &bits, &odds, &v);
    let counts = unflip(m, first, second, &walked.count);
    if walked.any_doubtful {
        return Counts::beyond(&redraw(law(), m.exact, *u.exact, counts.exact, walked));
    }
    counts
}

/// Whether nobody leaves by the rarer risk in any lane, which takes no walk to see: P(X = 0) ≥ 1 − m p.
#[inline(always)]
fn rarer_never_happens(m: &Counts, first: &Single, second: &Single, u: &Single) -> bool {
    let mut any = 0;
    for l in 0..LANES {
        let (a, b, n) = (first.0[l], second.0[l], m.single.0[l]);
        let rare = if a > b { b } else { a };
        let none = (n * rare + LEAST < (NEARLY_ONE - u.0[l]) * (a + b)) | (n == 0.0);
        any |= !none as u32;
    }
    any == 0
}

#[inline(always)]
fn all_or_none(m: &Counts, first: &Single, second: &Single) -> Counts {
    let (mut exact, mut single) = (Lane::ZERO, Single::ZERO);
    for l in 0..LANES {
        exact.0[l] = if first.0[l] > second.0[l] { m.exact.0[l] } else { 0.0 };
        single.0[l] = if first.0[l] > second.0[l] { m.single.0[l] } else { 0.0 };
    }
    Counts { exact, single, fits: m.fits }
}

/// The rarer outcome's p / (1 − p), and −log₂ of the probability that it happens to none of `m`; one division
/// serves both.
#[inline(always)]
fn odds_and_bits(m: &Counts, first: &Single, second: &Single) -> (Single, Single) {
    let (mut odds, mut bits) = (Single::ZERO, Single::ZERO);
    for l in 0..LANES {
        let (a, b) = (first.0[l], second.0[l]);
        let (rare, common) = if a > b { (b, a) } else { (a, b) };
        let double = rare + (common + common);
        let product = double * common;
        let inverse = 1.0 / product;
        odds.0[l] = rare * (double * inverse);
        let of_one = log_of_ratio(rare * (common * inverse));
        let sound = (product > LEAST) & (product < 1.0 / LEAST);
        // Too many bits to walk: the lane is drawn otherwise.
        bits.0[l] = m.single.0[l] * if sound { of_one } else { 1.0 / LEAST };
    }
    (odds, bits)
}

/// Counts of the first outcome from those of the rarer.
#[inline(always)]
fn unflip(m: &Counts, first: &Single, second: &Single, rarer: &Single) -> Counts {
    let mut single = *rarer;
    for l in 0..LANES {
        let rest = m.single.0[l] - single.0[l];
        single.0[l] = if first.0[l] > second.0[l] { rest } else { single.0[l] };
    }
    Counts::of(single)
}

/// Counts, and again in single precision.
#[derive(Clone, Copy)]
struct Counts {
    exact: Lane,
    single: Single,
    /// Whether single precision holds them all.
    fits: bool,
}

impl Counts {
    #[inline(always)]
    fn from(lane: &Lane) -> Counts {
        Counts { exact: *lane, single: Single::from(lane), fits: true }
    }

    #[inline(always)]
    fn of(single: Single) -> Counts {
        Counts { exact: Lane::of(|l| single.0[l] as f64), single, fits: true }
    }

    #[inline(always)]
    fn beyond(lane: &Lane) -> Counts {
        Counts { fits: false, ..Counts::from(lane) }
    }

    #[inline(always)]
    fn less(&self, part: &Counts) -> Counts {
        let exact = Lane::of(|l| self.exact.0[l] - part.exact.0[l]);
        if !(self.fits & part.fits) {
            return Counts::beyond(&exact);
        }
        let mut single = Single::ZERO;
        for l in 0..LANES {
            single.0[l] = self.single.0[l] - part.single.0[l];
        }
        Counts { exact, single, fits: true }
    }
}
