// Where the page says that an issuer's keys are. This needs no browser; keys.test.js presses the buttons.
import assert from "node:assert/strict";
import { test } from "node:test";
import { moduleOf } from "./lib/model.js";

const { whereIsKey, keysOfDiscovery, addressOfSet } = await moduleOf("model/key-address.ts");

/** The issuer, the provider, the address of the set, and whether it has a discovery document. */
const KNOWN = [
  ["https://tenant.eu.auth0.com/", "Auth0", "https://tenant.eu.auth0.com/.well-known/jwks.json", true],
  [
    "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0",
    "Microsoft Entra",
    "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/discovery/v2.0/keys",
    true,
  ],
  [
    "https://sts.windows.net/9188040d-6c67-4c5b-b112-36a304b66dad/",
    "Microsoft Entra",
    "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/discovery/keys",
    true,
  ],
  ["https://accounts.google.com", "Google", "https://www.googleapis.com/oauth2/v3/certs", true],
  ["accounts.google.com", "Google", "https://www.googleapis.com/oauth2/v3/certs", true],
  [
    "https://securetoken.google.com/project",
    "Firebase",
    "https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com",
    true,
  ],
  [
    "https://session.firebase.google.com/project",
    "Firebase",
    "https://identitytoolkit.googleapis.com/v1/sessionCookiePublicKeys",
    false,
  ],
  [
    "https://cloud.google.com/iap",
    "Google Cloud IAP",
    "https://www.gstatic.com/iap/verify/public_key-jwk",
    false,
  ],
  ["https://appleid.apple.com", "Apple", "https://appleid.apple.com/auth/keys", false],
  ["https://org.okta.com/oauth2/default", "Okta", "https://org.okta.com/oauth2/default/v1/keys", true],
  ["https://org.okta.com", "Okta", "https://org.okta.com/oauth2/v1/keys", true],
  [
    "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc",
    "Amazon Cognito",
    "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc/.well-known/jwks.json",
    true,
  ],
  [
    "https://oidc.eks.eu-west-1.amazonaws.com/id/AB12",
    "Amazon EKS",
    "https://oidc.eks.eu-west-1.amazonaws.com/id/AB12/keys",
    true,
  ],
  ["https://p.supabase.co/auth/v1", "Supabase", "https://p.supabase.co/auth/v1/.well-known/jwks.json", false],
  [
    "https://a-b-1.clerk.accounts.dev",
    "Clerk",
    "https://a-b-1.clerk.accounts.dev/.well-known/jwks.json",
    false,
  ],
  [
    "https://token.actions.githubusercontent.com",
    "GitHub Actions",
    "https://token.actions.githubusercontent.com/.well-known/jwks",
    true,
  ],
  ["https://gitlab.com", "GitLab", "https://gitlab.com/oauth/discovery/keys", true],
  [
    "https://team.cloudflareaccess.com",
    "Cloudflare Access",
    "https://team.cloudflareaccess.com/cdn-cgi/access/certs",
    false,
  ],
  [
    "https://api.workos.com/user_management/client_01",
    "WorkOS",
    "https://api.workos.com/sso/jwks/client_01",
    false,
  ],
  [
    "https://kubernetes.default.svc.cluster.local",
    "Kubernetes",
    "https://kubernetes.default.svc.cluster.local/openid/v1/jwks",
    true,
  ],
  [
    "https://id.example/realms/shop",
    "Keycloak",
    "https://id.example/realms/shop/protocol/openid-connect/certs",
    true,
  ],
  [
    "https://id.example:8443/auth/realms/shop",
    undefined,
    "https://id.example:8443/auth/realms/shop/.well-known/openid-configuration",
    false,
  ],
];

test("a known issuer: its name, its key set and its discovery document", () => {
  for (const [iss, provider, url, hasDiscovery] of KNOWN) {
    const where = whereIsKey(iss);
    assert.equal(where.status, "found", iss);
    assert.equal(where.provider, provider, iss);
    assert.equal(where.addresses[0].url, url);
    if (provider) assert.equal(where.addresses.length, hasDiscovery ? 2 : 1, iss);
  }
});

