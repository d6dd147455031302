//! The exchange's clock.

use crate::schema::Endpoint;
use crate::schema::Type::Text;

/// `GET public/timestamp`
pub static GET_TIMESTAMP: Endpoint = Endpoint {
    name: "getTimestamp",
    path: "public/timestamp",
    result: Text,
    doc: "The time of the exchange as ISO 8601 text with whole seconds, such as `2026-11-23T10:55:34+00:00`.",
    ..Endpoint::PLAIN
};
