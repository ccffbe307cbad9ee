//! Signatures of bytes by keys given as numbers, which the npm package's engines are made from.

use jwt_wasm::{Algorithm, Code, Curve, Error, ErrorKind, SigningKey, VerifyingKey};
use serde_json::Value;

use crate::common::load;

pub(crate) fn hex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

pub(crate) fn member(value: &Value, name: &str) -> Vec<u8> {
    hex(value[name].as_str().unwrap())
}

/// A number as ASN.1 writes it, with a zero byte before it if its first bit is set.
fn number(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(&[0]).unwrap_or(bytes)
}

/// The key on the curve from an uncompressed point (SEC 1 §2.3.3).
fn of_point(curve: Curve, point: &[u8]) -> Result<VerifyingKey, Error> {
    let (x, y) = point.strip_prefix(&[4]).unwrap().split_at(curve.size());
    VerifyingKey::ec(curve, x, y)
}

/// How many signatures of a file of Project Wycheproof are good, and how many are not.
pub(crate) fn run(file: &str, algorithm: Algorithm) -> (usize, usize) {
    let vectors = load(&format!("wycheproof/{file}"));
    let (mut good, mut bad) = (0, 0);
    for group in vectors["testGroups"].as_array().unwrap() {
        let public = &group["publicKey"];
        let key = match algorithm.curve() {
            Some(curve) => of_point(curve, &member(public, "uncompressed")),
            None if algorithm == Algorithm::Ed448 => VerifyingKey::ed448(&member(public, "pk")),
            None => VerifyingKey::rsa(number(&member(public, "modulus")), number(&member(public, "publicExponent"))),
        };
        for test in group["tests"].as_array().unwrap() {
            let at = format!("{file}: tcId {} {}", test["tcId"], test["comment"]);
            let (message, signature) = (member(test, "msg"), member(test, "sig"));
            let outcome = key.as_ref().map_err(Clone::clone);
            let outcome = outcome.and_then(|key| key.verify(algorithm, &message, &signature));
            assert_eq!(outcome.is_ok(), test["result"] == "valid", "{at}: {outcome:?}");
            if outcome.is_ok() { good += 1 } else { bad += 1 }
        }
    }
    (good, bad)
}

#[test]
fn wycheproof_rsa() {
    assert_eq!(run("rsa_signature_2048_sha256.json", Algorithm::Rs256), (5, 125));
    assert_eq!(run("rsa_pss_2048_sha256_mgf1_32.json", Algorithm::Ps256), (32, 22));
}

#[test]
fn wycheproof_p256() {
    assert_eq!(run("ecdsa_secp256r1_sha256_p1363.json", Algorithm::Es256), (97, 38));
}

#[test]
fn wycheproof_secp256k1() {
    assert_eq!(run("ecdsa_secp256k1_sha256_p1363.json", Algorithm::Es256k), (92, 37));
}

/// RFC 6979 A.2.5 to A.2.7, the message "sample": algorithm, private key, public key, signature.
const RFC_6979: [(Algorithm, &str, &str, &str); 3] = [
    (
        Algorithm::Es256,
        "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721",
        "60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6\
         7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299",
        "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716\
         F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8",
    ),
    (
        Algorithm::Es384,
        "6B9D3DAD2E1B8C1C05B19875B6659F4DE23C3B667BF297BA9AA47740787137D896D5724E4C70A825F872C9EA60D2EDF5",
        "EC3A4E415B4E19A4568618029F427FA5DA9A8BC4AE92E02E06AAE5286B300C64DEF8F0EA9055866064A254515480BC13\
         8015D9B72D7D57244EA8EF9AC0C621896708A59367F9DFB9F54CA84B3F1C9DB1288B231C3AE0D4FE7344FD2533264720",
        "94EDBB92A5ECB8AAD4736E56C691916B3F88140666CE9FA73D64C4EA95AD133C81A648152E44ACF96E36DD1E80FABE46\
         99EF4AEB15F178CEA1FE40DB2603138F130E740A19624526203B6351D0A3A94FA329C145786E679E7B82C71A38628AC8",
    ),
    (
        Algorithm::Es512,
        "00FAD06DAA62BA3B25D2FB40133DA757205DE67F5BB0018FEE8C86E1B68C7E75CAA896EB32F1F47C70855836A6D16FCC1466\
         F6D8FBEC67DB89EC0C08B0E996B83538",
        "01894550D0785932E00EAA23B694F213F8C3121F86DC97A04E5A7167DB4E5BCD371123D46E45DB6B5D5370A7F20FB633155D\
         38FFA16D2BD761DCAC474B9A2F5023A4\
         00493101C962CD4D2FDDF782285E64584139C2F91B47F87FF82354D6630F746A28A0DB25741B5B34A828008B22ACC23F924F\
         AAFBD4D33F81EA66956DFEAA2BFDFCF5",
        "00C328FAFCBD79DD77850370C46325D987CB525569FB63C5D3BC53950E6D4C5F174E25A1EE9017B5D450606ADD152B534931\
         D7D4E8455CC91F9B15BF05EC36E377FA\
         00617CCE7CF5064806C467F678D3B4080D6F1CC50AF26CA209417308281B68AF282623EAA63E5B5C0723D8B8C37FF0777B1A\
         20F8CCB1DCCC43997F1EE0E44DA4A67A",
    ),
];