test("any other https issuer: OpenID's document and OAuth's metadata", () => {
  for (const [iss, openid, oauth] of [
    [
      "https://issuer.example",
      "https://issuer.example/.well-known/openid-configuration",
      "https://issuer.example/.well-known/oauth-authorization-server",
    ],
    [
      "https://issuer.example/tenant/",
      "https://issuer.example/tenant/.well-known/openid-configuration",
      "https://issuer.example/.well-known/oauth-authorization-server/tenant",
    ],
    [
      "https://[2001:db8::1]:8443/a",
      "https://[2001:db8::1]:8443/a/.well-known/openid-configuration",
      "https://[2001:db8::1]:8443/.well-known/oauth-authorization-server/a",
    ],
  ]) {
    const where = whereIsKey(iss);
    assert.equal(where.provider, undefined);
    assert.deepEqual(
      where.addresses.map(({ url }) => url),
      [openid, oauth],
    );
  }
});

test("a host that only looks like a known one is not called by its name", () => {
  for (const iss of [
    "https://auth0.com.attacker.example/",
    "https://evilauth0.com/",
    "https://accounts.google.com.attacker.example",
    "https://accounts.google.com:8443",
    "https://login.microsoftonline.com.attacker.example/tenant/v2.0",
    "https://attacker.example/accounts.google.com",
    "https://xn--ccounts-fcf.google.com.attacker.example",
    "https://cognito-idp.eu-west-1.amazonaws.com.attacker.example/pool",
  ]) {
    assert.equal(whereIsKey(iss).provider, undefined, iss);
  }
});

test("a host in other letters is shown as DNS has it, and said to be so", () => {
  // The first letter is Cyrillic.
  const where = whereIsKey("https://\u0430ccounts.google.com");
  assert.equal(where.status, "found");
  assert.equal(where.provider, undefined);
  assert.match(where.host, /^xn--/);
  assert.ok(where.isRewritten);
  for (const { url } of where.addresses) assert.match(url, /^[\x21-\x7e]+$/);
  assert.equal(whereIsKey("https://m\u00fcnchen.example").host, "xn--mnchen-3ya.example");
});

test("what is not a plain https address becomes no link", () => {
  for (const [iss, why] of [
    ["javascript:alert(1)", "scheme"],
    ["JaVaScRiPt:alert(1)//https://issuer.example", "scheme"],
    ["data:text/html,<script>alert(1)</script>", "scheme"],
    ["file:///etc/passwd", "scheme"],
    ["blob:https://issuer.example/1", "scheme"],
    [" https://issuer.example", "scheme"],
    ["//issuer.example", "scheme"],
    ["joe", "scheme"],
    ["https:issuer.example", "scheme"],
    ["did:web:issuer.example", "scheme"],
    ["http://issuer.example", "http"],
    ["HTTP://issuer.example", "http"],
    ["https://accounts.google.com@attacker.example", "credentials"],
    ["https://user:password@issuer.example", "credentials"],
    ["https://@issuer.example", "credentials"],
    ["https://good.example\\@attacker.example", "unclear"],
    ["https://issuer.example\n.attacker.example", "unclear"],
    ["https://issuer.example\u202e/moc.elgoog", "unclear"],
    ["https://issuer\u200b.example", "unclear"],
    ["https://issuer.example?a", "unclear"],
    ["https://issuer.example#a", "unclear"],
    ["https://issuer.example/a/../b", "unclear"],
    ["https://issuer.example/a/%2e%2e/b", "unclear"],
    ["https://0x7f.1/", "unclear"],
    ["https://issuer%2eexample", "unclear"],
    ["https:///issuer.example", "unclear"],
    ["https://", "unclear"],
    [`https://issuer.example/${"a".repeat(3000)}`, "unclear"],
  ]) {
    assert.deepEqual(whereIsKey(iss), { status: "none", why }, JSON.stringify(iss));
  }
  for (const iss of [undefined, null, "", 1, ["https://issuer.example"], {}]) {
    assert.equal(whereIsKey(iss), undefined);
  }
});

test("the address in a discovery document is held to the same rules", () => {
  const uri = (jwks_uri) => keysOfDiscovery(JSON.stringify({ issuer: "https://issuer.example", jwks_uri }));
  assert.equal(uri("https://issuer.example/keys?v=1").addresses[0].url, "https://issuer.example/keys?v=1");
  assert.deepEqual(uri("javascript:alert(1)"), { status: "none", why: "scheme" });
  assert.deepEqual(uri("https://a@b.example"), { status: "none", why: "credentials" });
  assert.equal(uri(1), undefined);
  for (const text of ["", "{", "[]", "null", "1"]) assert.equal(keysOfDiscovery(text), undefined);
  assert.deepEqual(addressOfSet("http://issuer.example/jwks.json"), { status: "none", why: "http" });
});
