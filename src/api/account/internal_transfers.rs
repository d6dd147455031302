//! Transfers between members.

use super::CURRENCY;
use crate::schema::Type::{Array, Decimal, Id, Nullable, Object as Of, OneOf, Text};
use crate::schema::{Auth, Endpoint, Object, Paging, ParamKind, field, optional, param};

/// `GET account/internal_transfers`
pub static GET_INTERNAL_TRANSFERS: Endpoint = Endpoint {
    name: "getInternalTransfers",
    path: "account/internal_transfers",
    auth: Auth::Key,
    params: &[
        CURRENCY,
        param("state", ParamKind::Texts(&["completed"]), "Only these states."),
        param("sender", ParamKind::Text, "The exchange ignores this."),
    ],
    result: Array(&Of(&INTERNAL_TRANSFER)),
    paging: Paging::History {
        page_size: 1000,
        identity: &["currency", "sender_uid", "receiver_uid", "direction", "amount", "created_at"],
        sorted_by: "created_at",
    },
    doc: "Transfers from and to other members, newest first. The rows have no id, so `for await` counts rows that are \
          equal in every field. The default page of the exchange has 10 rows; this call asks for 1000.",
    ..Endpoint::PLAIN
};

/// A transfer between members.
pub static INTERNAL_TRANSFER: Object = Object {
    name: "InternalTransfer",
    doc: "A transfer between members.",
    fields: &[
        field("currency", Id, "Currency code."),
        optional("sender_username", Nullable(&Text), "Username of the sender."),
        optional("receiver_username", Nullable(&Text), "Username of the receiver."),
        optional("sender_uid", Nullable(&Text), "Member id of the sender."),
        optional("receiver_uid", Nullable(&Text), "Member id of the receiver."),
        optional("direction", OneOf(&["in", "out"]), "`in` if this member received it, `out` if this member sent it."),
        field("amount", Decimal, "Amount."),
        optional("status", OneOf(&["completed"]), "State."),
        optional("created_at", Text, "ISO 8601 time."),
        optional("updated_at", Text, "ISO 8601 time."),
    ],
};
