//! Runs work that would block an I/O thread on threads of its own.

pub(super) mod large_body;

mod thread_pool;

pub(super) use thread_pool::ThreadPool;
