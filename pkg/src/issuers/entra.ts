import { invalidOption, namedOptions, orUnreadable, wrongValue } from "../read-options.js";
import { RemoteSource } from "../remote/source.js";
import type { Algorithm } from "../types.js";
import type { IssuerFamily } from "./book.js";
import { BoundedMap } from "./bounded-map.js";
import { keysOfMetadata, metadataSource } from "./discovered.js";
import { EntraKeys, namesOf, tenantKeys } from "./entra-keys.js";
import { readBounds } from "./entries.js";
import { IssuerGroup } from "./group.js";
import { type Issuer, type IssuerKeys, once } from "./issuer.js";
import { type Metadata, metadataUrls } from "./metadata.js";
import type { FetchSettings, IssuersSettings } from "./options.js";
import type { EntraIssuers } from "./types.js";

/** The options of `entraId`: which tenants of Microsoft Entra to trust, and what their tokens must fulfil. */
export interface EntraIdOptions {
  /**
   * The tenants' ids, which are UUIDs, or `"any"` for all tenants and personal accounts. Anybody can create a tenant,
   * so with `"any"` check the claim `tid` yourself.
   */
  tenants: readonly string[] | "any";
  /** As `audience` of `verify`, for these tenants' tokens only. */
  audience?: string | readonly string[];
  /** As `algorithms` of `verify`, for these tenants' tokens only. */
  algorithms?: readonly Algorithm[];
}

type Bounds = Pick<Issuer, "audience" | "algorithms">;

const EntraEntry = class EntraIssuers extends IssuerGroup {};

/**
 * Makes an entry for `trustedIssuers` that trusts tenants of Microsoft Entra (Azure AD), with tokens of version 1 and
 * 2. The claims `iss` and `tid` and the key must all name the same tenant.
 * @throws {JwtError} `options_invalid`
 * @example
 * ```ts
 * const key = trustedIssuers([entraId({ tenants: ["72f988bf-86f1-41af-91ab-2d7cd011db47"], audience: "CLIENT_ID" })]);
 * ```
 */
export function entraId(options: EntraIdOptions): EntraIssuers {
  const read = namedOptions(options, "options", ["tenants", "audience", "algorithms"]);
  return orUnreadable("options", () => {
    const { tenants } = read;
    const bounds = readBounds(read, "options");
    const expand = tenants === "any" ? anyTenant(bounds) : theseTenants(readTenants(tenants), bounds);
    return new EntraEntry(expand) as unknown as EntraIssuers;
  });
}

function readTenants(value: unknown): readonly string[] {
  const tenants = Array.from(Array.isArray(value) ? (value as unknown[]) : [], (given) => {
    // Tokens have them in lower case, even if the portal shows capitals.
    const tenant = typeof given === "string" ? given.toLowerCase() : "";
    if (isUuid(tenant)) return tenant;
    throw invalidOption("tenants", "must hold tenants' ids, which are UUIDs, not domain names");
  });
  if (tenants.length === 0) throw wrongValue("tenants", 'must be a list of tenants\' ids, or "any"', value);
  if (new Set(tenants).size < tenants.length) throw invalidOption("tenants", "names a tenant twice");
  return tenants;
}

function isUuid(text: string): boolean {
  const lengths = text.split("-", 6).map(({ length }) => length);
  return lengths.join() === "8,4,4,4,12" && !/[^0-9a-f-]/.test(text);
}

function theseTenants(tenants: readonly string[], bounds: Bounds) {
  return (settings: IssuersSettings): readonly Issuer[] =>
    tenants.flatMap((tenant) => {
      const names = namesOf(tenant);
      const keys = entraKeys(names[0], names[0], settings)(tenant, false);
      return names.map((name) => ({ ...bounds, name, keys, tenant }));
    });
}

/** Trusts all tenants, by the metadata that Entra publishes for them together. */
function anyTenant(bounds: Bounds) {
  return (settings: IssuersSettings): IssuerFamily => {
    const keysOf = entraKeys(namesOf("common")[0], namesOf("{tenantid}")[0], settings);
    const issuers = new BoundedMap<Issuer>(settings.maxIssuers);
    const made = (name: string): Issuer => {
      const tenant = tenantOf(name) as string;
      const proven = () => issuers.set(name, issuer);
      const issuer: Issuer = { ...bounds, name, keys: keysOf(tenant, true), tenant, proven };
      return issuer;
    };
    return {
      has: (name) => tenantOf(name) !== undefined,
      issuer: (name) => issuers.get(name) ?? made(name),
    };
  };
}

/** The tenant in an issuer's name, if the name is one of Entra's. */
function tenantOf(name: string): string | undefined {
  for (const form of namesOf("|")) {
    const [before = "", after = ""] = form.split("|");
    const tenant = name.slice(before.length, name.length - after.length);
    if (name === before + tenant + after && isUuid(tenant)) return tenant;
  }
  return undefined;
}

/**
 * The metadata of version 2 serves both versions: version 1 signs with the same keys, but its set does not say whose
 * they are.
 */
function entraKeys(
  place: string,
  issuer: string,
  settings: FetchSettings,
): (tenant: string, isAny: boolean) => IssuerKeys {
  const urls = metadataUrls(place, false, "Entra");
  const source = once(() => metadataSource(issuer, urls, settings));
  let last: { readonly href: string; readonly keys: RemoteSource<EntraKeys> } | undefined;
  const keysAt = ({ jwksUri }: Metadata): RemoteSource<EntraKeys> => {
    const { href } = jwksUri;
    if (last?.href !== href) last = { href, keys: RemoteSource.shared(href, settings.remote, read, SUBJECT) };
    return last.keys;
  };
  return (tenant, isAny) =>
    keysOfMetadata(source, (metadata) => tenantKeys(keysAt(metadata), tenant, isAny), urls[0]);
}

const read = (text: string): EntraKeys => new EntraKeys(text);

const SUBJECT = { name: "the key set", reading: "Entra" };
