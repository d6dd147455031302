//! Transfers between members.

use super::{CURRENCY, OTP};
use crate::schema::Type::{Array, Decimal, Id, Nullable, Object as Of, OneOf, Text};
use crate::schema::{
    Auth, Effect, Endpoint, Hint, Method, Object, Paging, ParamKind, field, optional, param, required,
};

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

/// `POST account/internal_transfers`
pub static CREATE_INTERNAL_TRANSFER: Endpoint = Endpoint {
    name: "createInternalTransfer",
    method: Method::Post,
    effect: Effect::Adds,
    path: "account/internal_transfers",
    auth: Auth::Key,
    params: &[
        OTP,
        required("currency", ParamKind::Text, "Currency code.").echoed_as("currency"),
        required("amount", ParamKind::Amount, "Amount.").echoed_as("amount"),
        required("username_or_uid", ParamKind::Text, "Username or member id of the receiver."),
    ],
    result: Of(&INTERNAL_TRANSFER),
    doc: "Sends money to another member of the exchange. In the result, `direction` is `in`, although this member sent it; \
          {@link getInternalTransfers} shows the right direction.",
    hints: &[
        Hint::Code(
            "account.internal_transfer.receiver_not_found",
            "There is no such member: check the username or the member id, such as ID12AB34CD56.",
        ),
        Hint::Code(
            "account.internal_transfer.can_not_tranfer_to_yourself",
            "Name another member: this one is the sender.",
        ),
    ],
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
