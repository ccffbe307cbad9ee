// Written by `cargo xtask names` from the core's own lists.

/** Each check of a report in its order, and what it says if it passed. */
export const CHECKS = [
  ["form", "the token is three segments and not too long"],
  ["header", "the header is strict JSON and asks for nothing unknown"],
  ["typ", "typ is the expected media type"],
  ["algorithm", "alg is one that the key is bound to"],
  ["signature", "the signature matches: the holder of the key signed exactly this token"],
  ["payload", "the payload is a strict JSON object"],
  ["exp", "the token has not expired"],
  ["nbf", "the token is valid already"],
  ["iat", "iat is a time, and not longer ago than allowed"],
  ["iss", "the issuer is one that is expected"],
  ["aud", "the token is for an audience that is expected"],
  ["sub", "the subject is one that is expected"],
  ["jti", "the token's identifier is one that is expected"],
  ["required_claims", "every required claim is present"],
  ["claims", "every demanded claim has its value"],
  ["scope", "every demanded scope is granted"],
  ["profile", "the claims meet the rules of the profile"],
] as const;

/** Why a check was skipped, by the core's numbers. */
export const SKIP_REASONS = [
  ["not_split", "the token could not be split"],
  ["not_decoded", "a segment could not be decoded"],
  ["header_refused", "the header was refused"],
  ["payload_unreadable", "the payload could not be read"],
  ["payload_empty", "the payload is empty or not in the token"],
  ["no_key", "no key was given"],
  ["no_key_allowed", "no key may be used with the token's algorithm"],
  ["not_computed", "no engine here can check this signature with this key"],
  ["absent", "the claim is absent and not required"],
  ["nothing_expected", "no value is expected"],
  ["expiry_ignored", "the option ignoreExpiry: true turns this check off"],
  ["audience_ignored", "the option audience: false turns this check off"],
] as const;
