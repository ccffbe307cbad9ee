//! Private keys as numbers, named as in a JWK (RFC 7518 §6.2.2, §6.3.2, RFC 8037 §2).

use zeroize::Zeroizing;

use crate::algorithm::{Algorithm, Curve, Family};
use crate::base64url;
use crate::error::Error;
use crate::key::form::check_rsa_number;
use crate::key::{PublicForm, invalid, wrong_length};
#[cfg(feature = "ecdsa")]
use crate::signature::EcdsaSigner;
#[cfg(feature = "eddsa")]
use crate::signature::EdDsaSigner;

/// A private key with its public half. The numbers are zeroized on drop.
pub(crate) struct PrivateForm {
    /// `None` only for an Ed25519 key that came without it, in a build that cannot compute it.
    pub(crate) public: Option<PublicForm>,
    /// The private members in the order of the RFC.
    members: Vec<(&'static str, Zeroizing<Vec<u8>>)>,
}

/// The private members of an RSA key with two primes, all of which the hosts need.
pub(crate) const RSA_MEMBERS: [&str; 6] = ["d", "p", "q", "dp", "dq", "qi"];

/// The private members of a JWK of any type (RFC 7518 §6, RFC 8037 §2, RFC 9964 §3).
pub(super) const PRIVATE_MEMBERS: [&str; 9] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"];

impl PrivateForm {
    pub(crate) fn rsa(public: PublicForm, numbers: [Zeroizing<Vec<u8>>; 6]) -> Result<Self, Error> {
        for (name, number) in RSA_MEMBERS.into_iter().zip(&numbers) {
            check_rsa_number(name, number)?;
        }
        Ok(Self { public: Some(public), members: RSA_MEMBERS.into_iter().zip(numbers).collect() })
    }

    /// The public point is computed where this build can; else it must have been given.
    pub(crate) fn ec(curve: Curve, d: Zeroizing<Vec<u8>>, point: Option<&[u8]>) -> Result<Self, Error> {
        if d.len() != curve.size() {
            return Err(wrong_length("d", d.len(), curve.name(), curve.size()));
        }
        let given = point.map(|point| PublicForm::ec_point(curve, point)).transpose()?;
        #[cfg(feature = "ecdsa")]
        let computed = Some(PublicForm::ec_point(curve, &EcdsaSigner::new(curve, &d)?.point())?);
        #[cfg(not(feature = "ecdsa"))]
        let computed = None;
        match one_public(given, computed)? {
            Some(public) => Ok(Self { public: Some(public), members: vec![("d", d)] }),
            None => Err(invalid("the public half of the private key is missing")),
        }
    }

    /// As [`ec`](Self::ec); hosts sign without the public half.
    pub(crate) fn ed25519(d: Zeroizing<Vec<u8>>, point: Option<&[u8]>) -> Result<Self, Error> {
        if d.len() != 32 {
            return Err(wrong_length("d", d.len(), "Ed25519", 32));
        }
        let given = point.map(PublicForm::ed25519).transpose()?;
        #[cfg(feature = "eddsa")]
        let computed = Some(PublicForm::ed25519(&EdDsaSigner::new(&d)?.point())?);
        #[cfg(not(feature = "eddsa"))]
        let computed = None;
        Ok(Self { public: one_public(given, computed)?, members: vec![("d", d)] })
    }

    #[cfg(any(feature = "ecdsa", feature = "eddsa"))]
    pub(crate) fn d(&self) -> &[u8] {
        self.members.first().map(|(_, d)| d.as_slice()).unwrap_or_default()
    }

    /// The algorithms that this kind of key can be bound to.
    pub(crate) fn fits(&self, algorithm: Algorithm) -> bool {
        self.public.as_ref().map_or(algorithm.family() == Family::EdDsa, |public| public.fits(algorithm))
    }

    pub(crate) fn kind(&self) -> &'static str {
        self.public.as_ref().map_or("an Ed25519 key", PublicForm::kind)
    }

    /// The private JWK, for a host that signs.
    pub(crate) fn to_jwk(&self) -> Zeroizing<String> {
        let public =
            self.public.as_ref().map_or_else(|| r#"{"crv":"Ed25519","kty":"OKP"}"#.to_owned(), PublicForm::to_jwk);
        let mut json = Zeroizing::new(String::with_capacity(4096));
        json.push_str(public.strip_suffix('}').unwrap_or(&public));
        for (name, number) in &self.members {
            json.push_str(",\"");
            json.push_str(name);
            json.push_str("\":\"");
            json.push_str(&Zeroizing::new(base64url::encode(number)));
            json.push('"');
        }
        json.push('}');
        json
    }
}

fn one_public(given: Option<PublicForm>, computed: Option<PublicForm>) -> Result<Option<PublicForm>, Error> {
    match (given, computed) {
        (Some(given), Some(computed)) if given != computed => {
            Err(invalid("the private key and the public key beside it do not belong together"))
        }
        (given, computed) => Ok(computed.or(given)),
    }
}
