//! Sensitivity, value of information, scenario discovery: against closed forms, then the command.

mod exact;
mod information;
