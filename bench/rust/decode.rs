//! Measures how long the Rust thread takes for a response: to check it against the declared type and pack it, or to check
//! it and keep it as JSON.

#![allow(clippy::expect_used, reason = "a benchmark may panic")]

use std::collections::HashSet;
use std::hint::black_box;

use coinport::api::ENDPOINTS;
use coinport::client::decode::{KnownTexts, decode, read};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use serde_json::Value;

/// Frequent calls, and the number of rows in their responses.
const CASES: [(&str, usize); 7] = [
    ("getBalances", 57),
    ("getTickers", 89),
    ("getTickers", 190),
    ("getTickers", 500),
    ("getMarkets", 190),
    ("getTrades", 1000),
    ("getKLine", 1000),
];

fn hot_calls(criterion: &mut Criterion) {
    for (name, rows) in CASES {
        let endpoint = *ENDPOINTS.iter().find(|endpoint| endpoint.name == name).expect("the name of a call");
        let body = body(name, rows);
        let mut group = criterion.benchmark_group(format!("{name}, {rows} rows"));
        group.throughput(Throughput::Bytes(body.len() as u64));
        group.bench_function("check, to JSON", |bencher| {
            bencher.iter(|| decode(black_box(body.as_bytes()), &endpoint.result, None).expect("a documented response"));
        });
        group.bench_function("check and pack", |bencher| {
            let known = KnownTexts::default();
            bencher.iter(|| {
                read(black_box(body.as_bytes()), &endpoint.result, None, &known).expect("a documented response")
            });
        });
        group.finish();
    }
    selection(criterion);
}

/// Two of many markets.
fn selection(criterion: &mut Criterion) {
    let ty = &ENDPOINTS.iter().find(|endpoint| endpoint.name == "getTickers").expect("the name of a call").result;
    let (body, known) = (body("getTickers", 190), KnownTexts::default());
    let select = HashSet::from(["m7aud".to_owned(), "m77aud".to_owned()]);
    criterion.bench_function("getTickers, 2 of 190 rows/check and pack", |bencher| {
        bencher.iter(|| read(black_box(body.as_bytes()), ty, Some(&select), &known).expect("a documented response"));
    });
}

/// Repeats the rows of the call's fixture.
fn body(name: &str, rows: usize) -> String {
    let file = format!("{}/__test__/fixtures/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(file).expect("a fixture");
    match serde_json::from_str(&text).expect("JSON") {
        Value::Array(items) => Value::Array(items.iter().cycle().take(rows).cloned().collect()).to_string(),
        Value::Object(entries) => {
            let entries = entries.values().cycle().take(rows).enumerate();
            Value::Object(entries.map(|(index, value)| (format!("m{index}aud"), value.clone())).collect()).to_string()
        }
        other => other.to_string(),
    }
}

criterion_group!(benches, hot_calls);
criterion_main!(benches);
