//! Errors of the operating system, with the codes that Node uses.

use std::io;

/// The code and the message for `error`, if it is a known one.
#[must_use]
pub fn describe_io_error(error: &io::Error) -> Option<(&'static str, &'static str)> {
    #[cfg(unix)]
    match error.raw_os_error() {
        Some(libc::EMFILE) => return Some(("EMFILE", "this process has too many open files")),
        Some(libc::ENFILE) => return Some(("ENFILE", "this machine has too many open files")),
        Some(libc::EAGAIN) => return Some(("EAGAIN", "this process cannot start more threads")),
        _ => {}
    }
    Some(match error.kind() {
        io::ErrorKind::ConnectionRefused => ("ECONNREFUSED", "connection refused"),
        io::ErrorKind::ConnectionReset => ("ECONNRESET", "the connection was reset"),
        io::ErrorKind::ConnectionAborted => ("ECONNABORTED", "the connection was aborted"),
        io::ErrorKind::BrokenPipe => ("EPIPE", "the connection was closed"),
        io::ErrorKind::UnexpectedEof => ("ECONNRESET", "the connection was closed unexpectedly"),
        io::ErrorKind::HostUnreachable => ("EHOSTUNREACH", "the host is unreachable"),
        io::ErrorKind::NetworkUnreachable => ("ENETUNREACH", "the network is unreachable"),
        io::ErrorKind::AddrNotAvailable => ("EADDRNOTAVAIL", "this machine has no free address or port"),
        io::ErrorKind::PermissionDenied => ("EACCES", "this machine does not allow the connection"),
        io::ErrorKind::TimedOut => ("ETIMEDOUT", "the peer stopped responding"),
        _ => return None,
    })
}
