//! A component of `wasi:http`, for wasmtime, Spin and others: a proxy that lets a request pass if its bearer token is good, and
//! gives the origin claims of it in headers. The environment has `GATE`, the settings as JSON, and `ORIGIN`, such as
//! `https://origin.example`.

use std::env;
use std::time::SystemTime;
use token_gate::{Decision, Refusal, Settings, decide};
use wstd::http::{Body, Client, Error, Request, Response, Uri};

/// Those of one connection (RFC 9110 §7.6.1), and `host`, which is the origin's.
const NOT_PASSED_ON: [&str; 8] =
    ["connection", "host", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"];

#[wstd::http_server]
async fn main(request: Request<Body>) -> Result<Response<Body>, Error> {
    let Some((settings, origin)) = configured() else {
        return refused(&Refusal::misconfigured());
    };
    let sent: Vec<&[u8]> = request.headers().get_all("authorization").iter().map(|value| value.as_bytes()).collect();
    match decide(&settings, &sent, SystemTime::now()) {
        Decision::Pass(identity) => passed_on(request, &settings, &origin, &identity).await,
        Decision::Refuse(refusal) => refused(&refusal),
    }
}

/// `None` lets nothing pass. Standard error says why.
fn configured() -> Option<(Settings, String)> {
    let settings = env::var("GATE")
        .map_err(|_| "GATE is not set; it holds the settings, a JSON object".to_owned())
        .and_then(|json| Settings::read(json.as_bytes()));
    match (settings, env::var("ORIGIN")) {
        (Ok(settings), Ok(origin)) => Some((settings, origin)),
        (Err(problem), _) => {
            eprintln!("jwt-proxy: {problem}");
            None
        }
        (_, Err(_)) => {
            eprintln!("jwt-proxy: ORIGIN is not set; it is the address of the origin, such as https://origin.example");
            None
        }
    }
}

async fn passed_on(
    request: Request<Body>,
    settings: &Settings,
    origin: &str,
    identity: &[(String, String)],
) -> Result<Response<Body>, Error> {
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    let address: Uri = format!("{}{path}", origin.trim_end_matches('/')).parse()?;
    let mut onward = Request::builder().uri(address).method(request.method());
    for (name, value) in request.headers() {
        if !settings.replaces(name.as_str()) && !NOT_PASSED_ON.contains(&name.as_str()) {
            onward = onward.header(name, value);
        }
    }
    for (name, value) in identity {
        onward = onward.header(name, value);
    }
    let answer = Client::new().send(onward.body(request.into_body())?).await?;
    let (mut parts, body) = answer.into_parts();
    for name in NOT_PASSED_ON {
        parts.headers.remove(name);
    }
    Ok(Response::from_parts(parts, body))
}

fn refused(refusal: &Refusal) -> Result<Response<Body>, Error> {
    let mut answer = Response::builder().status(refusal.status);
    for (name, value) in refusal.headers() {
        answer = answer.header(name, value);
    }
    Ok(answer.body(refusal.body().into())?)
}
