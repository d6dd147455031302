//! The TypeScript types of the parameters of calls.

use std::fmt::Write;

use super::typings::{comment, quoted, selects, written};
use crate::schema::{Endpoint, Param, ParamKind, Type, Variant, When};

/// What TypeScript accepts for a parameter.
enum Accepts {
    /// A value of this type.
    Given(String),
    /// A value of this type, or none.
    Optional(String),
    /// A value of this type, but not `undefined`.
    Narrowing(String),
    /// No value.
    Excluded,
}

impl Accepts {
    fn of(param: &Param) -> Self {
        let ty = type_of(param.kind);
        match param {
            Param { required: true, .. } => Self::Given(ty),
            Param { narrows: true, .. } => Self::Narrowing(ty),
            _ => Self::Optional(ty),
        }
    }

    /// As [`Self::of`], for the parameters of a form.
    fn in_variant(param: &Param, Variant { when, requires, excludes }: &Variant) -> Self {
        match when {
            When::Given(name) if *name == param.name => Self::Given(type_of(param.kind)),
            When::Is(name, value) if *name == param.name => Self::Given(quoted(&[value])),
            When::IsByDefault(name, value) if *name == param.name => Self::Optional(quoted(&[value])),
            _ if requires.contains(&param.name) => Self::Given(type_of(param.kind)),
            _ if excludes.contains(&param.name) => Self::Excluded,
            _ => Self::of(param),
        }
    }

    fn write(&self, out: &mut String, indent: &str, param: &Param) {
        let rest = match self {
            Self::Given(ty) => format!(": {ty}"),
            Self::Optional(ty) => format!("?: {ty} | null | undefined"),
            Self::Narrowing(ty) => format!("?: {ty}"),
            Self::Excluded => "?: null | undefined".to_owned(),
        };
        writeln!(out, "{}{indent}{}{rest}", comment(indent, param.doc), param.name).unwrap();
    }
}

/// Writes the type of the parameters of `endpoint`, if it has any.
pub(super) fn declare(out: &mut String, endpoint: &Endpoint) {
    let known = endpoint.known_params();
    if known.is_empty() {
        return;
    }
    let (name, variants) = (name(endpoint), endpoint.variants);
    writeln!(out, "\n/** The parameters of {{@link {}}}. */", endpoint.name).unwrap();
    if variants.is_empty() {
        let generic = if selects(endpoint) { "<Key extends string = string>" } else { "" };
        writeln!(out, "export interface {name}{generic} {{").unwrap();
        known.iter().for_each(|param| Accepts::of(param).write(out, "  ", param));
        out.push_str("}\n");
        return;
    }
    let varies = |param: &&Param| {
        let named = |variant: &Variant| {
            variant.when.param() == param.name
                || variant.requires.contains(&param.name)
                || variant.excludes.contains(&param.name)
        };
        variants.iter().any(named)
    };
    writeln!(out, "export type {name} = {{").unwrap();
    known.iter().filter(|param| !varies(param)).for_each(|param| Accepts::of(param).write(out, "  ", param));
    out.push_str("} & (\n");
    for variant in variants {
        out.push_str("  | {\n");
        known.iter().filter(varies).for_each(|param| Accepts::in_variant(param, variant).write(out, "      ", param));
        out.push_str("    }\n");
    }
    out.push_str(")\n");
}

/// Such as `GetOrdersParams`.
pub(super) fn name(endpoint: &Endpoint) -> String {
    let mut letters = endpoint.name.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    format!("{}Params", first.into_iter().chain(letters).collect::<String>())
}

fn type_of(kind: ParamKind) -> String {
    match kind {
        ParamKind::Text | ParamKind::ShortText(_) | ParamKind::Code(..) => "string".to_owned(),
        ParamKind::Texts(known) => {
            let one = if known.is_empty() { "string".to_owned() } else { written(&Type::OneOf(known)) };
            format!("{one} | readonly ({one})[]")
        }
        ParamKind::OneOf(known) => quoted(known),
        ParamKind::Whole(..) => "number".to_owned(),
        ParamKind::Seconds => "number | Date".to_owned(),
        ParamKind::WholeOneOf(known) => known.iter().map(i64::to_string).collect::<Vec<_>>().join(" | "),
        ParamKind::Flag => "boolean".to_owned(),
        ParamKind::Search(keys) => format!("Partial<Record<{}, string | null | undefined>>", quoted(keys)),
        ParamKind::Amount => written(&Type::Decimal),
        ParamKind::Entity => "number | string".to_owned(),
        ParamKind::Fields => "{ readonly [name: string]: string | null | undefined }".to_owned(),
        ParamKind::Select => "readonly Key[]".to_owned(),
    }
}
