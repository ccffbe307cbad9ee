//! Signed content that need not be a JWT (RFC 7515). Its payload may be detached (RFC 7515 appendix F) or unencoded
//! (RFC 7797) if the caller says so. A token cannot choose either.

use alloc::vec::Vec;

mod sign;
mod verify;

pub use sign::{SignJwsOptions, prepare_signing_jws, sign_jws};
pub use verify::{JwsOptions, prepare_jws, verify_jws};

/// RFC 7797 §5.2: the characters that an unencoded payload may have in a compact token. A dot would end the payload.
fn can_stand_in_a_token(payload: &[u8]) -> bool {
    payload.iter().all(|byte| matches!(byte, b' '..=b'~') && *byte != b'.')
}

/// RFC 7515 §5.1, RFC 7797 §3: what follows the header and its dot in the signing input.
fn write_payload(input: &mut Vec<u8>, payload: &[u8], is_unencoded: bool) {
    if is_unencoded {
        input.extend_from_slice(payload);
    } else {
        crate::base64url::encode_onto(input, payload);
    }
}
