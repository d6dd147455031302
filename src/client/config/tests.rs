use proptest::prelude::*;

use zeroize::Zeroizing;

use super::*;

fn config(options: &str, variables: &[(&str, &str)]) -> Result<Config, Error> {
    let Value::Object(options) = serde_json::from_str(options).unwrap() else { panic!("not an object") };
    let mut environment = Environment::default();
    for (name, value) in variables {
        let value = Some((*value).to_owned());
        match *name {
            "COINPORT_API_KEY" => environment.api_key = value.map(Zeroizing::new),
            "COINPORT_API_SECRET" => environment.api_secret = value.map(Zeroizing::new),
            "COINPORT_BASE_URL" => environment.base_url = value,
            "HTTPS_PROXY" => environment.proxy.https_proxy = value,
            _ => panic!("{name}"),
        }
    }
    Config::new(&options, false, &environment)
}

fn refused(options: &str, variables: &[(&str, &str)]) -> ConfigErrorParts {
    let error = config(options, variables).err().unwrap_or_else(|| panic!("{options} was accepted"));
    let Error::Config(error) = error else { panic!("{error:?}") };
    (error.code, error.option, error.message)
}

type ConfigErrorParts = (&'static str, String, String);

#[test]
fn has_the_documented_defaults() {
    let config = config("{}", &[]).unwrap();
    assert_eq!(config.base_url.as_str(), "https://www.coinport.com.au/api/v2/peatio");
    assert_eq!(config.call, CallConfig { timeout: Duration::from_secs(30), max_retries: 2 });
    assert_eq!(config.transport.connect_timeout, Duration::from_secs(5));
    assert_eq!(config.max_response_size, 16 * 1024 * 1024);
    assert_eq!(config.rate_limit, Some(RateLimit { requests: 6000, interval: Duration::from_secs(300), burst: 100 }));
    assert!(matches!(config.key, KeySource::Missing));
    assert!(config.transport.proxy.is_none());
}

#[test]
fn takes_key_and_secret_from_one_source() {
    let both = [("COINPORT_API_KEY", "env-key"), ("COINPORT_API_SECRET", "env-secret")];
    let kind = |options: &str, variables: &[(&str, &str)]| match config(options, variables).unwrap().key {
        KeySource::Missing => "missing",
        KeySource::Function => "function",
        KeySource::Fixed(Credentials::Bearer(_)) => "bearer",
        KeySource::Fixed(Credentials::Signed { .. }) => "signed",
    };
    assert_eq!(kind("{}", &both[..1]), "bearer");
    assert_eq!(kind("{}", &both), "signed");
    assert_eq!(kind("{}", &both[1..]), "missing");
    assert_eq!(kind(r#"{"apiKey":"key"}"#, &both), "bearer");
    assert_eq!(kind(r#"{"apiKey":"key","apiSecret":"secret"}"#, &both), "signed");
    assert_eq!(kind(r#"{"apiKey":null}"#, &both), "signed");
    assert_eq!(refused(r#"{"apiSecret":"secret"}"#, &both).1, "apiSecret");
}

#[test]
fn errors_name_the_invalid_option() {
    const VALUE: &str = "ERR_BAD_OPTION_VALUE";
    let cases = [
        (r#"{"apikey":"CANARY"}"#, "ERR_BAD_OPTION", "apikey"),
        (r#"{"rateLimit":{"request":1}}"#, "ERR_BAD_OPTION", "rateLimit.request"),
        (r#"{"apiKey":7}"#, VALUE, "apiKey"),
        (r#"{"apiKey":""}"#, VALUE, "apiKey"),
        (r#"{"apiKey":"CANARY\n"}"#, VALUE, "apiKey"),
        (r#"{"apiKey":"k","apiSecret":"CANARY 1"}"#, VALUE, "apiSecret"),
        (r#"{"timeout":"30"}"#, VALUE, "timeout"),
        (r#"{"timeout":0}"#, VALUE, "timeout"),
        (r#"{"timeout":1.5}"#, VALUE, "timeout"),
        (r#"{"timeout":2147483648}"#, VALUE, "timeout"),
        (r#"{"connectTimeout":-1}"#, VALUE, "connectTimeout"),
        (r#"{"maxRetries":11}"#, VALUE, "maxRetries"),
        (r#"{"rateLimit":true}"#, VALUE, "rateLimit"),
        (r#"{"rateLimit":{"requests":0}}"#, VALUE, "rateLimit.requests"),
        (r#"{"rateLimit":{"requests":5,"burst":6}}"#, VALUE, "rateLimit.burst"),
        (r#"{"maxResponseSize":0}"#, VALUE, "maxResponseSize"),
        (r#"{"proxy":true}"#, VALUE, "proxy"),
        (r#"{"proxy":"socks5://u:CANARY@p"}"#, "ERR_INVALID_URL", "proxy"),
        (r#"{"baseUrl":"http://127.0.0.1:1","proxy":"http://p:1"}"#, VALUE, "proxy"),
        (r#"{"ca":"CANARY"}"#, VALUE, "ca"),
        (r#"{"ca":[7]}"#, VALUE, "ca"),
        (r#"{"userAgent":"a\r\nb"}"#, VALUE, "userAgent"),
        (r#"{"userAgent":""}"#, VALUE, "userAgent"),
        (r#"{"allowInsecure":1}"#, VALUE, "allowInsecure"),
        (r#"{"baseUrl":1}"#, VALUE, "baseUrl"),
        (r#"{"baseUrl":"nonsense"}"#, "ERR_INVALID_URL", "baseUrl"),
        (r#"{"baseUrl":"ftp://a"}"#, "ERR_INVALID_URL", "baseUrl"),
        (r#"{"baseUrl":"https://u:CANARY@a"}"#, "ERR_INVALID_URL", "baseUrl"),
        (r#"{"baseUrl":"https://a?q=1"}"#, "ERR_INVALID_URL", "baseUrl"),
        (r#"{"baseUrl":"https://a:0"}"#, "ERR_INVALID_URL", "baseUrl"),
        (r#"{"baseUrl":"http://exchange.example"}"#, "ERR_INVALID_URL", "baseUrl"),
        (r#"{"baseUrl":"http://127.0.0.1@evil.example"}"#, "ERR_INVALID_URL", "baseUrl"),
    ];
    for (options, code, option) in cases {
        let (found_code, found_option, message) = refused(options, &[]);
        assert_eq!((found_code, found_option.as_str()), (code, option), "{options}");
        assert!(message.starts_with(option) && !message.contains("CANARY"), "{message}");
    }
}

#[test]
fn errors_name_the_invalid_variable() {
    let cases = [
        ("COINPORT_API_KEY", "two words"),
        ("COINPORT_BASE_URL", "http://exchange.example"),
        ("HTTPS_PROXY", "socks5://p:1"),
    ];
    for (variable, value) in cases {
        let (_, _, message) = refused("{}", &[(variable, value)]);
        assert!(message.contains(variable), "{message}");
    }
}

#[test]
fn allows_plain_http_only_to_loopback_or_with_allow_insecure() {
    for url in
        ["http://127.0.0.1:3000/api", "http://localhost", "http://[::1]:1", "http://a.localhost", "http://2130706433/"]
    {
        assert!(config(&format!(r#"{{"baseUrl":"{url}"}}"#), &[]).is_ok(), "{url}");
    }
    assert!(config(r#"{"baseUrl":"http://exchange.example","allowInsecure":true}"#, &[]).is_ok());
}

/// Values of every kind, valid or invalid for some option. All texts contain the same word.
fn value() -> impl Strategy<Value = Value> {
    let single = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (0..20_000i64).prop_map(Value::from),
        "(https?://|[ -~]|\\PC){0,3}CANARY(\\PC|[@:/]){0,9}".prop_map(Value::from),
        Just(Value::from("-----BEGIN CERTIFICATE-----\nCANARY\n-----END CERTIFICATE-----")),
    ];
    single.prop_recursive(2, 8, 3, |inner| {
        let names = "requests|interval|burst|[a-z]{1,4}";
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            proptest::collection::hash_map(names, inner, 0..3).prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn random_options_make_a_client_or_an_error_that_names_an_option_and_shows_no_value(
        values in proptest::collection::vec((proptest::sample::select(OPTIONS.to_vec()), value()), 0..4), key_function: bool,
    ) {
        let values: Map<String, Value> = values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        match Config::new(&values, key_function, &Environment::default()) {
            Ok(config) => {
                prop_assert!(!config.call.timeout.is_zero() && config.call.max_retries <= 10 && config.max_response_size > 0);
                prop_assert!(config.rate_limit.is_none_or(|limit| limit.burst > 0 && limit.burst <= limit.requests));
            }
            Err(Error::Config(error)) => {
                let name = error.option.split('.').next().unwrap_or_default();
                prop_assert!(OPTIONS.contains(&name), "{:?}", error);
                prop_assert!(error.message.starts_with(&error.option) && !error.message.contains("CANARY"), "{:?}", error);
            }
            Err(other) => prop_assert!(false, "{:?}", other),
        }
    }
}
