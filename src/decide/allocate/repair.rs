//! A good selection to begin with: from the multipliers' own choice, mended where it spends too much, then filled up.

use super::instance::Instance;

/// Steps at most; each looks at every choice once.
const MOST_STEPS: usize = 2000;

/// A feasible selection near `start`, if greedy steps find one; `loss` by area and choice.
pub fn mended(instance: &Instance, loss: &[Vec<f64>], start: &[usize]) -> Option<Vec<usize>> {
    let mut selection = start.to_vec();
    let mut slack = instance.slack(&selection);
    let scale: Vec<f64> = instance.limits.iter().map(|limit| 1.0 + (*limit as f64).abs()).collect();
    for _ in 0..MOST_STEPS {
        if slack.iter().all(|left| *left >= 0) {
            fill(instance, &mut selection, &mut slack);
            return Some(selection);
        }
        let (area, choice) = cheapest_relief(instance, loss, &selection, &slack, &scale)?;
        change(instance, &mut selection, &mut slack, area, choice);
    }
    None
}

fn change(instance: &Instance, selection: &mut [usize], slack: &mut [i64], area: usize, choice: usize) {
    let list = &instance.choices[area];
    let (old, new) = (&list[selection[area]].usage, &list[choice].usage);
    slack.iter_mut().zip(old.iter().zip(new)).for_each(|(left, (old, new))| *left += old - new);
    selection[area] = choice;
}

fn excess(slack: impl Iterator<Item = i64>, scale: &[f64]) -> f64 {
    slack.zip(scale).map(|(left, scale)| if left < 0 { -left as f64 / scale } else { 0.0 }).sum()
}

/// The change that loses least per excess taken away.
fn cheapest_relief(
    instance: &Instance,
    loss: &[Vec<f64>],
    selection: &[usize],
    slack: &[i64],
    scale: &[f64],
) -> Option<(usize, usize)> {
    let now = excess(slack.iter().copied(), scale);
    let mut best: Option<(f64, usize, usize)> = None;
    for (area, list) in instance.choices.iter().enumerate() {
        let current = selection[area];
        let old = &list[current].usage;
        for (at, choice) in list.iter().enumerate().filter(|(at, _)| *at != current) {
            let after =
                slack.iter().zip(old.iter().zip(&choice.usage)).map(|(left, (old, new))| left + old - new);
            let relief = now - excess(after, scale);
            if relief > 0.0 {
                let price = (loss[area][at] - loss[area][current]) / relief;
                if best.is_none_or(|(least, ..)| price < least) {
                    best = Some((price, area, at));
                }
            }
        }
    }
    best.map(|(_, area, at)| (area, at))
}

/// Takes the best affordable change until there is none.
fn fill(instance: &Instance, selection: &mut [usize], slack: &mut [i64]) {
    for _ in 0..MOST_STEPS {
        let mut best: Option<(i128, usize, usize)> = None;
        for (area, list) in instance.choices.iter().enumerate() {
            let old = &list[selection[area]];
            for (at, choice) in list.iter().enumerate() {
                let more = choice.gain - old.gain;
                if more > best.map_or(0, |(most, ..)| most) {
                    let mut fits = slack.iter().zip(old.usage.iter().zip(&choice.usage));
                    if fits.all(|(left, (old, new))| left + old - new >= 0) {
                        best = Some((more, area, at));
                    }
                }
            }
        }
        let Some((_, area, at)) = best else { return };
        change(instance, selection, slack, area, at);
    }
}
