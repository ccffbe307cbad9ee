/**
 * Where an issuer publishes its keys. The page requests none of these addresses. The issuer's name comes from the token,
 * so an attacker can choose it, and only an address that is written as every parser reads it becomes a link.
 */

export interface KeyAddress {
  readonly kind: "jwks" | "discovery" | "oauth";
  readonly url: string;
}

export type Whereabouts =
  | {
      readonly status: "found";
      /** The provider, if its addresses are known. */
      readonly provider: string | undefined;
      /** As in DNS, where a name in other letters begins with `xn--`. */
      readonly host: string;
      /** Whether the token writes the host in other letters than ASCII, some of which look alike. */
      readonly isRewritten: boolean;
      /** The most useful first. */
      readonly addresses: readonly KeyAddress[];
    }
  /** The issuer's name does not lead to a key. */
  | { readonly status: "none"; readonly why: "scheme" | "http" | "credentials" | "unclear" };

/** Longer names are not addresses of issuers. */
const LONGEST = 2000;

/** @returns `undefined` if the token names no issuer */
export function whereIsKey(iss: unknown): Whereabouts | undefined {
  if (typeof iss !== "string" || iss === "") return undefined;
  // Some of Google's tokens leave out the scheme.
  const read = readAddress(iss === "accounts.google.com" ? `https://${iss}` : iss);
  if (typeof read === "string") return { status: "none", why: read };
  const { url, isRewritten } = read;
  // RFC 8414 §2: an issuer has neither.
  if (/[?#]/.test(iss)) return { status: "none", why: "unclear" };
  const path = url.pathname.replace(/\/$/, "");
  const base = `${url.origin}${path}`;
  const known = url.port === "" ? PROVIDERS.find(({ has }) => has(url.hostname, path)) : undefined;
  const { host } = url;
  if (known) {
    return {
      status: "found",
      provider: known.name,
      host,
      isRewritten,
      addresses: [
        { kind: "jwks", url: known.jwks(base, url.origin, path) },
        ...(known.hasDiscovery ? [{ kind: "discovery" as const, url: `${base}${OPENID}` }] : []),
      ],
    };
  }
  return {
    status: "found",
    provider: undefined,
    host,
    isRewritten,
    // OpenID Connect Discovery 1.0 §4, and RFC 8414 §3.1.
    addresses: [
      { kind: "discovery", url: `${base}${OPENID}` },
      { kind: "oauth", url: `${url.origin}${OAUTH}${path}` },
    ],
  };
}

/** The address in a discovery document, if it may become a link. */
export function keysOfDiscovery(document: string): Whereabouts | undefined {
  let value: unknown;
  try {
    value = JSON.parse(document);
  } catch {
    return undefined;
  }
  const uri = typeof value === "object" && value !== null && "jwks_uri" in value ? value.jwks_uri : undefined;
  return typeof uri === "string" ? addressOfSet(uri) : undefined;
}

/** An address that was entered in place of the keys there. */
export function addressOfSet(address: string): Whereabouts {
  const read = readAddress(address);
  if (typeof read === "string") return { status: "none", why: read };
  const { url, isRewritten } = read;
  return {
    status: "found",
    provider: undefined,
    host: url.host,
    isRewritten,
    addresses: [{ kind: "jwks", url: url.href }],
  };
}

const OPENID = "/.well-known/openid-configuration";
const OAUTH = "/.well-known/oauth-authorization-server";

/** Refuses what parsers read differently: control characters, spaces, backslashes, and hosts that are not as written. */
function readAddress(
  text: string,
): { readonly url: URL; readonly isRewritten: boolean } | "scheme" | "http" | "credentials" | "unclear" {
  if (text.length > LONGEST) return "unclear";
  if (/^http:\/\//i.test(text)) return "http";
  if (!/^https:\/\//i.test(text)) return "scheme";
  // Invisible characters and marks that reverse the text are never part of an address.
  if (/[\s\\\p{C}\u115f\u1160\u3164\uffa0]|\u034f/u.test(text) || !URL.canParse(text)) return "unclear";
  const url = new URL(text);
  const [written = ""] = text.slice("https://".length).split(/[/?#]/, 1);
  if (written.includes("@")) return "credentials";
  // A path with dots would lead elsewhere than it seems to.
  if (url.pathname.split("/").length !== pathOf(text).split("/").length) return "unclear";
  const isAscii = /^[\x21-\x7e]*$/.test(written);
  const isSame = written.toLowerCase() === url.host || written.toLowerCase() === `${url.host}:443`;
  if (isAscii && !isSame && !written.startsWith("[")) return "unclear";
  return { url, isRewritten: !isAscii };
}

function pathOf(text: string): string {
  const [rest = ""] = text.slice("https://".length).split(/[?#]/, 1);
  const slash = rest.indexOf("/");
  return slash < 0 ? "/" : rest.slice(slash);
}

interface Provider {
  readonly name: string;
  has(host: string, path: string): boolean;
  /** @param base the issuer without its last slash */
  jwks(base: string, origin: string, path: string): string;
  readonly hasDiscovery: boolean;
}

const WELL_KNOWN = (base: string) => `${base}/.well-known/jwks.json`;
const is =
  (...hosts: string[]) =>
  (host: string) =>
    hosts.includes(host);
const below =
  (...domains: string[]) =>
  (host: string) =>
    domains.some((domain) => host.endsWith(`.${domain}`));
const fixed = (url: string) => () => url;

/** As `docs/providers.md` has them. A host counts only as a whole, or below a dot. */
const PROVIDERS: readonly Provider[] = [
  { name: "Auth0", has: below("auth0.com"), jwks: WELL_KNOWN, hasDiscovery: true },
  {
    name: "Microsoft Entra",
    has: is("login.microsoftonline.com", "login.microsoftonline.us", "login.partner.microsoftonline.cn"),
    jwks: (_base, origin, path) => `${origin}/${path.split("/")[1] ?? "common"}/discovery/v2.0/keys`,
    hasDiscovery: true,
  },
  {
    // Tokens of version 1.
    name: "Microsoft Entra",
    has: is("sts.windows.net"),
    jwks: (_base, _origin, path) =>
      `https://login.microsoftonline.com/${path.split("/")[1] ?? "common"}/discovery/keys`,
    hasDiscovery: true,
  },
  {
    name: "Google",
    has: (host, path) => host === "accounts.google.com" && path === "",
    jwks: fixed("https://www.googleapis.com/oauth2/v3/certs"),
    hasDiscovery: true,
  },
  {
    name: "Firebase",
    has: is("securetoken.google.com"),
    jwks: fixed("https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com"),
    hasDiscovery: true,
  },
  {
    name: "Firebase",
    has: is("session.firebase.google.com"),
    jwks: fixed("https://identitytoolkit.googleapis.com/v1/sessionCookiePublicKeys"),
    hasDiscovery: false,
  },
  {
    name: "Google Cloud IAP",
    has: (host, path) => host === "cloud.google.com" && path === "/iap",
    jwks: fixed("https://www.gstatic.com/iap/verify/public_key-jwk"),
    hasDiscovery: false,
  },
  {
    name: "Apple",
    has: is("appleid.apple.com", "account.apple.com"),
    jwks: fixed("https://appleid.apple.com/auth/keys"),
    hasDiscovery: false,
  },
  {
    name: "Okta",
    has: below("okta.com", "oktapreview.com", "okta-emea.com"),
    jwks: (base, _origin, path) => (path === "" ? `${base}/oauth2/v1/keys` : `${base}/v1/keys`),
    hasDiscovery: true,
  },
  {
    name: "Amazon Cognito",
    has: (host) => /^cognito-idp\.[a-z\d-]+\.amazonaws\.com(?:\.cn)?$/.test(host),
    jwks: WELL_KNOWN,
    hasDiscovery: true,
  },
  {
    name: "Amazon EKS",
    has: (host) => /^oidc\.eks\.[a-z\d-]+\.amazonaws\.com(?:\.cn)?$/.test(host),
    jwks: (base) => `${base}/keys`,
    hasDiscovery: true,
  },
  { name: "Supabase", has: below("supabase.co"), jwks: WELL_KNOWN, hasDiscovery: false },
  { name: "Clerk", has: below("clerk.accounts.dev"), jwks: WELL_KNOWN, hasDiscovery: false },
  {
    name: "GitHub Actions",
    has: is("token.actions.githubusercontent.com"),
    jwks: (base) => `${base}/.well-known/jwks`,
    hasDiscovery: true,
  },
  {
    name: "GitLab",
    has: (host, path) => host === "gitlab.com" && path === "",
    jwks: (base) => `${base}/oauth/discovery/keys`,
    hasDiscovery: true,
  },
  {
    name: "Cloudflare Access",
    has: below("cloudflareaccess.com"),
    jwks: (base) => `${base}/cdn-cgi/access/certs`,
    hasDiscovery: false,
  },
  {
    name: "WorkOS",
    has: (host, path) => host === "api.workos.com" && /^\/user_management\/[\w-]+$/.test(path),
    jwks: (_base, origin, path) => `${origin}/sso/jwks/${path.split("/")[2]}`,
    hasDiscovery: false,
  },
  {
    name: "Kubernetes",
    has: is("kubernetes.default.svc.cluster.local", "kubernetes.default.svc"),
    jwks: (base) => `${base}/openid/v1/jwks`,
    hasDiscovery: true,
  },
  // Any host can run one.
  {
    name: "Keycloak",
    has: (_host, path) => /^(?:\/auth)?\/realms\/[^/]+$/.test(path),
    jwks: (base) => `${base}/protocol/openid-connect/certs`,
    hasDiscovery: true,
  },
];
