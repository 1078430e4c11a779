//! Downloads: a judged run's files, one by one or all in one.

use super::judged::{EVERYTHING, homeless};
use super::{App, Asked, Refusal, failed, refused};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use std::sync::Arc;

/// A file of a run by its number; never a path: the name is only looked for among the run's own files.
pub(super) async fn download(
    State(app): State<Arc<App>>,
    Path((run, name)): Path<(u64, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let file = name.clone();
    match tokio::task::spawn_blocking(move || made(&app, run, &file, &asked)).await {
        // To be saved, never shown: what stands in a report has no business on the page's own address.
        Ok(Ok(bytes)) => {
            let attachment = format!("attachment; filename=\"{name}\"");
            ([(CONTENT_TYPE, kind(&name)), (CONTENT_DISPOSITION, &attachment)], bytes).into_response()
        }
        Ok(Err(refusal)) => *refusal,
        Err(error) => failed(&error.to_string()),
    }
}

fn made(app: &App, run: u64, name: &str, asked: &Asked) -> Result<Vec<u8>, Refusal> {
    let texts = asked.texts()?;
    let missing = || {
        let message = texts.format("serve-wrong-run", &[("file", name)]);
        Box::new((StatusCode::NOT_FOUND, axum::Json(json!({ "errors": [message] }))).into_response())
    };
    let judged = app.kept.get(run).ok_or_else(missing)?;
    let bytes = if name == EVERYTHING {
        let scenario = judged.record.copies(app);
        if let Some(file) = homeless(&scenario) {
            return Err(Box::new(refused(vec![texts.format("serve-wrong-archive", &[("file", file)])])));
        }
        judged.everything(&scenario, &texts).map(Some)
    } else {
        judged.file(name, &texts)
    };
    bytes.map_err(|error| Box::new(failed(&error.to_string())))?.ok_or_else(missing)
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("json") => "application/json",
        Some("csv") => "text/csv; charset=utf-8",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("zip") => "application/zip",
        _ => "application/octet-stream",
    }
}
