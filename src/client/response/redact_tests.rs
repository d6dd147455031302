use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

const KEY: &str = "head.CANARY-0123456789abcdef/+.tail";

#[test]
fn redacts_the_key_in_every_encoding() {
    let redactor = Redactor::new(Some(KEY));
    let cases = [
        (format!("key {KEY}! and {KEY}"), "key [redacted]! and [redacted]"),
        ("head%2ECANARY%2D0123456789abcdef%2F%2B%2Etail".to_owned(), "[redacted]"),
        ("a=head.CANARY-0123456789abcdef%2f%2B.tail&b".to_owned(), "a=[redacted]&b"),
        (r"head.CANARY\u002d0123456789abcdef\/+.tail".to_owned(), "[redacted]"),
        ("payload CANARY-0123456789abcdef/+ é".to_owned(), "payload [redacted] é"),
        ("head and tail, é".to_owned(), "head and tail, é"),
        (String::new(), ""),
    ];
    for (text, clean) in cases {
        assert_eq!(redactor.text(&text), clean);
    }
    for before in ["", "a", "ab", "Bearer "] {
        let encoded = STANDARD_NO_PAD.encode(format!("{before}{KEY}{before}"));
        let clean = redactor.text(&encoded);
        assert!(clean.contains(REPLACEMENT) && clean.len() < 40 && clean.len() < encoded.len(), "{before}: {clean}");
    }
    assert_eq!(Redactor::new(None).text("anything"), "anything");
}

#[test]
fn a_key_that_is_too_short_to_be_one_does_not_change_a_text() {
    for key in ["", "e", "key", "aud.bal"] {
        assert_eq!(Redactor::new(Some(key)).text("the key of aud.balances"), "the key of aud.balances", "{key}");
    }
    assert_eq!(Redactor::new(Some("12345678")).text("key 12345678"), "key [redacted]");
}

/// `key` with each character in one of the encodings that servers use.
fn encode(key: &str, encodings: &[u8]) -> String {
    let encoded = key.chars().zip(encodings.iter().cycle()).map(|(c, encoding)| match encoding % 6 {
        0 | 1 => c.to_string(),
        2 => format!("%{:02x}", u32::from(c)),
        3 => format!("%{:02X}", u32::from(c)),
        4 => format!("\\u{:04x}", u32::from(c)),
        _ if c.is_ascii_alphanumeric() => c.to_string(),
        _ => format!("\\{c}"),
    });
    encoded.collect()
}

proptest! {
    #[test]
    fn no_mix_of_encodings_hides_a_key(
        key in "[!-~]{6,62}[!-$&-\\[\\]-~]{2}", before in "[ é\t]{0,9}", after in "[ é\t]{0,9}", encodings in proptest::collection::vec(any::<u8>(), 1..70),
    ) {
        let redactor = Redactor::new(Some(&key));
        let text = format!("{before}{}{after}{key}", encode(&key, &encodings));
        prop_assert_eq!(redactor.text(&text), format!("{before}{REPLACEMENT}{after}{REPLACEMENT}"));
    }

    #[test]
    fn no_base64_hides_a_key(key in "[!-~]{24,64}", before: Vec<u8>, after: Vec<u8>, url_safe: bool) {
        let redactor = Redactor::new(Some(&key));
        let bytes = [before.as_slice(), key.as_bytes(), &after].concat();
        let alphabet = if url_safe { URL_SAFE_NO_PAD } else { STANDARD_NO_PAD };
        let clean = redactor.text(&alphabet.encode(&bytes)).into_owned();
        // Its first and last two characters also encode neighbouring bytes and may remain.
        let (left, right) = clean.split_once(REPLACEMENT).unwrap();
        prop_assert!(left.len() <= before.len() * 8 / 6 + 2, "{}", clean);
        prop_assert!(right.len() <= after.len() * 8 / 6 + 4, "{}", clean);
    }

    #[test]
    fn other_text_is_not_changed(key in "[a-z]{8,64}", text in "[A-Z0-9 é%\\\\/+=]{0,200}") {
        prop_assert!(matches!(Redactor::new(Some(&key)).text(&text), Cow::Borrowed(same) if same == text));
    }
}

