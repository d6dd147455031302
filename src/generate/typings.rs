//! `index.d.ts`: a hand-written part, followed by the types and calls that the endpoints declare.

use std::fmt::Write;

use super::{COMMAND, params};
use crate::api::ENDPOINTS;
use crate::client::config;
use crate::client::config::base_url::DEFAULT_BASE_URL;
use crate::client::journal::DEFAULT_WAIT;
use crate::schema::{Auth, Endpoint, Object, Paging, ParamKind, Type};

/// The hand-written part.
const HEADER: [&str; 6] = [
    include_str!("header/calls.d.ts"),
    include_str!("header/client.d.ts"),
    include_str!("header/options.d.ts"),
    include_str!("header/writing.d.ts"),
    include_str!("header/errors.d.ts"),
    include_str!("header/observability.d.ts"),
];

pub(super) fn index() -> String {
    let mut out = format!("// Made by `{COMMAND}` from src/api and src/generate/header.\n\n{}", with_defaults());
    let mut declared = Vec::new();
    for endpoint in ENDPOINTS {
        declare(&mut out, &mut declared, &endpoint.result);
    }
    for endpoint in ENDPOINTS {
        params::declare(&mut out, endpoint);
    }
    out.push_str("\nexport interface CoinPort {\n");
    for endpoint in ENDPOINTS {
        writeln!(out, "{}  {}{}", comment("  ", &doc(endpoint)), endpoint.name, signature(endpoint)).unwrap();
    }
    out.push_str("}\n");
    for endpoint in ENDPOINTS {
        write!(
            out,
            "\n{}export declare function {}{}\n",
            comment("", &doc(endpoint)),
            endpoint.name,
            signature(endpoint)
        )
        .unwrap();
    }
    out
}

/// The hand-written part, with the defaults of [`config`] filled in.
fn with_defaults() -> String {
    let limit = config::DEFAULT_RATE_LIMIT;
    let values = [
        ("{baseUrl}", DEFAULT_BASE_URL.to_owned()),
        ("{timeout}", config::DEFAULT_TIMEOUT.as_millis().to_string()),
        ("{connectTimeout}", config::DEFAULT_CONNECT_TIMEOUT.as_millis().to_string()),
        ("{maxRetries}", config::DEFAULT_MAX_RETRIES.to_string()),
        ("{wait}", DEFAULT_WAIT.to_string()),
        ("'{changingCall}'", changing_calls()),
        ("{maxResponseSize}", config::DEFAULT_MAX_RESPONSE_SIZE.to_string()),
        (
            "{rateLimit}",
            format!(
                "{{ requests: {}, interval: {}, burst: {} }}",
                limit.requests,
                limit.interval.as_millis(),
                limit.burst
            ),
        ),
    ];
    values.iter().fold(HEADER.join("\n"), |text, (name, value)| {
        assert!(text.contains(name), "no file in src/generate/header has {name}");
        text.replace(name, value)
    })
}

/// `'createOrder' | 'cancelOrder'`
fn changing_calls() -> String {
    let names: Vec<&str> =
        ENDPOINTS.iter().filter(|endpoint| endpoint.changes()).map(|endpoint| endpoint.name).collect();
    quoted(&names).replace(" | ", "\n  | ")
}

fn declare(out: &mut String, declared: &mut Vec<&'static str>, ty: &Type) {
    match ty {
        Type::Object(object) => interface(out, declared, object),
        Type::Tuple(elements) => elements.iter().for_each(|element| declare(out, declared, &element.ty)),
        Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => declare(out, declared, inner),
        _ => {}
    }
}

fn interface(out: &mut String, declared: &mut Vec<&'static str>, object: &'static Object) {
    if declared.contains(&object.name) {
        return;
    }
    declared.push(object.name);
    assert!(object.fields.len() <= 64, "{} has more fields than the check for duplicates can hold", object.name);
    writeln!(out, "\n{}export interface {} {{", comment("", object.doc), object.name).unwrap();
    for field in object.fields {
        let mark = if field.optional { "?" } else { "" };
        writeln!(out, "{}  {}{mark}: {}", comment("  ", field.doc), field.name, written(&field.ty)).unwrap();
    }
    out.push_str("}\n");
    for field in object.fields {
        declare(out, declared, &field.ty);
    }
}

