//! Checks the parameters of a call against its endpoint, and writes them as a query or as a body.

use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value};

use super::param_value::{check, check_undeclared, given};
use super::variants;
use crate::error::Error;
use crate::schema::{Endpoint, Paging, Param, ParamKind, market_id, page_params};

/// All characters are encoded except the unreserved ones of RFC 3986.
const QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The parameters of a call.
#[derive(Default)]
pub struct Params {
    /// Names and checked values, without those that are left out.
    values: Vec<(String, Value)>,
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

/// Shows only the names, because a value may be secret.
impl fmt::Debug for Params {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.values.iter().map(|(name, _)| name)).finish()
    }
}

impl Params {
    /// Checks `values` against the parameters of an endpoint that reads. They keep the caller's order.
    pub fn check(
        values: &Map<String, Value>,
        own: &[Param],
        paging: Paging,
        undeclared: Undeclared,
    ) -> Result<Self, Error> {
        let pages = page_params(paging);
        let known = || own.iter().chain(pages.iter().flatten());
        let mut params = Self::default();
        for (name, value) in given(values) {
            let param = known().find(|param| param.name == name);
            let kind = param.map(|param| param.kind).filter(|_| undeclared == Undeclared::Send);
            let parsed = kind.and_then(|kind| from_text(kind, value));
            let value = parsed.as_ref().unwrap_or(value);
            match param {
                Some(Param { kind: ParamKind::Select, .. }) => params.select = Some(Arc::new(selection(name, value)?)),
                Some(param) => params.push(name, check(name, param.kind, value)?),
                None if undeclared == Undeclared::Send => params.push(name, check_undeclared(name, value)?),
                None => return Err(unknown(name, known())),
            }
        }
        // The exchange responds to some missing parameters with status 500.
        if let Some(missing) = own.iter().find(|param| param.required && !params.has(param.name)) {
            return Err(Error::bad_option(missing.name, "is required"));
        }
        let is_one_page = matches!(paging, Paging::History { .. }) || params.has("page");
        if let Some(page_size) = paging.page_size().filter(|_| is_one_page && !params.has("limit")) {
            params.push("limit", page_size.into());
        }
        Ok(params)
    }

    /// Checks `values` against the parameters of an endpoint that changes something. They get the declared order.
    pub fn check_change(values: &Map<String, Value>, endpoint: &Endpoint) -> Result<Self, Error> {
        Self::check_declared(values, endpoint, |_| true)
    }

    /// Checks `values` that were noted of a call that changes something. Secret ones are not needed, and not looked at.
    pub fn check_noted(values: &Map<String, Value>, endpoint: &Endpoint) -> Result<Self, Error> {
        Self::check_declared(values, endpoint, |param| !param.secret)
    }

    fn check_declared(
        values: &Map<String, Value>,
        endpoint: &Endpoint,
        is_checked: fn(&Param) -> bool,
    ) -> Result<Self, Error> {
        let own = endpoint.params;
        if let Some(name) = values.keys().find(|name| own.iter().all(|param| param.name != *name)) {
            return Err(unknown(name, own.iter()));
        }
        let mut params = Self::default();
        for Param { name, kind, required, narrows, .. } in own.iter().filter(|param| is_checked(param)) {
            match values.get(*name) {
                Some(Value::Null) if *narrows => {
                    let expected = "is null or undefined: leave it out if the call shall not be limited by it";
                    return Err(Error::bad_option(name, expected));
                }
                None | Some(Value::Null) if *required => return Err(Error::bad_option(name, "is required")),
                None | Some(Value::Null) => {}
                Some(value) => params.push(name, check(name, *kind, value)?),
            }
        }
        variants::check(values, endpoint.variants)?;
        Ok(params)
    }

    /// Accepts the parameters of an undeclared path: text, numbers, booleans, and lists or objects of them.
    pub fn unchecked(values: &Map<String, Value>) -> Result<Self, Error> {
        let mut params = Self::default();
        for (name, value) in given(values) {
            params.push(name, check_undeclared(name, value)?);
        }
        Ok(params)
    }

    fn push(&mut self, name: &str, value: Value) {
        self.values.push((name.to_owned(), value));
    }

    pub(in crate::client) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The value of a parameter that is a whole number.
    pub(in crate::client) fn number(&self, name: &str) -> Option<u32> {
        self.get(name)?.as_u64()?.try_into().ok()
    }

    fn get(&self, name: &str) -> Option<&Value> {
        self.values.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// The fields of the result that repeat parameters of `endpoint`, and what they must be.
    pub fn echoes(&self, endpoint: &Endpoint) -> Vec<(&'static str, String)> {
        let echoed = endpoint.params.iter().filter_map(|param| Some((param.echo?, self.get(param.name)?.as_str()?)));
        echoed.map(|(field, sent)| (field, sent.to_owned())).collect()
    }

    /// The parameters as a JSON object.
    pub fn body(&self) -> String {
        Value::Object(self.values.iter().cloned().collect()).to_string()
    }

    /// The encoded query, with `more` at its end.
    pub fn query(&self, more: &[(&str, u32)]) -> String {
        let mut pairs: Vec<String> = Vec::new();
        let mut push = |name: &str, value: &Value| match value {
            Value::String(text) => pairs.push(pair(name, text)),
            other => pairs.push(pair(name, &other.to_string())),
        };
        for (name, value) in &self.values {
            match value {
                Value::Array(items) => items.iter().for_each(|item| push(&format!("{name}[]"), item)),
                Value::Object(fields) => given(fields).for_each(|(key, item)| push(&format!("{name}[{key}]"), item)),
                single => push(name, single),
            }
        }
        more.iter().for_each(|(name, value)| push(name, &Value::from(*value)));
        pairs.join("&")
    }
}

fn selection(name: &str, value: &Value) -> Result<HashSet<String>, Error> {
    let checked = check(name, ParamKind::Select, value)?;
    let texts = checked.as_array().into_iter().flatten().filter_map(Value::as_str);
    // The market would be absent from the result, without a word.
    if let Some(id) = texts.clone().find_map(market_id) {
        return Err(Error::bad_option(name, &format!("must be as the exchange writes it: {id}")));
    }
    Ok(texts.map(str::to_owned).collect())
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

/// Brackets in names are not encoded, because the exchange documents `state[]=wait`.
fn pair(name: &str, value: &str) -> String {
    const NAME: &AsciiSet = &QUERY.remove(b'[').remove(b']');
    format!("{}={}", utf8_percent_encode(name, NAME), utf8_percent_encode(value, QUERY))
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

#[cfg(test)]
#[path = "params_tests.rs"]
mod tests;
