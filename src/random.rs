//! Random secrets and identifiers, from the host's secure random source.

use zeroize::Zeroizing;

use crate::algorithm::Algorithm;
use crate::error::{Error, ErrorKind, OptionsProblem};

/// A new random secret of the algorithm's size, from the host's secure random source.
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
pub fn generate_secret(algorithm: Algorithm) -> Result<Zeroizing<Vec<u8>>, Error> {
    let size = algorithm
        .minimum_secret()
        .ok_or_else(|| Error::from(ErrorKind::OptionsInvalid(OptionsProblem::NoSecret { algorithm })))?;
    let mut secret = Zeroizing::new(vec![0; size]);
    getrandom::fill(&mut secret).map_err(|_| Error::from(ErrorKind::RandomUnavailable))?;
    Ok(secret)
}

/// 128 random bits in hexadecimal.
pub(crate) fn hex() -> Result<String, Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| Error::from(ErrorKind::RandomUnavailable))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