#[test]
fn ecdsa_signs_as_rfc_6979_says() {
    for (algorithm, d, public, signature) in RFC_6979 {
        let curve = algorithm.curve().unwrap();
        let key = SigningKey::ec(curve, &hex(d)).unwrap();
        assert_eq!(key.public_key(), hex(public), "{algorithm}");
        assert_eq!(key.sign(b"sample").unwrap(), hex(signature), "{algorithm}");
        let public = hex(public);
        let (x, y) = public.split_at(curve.size());
        let key = VerifyingKey::ec(curve, x, y).unwrap();
        assert_eq!(key.verify(algorithm, b"sample", &hex(signature)), Ok(()), "{algorithm}");
        assert_eq!(
            key.verify(algorithm, b"Sample", &hex(signature)),
            Err(Error::from(ErrorKind::SignatureInvalid)),
            "{algorithm}"
        );
    }
}

#[test]
fn ed25519_signs_as_rfc_8032_says() {
    // §7.1, test 3.
    let key = SigningKey::ed25519(&hex("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7")).unwrap();
    let public = hex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025");
    let signature = hex("6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac\
         18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");
    assert_eq!(key.public_key(), public);
    assert_eq!(key.sign(&[0xaf, 0x82]).unwrap(), signature);
    let key = VerifyingKey::ed25519(&public).unwrap();
    for algorithm in [Algorithm::EdDsa, Algorithm::Ed25519] {
        assert_eq!(key.verify(algorithm, &[0xaf, 0x82], &signature), Ok(()));
        assert_eq!(key.verify(algorithm, &[0xaf], &signature), Err(Error::from(ErrorKind::SignatureInvalid)));
    }
}

/// A key of each kind, with an input and its signature if this crate signs.
fn keys() -> Vec<(VerifyingKey, Vec<Algorithm>, Option<Vec<u8>>)> {
    let mut keys: Vec<_> = Curve::ALL
        .iter()
        .map(|curve| {
            let signer = SigningKey::ec(*curve, &vec![1; curve.size()]).unwrap();
            let public = signer.public_key();
            let (x, y) = public.split_at(curve.size());
            let algorithms = Algorithm::ALL.iter().copied().filter(|one| one.curve() == Some(*curve)).collect();
            (VerifyingKey::ec(*curve, x, y).unwrap(), algorithms, Some(signer.sign(b"input").unwrap()))
        })
        .collect();
    let signer = SigningKey::ed25519(&[1; 32]).unwrap();
    let ed25519 = VerifyingKey::ed25519(&signer.public_key()).unwrap();
    keys.push((ed25519, vec![Algorithm::EdDsa, Algorithm::Ed25519], Some(signer.sign(b"input").unwrap())));
    let mut n = vec![0x80; 256];
    n[255] = 1;
    let rsa = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"];
    let rsa = rsa.into_iter().map(|name| Algorithm::from_name(name).unwrap()).collect();
    keys.push((VerifyingKey::rsa(&n, &[3]).unwrap(), rsa, None));
    keys
}

