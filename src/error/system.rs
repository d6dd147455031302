//! Errors of the operating system, by Node's own names.

use std::io;

use super::{Error, Phase};

/// The error of a call in `phase` that lacks a thread, a file descriptor or the like.
#[must_use]
pub fn of_this_machine(error: &io::Error, phase: Phase) -> Error {
    match name_of(error) {
        Some((code, message)) => Error::Network { code, phase, message: format!("{code}: {message}"), hint: None },
        None => Error::Internal(format!("the system refused what a call needs: {}", error.kind())),
    }
}

/// The code and the words for a known error.
#[must_use]
pub fn name_of(error: &io::Error) -> Option<(&'static str, &'static str)> {
    #[cfg(unix)]
    match error.raw_os_error() {
        Some(libc::EMFILE) => return Some(("EMFILE", "this process has too many open files")),
        Some(libc::ENFILE) => return Some(("ENFILE", "this machine has too many open files")),
        Some(libc::EAGAIN) => return Some(("EAGAIN", "this process may start no more threads")),
        _ => {}
    }
    Some(match error.kind() {
        io::ErrorKind::ConnectionRefused => ("ECONNREFUSED", "connection refused"),
        io::ErrorKind::ConnectionReset => ("ECONNRESET", "the connection was reset"),
        io::ErrorKind::ConnectionAborted => ("ECONNABORTED", "the connection was aborted"),
        io::ErrorKind::BrokenPipe => ("EPIPE", "the connection was closed"),
        io::ErrorKind::UnexpectedEof => ("ECONNRESET", "the connection was closed too early"),
        io::ErrorKind::HostUnreachable => ("EHOSTUNREACH", "the host cannot be reached"),
        io::ErrorKind::NetworkUnreachable => ("ENETUNREACH", "the network cannot be reached"),
        io::ErrorKind::AddrNotAvailable => ("EADDRNOTAVAIL", "this machine has no free address or port"),
        io::ErrorKind::PermissionDenied => ("EACCES", "this machine does not permit the connection"),
        io::ErrorKind::TimedOut => ("ETIMEDOUT", "the peer no longer answers"),
        _ => return None,
    })
}
