//! Runs the rules of RFC 8259 against [`read`], through which every response passes, with serde_json as the oracle.
//! A document is read as a whole response, as an undeclared field, and as a declared field of a packed response.

use proptest::prelude::*;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use super::rfc8259_rules::RULES;
use super::unpack::unpack;
use super::{Block, Content, KnownTexts, Mismatch, decode, read};
use crate::schema::{Object, Type, field};

static TEXT: Object = Object { name: "Text", doc: "", fields: &[field("VALUE", Type::Nullable(&Type::Text), "")] };
static DECIMAL: Object =
    Object { name: "Decimal", doc: "", fields: &[field("VALUE", Type::Nullable(&Type::Decimal), "")] };
static LIST: Object =
    Object { name: "List", doc: "", fields: &[field("VALUE", Type::Array(&Type::Nullable(&Type::Decimal)), "")] };
const TEXTS: Type = Type::Array(&Type::Object(&TEXT));
const DECIMALS: Type = Type::Array(&Type::Object(&DECIMAL));
const LISTS: Type = Type::Array(&Type::Object(&LIST));

#[test]
fn every_rule_holds_wherever_a_document_is_read() {
    for (rule, valid, invalid) in RULES {
        for (documents, is_valid) in [(valid, true), (invalid, false)] {
            for document in *documents {
                let text = document.strip_prefix('\u{feff}').unwrap_or(document);
                assert_eq!(is_json(text), is_valid, "{rule}: {document:?}");
                assert_eq!(content(document, &Type::Any).is_ok(), is_valid, "{rule}: {document:?}");
                if *document == text {
                    assert_read_like_serde_json(document);
                }
            }
        }
    }
}

#[test]
fn only_utf8_is_accepted() {
    let broken: [&[u8]; 14] = [
        b"\xff",
        b"[\"\xe9\"]",
        b"\"\xc3\"",
        b"\"\xc0\xaf\"",
        b"\"\xed\xa0\x80\"",
        b"\"\xf4\x90\x80\x80\"",
        b"\"\xf8\x88\x80\x80\x80\"",
        b"\"\x80\"",
        b"\xfe\xff\0[\0]",
        b"\xff\xfe[\0]\0",
        b"\0[\0]",
        b"[\0]\0",
        b"\xff\xfe\0\0[\0\0\0]\0\0\0",
        b"\"\xe2\x82\"",
    ];
    for body in broken {
        let field = [br#"[{"VALUE":"#, body, b"}]"].concat();
        assert!(read(body, &Type::Any, None, &KnownTexts::default()).is_err(), "{body:?}");
        assert!(read(&field, &TEXTS, None, &KnownTexts::default()).is_err(), "{body:?}");
    }
}

#[test]
fn a_document_may_be_nested_to_128_levels() {
    let accepts = |document: &str| content(document, &Type::Any).is_ok();
    let arrays = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let objects = |depth: usize| format!("{}0{}", "{\"a\":".repeat(depth), "}".repeat(depth));
    let undeclared = |depth: usize| format!(r#"[{{"VALUE":null,"more":{}}}]"#, arrays(depth - 2));
    for nested in [arrays, objects] {
        assert!([1, 127, 128].map(nested).iter().all(|text| accepts(text)));
        assert!(![129, 1000, 100_000].map(nested).iter().any(|text| accepts(text)));
    }
    assert!(content(&undeclared(128), &TEXTS).is_ok() && content(&undeclared(129), &TEXTS).is_err());
    // Brackets in a string do not count, and neither do brackets that are closed again.
    assert!(accepts(&format!("\"{}\"", "[".repeat(1000))) && accepts(&format!("[{}[]]", "[],".repeat(1000))));
    // Surplus closing brackets do not allow deeper nesting.
    assert!(!accepts(&format!("{}{}", "]".repeat(1000), arrays(100))));
}

#[test]
fn no_change_of_one_character_makes_invalid_json_acceptable() {
    const PACKED: &str = r#"[ {"VALUE":[1,"2.5",null]} , {"VALUE":[]} ]"#;
    assert!(matches!(content(PACKED, &LISTS), Ok(Read::Packed(_))));
    let characters = (0..0x80).map(char::from).chain("\u{85}\u{a0}\u{2003}\u{2028}\u{feff}\u{ff11}".chars());
    for character in characters {
        for start in 0..=PACKED.len() {
            for end in [start, (start + 1).min(PACKED.len())] {
                let changed = format!("{}{character}{}", &PACKED[..start], &PACKED[end..]);
                let is_marked = start == 0 && character == '\u{feff}';
                assert!(content(&changed, &LISTS).is_err() || is_json(&changed) || is_marked, "{changed:?}");
            }
        }
    }
}

proptest! {
    #[test]
    fn random_documents_are_read_as_serde_json_reads_them(pieces in proptest::collection::vec(piece(), 0..12)) {
        assert_read_like_serde_json(&pieces.concat());
    }

    #[test]
    fn documents_with_one_change_are_read_as_serde_json_reads_them(
        rule in 0..RULES.len(), document: usize, at: usize, change in piece(), remove: bool,
    ) {
        let valid = RULES[rule].1;
        let mut text: Vec<char> = valid[document % valid.len()].trim_start_matches('\u{feff}').chars().collect();
        let at = at % (text.len() + 1);
        text.splice(at..(at + usize::from(remove)).min(text.len()), change.chars());
        let text: String = text.into_iter().collect();
        prop_assume!(!text.starts_with('\u{feff}'));
        assert_read_like_serde_json(&text);
    }
}

/// A piece of a valid or invalid document.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[\\[\\]{}:,]",
        2 => "-?(0|[1-9][0-9]{0,3})(\\.[0-9]{1,3})?([eE][+-]?[0-9]{1,2})?",
        2 => "\"([a-z é]|\\\\[\"\\\\/bfnrtux0]|\\\\u[0-9a-fA-F]{3,4}){0,4}\"",
        1 => "true|false|null|NaN|[ \\t\\n\\r\u{c}]",
        1 => "[-+.eE0-9\"\\\\'\\x00-\\x1f]",
    ]
}