pub(super) fn written(ty: &Type) -> String {
    match ty {
        Type::Text | Type::Id => "string".to_owned(),
        Type::Decimal => "Decimal".to_owned(),
        Type::OneOf(known) => {
            format!("{} | (string & {{}})", quoted(known))
        }
        Type::Integer | Type::PowerOfTen => "number".to_owned(),
        Type::IntegerOrText => "number | string".to_owned(),
        Type::Boolean => "boolean".to_owned(),
        Type::Object(object) => object.name.to_owned(),
        Type::Array(inner) => match written(inner) {
            name if name.contains(" | ") => format!("({name})[]"),
            name => format!("{name}[]"),
        },
        Type::Tuple(elements) => {
            let elements: Vec<String> =
                elements.iter().map(|element| format!("{}: {}", element.name, written(&element.ty))).collect();
            format!("[{}]", elements.join(", "))
        }
        Type::Map(inner) => format!("Record<string, {}>", written(inner)),
        Type::Nullable(inner) => format!("{} | null", written(inner)),
        Type::Any => "unknown".to_owned(),
        Type::Nothing => "null".to_owned(),
    }
}

/// `'asc' | 'desc'`
pub(super) fn quoted(known: &[&str]) -> String {
    known.iter().map(|value| format!("'{value}'")).collect::<Vec<_>>().join(" | ")
}

/// Whether a parameter selects keys of the result. The type of the result then depends on it.
pub(super) fn selects(endpoint: &Endpoint) -> bool {
    endpoint.params.iter().any(|param| param.kind == ParamKind::Select)
}

fn signature(endpoint: &Endpoint) -> String {
    let (generic, argument) = if selects(endpoint) { ("<Key extends string = never>", "<Key>") } else { ("", "") };
    let keys: String = endpoint
        .keys
        .iter()
        .map(|key| format!("{}: {}, ", key.name, if key.numeric { "number | string" } else { "string" }))
        .collect();
    let known = endpoint.known_params();
    let params = match known.as_slice() {
        [] => "params?: NoParams | null".to_owned(),
        known if known.iter().any(|param| param.required) => format!("params: {}{argument}", params::name(endpoint)),
        _ => format!("params?: {}{argument} | null", params::name(endpoint)),
    };
    let result = match (endpoint.paging, &endpoint.result) {
        (Paging::None, Type::Map(value)) if selects(endpoint) => format!("Call<Selected<Key, {}>>", written(value)),
        (Paging::None, result) => format!("Call<{}>", written(result)),
        (_, Type::Array(row)) => format!("ListCall<{}>", written(row)),
        _ => panic!("{} has pages but is not a list", endpoint.name),
    };
    format!("{generic}({keys}{params}, options?: CallOptions | null): {result}")
}

fn doc(endpoint: &Endpoint) -> String {
    let auth = match endpoint.auth {
        Auth::Key => "needs a key",
        Auth::Public | Auth::IfAny => "public",
    };
    let keys: String = endpoint.keys.iter().map(|key| format!("\n@param {} {}", key.name, key.doc)).collect();
    let once = if endpoint.changes() { ", sent once" } else { "" };
    let params = match endpoint.known_params().as_slice() {
        [] => "None: this call has no parameters.".to_owned(),
        _ => format!("Parameters of the exchange: {{@link {}}}.", params::name(endpoint)),
    };
    let options = "Options of this call, such as its `timeout`: {@link CallOptions}.";
    format!(
        "{}\n\n`{} {}`, {auth}{once}.{keys}\n@param params {params}\n@param options {options}",
        endpoint.doc,
        endpoint.method.name(),
        endpoint.path
    )
}

/// A doc comment, wrapped.
pub(super) fn comment(indent: &str, text: &str) -> String {
    const WIDTH: usize = 110;
    // The wrapping below breaks lines at plain spaces only.
    const UNBROKEN_LINK: &str = "{@link\u{a0}";
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.replace("{@link ", UNBROKEN_LINK).split(' ') {
            if !line.is_empty() && line.len() + word.len() >= WIDTH {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    let lines: Vec<String> = lines.iter().map(|line| line.replace(UNBROKEN_LINK, "{@link ")).collect();
    match lines.as_slice() {
        [single] => format!("{indent}/** {single} */\n"),
        _ => {
            let body: String =
                lines.iter().map(|line| format!("{indent} * {line}").trim_end().to_owned() + "\n").collect();
            format!("{indent}/**\n{body}{indent} */\n")
        }
    }
}
