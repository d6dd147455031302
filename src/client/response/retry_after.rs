//! Reads the `Retry-After` header strictly: a value that is not clearly a time is ignored.

use std::time::SystemTime;

use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};

use crate::error::whole_seconds;

/// One day in seconds. Longer waits are shortened to it.
const MAX_SECONDS: u64 = 24 * 60 * 60;
const MAX_DATE_LENGTH: usize = 64;

/// How many seconds the response asks to wait. A date is relative to the header `Date`, or else to `now`. The wait is
/// rounded up, because `now` is more precise than a second.
#[must_use]
pub fn parse(headers: &HeaderMap, now: SystemTime) -> Option<u64> {
    let mut values = headers.get_all(RETRY_AFTER).iter();
    let value = values.next()?;
    if values.any(|other| other != value) {
        return None;
    }
    let text = value.to_str().ok()?;
    if (1..=10).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(text.parse::<u64>().ok()?.min(MAX_SECONDS));
    }
    let sent = headers.get(DATE).and_then(|date| http_date(date.to_str().ok()?)).unwrap_or(now);
    let wait = http_date(text)?.duration_since(sent).ok()?;
    Some(whole_seconds(wait).min(MAX_SECONDS))
}

fn http_date(text: &str) -> Option<SystemTime> {
    (text.len() <= MAX_DATE_LENGTH).then(|| httpdate::parse_http_date(text).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;
    use reqwest::header::HeaderValue;

    use super::*;

    #[test]
    fn reads_seconds_and_dates_and_ignores_other_values() {
        let date = "Mon, 23 Nov 2026 10:00:00 GMT";
        let later = "Mon, 23 Nov 2026 10:00:07 GMT";
        let cases: [(&[&str], Option<u64>); 15] = [
            (&["0"], Some(0)),
            (&["3600"], Some(3600)),
            (&["9999999999"], Some(86400)),
            (&["12", "12"], Some(12)),
            (&["12", "13"], None),
            (&[later], Some(7)),
            (&[date], Some(0)),
            (&["Mon, 23 Nov 2026 09:59:59 GMT"], None),
            (&["-1"], None),
            (&["+1"], None),
            (&["1.5"], None),
            (&["1e3"], None),
            (&[""], None),
            (&["12345678901"], None),
            (&[], None),
        ];
        for (values, expected) in cases {
            let mut headers = HeaderMap::new();
            headers.insert(DATE, HeaderValue::from_static(date));
            for value in values {
                headers.append(RETRY_AFTER, HeaderValue::from_str(value).unwrap());
            }
            assert_eq!(parse(&headers, SystemTime::now()), expected, "{values:?}");
        }
    }

    fn headers(values: &[&[u8]], date: Option<&str>) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(RETRY_AFTER, HeaderValue::from_bytes(value).unwrap());
        }
        if let Some(date) = date {
            headers.insert(DATE, HeaderValue::from_str(date).unwrap());
        }
        headers
    }

    #[test]
    fn a_date_relative_to_the_local_clock_is_rounded_up() {
        let date = SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000);
        let text = httpdate::fmt_http_date(date);
        for (before, expected) in [(1, 1), (33, 1), (967, 1), (1000, 1), (1001, 2), (6999, 7), (7000, 7)] {
            let now = date - Duration::from_millis(before);
            assert_eq!(parse(&headers(&[text.as_bytes()], None), now), Some(expected), "{before} ms before");
        }
        assert_eq!(parse(&headers(&[text.as_bytes()], None), date + Duration::from_millis(1)), None);
    }

    proptest! {
        #[test]
        fn a_date_is_relative_to_the_date_of_the_response(sent in 0u64..4_000_000_000, wait in 0u64..200_000, dated: bool) {
            let at = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
            let text = httpdate::fmt_http_date(at(sent + wait));
            let date = httpdate::fmt_http_date(at(sent));
            // The local clock is used only if the response has no date.
            let (date, now) = if dated { (Some(date.as_str()), at(0)) } else { (None, at(sent)) };
            let seconds = parse(&headers(&[text.as_bytes()], date), now);
            prop_assert_eq!(seconds, Some(wait.min(MAX_SECONDS)));
        }

        #[test]
        fn any_other_value_is_ignored_unless_it_is_up_to_ten_digits(
            value in proptest::collection::vec(0x20u8..=0xff, 0..80), near in "[0-9+.eE, -]{0,12}", date in "[A-Za-z0-9:, -]{0,40}",
        ) {
            for value in [value.as_slice(), near.as_bytes()] {
                let value: Vec<u8> = value.iter().copied().filter(|byte| *byte != 0x7f).collect();
                let digits = (1..=10).contains(&value.len()) && value.iter().all(u8::is_ascii_digit);
                let seconds = parse(&headers(&[&value], Some(&date)), SystemTime::now());
                prop_assert_eq!(seconds.is_some(), digits, "{:?}", value);
                // Equal values count once, and different values are ignored.
                prop_assert_eq!(parse(&headers(&[&value, &value], None), SystemTime::now()), seconds);
                prop_assert_eq!(parse(&headers(&[&value, b"77777777777"], None), SystemTime::now()), None);
            }
        }
    }
}
