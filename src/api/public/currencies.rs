//! Currencies.

use crate::schema::Type::{Array, Boolean, Decimal, Id, Integer, Nullable, Object as Of, OneOf, PowerOfTen, Text};
use crate::schema::{Endpoint, Object, Paging, ParamKind, field, key, optional, param};

pub(super) const CURRENCY_STATUSES: &[&str] = &["enabled", "disabled", "hidden"];

/// `GET public/currencies`
pub static GET_CURRENCIES: Endpoint = Endpoint {
    name: "getCurrencies",
    path: "public/currencies",
    params: &[
        param("type", ParamKind::OneOf(&["fiat", "coin"]), "Only this kind."),
        param(
            "search",
            ParamKind::Search(&["code", "name"]),
            "Only currencies of which one of these contains the text.",
        ),
    ],
    result: Array(&Of(&CURRENCY)),
    paging: Paging::Complete { page_size: 1000, identity: &["id"] },
    doc: "The enabled currencies, each with the terms of its default network. Complete. All networks are in \
          {@link getConfig}. The exchange caches it for 10 minutes.",
    ..Endpoint::PLAIN
};

/// `GET public/currencies/{id}`
pub static GET_CURRENCY: Endpoint = Endpoint {
    name: "getCurrency",
    path: "public/currencies/{id}",
    keys: &[key("id", "Currency code, such as `btc`, in either letter case.")],
    result: Of(&CURRENCY),
    doc: "One currency. One that is unknown or not enabled is answered with status 422.",
    ..Endpoint::PLAIN
};

/// A currency.
pub static CURRENCY: Object = Object {
    name: "Currency",
    doc: "A currency, with the terms of its default network where it has one.",
    fields: &[
        field("id", Id, "Currency code in lower case."),
        optional("name", Nullable(&Text), "Its name."),
        optional("description", Nullable(&Text), "A description."),
        optional("homepage", Nullable(&Text), "Its web site."),
        optional("parent_id", Nullable(&Id), "The coin that a token is issued on."),
        optional("price", Nullable(&Decimal), "Its price in the currency that the exchange reckons in."),
        optional("explorer_transaction", Nullable(&Text), "URL of a transaction, with `#{txid}` in it."),
        optional("explorer_address", Nullable(&Text), "URL of an address, with `#{address}` in it."),
        optional("type", OneOf(&["coin", "fiat"]), "Its kind."),
        optional("deposit_enabled", Boolean, "Whether it can be paid in."),
        optional("withdrawal_enabled", Boolean, "Whether it can be paid out."),
        optional("deposit_fee", Decimal, "Fee of a deposit, in this currency."),
        optional("min_deposit_amount", Decimal, "Smallest deposit that is credited."),
        optional("withdraw_fee", Decimal, "Fee of a withdrawal, in this currency."),
        optional("min_withdraw_amount", Decimal, "Smallest withdrawal."),
        optional("base_factor", PowerOfTen, "Smallest units in one coin, such as 1e18."),
        optional("precision", Integer, "Decimal places that are shown."),
        optional("position", Integer, "Its place in lists."),
        optional("icon_url", Nullable(&Text), "A picture."),
        optional("min_confirmations", Nullable(&Integer), "Confirmations until a deposit is credited."),
    ],
};
