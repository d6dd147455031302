use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

use super::Writer;
use crate::api::ENDPOINTS;
use crate::client::decode::unpack::unpack;
use crate::client::decode::{Content, KnownTexts, decode, quote_decimals, read};
use crate::schema::Type;

/// Always the second option: one of everything, and nothing is `null` or left out.
const ONE_OF_EACH: [u8; 4096] = [1; 4096];

#[test]
fn a_missing_required_field_is_named_in_the_error() {
    let mut count = 0;
    for endpoint in ENDPOINTS {
        let without = |number| Writer::write_without(&ONE_OF_EACH, &endpoint.result, number);
        for (document, missing) in (0..).map_while(without) {
            let error = decode(document.sent.as_bytes(), &endpoint.result, None).unwrap_err();
            let name = error.path.rsplit('.').next().unwrap_or_default();
            assert_eq!((name, error.message.as_str()), (missing.as_str(), "is missing"), "{}", endpoint.name);
            count += 1;
        }
    }
    assert!(count > 100, "{count}");
}

/// The decoder adds and removes nothing but quotes.
fn without_quotes(text: &[u8]) -> Vec<u8> {
    text.iter().copied().filter(|byte| *byte != b'"').collect()
}

#[test]
fn flipped_bits_never_change_an_amount_silently() {
    let count = if std::env::var_os("FULL").is_some() { 10_000_000 } else { 100_000 };
    let mut state = 1u64;
    let mut random = move |most: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % most
    };
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/__test__/fixtures");
    let golden = |name: &str| std::fs::read(format!("{folder}/{name}.json")).unwrap_or_else(|_| b"200".to_vec());
    let corpus: Vec<_> = ENDPOINTS.iter().map(|endpoint| (golden(endpoint.name), &endpoint.result)).collect();
    let mut accepted = 0;
    for index in 0..count {
        let (body, ty) = &corpus[index % corpus.len()];
        let mut body = body.clone();
        for _ in 0..=random(3) {
            let at = random(body.len());
            body[at] ^= 1 << random(8);
        }
        let decoded = decode(&body, ty, None);
        assert_eq!(read(&body, ty, None, &KnownTexts::default()).is_ok(), decoded.is_ok());
        if let Ok(document) = decoded {
            accepted += 1;
            assert_eq!(without_quotes(document.text.as_bytes()), without_quotes(&body));
            assert_eq!(decode(document.text.as_bytes(), ty, None).unwrap().text, document.text);
        }
    }
    assert!(accepted > count / 100 && accepted < count, "{accepted} of {count}");
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    vec(any::<u8>(), 0..600)
}

proptest! {
    #[test]
    fn every_response_gets_its_declared_types_and_keeps_every_other_character(endpoint in 0..ENDPOINTS.len(), choices in bytes()) {
        let ty = &ENDPOINTS[endpoint].result;
        let document = Writer::write(&choices, ty);
        let decoded = decode(document.sent.as_bytes(), ty, None).unwrap_or_else(|error| panic!("{error:?}: {}", document.sent));
        prop_assert_eq!(&decoded.text, &document.typed);
        // A document that already has its types stays as it is.
        let again = decode(document.typed.as_bytes(), ty, None).unwrap();
        prop_assert!(matches!(again.text, std::borrow::Cow::Borrowed(text) if text == document.typed));
        let quoted = quote_decimals(document.sent.as_bytes(), ty).unwrap().unwrap();
        prop_assert_eq!(&quoted, &document.quoted);
    }

    #[test]
    fn a_selection_contains_exactly_the_selected_entries(choices in bytes(), kept: [bool; 5]) {
        let Type::Map(row) = ENDPOINTS[0].result else { panic!("tickers are a map") };
        let document = Writer::write(&choices, &Type::Map(row));
        // Half a surrogate pair passes the decoder, but a Rust string cannot hold it.
        let Ok(sent) = serde_json::from_str::<serde_json::Map<String, Value>>(&document.sent) else { return Ok(()) };
        let select = sent.keys().zip(kept).filter(|(_, kept)| *kept).map(|(key, _)| key.clone()).collect();
        let decoded = decode(document.sent.as_bytes(), &Type::Map(row), Some(&select)).unwrap();
        let mut expected: serde_json::Map<String, Value> = serde_json::from_str(&document.typed).unwrap();
        expected.retain(|key, _| select.contains(key));
        prop_assert_eq!(serde_json::from_str::<Value>(&decoded.text).unwrap(), Value::Object(expected));
        prop_assert_eq!(decoded.rows, select.len());
        // Every decimal of the selection is in the whole document with the same digits.
        prop_assert!(decimals(&decoded.text).all(|digits| document.typed.contains(digits)));
    }

    #[test]
    fn a_truncated_response_is_refused(endpoint in 0..ENDPOINTS.len(), choices in bytes(), cut: usize) {
        let ty = &ENDPOINTS[endpoint].result;
        let sent = Writer::write(&choices, ty).sent;
        let whole = sent.trim_end();
        // A number without its last digits is still a number.
        prop_assume!(!whole.ends_with(|last: char| last.is_ascii_digit()));
        prop_assert!(decode(&whole.as_bytes()[..cut % whole.len()], ty, None).is_err());
    }

    #[test]
    fn packing_accepts_exactly_what_decoding_accepts(endpoint in 0..ENDPOINTS.len(), choices in bytes(), at: usize, by: u8) {
        let ty = &ENDPOINTS[endpoint].result;
        let document = Writer::write(&choices, ty);
        let (content, rows) = read(document.sent.as_bytes(), ty, None, &KnownTexts::default()).unwrap();
        prop_assert_eq!(rows, decode(document.sent.as_bytes(), ty, None).unwrap().rows);
        // The packed form of the sent and of the typed document is the same.
        let (again, _) = read(document.typed.as_bytes(), ty, None, &KnownTexts::default()).unwrap();
        prop_assert_eq!(format!("{content:?}"), match (&content, &again) {
            (Content::Packed(_), _) => format!("{again:?}"),
            (Content::Text(_), _) => format!("{:?}", Content::Text(document.typed.clone())),
        });
        // Unpacked, it is the typed document, also once its texts are known. serde_json reads no half of a surrogate pair.
        let known = KnownTexts::default();
        for _ in 0..3 {
            let content = read(document.sent.as_bytes(), ty, None, &known).unwrap().0;
            if let (Content::Packed(block), Ok(typed)) = (content, serde_json::from_str::<Value>(&document.typed)) {
                prop_assert_eq!(unpack(&block, ty, &known.since(0)), typed);
            }
        }
        // With one byte changed, both accept or both refuse.
        let mut broken = document.sent.into_bytes();
        let position = at % broken.len();
        broken[position] = by;
        prop_assert_eq!(read(&broken, ty, None, &KnownTexts::default()).is_ok(), decode(&broken, ty, None).is_ok());
    }
}

fn decimals(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit() && c != '.').filter(|digits| digits.contains('.'))
}
