//! Measures the Rust client without JavaScript, which is the upper limit for the addon.
//! `ceiling <base URL> <call> <in flight> <warm-up in ms> <duration in ms>` prints the figures as JSON. It reads the key
//! from `COINPORT_API_KEY`.

#![allow(clippy::expect_used, reason = "a benchmark may panic")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use coinport::api::ENDPOINTS;
use coinport::client::config::{Config, Environment};
use coinport::client::{Call, Client, RawOptions, SequenceNumber, Target};
use coinport::schema::Endpoint;
use serde_json::{Map, Value, json};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let [base_url, name, in_flight, warm_up, duration] = arguments.as_slice() else {
        println!("Started by `npm run bench`.");
        return;
    };
    let number = |text: &String| text.parse::<u64>().expect("a number");
    let milliseconds = |text| Duration::from_millis(number(text));
    let endpoint = *ENDPOINTS.iter().find(|endpoint| endpoint.name == name).expect("the name of a call");
    let key = std::env::var("COINPORT_API_KEY").expect("a key");
    let Value::Object(options) = json!({ "baseUrl": base_url, "apiKey": key, "rateLimit": false }) else {
        return;
    };
    let config = Config::new(&options, false, &Environment::default()).expect("usable options");
    let client = Arc::new(Client::new(config));
    // As many worker threads as src/bindings/runtime.rs starts.
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("threads");
    runtime.block_on(load(&client, endpoint, number(in_flight), milliseconds(warm_up)));
    let (started, cpu_before) = (Instant::now(), cpu_time());
    let mut latencies = runtime.block_on(load(&client, endpoint, number(in_flight), milliseconds(duration)));
    let (elapsed, cpu) = (started.elapsed(), cpu_time() - cpu_before);
    latencies.sort_unstable();
    let percentile =
        |share: usize| latencies.get(latencies.len() * share / 100).map_or(0.0, |time| time.as_secs_f64() * 1e6);
    #[allow(clippy::cast_precision_loss, reason = "far below 2^53")]
    let (calls, cpu) = (latencies.len() as f64, cpu as f64 / 1e3);
    let (per_second, cpu) = (calls / elapsed.as_secs_f64(), cpu / calls);
    let (p50, p99) = (percentile(50), percentile(99));
    println!("{}", json!({ "perSecond": per_second, "p50": p50, "p99": p99, "cpu": cpu, "memory": memory() }));
}

/// CPU time of all threads in nanoseconds. 0 where the kernel is not Linux.
fn cpu_time() -> u64 {
    let tasks = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let stats = tasks.filter_map(|task| std::fs::read_to_string(task.path().join("schedstat")).ok());
    stats.filter_map(|stat| stat.split(' ').next()?.parse::<u64>().ok()).sum()
}

/// The maximum resident set in megabytes. 0 where the kernel is not Linux.
fn memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<f64>().ok())
        .map_or(0.0, |kilobytes| kilobytes / 1024.0)
}

/// Keeps `in_flight` calls in flight; returns the duration of each.
async fn load(client: &Arc<Client>, endpoint: &'static Endpoint, in_flight: u64, duration: Duration) -> Vec<Duration> {
    let end = Instant::now() + duration;
    let tasks: Vec<_> = (0..in_flight)
        .map(|_| {
            let client = Arc::clone(client);
            tokio::spawn(async move {
                let mut latencies = Vec::new();
                let mut before = Instant::now();
                while before < end {
                    let target = Target::Endpoint(endpoint, Vec::new());
                    let (params, options, headers) = (Map::new(), RawOptions::default(), Vec::new());
                    let (sequence, progress) = (SequenceNumber::next(), Arc::default());
                    let call = Call { sequence, progress, target, params, options, headers, on_retry: None };
                    client.call(call).await.map_err(|failure| failure.error).expect("a response");
                    latencies.push(before.elapsed());
                    before = Instant::now();
                }
                latencies
            })
        })
        .collect();
    let mut latencies = Vec::new();
    for task in tasks {
        latencies.extend(task.await.expect("a task that ends"));
    }
    latencies
}
