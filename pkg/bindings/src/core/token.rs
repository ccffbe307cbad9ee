//! Verifies, reads and reports tokens.

use std::sync::Arc;

use jwt_wasm::{
    Answer, DecodeOptions, Error, ErrorKind, JwsOptions, KeyProblem, Policy, Timestamp, Verifier, decode_bytes,
    explain_with, prepare_jws,
};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::door::{Door, REFUSED, with};
use super::given::Given;
use super::number::NUMBERS;
use super::report;
use super::sign::utf8;
use super::waiting::begun;

/// Keys and a policy, which are read once.
pub(super) struct StoredVerifier {
    /// Without a key it can only report, and never verifies.
    verifier: Result<Arc<Verifier<'static>>, Policy>,
    limit: usize,
    now: Option<Timestamp>,
}

impl StoredVerifier {
    fn new(door: &Door, key: u32, options: &[u8]) -> Result<Self, Error> {
        let (policy, now) = Policy::from_json(utf8(options), NUMBERS)?;
        let limit = policy.token_limit();
        // If the keys come later, the options that come with them are complete.
        if key != 0 {
            policy.check_complete()?;
        }
        let verifier = if key == 0 { Err(policy) } else { Ok(Arc::new(Verifier::new(door.keys(key)?.keys(), policy))) };
        Ok(Self { verifier, limit, now })
    }

    fn with_key(&self) -> Result<&Arc<Verifier<'static>>, Error> {
        self.verifier.as_ref().map_err(|_| no_key())
    }
}

fn no_key() -> Error {
    Error::from(ErrorKind::KeyInvalid(KeyProblem::NoKey))
}

/// `length` is the token's length in UTF-16 code units. A token longer than the buffer is not written whole, and is
/// refused for this length.
fn short(token: &[u8], length: usize, limit: usize) -> Result<&[u8], Error> {
    if length > limit { Err(Error::from(ErrorKind::TooLarge { length, limit })) } else { Ok(token) }
}

/// Makes a verifier of the options in the buffer's first bytes. `key` is 0 if it is only to report. Returns the
/// verifier's number, or 0 and the error.
#[wasm_bindgen]
pub fn verifier(key: u32, options_length: usize) -> u32 {
    with(0, |door| {
        let options = door.part(0, options_length);
        let verifier = StoredVerifier::new(door, key, options);
        door.stored(verifier, |door| &mut door.verifiers)
    })
}

#[wasm_bindgen(js_name = freeVerifier)]
pub fn free_verifier(verifier: u32) {
    with((), |door| door.verifiers.remove(verifier));
}

/// Verifies the token in the buffer, up to the signature if an engine computes it (see `begun`). `clock` is the host's
/// time in seconds, used if the options fix none. For a report it is of interest only whether an engine has to be asked.
#[wasm_bindgen]
pub fn begin(verifier: u32, written: usize, length: usize, clock: f64, hmac_limit: usize, is_report: bool) -> u32 {
    with(REFUSED, |door| {
        let Some(stored) = door.verifiers.get(verifier) else { return door.give(Err(no_key())) };
        let (verifier, limit) = (stored.with_key().cloned(), stored.limit);
        let now = stored.now.unwrap_or(clock.into());
        door.begin(0, [written, length, limit], verifier, now, hmac_limit, is_report)
    })
}

/// As `begin`, for one token: the options are the buffer's first bytes.
#[wasm_bindgen(js_name = beginOnce)]
pub fn begin_once(
    key: u32,
    options_length: usize,
    written: usize,
    length: usize,
    clock: f64,
    hmac_limit: usize,
) -> u32 {
    with(REFUSED, |door| {
        let options = door.part(0, options_length);
        match StoredVerifier::new(door, key, options) {
            Err(error) => door.give(Err(error)),
            Ok(StoredVerifier { verifier, limit, now }) => {
                let (verifier, now) = (verifier.map_err(|_| no_key()), now.unwrap_or(clock.into()));
                door.begin(options_length, [written, length, limit], verifier, now, hmac_limit, false)
            }
        }
    })
}

