//! A fact of a problem, before it is written.

use super::elsewhere::IS_LEFT_OUT;
use crate::algorithm::Algorithm;
use crate::json::JsonText;

/// Facts are written in one place: a text that is written where it is found would make the module larger.
pub(super) enum Detail<'e> {
    None,
    Text(&'e str),
    Count(usize),
    Texts(&'e [&'static str]),
    Algorithms(&'e [Algorithm]),
    Json(&'e JsonText),
}

impl Detail<'_> {
    pub(super) fn write(self) -> Option<JsonText> {
        Some(match self {
            Self::None => return None,
            Self::Text(text) => JsonText::string(text),
            Self::Count(count) => JsonText::count(count),
            Self::Texts(texts) => JsonText::strings(texts.iter().copied()),
            // Only of problems that the module of encrypted tokens cannot have.
            Self::Algorithms(_) if IS_LEFT_OUT => return None,
            Self::Algorithms(algorithms) => JsonText::strings(algorithms.iter().map(|algorithm| algorithm.name())),
            Self::Json(json) => json.clone(),
        })
    }
}
