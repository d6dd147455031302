//! Checks the parameters of a call against its endpoint, and writes them as a query.

use std::collections::HashSet;
use std::sync::Arc;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value};

use crate::error::Error;
use crate::schema::{Paging, Param, ParamKind, page_params};

/// All characters are encoded except the unreserved ones of RFC 3986.
const QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// 16 November 5138 in seconds, or 3 March 1973 in milliseconds. A larger number was probably meant as milliseconds.
const YEAR_5138: i64 = 100_000_000_000;

/// The parameters of a call.
#[derive(Debug, Default)]
pub struct Params {
    /// Names and values in the caller's order, not encoded.
    pairs: Vec<(String, String)>,
    /// Only these keys of the response are kept.
    pub(in crate::client) select: Option<Arc<HashSet<String>>>,
}

/// What happens to parameters that an endpoint does not declare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undeclared {
    /// They are refused, because a misspelled filter would silently widen the result.
    Refuse,
    /// They are sent, because the exchange may know more than the declarations. Declared ones may be text.
    Send,
}

impl Params {
    /// Checks `values` against the parameters of an endpoint.
    pub fn check(
        values: &Map<String, Value>,
        own: &[Param],
        paging: Paging,
        undeclared: Undeclared,
    ) -> Result<Self, Error> {
        let pages = page_params(paging);
        let known = || own.iter().chain(pages.iter().flatten());
        let mut params = Self::default();
        for (name, value) in values.iter().filter(|(_, value)| !value.is_null()) {
            let kind = known().find(|param| param.name == name).map(|param| param.kind);
            let parsed = kind.filter(|_| undeclared == Undeclared::Send).and_then(|kind| from_text(kind, value));
            let value = parsed.as_ref().unwrap_or(value);
            match kind {
                Some(ParamKind::Select) => {
                    params.select = Some(Arc::new(texts(name, value)?.into_iter().map(str::to_owned).collect()))
                }
                Some(kind) => params.push(name, kind, value)?,
                None if undeclared == Undeclared::Send => params.push_undeclared(name, value)?,
                None => return Err(unknown(name, known())),
            }
        }
        // The exchange responds to some missing parameters with status 500.
        if let Some(missing) = own.iter().find(|param| param.required && !params.has(param.name)) {
            return Err(Error::bad_option(missing.name, "is required"));
        }
        let is_one_page = matches!(paging, Paging::History { .. }) || params.has("page");
        if let Some(page_size) = paging.page_size().filter(|_| is_one_page && !params.has("limit")) {
            params.pairs.push(("limit".to_owned(), page_size.to_string()));
        }
        Ok(params)
    }

    /// Accepts the parameters of an undeclared path: text, numbers, booleans, and lists or objects of them.
    pub fn unchecked(values: &Map<String, Value>) -> Result<Self, Error> {
        let mut params = Self::default();
        for (name, value) in values.iter().filter(|(_, value)| !value.is_null()) {
            params.push_undeclared(name, value)?;
        }
        Ok(params)
    }

    fn push_undeclared(&mut self, name: &str, value: &Value) -> Result<(), Error> {
        match value {
            Value::Array(items) => {
                for item in items {
                    self.pairs.push((format!("{name}[]"), scalar(name, item)?));
                }
            }
            Value::Object(fields) => {
                for (key, item) in fields.iter().filter(|(_, item)| !item.is_null()) {
                    self.pairs.push((format!("{name}[{key}]"), scalar(name, item)?));
                }
            }
            single => self.pairs.push((name.to_owned(), scalar(name, single)?)),
        }
        Ok(())
    }

    fn push(&mut self, name: &str, kind: ParamKind, value: &Value) -> Result<(), Error> {
        match kind {
            ParamKind::Text => self.pairs.push((name.to_owned(), text(name, value)?.to_owned())),
            ParamKind::OneOf(known) => match value.as_str().filter(|text| known.contains(text)) {
                Some(text) => self.pairs.push((name.to_owned(), text.to_owned())),
                None => return Err(Error::bad_option(name, &format!("must be {}", alternatives(known)))),
            },
            ParamKind::Texts(_) if value.is_string() => {
                self.pairs.push((name.to_owned(), text(name, value)?.to_owned()))
            }
            ParamKind::Texts(_) => {
                for item in texts(name, value)? {
                    self.pairs.push((format!("{name}[]"), item.to_owned()));
                }
            }
            ParamKind::Flag => match value {
                Value::Bool(flag) => self.pairs.push((name.to_owned(), flag.to_string())),
                _ => return Err(Error::bad_option(name, "must be true or false")),
            },
            ParamKind::Whole(min, max) => {
                let number = value.as_i64().filter(|number| (min..=max).contains(number));
                let number = number
                    .ok_or_else(|| Error::bad_option(name, &format!("must be a whole number from {min} to {max}")))?;
                self.pairs.push((name.to_owned(), number.to_string()));
            }
            ParamKind::WholeOneOf(known) => match value.as_i64().filter(|number| known.contains(number)) {
                Some(number) => self.pairs.push((name.to_owned(), number.to_string())),
                None => return Err(Error::bad_option(name, &format!("must be {}", alternatives(known)))),
            },
            ParamKind::Seconds => match value.as_i64() {
                Some(seconds @ 0..YEAR_5138) => self.pairs.push((name.to_owned(), seconds.to_string())),
                Some(YEAR_5138..) => {
                    return Err(Error::bad_option(name, "is in seconds since 1970, and this looks like milliseconds"));
                }
                _ => return Err(Error::bad_option(name, "must be whole seconds since 1970")),
            },
            ParamKind::Search(keys) => {
                let refuse = || Error::bad_option(name, &format!("must be an object with {}", keys.join(", ")));
                for (key, item) in value.as_object().ok_or_else(refuse)?.iter().filter(|(_, item)| !item.is_null()) {
                    if !keys.contains(&key.as_str()) {
                        return Err(Error::unknown_option(
                            &format!("{name}.{key}"),
                            &format!("known are {}", keys.join(", ")),
                        ));
                    }
                    self.pairs.push((format!("{name}[{key}]"), text(&format!("{name}.{key}"), item)?.to_owned()));
                }
            }
            ParamKind::Select => {}
        }
        Ok(())
    }

