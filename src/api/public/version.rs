//! Which release the exchange runs.

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
        optional("git_sha", Nullable(&Text), "Commit."),
        optional("git_tag", Nullable(&Text), "Tag."),
        optional("build_date", Nullable(&Text), "When it was built, as ISO 8601 time."),
        field("version", Text, "Version, such as `3.1.0`."),
    ],
};
