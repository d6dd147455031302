//! Deposit addresses.

use super::balances::PAYMENT_ADDRESS;
use crate::schema::Type::Object as Of;
use crate::schema::{Auth, Endpoint, Hint, ParamKind, key, param};

/// `GET account/deposit_address/{currency}`
pub static GET_DEPOSIT_ADDRESS: Endpoint = Endpoint {
    name: "getDepositAddress",
    path: "account/deposit_address/{currency}",
    keys: &[key("currency", "Code of a coin. A fiat currency fails with status 422.")],
    auth: Auth::Key,
    params: &[
        param("blockchain_key", ParamKind::Text, "Network. Default: the currency's default network."),
        param(
            "address_format",
            ParamKind::OneOf(&["legacy", "cash"]),
            "Address format, for Bitcoin Cash and similar coins.",
        ),
    ],
    result: Of(&PAYMENT_ADDRESS),
    doc: "The deposit address of a coin. The first call creates it and gives `address: null`; call again after a few \
          seconds.",
    hints: &[Hint::Code(
        "account.currency.doesnt_exist",
        "Only coins have deposit addresses. getCurrencies({ type: 'coin' }) lists them.",
    )],
    ..Endpoint::PLAIN
};
