//! A fact of a problem, before it is written.

use crate::algorithm::Algorithm;
use crate::fact::Fact;

/// Written in one place, for each text that is written where it is found makes the module larger.
pub(super) enum Detail<'e> {
    None,
    Text(&'e str),
    Count(usize),
    Number(f64),
    Texts(&'e [&'static str]),
    Algorithms(&'e [Algorithm]),
    Json(&'e Fact),
}

impl Detail<'_> {
    pub(super) fn write(self) -> Option<Fact> {
        Some(match self {
            Self::None => return None,
            Self::Text(text) => Fact::string(text),
            Self::Count(count) => Fact::count(count),
            Self::Number(number) => Fact::number(number),
            Self::Texts(texts) => Fact::strings(texts.iter().copied()),
            Self::Algorithms(algorithms) => Fact::strings(algorithms.iter().map(|algorithm| algorithm.name())),
            Self::Json(json) => json.clone(),
        })
    }
}
