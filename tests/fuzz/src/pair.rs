//! Pairs of keys that sign and verify. Their numbers are fixed, and they protect nothing.

use std::sync::LazyLock;

use jwt_wasm::{Algorithm, Key};

/// What signs, and what verifies.
#[derive(Debug)]
pub struct Pair {
    /// The algorithm of both.
    pub algorithm: Algorithm,
    /// The private key, or the secret.
    pub signer: Key,
    /// The public key, or the secret.
    pub verifier: Key,
}

/// Two pairs for every algorithm with which the core signs, one after the other.
pub static ALL: LazyLock<Vec<Pair>> = LazyLock::new(|| {
    Algorithm::ALL.iter().copied().flat_map(|algorithm| [7, 8].map(|byte| pair(algorithm, byte))).flatten().collect()
});

fn pair(algorithm: Algorithm, byte: u8) -> Option<Pair> {
    if let Some(size) = algorithm.minimum_secret() {
        let secret = || Key::secret(&vec![byte; size], algorithm).expect("a secret of the hash's size is enough");
        return Some(Pair { algorithm, signer: secret(), verifier: secret() });
    }
    let signer = Key::private_der(&private_der(algorithm, byte)?, algorithm).expect("the key is whole");
    let public = signer.public_jwk().expect("a private key has a public half");
    let verifier = Key::from_jwk(&public, None).expect("a public half is a key");
    Some(Pair { algorithm, signer, verifier })
}

/// PKCS#8 (RFC 5958) without the public half. `None` for RSA, because the core does not sign with RSA.
pub fn private_der(algorithm: Algorithm, byte: u8) -> Option<Vec<u8>> {
    let hex: &[u8] = match algorithm {
        Algorithm::Es256 => b"3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420",
        Algorithm::Es384 => b"304e020100301006072a8648ce3d020106052b81040022043730350201010430",
        Algorithm::Es512 => b"3060020100301006072a8648ce3d020106052b81040023044930470201010442",
        Algorithm::EdDsa | Algorithm::Ed25519 => b"302e020100300506032b657004220420",
        _ => return None,
    };
    let mut der: Vec<u8> =
        hex.chunks(2).filter_map(|pair| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok()).collect();
    let size = usize::from(*der.last()?);
    // The order of P-521 begins with the bytes 01 ff.
    der.extend((0..size).map(|at| if size == 66 && at == 0 { 0 } else { byte }));
    Some(der)
}
