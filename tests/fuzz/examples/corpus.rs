//! Converts between the corpus and libFuzzer's folders: `corpus unpack FOLDER` writes the corpus and the first inputs of every target,
//! and `corpus pack TARGET FOLDER` makes the folder's files the target's corpus.

use std::path::Path;
use std::{env, fs, io};

use jwt_wasm_fuzz::{TARGETS, corpus, seeds};

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["unpack", folder] => unpack(Path::new(folder)),
        ["pack", target, folder] => pack(target, Path::new(folder)),
        _ => Err(io::Error::other("usage: corpus unpack FOLDER, or corpus pack TARGET FOLDER")),
    }
}

fn unpack(folder: &Path) -> io::Result<()> {
    for target in TARGETS {
        let folder = folder.join(target.name);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        for (number, input) in corpus::read(target.name)?.iter().enumerate() {
            fs::write(folder.join(format!("kept-{number:04}")), input)?;
        }
        for (number, input) in seeds::of(target.name).iter().enumerate() {
            fs::write(folder.join(format!("seed-{number:04}")), input)?;
        }
    }
    Ok(())
}

fn pack(target: &str, folder: &Path) -> io::Result<()> {
    let inputs: Vec<Vec<u8>> = fs::read_dir(folder)?.map(|entry| fs::read(entry?.path())).collect::<io::Result<_>>()?;
    let size = corpus::write(target, &inputs)?;
    println!("corpus/{target}: {} inputs, {size} bytes", inputs.len());
    Ok(())
}
