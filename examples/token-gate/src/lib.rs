//! Decides by a request's bearer token whether the request passes. It does no I/O, so every host can call it.

mod decide;
mod settings;

pub use decide::{Decision, Refusal, decide};
pub use settings::Settings;
