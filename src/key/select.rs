//! Which key verifies a token: the only one, or the one of a set that the header selects.

use alloc::sync::Arc;
use core::ops::Deref;

use crate::algorithm::Algorithm;
use crate::error::{Error, ErrorKind};
use crate::header::Header;
use crate::key::{Key, KeySet};
use crate::policy::AllowedAlgorithms;

/// A value of the caller's, borrowed, owned or shared.
#[derive(Debug)]
pub(crate) enum Handle<'a, T> {
    Borrowed(&'a T),
    Shared(Arc<T>),
}

impl<T> Clone for Handle<'_, T> {
    fn clone(&self) -> Self {
        match self {
            Self::Borrowed(value) => Self::Borrowed(value),
            Self::Shared(value) => Self::Shared(Arc::clone(value)),
        }
    }
}

impl<T> Deref for Handle<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self {
            Self::Borrowed(value) => value,
            Self::Shared(value) => value,
        }
    }
}

/// One [`Key`] or a [`KeySet`], borrowed, owned or shared: what verifies a token.
///
/// With one key, the token's `kid` does not matter. In a set, `kid` and `alg` select the key.
#[derive(Clone, Debug)]
pub struct Keys<'k>(Kind<'k>);

#[derive(Clone, Debug)]
enum Kind<'k> {
    One(Handle<'k, Key>),
    Set(Handle<'k, KeySet>),
}

macro_rules! from {
    ($($source:ty, $of:ident => $kind:ident $handle:expr;)*) => {
        $(impl<'k> From<$source> for Keys<'k> {
            fn from($of: $source) -> Self {
                Self(Kind::$kind($handle))
            }
        }
)*
    };
}

from! {
    &'k Key, key => One Handle::Borrowed(key);
    &'k KeySet, set => Set Handle::Borrowed(set);
    Key, key => One Handle::Shared(Arc::new(key));
    KeySet, set => Set Handle::Shared(Arc::new(set));
    Arc<Key>, key => One Handle::Shared(key);
    Arc<KeySet>, set => Set Handle::Shared(set);
    &Arc<Key>, key => One Handle::Shared(Arc::clone(key));
    &Arc<KeySet>, set => Set Handle::Shared(Arc::clone(set));
}

macro_rules! from_for_explain {
    ($($source:ty)*) => {
        $(
            /// For [`explain`](crate::explain()), which also takes `None`. For an `Arc` give `Keys::from`.
            impl<'k> From<$source> for Option<Keys<'k>> {
                fn from(keys: $source) -> Self {
                    Some(Keys::from(keys))
                }
            }
        )*
    };
}

from_for_explain! { &'k Key &'k KeySet Key KeySet }

impl Keys<'_> {
    pub(crate) fn select(&self, header: &Header<'_>, by_caller: &AllowedAlgorithms) -> Result<SelectedKey, Error> {
        match &self.0 {
            Kind::One(key) => Ok(SelectedKey { index: 0, algorithm: key.check_algorithm(header, by_caller)? }),
            Kind::Set(set) => set.select(header, by_caller),
        }
    }

    pub(crate) fn get(&self, selected: SelectedKey) -> Result<&Key, Error> {
        match &self.0 {
            Kind::One(key) => Ok(key),
            Kind::Set(set) => {
                set.get(selected.index).ok_or_else(|| Error::from(ErrorKind::KeyNotFound { kid: None, left_out: None }))
            }
        }
    }
}

/// The key that was selected, and the one algorithm to verify with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SelectedKey {
    pub(crate) index: usize,
    pub(crate) algorithm: Algorithm,
}
