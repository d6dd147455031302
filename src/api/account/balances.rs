//! Balances.

use crate::schema::Type::{Array, Decimal, Id, Nullable, Object as Of, OneOf, Text};
use crate::schema::{Auth, Endpoint, Hint, Object, Paging, ParamKind, field, key, optional, param};

/// `GET account/balances`
pub static GET_BALANCES: Endpoint = Endpoint {
    name: "getBalances",
    path: "account/balances",
    auth: Auth::Key,
    params: &[
        param("nonzero", ParamKind::Flag, "Only currencies with a balance, available or locked. Default `false`."),
        param(
            "account_type",
            ParamKind::Texts(&["spot"]),
            "Only accounts of this type. Currencies that were never held are left out, and `nonzero` has no effect. The usual \
             type is `spot`.",
        ),
        param(
            "search",
            ParamKind::Search(&["currency_code", "currency_name"]),
            "Only currencies whose code or name contains this text. Upper and lower case are the same.",
        ),
    ],
    result: Array(&Of(&BALANCE)),
    paging: Paging::Complete { page_size: 1000, identity: &["currency", "account_type"] },
    doc: "The balances of the account: one row for each enabled currency, including those that were never held. A complete \
          list: all pages are read unless `page` or `limit` is given, and if one page fails, the call fails. The exchange \
          may take ten seconds to respond.",
    ..Endpoint::PLAIN
};

/// `GET account/balances/{currency}`
pub static GET_BALANCE: Endpoint = Endpoint {
    name: "getBalance",
    path: "account/balances/{currency}",
    keys: &[key("currency", "Currency code in lower case, such as `btc`. Capitals fail with status 422.")],
    auth: Auth::Key,
    result: Of(&BALANCE),
    doc: "The balance of one currency. A currency that was never held fails with status 404, although {@link getBalances} \
          has a row of zeros for it. Deposit addresses are not included: `deposit_address` is `null`.",
    hints: &[Hint::Code(
        "record.not_found",
        "The account never held this currency. getBalances() lists it with zeros.",
    )],
    ..Endpoint::PLAIN
};

/// A row of `getBalances`.
pub static BALANCE: Object = Object {
    name: "Balance",
    doc: "The balance of one currency.",
    fields: &[
        field("currency", Id, "Currency code in lower case, such as `btc`."),
        field("balance", Decimal, "Available amount, without what is `locked`."),
        field("locked", Decimal, "Amount locked in open orders and withdrawals."),
        optional("account_type", Text, "Type of the account, usually `spot`."),
        optional(
            "deposit_address",
            Nullable(&Of(&PAYMENT_ADDRESS)),
            "Deposit address on the default network. `null` if there is none yet, absent for fiat currencies.",
        ),
        optional(
            "deposit_addresses",
            Array(&Of(&PAYMENT_ADDRESS)),
            "Deposit addresses on all networks. Absent for fiat currencies.",
        ),
    ],
};

/// A deposit address.
pub static PAYMENT_ADDRESS: Object = Object {
    name: "PaymentAddress",
    doc: "A deposit address.",
    fields: &[
        optional("currencies", Array(&Id), "Codes of the currencies that can be sent to this address."),
        optional("blockchain_key", Nullable(&Text), "Network, such as `bitcoin`."),
        optional("address", Nullable(&Text), "The address; `null` while it is being created."),
        optional(
            "state",
            Nullable(&OneOf(&["pending", "active", "disabled", "retired"])),
            "`pending` until the address has been created.",
        ),
    ],
};
