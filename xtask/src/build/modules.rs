//! The modules of the npm package, each a build of its own.

/// What a module is made from, and what becomes of it.
pub(super) struct Module {
    pub(super) name: &'static str,
    pub(super) package: &'static str,
    /// Arguments for cargo.
    pub(super) arguments: &'static [&'static str],
    pub(super) glue: Option<Glue>,
    pub(super) wasm: &'static str,
    pub(super) inline: &'static str,
    pub(super) inline_types: &'static str,
}

/// The script that wasm-bindgen writes. The other modules take and give numbers alone, and need none.
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

/// The features of `pkg/bindings`, each of which is a module.
pub(crate) const BINDINGS: [&str; 7] = ["core", "keyfile", "rsa", "es256", "es384", "es512", "eddsa"];

macro_rules! without_glue {
    ($name:literal) => {
        Module {
            name: $name,
            package: "jwt-wasm-bindings",
            arguments: &["--features", $name],
            glue: None,
            wasm: concat!("pkg/generated/", $name, ".wasm"),
            inline: concat!("pkg/generated/", $name, ".inline.js"),
            inline_types: concat!("pkg/generated/", $name, ".inline.d.ts"),
        }
    };
}

/// Those with the most in common follow each other, so that cargo compiles least.
pub(super) const MODULES: [Module; 7] = [
    // Without the arithmetic of public keys.
    Module {
        name: "core",
        package: "jwt-wasm-bindings",
        arguments: &["--features", "core"],
        glue: Some(Glue { script: "pkg/generated/core.js", types: "pkg/generated/core.d.ts" }),
        wasm: "pkg/generated/core.wasm",
        inline: "pkg/generated/core.inline.js",
        inline_types: "pkg/generated/core.inline.d.ts",
    },
    without_glue!("keyfile"),
    without_glue!("rsa"),
    without_glue!("es256"),
    without_glue!("es384"),
    without_glue!("es512"),
    without_glue!("eddsa"),
];
