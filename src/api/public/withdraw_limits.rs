//! Withdrawal limits.

use super::ORDERING;
use crate::schema::Type::{Array, Decimal, Integer, Object as Of, Text};
use crate::schema::{Endpoint, Object, Paging, ParamKind, field, optional, param};

/// `GET public/withdraw_limits`
pub static GET_WITHDRAW_LIMITS: Endpoint = Endpoint {
    name: "getWithdrawLimits",
    path: "public/withdraw_limits",
    params: &[
        param("group", ParamKind::Text, "Only this member group, in lower case."),
        param("kyc_level", ParamKind::Text, "Only this level of verification."),
        param("ordering", ORDERING, "Sort direction. Default `desc`."),
        param(
            "order_by",
            ParamKind::Text,
            "Field to sort by. The exchange ignores a field that does not exist. Default `id`.",
        ),
    ],
    result: Array(&Of(&WITHDRAW_LIMIT)),
    paging: Paging::Complete { page_size: 1000, identity: &["id"] },
    doc: "Withdrawal limits by member group and level of verification. A complete list. The exchange caches the response for 10 minutes.",
    ..Endpoint::PLAIN
};

/// A withdrawal limit.
pub static WITHDRAW_LIMIT: Object = Object {
    name: "WithdrawLimit",
    doc: "How much the members of a group may withdraw, in the exchange's reference currency.",
    fields: &[
        field("id", Integer, "Id."),
        optional("group", Text, "Member group; `any` for all."),
        optional("kyc_level", Text, "Level of verification; `any` for all."),
        field("limit_24_hour", Decimal, "Limit for 24 hours."),
        field("limit_1_month", Decimal, "Limit for a month."),
        optional("created_at", Text, "ISO 8601 time."),
        optional("updated_at", Text, "ISO 8601 time."),
    ],
};
