//! The keys of a provider. `jwt_wasm::remote` says when to fetch them, and this file fetches them.

use std::error::Error as _;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jwt_wasm::remote::{Problem, RemoteKeys, RemoteOptions, Request, Response, Step, Unavailable, may_follow};
use jwt_wasm::{Code, Error, KeySet, Policy, Timestamp, Verified, verify};
use reqwest::{Client, redirect};
use tokio::sync::watch;

/// What a request brought, for everyone who waits for it.
type Outcome = Option<Result<Arc<KeySet>, Unavailable>>;

pub struct Keys {
    state: Mutex<State>,
    http: Client,
}

struct State {
    rules: RemoteKeys,
    under_way: watch::Receiver<Outcome>,
}

pub enum Refused {
    Token(Error),
    /// The token may be good, but there are no keys to verify it with.
    Keys(Unavailable),
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self::Token(error)
    }
}

impl From<Unavailable> for Refused {
    fn from(error: Unavailable) -> Self {
        Self::Keys(error)
    }
}

impl Keys {
    pub fn new(url: &str, options: RemoteOptions) -> Result<Arc<Self>, Box<dyn std::error::Error + Send + Sync>> {
        let same_origin = redirect::Policy::custom(|attempt| {
            let first = attempt.previous().first().map(|url| url.as_str()).unwrap_or_default();
            match may_follow(first, attempt.url().as_str(), attempt.previous().len()) {
                true => attempt.follow(),
                false => attempt.error("to another origin, or too many"),
            }
        });
        let (rules, http) = (RemoteKeys::new(url, options)?, Client::builder().redirect(same_origin).build()?);
        Ok(Arc::new(Self { state: Mutex::new(State { rules, under_way: watch::channel(None).1 }), http }))
    }

    /// Verifies with the keys that are there, and fetches them if they have expired or lack the token's key.
    pub async fn verify(self: &Arc<Self>, token: &str, policy: &Policy) -> Result<Verified, Refused> {
        let keys = self.settled(|rules| rules.current(Timestamp::now())).await?;
        match verify(token, &keys, policy, Timestamp::now()) {
            Err(unknown) if unknown.code() == Code::KeyNotFound => {
                let newer = |rules: &mut RemoteKeys| {
                    rules.newer(&keys, Timestamp::now()).ok_or_else(|| Refused::Token(unknown.clone()))
                };
                let keys = self.settled(newer).await?;
                Ok(verify(token, &keys, policy, Timestamp::now())?)
            }
            done => Ok(done?),
        }
    }

    /// Does the step that the rules ask for.
    async fn settled<E: From<Unavailable>>(
        self: &Arc<Self>,
        ask: impl Fn(&mut RemoteKeys) -> Result<Step, E>,
    ) -> Result<Arc<KeySet>, E> {
        loop {
            let mut under_way = {
                let mut state = self.state();
                match ask(&mut state.rules)? {
                    Step::Use(keys) => return Ok(keys),
                    Step::Wait => state.under_way.clone(),
                    Step::Fetch(request) => {
                        let (sender, receiver) = watch::channel(None);
                        state.under_way = receiver.clone();
                        // A task of its own, because others wait for it even if this client hangs up.
                        tokio::spawn(Arc::clone(self).fetch(request, sender));
                        receiver
                    }
                }
            };
            let outcome = under_way.wait_for(Option::is_some).await.ok().and_then(|outcome| outcome.clone());
            // If the task has ended without an outcome, such as at shutdown, ask again.
            if let Some(outcome) = outcome {
                return Ok(outcome?);
            }
        }
    }

    async fn fetch(self: Arc<Self>, request: Request, sender: watch::Sender<Outcome>) {
        let answer = self.get(&request).await;
        let response = answer.as_ref().map(Answer::response).map_err(Problem::clone);
        let outcome = self.state().rules.finish(request, response, Timestamp::now());
        sender.send_replace(Some(outcome));
    }

    async fn get(&self, request: &Request) -> Result<Answer, Problem> {
        let get = self.http.get(request.url()).header("accept", Request::ACCEPT).timeout(request.timeout());
        let mut response = get.send().await.map_err(problem)?;
        let mut body = Vec::new();
        while let Some(piece) = response.chunk().await.map_err(problem)? {
            if body.len() + piece.len() > request.max_bytes() {
                return Err(Problem::TooLarge);
            }
            body.extend_from_slice(&piece);
        }
        Ok(Answer { response, body })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Answer {
    response: reqwest::Response,
    body: Vec<u8>,
}

impl Answer {
    fn response(&self) -> Response<'_> {
        let headers = self.response.headers();
        let values = |name| headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
        let response = Response::new(self.response.status().as_u16(), &self.body);
        let response = values("age").take(1).fold(response, Response::age);
        values("cache-control").fold(response, Response::cache_control)
    }
}

fn problem(error: reqwest::Error) -> Problem {
    if error.is_timeout() {
        return Problem::Timeout;
    }
    if error.is_redirect() {
        return Problem::Redirect;
    }
    // Without the URL, whose query may hold a credential.
    let error = error.without_url();
    let mut message = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        message += &format!(": {inner}");
        cause = inner.source();
    }
    Problem::Network { message }
}
