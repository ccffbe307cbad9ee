//! An API in axum 0.8 that takes the access tokens of a provider such as Auth0.

mod gate;
mod keys;
#[cfg(test)]
mod tests;

use std::env;

use axum::middleware::from_fn_with_state;
use axum::{Router, routing::get};
use gate::{Claims, Gate};
use jwt_wasm::Policy;
use jwt_wasm::remote::RemoteOptions;
use keys::Keys;
use serde::Deserialize;
use tokio::net::TcpListener;

#[derive(Deserialize)]
struct User {
    sub: String,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    // For Auth0: `https://TENANT.eu.auth0.com/`, with the slash, and the API's identifier.
    let (issuer, audience) = (env::var("ISSUER")?, env::var("AUDIENCE")?);
    let url = format!("{}/.well-known/jwks.json", issuer.trim_end_matches('/'));
    let keys = Keys::new(&url, RemoteOptions::new())?;
    let gate = Gate::new(keys, Policy::new().issuer(issuer).audience(audience), "api");
    axum::serve(TcpListener::bind("127.0.0.1:3000").await?, app(&gate)).await?;
    Ok(())
}

fn app(gate: &Gate) -> Router {
    let orders = Router::new().route("/orders", get(|| async { "[]" }));
    let scoped = gate.scope("read:orders");
    Router::new()
        .route("/me", get(me))
        .route_layer(from_fn_with_state(gate.clone(), gate::check))
        .merge(orders.route_layer(from_fn_with_state(scoped, gate::check)))
        .route("/health", get(|| async { "up" }))
}

async fn me(Claims(user): Claims<User>) -> String {
    format!("hello {}", user.sub)
}
