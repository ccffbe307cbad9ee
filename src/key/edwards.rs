//! The bounds of points and scalars on Ed25519 and Ed448 (RFC 8032 §5.1, §5.2). Their numbers are little-endian.

use crate::algorithm::EdwardsCurve;

/// A key holds those of its curve, so that an engine for other keys does not contain them.
pub(crate) struct EdwardsBounds {
    /// The prime of the field, less 1.
    p_minus_1: &'static [u8],
    /// The order of the group.
    order: &'static [u8],
    /// The y of the points of order 8.
    of_order_8: &'static [[u8; 32]],
}

impl PartialEq for EdwardsBounds {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self, other)
    }
}

impl Eq for EdwardsBounds {}

impl EdwardsBounds {
    pub(crate) const fn of(curve: EdwardsCurve) -> &'static Self {
        match curve {
            EdwardsCurve::Ed25519 => &ED25519,
            EdwardsCurve::Ed448 => &ED448,
        }
    }

    /// RFC 8032 §5.1.3, §5.2.3 and RFC 8725 §3.4: y is below the field's prime, and the point is not of small order. Of
    /// the points of small order, one has the y 1, one p - 1, two have 0, and on Ed25519 four are of order 8.
    pub(crate) fn hold_point(&self, point: &[u8]) -> bool {
        let mut y = point.to_vec();
        // The highest bit is the sign of x.
        if let Some(top) = y.last_mut() {
            *top &= 0x7f;
        }
        is_below(&y, self.p_minus_1)
            && !matches!(y.as_slice(), [0 | 1, rest @ ..] if rest.iter().all(|byte| *byte == 0))
            && !self.of_order_8.iter().any(|other| y == other)
    }

    /// RFC 8032 §5.1.7, §5.2.7: a point R, and S below the order.
    pub(crate) fn hold_signature(&self, signature: &[u8]) -> bool {
        match signature.split_at_checked(self.order.len()) {
            Some((r, s)) => self.hold_point(r) && is_below(s, self.order),
            None => false,
        }
    }
}

/// Whether a number is less than another of the same length.
fn is_below(number: &[u8], limit: &[u8]) -> bool {
    number.len() == limit.len() && number.iter().rev().lt(limit.iter().rev())
}

/// p = 2^255 - 19.
static ED25519: EdwardsBounds = EdwardsBounds {
    p_minus_1: &[
        0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f,
    ],
    order: &[
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ],
    of_order_8: &[
        [
            0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0, 0xd5, 0xdf,
            0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05,
        ],
        [
            0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f, 0x2a, 0x20,
            0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a,
        ],
    ],
};

