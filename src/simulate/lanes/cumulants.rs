//! Joint cumulants up to the third order of two counts — poor households and all households at the end of a window —
//! for households that are independent of each other, in lanes.
//!
//! A household's own fate is one of: poor at the end, on the lists or off them but not poor, gone in year τ. On the way
//! it founds others, at most one in each year that it begins; those live apart from it. So given the fate, what was
//! founded is the sum over the years lived, the same for every household of the commune, and all moments follow from
//! the probabilities of the fates and the cumulants of what is founded in each year.

use super::{LANES, Lane};

/// P, H, PP, PH, HH, PPP, PPH, PHH, HHH: means, then second, then third joint cumulants.
pub type Cumulants = [Lane; 9];

pub const NOTHING: Cumulants = [Lane::ZERO; 9];

/// Sums over households of what their cumulants need of their fates, measured from the household that stays and is
/// not poor: α is its mean of P above that one's, β the same of H.
pub struct Fates {
    households: Lane,
    alpha: Lane,
    beta: Lane,
    /// α², αβ, β².
    second: [Lane; 3],
    /// α³, α²β, αβ², β³.
    third: [Lane; 4],
    /// By year: households gone in it, and those times α and β.
    gone: Vec<[Lane; 3]>,
}

impl Fates {
    pub fn new(years: usize) -> Fates {
        Fates {
            households: Lane::ZERO,
            alpha: Lane::ZERO,
            beta: Lane::ZERO,
            second: [Lane::ZERO; 3],
            third: [Lane::ZERO; 4],
            gone: vec![[Lane::ZERO; 3]; years],
        }
    }

    /// Forgets all households; those to come begin in year `first` or later.
    #[inline(always)]
    pub fn clear(&mut self, first: usize, years: usize) {
        self.households = Lane::ZERO;
        self.alpha = Lane::ZERO;
        self.beta = Lane::ZERO;
        self.second = [Lane::ZERO; 3];
        self.third = [Lane::ZERO; 4];
        self.gone[first..years].fill([Lane::ZERO; 3]);
    }

    /// Adds `n` households: probability of being poor at the end, of being gone in each year from `first` on, and
    /// what is founded after each of those years by a household that stays.
    #[inline(always)]
    pub fn add(&mut self, n: &Lane, poor: &Lane, first: usize, gone: &[Lane], later: &[Cumulants]) {
        let mut alpha = *poor;
        let mut beta = Lane::ZERO;
        for (gone, later) in gone.iter().zip(later) {
            for l in 0..LANES {
                alpha.0[l] -= gone.0[l] * later[0].0[l];
                beta.0[l] -= gone.0[l] * (1.0 + later[1].0[l]);
            }
        }
        for (gone, sums) in gone.iter().zip(&mut self.gone[first..]) {
            for l in 0..LANES {
                let here = n.0[l] * gone.0[l];
                sums[0].0[l] += here;
                sums[1].0[l] += here * alpha.0[l];
                sums[2].0[l] += here * beta.0[l];
            }
        }
        for l in 0..LANES {
            let (n, a, b) = (n.0[l], alpha.0[l], beta.0[l]);
            let (na, nb) = (n * a, n * b);
            let (naa, nab, nbb) = (na * a, na * b, nb * b);
            self.households.0[l] += n;
            self.alpha.0[l] += na;
            self.beta.0[l] += nb;
            self.second[0].0[l] += naa;
            self.second[1].0[l] += nab;
            self.second[2].0[l] += nbb;
            self.third[0].0[l] += naa * a;
            self.third[1].0[l] += naa * b;
            self.third[2].0[l] += nab * b;
            self.third[3].0[l] += nbb * b;
        }
    }

