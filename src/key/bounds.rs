//! Whether a key can have made a signature at all: the length is right, and the numbers in it are within their ranges.
//!
//! Some hosts do not check this: Deno accepts an RSASSA-PSS signature of s + n, and WebKitGTK's libgcrypt an Ed25519 S
//! beyond the order. Each signature would have others that pass as well.

use crate::algorithm::Curve;
use crate::error::{Error, ErrorKind};
use crate::key::PublicForm;

impl PublicForm {
    /// No engine is asked about a signature that is refused here.
    pub(crate) fn check_signature_form(&self, signature: &[u8]) -> Result<(), Error> {
        let is_good = match self {
            // RFC 8017 §5.2.2, §8.1.2, §8.2.2: as long as the modulus, and below it.
            Self::Rsa { n, .. } => signature.len() == n.len() && signature < n.as_slice(),
            // FIPS 186-5 §6.4.2, RFC 7518 §3.4: r and s side by side, each in the order's length and in 1 to n - 1.
            Self::Ec { curve, .. } => {
                let order = order(*curve);
                let (r, s) = signature.split_at_checked(order.len()).unwrap_or_default();
                [r, s].iter().all(|number| {
                    number.len() == order.len() && *number < order && number.iter().any(|byte| *byte != 0)
                })
            }
            Self::Edwards { bounds, .. } => bounds.hold_signature(signature),
            // FIPS 204 §7.2, algorithm 27. Every engine checks the numbers and hints inside.
            Self::MlDsa { set, .. } => signature.len() == set.signature_size(),
        };
        if is_good { Ok(()) } else { Err(Error::from(ErrorKind::SignatureInvalid)) }
    }
}

/// SP 800-186 §3.2.1, SEC 2 §2.4.1: the order n of the curve's group, big-endian.
const fn order(curve: Curve) -> &'static [u8] {
    match curve {
        Curve::P256 => &[
            0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc, 0xe6, 0xfa, 0xad,
            0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
        ],
        Curve::P384 => &[
            0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
            0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xc7, 0x63, 0x4d, 0x81, 0xf4, 0x37, 0x2d, 0xdf, 0x58, 0x1a, 0x0d, 0xb2,
            0x48, 0xb0, 0xa7, 0x7a, 0xec, 0xec, 0x19, 0x6a, 0xcc, 0xc5, 0x29, 0x73,
        ],
        Curve::P521 => &[
            0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
            0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfa, 0x51, 0x86,
            0x87, 0x83, 0xbf, 0x2f, 0x96, 0x6b, 0x7f, 0xcc, 0x01, 0x48, 0xf7, 0x09, 0xa5, 0xd0, 0x3b, 0xb5, 0xc9, 0xb8,
            0x89, 0x9c, 0x47, 0xae, 0xbb, 0x6f, 0xb7, 0x1e, 0x91, 0x38, 0x64, 0x09,
        ],
        Curve::Secp256k1 => &[
            0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe, 0xba, 0xae,
            0xdc, 0xe6, 0xaf, 0x48, 0xa0, 0x3b, 0xbf, 0xd2, 0x5e, 0x8c, 0xd0, 0x36, 0x41, 0x41,
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(form: &PublicForm, signature: &[u8]) -> bool {
        form.check_signature_form(signature).is_ok()
    }

    #[test]
    fn an_rsa_signature_is_below_the_modulus() {
        let mut n = vec![0x80; 256];
        n[255] = 1;
        let form = PublicForm::rsa(&n, &[1, 0, 1]).unwrap();
        let mut below = n.clone();
        below[255] = 0;
        assert!(check(&form, &below));
        assert!(check(&form, &[0; 256]), "that it is not a signature takes arithmetic");
        assert!(!check(&form, &n));
        assert!(!check(&form, &[0xff; 256]));
        for length in [0, 1, 255, 257] {
            assert!(!check(&form, &vec![0; length]), "{length}");
        }
    }

    #[test]
    fn ecdsa_numbers_are_between_0_and_the_order() {
        for &curve in Curve::ALL {
            let size = curve.size();
            let form = PublicForm::ec(curve, &vec![1; size], &vec![1; size]).unwrap();
            let n = order(curve).to_vec();
            assert_eq!(n.len(), size);
            let mut most = n.clone();
            most[size - 1] -= 1;
            let mut one = vec![0; size];
            one[size - 1] = 1;
            let [zero, all] = [vec![0; size], vec![0xff; size]];
            for good in [&one, &most] {
                assert!(check(&form, &[&good[..], &one].concat()));
                assert!(check(&form, &[&one[..], good].concat()));
            }
            for bad in [&zero, &n, &all] {
                assert!(!check(&form, &[&bad[..], &one].concat()));
                assert!(!check(&form, &[&one[..], bad].concat()));
            }
            for length in [0, size, 2 * size - 1, 2 * size + 1, 3 * size] {
                assert!(!check(&form, &vec![1; length]), "{length}");
            }
        }
    }
}
