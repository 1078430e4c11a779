//! Outcomes to summary, in one pure function.

use super::summary::*;
use super::{communes, targets, trajectories, variance, why};
use crate::domain::origin::Origin;
use crate::domain::scenario::Scenario;
use crate::plan::apportion::Allocation;
use crate::plan::design::Design;
use crate::simulate::integrated::Integrated;
use crate::simulate::study::Study;

/// Summarises a study.
pub fn summarise(scenario: &Scenario, design: &Design, allocations: &[Allocation], study: &Study) -> Summary {
    let outcomes = &study.main;
    Summary {
        facts: facts(scenario, outcomes.replicates, study.integrated.as_ref()),
        targets: targets::targets(scenario, design, study),
        trajectories: trajectories::trajectories(scenario, design, outcomes),
        communes: communes::communes(scenario, design, outcomes),
        places: targets::places(scenario, design, outcomes),
        money: allocations.iter().flat_map(money).collect(),
        why: why::why(scenario, design, study),
        variance: variance::variance(scenario, design, study),
        forms: communes::forms(scenario, design, outcomes),
    }
}

/// What was run: `replicates` simulated ones, and those with the households integrated out, if any.
pub fn facts(scenario: &Scenario, replicates: u32, integrated: Option<&Integrated>) -> Facts {
    let named = |id: &str, vi: &str, en: &str| Named { id: id.to_string(), title: title(vi, en) };
    let programme = &scenario.programme;
    Facts {
        scenario: scenario.id.clone(),
        title: title(&scenario.title_vi, &scenario.title_en),
        seed: scenario.seed,
        replicates,
        integrated_replicates: integrated.filter(|it| it.has_chances()).map(|it| it.replicates),
        baseline_year: scenario.baseline_year,
        first_year: scenario.first_year,
        last_year: scenario.last_year,
        origin: scenario.worst_origin(),
        fit: scenario.posterior.as_ref().map(|posterior| posterior.fit.clone()),
        alternatives: scenario.alternatives.iter().map(|a| named(&a.id, &a.title_vi, &a.title_en)).collect(),
        cohorts: scenario.cohorts.iter().map(|c| named(&c.id, &c.title_vi, &c.title_en)).collect(),
        sources: programme.sources.iter().map(|s| named(&s.id, &s.title_vi, &s.title_en)).collect(),
        components: programme.components.iter().map(|c| named(&c.id, &c.title_vi, &c.title_en)).collect(),
        communes: commune_facts(scenario),
        boundaries: scenario.boundaries.clone(),
        persons_per_household: scenario.persons_per_household,
        baseline_origin: scenario.baseline_origin(),
        margins: match scenario.baseline_origin() {
            Origin::Synthetic => scenario.margins.clone(),
            Origin::Official | Origin::Assumption => Vec::new(),
        },
        envelopes: scenario.envelopes.clone(),
        target_sources: scenario.targets.iter().map(|it| (it.id(), it.source.clone())).collect(),
    }
}

fn title(vi: &str, en: &str) -> Title {
    Title { vi: vi.to_string(), en: en.to_string() }
}

fn commune_facts(scenario: &Scenario) -> Vec<CommuneFacts> {
    let fact = |(commune, row): (&crate::domain::commune::Commune, &crate::domain::baseline::BaselineRow)| {
        let cohorts = scenario.cohorts.iter().filter(|cohort| cohort.members.contains(&commune.code));
        CommuneFacts {
            code: commune.code,
            name: commune.name.clone(),
            kind: commune.kind.clone(),
            district_code: commune.district_code,
            district: commune.district.clone(),
            cohorts: cohorts.map(|cohort| cohort.id.clone()).collect(),
            households: row.households,
            poor: row.poor,
            near_poor: row.near_poor,
        }
    };
    scenario.communes.iter().zip(&scenario.baseline).map(fact).collect()
}

fn money(allocation: &Allocation) -> Vec<MoneyRow> {
    let grants = allocation.grants.iter().map(|grant| MoneyRow {
        alternative: allocation.alternative.clone(),
        year: grant.year,
        source: grant.source.clone(),
        component: grant.component.clone(),
        commune: Some(grant.commune),
        amount: grant.amount,
    });
    let left = allocation.unallocated.iter().map(|(year, source, amount)| MoneyRow {
        alternative: allocation.alternative.clone(),
        year: *year,
        source: source.clone(),
        component: String::new(),
        commune: None,
        amount: *amount,
    });
    grants.chain(left).collect()
}