#[test]
fn removes_the_beginning_of_the_key_at_the_end_of_a_cut_text() {
    let redactor = Redactor::new(Some(KEY));
    let cases = [
        ("é head.CANARY-0123", "é "),
        ("you: head%2ECANARY%2", "you: "),
        (r"you: head.CANARY\u002d0123456789abcdef\", "you: "),
        ("you: CANARY-01234567", "you: "),
        ("nothing of it", "nothing of it"),
        ("", ""),
    ];
    for (text, kept) in cases {
        assert_eq!(text.get(..redactor.before_cut_secret(text)), Some(kept));
    }
    assert_eq!(Redactor::new(None).before_cut_secret("anything"), 8);
}

#[test]
fn redacts_values_and_names_of_json() {
    let mut value = serde_json::json!({ "a": [KEY, 1], KEY: { "b": KEY } });
    Redactor::new(Some(KEY)).json(&mut value);
    assert_eq!(value, serde_json::json!({ "a": ["[redacted]", 1], "[redacted]": { "b": "[redacted]" } }));
}

#[test]
fn redacts_codes_that_stand_alone() {
    let codes = ["918273", "012345"].map(|code| Zeroizing::new(code.to_owned()));
    let redactor = Redactor::new(Some(KEY)).with_codes(&codes);
    let cases = [
        ("otp=918273", "otp=[redacted]"),
        ("918273 and 012345", "[redacted] and [redacted]"),
        (r"\u0039\u0031\u0038273 or %39%318273", "[redacted] or [redacted]"),
        ("12345", "[redacted]"),
        ("1918273 9182730 0.123456", "1918273 9182730 0.123456"),
    ];
    for (text, clean) in cases {
        assert_eq!(redactor.text(text), clean);
    }
    assert_eq!(redactor.text(&format!("{KEY} 918273")), "[redacted] [redacted]");
    assert_eq!(redactor.cut_text("otp=91827"), "otp=");
    let mut value = serde_json::json!({ "otp": 918273, "pin": 12345, "918273": [1, "918273"] });
    redactor.json(&mut value);
    let clean = serde_json::json!({ "otp": "[redacted]", "pin": "[redacted]", "[redacted]": [1, "[redacted]"] });
    assert_eq!(value, clean);
}

/// A JWT of a realistic size: parts of 36, 440 and 342 characters.
fn jwt() -> String {
    let part = |seed: usize, length: usize| -> String {
        let noise = (0..length).scan(seed, |state, _| {
            *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            Some(u8::try_from(*state >> 33 & 0xff).unwrap())
        });
        URL_SAFE_NO_PAD.encode(noise.collect::<Vec<_>>()).chars().take(length).collect()
    };
    format!("eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.{}.{}", part(1, 440), part(2, 342))
}

#[test]
fn redacts_a_jwt_and_each_of_its_parts_in_every_encoding() {
    let key = jwt();
    let redactor = Redactor::new(Some(&key));
    let (head, claims, signature) = (&key[..36], &key[37..477], &key[478..]);
    let escaped_twice = key.replace('.', "%252E");
    let in_nested_json = key.replace('.', r"\\u002e");
    let cases = [
        (key.clone(), "[redacted]"),
        (format!("{head}%2E{claims}%2e{signature}"), "[redacted]"),
        (format!("%65{}", &key[1..]), "[redacted]"),
        (escaped_twice, "[redacted]"),
        (in_nested_json, "[redacted]"),
        (format!("{claims}, {signature} or {head}"), "[redacted], [redacted] or [redacted]"),
        (format!("{key}{key}"), "[redacted][redacted]"),
        (key.to_uppercase(), &*key.to_uppercase()),
    ];
    for (text, clean) in cases {
        assert_eq!(redactor.text(&text), clean, "{text}");
    }
}

/// Keys, and texts that repeat a unit, for which a naive search would read the same bytes many times.
fn hard_cases(key_length: usize) -> Vec<(String, String)> {
    let jwt: String = jwt().chars().cycle().take(key_length).collect();
    let almost = |key: &str| key[..key.len() - 1].to_owned();
    let (equal, backslashes) = ("a".repeat(key_length), "\\".repeat(key_length));
    let (mixed, percents) = ("%61".repeat(key_length / 3), format!("{}x", "%25".repeat(key_length / 3)));
    vec![
        (jwt.clone(), almost(&jwt)),
        (jwt.clone(), format!("{}!", almost(&jwt))),
        (jwt.clone(), almost(&jwt).replace('.', "%2E")),
        (jwt.clone(), "eyJhbGciOi".to_owned()),
        (jwt.clone(), "%".to_owned()),
        (jwt.clone(), r"\u002".to_owned()),
        (jwt.clone(), "x".to_owned()),
        (jwt, "\\".to_owned()),
        (equal.clone(), "a".to_owned()),
        (equal.clone(), format!("{}b", almost(&equal))),
        (equal, "%61".to_owned()),
        (backslashes, "\\".to_owned()),
        (mixed, "%61a".to_owned()),
        (percents, "%25".to_owned()),
    ]
}

/// The shortest time of five runs: other load on the machine only adds time.
fn time((key, unit): &(String, String), length: usize) -> Duration {
    let redactor = Redactor::new(Some(key));
    let text: String = unit.chars().cycle().take(length).collect();
    let run = |_| {
        let started = Instant::now();
        redactor.cut_text(&text);
        started.elapsed()
    };
    (0..5).map(run).min().unwrap().max(Duration::from_millis(1))
}

#[test]
fn redaction_takes_linear_time() {
    const LONG: usize = 64 * 1024;
    for (short_key, long_key) in hard_cases(100).iter().zip(&hard_cases(1600)) {
        let unit = long_key.1.get(..20).unwrap_or(&long_key.1);
        let whole = time(long_key, LONG);
        let of_short_text = time(long_key, LONG / 16);
        assert!(whole < of_short_text * 96, "{unit}: {whole:?} after {of_short_text:?} for a sixteenth of the text");
        let of_short_key = time(short_key, LONG);
        assert!(whole < of_short_key * 8, "{unit}: {whole:?} after {of_short_key:?} for a sixteenth of the key");
    }
}
