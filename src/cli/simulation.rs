//! The long part of a run: replicates with a progress bar, stopped by precision or by the user, and taken up again
//! where they stopped.

use super::progress::progress_bar;
use super::{Failure, Refusal, input};
use crate::load::said::{Said, said};
use crate::plan::design::Design;
use crate::simulate::environment::Environment;
use crate::simulate::integrated::{self, Integrated, IntegratedJob};
use crate::simulate::lanes::LANES;
use crate::simulate::runner::{self, Job};
use crate::simulate::study::{Study, explain, work};
use crate::simulate::tally::Outcomes;
use crate::store;
use crate::summarise::targets::{widest_integrated, widest_simulated};
use clap::ValueEnum;
use indicatif::ProgressBar;
use serde::Deserialize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Replicates between two looks at the precision: the answer must not depend on how many are done at a time.
const LOOK_REPLICATES: u32 = 512;
/// Time between two savings of an unfinished run.
const SAVE_EVERY: Duration = Duration::from_secs(60);
/// Largest error of the series for which a target is integrated; a rougher one is simulated.
const MOST_ERROR: f64 = 0.002;

/// Where the probabilities of single targets come from; those of sets of targets are always simulated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Estimator {
    /// The share of replicates that reach the target; all numbers of the report rest on the same replicates.
    Simulated,
    /// The mean chance of the target over evenly spread worlds, its households integrated out: narrower intervals.
    Integrated,
}

/// What to simulate and when to stop.
pub struct Simulation<'a> {
    pub design: &'a Design,
    pub estimator: Estimator,
    /// Replicates at most, of each estimator.
    pub replicates: u32,
    /// Stop when every reported probability's 95 % interval has at most this half-width.
    pub precision: Option<f64>,
    /// Where an unfinished run is kept.
    pub unfinished: PathBuf,
    /// What an unfinished run must agree on to be taken up: program, inputs, seed, alternatives.
    pub identity: String,
}

/// What is done so far, as it is kept. Chances come first: they say which targets are left to simulation.
#[derive(Deserialize)]
struct Done {
    integrated: Integrated,
    simulated: Outcomes,
}

/// What goes on beside the replicates.
struct Watch {
    bar: ProgressBar,
    interrupted: &'static AtomicBool,
    saved: Instant,
    failed: Option<Failure>,
}