#[test]
fn a_key_verifies_for_its_own_algorithms_and_no_other_form() {
    for (key, own, signature) in keys() {
        for algorithm in Algorithm::ALL.iter().copied() {
            let Some(signature) = &signature else {
                assert_eq!(
                    key.verify(algorithm, b"input", &[1; 256]),
                    Err(Error::from(ErrorKind::SignatureInvalid)),
                    "{key:?}"
                );
                continue;
            };
            let is_good = key.verify(algorithm, b"input", signature).is_ok();
            assert_eq!(is_good, own.contains(&algorithm), "{key:?} {algorithm}");
            let longer = [signature.as_slice(), &[0]].concat();
            let shorter = &signature[..signature.len() - 1];
            let mut changed = signature.clone();
            changed[3] ^= 1;
            for bad in [&[][..], shorter, &longer, &changed] {
                assert_eq!(
                    key.verify(algorithm, b"input", bad),
                    Err(Error::from(ErrorKind::SignatureInvalid)),
                    "{key:?} {algorithm}"
                );
            }
        }
    }
}

#[test]
fn numbers_out_of_bounds_make_no_key() {
    let code = |key: Result<VerifyingKey, Error>| key.err().map(|error| error.code());
    let signing_code = |key: Result<SigningKey, Error>| key.err().map(|error| error.code());
    let invalid = Some(Code::KeyInvalid);
    for curve in Curve::ALL.iter().copied() {
        let size = curve.size();
        let public = SigningKey::ec(curve, &vec![1; size]).unwrap().public_key();
        let (x, y) = public.split_at(size);
        assert_eq!(code(VerifyingKey::ec(curve, x, y)), None);
        assert_eq!(code(VerifyingKey::ec(curve, y, x)), invalid, "another point, which is not on {curve:?}");
        for (x, y) in [(&x[1..], y), (x, &y[..size - 1]), (x, &[][..]), (&public, y), (&vec![0; size], &vec![0; size])]
        {
            assert_eq!(code(VerifyingKey::ec(curve, x, y)), invalid, "{curve:?}");
        }
        // The field's prime and larger numbers are not coordinates.
        assert_eq!(code(VerifyingKey::ec(curve, &vec![0xff; size], y)), invalid);
        for d in [vec![], vec![0; size], vec![0xff; size], vec![1; size - 1], vec![1; size + 1]] {
            assert_eq!(signing_code(SigningKey::ec(curve, &d)), invalid, "{curve:?} {}", d.len());
        }
    }
    for size in [0, 31, 33] {
        assert_eq!(code(VerifyingKey::ed25519(&vec![9; size])), invalid);
        assert_eq!(signing_code(SigningKey::ed25519(&vec![9; size])), invalid);
    }
    // A point of small order, and one that is not on the curve.
    assert_eq!(code(VerifyingKey::ed25519(&[0; 32])), invalid);
    assert_eq!(code(VerifyingKey::ed25519(&[2; 32])), invalid);
    let n = |bytes: usize| [vec![0x80; bytes - 1], vec![1]].concat();
    assert_eq!(code(VerifyingKey::rsa(&n(256), &[1, 0, 1])), None);
    assert_eq!(code(VerifyingKey::rsa(&n(255), &[1, 0, 1])), Some(Code::KeyTooWeak));
    for (n, e) in
        [(n(1025), &[3][..]), (n(256), &[]), (n(256), &[1]), (n(256), &[4]), (vec![], &[3]), (vec![0x80; 256], &[3])]
    {
        assert_eq!(code(VerifyingKey::rsa(&n, e)), invalid);
    }
}

#[test]
fn keys_do_not_print_their_numbers() {
    let signer = SigningKey::ed25519(&[7; 32]).unwrap();
    assert_eq!(format!("{signer:?}"), "SigningKey(..)");
    let printed = format!("{:?}", VerifyingKey::ed25519(&signer.public_key()).unwrap());
    assert!(printed.starts_with("VerifyingKey("), "{printed}");
}
