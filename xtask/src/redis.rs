//! The Redis server for the tests of the revocation stores, and Webdis, which serves it over HTTP.

use crate::programs::{Program, in_path};

pub(crate) const SERVER: Program =
    Program { name: "Redis", variable: "REDIS_SERVER", packages: &["redis-server"], find: || in_path("redis-server") };

pub(crate) const WEBDIS: Program =
    Program { name: "Webdis", variable: "WEBDIS", packages: &["webdis"], find: || in_path("webdis") };
