//! Public points of key agreement (RFC 7518 §6.2.1, RFC 8037 §2).

use alloc::string::String;
use alloc::vec::Vec;

use crate::base64url;
use crate::error::{Error, KeyProblem};
use crate::json::Object;
use crate::key::jwk::{bytes, kty, text, unfit};
use crate::key::{invalid, wrong_length};

/// A curve for key agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AgreementCurve {
    P256,
    P384,
    P521,
    X25519,
}

const EC: [AgreementCurve; 3] = [AgreementCurve::P256, AgreementCurve::P384, AgreementCurve::P521];

impl AgreementCurve {
    /// The `crv` of a JWK, and the size in bytes of a coordinate, of the private key and of the shared secret.
    const fn row(self) -> (&'static str, usize) {
        match self {
            Self::P256 => ("P-256", 32),
            Self::P384 => ("P-384", 48),
            Self::P521 => ("P-521", 66),
            Self::X25519 => ("X25519", 32),
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        self.row().0
    }

    pub(crate) const fn size(self) -> usize {
        self.row().1
    }
}

/// A public key for key agreement. Arithmetic checks later whether the point is on the curve.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct PublicPoint {
    pub(crate) curve: AgreementCurve,
    pub(crate) x: Vec<u8>,
    /// Empty on X25519.
    pub(crate) y: Vec<u8>,
}

impl PublicPoint {
    pub(crate) fn read(jwk: &Object<'_>) -> Result<Self, Error> {
        let crv = text(jwk, "crv")?;
        let (curve, has_y) = match kty(jwk)? {
            "EC" => (EC.into_iter().find(|curve| crv == Some(curve.name())), true),
            "OKP" => ((crv == Some("X25519")).then_some(AgreementCurve::X25519), false),
            _ => return Err(unfit(jwk, "kty", &["EC", "OKP"])),
        };
        let curve =
            curve.ok_or_else(|| unfit(jwk, "crv", if has_y { &["P-256", "P-384", "P-521"] } else { &["X25519"] }))?;
        let coordinate = |name: &'static str| {
            let bytes = bytes(jwk, name)?;
            match bytes.len() {
                // RFC 7518 §6.2.1.2: a small number has leading zero bytes.
                length if length != curve.size() => Err(wrong_length(name, length, curve.name(), curve.size())),
                _ => Ok(bytes.to_vec()),
            }
        };
        Ok(Self { curve, x: coordinate("x")?, y: if has_y { coordinate("y")? } else { Vec::new() } })
    }

    /// The JWK's required members in lexicographic order.
    pub(crate) fn to_jwk(&self) -> String {
        let (curve, x) = (self.curve.name(), base64url::encode(&self.x));
        if self.curve == AgreementCurve::X25519 {
            return format!(r#"{{"crv":"{curve}","kty":"OKP","x":"{x}"}}"#);
        }
        format!(r#"{{"crv":"{curve}","kty":"EC","x":"{x}","y":"{}"}}"#, base64url::encode(&self.y))
    }
}

/// The private number, in the length of its curve.
pub(crate) fn private_number(jwk: &Object<'_>, curve: AgreementCurve) -> Result<zeroize::Zeroizing<Vec<u8>>, Error> {
    let d = bytes(jwk, "d")?;
    if d.len() != curve.size() {
        return Err(wrong_length("d", d.len(), curve.name(), curve.size()));
    }
    Ok(d)
}

pub(crate) fn off_curve() -> Error {
    invalid(KeyProblem::OffCurve)
}
