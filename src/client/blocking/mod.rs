//! Work that would block an I/O thread, on threads of its own.

pub(super) mod large_body;

mod threads;

pub(super) use threads::Threads;
