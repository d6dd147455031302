//! The functions that build the objects of packed answers, as literals: an engine makes those faster than any loop.

use std::fmt::Write;

use super::COMMAND;
use crate::api::ENDPOINTS;
use crate::client::decode::pack::{is_packable, mask_codes};
use crate::schema::{Field, Object, Type};

/// With more optional fields than this there are no literals for all of their combinations.
const MAX_COMBINED: usize = 5;

pub(super) fn shapes() -> String {
    let mut out = format!(
        "'use strict'\n\n// Made by `{COMMAND}` from src/api: what builds the objects of packed answers (see packed.js), one literal for\n// each set of fields that may be there. The list has the order of the calls.\n\nconst {{ rows, entries, single, text, integer, boolean, code, digits, list, map }} = require('../native/packed.js')\n"
    );
    let mut declared = Vec::new();
    let mut builders = String::new();
    for endpoint in ENDPOINTS {
        let builder = match endpoint.result {
            Type::Array(row) if is_packable(&endpoint.result) => {
                declare(&mut out, &mut declared, row);
                format!("(strings) => rows(strings, {})", reader(row))
            }
            Type::Map(row) if is_packable(&endpoint.result) => {
                declare(&mut out, &mut declared, row);
                format!("(strings) => entries(strings, {})", reader(row))
            }
            Type::Object(_) if is_packable(&endpoint.result) => {
                declare(&mut out, &mut declared, &endpoint.result);
                format!("(strings) => single(strings, {})", reader(&endpoint.result))
            }
            _ => "undefined".to_owned(),
        };
        writeln!(builders, "  {builder}, // {}", endpoint.name).unwrap();
    }
    out + "\nmodule.exports = [\n" + &builders + "]\n"
}

fn function(object: &Object) -> String {
    format!("read{}", object.name)
}

/// Writes the functions of all objects in `ty`, each once and after those that it uses.
fn declare(out: &mut String, declared: &mut Vec<&'static str>, ty: &Type) {
    match ty {
        Type::Object(object) if !declared.contains(&object.name) => {
            declared.push(object.name);
            object.fields.iter().for_each(|field| declare(out, declared, &field.ty));
            write!(out, "\nfunction {}() {{\n{}}}\n", function(object), body(object)).unwrap();
        }
        Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => declare(out, declared, inner),
        Type::Tuple(elements) => elements.iter().for_each(|element| declare(out, declared, &element.ty)),
        _ => {}
    }
}

fn body(object: &Object) -> String {
    let optional: Vec<&Field> = object.fields.iter().filter(|field| field.optional).collect();
    let bit = |field: &Field| optional.iter().position(|other| other.name == field.name);
    if optional.is_empty() {
        return format!("  return {}\n", literal(object.fields.iter()));
    }
    if optional.len() > MAX_COMBINED {
        return one_by_one(object, bit);
    }
    let mut out = "  switch (code()) {\n".to_owned();
    for mask in 0..1 << optional.len() {
        let there = object.fields.iter().filter(|field| bit(field).is_none_or(|bit| mask & (1 << bit) != 0));
        let label = if mask + 1 == 1 << optional.len() { "default".to_owned() } else { format!("case {mask}") };
        writeln!(out, "    {label}:\n      return {}", literal(there)).unwrap();
    }
    out + "  }\n"
}

fn one_by_one(object: &Object, bit: impl Fn(&Field) -> Option<usize>) -> String {
    let mut out = format!("  const there = digits({})\n  const value = {{}}\n", mask_codes(object));
    for field in object.fields {
        let condition = bit(field).map(|bit| format!("if (there & {}) ", 1 << bit)).unwrap_or_default();
        writeln!(out, "  {condition}value.{} = {}", field.name, read(&field.ty)).unwrap();
    }
    out + "  return value\n"
}

fn literal<'f>(fields: impl Iterator<Item = &'f Field>) -> String {
    let fields: Vec<String> = fields.map(|field| format!("{}: {}", field.name, read(&field.ty))).collect();
    if fields.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", fields.join(", ")) }
}

/// The expression that reads a value.
fn read(ty: &Type) -> String {
    match ty {
        Type::Integer => "integer()".to_owned(),
        Type::Boolean => "boolean()".to_owned(),
        Type::Object(object) => format!("{}()", function(object)),
        Type::Array(inner) => format!("list({})", reader(inner)),
        Type::Map(inner) => format!("map({})", reader(inner)),
        Type::Tuple(elements) => {
            let values: Vec<String> = elements.iter().map(|element| read(&element.ty)).collect();
            format!("[{}]", values.join(", "))
        }
        Type::Nullable(inner) if matches!(inner, Type::Object(_) | Type::Array(_) | Type::Map(_)) => {
            format!("code() === 0 ? null : {}", read(inner))
        }
        Type::Nullable(inner) => read(inner),
        _ => "text()".to_owned(),
    }
}

/// The function that reads a value.
fn reader(ty: &Type) -> String {
    let read = read(ty);
    match read.strip_suffix("()") {
        Some(name) => name.to_owned(),
        None => format!("() => {read}"),
    }
}
