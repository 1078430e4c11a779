//! A commune's years by conditional binomials from `rand_distr`.

use super::answers::Answer;
use super::drive::{Counts, NEAR_POOR, POOR, SECURE, hazards};
use super::input::{Export, GROUPS, STATES};
use rand::rngs::SmallRng;
use rand_distr::{Binomial, Distribution};

pub fn path(
    export: &Export,
    replicate: usize,
    alternative: usize,
    commune: usize,
    start: &Counts,
    rng: &mut SmallRng,
) -> Vec<Answer> {
    let mut counts = start.clone();
    let mut answers = Vec::with_capacity(export.years.len());
    for year in 0..export.years.len() {
        let hazards = hazards(export, replicate, alternative, commune, year, &counts);
        let mut next = vec![[0u32; STATES]; export.strata];
        for (stratum, row) in counts.iter().enumerate() {
            for (state, &n) in row.iter().enumerate().filter(|(_, n)| **n > 0) {
                let [first, second] = hazards[stratum][state];
                let total = first + second + export.dissolution;
                let exits = draw(n, -(-total).exp_m1(), rng);
                let moved = exits - draw(exits, export.dissolution / total, rng);
                let gone = draw(moved, first / (first + second), rng);
                let to = &export.moves[state * 3..state * 3 + 3];
                next[stratum][to[0] as usize] += gone;
                next[stratum][to[1] as usize] += moved - gone;
                next[stratum][to[2] as usize] += n - exits;
            }
        }
        form(export, counts.iter().flatten().sum(), &mut next, rng);
        counts = next;
        answers.push(answer(export, &counts));
    }
    answers
}

fn draw(n: u32, p: f64, rng: &mut SmallRng) -> u32 {
    if n == 0 {
        return 0;
    }
    Binomial::new(u64::from(n), p).expect("a probability").sample(rng) as u32
}

/// New households, their lists and their strata.
fn form(export: &Export, households: u32, next: &mut Counts, rng: &mut SmallRng) {
    let [formation, _, poor_share, near_share] = export.growth[..] else { panic!("four rates of growth") };
    let formed = draw(households, formation, rng);
    let poor = draw(formed, poor_share, rng);
    let near = draw(formed - poor, near_share / (1.0 - poor_share), rng);
    for (state, count) in [(POOR, poor), (NEAR_POOR, near), (SECURE, formed - poor - near)] {
        let group = export.group_of_state[state] as usize;
        let (mut left, mut share_left) = (count, 1.0);
        for (stratum, row) in next.iter_mut().enumerate() {
            let share = export.stratum_share[stratum * GROUPS + group];
            let last = stratum + 1 == export.strata;
            let here = if last { left } else { draw(left, (share / share_left).min(1.0), rng) };
            row[state] += here;
            left -= here;
            share_left -= share;
        }
    }
}

fn answer(export: &Export, counts: &Counts) -> Answer {
    let mut answer = Answer::default();
    for row in counts {
        for (state, n) in row.iter().enumerate() {
            answer.households += n;
            answer.poor += if export.list_of_state[state] == 0 { *n } else { 0 };
        }
    }
    answer
}
