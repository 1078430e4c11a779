//! The local page: the only socket. It listens on 127.0.0.1 alone, and knows one scenario.
//!
//! `connections` → `guard` (who may ask) → `facts` (the scenario) and `edit` with `lines` (a reader's wish) → `live` (the
//! engine) → answers, which `judged` keeps with their `record` for `download`.

pub mod connections;
pub mod download;
pub mod edit;
pub mod facts;
pub mod guard;
pub mod judged;
pub mod lines;
pub mod live;
pub mod record;

use crate::cli::common::manifest;
use crate::cli::input::{FilesRead, Loaded};
use crate::cli::scenario_copy::with_alternative;
use crate::decide::comparison::Comparison;
use crate::domain::scenario::Scenario;
use crate::report::{Language, Manifest, Texts};
use crate::store;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::from_fn_with_state;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use connections::{Limits, answer, whole_body};
use edit::{Edit, edited};
use guard::{Names, guard};
use judged::{Judged, Kept, manifest_of};
use record::{Record, record};
use serde::Deserialize;
use serde_json::{Value, json};
use std::convert::Infallible;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, mpsc};
use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;

const SCRIPT: &str = "text/javascript; charset=utf-8";
/// Runs at a time; others wait for their turn.
const RUNS: usize = 2;
/// Characters of a name under which an alternative is saved, at most.
const LONGEST_NAME: usize = 64;

/// What the server knows.
pub struct App {
    pub scenario: Scenario,
    manifest: Manifest,
    /// The scenario's file, its text and the files that it names.
    pub path: PathBuf,
    pub text: String,
    pub files: FilesRead,
    turns: Arc<Semaphore>,
    /// Runs that go on now.
    running: AtomicUsize,
    /// Runs so far: each has a number.
    runs: AtomicU64,
    kept: Kept,
}

impl App {
    pub fn new(loaded: Loaded, path: PathBuf, text: String, files: FilesRead) -> Arc<App> {
        let turns = Arc::new(Semaphore::new(RUNS));
        let manifest = manifest("serve", &path, &loaded, "");
        let (running, runs, kept) = (AtomicUsize::new(0), AtomicU64::new(0), Kept::default());
        Arc::new(App { scenario: loaded.scenario, manifest, path, text, files, turns, running, runs, kept })
    }

    pub fn running(&self) -> usize {
        self.running.load(Ordering::SeqCst)
    }
}

/// Answers on a listener, for ever.
pub async fn serve(app: Arc<App>, listener: TcpListener, limits: Limits) -> std::io::Result<()> {
    let routes = router(app, listener.local_addr()?.port(), limits);
    answer(listener, routes, limits).await;
    Ok(())
}

/// All routes, for a server on a port.
fn router(app: Arc<App>, port: u16, limits: Limits) -> Router {
    Router::new()
        .route("/", get(|| async { asset("text/html; charset=utf-8", include_str!("app.html")) }))
        .route("/app.js", get(|| async { asset(SCRIPT, include_str!("app.js")) }))
        .route("/controls.js", get(|| async { asset(SCRIPT, include_str!("controls.js")) }))
        .route("/app.css", get(|| async { asset("text/css; charset=utf-8", include_str!("app.css")) }))
        .route("/api/facts", get(tell_facts))
        .route("/api/run", post(run))
        .route("/api/save", post(save))
        .route("/api/scenario.toml", post(scenario_toml))
        .route("/api/runs/{run}/{file}", get(download::download))
        .layer(from_fn_with_state(limits.body, whole_body))
        .layer(from_fn_with_state(Names::of(port), guard))
        .with_state(app)
}

fn asset(kind: &'static str, text: &'static str) -> Response {
    ([(CONTENT_TYPE, kind)], text).into_response()
}

/// An answer that says what is wrong.
type Refusal = Box<Response>;

/// Language of an answer.
#[derive(Deserialize)]
struct Asked {
    lang: Option<String>,
}

impl Asked {
    fn texts(&self) -> Result<Texts, Refusal> {
        let language = if self.lang.as_deref() == Some("en") { Language::En } else { Language::Vi };
        Texts::new(language).map_err(|error| Box::new(failed(&error.to_string())))
    }
}

fn failed(message: &str) -> Response {
    (StatusCode::INTERNAL_SERVER_ERROR, axum::Json(json!({ "errors": [message] }))).into_response()
}

fn refused(errors: Vec<String>) -> Response {
    (StatusCode::BAD_REQUEST, axum::Json(json!({ "errors": errors }))).into_response()
}

async fn tell_facts(State(app): State<Arc<App>>, Query(asked): Query<Asked>) -> Response {
    match asked.texts() {
        Ok(texts) => axum::Json(facts::facts(&app.scenario, &texts)).into_response(),
        Err(refusal) => *refusal,
    }
}

/// The wish in a body, and the scenario that it makes.
fn wished(app: &App, body: &Bytes, texts: &Texts) -> Result<Scenario, Refusal> {
    let edit: Edit = serde_json::from_slice(body).map_err(|error| {
        Box::new(refused(vec![texts.format("serve-wrong-json", &[("why", &error.to_string())])]))
    })?;
    edited(&app.scenario, &edit, texts).map_err(|wrong| Box::new(refused(wrong)))
}

