//! The rules of RFC 8259, each with documents that keep it and documents that break it.

use proptest::prelude::*;

use super::decode;
use super::rfc8259_reader::is_json;
use super::tests::ROWS;
use crate::schema::Type;

/// Section and rule, documents that keep it, documents that break it.
type Rule = (&'static str, &'static [&'static str], &'static [&'static str]);

const RULES: &[Rule] = &[
    (
        "2: one value, with nothing but white space around it",
        &["0", " 0", "0 ", "\t\r\n 0 \t\r\n", "\"a\"", "[]", "{}", "true"],
        &[
            "",
            " ",
            "\n",
            "0 0",
            "[] []",
            "{}{}",
            "[],",
            "1,",
            ",1",
            "[] x",
            "null null",
            "{} \0",
            "\0{}",
            "# no\n1",
            "1 // no",
            "/* no */ 1",
        ],
    ),
    (
        "2: white space is space, tab, line feed and carriage return",
        &["[ 1\t,\n2\r,3 ]", "{ \"a\" : 1 }", "{\r\n\t\"a\"\r\n:\t1\n}"],
        &["[\u{b}1]", "[\u{c}1]", "[\u{a0}1]", "[1\u{2003}]", "\u{2028}1", "[\u{200b}]", "[\u{2060}1]", "[1]\u{85}"],
    ),
    (
        "3: three literal names in lower case",
        &["true", "false", "null", "[true,false,null]"],
        &[
            "True",
            "FALSE",
            "Null",
            "nul",
            "nulll",
            "tru",
            "truefalse",
            "undefined",
            "NaN",
            "Infinity",
            "-Infinity",
            "nan",
            "inf",
            "None",
            "yes",
            "t",
            "f",
            "n",
            "[nan]",
            "[truE]",
            "{\"a\":undefined}",
        ],
    ),
    (
        "4: an object is names and values between braces",
        &[
            "{}",
            "{\"a\":1}",
            "{\"a\":1,\"b\":2}",
            "{\"\":0}",
            "{\"a\":{\"a\":{}}}",
            "{\"a\":1,\"a\":2}",
            "{\"\\u0000\":0}",
            "{\"__proto__\":null}",
            "{\"a b\":[]}",
        ],
        &[
            "{",
            "}",
            "{]",
            "{,}",
            "{\"a\"}",
            "{\"a\":}",
            "{:1}",
            "{\"a\" 1}",
            "{\"a\",1}",
            "{\"a\":1,}",
            "{,\"a\":1}",
            "{\"a\":1 \"b\":2}",
            "{\"a\":1,,\"b\":2}",
            "{a:1}",
            "{'a':1}",
            "{1:1}",
            "{null:1}",
            "{\"a\":1;\"b\":2}",
            "{\"a\"::1}",
            "{\"a\":1",
            "{\"a\":1]",
            "{\"a\":1}}",
            "{\"a\"=1}",
            "{\"a\":1,...}",
            "{[]:1}",
            "{\"a\":1 2}",
        ],
    ),
    (
        "5: an array is values between brackets, parted by commas",
        &["[]", "[1]", "[1,\"a\",null,{},[]]", "[[[]]]", "[ ]", "[1,1]"],
        &[
            "[",
            "]",
            "[}",
            "[,]",
            "[1,]",
            "[,1]",
            "[1,,2]",
            "[1 2]",
            "[1;2]",
            "[1",
            "[1}",
            "[1]]",
            "[[]",
            "(1)",
            "[1:2]",
            "[\"a\":1]",
            "[1,2",
            "[...]",
        ],
    ),
    (
        "6: a number is an integer part without leading zeros",
        &["0", "-0", "1", "-1", "10", "-10", "123456789012345678901234567890", "[-0]"],
        &[
            "00", "01", "-01", "-", "+1", "--1", "- 1", "-a", "1 000", "1_000", "1,000", "0x1F", "0b1", "0o7", "1n",
            "\u{ff11}", "\u{661}", "1a", "-null", "[-]", "[+0]",
        ],
    ),
    (
        "6: then perhaps a point and digits",
        &["0.0", "-0.0", "1.5", "0.1234567890123456789012345678901234567890", "10.010"],
        &[".5", "-.5", "1.", "-1.", "1..5", "1.5.5", "1.-5", "1.+5", "1. 5", "1 .5", "1.e5", "[1.]", "[.1]", "1,5"],
    ),
    (
        "6: then perhaps an exponent",
        &["0e0", "1e5", "1E5", "1e+5", "1e-5", "1.5e5", "-1.5E-05", "1e0005", "1e999", "-1e-999", "0e+1"],
        &[
            "1e",
            "1E",
            "1e+",
            "1e-",
            "1e5.5",
            "1e1e1",
            "1ee5",
            "1e 5",
            "1 e5",
            "e5",
            "1e+-5",
            "1.5e",
            "[1e]",
            "1eE2",
            "1e\u{ff15}",
        ],
    ),
    (
        "7: a string is anything between quotation marks but controls, the mark and the backslash",
        &[
            "\"\"",
            "\" \"",
            "\"a\"",
            "\"é€😀\"",
            "\"'\"",
            "\"/\"",
            "\"\u{7f}\"",
            "\"\u{80}\u{9f}\"",
            "\"\u{2028}\u{2029}\"",
            "\"\u{feff}\"",
            "\"\u{ffff}\"",
            "\"\u{10ffff}\"",
            "\"[1,]\"",
        ],
        &[
            "\"",
            "\"a",
            "a\"",
            "'a'",
            "`a`",
            "a",
            "\"\t\"",
            "\"\n\"",
            "\"\r\"",
            "\"\0\"",
            "\"\u{1}\"",
            "\"\u{1f}\"",
            "\"a\nb\"",
            "\"\"\"",
            "\"a\"b\"",
            "\"a\" \"b\"",
            "[\"\t\"]",
            "{\"\n\":1}",
            "\u{201c}a\u{201d}",
        ],
    ),
    (
        "7: a backslash begins one of the nine escapes",
        &[
            r#""\"\\\/\b\f\n\r\t""#,
            r#""\u0000""#,
            r#""\u00e9""#,
            r#""\u00E9""#,
            r#""\uD83D\uDE00""#,
            r#""\\u0061""#,
            r#"["\"]"]"#,
            r#""\\""#,
            r#""\u2028""#,
        ],
        &[
            r#""\""#,
            r#""\a""#,
            r#""\v""#,
            r#""\0""#,
            r#""\x41""#,
            r#""\'""#,
            r#""\U0041""#,
            r#""\u""#,
            r#""\u1""#,
            r#""\u12""#,
            r#""\u123""#,
            r#""\u12g4""#,
            r#""\u{41}""#,
            r#""\u 041""#,
            r#""\u+041""#,
            r#""\ ""#,
            "\"\\\n\"",
            r#""\uD83D\u""#,
            r#""\\\""#,
            r#""\é""#,
            "\"\\\0\"",
        ],
    ),
    (
        "8.2: half a surrogate pair in an escape is grammar, though no character",
        &[r#""\uD83D""#, r#""\uDE00""#, r#""\uDE00\uD83D""#, r#""\uD83Dx""#, r#""\uD83D\n""#, r#"["\uDFFF"]"#],
        &[r#""\uD83""#, r#""\uDFF""#],
    ),
    (
        "8.1: a byte order mark at the start is skipped, as a reader may",
        &["\u{feff}[]", "\u{feff} 1"],
        &["\u{feff}", "\u{feff}\u{feff}[]", " \u{feff}[]", "[]\u{feff}", "[\u{feff}]"],
    ),
];

#[test]
fn every_rule_holds_at_the_top_and_inside_of_a_field_that_nobody_declared() {
    for (rule, kept, broken) in RULES {
        for (documents, valid) in [(kept, true), (broken, false)] {
            for document in *documents {
                assert_eq!(accepts(document), valid, "{rule}: {document:?}");
                assert_eq!(
                    is_json(document.strip_prefix('\u{feff}').unwrap_or(document)),
                    valid,
                    "{rule}: {document:?}"
                );
                if !document.starts_with('\u{feff}') {
                    let inside = format!(r#"[{{"currency":"a","amount":"1","more":{document}}}]"#);
                    assert_eq!(decode(inside.as_bytes(), &ROWS, None).is_ok(), is_json(&inside), "{rule}: {inside:?}");
                }
            }
        }
    }
}

#[test]
fn text_is_utf8_and_nothing_else() {
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
        assert!(decode(body, &Type::Any, None).is_err(), "{body:?}");
    }
}

#[test]
fn an_object_in_an_array_may_nest_to_128_levels() {
    let arrays = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let objects = |depth: usize| format!("{}0{}", "{\"a\":".repeat(depth), "}".repeat(depth));
    for nested in [arrays, objects] {
        assert!([1, 127, 128].map(nested).iter().all(|text| accepts(text)));
        assert!(![129, 1000, 100_000].map(nested).iter().any(|text| accepts(text)));
    }
    // Brackets in a string are no nesting, and brackets side by side add nothing.
    assert!(accepts(&format!("\"{}\"", "[".repeat(1000))) && accepts(&format!("[{}[]]", "[],".repeat(1000))));
    // Closing ones do not buy room for more opening ones: the document is refused, whichever check sees it.
    assert!(!accepts(&format!("{}{}", "]".repeat(1000), arrays(100))));
}

proptest! {
    #[test]
    fn accepts_what_our_own_reader_accepts(pieces in proptest::collection::vec(piece(), 0..12)) {
        let text = pieces.concat();
        prop_assert_eq!(accepts(&text), is_json(&text), "{:?}", text);
    }

    #[test]
    fn accepts_what_our_own_reader_accepts_after_one_change(
        rule in 0..RULES.len(), document: usize, at: usize, change in piece(), remove: bool,
    ) {
        let kept = RULES[rule].1;
        let mut text: Vec<char> = kept[document % kept.len()].trim_start_matches('\u{feff}').chars().collect();
        let at = at % (text.len() + 1);
        text.splice(at..(at + usize::from(remove)).min(text.len()), change.chars());
        let text: String = text.into_iter().collect();
        prop_assume!(!text.starts_with('\u{feff}'));
        prop_assert_eq!(accepts(&text), is_json(&text), "{:?}", text);
    }
}

/// What documents, good and bad, are made of.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[\\[\\]{}:,]",
        2 => "-?(0|[1-9][0-9]{0,3})(\\.[0-9]{1,3})?([eE][+-]?[0-9]{1,2})?",
        2 => "\"([a-z é]|\\\\[\"\\\\/bfnrtux0]|\\\\u[0-9a-fA-F]{3,4}){0,4}\"",
        1 => "true|false|null|NaN|[ \\t\\n\\r\u{c}]",
        1 => "[-+.eE0-9\"\\\\'\\x00-\\x1f]",
    ]
}

fn accepts(document: &str) -> bool {
    decode(document.as_bytes(), &Type::Any, None).is_ok()
}
