//! Poverty standards: which decree decides who is poor in which year.

/// A national multidimensional poverty standard (chuẩn nghèo đa chiều).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standard {
    /// Quyết định 59/2015/QĐ-TTg, in force 2016–2021.
    Qd59,
    /// Nghị định 07/2021/NĐ-CP, in force from 1 January 2022; the end-2021 baseline review used it too.
    Nd07,
}

/// First year whose start and end are both measured on NĐ 07/2021.
pub const FIRST_YEAR_ND07: i32 = 2022;

impl Standard {
    /// The standard on which the flows of a calendar year are measured.
    pub fn of_year(year: i32) -> Standard {
        if year < FIRST_YEAR_ND07 { Standard::Qd59 } else { Standard::Nd07 }
    }

    /// The word used in files: `qd59` or `nd07`.
    pub fn word(self) -> &'static str {
        match self {
            Standard::Qd59 => "qd59",
            Standard::Nd07 => "nd07",
        }
    }

    /// The circular whose forms report households on the standard.
    pub fn circular(self) -> &'static str {
        match self {
            Standard::Qd59 => "TT 17/2016",
            Standard::Nd07 => "TT 07/2021",
        }
    }

    /// The decree as cited.
    pub fn citation(self) -> &'static str {
        match self {
            Standard::Qd59 => "QĐ 59/2015/QĐ-TTg",
            Standard::Nd07 => "NĐ 07/2021/NĐ-CP",
        }
    }
}
