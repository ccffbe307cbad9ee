//! The modules that are built of the one core.

pub(super) struct Variant {
    pub(super) name: &'static str,
    /// Arguments for cargo.
    pub(super) arguments: &'static [&'static str],
    pub(super) outputs: Outputs,
}

/// Both variants have the same layout, so that the same scripts find either by a relative path.
pub(super) struct Outputs {
    pub(super) folder: &'static str,
    pub(super) glue: &'static str,
    pub(super) glue_types: &'static str,
    pub(super) wasm: &'static str,
    pub(super) inline: &'static str,
    pub(super) inline_types: &'static str,
}

impl Outputs {
    pub(super) const fn all(&self) -> [&'static str; 5] {
        [self.glue, self.glue_types, self.wasm, self.inline, self.inline_types]
    }

    pub(super) const fn weighed(&self) -> [&'static str; 3] {
        [self.wasm, self.glue, self.inline]
    }
}

/// Everything.
pub(super) const FULL: Variant = Variant {
    name: "full",
    arguments: &["--features", "wasm"],
    outputs: Outputs {
        folder: "pkg/generated",
        glue: "pkg/generated/jwt.js",
        glue_types: "pkg/generated/jwt.d.ts",
        wasm: "pkg/generated/jwt.wasm",
        inline: "pkg/generated/inline.js",
        inline_types: "pkg/generated/inline.d.ts",
    },
};

/// Without the arithmetic of public keys, which the host does.
pub(super) const LITE: Variant = Variant {
    name: "lite",
    // Pages load it before they can do anything. A setting, and no profile of its own, which would compile all crates anew.
    arguments: &[
        "--no-default-features",
        "--features",
        "wasm",
        "--config",
        "profile.release.package.jwt-wasm.opt-level='s'",
    ],
    outputs: Outputs {
        folder: "pkg/lite/generated",
        glue: "pkg/lite/generated/jwt.js",
        glue_types: "pkg/lite/generated/jwt.d.ts",
        wasm: "pkg/lite/generated/jwt.wasm",
        inline: "pkg/lite/generated/inline.js",
        inline_types: "pkg/lite/generated/inline.d.ts",
    },
};
