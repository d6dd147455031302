//! What the Rust thread does with an answer, by itself: it checks it against the declared type, and packs it in the same
//! pass; or it checks it and leaves it JSON, where it has no packed form.

#![allow(clippy::expect_used, reason = "a benchmark that cannot go on says why and ends")]

use std::hint::black_box;

use coinport::api::ENDPOINTS;
use coinport::client::decode::{decode, read};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use serde_json::Value;

/// The calls that are made often, and how many rows their answers have.
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
            bencher.iter(|| decode(black_box(body.as_bytes()), &endpoint.result, None).expect("a documented answer"));
        });
        group.bench_function("check and pack", |bencher| {
            bencher.iter(|| read(black_box(body.as_bytes()), &endpoint.result, None).expect("a documented answer"));
        });
        group.finish();
    }
}

/// The rows of the call's fixture, as often as it takes.
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
