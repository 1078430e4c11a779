//! Switches: the obstacles that are removed one at a time to see what binds.

/// What is switched off, or idealised, to see what binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Switch {
    /// Nothing: the alternative as it is.
    AsPlanned,
    /// No programme money at all.
    NoMoney,
    /// No household relapses.
    NoRelapse,
    /// Coverage ceilings lifted to one.
    NoCeiling,
    /// Every đồng arrives before the year begins, without delay, and is all disbursed.
    MoneyInJanuary,
    /// Households without labour capacity move and are reached like the others.
    LabourForAll,
    /// Perfect money: in January, all disbursed, and every eligible household covered.
    PerfectMoney,
}

impl Switch {
    pub const ALL: [Switch; 7] = [
        Switch::AsPlanned,
        Switch::NoMoney,
        Switch::NoRelapse,
        Switch::NoCeiling,
        Switch::MoneyInJanuary,
        Switch::LabourForAll,
        Switch::PerfectMoney,
    ];

    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Switch::AsPlanned => "as_planned",
            Switch::NoMoney => "no_money",
            Switch::NoRelapse => "no_relapse",
            Switch::NoCeiling => "no_ceiling",
            Switch::MoneyInJanuary => "money_in_january",
            Switch::LabourForAll => "labour_for_all",
            Switch::PerfectMoney => "perfect_money",
        }
    }
}