/// The wish in a body, and the texts in which it is answered.
fn understood(app: &App, asked: &Asked, body: &Bytes) -> Result<(Texts, Scenario), Refusal> {
    let texts = asked.texts()?;
    let scenario = wished(app, body, &texts)?;
    Ok((texts, scenario))
}

/// Counts a run for as long as it lives.
struct Running(Arc<App>);

impl Running {
    fn begin(app: &Arc<App>) -> Running {
        app.running.fetch_add(1, Ordering::SeqCst);
        Running(app.clone())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.running.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Answers as events while the engine runs; it stops when nobody listens any more.
async fn run(State(app): State<Arc<App>>, Query(asked): Query<Asked>, body: Bytes) -> Response {
    let served = app.clone();
    let prepared = move || {
        let (texts, scenario) = understood(&served, &asked, &body)?;
        let record = record(&served, &scenario, &texts)?;
        Ok::<_, Refusal>((scenario, record))
    };
    let (scenario, record) = match tokio::task::spawn_blocking(prepared).await {
        Ok(Ok(both)) => both,
        Ok(Err(refusal)) => return *refusal,
        Err(error) => return failed(&error.to_string()),
    };
    let (sender, receiver) = mpsc::channel::<Value>(4);
    let turns = app.turns.clone();
    tokio::spawn(async move {
        // Whoever leaves while waiting for a turn is not run at all.
        let turn = tokio::select! {
            turn = turns.acquire_owned() => turn,
            () = sender.closed() => return,
        };
        let work = move || {
            let _turn = turn;
            judge(&app, scenario, record, &sender);
        };
        let _ = tokio::task::spawn_blocking(work).await;
    });
    let event = |answer: Value| Ok::<Event, Infallible>(Event::default().data(answer.to_string()));
    Sse::new(ReceiverStream::new(receiver).map(event)).into_response()
}

/// Runs the engine under a number of its own, keeps every answer to be downloaded, and sends it.
fn judge(app: &Arc<App>, scenario: Scenario, record: Record, sender: &mpsc::Sender<Value>) {
    let _running = Running::begin(app);
    let number = app.runs.fetch_add(1, Ordering::SeqCst);
    let record = Arc::new(record);
    let mut tell = |mut answer: Value, comparison: Comparison| {
        answer["run"] = json!(number);
        let replicates = comparison.measures.first().map_or(0, |it| it.replicates()) as u32;
        let manifest = manifest_of(&app.manifest, &scenario, &record, replicates);
        app.kept.keep(number, Judged { comparison, manifest, record: record.clone() });
        match sender.blocking_send(answer) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    };
    let _ = live::live(&scenario, &mut tell);
}

/// The scenario's text with the wish as its last alternative, under an id or its own.
fn written(app: &App, scenario: &Scenario, id: Option<String>, texts: &Texts) -> Result<String, Refusal> {
    let mut own = scenario.alternatives[1].clone();
    own.id = id.unwrap_or(own.id);
    let shown = crate::cli::input::shown(&app.path);
    with_alternative(&shown, &app.text, &app.files, &own)
        .map(|(text, _)| text)
        .ok_or_else(|| Box::new(refused(vec![texts.format("serve-wrong-id", &[("id", &own.id)])])))
}

async fn scenario_toml(State(app): State<Arc<App>>, Query(asked): Query<Asked>, body: Bytes) -> Response {
    let text =
        understood(&app, &asked, &body).and_then(|(texts, scenario)| written(&app, &scenario, None, &texts));
    match text {
        Ok(text) => ([(CONTENT_TYPE, "application/toml; charset=utf-8")], text).into_response(),
        Err(refusal) => *refusal,
    }
}

/// Name under which the alternative is saved beside the scenario.
#[derive(Deserialize)]
struct Named {
    name: String,
    lang: Option<String>,
}

/// Saves the scenario with the wish beside the scenario itself; never over a file, never elsewhere.
async fn save(
    State(app): State<Arc<App>>,
    Query(Named { name, lang }): Query<Named>,
    body: Bytes,
) -> Response {
    match saved(&app, &name, &Asked { lang }, &body) {
        Ok(file) => axum::Json(json!({ "file": file })).into_response(),
        Err(refusal) => *refusal,
    }
}

fn saved(app: &App, name: &str, asked: &Asked, body: &Bytes) -> Result<String, Refusal> {
    let texts = asked.texts()?;
    let plain = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '_' || it == '-';
    if name.is_empty() || name.len() > LONGEST_NAME || !name.chars().all(plain) {
        let longest = LONGEST_NAME.to_string();
        let rule = texts.format("serve-wrong-name", &[("longest", &longest)]);
        return Err(Box::new(refused(vec![rule])));
    }
    let scenario = wished(app, body, &texts)?;
    let text = written(app, &scenario, Some(name.replace('-', "_")), &texts)?;
    let file = format!("{name}.toml");
    match store::write_file(&app.path.with_file_name(&file), text.as_bytes(), false) {
        Ok(()) => Ok(file),
        Err(store::StoreError::Exists(_)) => {
            Err(Box::new(refused(vec![texts.format("serve-wrong-exists", &[("file", &file)])])))
        }
        Err(error) => Err(Box::new(failed(&error.to_string()))),
    }
}
