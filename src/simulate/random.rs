//! Addressed random numbers: every uniform is a pure function of the seed and of what it is for.
//!
//! The generator is Philox4x32-10 (Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3",
//! SC 2011). The key is the seed and the counter is the address, so nothing depends on threads, order of
//! communes, number of replicates, or alternatives.

/// What a random number is for: the first part of its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Purpose {
    /// Exits of a state and their split among destinations.
    Exits = 1,
    /// Which of the exits are households that dissolve or move away.
    Dissolution = 2,
    /// New households and the states they start in.
    Formation = 3,
    /// Reclassification at a change of standard.
    Rebasing = 4,
    /// Base hazards and effects.
    Parameter = 5,
    /// Commune effects.
    CommuneEffect = 6,
    /// Doubt about the baseline.
    Baseline = 7,
    /// Province-, district- and commune-year shocks.
    ProvinceShock = 8,
    DistrictShock = 9,
    CommuneShock = 10,
    /// Whether a named event happens, and how hard it hits.
    Event = 11,
    /// Absorption, delay and cost overrun of money.
    Delivery = 12,
    /// Synthetic commune data.
    Synthesis = 13,
    /// Scrambles of low-discrepancy points.
    Scramble = 14,
    /// Counts of panels made from a calibration's parameters: forecasts, and made-up panels with known parameters.
    Forecast = 16,
    /// Where chains begin, and parameters drawn from the prior.
    Prior = 17,
    /// Which parameter vector of a posterior.
    Posterior = 15,
}

/// The full address of a pair of random numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address {
    pub purpose: Purpose,
    pub replicate: u32,
    /// Commune or district code, or [`crate::plan::design::name_code`] of a named quantity.
    pub entity: u32,
    /// Calendar year, 0 where the number belongs to no year.
    pub year: u16,
    /// Cell within the entity and year: see [`cell`].
    pub cell: u32,
}

/// Cell of a stratum and state.
pub fn cell(stratum: usize, state: usize) -> u32 {
    ((stratum as u32) << 8) | state as u32
}

/// Two independent uniforms in (0, 1), 52 bits each.
#[inline(always)]
pub fn uniforms(seed: u64, address: Address) -> [f64; 2] {
    let place = ((address.purpose as u32) << 24) | address.year as u32;
    let counter = [address.replicate, address.entity, place, address.cell];
    let bits = philox4x32_10(counter, [seed as u32, (seed >> 32) as u32]);
    [open_unit(bits[0], bits[1]), open_unit(bits[2], bits[3])]
}

/// Three independent uniforms in (0, 1), 42 bits each, from the same 128 bits that [`uniforms`] halves: what a
/// cell's exits, dissolution and split take.
#[inline(always)]
pub fn thirds(seed: u64, address: Address) -> [f64; 3] {
    let place = ((address.purpose as u32) << 24) | address.year as u32;
    let counter = [address.replicate, address.entity, place, address.cell];
    let bits = philox4x32_10(counter, [seed as u32, (seed >> 32) as u32]);
    let (x, y) = (((bits[1] as u64) << 32) | bits[0] as u64, ((bits[3] as u64) << 32) | bits[2] as u64);
    [open_third(x >> 22), open_third(y >> 22), open_third(((x & 0x3F_FFFF) << 20) | (y & 0xF_FFFF))]
}

/// 42 random bits to the middle of one of 2^42 equal cells of (0, 1).
#[inline(always)]
fn open_third(bits: u64) -> f64 {
    // The bits become the mantissa of a number in [1, 2): a conversion that every machine has in lanes.
    f64::from_bits(0x3FF0_0000_0000_0000 | (bits << 10)) - (1.0 - 1.0 / (1u64 << 43) as f64)
}

/// 52 random bits to the middle of one of 2^52 equal cells of (0, 1): never 0, never 1.
#[inline(always)]
fn open_unit(low: u32, high: u32) -> f64 {
    let bits = (((high as u64) << 32) | low as u64) >> 12;
    (f64::from_bits(0x3FF0_0000_0000_0000 | bits) - 1.0) + 1.0 / (1u64 << 53) as f64
}

/// Philox4x32 with ten rounds, as published; checked against the Random123 known answers.
#[inline(always)]
pub fn philox4x32_10(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let [mut c0, mut c1, mut c2, mut c3] = counter;
    let [mut k0, mut k1] = key;
    for _ in 0..10 {
        let first = (c0 as u64) * 0xD251_1F53;
        let second = (c2 as u64) * 0xCD9E_8D57;
        (c0, c2) = ((second >> 32) as u32 ^ c1 ^ k0, (first >> 32) as u32 ^ c3 ^ k1);
        (c1, c3) = (second as u32, first as u32);
        k0 = k0.wrapping_add(0x9E37_79B9);
        k1 = k1.wrapping_add(0xBB67_AE85);
    }
    [c0, c1, c2, c3]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn philox_gives_the_published_known_answers() {
        // Random123 1.14, kat_vectors, philox4x32 10.
        assert_eq!(philox4x32_10([0; 4], [0; 2]), [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
        assert_eq!(
            philox4x32_10([u32::MAX; 4], [u32::MAX; 2]),
            [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]
        );
        assert_eq!(
            philox4x32_10([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0]),
            [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]
        );
    }

    #[test]
    fn uniforms_stay_inside_the_open_interval() {
        assert!(open_unit(0, 0) > 0.0);
        assert!(open_unit(u32::MAX, u32::MAX) < 1.0);
    }

    #[test]
    fn every_part_of_the_address_changes_the_number() {
        let base =
            Address { purpose: Purpose::Exits, replicate: 1, entity: 7201, year: 2022, cell: cell(0, 1) };
        let variants = [
            Address { purpose: Purpose::Dissolution, ..base },
            Address { replicate: 2, ..base },
            Address { entity: 7202, ..base },
            Address { year: 2023, ..base },
            Address { cell: cell(1, 1), ..base },
        ];
        for variant in variants {
            assert_ne!(uniforms(1, base), uniforms(1, variant), "{variant:?}");
        }
        assert_ne!(uniforms(1, base), uniforms(2, base));
    }
}
