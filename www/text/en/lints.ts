type Words = (fact: string) => readonly [title: string, advice: string];

export const lints = {
  title: "Warnings",
  none: "There is nothing to warn of.",
  levels: { danger: "Danger", warning: "Warning", hint: "Hint" },
  counts: {
    danger: (count: number) => (count === 1 ? "1 danger" : `${count} dangers`),
    warning: (count: number) => (count === 1 ? "1 warning" : `${count} warnings`),
    hint: (count: number) => (count === 1 ? "1 hint" : `${count} hints`),
  },
  nested: "Another token stands inside",
  nestedPayload: "The payload is itself a token.",
  nestedClaim: (path: string) => `The claim ${path} is a token.`,
  open: "Open it",
  openClaim: (path: string) => `Open the token in ${path}`,
  opened: "This token stood inside another one.",
  back: "Back to the outer token",
  rules: {
    known_secret: ((secret) => [
      `Signed with a secret that everybody knows: “${secret}”`,
      "Anyone who reads tutorials can forge such tokens. Change the secret to random bytes, at least as many as the hash has.",
    ]) as Words,
    alg_none: (() => [
      "Not signed",
      "alg is none: anybody can write such a token, with any claims. Never accept it.",
    ]) as Words,
    short_rsa: ((bits) => [
      `An RSA key of ${bits} bits`,
      "The signature’s length shows it. Keys below 2048 bits must not be used: they can be broken.",
    ]) as Words,
    embedded_key: ((names) => [
      `The header brings its own key: ${names}`,
      "A forger puts the fitting key beside it. Take keys only from where you know them from.",
    ]) as Words,
    odd_kid: ((kid) => [
      `A kid that looks like an attack: “${kid}”`,
      "It is the sender’s text. Look it up in a list of keys; never put it into a path or a query.",
    ]) as Words,
    no_typ: (() => [
      "No typ in the header",
      "A typ such as at+jwt stops one kind of token from being taken for another.",
    ]) as Words,
    rsa1_5: (() => [
      "Encrypted with RSA1_5",
      "This padding leaks the content to anyone who can ask often enough. Use RSA-OAEP-256, or an agreement on elliptic curves.",
    ]) as Words,
    compressed: (() => [
      "Compressed before it was encrypted",
      "The length of the result reveals something of the content. Leave zip out.",
    ]) as Words,
    secret_inside: ((paths) => [
      `A secret inside: ${paths}`,
      "A signed token hides nothing: anyone who holds it, and every log it is in, can read this. Take it out, and change the secret.",
    ]) as Words,
    card_number: ((paths) => [
      `What looks like a card number: ${paths}`,
      "It passes the check digit’s test. A signed token hides nothing from anyone who holds it.",
    ]) as Words,
    sensitive: ((paths) => [
      `Sensitive data of a person: ${paths}`,
      "A signed token hides nothing from anyone who holds it. Put in an identifier instead, or encrypt the token.",
    ]) as Words,
    personal: ((paths) => [
      `Data of a person: ${paths}`,
      "A signed token hides nothing from anyone who holds it. Is each of these needed?",
    ]) as Words,
    milliseconds: ((names) => [
      `Milliseconds instead of seconds: ${names}`,
      "Times count seconds. In JavaScript: Math.floor(Date.now() / 1000).",
    ]) as Words,
    no_exp: (() => [
      "It never expires",
      "There is no exp: who steals it can use it for ever. Bearer tokens should live for an hour or less.",
    ]) as Words,
    long_life: ((duration) => [
      `It lives long: ${duration}`,
      "Who steals it can use it all that time. Bearer tokens should live for an hour or less.",
    ]) as Words,
    never_valid: (() => [
      "It expires before it begins",
      "exp is not after nbf and iat, so there is no moment at which it is good.",
    ]) as Words,
    from_future: (() => ["Issued in the future", "iat lies ahead: is one of the clocks wrong?"]) as Words,
    repeated: ((names) => [
      `A name stands there twice: ${names}`,
      "Readers disagree on which one counts, so one may check what the other does not use.",
    ]) as Words,
    no_iss: (() => [
      "No issuer (iss)",
      "The receiver cannot tell whose key to take, nor one issuer’s users from another’s.",
    ]) as Words,
    no_aud: (() => [
      "No audience (aud)",
      "A token for one service is good at every other one that trusts the same key.",
    ]) as Words,
    no_jti: (() => [
      "No identifier (jti)",
      "It cannot be revoked by itself, and nobody notices that it is used twice.",
    ]) as Words,
    long_token: (() => [
      "Longer than 4,096 characters",
      "It does not fit into a cookie everywhere, and some servers refuse headers of 8 KB.",
    ]) as Words,
  },
};