impl Door {
    fn begin(
        &mut self,
        before: usize,
        [written, length, limit]: [usize; 3],
        verifier: Result<Arc<Verifier<'static>>, Error>,
        now: Timestamp,
        hmac_limit: usize,
        is_report: bool,
    ) -> u32 {
        let token = self.part(before, written);
        let verifier = match verifier {
            Ok(verifier) => verifier,
            Err(error) => return self.give(Err(error)),
        };
        let prepared = short(token, length, limit).and_then(|token| {
            if is_report { verifier.prepare_report(token, now) } else { verifier.prepare(token, now) }
        });
        let begun = begun(prepared, Some((verifier, now)), hmac_limit);
        self.settle(begun)
    }
}

/// Checks an encrypted token's `typ` and claims by the verifier's options. The buffer has its header and its decrypted
/// content.
#[wasm_bindgen(js_name = checkDecrypted)]
pub fn check_decrypted(verifier: u32, header: usize, content: usize, clock: f64) -> u32 {
    with(REFUSED, |door| {
        let Some(StoredVerifier { verifier: Err(policy), now, .. }) = door.verifiers.get(verifier) else {
            return door.give(Err(no_key()));
        };
        let (header, content) = (door.part(0, header), door.part(header, content));
        let checked = policy.check_decrypted(utf8(header), content, now.unwrap_or(clock.into()));
        door.give(checked.map(|()| Given::Nothing))
    })
}

/// Returns the report, or nothing and the error. `answer` is the engine's: 0 for a bad signature, 1 for a good one, 2
/// if it cannot compute it, 3 if it was not asked. The table has 1 and the key that was chosen, or 0.
#[wasm_bindgen]
pub fn explain(verifier: u32, written: usize, length: usize, clock: f64, answer: u32) -> JsValue {
    let report = with(None, |door| {
        let stored = door.verifiers.get(verifier)?;
        let answer = match answer {
            0 => Some(Answer::Bad),
            1 => Some(Answer::Good),
            2 => Some(Answer::Unable),
            _ => None,
        };
        let (keys, policy) = match &stored.verifier {
            Ok(verifier) => (Some(verifier.keys()), verifier.policy()),
            Err(policy) => (None, policy),
        };
        let token = door.part(0, written);
        let report = short(token, length, stored.limit)
            .and_then(|token| explain_with(token, keys, policy, stored.now.unwrap_or(clock.into()), answer));
        match report {
            Err(error) if matches!(error.kind(), ErrorKind::OptionsInvalid(_)) => {
                door.give(Err(error));
                None
            }
            report => {
                let report = report.unwrap_or_else(jwt_wasm::Report::unreadable);
                door.show_chosen(report.algorithm().zip(report.key_index()));
                Some(report)
            }
        }
    });
    report.map_or(JsValue::UNDEFINED, |report| report::to_js(&report))
}

const PADDED: u32 = 1;
const UNENCODED: u32 = 2;
const DETACHED: u32 = 4;

/// As `begin`, for signed content that need not be a JWT. A detached payload follows the token.
#[wasm_bindgen(js_name = beginJws)]
pub fn begin_jws(
    key: u32,
    written: usize,
    length: usize,
    limit: usize,
    flags: u32,
    payload_length: usize,
    hmac_limit: usize,
) -> u32 {
    with(REFUSED, |door| {
        let has = |flag: u32| flags & flag != 0;
        let (token, payload) = (door.part(0, written), door.part(written, payload_length));
        let mut options = JwsOptions::new().max_token_length(limit);
        if has(PADDED) {
            options = options.allow_padding();
        }
        if has(DETACHED) {
            options = options.payload(payload);
        }
        if has(UNENCODED) {
            options = options.unencoded();
        }
        let keys = door.keys(key).map(super::key::StoredKeys::keys);
        let prepared = keys.and_then(|keys| prepare_jws(short(token, length, limit)?, keys, &options));
        let begun = begun(prepared, None, hmac_limit);
        door.settle(begun)
    })
}

/// Reads the token in the buffer.
#[wasm_bindgen]
pub fn decode(written: usize, length: usize, limit: usize, is_padded: bool) -> u32 {
    with(REFUSED, |door| {
        let options = DecodeOptions::new().max_token_length(limit);
        let options = if is_padded { options.allow_padding() } else { options };
        let token = door.part(0, written);
        let decoded = short(token, length, limit).and_then(|token| decode_bytes(token, &options));
        door.give(decoded.map(Given::Unverified))
    })
}
