//! Selects the key of a request.

use crate::client::config::KeySource;
use crate::client::config::credentials::Credentials;
use crate::error::{ConfigError, Error};
use crate::schema::Auth;

/// The key that was passed for this call, or else the key of the client, unless `auth` is [`Auth::Public`].
pub(in crate::client) fn credentials_for(
    auth: Auth,
    given: Option<&str>,
    own: &KeySource,
) -> Result<Option<Credentials>, Error> {
    if let Some(key) = given {
        if matches!(own, KeySource::Fixed(Credentials::Signed { .. })) {
            return Err(Error::bad_option(
                "apiKey",
                "cannot be passed per call if the client signs with apiSecret: create a second client",
            ));
        }
        return Credentials::bearer("apiKey", key).map(Some);
    }
    match (auth, own) {
        (Auth::Key | Auth::IfAny, KeySource::Fixed(credentials)) => Ok(Some(credentials.clone())),
        (Auth::Key, _) => Err(Error::Config(ConfigError {
            code: "ERR_BAD_OPTION_VALUE",
            option: "apiKey".to_owned(),
            message: "apiKey is missing: set the environment variable COINPORT_API_KEY, or pass { apiKey } to new CoinPort() or configure()".to_owned(),
            hint: Some("Create a key in the exchange's account settings, and keep it in the environment or a secrets manager, never in the code."),
        })),
        _ => Ok(None),
    }
}
