//! The kernel's arrays: replicates side by side, one number each, worked on by plain loops.
//!
//! A loop over a [`Lane`] becomes vector instructions of the widest kind there is (see [`isa`]). The arithmetic is
//! the same for any width, so the bits are: there is no fused multiply-add and no reduction over floats.

#![allow(clippy::needless_range_loop, reason = "lanes are numbered: one index runs through several arrays")]

pub mod commune;
pub mod cumulants;
pub mod draw;
pub mod fates;
pub mod integrated;
pub mod isa;
pub mod luck;
pub mod programme;
pub mod start;
pub mod step;
pub mod worlds;

/// Replicates in a block. Results do not depend on it; it is the widest that keeps a commune's year in the
/// first-level cache (measured: `benches/runs/`).
pub const LANES: usize = 32;

/// One number for each replicate of a block.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C, align(64))]
pub struct Lane(pub [f64; LANES]);

impl Lane {
    pub const ZERO: Lane = Lane::all(0.0);
    pub const ONE: Lane = Lane::all(1.0);

    /// The same number everywhere.
    pub const fn all(value: f64) -> Lane {
        Lane([value; LANES])
    }

    #[inline(always)]
    pub fn of(make: impl Fn(usize) -> f64) -> Lane {
        let mut lane = Lane::ZERO;
        for l in 0..LANES {
            lane.0[l] = make(l);
        }
        lane
    }

    #[inline(always)]
    pub fn add(&mut self, other: &Lane) {
        for l in 0..LANES {
            self.0[l] += other.0[l];
        }
    }

    /// Whether every lane holds zero.
    #[inline(always)]
    pub fn is_zero(&self) -> bool {
        let mut bits = 0u64;
        for l in 0..LANES {
            bits |= self.0[l].to_bits() << 1;
        }
        bits == 0
    }
}

impl Default for Lane {
    fn default() -> Lane {
        Lane::ZERO
    }
}
