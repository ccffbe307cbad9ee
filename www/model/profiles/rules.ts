// Written by `cargo xtask names` from the core's own lists.

/** What each kind of token must meet. */
export const PROFILE_RULES = {
  access_token: ["at_typ", "iss", "exp", "aud", "sub", "client_id", "iat", "jti"],
  id_token: ["other_typ", "iss", "sub", "aud", "exp", "iat", "azp", "no_events"],
  logout_token: ["logout_typ", "iss", "aud", "iat", "exp", "jti", "logout_event", "sub_or_sid", "no_nonce"],
} as const;
