//! The modules of the npm package. Each is a separate build.

/// The inputs and outputs of a module.
pub(super) struct Module {
    pub(super) name: &'static str,
    pub(super) package: &'static str,
    /// Arguments for cargo.
    pub(super) arguments: &'static [&'static str],
    /// Of the words that RustCrypto computes with.
    pub(super) word_bits: u32,
    /// For the compiler, besides those of every module.
    pub(super) flags: &'static [&'static str],
    /// In bytes.
    pub(super) stack: u32,
    /// For Binaryen, after those of every module.
    pub(super) passes: &'static [&'static str],
    pub(super) glue: Option<Glue>,
    pub(super) wasm: &'static str,
    pub(super) inline: &'static str,
    pub(super) inline_types: &'static str,
}

/// The script that wasm-bindgen writes. Most modules exchange only numbers and need none.
pub(super) struct Glue {
    pub(super) script: &'static str,
    pub(super) types: &'static str,
}

impl Module {
    pub(super) fn outputs(&self) -> Vec<&'static str> {
        let glue = self.glue.iter().flat_map(|glue| [glue.script, glue.types]);
        glue.chain([self.wasm, self.inline, self.inline_types]).collect()
    }

    pub(super) fn weighed(&self) -> Vec<&'static str> {
        [self.wasm].into_iter().chain(self.glue.iter().map(|glue| glue.script)).chain([self.inline]).collect()
    }
}

/// The features of `pkg/bindings`. Each makes a module.
pub(crate) const BINDINGS: [&str; 11] =
    ["core", "keyfile", "rsa", "es256", "es384", "es512", "es256k", "eddsa", "ed448", "mldsa", "jwe"];

/// By default they have 64 bits in WebAssembly, but it multiplies only 32 by 32 bits at once.
const SHORT: u32 = 32;
/// AES only combines bits, of as many blocks at once as a word holds.
const LONG: u32 = 64;

/// For the core, and for the modules of encrypted tokens and of key files. A bundle compresses what its modules share once, so
/// their settings are the same.
const SMALL: &[&str] = &[
    // By the compiler's own thresholds, 50 and for functions marked `inline` 325, they are 4 to 6 % larger.
    "-Cllvm-args=-inline-threshold=15",
    "-Cllvm-args=-inlinehint-threshold=15",
];
/// For engines whose arithmetic consists of large functions, which take the same time when small ones are called. They are 2 to
/// 4 % smaller. Those of secp256k1, Ed25519 and ML-DSA would take 20 to 30 % longer, and RSA's would be larger.
const CALLS: &[&str] = &["-Cllvm-args=-inline-threshold=0"];
/// Data begin after the stack, and after one of 1 MiB each of their addresses would be a byte longer. Calls use 33 KB at most, and
/// one that needed more than there is would trap.
const SMALL_STACK: u32 = 1 << 18;
/// As the compiler has it.
const STACK: u32 = 1 << 20;
/// Binaryen shortens their control flow, and then does all its work once more. Nothing but the end of the stack is in the first
/// 1,024 bytes of memory, so it may move the addition of a constant to an address into the access.
const TWICE: &[&str] = &["--low-memory-unused", "--flatten", "--rereloop", "-Oz", "--converge"];

/// Compiles for size the allocator, and the bindings, which only move arguments and results. Engines have few bindings, and some
/// of them would become larger.
macro_rules! with_small_bindings {
    ($name:literal) => {
        &[
            "--features",
            $name,
            "--config",
            "profile.release.package.jwt-wasm-bindings.opt-level='z'",
            "--config",
            "profile.release.package.talc.opt-level='z'",
        ]
    };
}

macro_rules! without_glue {
    ($name:literal) => {
        Module {
            name: $name,
            package: "jwt-wasm-bindings",
            arguments: &["--features", $name],
            word_bits: SHORT,
            flags: &[],
            stack: STACK,
            passes: &[],
            glue: None,
            wasm: concat!("pkg/generated/", $name, ".wasm"),
            inline: concat!("pkg/generated/", $name, ".inline.js"),
            inline_types: concat!("pkg/generated/", $name, ".inline.d.ts"),
        }
    };
}

/// Modules that share most code follow each other, so that cargo compiles less.
pub(super) const MODULES: [Module; 11] = [
    // It has no arithmetic for public keys.
    Module {
        name: "core",
        package: "jwt-wasm-bindings",
        arguments: with_small_bindings!("core"),
        word_bits: SHORT,
        flags: SMALL,
        stack: SMALL_STACK,
        passes: TWICE,
        glue: Some(Glue { script: "pkg/generated/core.js", types: "pkg/generated/core.d.ts" }),
        wasm: "pkg/generated/core.wasm",
        inline: "pkg/generated/core.inline.js",
        inline_types: "pkg/generated/core.inline.d.ts",
    },
    Module {
        arguments: with_small_bindings!("jwe"),
        word_bits: LONG,
        flags: SMALL,
        stack: SMALL_STACK,
        passes: TWICE,
        ..without_glue!("jwe")
    },
    Module { flags: SMALL, stack: SMALL_STACK, passes: TWICE, ..without_glue!("keyfile") },
    without_glue!("rsa"),
    Module { flags: CALLS, ..without_glue!("es256") },
    Module { flags: CALLS, ..without_glue!("es384") },
    Module { flags: CALLS, ..without_glue!("es512") },
    without_glue!("es256k"),
    without_glue!("eddsa"),
    Module { flags: CALLS, ..without_glue!("ed448") },
    without_glue!("mldsa"),
];
