//! Connections: how many there are, and how long a client may keep one without doing its part.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::CONNECTION;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_io_timeout::TimeoutStream;

/// Largest body of a request, bytes: a wish has some kilobytes, with a factor for every commune some tens of them.
const LARGEST_BODY: usize = 256 << 10;
/// Wait before the next try where the system gives no connection: it may lack descriptors for a while.
const PAUSE: Duration = Duration::from_millis(100);

/// Patience with clients.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Longest time for a request's head, also for the next one on a connection that is kept.
    pub head: Duration,
    /// Longest time for a request's whole body.
    pub body: Duration,
    /// Longest time for which a client takes nothing of what is sent to it.
    pub write: Duration,
    /// Connections at a time; others wait in the system's queue.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        let ten = Duration::from_secs(10);
        Limits { head: ten, body: ten, write: Duration::from_secs(30), connections: 64 }
    }
}

/// Answers on a listener, for ever.
pub async fn answer(listener: TcpListener, routes: Router, limits: Limits) {
    let places = Arc::new(Semaphore::new(limits.connections));
    // Only the next place may wait here: whoever holds one is let go in bounded time, or has a run going.
    while let Ok(place) = places.clone().acquire_owned().await {
        let stream = accepted(&listener).await;
        let routes = routes.clone();
        tokio::spawn(async move {
            converse(stream, routes, limits).await;
            drop(place);
        });
    }
}

async fn accepted(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return stream,
            Err(_) => tokio::time::sleep(PAUSE).await,
        }
    }
}

/// One client's requests, until it leaves or is let go.
async fn converse(stream: TcpStream, routes: Router, limits: Limits) {
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(limits.write));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.head);
    // A connection that breaks is its client's affair; an answer under way is dropped with it, and so is its run.
    let _ = http.serve_connection(TokioIo::new(Box::pin(stream)), TowerToHyperService::new(routes)).await;
}

/// Reads a body whole, in bounded time and size: whoever is asked next has all of it. The time is for all, not from
/// piece to piece: a drop at a time would otherwise hold a connection for days.
pub async fn whole_body(State(longest): State<Duration>, request: Request, next: Next) -> Response {
    let (head, body) = request.into_parts();
    match tokio::time::timeout(longest, to_bytes(body, LARGEST_BODY)).await {
        Ok(Ok(bytes)) => next.run(Request::from_parts(head, Body::from(bytes))).await,
        Ok(Err(_)) => (StatusCode::PAYLOAD_TOO_LARGE, [(CONNECTION, "close")]).into_response(),
        Err(_) => (StatusCode::REQUEST_TIMEOUT, [(CONNECTION, "close")]).into_response(),
    }
}
