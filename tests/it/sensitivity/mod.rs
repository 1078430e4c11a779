//! Sensitivity, value of information, scenario discovery: against closed forms, then the command.

mod command;
mod exact;
mod information;
mod sources;
