//! `giamngheo serve` as a command: what it refuses before it listens.

use crate::support::copy_small;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Nothing that is refused takes as long; a server that began to listen is ended.
const PATIENCE: Duration = Duration::from_secs(30);

/// Exit code and stderr; `None` instead of a code if it goes on.
fn served(folder: &Path, port: u16) -> (Option<i32>, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_giamngheo"))
        .args(["serve", "scenario.toml", "--lang", "en", "--port", &port.to_string()])
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let start = Instant::now();
    let mut code = None;
    while code.is_none() && start.elapsed() < PATIENCE {
        std::thread::sleep(Duration::from_millis(20));
        code = child.try_wait().expect("asked").map(|it| it.code().unwrap_or(-1));
    }
    let _ = child.kill();
    let output = child.wait_with_output().expect("ended");
    (code, String::from_utf8_lossy(&output.stderr).into_owned())
}

fn changed(old: &str, new: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    copy_small(folder.path());
    let path = folder.path().join("scenario.toml");
    let text = std::fs::read_to_string(&path).expect("a text");
    assert!(text.contains(old));
    std::fs::write(&path, text.replace(old, new)).expect("written");
    folder
}

#[test]
fn a_taken_port_is_the_machines_state() {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let port = taken.local_addr().expect("an address").port();
    let (code, told) = served(changed("id = \"small\"", "id = \"small\"").path(), port);
    assert_eq!(code, Some(3), "{told}");
    assert!(told.contains(&format!("127.0.0.1:{port}: another program listens there")), "{told}");
    assert!(told.contains("choose --port 0"), "{told}");
}

#[test]
fn what_cannot_be_compared_is_not_served() {
    for (old, new, expected) in [
        ("id = \"spread\"", "id = \"no_programme\"", "no_programme"),
        ("replicates = 60", "replicates = 50001", "50001"),
        ("replicates = 60", "replicates = 1", "replicates"),
    ] {
        let (code, told) = served(changed(old, new).path(), 0);
        assert!(code == Some(1) && told.contains(expected), "{new}: {code:?} {told}");
    }
}
