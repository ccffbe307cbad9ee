//! By RustCrypto's crates, which all use the same names.

use alloc::vec::Vec;

use super::Arithmetic;

macro_rules! curves {
    ($($on:meta: $curve:ident of $of:ident, $normal:expr;)*) => {
        $(#[cfg($on)]
        pub(in crate::signature) struct $curve;

        #[cfg($on)]
        impl Arithmetic for $curve {
            type Key = $of::ecdsa::VerifyingKey;
            type Signer = $of::ecdsa::SigningKey;

            // From coordinates: reading a point's bytes would link the code for compressed points.
            fn key(x: &[u8], y: &[u8]) -> Option<Self::Key> {
                use $of::elliptic_curve::point::AffineCoordinates;
                let point = $of::AffinePoint::from_coordinates(x.try_into().ok()?, y.try_into().ok()?);
                $of::ecdsa::VerifyingKey::from_affine(point.into_option()?).ok()
            }

            fn verify(key: &Self::Key, input: &[u8], signature: &[u8]) -> bool {
                use $of::ecdsa::signature::Verifier;
                let normal: fn($of::ecdsa::Signature) -> $of::ecdsa::Signature = $normal;
                $of::ecdsa::Signature::from_slice(signature).and_then(|it| key.verify(input, &normal(it))).is_ok()
            }

            fn signer(d: &[u8]) -> Option<Self::Signer> {
                $of::ecdsa::SigningKey::from_slice(d).ok()
            }

            fn point(signer: &Self::Signer) -> Vec<u8> {
                use $of::elliptic_curve::point::AffineCoordinates;
                let point = signer.verifying_key().as_affine();
                [point.x(), point.y()].concat()
            }

            fn sign(signer: &Self::Signer, input: &[u8]) -> Vec<u8> {
                use $of::ecdsa::signature::Signer;
                let signature: $of::ecdsa::Signature = signer.sign(input);
                signature.to_bytes().to_vec()
            }
        })*
    };
}

curves! {
    all(feature = "es256", not(feature = "_crrl")): P256 of p256, |it| it;
    feature = "es384": P384 of p384, |it| it;
    feature = "es512": P521 of p521, |it| it;
    // k256 accepts only the lower half of the range of s, as Bitcoin does; other signers use both halves.
    feature = "es256k": Secp256k1 of k256, |it| it.normalize_s();
}
