import type { DemandingKind } from "../../model/profiles/demands";

export const judged = {
  unaskedChecks: (count: number) => `${count} not asked`,
  unasked: "not asked",
  noAnswer: (audience: string) =>
    `The token is for ${audience}. Is that you? Until you say so, the audience is not checked.`,
  noKey: {
    secret: "Without the secret, nobody knows who wrote this token.",
    public: "Without the issuer’s public key, nobody knows who wrote this token.",
  },
  open: {
    typ: "You expect no type.",
    iss: "You expect no issuer.",
    sub: "You expect no subject.",
  } as Partial<Record<string, string>>,
  audienceIs: (name: string) => `aud ${name}: this is you`,
  differs: (alg: string, own: string) => `The token uses ${alg}; your key is for ${own}.`,
  useOwnKey: "Use the jwk that it brings",
  noKeyOwn: "Use the jwk that it brings to check its signature.",
  ownKeyOffered:
    "A DPoP proof brings its own key, in jwk. That shows that the sender has the private key, but not who the sender is.",
  ownKeyUsed:
    "The key came with the token itself. So the sender has its private key, but anyone can make such a key.",
  ownKeyTitle: "Signature verified with the key that the token brings",
  demands: {
    "dpop+jwt": "A DPoP proof has no exp; its iat may be at most 5 minutes old.",
    "kb+jwt": "A key binding JWT has no exp; its iat may be at most 5 minutes old.",
    "secevent+jwt": "A security event token needs no exp.",
    "token-introspection+jwt": "An introspection response needs no exp.",
  } satisfies Record<DemandingKind, string>,
  tooOld: (claim: string, date: string, zone: string, distance: string, seconds: string) =>
    `its ${claim} is ${date} (${zone})${distance}; it may be at most ${seconds} old.`,
  refusedBy: {
    exp: "Signature valid, no expiry",
    aud: "Signature valid, different audience",
    iss: "Signature valid, different issuer",
    sub: "Signature valid, different subject",
    typ: "Signature valid, different type",
  },
};
