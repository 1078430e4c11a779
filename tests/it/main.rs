//! Integration tests: one binary, so that it links once.
#![allow(
    clippy::disallowed_methods,
    reason = "tests compute their expectations with the platform's mathematics"
)]

#[cfg(feature = "serve")]
mod accessible;
mod allocate;
mod allocate_command;
mod allocate_milp;
mod allocate_random;
mod architecture;
mod book;
#[cfg(feature = "serve")]
mod browser;
#[cfg(feature = "serve")]
mod browser_states;
#[cfg(feature = "calibrate")]
mod calibration;
mod chain;
mod compare;
mod docx;
mod draws;
mod end_to_end;
mod estimators;
mod export;
mod form_files;
mod form_gaps;
mod forms;
mod help;
mod hindcast;
mod hindcast_posterior;
mod invalid;
mod invariance;
mod kernel;
mod map;
mod min_budget;
mod optimize;
mod oracle;
mod page;
mod posterior;
mod posterior_files;
mod posterior_variance;
mod properties;
mod resume;
mod sampler;
mod sensitivity;
#[cfg(feature = "serve")]
mod serve;
#[cfg(feature = "serve")]
mod serve_command;
#[cfg(feature = "serve")]
mod serve_files;
#[cfg(feature = "serve")]
mod serve_slow;
#[cfg(feature = "serve")]
mod serve_support;
#[cfg(feature = "calibrate")]
mod stocks;
mod support;
mod twin;
