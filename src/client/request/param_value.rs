//! Checks the value of one parameter. No error shows the value, because it may be secret.

use serde_json::{Map, Value};

use crate::error::Error;
use crate::schema::ParamKind;

/// 16 November 5138 in seconds, or 3 March 1973 in milliseconds. A larger number was probably meant as milliseconds.
const YEAR_5138: i64 = 100_000_000_000;
/// The exchange stores decimals with so many digits before the point and as many after it.
const MAX_DIGITS: usize = 16;

/// Checks `value` against `kind`, and returns it as it is sent.
pub(super) fn check(name: &str, kind: ParamKind, value: &Value) -> Result<Value, Error> {
    let is_accepted = match kind {
        ParamKind::Text => return text(name, value),
        ParamKind::ShortText(max) => return short_text(name, max, value),
        ParamKind::Texts(_) if value.is_string() => return text(name, value),
        ParamKind::Texts(_) | ParamKind::Select => return texts(name, value),
        ParamKind::Search(keys) => return search(name, keys, value),
        ParamKind::Amount => return amount(name, value),
        ParamKind::Code(min, max) => return code(name, min, max, value),
        ParamKind::Entity => return entity(name, value),
        ParamKind::Fields => return fields(name, value),
        ParamKind::Seconds => return seconds(name, value),
        ParamKind::Flag => value.is_boolean(),
        ParamKind::OneOf(known) => value.as_str().is_some_and(|text| known.contains(&text)),
        ParamKind::Whole(min, max) => value.as_i64().is_some_and(|number| (min..=max).contains(&number)),
        ParamKind::WholeOneOf(known) => value.as_i64().is_some_and(|number| known.contains(&number)),
    };
    let expected = || match kind {
        ParamKind::OneOf(known) => alternatives(known),
        ParamKind::WholeOneOf(known) => alternatives(known),
        ParamKind::Whole(min, max) => format!("a whole number from {min} to {max}"),
        _ => "true or false".to_owned(),
    };
    if is_accepted { Ok(value.clone()) } else { Err(Error::bad_option(name, &format!("must be {}", expected()))) }
}

/// Checks a value of a parameter that is not declared: text, a number, a boolean, or a list or an object of them.
pub(super) fn check_undeclared(name: &str, value: &Value) -> Result<Value, Error> {
    match value {
        Value::Array(items) => items.iter().try_for_each(|item| scalar(name, item))?,
        Value::Object(fields) => given(fields).try_for_each(|(_, item)| scalar(name, item))?,
        single => scalar(name, single)?,
    }
    Ok(value.clone())
}

/// The fields that are not `null`.
pub(super) fn given(fields: &Map<String, Value>) -> impl Iterator<Item = (&String, &Value)> {
    fields.iter().filter(|(_, value)| !value.is_null())
}

fn text(name: &str, value: &Value) -> Result<Value, Error> {
    let usable =
        value.as_str().filter(|text| !text.is_empty() && text.len() <= 1024 && !text.chars().any(char::is_control));
    let refuse = || Error::bad_option(name, "must be a string of 1 to 1024 bytes without control characters");
    usable.map(Value::from).ok_or_else(refuse)
}

fn short_text(name: &str, max: usize, value: &Value) -> Result<Value, Error> {
    let usable = value.as_str().filter(|text| text.chars().count() <= max && !text.chars().any(char::is_control));
    let expected = format!("must be a string of at most {max} characters, without control characters");
    usable.map(Value::from).ok_or_else(|| Error::bad_option(name, &expected))
}

fn texts(name: &str, value: &Value) -> Result<Value, Error> {
    let list = value.as_array().ok_or_else(|| Error::bad_option(name, "must be a list of strings"))?;
    list.iter().enumerate().map(|(index, item)| text(&format!("{name}[{index}]"), item)).collect()
}

fn search(name: &str, keys: &[&str], value: &Value) -> Result<Value, Error> {
    let refuse = || Error::bad_option(name, &format!("must be an object with {}", keys.join(", ")));
    let checked = given(value.as_object().ok_or_else(refuse)?).map(|(key, item)| {
        let path = format!("{name}.{key}");
        if keys.contains(&key.as_str()) {
            Ok((key.clone(), text(&path, item)?))
        } else {
            Err(Error::unknown_option(&path, &format!("known are {}", keys.join(", "))))
        }
    });
    checked.collect()
}

fn fields(name: &str, value: &Value) -> Result<Value, Error> {
    let refuse = || Error::bad_option(name, "must be an object of strings, such as { address: '…' }");
    let object = value.as_object().filter(|fields| given(fields).next().is_some()).ok_or_else(refuse)?;
    given(object).map(|(key, item)| Ok((key.clone(), text(&format!("{name}.{key}"), item)?))).collect()
}

fn amount(name: &str, value: &Value) -> Result<Value, Error> {
    let refuse = |expected: &str| Err(Error::bad_option(name, expected));
    let text = match value {
        Value::String(text) => text,
        Value::Number(_) => {
            return refuse(
                "must be a string such as '0.015', not a number, which may have lost digits. A decimal library gives it with value.toFixed()",
            );
        }
        _ => return refuse("must be a string such as '0.015'"),
    };
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_part =
        |digits: &str| (1..=MAX_DIGITS).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_part(whole) || !is_part(fraction) {
        return refuse(&format!(
            "must be a plain decimal such as '0.015': up to {MAX_DIGITS} digits, and up to {MAX_DIGITS} after a point, without sign or exponent. A decimal library gives it with value.toFixed()"
        ));
    }
    if text.bytes().all(|byte| matches!(byte, b'0' | b'.')) {
        return refuse("must be above zero");
    }
    Ok(value.clone())
}

fn code(name: &str, min: usize, max: usize, value: &Value) -> Result<Value, Error> {
    let length = if min == max { min.to_string() } else { format!("{min} to {max}") };
    let refuse = |end: &str| Err(Error::bad_option(name, &format!("must be a string of {length} digits{end}")));
    match value {
        Value::Number(_) => refuse(", not a number, which loses a zero at its beginning"),
        Value::String(text) if (min..=max).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) => {
            Ok(value.clone())
        }
        _ => refuse(""),
    }
}

/// The exchange has ids from 1 on.
fn entity(name: &str, value: &Value) -> Result<Value, Error> {
    let id = match value {
        Value::String(text) => text.parse().ok().filter(|id: &u64| id.to_string() == *text),
        other => other.as_u64(),
    };
    let refuse = || Error::bad_option(name, "must be an id: a whole number, or a string of its digits");
    id.filter(|id| *id > 0).map(Value::from).ok_or_else(refuse)
}

fn seconds(name: &str, value: &Value) -> Result<Value, Error> {
    match value.as_i64() {
        Some(0..YEAR_5138) => Ok(value.clone()),
        Some(YEAR_5138..) => Err(Error::bad_option(name, "is in seconds since 1970, and this looks like milliseconds")),
        _ => Err(Error::bad_option(name, "must be whole seconds since 1970")),
    }
}

fn scalar(name: &str, value: &Value) -> Result<(), Error> {
    match value {
        Value::String(_) => text(name, value).map(drop),
        Value::Bool(_) | Value::Number(_) => Ok(()),
        _ => Err(Error::bad_option(name, "must be text, a number, a boolean, or a list or object of them")),
    }
}

/// For example `asc or desc`.
fn alternatives<T: ToString>(known: &[T]) -> String {
    known.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or ")
}
