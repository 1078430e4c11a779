//! What a posterior table shows: quantities made from the parameter vector, each with the scale on which doubt is told.

use super::parameters::{Layout, Scaled};
use crate::domain::hazard::{Base, CLASSES, Class};
use crate::plan::design::Design;
use libm::log;

/// The scale on which prior and posterior sd are compared: a hazard twice as high has twice the sd, not twice the
/// doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    Log,
    /// Shares between 0 and 1.
    Logit,
    Plain,
}

impl Scale {
    pub fn of(self, value: f64) -> f64 {
        match self {
            Scale::Log => log(value),
            Scale::Logit => log(value / (1.0 - value)),
            Scale::Plain => value,
        }
    }
}

/// What a column is made from.
#[derive(Clone, Debug, PartialEq)]
enum Source {
    Quantity(Scaled),
    /// Share of an area's escapes that pass the line, before programme and commune.
    Split {
        income: Scaled,
        deprivation: Scaled,
    },
    /// Hazard of leaving the poor list, per year.
    Total {
        income: Scaled,
        deprivation: Scaled,
    },
    /// Log factor of a calendar year on the hazards of a class.
    Year {
        year: usize,
        class: usize,
    },
}

/// A column of the posterior table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Name in files, with its unit.
    pub name: String,
    pub scale: Scale,
    source: Source,
}

impl Column {
    fn quantity(name: String, scaled: &Scaled) -> Column {
        Column { name, scale: Scale::Log, source: Source::Quantity(scaled.clone()) }
    }

    pub fn value(&self, layout: &Layout, design: &Design, z: &[f64]) -> f64 {
        match &self.source {
            Source::Quantity(scaled) => scaled.of(z),
            Source::Split { income, deprivation } => {
                let (income, deprivation) = (income.of(z), deprivation.of(z));
                income / (income + deprivation)
            }
            Source::Total { income, deprivation } => income.of(z) + deprivation.of(z),
            Source::Year { year, class } => layout.year_logs(design, z)[*year][*class],
        }
    }

    /// Whether a calibration could move it at all.
    pub fn uncertain(&self) -> bool {
        match &self.source {
            Source::Quantity(scaled) => scaled.at.is_some(),
            Source::Split { income, deprivation } | Source::Total { income, deprivation } => {
                income.at.is_some() || deprivation.at.is_some()
            }
            Source::Year { .. } => true,
        }
    }
}

/// Columns that `run` reads: base hazards, hazard ratios, spreads of commune effects; then what only explains.
pub fn columns(layout: &Layout, design: &Design) -> Vec<Column> {
    let mut columns = parameters(layout);
    let others = layout.year_sd.iter().filter(|sd| sd.value > 0.0);
    columns.extend(others.map(|sd| Column::quantity(sd.name.clone(), sd)));
    for (area, bases) in design.areas.iter().zip(&layout.bases) {
        let [income, deprivation] =
            [Base::ExitIncomePoor, Base::ExitDeprivationPoor].map(|base| bases[base.index()].clone());
        if income.value > 0.0 && deprivation.value > 0.0 {
            let pair = (income.clone(), deprivation.clone());
            columns.push(Column {
                name: format!("derived.{}.exit_total.poor_per_year", area.name),
                scale: Scale::Log,
                source: Source::Total { income, deprivation },
            });
            columns.push(Column {
                name: format!("derived.{}.exit_income_share.poor", area.name),
                scale: Scale::Logit,
                source: Source::Split { income: pair.0, deprivation: pair.1 },
            });
        }
    }
    columns.extend(years(layout, design));
    columns
}

fn parameters(layout: &Layout) -> Vec<Column> {
    let bases = layout.bases.iter().flatten();
    let effects = layout.effects.iter().map(|effect| &effect.ratio);
    let all = bases.chain(effects).chain(&layout.commune_sd);
    all.map(|scaled| Column::quantity(scaled.name.clone(), scaled)).collect()
}

/// Factors of the years on the classes that some shock moves.
fn years(layout: &Layout, design: &Design) -> Vec<Column> {
    let shocked = |class: usize| {
        let shocks = design.shocks.iter().zip(&layout.shocks);
        shocks.filter(|(_, at)| at.is_some()).any(|(plan, _)| plan.shock.loading[class] != 0.0)
    };
    let mut columns = Vec::new();
    for (year, calendar) in design.years.iter().enumerate() {
        for class in Class::ALL.into_iter().filter(|class| shocked(class.index())) {
            columns.push(Column {
                name: format!("year_effect.{calendar}.{}_log", class.word()),
                scale: Scale::Plain,
                source: Source::Year { year, class: class.index() },
            });
        }
    }
    columns
}

/// Log factors of one commune on the hazards of each class.
pub fn commune_effects(layout: &Layout, z: &[f64], commune: usize) -> [f64; CLASSES] {
    std::array::from_fn(|class| layout.commune_log(z, class, commune, layout.commune_sd[class].of(z)))
}
