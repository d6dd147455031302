//! Checks the path of a request below the base URL.

use crate::error::Error;

/// Checks a path relative to the base URL. Returns it without a leading slash.
///
/// # Errors
/// A config error for `path`.
pub fn check_path(path: &str) -> Result<&str, Error> {
    let relative = path.strip_prefix('/').unwrap_or(path);
    let segments_are_plain = relative.split('/').all(is_segment);
    if segments_are_plain && relative.len() <= 1024 {
        return Ok(relative);
    }
    Err(Error::bad_option(
        "path",
        "must be a path below the base URL, such as public/markets/tickers, without a query (pass params), '..', '%', '\\' or empty segments",
    ))
}

/// Whether `text` can be a single segment of a path.
#[must_use]
pub fn is_segment(text: &str) -> bool {
    !matches!(text, "" | "." | "..")
        && !text.contains(['/', '\\', '?', '#', '%', ':', '@'])
        && !text.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use percent_encoding::percent_decode_str;
    use proptest::prelude::*;
    use reqwest::Url;

    use super::*;
    use crate::client::config::base_url::{BaseUrl, DEFAULT_BASE_URL};

    fn segments(url: &Url) -> Vec<String> {
        let encoded = url.path_segments().into_iter().flatten();
        encoded.map(|segment| percent_decode_str(segment).decode_utf8().unwrap().into_owned()).collect()
    }

    proptest! {
        #[test]
        fn no_path_escapes_from_the_base_url(path in "[a-z./\\\\%?#:@ é\u{0}\n]{0,24}|\\PC{0,40}", base in "(/[a-z]{1,4}){0,3}/?") {
            let Ok(relative) = check_path(&path) else { return Ok(()) };
            let base = BaseUrl::parse("baseUrl", &format!("https://exchange.example{base}"), false).unwrap();
            let url = base.join(relative, "a=1").unwrap();
            prop_assert_eq!(url.origin().ascii_serialization(), base.origin());
            prop_assert_eq!((url.query(), url.fragment(), url.username()), (Some("a=1"), None, ""));
            let mut expected: Vec<String> = base.as_str().split('/').skip(3).map(str::to_owned).collect();
            expected.extend(relative.split('/').map(str::to_owned));
            prop_assert_eq!(segments(&url), expected);
        }

        #[test]
        fn a_path_key_stays_a_single_segment(key in "\\PC{1,40}".prop_filter("no segment", |key| is_segment(key))) {
            let base = BaseUrl::parse("baseUrl", DEFAULT_BASE_URL, false).unwrap();
            let url = base.join(&format!("public/markets/{key}/depth"), "").unwrap();
            prop_assert_eq!(segments(&url), ["api", "v2", "peatio", "public", "markets", key.as_str(), "depth"]);
        }
    }
}
