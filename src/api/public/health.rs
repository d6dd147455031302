//! Health checks.

use crate::schema::Endpoint;
use crate::schema::Type::Integer;

/// `GET public/health/ready`
pub static GET_READINESS: Endpoint = Endpoint {
    name: "getReadiness",
    path: "public/health/ready",
    result: Integer,
    retried: false,
    doc: "Gives 200 if the exchange can reach its database. Otherwise fails with an {@link ApiError} with status 503, without \
          a retry.",
    ..Endpoint::PLAIN
};

/// `GET public/health/alive`
pub static GET_LIVENESS: Endpoint = Endpoint {
    name: "getLiveness",
    path: "public/health/alive",
    result: Integer,
    retried: false,
    doc: "Gives 200 if the exchange can reach its database, its cache and its message queue. Otherwise fails with an \
          {@link ApiError} with status 503, without a retry.",
    ..Endpoint::PLAIN
};
