import { heldBy } from "../keys/handle.js";
import type { Found, Subject } from "../remote/provider.js";
import { RemoteError, withoutQuery } from "../remote/remote-error.js";
import { RemoteSource } from "../remote/source.js";
import { remoteJwks } from "../remote.js";
import { type FoundKeys, type IssuerKeys, once } from "./issuer.js";
import { type Metadata, type MetadataUrls, readMetadata } from "./metadata.js";
import type { FetchSettings } from "./options.js";

/** Fetches an issuer's metadata from the first URL, and after a 404 from the next one. */
export function metadataSource(
  issuer: string,
  [first, ...others]: MetadataUrls,
  { remote, allowInsecure }: FetchSettings,
): RemoteSource<Metadata> {
  const subject: Subject = {
    name: "the issuer's metadata",
    reason: "discovery_failed",
    find: (ask, url) => findIn([url, ...others], ask),
    // Issuers that differ only in a trailing slash have the same URLs, but each accepts only metadata with its own
    // name.
    reading: JSON.stringify([issuer, allowInsecure]),
  };
  const parse = (text: string): Metadata => readMetadata(text, issuer, allowInsecure);
  return RemoteSource.shared(first, remote, parse, subject);
}

/** The answer of the first URL that does not answer 404 (RFC 8414 §5). */
async function findIn(places: readonly URL[], ask: (place: URL) => Promise<Found>): Promise<Found> {
  for (const place of places) {
    try {
      return await ask(place);
    } catch (thrown) {
      if (!RemoteError.is(thrown) || thrown.status !== 404 || places.length === 1) throw thrown;
    }
  }
  const told = places.slice(1).map(withoutQuery).join(" and ");
  throw new RemoteError("status", `the provider answered with status 404, as it did for ${told}`);
}

/** An issuer's keys, from the URL in its metadata. */
export function discoveredKeys(issuer: string, urls: MetadataUrls, settings: FetchSettings): IssuerKeys {
  const keysAt = ({ jwksUri }: Metadata): FoundKeys["held"] => heldBy(remoteJwks(jwksUri, settings.remote));
  return keysOfMetadata(
    once(() => metadataSource(issuer, urls, settings)),
    keysAt,
    urls[0],
  );
}

/** @param keysAt called again only when the metadata has changed, so that fetched keys are kept */
export function keysOfMetadata(
  source: () => RemoteSource<Metadata>,
  keysAt: (metadata: Metadata) => FoundKeys["held"],
  url: URL,
): IssuerKeys {
  let last: { readonly metadata: Metadata; readonly found: FoundKeys } | undefined;
  const foundBy = (metadata: Metadata): FoundKeys => {
    if (last?.metadata !== metadata) {
      last = { metadata, found: { held: keysAt(metadata), algorithms: metadata.algorithms } };
    }
    return last.found;
  };
  return {
    told: `its keys were found by discovery at ${withoutQuery(url)}`,
    identity: `discovery of ${url.href}`,
    atHand: () => {
      const metadata = source().peek();
      return metadata && foundBy(metadata);
    },
    find: async () => foundBy(await source().current()),
  };
}