/// p = 2^448 - 2^224 - 1. The group has no point of order 8.
static ED448: EdwardsBounds = EdwardsBounds {
    p_minus_1: &[
        0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0,
    ],
    order: &[
        0xf3, 0x44, 0x58, 0xab, 0x92, 0xc2, 0x78, 0x23, 0x55, 0x8f, 0xc5, 0x8d, 0x72, 0xc2, 0x6c, 0x21, 0x90, 0x36,
        0xd6, 0xae, 0x49, 0xdb, 0x4e, 0xc4, 0xe9, 0x23, 0xca, 0x7c, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0x3f, 0,
    ],
    of_order_8: &[],
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::PublicForm;

    const CURVES: [EdwardsCurve; 2] = [EdwardsCurve::Ed25519, EdwardsCurve::Ed448];

    fn small(curve: EdwardsCurve) -> Vec<Vec<u8>> {
        let [zero, mut one] = [vec![0; curve.size()], vec![0; curve.size()]];
        one[0] = 1;
        let mut all = vec![zero, one, EdwardsBounds::of(curve).p_minus_1.to_vec()];
        if curve == EdwardsCurve::Ed25519 {
            all.extend(ED25519.of_order_8.iter().map(|y| y.to_vec()));
        }
        all
    }

    #[test]
    fn the_points_of_small_order_are_those_of_the_curve() {
        for curve in CURVES {
            for mut point in small(curve) {
                for sign in [0, 0x80] {
                    let top = point.last_mut().unwrap();
                    *top = (*top & 0x7f) | sign;
                    assert!(!EdwardsBounds::of(curve).hold_point(&point));
                    #[cfg(feature = "eddsa")]
                    if let Ok(Ok(key)) = point.as_slice().try_into().map(ed25519_dalek::VerifyingKey::from_bytes) {
                        assert!(key.is_weak(), "{point:x?}");
                    }
                    #[cfg(feature = "ed448")]
                    if let Some(key) = crrl::ed448::Point::decode(&point) {
                        assert!(key.has_low_order() != 0, "{point:x?}");
                    }
                }
            }
        }
    }

    #[test]
    fn only_a_y_below_p_is_canonical() {
        for curve in CURVES {
            let EdwardsBounds { p_minus_1, .. } = *EdwardsBounds::of(curve);
            let size = curve.size();
            for sign in [0, 0x80] {
                let with = |place: usize, byte: u8| {
                    let mut y = p_minus_1.to_vec();
                    y[place] = byte;
                    y[size - 1] |= sign;
                    y
                };
                for low in 0..=0xff {
                    // p - 1 is of small order, and what follows is not below p.
                    assert_eq!(
                        EdwardsBounds::of(curve).hold_point(&with(0, low)),
                        low < p_minus_1[0],
                        "{curve:?} {low:x}"
                    );
                }
                for (place, byte) in p_minus_1.iter().enumerate().skip(1) {
                    let Some(less) = byte.checked_sub(1) else { continue };
                    assert!(EdwardsBounds::of(curve).hold_point(&with(place, less)), "{curve:?} {place}");
                }
            }
        }
        let bounds = EdwardsBounds::of(EdwardsCurve::Ed448);
        let mut y = bounds.p_minus_1.to_vec();
        y[28] = 0xff;
        assert!(!bounds.hold_point(&y));
        // The last byte has the sign of x and nothing else.
        for top in 1..0x80 {
            let mut y = vec![5; 57];
            y[56] = top;
            assert!(!bounds.hold_point(&y), "{top:x}");
        }
    }

    fn is_in_bounds(form: &PublicForm, signature: &[u8]) -> bool {
        form.check_signature_form(signature).is_ok()
    }

    /// RFC 8032 §5.1.7, §5.2.7: this crate's arithmetic refuses these too, but some hosts accept them.
    #[test]
    fn an_eddsa_signature_has_a_sound_point_and_a_scalar_below_the_order() {
        for curve in [EdwardsCurve::Ed25519, EdwardsCurve::Ed448] {
            let size = curve.size();
            let order = EdwardsBounds::of(curve).order.to_vec();
            // A y that is in range on both curves.
            let base = [vec![0x58; size - 1], vec![0]].concat();
            let form = PublicForm::edwards(curve, &base).unwrap();
            let signature = |r: &[u8], s: &[u8]| [r, s].concat();
            let order_and = |place: usize, byte: u8| {
                let mut s = order.clone();
                s[place] = byte;
                s
            };
            let highest = order.iter().rposition(|byte| *byte != 0).unwrap();
            let good = [vec![0; size], order_and(0, order[0] - 1), order_and(highest, order[highest] - 1)];
            for good in good {
                assert!(is_in_bounds(&form, &signature(&base, &good)), "{good:x?}");
            }
            let bad = [
                order.clone(),
                order_and(0, order[0] + 1),
                order_and(highest, order[highest] + 1),
                order_and(size - 1, 0x80),
                vec![0xff; size],
            ];
            for bad in bad {
                assert!(!is_in_bounds(&form, &signature(&base, &bad)), "{bad:x?}");
            }
            // A point of small order, and one that is not canonical.
            for r in [vec![0; size], vec![0xff; size]] {
                assert!(!is_in_bounds(&form, &signature(&r, &vec![0; size])), "{r:x?}");
            }
            for length in [0, size - 1, size, size + 1, 2 * size - 1, 2 * size + 1, 3 * size] {
                assert!(!is_in_bounds(&form, &signature(&base, &vec![0; 2 * size])[..length]), "{length}");
            }
        }
    }
}
