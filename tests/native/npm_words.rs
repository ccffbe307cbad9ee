//! The words of the npm package, which its feature turns on. A program of its own, because the other tests expect the crate's words.

#[allow(dead_code, reason = "most of it is for the other tests")]
mod common;
mod names;
mod reasons;
mod report_words;
