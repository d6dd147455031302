//! The release of the exchange.

use crate::schema::Type::{Nullable, Object as Of, Text};
use crate::schema::{Endpoint, Object, field, optional};

/// `GET public/version`
pub static GET_VERSION: Endpoint = Endpoint {
    name: "getVersion",
    path: "public/version",
    result: Of(&VERSION),
    doc: "The release that the exchange runs.",
    ..Endpoint::PLAIN
};

/// A release.
pub static VERSION: Object = Object {
    name: "Version",
    doc: "A release of the exchange.",
    fields: &[
        optional("git_sha", Nullable(&Text), "Git commit."),
        optional("git_tag", Nullable(&Text), "Git tag."),
        optional("build_date", Nullable(&Text), "When it was built; ISO 8601 time."),
        field("version", Text, "Version, such as `3.1.0`."),
    ],
};
