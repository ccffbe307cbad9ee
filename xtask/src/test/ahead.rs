//! What the package's steps install, fetched while the core's compile: on a fresh machine a core would otherwise wait
//! for the network.

use super::steps;
use crate::browsers::{FIREFOX, WEBKIT};
use crate::npm::Packages;
use crate::{conformance, redis, stack};
use anyhow::Result;
use std::thread::{self, JoinHandle};

type Fetch = fn() -> Result<()>;

/// One after the other: Debian's installer runs once at a time.
const FETCHES: [Fetch; 8] = [
    || Packages::wanted()?.ensure(),
    conformance::install_binaries,
    || FIREFOX.ensure().map(drop),
    || WEBKIT.ensure().map(drop),
    || redis::SERVER.ensure().map(drop),
    || redis::WEBDIS.ensure().map(drop),
    || steps::interop_python().map(drop),
    || stack::install().map(drop),
];

pub(super) fn fetch() -> JoinHandle<()> {
    thread::spawn(|| {
        for fetch in FETCHES {
            // The step that needs it tries again, and says what is wrong.
            let _ = fetch();
        }
    })
}
