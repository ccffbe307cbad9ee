//! Random bytes from the system's secure source. A build without the feature `rand` has no source.

use alloc::string::String;
#[cfg(feature = "rand")]
use alloc::vec::Vec;

#[cfg(feature = "rand")]
use zeroize::Zeroizing;

#[cfg(feature = "rand")]
use crate::algorithm::Algorithm;
#[cfg(feature = "rand")]
use crate::error::OptionsProblem;
use crate::error::{Error, ErrorKind};

/// A new random secret of the algorithm's size, from the system's secure random source. It needs the feature `rand`.
///
/// ```
/// use jwt_wasm::{Algorithm, Key, generate_secret};
/// let key = Key::secret(&generate_secret(Algorithm::Hs256)?, Algorithm::Hs256)?;
/// # let _ = key;
/// # Ok::<(), jwt_wasm::Error>(())
/// ```
///
/// # Errors
/// `sync_unavailable` if the host gives no random bytes, as at the global scope of Workers. `options_invalid` if the
/// algorithm does not use secrets.
#[cfg(feature = "rand")]
pub fn generate_secret(algorithm: Algorithm) -> Result<Zeroizing<Vec<u8>>, Error> {
    let size = algorithm
        .minimum_secret()
        .ok_or_else(|| Error::from(ErrorKind::OptionsInvalid(OptionsProblem::NoSecret { algorithm })))?;
    let mut secret = Zeroizing::new(vec![0; size]);
    fill(&mut secret)?;
    Ok(secret)
}

/// 128 random bits in hexadecimal.
pub(crate) fn hex() -> Result<String, Error> {
    let mut bytes = [0; 16];
    fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Fills it with random bytes.
pub(crate) fn fill(bytes: &mut [u8]) -> Result<(), Error> {
    #[cfg(feature = "rand")]
    let is_filled = getrandom::fill(bytes).is_ok();
    #[cfg(not(feature = "rand"))]
    let is_filled = bytes.is_empty();
    if is_filled { Ok(()) } else { Err(Error::from(ErrorKind::RandomUnavailable)) }
}
