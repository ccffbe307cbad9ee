//! Writes the first inputs of every target into a folder: `seeds FOLDER`.

use std::path::PathBuf;
use std::{env, fs};

use jwt_wasm_fuzz::{TARGETS, seeds};

fn main() {
    let folder = env::args().nth(1).map(PathBuf::from).expect("usage: seeds FOLDER");
    for target in TARGETS {
        let folder = folder.join(target.name);
        fs::create_dir_all(&folder).expect("the folder can be made");
        // Named by their numbers, so that a second run writes the same files.
        for (number, input) in seeds::of(target.name).iter().enumerate() {
            fs::write(folder.join(format!("seed-{number:04}")), input).expect("the folder can be written to");
        }
    }
}
