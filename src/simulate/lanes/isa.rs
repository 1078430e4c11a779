//! Which vector instructions the kernel runs on: one source, compiled for each, chosen when the program starts.

use pulp::NullaryFnOnce;

/// Instruction sets that the kernel is compiled for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Isa {
    /// What every machine of the compiled target has (on x86-64: SSE2).
    Baseline,
    /// 256-bit vectors: AVX2.
    Avx2,
    /// 512-bit vectors: AVX-512 F, BW, CD, DQ, VL.
    Avx512,
}

impl Isa {
    pub const ALL: [Isa; 3] = [Isa::Baseline, Isa::Avx2, Isa::Avx512];

    /// The widest set that this machine has.
    pub fn widest() -> Isa {
        Isa::ALL.into_iter().rev().find(|isa| isa.is_here()).unwrap_or(Isa::Baseline)
    }

    /// The word used in files and benchmarks.
    pub fn word(self) -> &'static str {
        match self {
            Isa::Baseline => "baseline",
            Isa::Avx2 => "avx2",
            Isa::Avx512 => "avx512",
        }
    }

    /// Whether this machine can run it.
    pub fn is_here(self) -> bool {
        match self {
            Isa::Baseline => true,
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            Isa::Avx2 => pulp::x86::V3::is_available(),
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            Isa::Avx512 => pulp::x86::V4::is_available(),
            #[cfg(not(any(target_arch = "x86", target_arch = "x86_64")))]
            _ => false,
        }
    }

    /// Runs work compiled for this set; on a machine without it, for the baseline. The result is the same.
    #[inline(always)]
    pub fn run<W: NullaryFnOnce>(self, work: W) -> W::Output {
        #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
        match self {
            Isa::Avx512 => {
                if let Some(simd) = pulp::x86::V4::try_new() {
                    return simd.vectorize(work);
                }
            }
            Isa::Avx2 => {
                if let Some(simd) = pulp::x86::V3::try_new() {
                    return simd.vectorize(work);
                }
            }
            Isa::Baseline => {}
        }
        work.call()
    }
}
