//! The key of the caller, and the headers that it adds to a request. No type here can be printed.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use aws_lc_rs::hmac;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use zeroize::Zeroizing;

use crate::error::Error;

/// A valid key. It has no `Debug` and no `Display`.
#[derive(Clone)]
pub enum Credentials {
    /// `Authorization: Bearer <key>`, as in the exchange's guide.
    Bearer(Secret),
    /// The signature scheme of the exchange: `X-Auth-Apikey`, `X-Auth-Nonce`, `X-Auth-Signature`.
    Signed {
        /// The id of the key.
        id: Secret,
        /// The secret of the key. Its text is used as the HMAC key.
        key: Arc<hmac::Key>,
    },
}

/// Text that is used only in a header. Each call shares it, and its memory is overwritten when the last of them is dropped.
#[derive(Clone)]
pub struct Secret(Arc<Zeroizing<String>>);

impl Secret {
    fn new(text: String) -> Self {
        Self(Arc::new(Zeroizing::new(text)))
    }

    fn check(option: &str, text: &str) -> Result<Self, Error> {
        if text.is_empty() {
            return Err(Error::bad_option(option, "must not be empty"));
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Error::bad_option(
                option,
                "must be ASCII without spaces or line breaks (a key read from a file often ends with one: trim it)",
            ));
        }
        Ok(Self::new(text.to_owned()))
    }

    fn header(&self, prefix: &str) -> HeaderValue {
        // Printable ASCII is always a valid header value.
        let text = Zeroizing::new([prefix, self.0.as_str()].concat());
        let mut value = HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""));
        value.set_sensitive(true);
        value
    }
}

impl Credentials {
    /// A Bearer key. `option` is the option that errors name.
    ///
    /// # Errors
    /// A config error that does not show the key.
    pub fn bearer(option: &str, key: &str) -> Result<Self, Error> {
        check_form(option, key)?;
        Self::verbatim(option, key)
    }

    /// A Bearer key of another library, which may have any form.
    ///
    /// # Errors
    /// A config error that does not show the key, if it cannot be sent.
    pub(in crate::client) fn verbatim(option: &str, key: &str) -> Result<Self, Error> {
        Secret::check(option, key).map(Self::Bearer)
    }

    /// A key id and its secret. `options` are the options that errors name.
    ///
    /// # Errors
    /// A config error that does not show the id or the secret.
    pub fn signed(options: [&str; 2], id: &str, secret: &str) -> Result<Self, Error> {
        let [id_option, secret_option] = options;
        check_form(id_option, id)?;
        check_form(secret_option, secret)?;
        let id = Secret::check(id_option, id)?;
        let secret = Secret::check(secret_option, secret)?;
        Ok(Self::Signed { id, key: Arc::new(hmac::Key::new(hmac::HMAC_SHA256, secret.0.as_bytes())) })
    }

    /// The part of the key that is sent, which a server may echo.
    #[must_use]
    pub(in crate::client) fn as_sent(&self) -> &str {
        match self {
            Self::Bearer(key) => &key.0,
            Self::Signed { id, .. } => &id.0,
        }
    }

    /// Adds the headers for one attempt. Each has a new signature, because the exchange accepts one for only five seconds.
    pub(in crate::client) fn apply(&self, headers: &mut HeaderMap) {
        match self {
            Self::Bearer(key) => {
                headers.insert(AUTHORIZATION, key.header("Bearer "));
            }
            Self::Signed { id, key } => {
                let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                let nonce = now.as_millis().to_string();
                let signature = Secret::new(sign(key, &nonce, &id.0));
                headers.insert(HeaderName::from_static("x-auth-apikey"), id.header(""));
                headers.insert(HeaderName::from_static("x-auth-nonce"), Secret::new(nonce).header(""));
                headers.insert(HeaderName::from_static("x-auth-signature"), signature.header(""));
            }
        }
    }
}