impl Simulation<'_> {
    /// Runs all of it on the current pool of threads; on Ctrl-C saves what is done.
    pub fn run(&self) -> Result<Study, Failure> {
        let mut done = self.taken_up();
        let bar = progress_bar(self.length(self.replicates, self.replicates));
        let integrated = if self.integrates() { done.integrated.replicates } else { 0 };
        bar.set_position(self.of_all(integrated) + self.of_all(done.simulated.replicates));
        bar.reset_eta();
        let mut watch = Watch { bar, interrupted: interruptions(), saved: now(), failed: None };
        if self.integrates() {
            self.integrate(&mut done, &mut watch);
        }
        let chances = (self.integrates() && self.is_integrated(&done.integrated))
            .then(|| done.integrated.without_rough(self.most_error()));
        if chances.is_some() || !self.integrates() {
            self.simulate(&mut done, chances.as_ref(), &mut watch);
        }
        if let Some(failure) = watch.failed {
            return Err(failure);
        }
        if !(self.is_integrated(&done.integrated) && self.is_simulated(&done.simulated, chances.as_ref())) {
            watch.bar.finish_and_clear();
            self.save(&done.integrated, &done.simulated)?;
            return Err(Failure::Interrupted(self.stopped(&done)));
        }
        let study = explain(self.design, done.simulated, chances, &|replicates| watch.bar.inc(replicates));
        watch.bar.finish_and_clear();
        Ok(study)
    }

    /// Adds the replicates that are missing to the chances.
    fn integrate(&self, done: &mut Done, watch: &mut Watch) {
        if self.is_integrated(&done.integrated) {
            return;
        }
        let bar = watch.bar.clone();
        let progress = |replicates: u64| bar.inc(self.of_all(replicates as u32));
        let job = IntegratedJob { progress: &progress, ..IntegratedJob::new(self.design, self.replicates) };
        let simulated = &done.simulated;
        let _ = integrated::advance(&job, &mut done.integrated, &mut |integrated| {
            let needed = self.needed(integrated.replicates, widest_integrated(integrated, self.most_error()));
            bar.set_length(self.length(needed, needed));
            self.go_on(watch, self.is_integrated(integrated), integrated, simulated)
        });
    }

    /// Adds the replicates that are missing to the outcomes.
    fn simulate(&self, done: &mut Done, chances: Option<&Integrated>, watch: &mut Watch) {
        if self.is_simulated(&done.simulated, chances) {
            return;
        }
        let bar = watch.bar.clone();
        let progress = |replicates: u64| bar.inc(self.of_all(replicates as u32));
        let job = Job { communes: true, progress: &progress, ..Job::new(self.design, self.replicates) };
        let integrated = &done.integrated;
        let _ = runner::advance(&job, &mut done.simulated, &mut |simulated| {
            let widest = widest_simulated(simulated, chances);
            let needed = self.needed(simulated.replicates, widest);
            bar.set_length(self.length(integrated.replicates, needed));
            self.go_on(watch, self.is_simulated(simulated, chances), integrated, simulated)
        });
    }

    /// Whether to go on after a stretch of replicates; what is done is saved now and then.
    fn go_on(
        &self,
        watch: &mut Watch,
        complete: bool,
        integrated: &Integrated,
        simulated: &Outcomes,
    ) -> ControlFlow<()> {
        if complete || watch.interrupted.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        if watch.saved.elapsed() > SAVE_EVERY {
            watch.saved = now();
            watch.failed = self.save(integrated, simulated).err();
        }
        if watch.failed.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// Whether single targets are to be integrated, and some can be.
    fn integrates(&self) -> bool {
        self.estimator == Estimator::Integrated && self.design.goals.iter().any(Integrated::covers)
    }

    fn most_error(&self) -> f64 {
        self.precision.map_or(MOST_ERROR, |limit| MOST_ERROR.min(limit / 2.0))
    }

    /// Whether the chances are complete; those that are not asked for always are.
    fn is_integrated(&self, integrated: &Integrated) -> bool {
        let widest = || widest_integrated(integrated, self.most_error());
        !self.integrates()
            || integrated.replicates >= self.replicates
            // Sobol points are most even at powers of two; and rarer looks at a standard error of few degrees of freedom
            // stop less often because it happens to be small.
            || (integrated.replicates / LOOK_REPLICATES).is_power_of_two()
                && self.is_precise(integrated.replicates, widest)
    }

    fn is_simulated(&self, simulated: &Outcomes, chances: Option<&Integrated>) -> bool {
        simulated.replicates == self.replicates
            || self.is_precise(simulated.replicates, || widest_simulated(simulated, chances))
    }

    /// Whether so many replicates, which leave this half-width, are enough.
    fn is_precise(&self, replicates: u32, widest: impl Fn() -> f64) -> bool {
        replicates > 0
            && replicates.is_multiple_of(LOOK_REPLICATES)
            && self.precision.is_some_and(|limit| widest() <= limit)
    }

    /// Replicates that will be needed: half-widths shrink with the square root of their number.
    fn needed(&self, replicates: u32, widest: f64) -> u32 {
        let Some(limit) = self.precision else { return self.replicates };
        let needed = f64::from(replicates) * (widest / limit).powi(2);
        self.replicates.min((needed as u32).saturating_add(LOOK_REPLICATES))
    }

    /// Length of the progress bar.
    fn length(&self, integrated: u32, simulated: u32) -> u64 {
        work(self.design, simulated) + if self.integrates() { self.of_all(integrated) } else { 0 }
    }

    /// Replicates of single alternatives.
    fn of_all(&self, replicates: u32) -> u64 {
        u64::from(replicates) * self.design.alternatives.len() as u64
    }

    /// An unfinished run of the same identity, or a fresh start.
    fn taken_up(&self) -> Done {
        let fresh = || Done {
            integrated: Integrated::new(self.design, Environment::Sobol),
            simulated: Outcomes::new(self.design, true),
        };
        let Ok(bytes) = store::read_large(&self.unfinished) else { return fresh() };
        let path = input::shown(&self.unfinished);
        match postcard::from_bytes::<(String, Done)>(&bytes) {
            Ok((identity, done)) if identity == self.identity && self.fits(&done) => {
                super::tell(&said!("told-going-on", done = self.counted(&done), path));
                done
            }
            _ => {
                super::tell(&said!("told-not-this-run", path));
                fresh()
            }
        }
    }

    /// Whether no more was done than is wanted now.
    fn fits(&self, done: &Done) -> bool {
        done.simulated.replicates <= self.replicates
            && done.integrated.replicates <= self.replicates.next_multiple_of(LANES as u32)
    }

    fn counted(&self, done: &Done) -> Said {
        let (integrated, simulated) = (done.integrated.replicates, done.simulated.replicates);
        match integrated {
            0 => said!("told-replicates", simulated),
            _ => said!("told-both-replicates", integrated, simulated),
        }
    }

    fn stopped(&self, done: &Done) -> Refusal {
        let (done, path) = (self.counted(done), input::shown(&self.unfinished));
        let message = said!("told-stopped", done, all = self.replicates, path);
        Refusal { message, hint: Some(said!("told-stopped-hint")) }
    }

    fn save(&self, integrated: &Integrated, simulated: &Outcomes) -> Result<(), Failure> {
        let bytes =
            postcard::to_allocvec(&(&self.identity, (integrated, simulated))).map_err(Failure::program)?;
        Ok(store::write_file(&self.unfinished, &bytes, true)?)
    }
}

/// Where an unfinished run of a folder is kept.
pub fn unfinished(folder: &Path) -> PathBuf {
    let mut name = folder.file_name().unwrap_or_default().to_os_string();
    name.push(".unfinished");
    folder.with_file_name(name)
}

/// True from the first Ctrl-C (or termination) on; the second ends the program at once.
fn interruptions() -> &'static AtomicBool {
    static INTERRUPTED: AtomicBool = AtomicBool::new(false);
    // A handler that cannot be set leaves the system's own: the program ends, and nothing is half-written.
    let _ = ctrlc::set_handler(|| {
        if INTERRUPTED.swap(true, Ordering::Relaxed) {
            std::process::exit(i32::from(super::INTERRUPTED));
        }
    });
    &INTERRUPTED
}

#[allow(clippy::disallowed_methods, reason = "when to save may depend on the clock; no result does")]
fn now() -> Instant {
    Instant::now()
}
