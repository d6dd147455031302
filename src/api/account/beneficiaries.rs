//! Beneficiaries: the recipients of withdrawals.

use super::{BLOCKCHAIN_KEY, CURRENCY, OTP};
use crate::schema::Type::{Any, Array, Id, Integer, Map, Nothing, Nullable, Object as Of, OneOf, Text};
use crate::schema::{
    Auth, Effect, Endpoint, Hint, Key, Method, Object, Paging, ParamKind, field, id, optional, param, required,
};

const BENEFICIARY_ID: Key = id("id", "The id of the recipient.");
const STATES: &[&str] = &["pending", "active", "disabled"];

/// `GET account/beneficiaries`
pub static GET_BENEFICIARIES: Endpoint = Endpoint {
    name: "getBeneficiaries",
    path: "account/beneficiaries",
    auth: Auth::Key,
    params: &[CURRENCY, BLOCKCHAIN_KEY, param("state", ParamKind::Texts(STATES), "Only these states.")],
    result: Array(&Of(&BENEFICIARY)),
    paging: Paging::Complete { page_size: 1000, identity: &["id"] },
    doc: "The member's recipients for withdrawals, newest first. A complete list.",
    ..Endpoint::PLAIN
};

/// `GET account/beneficiaries/{id}`
pub static GET_BENEFICIARY: Endpoint = Endpoint {
    name: "getBeneficiary",
    path: "account/beneficiaries/{id}",
    keys: &[BENEFICIARY_ID],
    auth: Auth::Key,
    result: Of(&BENEFICIARY),
    doc: "One recipient. An unknown id fails with status 404.",
    ..Endpoint::PLAIN
};

/// `POST account/beneficiaries`
pub static CREATE_BENEFICIARY: Endpoint = Endpoint {
    name: "createBeneficiary",
    method: Method::Post,
    effect: Effect::Adds,
    path: "account/beneficiaries",
    auth: Auth::Key,
    params: &[
        OTP,
        required("currency", ParamKind::Text, "Currency code.").echoed_as("currency"),
        required("name", ParamKind::ShortText(64), "A name of at most 64 characters."),
        required(
            "data",
            ParamKind::Fields,
            "For a coin `{ address }`; for a fiat currency `{ full_name }` and the bank details, such as `account_number`.",
        ),
        param("blockchain_key", ParamKind::Text, "Network. Default: the currency's default network."),
        param("description", ParamKind::ShortText(255), "A description of at most 255 characters."),
    ],
    result: Of(&BENEFICIARY),
    doc: "Adds a recipient of withdrawals. The result is the recipient in state `pending`. The exchange sends a PIN by \
          e-mail, with which {@link activateBeneficiary} activates it.",
    hints: &[Hint::Code(
        "account.beneficiary.duplicate_address",
        "getBeneficiaries() shows the recipient with this address.",
    )],
    ..Endpoint::PLAIN
};

/// `PATCH account/beneficiaries/{id}/activate`
pub static ACTIVATE_BENEFICIARY: Endpoint = Endpoint {
    name: "activateBeneficiary",
    method: Method::Patch,
    effect: Effect::Sets,
    path: "account/beneficiaries/{id}/activate",
    keys: &[BENEFICIARY_ID],
    auth: Auth::Key,
    params: &[required(
        "pin",
        ParamKind::Code(6, 7),
        "The PIN from the e-mail, as a string. It is valid for 5 minutes.",
    )
    .secret()],
    result: Of(&BENEFICIARY),
    doc: "Activates a recipient, which makes withdrawals to it possible.",
    hints: &[
        Hint::Code("account.beneficiary.pin_expired", "Ask for a new PIN with resendBeneficiaryPin()."),
        Hint::Code("account.beneficiary.invalid_pin", "Pass the PIN of the latest e-mail."),
    ],
    ..Endpoint::PLAIN
};

/// `PATCH account/beneficiaries/{id}/resend_pin`
pub static RESEND_BENEFICIARY_PIN: Endpoint = Endpoint {
    name: "resendBeneficiaryPin",
    method: Method::Patch,
    effect: Effect::Sets,
    path: "account/beneficiaries/{id}/resend_pin",
    keys: &[BENEFICIARY_ID],
    auth: Auth::Key,
    result: Nothing,
    doc: "Sends a new PIN by e-mail for a recipient in state `pending`. The exchange allows this once a minute.",
    hints: &[Hint::Code(
        "account.beneficiary.cant_resend_within_1_minute",
        "Wait until a minute after response.data.sent_at, the time of the last e-mail.",
    )],
    ..Endpoint::PLAIN
};

/// `PUT account/beneficiaries/{id}`
pub static UPDATE_BENEFICIARY: Endpoint = Endpoint {
    name: "updateBeneficiary",
    method: Method::Put,
    effect: Effect::Sets,
    path: "account/beneficiaries/{id}",
    keys: &[BENEFICIARY_ID],
    auth: Auth::Key,
    params: &[OTP, required("state", ParamKind::OneOf(&["active", "disabled"]), "The new state.")],
    result: Of(&BENEFICIARY),
    doc: "Enables or disables a recipient.",
    ..Endpoint::PLAIN
};

/// `DELETE account/beneficiaries/{id}`
pub static DELETE_BENEFICIARY: Endpoint = Endpoint {
    name: "deleteBeneficiary",
    method: Method::Delete,
    effect: Effect::Sets,
    path: "account/beneficiaries/{id}",
    keys: &[BENEFICIARY_ID],
    auth: Auth::Key,
    params: &[OTP],
    result: Nothing,
    doc: "Deletes a recipient.",
    ..Endpoint::PLAIN
};

/// A recipient of withdrawals.
pub static BENEFICIARY: Object = Object {
    name: "Beneficiary",
    doc: "A recipient of withdrawals.",
    fields: &[
        field("id", Integer, "Id."),
        optional("blockchain_key", Nullable(&Text), "Network."),
        optional("protocol", Nullable(&Text), "Token standard; coins only."),
        optional("blockchain_name", Nullable(&Text), "Name of the network."),
        field("currency", Id, "Currency code."),
        optional("uid", Nullable(&Text), "The member's id."),
        optional("name", Nullable(&Text), "Name, given by the member."),
        optional("description", Nullable(&Text), "Description, given by the member."),
        optional(
            "data",
            Nullable(&Map(&Any)),
            "For coins the address, for fiat currencies the bank details with a masked account number.",
        ),
        optional("state", OneOf(STATES), "`active` after the member has entered the PIN."),
        optional("withdrawals", Nullable(&Integer), "Number of withdrawals to this recipient."),
        optional("sent_at", Nullable(&Text), "When the PIN was sent; ISO 8601 time."),
    ],
};
