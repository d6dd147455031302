//! Checks that the parameters of a call have one of its declared forms.

use serde_json::{Map, Value};

use crate::error::Error;
use crate::schema::{Variant, When};

/// Checks `values`, in which a parameter that is left out may be `null`.
pub(super) fn check(values: &Map<String, Value>, variants: &[Variant]) -> Result<(), Error> {
    let value = |name: &str| values.get(name).filter(|value| !value.is_null());
    let applies = |when: When| match when {
        When::Given(name) => value(name).is_some(),
        When::Is(name, expected) => value(name).is_some_and(|value| value == expected),
        When::IsByDefault(name, expected) => value(name).is_none_or(|value| value == expected),
    };
    let mut applied = false;
    for Variant { when, requires, excludes } in variants.iter().filter(|variant| applies(variant.when)) {
        applied = true;
        if let Some(missing) = requires.iter().find(|name| value(name).is_none()) {
            return Err(Error::bad_option(missing, &format!("is required {}", with(*when))));
        }
        if let Some(excluded) = excludes.iter().find(|name| value(name).is_some()) {
            return Err(Error::bad_option(excluded, &format!("must be left out {}", with(*when))));
        }
    }
    let mut names = variants.iter().map(|variant| variant.when.param());
    match names.next() {
        Some(first) if !applied => {
            let others: Vec<&str> = names.collect();
            Err(Error::bad_option(first, &format!("is required, or else {}", others.join(" or "))))
        }
        _ => Ok(()),
    }
}

/// For example `with ord_type 'market'`.
fn with(when: When) -> String {
    match when {
        When::Given(name) => format!("with {name}"),
        When::Is(name, value) | When::IsByDefault(name, value) => format!("with {name} '{value}'"),
    }
}