/// Refuses what is around a key in files and shells, because the exchange would only say that it does not know such a key.
fn check_form(option: &str, text: &str) -> Result<(), Error> {
    let is_quoted = |quote| text.len() > 1 && text.starts_with(quote) && text.ends_with(quote);
    if ['"', '\'', '`'].into_iter().any(is_quoted) {
        return Err(Error::bad_option(option, "is in quotes: remove them"));
    }
    if is_assignment(text) {
        return Err(Error::bad_option(option, "has the form NAME=value: give the value alone"));
    }
    Ok(())
}

/// Whether `text` is a variable with its value. Base64 has its `=` at the end only.
fn is_assignment(text: &str) -> bool {
    let is_name = |name: &str| {
        name.contains('_')
            && name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.bytes().all(|byte| byte == b'_' || byte.is_ascii_uppercase() || byte.is_ascii_digit())
    };
    text.split_once('=').is_some_and(|(name, value)| is_name(name) && !value.trim_matches('=').is_empty())
}

/// The HMAC-SHA256 of nonce and key id, in lower-case hex.
fn sign(key: &hmac::Key, nonce: &str, id: &str) -> String {
    let tag = hmac::sign(key, format!("{nonce}{id}").as_bytes());
    tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_output_of_a_request_does_not_show_the_key() {
        let mut headers = HeaderMap::new();
        Credentials::bearer("apiKey", "CANARY").unwrap().apply(&mut headers);
        let mut request = reqwest::Request::new(reqwest::Method::GET, "http://127.0.0.1/".parse().unwrap());
        *request.headers_mut() = headers;
        assert!(format!("{request:?}").contains("Sensitive") && !format!("{request:?}").contains("CANARY"));
    }

    #[test]
    fn signs_a_known_test_vector() {
        let key = hmac::Key::new(hmac::HMAC_SHA256, b"0123456789abcdef0123456789abcdef");
        assert_eq!(
            sign(&key, "1700000000000", "a1b2c3d4e5f60718"),
            "455a50c9982417b526bddaa95c9f2a5e922c962a861da75983efcf16ab2adc27"
        );
    }

    #[test]
    fn marks_every_header_as_sensitive() {
        let signed = Credentials::signed(["apiKey", "apiSecret"], "kid", "secret").unwrap();
        for credentials in [Credentials::bearer("apiKey", "CANARY").unwrap(), signed] {
            let mut headers = HeaderMap::new();
            credentials.apply(&mut headers);
            assert!(!headers.is_empty());
            assert!(headers.values().all(HeaderValue::is_sensitive));
        }
    }

    #[test]
    fn refuses_a_key_with_what_is_around_it_in_files() {
        let bearer = |key| Credentials::bearer("apiKey", key).map(drop);
        for key in ["\"CANARY\"", "'CANARY'", "`CANARY`", "COINPORT_API_KEY=CANARY", "API_KEY2=\"CANARY\""] {
            let error = bearer(key).unwrap_err().to_string();
            assert!(error.starts_with("apiKey ") && !error.contains("CANARY"), "{error}");
            assert_eq!(
                Credentials::signed(["apiKey", "apiSecret"], "kid", key).map(drop).unwrap_err().code(),
                "ERR_BAD_OPTION_VALUE"
            );
            assert!(Credentials::verbatim("Authorization", key).is_ok());
        }
        for key in ["\"", "QUFB_QUE=", "QUFB_QQ==", "ABC=DEF", "a_b=c", "k\"ey\""] {
            assert!(bearer(key).is_ok(), "{key}");
        }
    }

    #[test]
    fn refuses_an_invalid_key_without_showing_it() {
        for key in ["", " CANARY", "CANARY\n", "CAN\rARY", "CANARYé", "CAN ARY", "CANARY\0"] {
            let Err(error) = Credentials::bearer("apiKey", key) else { panic!("{key:?} was accepted") };
            assert_eq!(error.code(), "ERR_BAD_OPTION_VALUE");
            assert!(error.to_string().starts_with("apiKey "));
            assert!(!error.to_string().contains("CANARY"));
        }
    }
}
