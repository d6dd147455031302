//! Compares the values that a response repeats with those that were sent.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::value::RawValue;

use super::decimal::same_decimal;
use super::mismatch::Mismatch;
use crate::schema::Type;

/// Checks that `text`, a document of type `ty`, repeats the values in `sent`.
pub(super) fn check(text: &str, ty: &Type, sent: &[(&'static str, String)]) -> Result<(), Mismatch> {
    let Type::Object(object) = ty else { return Ok(()) };
    let fields: HashMap<Cow<'_, str>, &RawValue> =
        serde_json::from_str(text).map_err(|_| Mismatch::new("", "is not an object"))?;
    for (name, sent) in sent {
        let Some(raw) = fields.get(*name).map(|raw| raw.get()) else { continue };
        let is_decimal = object.fields.iter().any(|field| field.name == *name && is_decimal(&field.ty));
        let same = if is_decimal {
            same_decimal(raw.trim_matches('"'), sent)
        } else {
            serde_json::from_str::<Cow<'_, str>>(raw).is_ok_and(|text| text.eq_ignore_ascii_case(sent))
        };
        if !same {
            return Err(Mismatch::new(*name, "is not what was sent"));
        }
    }
    Ok(())
}

fn is_decimal(ty: &Type) -> bool {
    match ty {
        Type::Nullable(inner) => is_decimal(inner),
        ty => matches!(ty, Type::Decimal),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{Object, field, optional};

    const ORDER: Object = Object {
        name: "Order",
        doc: "",
        fields: &[
            field("market", Type::Id, ""),
            field("volume", Type::Decimal, ""),
            optional("price", Type::Nullable(&Type::Decimal), ""),
        ],
    };

    #[test]
    fn a_response_must_repeat_what_was_sent() {
        let cases = [
            (r#"{"market":"btcaud","volume":"0.01","price":"5.0"}"#, None),
            (r#"{"market":"BTCAUD","volume":0.0100,"price":"5"}"#, None),
            (r#"{"volume":"1e-2","m\u0061rket":"btcaud","price":500E-2,"more":[]}"#, None),
            (r#"{"market":"btc\u0061ud","volume":"00.01"}"#, None),
            (r#"{"market":"ethaud","volume":"0.01","price":"5.0"}"#, Some("market")),
            (r#"{"market":"btcaud","volume":"0.1","price":"5.0"}"#, Some("volume")),
            (r#"{"market":"btcaud","volume":"-0.01","price":"5.0"}"#, Some("volume")),
            (r#"{"market":"btcaud","volume":"0.010000000000000001","price":"5.0"}"#, Some("volume")),
            (r#"{"market":"btcaud","volume":"0.01","price":null}"#, Some("price")),
            (r#"{"market":"btcaud","volume":"0.01","price":"50"}"#, Some("price")),
        ];
        let sent = [("market", "btcaud"), ("volume", "0.0100"), ("price", "5")].map(|(n, v)| (n, v.to_owned()));
        for (body, differs) in cases {
            let found = check(body, &Type::Object(&ORDER), &sent);
            assert_eq!(found.err().map(|mismatch| mismatch.path), differs.map(str::to_owned), "{body}");
        }
    }
}
