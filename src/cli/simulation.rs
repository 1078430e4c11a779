//! The long part of a run: replicates with a progress bar, stopped by precision or by the user, and taken up again
//! where they stopped.

use super::{Failure, input};
use crate::plan::design::Design;
use crate::simulate::runner::{Job, advance};
use crate::simulate::study::{Study, explain, work};
use crate::simulate::tally::Outcomes;
use crate::store;
use crate::summarise::targets::widest_half_width;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Replicates between two looks at the precision: the answer must not depend on how many are done at a time.
const LOOK_REPLICATES: u32 = 512;
/// Time between two savings of an unfinished run.
const SAVE_EVERY: Duration = Duration::from_secs(60);

/// What to simulate and when to stop.
pub struct Simulation<'a> {
    pub design: &'a Design,
    /// Replicates at most.
    pub replicates: u32,
    /// Stop when every reported probability's 95 % interval has at most this half-width.
    pub precision: Option<f64>,
    /// Where an unfinished run is kept.
    pub unfinished: PathBuf,
    /// What an unfinished run must agree on to be taken up: program, inputs, seed, alternatives.
    pub identity: String,
}

impl Simulation<'_> {
    /// Runs all of it on the current pool of threads; on Ctrl-C saves what is done.
    pub fn run(&self) -> Result<Study, Failure> {
        let mut outcomes = self.taken_up();
        let alternatives = self.design.alternatives.len() as u64;
        let bar = progress_bar(work(self.design, self.replicates));
        bar.set_position(u64::from(outcomes.replicates) * alternatives);
        bar.reset_eta();
        let progress = |replicates: u64| bar.inc(replicates * alternatives);
        let job = Job { communes: true, progress: &progress, ..Job::new(self.design, self.replicates) };
        let interrupted = interruptions();
        let mut saved = now();
        let mut failed = None;
        let _ = advance(&job, &mut outcomes, &mut |outcomes| {
            if interrupted.load(Ordering::Relaxed) || self.is_precise(outcomes) {
                return ControlFlow::Break(());
            }
            if let Some(limit) = self.precision {
                // Half-widths shrink with the square root of the replicates: what is left is known before the end.
                let needed = f64::from(outcomes.replicates) * (widest_half_width(outcomes) / limit).powi(2);
                bar.set_length(work(self.design, self.replicates.min(needed as u32 + LOOK_REPLICATES)));
            }
            if saved.elapsed() > SAVE_EVERY {
                saved = now();
                failed = self.save(outcomes).err();
            }
            if failed.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        if let Some(failure) = failed {
            return Err(failure);
        }
        let finished = outcomes.replicates == self.replicates || self.is_precise(&outcomes);
        if interrupted.load(Ordering::Relaxed) && !finished {
            bar.finish_and_clear();
            self.save(&outcomes)?;
            return Err(Failure::Interrupted(format!(
                "stopped after {} of {} replicates; they are kept in {}.\n  hint: the same command goes on from there",
                outcomes.replicates,
                self.replicates,
                input::shown(&self.unfinished)
            )));
        }
        let study = explain(self.design, outcomes, &|replicates| bar.inc(replicates));
        bar.finish_and_clear();
        Ok(study)
    }

    /// Whether the run may stop here.
    fn is_precise(&self, outcomes: &Outcomes) -> bool {
        let precise = |limit: f64| widest_half_width(outcomes) <= limit;
        outcomes.replicates > 0
            && outcomes.replicates.is_multiple_of(LOOK_REPLICATES)
            && self.precision.is_some_and(precise)
    }

    /// An unfinished run of the same identity, or a fresh start.
    fn taken_up(&self) -> Outcomes {
        let fresh = || Outcomes::new(self.design, true);
        let Ok(bytes) = store::read_large(&self.unfinished) else { return fresh() };
        match postcard::from_bytes::<(String, Outcomes)>(&bytes) {
            Ok((identity, outcomes))
                if identity == self.identity && outcomes.replicates <= self.replicates =>
            {
                let path = input::shown(&self.unfinished);
                eprintln!("going on after {} replicates kept in {path}", outcomes.replicates);
                outcomes
            }
            _ => {
                let path = input::shown(&self.unfinished);
                eprintln!("warning: {path} is not of this run and is not used");
                fresh()
            }
        }
    }

    fn save(&self, outcomes: &Outcomes) -> Result<(), Failure> {
        let bytes = postcard::to_allocvec(&(&self.identity, outcomes))
            .map_err(|error| Failure::Machine(error.to_string()))?;
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

/// A bar on a terminal, nothing elsewhere; its unit is a replicate of one alternative.
fn progress_bar(length: u64) -> ProgressBar {
    let bar = ProgressBar::new(length);
    let target = match std::io::stderr().is_terminal() {
        true => ProgressDrawTarget::stderr(),
        false => ProgressDrawTarget::hidden(),
    };
    bar.set_draw_target(target);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {percent:>3} %  {per_sec}  {eta}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(500));
    bar
}
