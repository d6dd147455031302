use proptest::prelude::*;

use super::*;
use crate::schema::{Object, field, optional};

static INNER: Object = Object {
    name: "Inner",
    doc: "",
    fields: &[field("id", Type::Integer, ""), optional("note", Type::Nullable(&Type::Text), "")],
};
static ROW: Object = Object {
    name: "Row",
    doc: "",
    fields: &[
        field("currency", Type::Id, ""),
        field("amount", Type::Decimal, ""),
        optional("at", Type::Integer, ""),
        optional("open", Type::Boolean, ""),
        optional("inner", Type::Nullable(&Type::Object(&INNER)), ""),
        optional("list", Type::Array(&Type::Decimal), ""),
    ],
};
const ROWS: Type = Type::Array(&Type::Object(&ROW));
const MAP: Type = Type::Map(&Type::Object(&ROW));

fn text(body: &str, ty: &Type) -> Result<String, (String, String)> {
    decode(body.as_bytes(), ty, None)
        .map(|document| document.text.into_owned())
        .map_err(|mismatch| (mismatch.path, mismatch.message))
}

#[test]
fn gives_every_value_its_declared_type_and_changes_nothing_else() {
    let cases = [
        (r#"[{"currency":"btc","amount":"0.0312500000000000"}]"#, None),
        (
            r#"[{"currency":"btc","amount":152990.10000000000000001}]"#,
            Some(r#"[{"currency":"btc","amount":"152990.10000000000000001"}]"#),
        ),
        (r#"[{"currency":"btc","amount":1e-8}]"#, Some(r#"[{"currency":"btc","amount":"1e-8"}]"#)),
        (r#"[{"currency":"btc","amount":"1e-8","at":1732350005}]"#, None),
        (
            r#"[{"currency":"btc","amount":"1","at":"1732350005"}]"#,
            Some(r#"[{"currency":"btc","amount":"1","at":1732350005}]"#),
        ),
        (
            r#"[{"currency":"btc","amount":"-0","open":"true"}]"#,
            Some(r#"[{"currency":"btc","amount":"-0","open":true}]"#),
        ),
        (r#"[{"at":"7","amount":-1.5E+3,"currency":"a"}]"#, Some(r#"[{"at":7,"amount":"-1.5E+3","currency":"a"}]"#)),
        (
            r#" [ { "currency" : "btc" , "amount" : 1 , "list" : [ 1 , "2" ] } ] "#,
            Some(r#" [ { "currency" : "btc" , "amount" : "1" , "list" : [ "1" , "2" ] } ] "#),
        ),
        (r#"[{"currency":"b","amount":"1","more":{"a":[1,{"b":1.50}],"__proto__":"x"},"inner":null}]"#, None),
        (r#"[{"currency":"b","amount":"1","inner":{"id":9007199254740991,"note":"\ud83d\ude00"}}]"#, None),
        (r#"[{"currency":"b","\u0061mount":1}]"#, Some(r#"[{"currency":"b","\u0061mount":"1"}]"#)),
        ("\u{feff}[]", Some("[]")),
        ("[]", None),
    ];
    for (body, expected) in cases {
        assert_eq!(text(body, &ROWS).as_deref(), Ok(expected.unwrap_or(body)), "{body}");
    }
}

#[test]
fn errors_name_the_path_but_not_the_value() {
    let row = |fields: &str| format!(r#"[{{"currency":"a","amount":"1"}},{{"currency":"b",{fields}}}]"#);
    let amount = "[1].amount";
    let mut cases = vec![
        (row(r#""amount":null"#), amount),
        (row(r#""amount":true"#), amount),
        (row(r#""amount":{"CANARY":1}"#), amount),
        (row(r#""at":1"#), amount),
        (row(r#""amount":"1","amount":"2""#), amount),
        (row(&format!(r#""amount":{}"#, "9".repeat(129))), amount),
        (row(r#""amount":"1","at":1.5"#), "[1].at"),
        (row(r#""amount":"1","at":1e3"#), "[1].at"),
        (row(r#""amount":"1","at":9007199254740993"#), "[1].at"),
        (row(r#""amount":"1","at":"18446744073709551616""#), "[1].at"),
        (row(r#""amount":"1","open":"yes""#), "[1].open"),
        (row(r#""amount":"1","open":null"#), "[1].open"),
        (row(r#""amount":"1","inner":[]"#), "[1].inner"),
        (row(r#""amount":"1","inner":{"id":"CANARY"}"#), "[1].inner.id"),
        (row(r#""amount":"1","list":["CANARY"]"#), "[1].list[0]"),
        (row(r#""amount":"1","list":"CANARY""#), "[1].list"),
        (r#"[{"currency":"","amount":"1"}]"#.to_owned(), "[0].currency"),
        (r#"[{"currency":"a\u0000","amount":"1"}]"#.to_owned(), "[0].currency"),
        (format!(r#"[{{"currency":"{}","amount":"1"}}]"#, "x".repeat(257)), "[0].currency"),
        (r#"["CANARY"]"#.to_owned(), "[0]"),
        (r#"{"CANARY":1}"#.to_owned(), ""),
        (r#""CANARY""#.to_owned(), ""),
        ("null".to_owned(), ""),
    ];
    for wrong in [
        "1,234.5",
        " 1",
        "1 ",
        "+1",
        "1_000",
        "0.5\u{ff10}",
        "0x1",
        "",
        "null",
        ".5",
        "1.",
        "01",
        "1e",
        "--1",
        "NaN",
        "Infinity",
    ] {
        cases.push((row(&format!(r#""amount":"{wrong}""#)), amount));
    }
    for (body, expected) in cases {
        let (path, message) = text(&body, &ROWS).expect_err(&body);
        assert_eq!(path, expected, "{body}: {message}");
        assert!(!message.contains("CANARY") && !message.is_empty(), "{message}");
    }
}

#[test]
fn refuses_text_that_is_not_json() {
    let nested = |depth: usize| {
        format!(r#"[{{"currency":"a","amount":"1","more":{}{}}}]"#, "[".repeat(depth - 2), "]".repeat(depth - 2))
    };
    assert!(text(&nested(128), &ROWS).is_ok());
    let good = r#"[{"currency":"btc","amount":152990.1,"more":{"a":[1,null,"\u00e9"]}}]"#;
    let prefixes = (0..good.len()).map(|end| good[..end].to_owned());
    let wrong = ["", " ", "<html>", "[}", "[1,]", "[] []", "{\"a\":01}", "[NaN]", "[+1]", "['a']", "[\"\t\"]"]
        .map(str::to_owned);
    for body in prefixes.chain(wrong).chain([nested(129), "[".repeat(1_000_000)]) {
        let (path, _) = text(&body, &ROWS).expect_err(&body);
        assert_eq!(path, if body == "[1,]" { "[0]" } else { "" }, "{body}");
    }
    for bytes in [&b"[\"\xff\"]"[..], b"\xff\xfe[\0]\0"] {
        assert!(decode(bytes, &ROWS, None).is_err());
    }
}

#[test]
fn keeps_only_the_selected_keys() {
    let body =
        r#"{"a":{"currency":"a","amount":1,"x":[1]},"b":{"broken":1},"c\"":{"at":"2","currency":"c","amount":"3"}}"#;
    let cases: [(&[&str], &str); 4] = [
        (&["a"], r#"{"a":{"currency":"a","amount":"1","x":[1]}}"#),
        (
            &["c\"", "a", "none"],
            r#"{"a":{"currency":"a","amount":"1","x":[1]},"c\"":{"at":2,"currency":"c","amount":"3"}}"#,
        ),
        (&["none"], "{}"),
        (&[], "{}"),
    ];
    for (keys, expected) in cases {
        let keys = keys.iter().map(|key| (*key).to_owned()).collect();
        assert_eq!(decode(body.as_bytes(), &MAP, Some(&keys)).unwrap().text, expected);
    }
    let broken = decode(body.as_bytes(), &MAP, Some(&["b".to_owned()].into())).unwrap_err();
    assert_eq!(broken.path, "b.currency");
}

#[test]
fn refuses_invalid_and_duplicate_keys() {
    let value = r#"{"currency":"a","amount":"1"}"#;
    for body in
        [format!(r#"{{"":{value}}}"#), format!(r#"{{"a":{value},"a":{value}}}"#), format!(r#"{{"\n":{value}}}"#)]
    {
        assert!(text(&body, &MAP).is_err(), "{body}");
    }
    assert!(text(&format!(r#"{{"__proto__":{value}}}"#), &MAP).is_ok());
}

#[test]
fn packs_only_responses_that_are_as_declared() {
    let packed = |body: &str| {
        read(body.as_bytes(), &ROWS, None, &KnownTexts::default())
            .map(|(content, _)| matches!(content, Content::Packed(_)))
    };
    let with = |amount: &str| format!(r#"[{{"currency":"btc","amount":{amount},"inner":{{"id":1,"note":"a"}}}}]"#);
    for amount in ["\"1.50\"", "1.50", "-0", "1e-8"] {
        assert_eq!(packed(&with(amount)), Ok(true), "{amount}");
    }
    for amount in
        ["", "\"\"", "01", "1.", ".5", "+1", "1e", "NaN", "null", "true", "\"1", "1\"", "[1]", "\"1\"\"1\"", "1 1"]
    {
        assert!(packed(&with(amount)).is_err(), "{amount}");
    }
    let whole = with("1");
    for code in 0u8..0x20 {
        let control = char::from(code);
        assert!(packed(&whole.replace("\"a\"", &format!("\"a{control}\""))).is_err(), "{code}");
    }
    for (from, to) in [
        ("]", ",]"),
        ("}]", ",}]"),
        ("]", ""),
        ("]", "]]"),
        ("[", "[,"),
        (":1,\"note", ",\"note"),
        ("\"note\":", "\"note\""),
        ("\"id\":1,", "\"id\":1 "),
        ("\"id\":1", "\"id\":9007199254740992"),
        ("\"id\":1", "\"id\":1,\"id\":1"),
        ("\"id\":1,", ""),
        ("btc", "b\\x"),
        ("btc", ""),
        ("\"a\"", "\"\\u00\""),
        ("\"a\"", "'a'"),
        ("\"a\"", "nul"),
        ("\"id\"", "\"\\ud83d\":0,\"id\""),
        ("\"id\":1", "\"new\":[1,],\"id\":1"),
        ("\"id\":1", "\"new\":\"\\x\",\"id\":1"),
        ("\"id\":1", "\"new\":01,\"id\":1"),
    ] {
        assert!(packed(&whole.replacen(from, to, 1)).is_err(), "{to} in place of {from}");
    }
    for (from, to) in [
        ("\"id\":1,", "\"new\":0,\"id\":1,"),
        ("\"id\":1,", "\"new\":0,\"new\":{\"id\":[]},\"id\":1,"),
        ("\"id\":1,", "\"__proto__\":{},\"0\":\"\\ud83d\",\"id\":1,"),
        ("\"id\":1,\"note\":\"a\"", "\"note\":\"a\",\"i\\u0064\":1"),
        ("\"a\"", "\"\\ud83d\""),
    ] {
        assert_eq!(packed(&whole.replacen(from, to, 1)), Ok(true), "{to} in place of {from}");
    }
}

#[test]
fn a_text_that_comes_again_becomes_known_up_to_a_limit() {
    let known = KnownTexts::default();
    let row = |currency: &str, amount: &str| format!(r#"[{{"currency":"{currency}","amount":"{amount}"}}]"#);
    let codes = |body: &str| match read(body.as_bytes(), &ROWS, None, &known).unwrap().0 {
        Content::Packed(block) => block.codes.len(),
        Content::Text(text) => panic!("{text}"),
    };
    let long = "x".repeat(65);
    // The lengths without known texts, with one, and with two.
    for (currency, amount, lengths) in [
        ("btc", "0.0", [9, 9, 5]),
        ("btc", "0.12345", [11, 11, 11]),
        ("ethereum", "0.0", [12, 12, 5]),
        (long.as_str(), "0.0", [7, 7, 7]),
    ] {
        assert_eq!([0; 3].map(|_| codes(&row(currency, amount))), lengths, "{currency} {amount}");
    }
    for index in 0..10_000 {
        let body = row(&format!("c{index}"), "1.2345");
        let _ = (codes(&body), codes(&body));
    }
    assert_eq!(known.since(0).len(), 4096);
    assert_eq!(known.since(4095).len(), 1);
    assert!(known.since(5000).is_empty());
}

proptest! {
    #[test]
    fn no_digit_of_a_decimal_changes(
        whole in "0|[1-9][0-9]{0,40}",
        fraction in proptest::option::of("[0-9]{1,40}"),
        exponent in proptest::option::of("[eE][+-]?[0-9]{1,3}"),
        negative: bool,
        quoted: bool,
    ) {
        let sign = if negative { "-" } else { "" };
        let fraction = fraction.map(|digits| format!(".{digits}")).unwrap_or_default();
        let digits = format!("{sign}{whole}{fraction}{}", exponent.unwrap_or_default());
        let sent = if quoted { format!("\"{digits}\"") } else { digits.clone() };
        let body = format!(r#"[{{"currency":"btc","amount":{sent},"more":{sent}}}]"#);
        let expected = format!(r#"[{{"currency":"btc","amount":"{digits}","more":{sent}}}]"#);
        prop_assert_eq!(text(&body, &ROWS), Ok(expected));
    }

    #[test]
    fn any_bytes_are_refused_or_become_valid_json(bytes: Vec<u8>, text in "[\\[\\]{}\",:0-9a-z .eE\\\\-]{0,64}") {
        for body in [bytes.as_slice(), text.as_bytes()] {
            if let Ok(document) = decode(body, &ROWS, None) {
                prop_assert!(serde_json::from_str::<serde_json::Value>(&document.text).is_ok());
            }
        }
    }
}
