//! The functions that build objects from packed responses. They use object literals, which V8 creates faster than a loop
//! that sets fields.

use std::fmt::Write;

use super::COMMAND;
use crate::api::ENDPOINTS;
use crate::client::decode::mask_codes;
use crate::client::decode::pack::is_packable;
use crate::schema::{Field, Object, Type};

/// An object with more optional fields gets no literal for each combination of them.
const MAX_COMBINED: usize = 5;

pub(super) fn builders() -> String {
    let mut out = format!(
        "'use strict'\n\n// Made by `{COMMAND}` from src/api: builds objects from packed responses (see native/packed.js), with one literal for\n// each combination of optional fields. The list has the order of the endpoints.\n\nconst {{ rows, entries, single, text, integer, boolean, code, digits, list, map }} = require('../native/packed.js')\n"
    );
    let mut declared = Vec::new();
    let mut list = String::new();
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
        writeln!(list, "  {builder}, // {}", endpoint.name).unwrap();
    }
    out + "\nmodule.exports = [\n" + &list + "]\n"
}

fn function(object: &Object) -> String {
    format!("read{}", object.name)
}

/// Writes a function for each object in `ty`, once, after the functions that it uses.
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
        let present = object.fields.iter().filter(|field| bit(field).is_none_or(|bit| mask & (1 << bit) != 0));
        let label = if mask + 1 == 1 << optional.len() { "default".to_owned() } else { format!("case {mask}") };
        writeln!(out, "    {label}:\n      return {}", literal(present)).unwrap();
    }
    out + "  }\n"
}

fn one_by_one(object: &Object, bit: impl Fn(&Field) -> Option<usize>) -> String {
    let mut out = format!("  const present = digits({})\n  const value = {{}}\n", mask_codes(object));
    for field in object.fields {
        let condition = bit(field).map(|bit| format!("if (present & {}) ", 1 << bit)).unwrap_or_default();
        writeln!(out, "  {condition}value.{} = {}", field.name, read(&field.ty)).unwrap();
    }
    out + "  return value\n"
}

fn literal<'f>(fields: impl Iterator<Item = &'f Field>) -> String {
    let fields: Vec<String> = fields.map(|field| format!("{}: {}", field.name, read(&field.ty))).collect();
    if fields.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", fields.join(", ")) }
}

/// An expression that reads a value of this type.
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

/// A function that reads a value of this type.
fn reader(ty: &Type) -> String {
    let read = read(ty);
    match read.strip_suffix("()") {
        Some(name) => name.to_owned(),
        None => format!("() => {read}"),
    }
}
