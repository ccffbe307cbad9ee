//! The header of a token that is made.

use alloc::string::String;

use super::{SignOptions, Typ};
use crate::algorithm::Algorithm;
use crate::error::{Error, ErrorKind, OptionsProblem};
use crate::header::Header;
use crate::json::{JsonText, write_string};

/// A parameter that the header has already would be a duplicate name, and a header that would be refused must not be
/// signed.
pub(crate) fn write_header(
    algorithm: Algorithm,
    own_kid: Option<&str>,
    options: &SignOptions,
    usual_typ: Option<&str>,
    is_unencoded: bool,
) -> Result<String, Error> {
    let typ = match &options.typ {
        Typ::Usual => usual_typ,
        Typ::Given(typ) => Some(typ.as_str()),
        Typ::LeftOut => None,
    };
    let kid = options.kid.as_deref().or(own_kid);
    let mut json = String::with_capacity(64);
    json.push_str("{\"alg\":");
    write_string(&mut json, algorithm.name());
    for (name, value) in [(",\"typ\":", typ), (",\"kid\":", kid)] {
        if let Some(value) = value {
            json.push_str(name);
            write_string(&mut json, value);
        }
    }
    if is_unencoded {
        json.push_str(",\"b64\":false,\"crit\":[\"b64\"]");
    }
    for (name, value) in &options.header {
        json.push(',');
        write_string(&mut json, name);
        json.push(':');
        json.push_str(JsonText::value(value).as_json());
    }
    json.push('}');
    if matches!(options.typ, Typ::LeftOut) && options.header.iter().any(|(name, _)| name == "typ") {
        return Err(Error::from(ErrorKind::OptionsInvalid(OptionsProblem::TypTwice)));
    }
    if !options.header.is_empty() {
        Header::with_payload(&json, is_unencoded)
            .map_err(|error| Error::from(ErrorKind::OptionsInvalid(OptionsProblem::Header { error })))?;
    }
    Ok(json)
}
