type Words = (fact: string) => readonly [title: string, advice: string];

export const lints = {
  title: "Warnings",
  none: "No warnings.",
  levels: { danger: "Danger", warning: "Warning", hint: "Hint" },
  hints: (count: number) => (count === 1 ? "1 hint" : `${count} hints`),
  nested: "Another token inside",
  nestedPayload: "The payload is itself a token.",
  nestedClaim: (path: string) => `The claim ${path} is a token.`,
  open: "Open it",
  openClaim: (path: string) => `Open the token in ${path}`,
  rules: {
    known_secret: ((secret) => [
      `Signed with a widely known secret: “${secret}”`,
      "Anyone can forge such tokens. Replace the secret with random bytes, at least as many as the hash has.",
    ]) as Words,
    alg_none: (() => [
      "Not signed",
      "alg is none: anyone can write such a token, with any claims. Never accept it.",
    ]) as Words,
    short_rsa: ((bits) => [
      `An RSA key of only ${bits} bits`,
      "The length of the signature shows it. RSA keys below 2048 bits can be broken; use a longer one.",
    ]) as Words,
    embedded_key: ((names) => [
      `The header brings its own key: ${names}`,
      "An attacker can put a matching key there. Take keys only from a source that you trust.",
    ]) as Words,
    odd_kid: ((kid) => [
      `A kid that looks like an attack: “${kid}”`,
      "The sender wrote this text. Look it up in a list of keys; never put it into a path or a query.",
    ]) as Words,
    no_typ: (() => [
      "No typ in the header",
      "A typ such as at+jwt stops one kind of token from being used as another.",
    ]) as Words,
    rsa1_5: (() => [
      "Encrypted with RSA1_5",
      "An attacker who can send many tokens can learn the content. Use RSA-OAEP-256 or ECDH-ES.",
    ]) as Words,
    compressed: (() => [
      "Compressed before it was encrypted",
      "The length of the result reveals something about the content. Leave zip out.",
    ]) as Words,
    secret_inside: ((paths) => [
      `A secret inside: ${paths}`,
      "A signed token hides nothing: it can be read by anyone who has it, and in every log. Remove the secret from the token, and replace it with a new one.",
    ]) as Words,
    card_number: ((paths) => [
      `Looks like a card number: ${paths}`,
      "Its check digit is right. A signed token hides nothing from anyone who has it.",
    ]) as Words,
    sensitive: ((paths) => [
      `Sensitive personal data: ${paths}`,
      "A signed token hides nothing from anyone who has it. Use an identifier instead, or encrypt the token.",
    ]) as Words,
    personal: ((paths) => [
      `Personal data: ${paths}`,
      "A signed token hides nothing from anyone who has it. Check whether you need each of these.",
    ]) as Words,
    milliseconds: ((names) => [
      `Milliseconds instead of seconds: ${names}`,
      "These claims count seconds. In JavaScript: Math.floor(Date.now() / 1000).",
    ]) as Words,
    no_exp: (() => [
      "It never expires",
      "It has no exp, so a thief can use it forever. Bearer tokens should live for an hour or less.",
    ]) as Words,
    long_life: ((duration) => [
      `A long lifetime: ${duration}`,
      "A thief can use it all that time. Bearer tokens should live for an hour or less.",
    ]) as Words,
    never_valid: (() => [
      "It expires before it becomes valid",
      "exp is not later than nbf and iat, so the token is never valid.",
    ]) as Words,
    from_future: (() => [
      "Issued in the future",
      "iat is in the future. Check whether one of the clocks is wrong.",
    ]) as Words,
    repeated: ((names) => [
      `A name appears twice: ${names}`,
      "Programs disagree on which one counts, so one may check a value that the other does not use.",
    ]) as Words,
    no_iss: (() => [
      "No issuer (iss)",
      "The recipient does not know whose key to use, and cannot keep the users of two issuers apart.",
    ]) as Words,
    no_aud: (() => [
      "No audience (aud)",
      "A token for one service works at every other service that trusts the same key.",
    ]) as Words,
    no_jti: (() => [
      "No token ID (jti)",
      "It cannot be revoked on its own, and nobody notices when it is used twice.",
    ]) as Words,
    long_token: (() => [
      "Longer than 4,096 characters",
      "It does not fit into every cookie, and some servers refuse headers of 8 KB.",
    ]) as Words,
  },
};
