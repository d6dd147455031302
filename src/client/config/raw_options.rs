//! Reads options by name, so that errors can name the invalid one.

use serde_json::{Map, Value};
use zeroize::Zeroize;

use crate::error::Error;

/// Options from JavaScript. The memory of keys among them is overwritten on drop.
#[derive(Default)]
pub struct RawOptions(pub Map<String, Value>);

/// The options that hold credentials.
const KEYS: [&str; 2] = ["apiKey", "apiSecret"];

impl RawOptions {
    /// Whether a key is among them.
    #[must_use]
    pub fn has_key(&self) -> bool {
        KEYS.iter().any(|name| self.0.get(*name).is_some_and(|value| !value.is_null()))
    }

    /// Removes keys.
    pub fn remove_keys(&mut self) {
        self.zeroize_keys();
        self.0.retain(|name, _| !KEYS.contains(&name.as_str()));
    }

    /// These options, and those of `parent` that are not set here.
    #[must_use]
    pub fn inheriting(mut self, parent: &Self) -> Self {
        self.0.retain(|_, value| !value.is_null());
        for (name, value) in &parent.0 {
            if !self.0.contains_key(name) {
                self.0.insert(name.clone(), value.clone());
            }
        }
        self
    }

    fn zeroize_keys(&mut self) {
        for name in KEYS {
            if let Some(Value::String(key)) = self.0.get_mut(name) {
                key.zeroize();
            }
        }
    }
}

impl Drop for RawOptions {
    fn drop(&mut self) {
        self.zeroize_keys();
    }
}

/// A reader of options. `null` means that an option is not set.
pub(in crate::client) struct Options<'v> {
    values: &'v Map<String, Value>,
    prefix: &'static str,
}

impl<'v> Options<'v> {
    /// A reader of `values`, which refuses names that are not in `known`. `prefix` is put before names in errors.
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

    /// An integer from `min` to `max`. `unit` is for the error.
    pub(in crate::client) fn integer(&self, name: &str, min: u64, max: u64, unit: &str) -> Result<Option<u64>, Error> {
        let Some(value) = self.get(name) else { return Ok(None) };
        match value.as_u64().or_else(|| value.as_f64().and_then(integer_of)) {
            Some(number) if (min..=max).contains(&number) => Ok(Some(number)),
            _ => Err(self.refuse(name, &format!("must be a whole number from {min} to {max}{unit}"))),
        }
    }
}

/// The integer in a number that was written as `1e3`, which serde_json reads as a float.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be whole and in range")]
fn integer_of(value: f64) -> Option<u64> {
    (value.fract() == 0.0 && (0.0..9e15).contains(&value)).then_some(value as u64)
}
