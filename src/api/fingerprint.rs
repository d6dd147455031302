//! A fingerprint of what the addon and the generated JavaScript must agree about: the endpoints, their order, and the
//! fields of their results. It is computed from the compiled declarations, so that a stale build has another one.

use std::fmt::Write;

use aws_lc_rs::digest::{SHA256, digest};

use super::ENDPOINTS;
use crate::schema::{Endpoint, Object, Type};

/// Enough to make an accidental collision practically impossible.
const BYTES: usize = 8;

/// Such as `0.1.0-8c1f0e6a53d9b274`. It contains the version because addon and JavaScript must also agree about things
/// that are not declared.
#[must_use]
pub fn declarations() -> String {
    format!("{}-{}", env!("CARGO_PKG_VERSION"), fingerprint(ENDPOINTS))
}

fn fingerprint(endpoints: &[&Endpoint]) -> String {
    let mut text = String::new();
    let mut known = Vec::new();
    for endpoint in endpoints {
        let Endpoint { name, method, effect, path, keys, auth, paging, result, .. } = endpoint;
        let keys: Vec<_> = keys.iter().map(|key| (key.name, key.numeric)).collect();
        // Writing to a string does not fail.
        let _ = write!(text, "{name} {method:?} {effect:?} {path} {keys:?} {auth:?} {paging:?} ");
        write_type(&mut text, &mut known, result);
        text.push('\n');
    }
    let digest = digest(&SHA256, text.as_bytes());
    digest.as_ref().iter().take(BYTES).map(|byte| format!("{byte:02x}")).collect()
}

/// Writes the fields of an object only where it is first used.
fn write_type(text: &mut String, known: &mut Vec<&'static str>, ty: &Type) {
    let name = match ty {
        Type::Text => "text",
        Type::Id => "id",
        Type::OneOf(_) => "one of",
        Type::Decimal => "decimal",
        Type::Integer => "integer",
        Type::IntegerOrText => "integer or text",
        Type::PowerOfTen => "power of ten",
        Type::Boolean => "boolean",
        Type::Any => "any",
        Type::Nothing => "nothing",
        Type::Object(object) => return write_object(text, known, object),
        Type::Array(inner) => return write_inner(text, known, "array", inner),
        Type::Map(inner) => return write_inner(text, known, "map", inner),
        Type::Nullable(inner) => return write_inner(text, known, "nullable", inner),
        Type::Tuple(elements) => {
            text.push('(');
            for element in *elements {
                write_type(text, known, &element.ty);
                text.push(',');
            }
            ")"
        }
    };
    text.push_str(name);
}

fn write_inner(text: &mut String, known: &mut Vec<&'static str>, name: &str, inner: &Type) {
    text.push_str(name);
    text.push(' ');
    write_type(text, known, inner);
}

fn write_object(text: &mut String, known: &mut Vec<&'static str>, object: &'static Object) {
    text.push_str(object.name);
    if known.contains(&object.name) {
        return;
    }
    known.push(object.name);
    text.push('{');
    for field in object.fields {
        text.push_str(field.name);
        text.push_str(if field.optional { "?: " } else { ": " });
        write_type(text, known, &field.ty);
        text.push(',');
    }
    text.push('}');
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::schema::{Auth, Effect, Element, Field, Key, Method, Paging, field, id, key, optional};

    const BID: Field = field("bid", Type::Decimal, "");
    const ASK: Field = field("ask", Type::Decimal, "");
    const PRICE: Type = object(&Object { name: "Price", doc: "", fields: &[BID, ASK] });
    const PLAIN: Endpoint = Endpoint { name: "getPrice", path: "price", result: PRICE, ..Endpoint::PLAIN };

    const fn object(object: &'static Object) -> Type {
        Type::Object(object)
    }

    fn with(result: Type) -> Endpoint {
        Endpoint { result, ..PLAIN }
    }

    #[test]
    fn every_declaration_that_javascript_relies_on_changes_the_fingerprint() {
        const MAYBE_ASK: Field = optional("ask", Type::Decimal, "");
        const WHOLE_ASK: Field = field("ask", Type::Integer, "");
        const TEXT_KEY: Key = key("id", "");
        const NUMERIC_KEY: Key = id("id", "");
        let other = Endpoint { name: "getOther", ..PLAIN };
        let cases: [(&str, &[&Endpoint]); 20] = [
            ("one call", &[&PLAIN]),
            ("fields that are swapped", &[&with(object(&Object { name: "Price", doc: "", fields: &[ASK, BID] }))]),
            ("a field less", &[&with(object(&Object { name: "Price", doc: "", fields: &[BID] }))]),
            ("an optional field", &[&with(object(&Object { name: "Price", doc: "", fields: &[BID, MAYBE_ASK] }))]),
            (
                "a field of another type",
                &[&with(object(&Object { name: "Price", doc: "", fields: &[BID, WHOLE_ASK] }))],
            ),
            ("a list", &[&with(Type::Array(&PRICE))]),
            ("a map", &[&with(Type::Map(&PRICE))]),
            ("null", &[&with(Type::Nullable(&PRICE))]),
            ("nothing", &[&with(Type::Nothing)]),
            ("a tuple", &[&with(Type::Tuple(&[Element { name: "price", ty: PRICE }]))]),
            ("another name", &[&other]),
            ("another method", &[&Endpoint { method: Method::Post, ..PLAIN }]),
            ("another effect", &[&Endpoint { effect: Effect::Adds, ..PLAIN }]),
            ("another path", &[&Endpoint { path: "prices", ..PLAIN }]),
            ("a key", &[&Endpoint { keys: &[TEXT_KEY], ..PLAIN }]),
            ("a key that may be a number", &[&Endpoint { keys: &[NUMERIC_KEY], ..PLAIN }]),
            ("a credential", &[&Endpoint { auth: Auth::Key, ..PLAIN }]),
            ("pages", &[&Endpoint { paging: Paging::Complete { page_size: 10, identity: &["id"] }, ..PLAIN }]),
            ("a second call", &[&PLAIN, &other]),
            ("the other order of calls", &[&other, &PLAIN]),
        ];
        let mut seen = HashSet::new();
        for (name, endpoints) in cases {
            assert!(seen.insert(fingerprint(endpoints)), "{name}: same fingerprint as another case");
        }
    }

    #[test]
    fn documentation_does_not_change_the_fingerprint() {
        let documented = Endpoint { doc: "The price.", ..PLAIN };
        assert_eq!(fingerprint(&[&documented]), fingerprint(&[&PLAIN]));
        assert!(declarations().starts_with(env!("CARGO_PKG_VERSION")));
    }
}
