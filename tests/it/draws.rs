//! Draws on lanes against the scalar binomials that define them: everywhere, and where they are hardest to tell.

use giamngheo::simulate::binomial::{binomial, exits, split};
use giamngheo::simulate::lanes::draw::{self, Uniforms};
use giamngheo::simulate::lanes::isa::Isa;
use giamngheo::simulate::lanes::{LANES, Lane};
use giamngheo::simulate::random::philox4x32_10;
use pulp::NullaryFnOnce;

/// One draw of leavers: households, hazards of both exits, uniforms.
type Case = (f64, f64, f64, [f64; 3]);

struct Leave<'a> {
    cases: &'a [Case; LANES],
    dissolution: f64,
}

impl NullaryFnOnce for Leave<'_> {
    type Output = [[f64; 3]; LANES];

    #[inline(always)]
    fn call(self) -> Self::Output {
        let of = |value: &dyn Fn(&Case) -> f64| Lane(self.cases.each_ref().map(value));
        let u = Uniforms::from([of(&|it| it.3[0]), of(&|it| it.3[1]), of(&|it| it.3[2])]);
        let left = draw::leave(&of(&|it| it.0), &of(&|it| it.1), &of(&|it| it.2), self.dissolution, &u);
        std::array::from_fn(|l| [left.exits.0[l], left.dissolved.0[l], left.first.0[l]])
    }
}

struct Chance<'a> {
    n: &'a Lane,
    p: f64,
    u: &'a Lane,
}

impl NullaryFnOnce for Chance<'_> {
    type Output = Lane;

    #[inline(always)]
    fn call(self) -> Lane {
        draw::binomial(self.n, self.p, self.u)
    }
}

fn sets() -> impl Iterator<Item = Isa> {
    Isa::ALL.into_iter().filter(|isa| isa.is_here())
}

/// The same by the scalar functions.
fn scalar(&(n, first, second, u): &Case, dissolution: f64) -> [f64; 3] {
    let moving = first + second;
    let left = exits(n, moving + dissolution, u[0]);
    let dissolved = if dissolution > 0.0 { split(left, dissolution, moving, u[1]) } else { 0.0 };
    [left, dissolved, split(left - dissolved, first, second, u[2])]
}

/// Leavers of all cases, some at a time, on every instruction set.
fn agree(cases: &[Case], dissolution: f64) {
    for block in cases.as_chunks::<LANES>().0 {
        let expected: Vec<[f64; 3]> = block.iter().map(|case| scalar(case, dissolution)).collect();
        for isa in sets() {
            let found = isa.run(Leave { cases: block, dissolution });
            for ((case, found), expected) in block.iter().zip(found).zip(&expected) {
                assert_eq!(found, *expected, "{isa:?}, {case:?}, dissolution {dissolution}");
            }
        }
    }
}

/// Four numbers in (0, 1) of a counter.
fn numbers(i: u32, j: u32) -> [f64; 4] {
    philox4x32_10([i, j, 0, 0], [11, 2026]).map(|bits| (f64::from(bits) + 0.5) / 4_294_967_296.0)
}

/// A number between two powers of ten.
fn between(low: f64, high: f64, u: f64) -> f64 {
    libm::exp10(low + (high - low) * u)
}

#[test]
fn leavers_of_all_sizes_and_hazards() {
    let case = |i: u32| {
        let [a, b, c, d] = numbers(i, 0);
        let [u, v, w, e] = numbers(i, 1);
        // Mostly few households; a tenth with more than single precision counts.
        let n = between(0.0, if e < 0.1 { 9.0 } else { 3.5 }, a).floor();
        let first = if b < 0.03 { 0.0 } else { between(-9.0, 1.0, b) };
        let second = if c < 0.03 { 0.0 } else { between(-6.0, 0.5, c) };
        (if d < 0.05 { 0.0 } else { n }, first, second, [u, v, w])
    };
    let cases: Vec<Case> = (0..60_000).map(case).collect();
    agree(&cases, 0.004);
    agree(&cases[..6_400], 0.0);
    agree(&cases[..6_400], 3.0);
}

#[test]
fn uniforms_at_the_steps_of_the_distribution() {
    // Uniforms within a few rounding errors of single precision of P(X ≤ k), where only doubt is right.
    let mut cases = Vec::new();
    for i in 0..1_200 {
        let [a, b, c, d] = numbers(i, 2);
        let n = between(0.0, 2.5, a).ceil();
        let (first, second) = (between(-3.0, 0.0, b), between(-3.0, 0.0, c));
        let hazard = first + second + 0.004;
        let k = exits(n, hazard, d);
        let mut step = step_above(|u| exits(n, hazard, u), k);
        for off in [-3e-6, -1e-7, -1e-9, 0.0, 1e-9, 1e-7, 3e-6] {
            step = (step + off).clamp(1e-12, 1.0 - 1e-12);
            cases.push((n, first, second, [step, d, step]));
        }
    }
    cases.truncate(cases.len() / LANES * LANES);
    agree(&cases, 0.004);
}

/// The largest uniform at which a quantile is still `k`.
fn step_above(quantile: impl Fn(f64) -> f64, k: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if quantile(middle) <= k { low = middle } else { high = middle }
    }
    low
}

#[test]
fn extreme_hazards_and_uniforms() {
    let hazards = [0.0, 1e-300, 1e-45, 1e-38, 1e-7, 0.5, 36.0, 1e29];
    let uniforms = [f64::EPSILON / 4.0, 1e-9, 0.5, 1.0 - 1e-9, 1.0 - f64::EPSILON / 2.0];
    let households = [0.0, 1.0, 2.0, 31.0, 1e4, 16_777_216.0, 1e8];
    let mut cases = Vec::new();
    for n in households {
        for first in hazards {
            for second in hazards {
                cases.extend(uniforms.map(|u| (n, first, second, [u, 1.0 - u, u])));
            }
        }
    }
    cases.resize(cases.len().next_multiple_of(LANES), cases[0]);
    agree(&cases, 0.004);
    agree(&cases, 0.0);
}

#[test]
fn chances_of_all_sizes() {
    for (i, p) in [0.0, 1e-9, 1e-4, 0.01, 0.2, 0.5, 0.6, 0.97, 1.0 - 1e-9, 1.0].into_iter().enumerate() {
        for j in 0..300 {
            let numbers: Vec<[f64; 4]> =
                (0..LANES as u32).map(|l| numbers(j * 64 + l, 3 + i as u32)).collect();
            let n = Lane(std::array::from_fn(|l| between(0.0, 6.0, numbers[l][0]).floor()));
            let u = Lane(std::array::from_fn(|l| numbers[l][1]));
            for isa in sets() {
                let found = isa.run(Chance { n: &n, p, u: &u });
                for l in 0..LANES {
                    let expected = binomial(n.0[l], p, u.0[l]);
                    assert_eq!(found.0[l], expected, "{isa:?}, n {} p {p} u {}", n.0[l], u.0[l]);
                }
            }
        }
    }
}
