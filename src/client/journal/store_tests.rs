use super::*;

const TIMEOUT: Duration = Duration::from_secs(60);
const SENT: Time = 1_800_000_000_000.0;

fn identity(request: &str) -> Identity {
    Identity { exchange: "https://exchange.example".to_owned(), account: "a".to_owned(), request: request.to_owned() }
}

fn row(name: &str) -> Row {
    Row { name: name.to_owned(), time: 0.0 }
}

fn rows(names: &[&str]) -> Vec<Row> {
    names.iter().map(|name| row(name)).collect()
}

fn journal() -> Journal {
    Journal::new(100, 100)
}

impl Journal {
    /// A call that failed, with an unknown outcome.
    fn failed(&mut self, request: &str, sent_at: Time) -> Token {
        let token = self.begin(identity(request), sent_at, TIMEOUT);
        self.leave(token);
        token
    }

    fn settled(&mut self, token: Token, names: &[&str]) -> Settlement {
        let mark = self.mark();
        self.settle(token, &rows(names), mark)
    }
}

#[test]
fn as_many_rows_as_unresolved_calls_are_claimed_oldest_first() {
    let mut journal = journal();
    let (first, second) = (journal.failed("x", SENT), journal.failed("x", SENT + 1.0));
    assert_eq!(journal.settled(second, &["1", "2"]), Settlement::Claimed(0));
    assert_eq!(journal.settled(first, &["1", "2"]), Settlement::Claimed(1));
    assert_eq!(journal.settled(second, &["1", "2"]), Settlement::Claimed(0), "again the same");
}

#[test]
fn more_rows_than_unresolved_calls_are_ambiguous() {
    let mut journal = journal();
    let token = journal.failed("x", SENT);
    assert_eq!(journal.settled(token, &["1", "2"]), Settlement::Ambiguous(vec![0, 1]));
}

#[test]
fn only_unresolved_identical_calls_of_the_same_account_and_time_count() {
    for (title, other) in [
        ("another request", journal_with(|journal| journal.failed("y", SENT))),
        (
            "a call that was found",
            journal_with(|journal| {
                let token = journal.failed("x", SENT);
                journal.settled(token, &["0"]);
                token
            }),
        ),
        (
            "a call that was not found",
            journal_with(|journal| {
                let token = journal.failed("x", SENT);
                journal.resume(token, &identity("x"));
                journal.release(token, true);
                token
            }),
        ),
        ("an hour before", journal_with(|journal| journal.failed("x", SENT - 3_600_000.0))),
        ("an hour after", journal_with(|journal| journal.failed("x", SENT + 3_600_000.0))),
        (
            "another account",
            journal_with(|journal| {
                let other = Identity { account: "b".to_owned(), ..identity("x") };
                let token = journal.begin(other, SENT, TIMEOUT);
                journal.leave(token);
                token
            }),
        ),
    ] {
        let mut journal = other;
        let token = journal.failed("x", SENT);
        assert_eq!(journal.settled(token, &["1", "2"]), Settlement::Ambiguous(vec![0, 1]), "{title}");
    }
}

fn journal_with(act: impl FnOnce(&mut Journal) -> Token) -> Journal {
    let mut journal = journal();
    act(&mut journal);
    journal
}

#[test]
fn calls_that_started_after_the_rows_were_read_do_not_count() {
    let mut journal = journal();
    let token = journal.failed("x", SENT);
    let mark = journal.mark();
    journal.failed("x", SENT);
    journal.begin(identity("x"), SENT, TIMEOUT);
    assert_eq!(journal.settle(token, &rows(&["1", "2"]), mark), Settlement::Ambiguous(vec![0, 1]));
}

#[test]
fn waits_for_an_identical_call_of_any_account_that_is_running() {
    let mut journal = journal();
    let token = journal.failed("x", SENT);
    let other = journal.begin(Identity { account: "b".to_owned(), ..identity("x") }, SENT, TIMEOUT);
    assert_eq!(journal.settled(token, &[]), Settlement::Absent);
    assert_eq!(journal.settled(token, &["1"]), Settlement::Running);
    journal.complete(other, Some(&row("1")));
    assert_eq!(journal.settled(token, &["1"]), Settlement::Absent);
}

#[test]
fn does_not_wait_for_a_call_whose_thread_is_gone() {
    let mut journal = journal();
    let token = journal.failed("x", SENT);
    journal.begin(identity("x"), SENT, Duration::ZERO);
    assert_eq!(journal.settled(token, &["1", "2"]), Settlement::Claimed(0));
}

