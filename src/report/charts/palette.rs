//! Colours that readers with any colour vision tell apart (Okabe–Ito hues; ColorBrewer YlOrBr for the heat table).

use super::canvas::Ink;

pub const PAPER: Ink = Ink(255, 255, 255);
pub const TEXT: Ink = Ink(34, 34, 34);
pub const QUIET: Ink = Ink(96, 96, 96);
pub const RULE: Ink = Ink(222, 222, 222);
pub const AXIS: Ink = Ink(140, 140, 140);
pub const WARNING: Ink = Ink(170, 40, 20);

/// Fan: outer band, inner band, median.
pub const BAND_90: Ink = Ink(205, 224, 240);
pub const BAND_50: Ink = Ink(133, 180, 216);
pub const MEDIAN: Ink = Ink(0, 75, 130);

/// Central intervals of 50 %, 80 % and 95 % of a forecast.
pub const INTERVALS: [Ink; 3] = [Ink(133, 180, 216), Ink(183, 211, 233), Ink(224, 236, 246)];

/// Groups that are compared line by line.
pub const GROUPS: [Ink; 6] =
    [MEDIAN, Ink(213, 94, 0), Ink(0, 130, 96), Ink(160, 80, 130), Ink(110, 85, 0), Ink(96, 96, 96)];

/// Target lines, one hue per target set.
pub const TARGETS: [Ink; 4] = [Ink(213, 94, 0), Ink(0, 130, 96), Ink(160, 80, 130), Ink(110, 85, 0)];

/// Bars: helps, hurts, money, unallocated.
pub const UP: Ink = Ink(0, 114, 178);
pub const DOWN: Ink = Ink(213, 94, 0);
pub const MONEY: Ink = Ink(62, 130, 178);
pub const IDLE: Ink = Ink(175, 175, 175);

/// Upper limits of the heat classes, percent; the last class is open.
pub const HEAT_LIMITS: [f64; 6] = [1.0, 2.0, 5.0, 10.0, 20.0, 30.0];
pub const HEAT: [Ink; 7] = [
    Ink(255, 255, 229),
    Ink(255, 243, 184),
    Ink(254, 220, 125),
    Ink(254, 176, 66),
    Ink(236, 122, 28),
    Ink(190, 76, 8),
    Ink(122, 42, 8),
];

/// Class of a rate in the heat table.
pub fn heat_class(rate_percent: f64) -> usize {
    HEAT_LIMITS.iter().take_while(|&&limit| rate_percent >= limit).count()
}

/// Text that reads on a heat class.
pub fn heat_text(class: usize) -> Ink {
    if class >= 5 { PAPER } else { TEXT }
}
