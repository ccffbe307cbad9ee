//! Key agreement on RustCrypto's and dalek's curves (RFC 7518 §4.6, RFC 8037 §3.2). A build without `ecdh` leaves it to
//! the host.

use alloc::vec::Vec;

use zeroize::Zeroizing;

use crate::error::Error;
#[cfg(feature = "ecdh")]
use crate::error::KeyProblem;
use crate::jwe::point::{AgreementCurve, PublicPoint};
#[cfg(feature = "ecdh")]
use crate::{jwe::point::off_curve, key::invalid};

/// A private key and its public half.
type Pair = (Zeroizing<Vec<u8>>, PublicPoint);

/// The shared secret, `None` if this build leaves it to the host. An error if the point is not on the curve or, on
/// X25519, of small order (RFC 7748 §6.1).
pub(crate) fn agree(point: &PublicPoint, d: &[u8]) -> Result<Option<Zeroizing<Vec<u8>>>, Error> {
    #[cfg(feature = "ecdh")]
    return arithmetic::agree(point, d).map(Some);
    #[cfg(not(feature = "ecdh"))]
    {
        let _ = (point, d);
        Ok(None)
    }
}

/// The public half of a private key, `None` if this build leaves it to the host.
pub(crate) fn public_of(curve: AgreementCurve, d: &[u8]) -> Result<Option<PublicPoint>, Error> {
    #[cfg(feature = "ecdh")]
    return arithmetic::public_of(curve, d).map(Some);
    #[cfg(not(feature = "ecdh"))]
    {
        let _ = (curve, d);
        Ok(None)
    }
}

/// Checks that the point is on its curve, if this build can.
pub(crate) fn check(point: &PublicPoint) -> Result<(), Error> {
    #[cfg(feature = "ecdh")]
    return arithmetic::check(point);
    #[cfg(not(feature = "ecdh"))]
    {
        let _ = point;
        Ok(())
    }
}

/// A new private key and its public half, `None` if this build leaves the curve to the host. An error if there are no
/// random bytes.
pub(crate) fn ephemeral(curve: AgreementCurve) -> Result<Option<Pair>, Error> {
    #[cfg(all(feature = "ecdh", feature = "rand"))]
    return arithmetic::ephemeral(curve).map(Some);
    #[cfg(all(feature = "ecdh", not(feature = "rand")))]
    {
        let _ = curve;
        Err(Error::from(crate::error::ErrorKind::RandomUnavailable))
    }
    #[cfg(not(feature = "ecdh"))]
    {
        let _ = curve;
        Ok(None)
    }
}

#[cfg(feature = "ecdh")]
mod arithmetic {
    use super::*;

    #[cfg(feature = "rand")]
    pub(super) fn ephemeral(curve: AgreementCurve) -> Result<Pair, Error> {
        let unavailable = || Error::from(crate::error::ErrorKind::RandomUnavailable);
        macro_rules! generate {
            ($of:ident) => {{
                use $of::elliptic_curve::Generate as _;
                let key = $of::SecretKey::try_generate_from_rng(&mut getrandom::SysRng).map_err(|_| unavailable())?;
                Zeroizing::new(key.to_bytes().to_vec())
            }};
        }
        let d = match curve {
            AgreementCurve::P256 => generate!(p256),
            AgreementCurve::P384 => generate!(p384),
            AgreementCurve::P521 => generate!(p521),
            AgreementCurve::X25519 => {
                let mut d = Zeroizing::new(vec![0; 32]);
                crate::random::fill(&mut d)?;
                d
            }
        };
        let public = public_of(curve, &d)?;
        Ok((d, public))
    }

    pub(super) fn agree(point: &PublicPoint, d: &[u8]) -> Result<Zeroizing<Vec<u8>>, Error> {
        macro_rules! on {
            ($of:ident) => {{
                let secret = $of::SecretKey::from_slice(d).map_err(|_| invalid(KeyProblem::PrivateNumber))?;
                let public = point_of!($of, point)?;
                Ok(Zeroizing::new(secret.diffie_hellman(&public).raw_secret_bytes().to_vec()))
            }};
        }
        match point.curve {
            AgreementCurve::P256 => on!(p256),
            AgreementCurve::P384 => on!(p384),
            AgreementCurve::P521 => on!(p521),
            AgreementCurve::X25519 => {
                let (secret, public) = (x25519_secret(d)?, x25519_public(point)?);
                let shared = secret.diffie_hellman(&public);
                if !shared.was_contributory() {
                    return Err(off_curve());
                }
                Ok(Zeroizing::new(shared.as_bytes().to_vec()))
            }
        }
    }

    pub(super) fn public_of(curve: AgreementCurve, d: &[u8]) -> Result<PublicPoint, Error> {
        macro_rules! on {
            ($of:ident) => {{
                use $of::elliptic_curve::point::AffineCoordinates as _;
                let secret = $of::SecretKey::from_slice(d).map_err(|_| invalid(KeyProblem::PrivateNumber))?;
                let public = secret.public_key();
                let point = public.as_affine();
                (point.x().to_vec(), point.y().to_vec())
            }};
        }
        let (x, y) = match curve {
            AgreementCurve::P256 => on!(p256),
            AgreementCurve::P384 => on!(p384),
            AgreementCurve::P521 => on!(p521),
            AgreementCurve::X25519 => {
                (x25519_dalek::PublicKey::from(&x25519_secret(d)?).as_bytes().to_vec(), Vec::new())
            }
        };
        Ok(PublicPoint { curve, x, y })
    }

    pub(super) fn check(point: &PublicPoint) -> Result<(), Error> {
        match point.curve {
            AgreementCurve::P256 => point_of!(p256, point).map(drop),
            AgreementCurve::P384 => point_of!(p384, point).map(drop),
            AgreementCurve::P521 => point_of!(p521, point).map(drop),
            // Every 32 bytes are a point. Those of small order give no shared secret.
            AgreementCurve::X25519 => agree(point, &[0x40; 32]).map(drop),
        }
    }

    macro_rules! point_of {
        ($of:ident, $point:expr) => {{
            use $of::elliptic_curve::point::AffineCoordinates as _;
            let (x, y) = ($point.x.as_slice().try_into().ok(), $point.y.as_slice().try_into().ok());
            let affine = x.zip(y).and_then(|(x, y)| $of::AffinePoint::from_coordinates(x, y).into_option());
            affine.and_then(|affine| $of::PublicKey::from_affine(affine).ok()).ok_or_else(off_curve)
        }};
    }
    use point_of;

    fn x25519_secret(d: &[u8]) -> Result<x25519_dalek::StaticSecret, Error> {
        let d = <[u8; 32]>::try_from(d).map_err(|_| invalid(KeyProblem::PrivateNumber))?;
        Ok(x25519_dalek::StaticSecret::from(d))
    }

    fn x25519_public(point: &PublicPoint) -> Result<x25519_dalek::PublicKey, Error> {
        <[u8; 32]>::try_from(point.x.as_slice()).map(Into::into).map_err(|_| off_curve())
    }
}
