//! The normal numbers of a synthetic baseline: addressed by commune and index, like every random number here.

use crate::domain::commune::CommuneCode;
use crate::simulate::quantile::normal;
use crate::simulate::random::{Address, Purpose, uniforms};

/// The standard normal number of a commune and an index (`DRAW_*`).
pub fn addressed_normal(seed: u64, commune: CommuneCode, index: u32) -> f64 {
    let purpose = Purpose::Synthesis;
    normal(
        uniforms(seed, Address { purpose, replicate: 0, entity: commune.number(), year: 0, cell: index })[0],
    )
}