/// Reads `document` in every position, and compares each result with serde_json's.
fn assert_read_like_serde_json(document: &str) {
    let raw = serde_json::from_str::<&RawValue>(document).ok().map(RawValue::get);
    assert_eq!(content(document, &Type::Any).ok(), raw.map(|_| Read::Json(document.to_owned())), "{document:?}");

    let undeclared = format!(r#"[{{"VALUE":null,"more":{document}}}]"#);
    // An invalid document such as `1},{"a":2` can be part of a valid one.
    if raw.is_some() || !is_json(&undeclared) {
        let beside = raw.map(|raw| {
            let columns = format!(r#"[[[],"more",null,[{raw}]]]"#);
            Read::Packed(Block { undeclared: Some(columns), ..packed_null() })
        });
        assert_eq!(content(&undeclared, &TEXTS).ok(), beside, "{undeclared:?}");
    }

    let declared = format!(r#"[{{"VALUE":{document}}}]"#);
    if raw.is_some() || !is_json(&declared) {
        let text = raw.and_then(text_of);
        assert_eq!(content(&declared, &TEXTS).ok(), text, "a text: {declared:?}");
        let decimal = raw.and_then(decimal_of).map(Read::Packed);
        assert_eq!(content(&declared, &DECIMALS).ok(), decimal, "a decimal: {declared:?}");
        let list = raw.and_then(list_of).map(Read::Packed);
        assert_eq!(content(&declared, &LISTS).ok(), list, "a list: {declared:?}");
    }
}

/// A response as JavaScript receives it.
#[derive(Debug, PartialEq)]
enum Read {
    Json(String),
    Packed(Block),
}

fn content(body: &str, ty: &'static Type) -> Result<Read, Mismatch> {
    Ok(match read(body.as_bytes(), ty, None, &KnownTexts::default())?.0 {
        Content::Text(text) => Read::Json(text),
        Content::Packed(block) => {
            let text = decode(body.as_bytes(), ty, None)?.text;
            // serde_json reads no half of a surrogate pair.
            if let Ok(expected) = serde_json::from_str::<serde_json::Value>(&text) {
                assert_eq!(unpack(&block, ty, &[]), expected, "{body}");
            }
            Read::Packed(block)
        }
    })
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(text).is_ok()
}

/// The packed form of a text. One with half of a surrogate pair travels beside the codes.
fn text_of(raw: &str) -> Option<Read> {
    match raw.as_bytes() {
        b"null" => Some(Read::Packed(packed_null())),
        [b'"', ..] => Some(Read::Packed(match serde_json::from_str::<String>(raw) {
            Ok(text) => packed_text(&text),
            Err(_) => Block { undeclared: Some(format!(r#"[[[],"VALUE",null,[{raw}]]]"#)), ..packed_null() },
        })),
        _ => None,
    }
}

/// The packed form of a decimal: its digits, with or without quotes in JSON.
fn decimal_of(raw: &str) -> Option<Block> {
    if raw == "null" {
        return Some(packed_null());
    }
    let digits = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(raw);
    let is_number = serde_json::from_str::<&RawValue>(digits).is_ok_and(|number| number.get() == digits)
        && digits.starts_with(|first: char| first == '-' || first.is_ascii_digit());
    is_number.then(|| packed_text(digits))
}

/// The packed form of a list of decimals: its length in two codes, then the decimals.
fn list_of(raw: &str) -> Option<Block> {
    let items: Vec<&RawValue> = serde_json::from_str(raw).ok()?;
    let mut list = Block { codes: u16::try_from(items.len()).ok()?.to_le_bytes().to_vec(), ..Block::default() };
    for item in items {
        let item = decimal_of(item.get())?;
        if item.texts.is_empty() {
            list.codes.extend(item.codes);
        } else {
            list.put_text(&item.texts[0]);
        }
    }
    Some(list)
}

fn packed_null() -> Block {
    Block { codes: vec![254], ..Block::default() }
}

fn packed_text(text: &str) -> Block {
    match u8::try_from(text.len()) {
        Ok(length @ ..=24) if text.is_ascii() => {
            Block { codes: [&[length], text.as_bytes()].concat(), ..Block::default() }
        }
        _ => Block { codes: vec![252, 0, 0, 0], texts: vec![text.to_owned()], undeclared: None },
    }
}
