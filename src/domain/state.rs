//! The state of a household at each December review, and the flows between lists that the official form counts.

/// Longest look-back that has its own clock states (36 months, QĐ 28/2015).
pub const CLOCK_YEARS: usize = 3;

/// Number of household states.
pub const STATES: usize = 13;

/// A household's state, observed at the December review.
///
/// Clocks `d` run from 1: `Escaped(1)` left poverty at the review just past and lives its first year after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// On the poor list (hộ nghèo), no recognised escape within the look-back.
    Poor,
    /// On the poor list again within the look-back after a recognised escape (tái nghèo).
    Relapsed,
    /// On the near-poor list (hộ cận nghèo), not recently poor.
    NearPoor,
    /// On the near-poor list, left poverty d years ago.
    NearPoorEscaped(u8),
    /// On no list, left poverty d years ago (mới thoát nghèo).
    Escaped(u8),
    /// On no list, left the near-poor list d years ago without recent poverty (mới thoát cận nghèo).
    LeftNearPoor(u8),
    /// On no list, no recent history of poverty or near-poverty.
    Secure,
}

/// Which official list a state is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum List {
    Poor,
    NearPoor,
    None,
}

impl State {
    /// All states in the order of [`State::index`].
    pub const ALL: [State; STATES] = [
        State::Poor,
        State::Relapsed,
        State::NearPoor,
        State::NearPoorEscaped(1),
        State::NearPoorEscaped(2),
        State::NearPoorEscaped(3),
        State::Escaped(1),
        State::Escaped(2),
        State::Escaped(3),
        State::LeftNearPoor(1),
        State::LeftNearPoor(2),
        State::LeftNearPoor(3),
        State::Secure,
    ];

    /// Position in arrays of length [`STATES`]; also the state's part of a random number's address.
    pub fn index(self) -> usize {
        match self {
            State::Poor => 0,
            State::Relapsed => 1,
            State::NearPoor => 2,
            State::NearPoorEscaped(d) => 2 + d as usize,
            State::Escaped(d) => 5 + d as usize,
            State::LeftNearPoor(d) => 8 + d as usize,
            State::Secure => 12,
        }
    }

    /// Years since an escape from the poor list that is still remembered, of those who are not poor.
    pub fn since_escape(self) -> Option<u8> {
        match self {
            State::NearPoorEscaped(d) | State::Escaped(d) => Some(d),
            _ => None,
        }
    }

    pub fn list(self) -> List {
        match self {
            State::Poor | State::Relapsed => List::Poor,
            State::NearPoor | State::NearPoorEscaped(_) => List::NearPoor,
            _ => List::None,
        }
    }

    /// The group that an instrument's eligibility speaks of.
    pub fn group(self) -> Group {
        match self {
            State::Poor | State::Relapsed => Group::Poor,
            State::NearPoor | State::NearPoorEscaped(_) => Group::NearPoor,
            State::Escaped(_) | State::LeftNearPoor(_) => Group::NewlyEscaped,
            State::Secure => Group::Secure,
        }
    }
}

/// Number of [`Group`]s.
pub const GROUPS: usize = 4;

/// Groups of states that support is addressed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    Poor,
    NearPoor,
    /// Mới thoát nghèo, mới thoát cận nghèo: off the lists for at most the look-back.
    NewlyEscaped,
    Secure,
}

impl Group {
    pub const ALL: [Group; GROUPS] = [Group::Poor, Group::NearPoor, Group::NewlyEscaped, Group::Secure];

    pub fn index(self) -> usize {
        self as usize
    }
}

/// How long a recognised escape is remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LookBack {
    /// 1 to [`CLOCK_YEARS`] years.
    Years(u8),
    /// For ever: the last clock state then means "three years ago or more".
    Ever,
}

impl LookBack {
    /// The clock one year after `d`, or `None` when the escape is forgotten.
    pub fn next(self, d: u8) -> Option<u8> {
        match self {
            LookBack::Years(years) => (d < years).then_some(d + 1),
            LookBack::Ever => Some((d + 1).min(CLOCK_YEARS as u8)),
        }
    }

    /// Years for which an escape is followed: the last clock value that households pass only once.
    pub fn watched(self) -> u8 {
        match self {
            LookBack::Years(years) => years,
            LookBack::Ever => CLOCK_YEARS as u8 - 1,
        }
    }

    /// Largest clock value in use.
    pub fn longest(self) -> u8 {
        match self {
            LookBack::Years(years) => years,
            LookBack::Ever => CLOCK_YEARS as u8,
        }
    }
}

/// Where a household goes in a year: two competing exits, or it stays (and its clock runs).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moves {
    /// First exit: income exit for listed households, fall to the poor list for the others.
    pub first: State,
    /// Second exit.
    pub second: State,
    /// Neither exit happened.
    pub stay: State,
}

/// The moves open to a state. `docs/model.md` §2 draws the table.
pub fn moves(from: State, look_back: LookBack) -> Moves {
    let escaped = |d: u8| look_back.next(d).map(State::Escaped);
    let near_escaped = |d: u8| look_back.next(d).map(State::NearPoorEscaped);
    let left_near = |d: u8| look_back.next(d).map(State::LeftNearPoor);
    match from {
        State::Poor | State::Relapsed => {
            Moves { first: State::Escaped(1), second: State::NearPoorEscaped(1), stay: from }
        }
        State::NearPoor => Moves { first: State::LeftNearPoor(1), second: State::Poor, stay: from },
        State::NearPoorEscaped(d) => Moves {
            first: escaped(d).unwrap_or(State::LeftNearPoor(1)),
            second: State::Relapsed,
            stay: near_escaped(d).unwrap_or(State::NearPoor),
        },
        State::Escaped(d) => Moves {
            first: State::Relapsed,
            second: near_escaped(d).unwrap_or(State::NearPoor),
            stay: escaped(d).unwrap_or(State::Secure),
        },
        State::LeftNearPoor(d) => {
            Moves { first: State::Poor, second: State::NearPoor, stay: left_near(d).unwrap_or(State::Secure) }
        }
        State::Secure => Moves { first: State::Poor, second: State::NearPoor, stay: State::Secure },
    }
}
