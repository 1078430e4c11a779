//! Slow, idle and many clients of the local page: let go in bounded time, while others are answered.

use crate::serve::wish;
use crate::serve_support::Server;
use giamngheo::serve::connections::Limits;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::time::{Duration, Instant};

/// Far less than users get, so that the tests are quick.
const SHORT: Duration = Duration::from_millis(400);
/// What counts as for ever: far more than `SHORT` on a busy machine.
const LONG: Duration = Duration::from_secs(20);

fn impatient() -> Limits {
    Limits { head: SHORT, body: SHORT, write: SHORT, ..Limits::default() }
}

/// Sends the start, then a byte now and then until the server hangs up: what it said, and after how long.
fn dripped(server: &Server, start: &str) -> (String, Duration) {
    let mut stream = server.connect();
    stream.set_read_timeout(Some(Duration::from_millis(40))).expect("a limit");
    stream.write_all(start.as_bytes()).expect("sent");
    let (begun, mut said) = (Instant::now(), Vec::new());
    let mut part = [0; 256];
    while begun.elapsed() < LONG {
        let gone = stream.write_all(b"x").is_err();
        match stream.read(&mut part) {
            Ok(0) => break,
            Ok(read) => said.extend_from_slice(&part[..read]),
            Err(error)
                if matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) => {}
            Err(_) => break,
        }
        if gone {
            break;
        }
    }
    (String::from_utf8_lossy(&said).into_owned(), begun.elapsed())
}

#[test]
fn a_head_or_a_body_that_comes_too_slowly_is_not_waited_for() {
    let server = Server::with(200, impatient(), None);
    let head = format!("POST /api/run HTTP/1.1\r\n{}Slow: ", server.own());
    let body = format!(
        "POST /api/run HTTP/1.1\r\n{}Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{{",
        server.own()
    );
    std::thread::scope(|scope| {
        let slow = [&head, &body].map(|start| scope.spawn(|| dripped(&server, start)));
        // Another tab is answered meanwhile.
        let begun = Instant::now();
        assert_eq!(server.get("/").0, 200);
        let meanwhile = begun.elapsed();
        let [head, body] = slow.map(|it| it.join().expect("an end"));
        for (said, after) in [&head, &body] {
            assert!(*after >= SHORT / 2 && *after < LONG, "{after:?}: {said}");
        }
        assert!(body.0.starts_with("HTTP/1.1 408"), "{}", body.0);
        assert!(meanwhile < head.1, "{meanwhile:?}");
    });
    assert_eq!(server.app.running(), 0);
}

#[test]
fn a_connection_on_which_nothing_is_asked_any_more_is_closed() {
    let server = Server::with(200, impatient(), None);
    let mut stream = server.connect();
    let request = format!("GET /app.css HTTP/1.1\r\n{}\r\n", server.own());
    // It is kept for a second question, but not for ever.
    stream.write_all(format!("{request}{request}").as_bytes()).expect("sent");
    let (begun, mut all) = (Instant::now(), Vec::new());
    stream.set_read_timeout(Some(LONG)).expect("a limit");
    stream.read_to_end(&mut all).expect("closed, not waited for");
    assert!(begun.elapsed() >= SHORT / 2 && begun.elapsed() < LONG);
    assert_eq!(String::from_utf8_lossy(&all).matches("HTTP/1.1 200").count(), 2);
}

#[test]
fn more_connections_than_allowed_wait_and_the_server_survives_them() {
    let server = Server::with(200, Limits { connections: 2, ..impatient() }, None);
    let held = [server.connect(), server.connect()];
    std::thread::sleep(SHORT / 4);
    let begun = Instant::now();
    assert_eq!(server.get("/").0, 200);
    assert!(begun.elapsed() >= SHORT / 4, "it waits for a place: {:?}", begun.elapsed());
    drop(held);
    let many: Vec<TcpStream> = (0..200).map(|_| server.connect()).collect();
    drop(many);
    assert_eq!(server.get("/").0, 200);
}

#[test]
fn answers_go_on_for_longer_than_any_limit_while_they_are_read() {
    let server = Server::with(400, impatient(), None);
    let begun = Instant::now();
    let (status, _, body) = server.post("/api/run?lang=en", &wish());
    assert!(begun.elapsed() > SHORT, "too quick to say anything: {:?}", begun.elapsed());
    assert_eq!(status, 200);
    assert!(body.lines().any(|it| it.contains("\"replicates\":400")), "cut before its end");
}

#[test]
fn a_run_whose_answers_nobody_takes_is_dropped() {
    let server = Server::with(50_000, impatient(), Some(4096));
    let mut stream = server.runtime.block_on(async {
        let socket = tokio::net::TcpSocket::new_v4()?;
        socket.set_recv_buffer_size(2048)?;
        socket.connect((Ipv4Addr::LOCALHOST, server.port).into()).await?.into_std()
    });
    let stream = stream.as_mut().expect("a connection");
    stream.set_nonblocking(false).expect("it waits");
    stream.write_all(server.request("/api/run", &wish().to_string()).as_bytes()).expect("sent");
    let mut first = [0; 16];
    stream.read_exact(&mut first).expect("it begins");
    let begun = Instant::now();
    while server.app.running() == 0 {
        assert!(begun.elapsed() < LONG, "it does not begin");
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(server.idle(), "the run goes on, or waits, though its client takes nothing");
}
