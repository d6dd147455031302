//! Checks one string, number or boolean, given as raw JSON text.

use crate::schema::Type;

/// How the text must change so that JavaScript gets the declared type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    Nothing,
    AddQuotes,
    RemoveQuotes,
}

/// The longest number, in characters. Those of the exchange have fewer than 40.
const MAX_NUMBER_LENGTH: usize = 128;
/// JavaScript's `Number.MAX_SAFE_INTEGER`.
const MAX_SAFE_INTEGER: u64 = (1 << 53) - 1;
const MAX_ID_LENGTH: usize = 256;

/// Checks `raw`, a complete JSON value. The error says what is wrong.
pub(super) fn check(raw: &str, ty: &Type) -> Result<Change, &'static str> {
    let quoted = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    match ty {
        Type::Text | Type::OneOf(_) => quoted.map(|_| Change::Nothing).ok_or("is not a string"),
        Type::Id => quoted.filter(|_| is_id(raw)).map(|_| Change::Nothing).ok_or("is not a name of 1 to 256 bytes"),
        Type::Decimal => {
            let change = if quoted.is_some() { Change::Nothing } else { Change::AddQuotes };
            if is_decimal(quoted.unwrap_or(raw)) { Ok(change) } else { Err("is not a decimal") }
        }
        Type::Integer => {
            let change = if quoted.is_some() { Change::RemoveQuotes } else { Change::Nothing };
            if is_integer(quoted.unwrap_or(raw)) {
                Ok(change)
            } else {
                Err("is not a whole number within ±(2^53−1)")
            }
        }
        Type::IntegerOrText => match quoted {
            Some(text) if is_integer(text) => Ok(Change::RemoveQuotes),
            Some(_) => Ok(Change::Nothing),
            None => check(raw, &Type::Integer),
        },
        Type::PowerOfTen if is_power_of_ten(quoted.unwrap_or(raw)) => {
            Ok(if quoted.is_some() { Change::RemoveQuotes } else { Change::Nothing })
        }
        Type::PowerOfTen => check(raw, &Type::Integer),
        Type::Boolean => match (quoted.unwrap_or(raw), quoted) {
            ("true" | "false", Some(_)) => Ok(Change::RemoveQuotes),
            ("true" | "false", None) => Ok(Change::Nothing),
            _ => Err("is not true or false"),
        },
        Type::Nullable(_) if raw == "null" => Ok(Change::Nothing),
        Type::Nullable(inner) => check(raw, inner),
        Type::Any => Ok(Change::Nothing),
        Type::Nothing if raw == "null" => Ok(Change::Nothing),
        Type::Nothing => Err("is not empty"),
        Type::Object(_) | Type::Array(_) | Type::Tuple(_) | Type::Map(_) => Err("is not a single value"),
    }
}

/// Whether `raw`, a JSON string with its quotes, is a name: see [`is_name`].
fn is_id(raw: &str) -> bool {
    match raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(name) if !name.contains('\\') => is_name(name),
        _ => serde_json::from_str::<String>(raw).is_ok_and(|name| is_name(&name)),
    }
}

/// Whether `name` can be a key of a map or an id: short, and without control characters.
pub(super) fn is_name(name: &str) -> bool {
    (1..=MAX_ID_LENGTH).contains(&name.len()) && !name.chars().any(char::is_control)
}

/// Whether `text` is a number by the grammar of JSON. The grammar also applies to the content of quotes.
fn is_decimal(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text).as_bytes();
    text.len() <= MAX_NUMBER_LENGTH && after_integer_part(unsigned).and_then(after_fraction).is_some_and(is_exponent)
}

fn after_integer_part(text: &[u8]) -> Option<&[u8]> {
    if let [b'0', rest @ ..] = text { Some(rest) } else { after_digits(text) }
}

fn after_fraction(text: &[u8]) -> Option<&[u8]> {
    if let [b'.', rest @ ..] = text { after_digits(rest) } else { Some(text) }
}

/// Whether `text` is an exponent or empty.
fn is_exponent(text: &[u8]) -> bool {
    match text {
        [] => true,
        [b'e' | b'E', b'+' | b'-', rest @ ..] | [b'e' | b'E', rest @ ..] => after_digits(rest) == Some(&[]),
        _ => false,
    }
}

/// The rest after at least one digit.
fn after_digits(text: &[u8]) -> Option<&[u8]> {
    let count = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if count > 0 { text.get(count..) } else { None }
}

fn is_integer(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    is_unsigned_integer(unsigned) && unsigned.parse::<u64>().is_ok_and(|value| value <= MAX_SAFE_INTEGER)
}

/// Powers of ten up to 1e22 are exact as a double.
fn is_power_of_ten(text: &str) -> bool {
    text.strip_prefix('1').is_some_and(|zeros| zeros.len() <= 22 && zeros.bytes().all(|byte| byte == b'0'))
}

fn is_unsigned_integer(text: &str) -> bool {
    is_digits(text) && (text == "0" || !text.starts_with('0'))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