    pub(in crate::client) fn has(&self, name: &str) -> bool {
        self.pairs.iter().any(|(known, _)| known == name)
    }

    /// The value of a parameter that is an integer.
    pub(in crate::client) fn number(&self, name: &str) -> Option<u32> {
        self.pairs.iter().find(|(known, _)| known == name)?.1.parse().ok()
    }

    /// The encoded query, with `more` at its end.
    pub fn query(&self, more: &[(&str, u32)]) -> String {
        let own = self.pairs.iter().map(|(name, value)| (name.as_str(), value.clone()));
        let more = more.iter().map(|(name, value)| (*name, value.to_string()));
        own.chain(more)
            .map(|(name, value)| format!("{}={}", encode_name(name), utf8_percent_encode(&value, QUERY)))
            .collect::<Vec<_>>()
            .join("&")
    }
}

/// The number, the flag or the list that a text stands for. Only `request()` accepts it, because a command line has
/// nothing but text.
fn from_text(kind: ParamKind, value: &Value) -> Option<Value> {
    let text = value.as_str()?;
    match kind {
        ParamKind::Flag => text.parse::<bool>().ok().map(Value::from),
        ParamKind::Whole(..) | ParamKind::WholeOneOf(_) | ParamKind::Seconds => {
            text.parse::<i64>().ok().map(Value::from)
        }
        ParamKind::Select => Some(Value::from(vec![text])),
        _ => None,
    }
}

/// Brackets are not encoded, because the exchange documents `state[]=wait`.
fn encode_name(name: &str) -> String {
    const NAME: &AsciiSet = &QUERY.remove(b'[').remove(b']');
    utf8_percent_encode(name, NAME).to_string()
}

/// For example `asc or desc`.
fn alternatives<T: ToString>(known: &[T]) -> String {
    known.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or ")
}

fn unknown<'p>(name: &str, known: impl Iterator<Item = &'p Param>) -> Error {
    let name: String = name.chars().filter(|c| !c.is_control()).take(64).collect();
    if matches!(name.as_str(), "signal" | "timeout" | "maxRetries" | "apiKey") {
        return Error::unknown_option(
            &name,
            "it is not a parameter of the exchange: pass it as an option, in the argument after the params",
        );
    }
    let names: Vec<&str> = known.map(|param| param.name).collect();
    let expected = if names.is_empty() {
        "this call takes no params".to_owned()
    } else {
        format!("known params are {}", names.join(", "))
    };
    Error::unknown_option(&name, &expected)
}

fn text<'v>(name: &str, value: &'v Value) -> Result<&'v str, Error> {
    let usable =
        value.as_str().filter(|text| !text.is_empty() && text.len() <= 1024 && !text.chars().any(char::is_control));
    usable.ok_or_else(|| Error::bad_option(name, "must be a string of 1 to 1024 bytes without control characters"))
}

fn texts<'v>(name: &str, value: &'v Value) -> Result<Vec<&'v str>, Error> {
    let list = value.as_array().ok_or_else(|| Error::bad_option(name, "must be a list of strings"))?;
    list.iter().enumerate().map(|(index, item)| text(&format!("{name}[{index}]"), item)).collect()
}

fn scalar(name: &str, value: &Value) -> Result<String, Error> {
    match value {
        Value::String(_) => text(name, value).map(str::to_owned),
        Value::Bool(flag) => Ok(flag.to_string()),
        Value::Number(number) => Ok(number.to_string()),
        _ => Err(Error::bad_option(name, "must be text, a number, a boolean, or a list or object of them")),
    }
}

#[cfg(test)]
#[path = "params_tests.rs"]
mod tests;
