//! What belongs to the holder of the key.

pub mod balances;
