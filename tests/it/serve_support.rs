//! A server of the local page on a free port, asked by raw sockets.

use giamngheo::cli::input;
use giamngheo::serve::connections::Limits;
use giamngheo::serve::{App, serve};
use serde_json::Value;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// Nothing here takes as long; it keeps a broken server from hanging the suite.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server on a free port, with a scenario in a folder of its own.
pub struct Server {
    pub app: Arc<App>,
    pub port: u16,
    pub folder: tempfile::TempDir,
    pub runtime: tokio::runtime::Runtime,
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target)
        } else {
            std::fs::copy(&path, &target).map(drop).expect("copied")
        }
    }
}

impl Server {
    pub fn start(replicates: u32) -> Server {
        Server::with(replicates, Limits::default(), None)
    }

    /// With other limits; `buffer`: bytes that the system takes before a client does.
    pub fn with(replicates: u32, limits: Limits, buffer: Option<u32>) -> Server {
        let folder = tempfile::tempdir().expect("a folder");
        let inside = folder.path().join("scenarios");
        copy(&Path::new(ROOT).join("scenarios"), &inside);
        Server::of(folder, inside.join("bac-giang.toml"), replicates, limits, buffer)
    }

    /// Of a scenario in a folder.
    pub fn of(
        folder: tempfile::TempDir,
        path: PathBuf,
        replicates: u32,
        limits: Limits,
        buffer: Option<u32>,
    ) -> Server {
        let Ok(mut loaded) = input::scenario(&path, giamngheo::report::Language::En) else {
            panic!("the scenario loads")
        };
        loaded.scenario.replicates = replicates;
        let Ok((text, files)) = input::texts(&path) else { panic!("the files are there") };
        let app = App::new(loaded, path, text, files);
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
        let listener = runtime.block_on(async {
            let socket = tokio::net::TcpSocket::new_v4()?;
            buffer.map_or(Ok(()), |bytes| socket.set_send_buffer_size(bytes))?;
            socket.bind((Ipv4Addr::LOCALHOST, 0).into())?;
            socket.listen(1024)
        });
        let listener = listener.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        runtime.spawn(serve(app.clone(), listener, limits));
        Server { app, port, folder, runtime }
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
        stream
    }

    pub fn own(&self) -> String {
        format!("Host: 127.0.0.1:{}\r\nOrigin: http://127.0.0.1:{}\r\n", self.port, self.port)
    }

    /// All bytes of the answer to a request that is sent as it stands.
    pub fn bytes(&self, request: &str) -> Vec<u8> {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).expect("sent");
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        bytes
    }

    /// Status, headers and body of a request that is sent as it stands.
    pub fn raw(&self, request: &str) -> (u16, String, String) {
        let bytes = self.bytes(request);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|it| it.parse().ok()).unwrap_or(0);
        (status, head.to_lowercase(), body.to_string())
    }

    pub fn get(&self, path: &str) -> (u16, String, String) {
        self.raw(&self.get_request(path))
    }

    pub fn get_request(&self, path: &str) -> String {
        format!("GET {path} HTTP/1.1\r\n{}Connection: close\r\n\r\n", self.own())
    }

    pub fn request(&self, path: &str, body: &str) -> String {
        let length = body.len();
        let json = "Content-Type: application/json";
        format!(
            "POST {path} HTTP/1.1\r\n{}{json}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}",
            self.own()
        )
    }

    pub fn post(&self, path: &str, body: &Value) -> (u16, String, String) {
        self.raw(&self.request(path, &body.to_string()))
    }

    /// Waits until no run goes on.
    pub fn idle(&self) -> bool {
        let start = Instant::now();
        while self.app.running() > 0 {
            if start.elapsed() > PATIENCE {
                return false;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        true
    }
}
