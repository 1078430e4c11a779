//! Who may ask: this machine's own browser on this very page, and nobody else.

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, ORIGIN, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Everything comes from the page's own server; nothing is framed, nothing is sent elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Names under which the server may be asked, by port.
#[derive(Clone, Debug)]
pub struct Names {
    hosts: Vec<String>,
}

impl Names {
    pub fn of(port: u16) -> Names {
        const HOSTS: [&str; 2] = ["127.0.0.1", "localhost"];
        let mut hosts = HOSTS.map(|host| format!("{host}:{port}")).to_vec();
        // Browsers leave the port of HTTP out.
        if port == 80 {
            hosts.extend(HOSTS.map(str::to_string));
        }
        Names { hosts }
    }

    /// Why a request is not the page's own; `None` if it is.
    fn refusal(&self, method: &Method, headers: &HeaderMap) -> Option<(StatusCode, &'static str)> {
        let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or(""));
        // A name that another site pointed here (DNS rebinding) is not ours.
        if !text(HOST).is_some_and(|host| self.hosts.iter().any(|own| own == host)) {
            return Some((StatusCode::MISDIRECTED_REQUEST, "unknown host"));
        }
        let own = |origin: &str| self.hosts.iter().any(|host| origin == format!("http://{host}"));
        if text(ORIGIN).is_some_and(|origin| !own(origin)) {
            return Some((StatusCode::FORBIDDEN, "foreign origin"));
        }
        if method == Method::GET || method == Method::HEAD {
            return None;
        }
        if text(ORIGIN).is_none() {
            return Some((StatusCode::FORBIDDEN, "an origin is needed"));
        }
        let json = text(CONTENT_TYPE).is_some_and(|kind| kind.starts_with("application/json"));
        (!json).then_some((StatusCode::UNSUPPORTED_MEDIA_TYPE, "JSON is expected"))
    }
}

/// Refuses foreign requests, and adds the headers that every answer carries.
pub async fn guard(State(names): State<Names>, request: Request, next: Next) -> Response {
    let mut response = match names.refusal(request.method(), request.headers()) {
        Some(refusal) => refusal.into_response(),
        None => next.run(request).await,
    };
    let fixed = [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (REFERRER_POLICY, "no-referrer"),
        (CACHE_CONTROL, "no-store"),
    ];
    for (name, value) in fixed {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(port: u16, host: &str) -> Option<u16> {
        let mut headers = HeaderMap::new();
        let value = |text: &str| HeaderValue::from_str(text).unwrap();
        headers.insert(HOST, value(host));
        headers.insert(ORIGIN, value(&format!("http://{host}")));
        headers.insert(CONTENT_TYPE, value("application/json"));
        Names::of(port).refusal(&Method::POST, &headers).map(|(status, _)| status.as_u16())
    }

    #[test]
    fn the_port_may_be_left_out_where_it_is_that_of_http_and_nowhere_else() {
        for host in ["127.0.0.1", "localhost", "127.0.0.1:80"] {
            assert_eq!(refusal(80, host), None, "{host}");
        }
        assert_eq!(refusal(80, "evil.example"), Some(421));
        assert_eq!(refusal(8080, "127.0.0.1"), Some(421));
        assert_eq!(refusal(8080, "127.0.0.1:8080"), None);
    }
}
