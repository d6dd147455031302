//! Reading options by name, so that what cannot be used is refused by its name.

use serde_json::{Map, Value};
use zeroize::Zeroize;

use crate::error::Error;

/// Options as they came from JavaScript. The keys among them are overwritten when they are no longer needed.
#[derive(Default)]
pub struct RawOptions(pub Map<String, Value>);

impl Drop for RawOptions {
    fn drop(&mut self) {
        for name in ["apiKey", "apiSecret"] {
            if let Some(Value::String(key)) = self.0.get_mut(name) {
                key.zeroize();
            }
        }
    }
}

/// Options to be read. `null` counts as not given.
pub(in crate::client) struct Options<'v> {
    values: &'v Map<String, Value>,
    prefix: &'static str,
}

impl<'v> Options<'v> {
    /// Takes the options `values`; a name outside `known` is refused. `prefix` stands before every name.
    pub(in crate::client) fn new(
        values: &'v Map<String, Value>,
        prefix: &'static str,
        known: &[&str],
    ) -> Result<Self, Error> {
        match values.keys().find(|name| !known.contains(&name.as_str())) {
            Some(name) => {
                let name: String = name.chars().filter(|c| !c.is_control()).take(64).collect();
                Err(Error::unknown_option(&format!("{prefix}{name}"), &format!("known are {}", known.join(", "))))
            }
            None => Ok(Self { values, prefix }),
        }
    }

    pub(in crate::client) fn get(&self, name: &str) -> Option<&'v Value> {
        self.values.get(name).filter(|value| !value.is_null())
    }

    pub(in crate::client) fn refuse(&self, name: &str, expected: &str) -> Error {
        Error::bad_option(&format!("{}{name}", self.prefix), expected)
    }

    pub(in crate::client) fn text(&self, name: &str) -> Result<Option<&'v str>, Error> {
        self.get(name).map(|value| value.as_str().ok_or_else(|| self.refuse(name, "must be a string"))).transpose()
    }

    pub(in crate::client) fn flag(&self, name: &str) -> Result<Option<bool>, Error> {
        self.get(name)
            .map(|value| value.as_bool().ok_or_else(|| self.refuse(name, "must be true or false")))
            .transpose()
    }

    /// A whole number from `least` to `most`, in `unit`.
    pub(in crate::client) fn whole(&self, name: &str, least: u64, most: u64, unit: &str) -> Result<Option<u64>, Error> {
        let Some(value) = self.get(name) else { return Ok(None) };
        match value.as_u64().or_else(|| value.as_f64().and_then(whole_number)) {
            Some(number) if (least..=most).contains(&number) => Ok(Some(number)),
            _ => Err(self.refuse(name, &format!("must be a whole number from {least} to {most}{unit}"))),
        }
    }
}

/// The whole number that JavaScript may have written as `1e3`.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be whole and in range")]
fn whole_number(value: f64) -> Option<u64> {
    (value.fract() == 0.0 && (0.0..9e15).contains(&value)).then_some(value as u64)
}