    /// The cumulants of all households together. `all` is what one that stays founds in all its years, `later` what it
    /// founds after year τ = `first`, `first` + 1, …
    #[inline(always)]
    pub fn cumulants(&self, first: usize, all: &Cumulants, later: &[Cumulants]) -> Cumulants {
        let mut sum = NOTHING;
        for l in 0..LANES {
            let n = self.households.0[l];
            let [aa, ab, bb] = [self.second[0].0[l], self.second[1].0[l], self.second[2].0[l]];
            sum[0].0[l] = n * all[0].0[l] + self.alpha.0[l];
            sum[1].0[l] = n * (1.0 + all[1].0[l]) + self.beta.0[l];
            // A household's raw moments around the one that stays, less the products of its means.
            sum[2].0[l] = n * all[2].0[l] + self.alpha.0[l] - aa;
            sum[3].0[l] = n * all[3].0[l] - ab;
            sum[4].0[l] = n * all[4].0[l] - bb;
            sum[5].0[l] = n * all[5].0[l] + self.alpha.0[l] - 3.0 * aa + 2.0 * self.third[0].0[l];
            sum[6].0[l] = n * all[6].0[l] - ab + 2.0 * self.third[1].0[l];
            sum[7].0[l] = n * all[7].0[l] + ab + 2.0 * self.third[2].0[l];
            sum[8].0[l] = n * all[8].0[l] + 3.0 * bb + 2.0 * self.third[3].0[l];
        }
        for (gone, later) in self.gone[first..].iter().zip(later) {
            subtract_gone(&mut sum, gone, later);
        }
        sum
    }
}

/// What households that are gone after year τ change: they neither count nor found what `later` holds.
#[inline(always)]
fn subtract_gone(sum: &mut Cumulants, gone: &[Lane; 3], later: &Cumulants) {
    for l in 0..LANES {
        let [d, da, db] = [gone[0].0[l], gone[1].0[l], gone[2].0[l]];
        let [p, h, pp, ph, hh, ppp, pph, phh, hhh] =
            [later[0], later[1], later[2], later[3], later[4], later[5], later[6], later[7], later[8]]
                .map(|of| of.0[l]);
        // What is missing, in all: the household itself and its foundings.
        let r = 1.0 + h;
        // Second moments of a fate's mean beyond those that α alone stands for.
        let x = p + p * p - pp;
        let z = p * r - ph;
        let y = r * r - hh;
        sum[2].0[l] += d * x;
        sum[3].0[l] += d * z;
        sum[4].0[l] += d * y;
        sum[5].0[l] += d * (p - p * p * p - ppp + 3.0 * p * pp) - 3.0 * x * da;
        sum[6].0[l] += d * (r * (pp - p * p) + 2.0 * p * ph - pph) - (x * db + 2.0 * z * da);
        sum[7].0[l] += d * (p * (hh - r * r) + 2.0 * r * ph - phh) - ((y - r) * da + 2.0 * z * db);
        sum[8].0[l] += d * (3.0 * r * hh - r * r * r - hhh) - 3.0 * (y - r) * db;
    }
}

/// What a household founds in one year: with probability `f` a household of the given cumulants, else nothing.
#[inline(always)]
pub fn thin(f: f64, of: &Cumulants) -> Cumulants {
    let mut thin = NOTHING;
    for l in 0..LANES {
        let [p, h, pp, ph, hh, ppp, pph, phh, hhh] =
            [of[0], of[1], of[2], of[3], of[4], of[5], of[6], of[7], of[8]].map(|of| of.0[l]);
        // Raw moments, which are the thinned ones but for f …
        let (mpp, mph, mhh) = (pp + p * p, ph + p * h, hh + h * h);
        let mppp = ppp + p * (3.0 * pp + p * p);
        let mpph = pph + h * pp + p * (2.0 * ph + p * h);
        let mphh = phh + p * hh + h * (2.0 * ph + p * h);
        let mhhh = hhh + h * (3.0 * hh + h * h);
        // … and back.
        let (p, h) = (f * p, f * h);
        thin[0].0[l] = p;
        thin[1].0[l] = h;
        thin[2].0[l] = f * mpp - p * p;
        thin[3].0[l] = f * mph - p * h;
        thin[4].0[l] = f * mhh - h * h;
        thin[5].0[l] = f * mppp - p * (3.0 * f * mpp - 2.0 * p * p);
        thin[6].0[l] = f * mpph - h * (f * mpp) - 2.0 * p * (f * mph - p * h);
        thin[7].0[l] = f * mphh - p * (f * mhh) - 2.0 * h * (f * mph - p * h);
        thin[8].0[l] = f * mhhh - h * (3.0 * f * mhh - 2.0 * h * h);
    }
    thin
}

/// Adds the cumulants of something independent.
#[inline(always)]
pub fn add(sum: &mut Cumulants, of: &Cumulants) {
    for (sum, of) in sum.iter_mut().zip(of) {
        sum.add(of);
    }
}
