//! Which errors the npm package's module of encrypted tokens cannot have, because the core checks signatures and claims. In
//! that module alone their words are left out, which are a tenth of it.

use super::{ErrorKind, KeyProblem, Malformation, OptionsProblem};

pub(super) const IS_LEFT_OUT: bool = cfg!(feature = "_encryption_only");

impl ErrorKind {
    #[inline(always)]
    pub(super) const fn is_elsewhere(&self) -> bool {
        IS_LEFT_OUT
            && matches!(
                self,
                Self::Encrypted
                    | Self::AlgorithmNotAllowed { .. }
                    | Self::KeyTooWeak { .. }
                    | Self::SignatureInvalid
                    | Self::Expired { .. }
                    | Self::NotYetValid { .. }
                    | Self::TooOld { .. }
                    | Self::ClaimMissing { .. }
                    | Self::ClaimInvalid { .. }
                    | Self::ClaimMismatch { .. }
                    | Self::IssuerUnknown { .. }
                    | Self::ClaimUnfit { .. }
                    | Self::RandomUnavailable
                    | Self::HostNeeded { .. }
            )
    }
}

impl KeyProblem {
    #[inline(always)]
    pub(super) const fn is_elsewhere(&self) -> bool {
        IS_LEFT_OUT
            && matches!(
                self,
                Self::KeySet
                    | Self::PrivateMember { .. }
                    | Self::SharedSecret
                    | Self::SecretInSet
                    | Self::WrongKind { .. }
                    | Self::NoAlgorithm
                    | Self::SeveralAlgorithms
                    | Self::OtherAlgorithm { .. }
                    | Self::AlgorithmForKty { .. }
                    | Self::PublicSecret { .. }
                    | Self::EntryUnreadable { .. }
                    | Self::CertificateOnly { .. }
                    | Self::PointForm
                    | Self::SmallOrder
                    | Self::PrivateNumber
                    | Self::RsaUnsound
                    | Self::ExpandedKey
                    | Self::PublicHalfDiffers
                    | Self::PublicHalfMissing
            )
    }
}

impl OptionsProblem {
    #[inline(always)]
    pub(super) const fn is_elsewhere(&self) -> bool {
        IS_LEFT_OUT && !matches!(self, Self::Header { .. })
    }
}

impl Malformation {
    #[inline(always)]
    pub(super) const fn is_elsewhere(self) -> bool {
        IS_LEFT_OUT
            && matches!(
                self,
                Self::Segments
                    | Self::Base64url
                    | Self::Padding
                    | Self::PaddedBase64url
                    | Self::Detached
                    | Self::Unencoded
            )
    }
}