#[test]
fn equal_rows_are_counted() {
    let mut journal = journal();
    let (token, other) = (journal.failed("x", SENT), journal.begin(identity("x"), SENT, TIMEOUT));
    journal.complete(other, Some(&row("1")));
    assert_eq!(journal.settled(token, &["1"]), Settlement::Absent);
    assert_eq!(journal.settled(token, &["1", "1"]), Settlement::Claimed(1));
}

#[test]
fn the_time_of_a_row_may_be_rounded_and_tells_equal_rows_apart() {
    let mut journal = journal();
    let at = |time: Time| Row { name: "x".to_owned(), time };
    let (token, other) = (journal.failed("x", SENT), journal.begin(identity("x"), SENT, TIMEOUT));
    journal.complete(other, Some(&at(SENT)));
    let mark = journal.mark();
    assert_eq!(journal.settle(token, &[at(SENT + 1_000.0)], mark), Settlement::Absent);
    assert_eq!(journal.settle(token, &[at(SENT - 1_000.0), at(SENT)], mark), Settlement::Claimed(0));
    let later = journal.failed("x", SENT);
    let mark = journal.mark();
    assert_eq!(journal.settle(later, &[at(SENT + 3_000.0)], mark), Settlement::Claimed(0));
}

#[test]
fn rows_of_one_exchange_are_not_known_at_another() {
    let mut journal = journal();
    let elsewhere = Identity { exchange: "https://other.example".to_owned(), ..identity("x") };
    let other = journal.begin(elsewhere, SENT, TIMEOUT);
    journal.complete(other, Some(&row("1")));
    let token = journal.failed("x", SENT);
    assert_eq!(journal.settled(token, &["1"]), Settlement::Claimed(0));
}

#[test]
fn forgotten_rows_make_older_calls_ambiguous() {
    let mut journal = Journal::new(100, 2);
    let token = journal.failed("x", now());
    for name in ["1", "2", "3"] {
        let other = journal.begin(identity("x"), SENT, TIMEOUT);
        journal.complete(other, Some(&row(name)));
    }
    assert_eq!(journal.settled(token, &["1"]), Settlement::Ambiguous(vec![0]));
    let later = journal.failed("x", now() + 3_600_000.0);
    assert_eq!(journal.settled(later, &["4"]), Settlement::Claimed(0));
}

#[test]
fn forgets_the_oldest_ended_calls_and_no_running_one() {
    let mut journal = Journal::new(2, 100);
    let running = journal.begin(identity("x"), SENT, TIMEOUT);
    let first = journal.failed("y", SENT);
    journal.failed("y", SENT);
    assert!(journal.entries.contains_key(&running) && !journal.entries.contains_key(&first));
    assert!(!journal.resume(first, &identity("y")));
}

#[test]
fn an_intent_is_that_of_a_call_of_the_journal_or_a_call_of_its_own() {
    let mut journal = journal();
    let failed = journal.failed("x", SENT + 3.0);
    assert_eq!(journal.adopt(identity("x"), SENT), failed, "noted just before the call");
    let twin = journal.adopt(identity("x"), SENT);
    assert_ne!(twin, failed, "at the same time");
    assert_eq!(journal.settled(failed, &["1", "2"]), Settlement::Claimed(0));
    assert_eq!(journal.settled(twin, &["1", "2"]), Settlement::Claimed(1));
    journal.release(failed, false);
    journal.release(twin, false);
    assert_eq!(journal.adopt(identity("x"), SENT), twin, "again, by its time");
    assert_ne!(journal.adopt(identity("x"), SENT - 60_000.0), failed, "much earlier");
    assert_ne!(journal.adopt(identity("x"), SENT + 4.0), failed, "later than the call");
}

#[test]
fn calls_that_were_sent_at_the_same_time_get_times_of_their_own() {
    let mut journal = journal();
    let times: Vec<Option<Time>> = (0..3)
        .map(|_| {
            let token = journal.begin(identity("x"), SENT, TIMEOUT);
            journal.leave(token)
        })
        .collect();
    assert_eq!(times, [Some(SENT), Some(SENT + 1.0), Some(SENT + 2.0)]);
}

#[test]
fn a_call_that_ends_while_it_is_reconciled_is_known() {
    let mut journal = journal();
    let token = journal.begin(identity("x"), SENT, TIMEOUT);
    assert_eq!(journal.adopt(identity("x"), SENT), token);
    assert_eq!(journal.settled(token, &["1"]), Settlement::Running);
    journal.complete(token, Some(&row("1")));
    assert_eq!(journal.settled(token, &["1"]), Settlement::Claimed(0));

    let refused = journal.begin(identity("y"), SENT, TIMEOUT);
    assert_eq!(journal.adopt(identity("y"), SENT), refused);
    journal.complete(refused, None);
    assert_eq!(journal.settled(refused, &["2"]), Settlement::Absent);
}
