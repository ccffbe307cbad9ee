import { useState } from "preact/hooks";
import { hasSecret, isAlgorithm } from "../model/algorithms";
import type { DecodedToken } from "../model/decoded-token";
import type { KeyAddress, Whereabouts } from "../model/key-address";
import type { KeyFields } from "../model/key-fields";
import { isNone } from "../model/verdict";
import { text } from "../text";
import { CopyIcon } from "../ui/copying";
import { useLoaded } from "../ui/use-loaded";

interface Props {
  decoded: DecodedToken;
  read: KeyFields;
}

const loadAddresses = () => import("../model/key-address");

/** Where the issuer publishes its keys, for the person to open. The page itself requests nothing. */
export function KeyAddresses({ decoded, read }: Props) {
  const [isOpen, setOpen] = useState(false);
  const isEntered = read.form === "discovery" || read.form === "address";
  const model = useLoaded(loadAddresses, isOpen || isEntered);
  const iss = decoded.payload?.iss;
  const alg = decoded.header?.alg;
  // A secret is published nowhere, and no key verifies a token without a signature.
  const hasNoPublicKey = isNone(alg) || (isAlgorithm(alg) && hasSecret(alg));
  const isPublished = typeof iss === "string" && iss !== "" && !hasNoPublicKey;
  const entered =
    !isEntered || typeof model !== "object"
      ? undefined
      : read.form === "discovery"
        ? model.keysOfDiscovery(read.entered)
        : model.addressOfSet(read.entered.trim());
  return (
    <>
      {entered && <Where where={entered} isOfToken={false} />}
      {isPublished && (
        <details class="key-where" onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{text.keyAddress.title}</summary>
          {model === "failed" && <p class="remark">{text.page.incomplete}</p>}
          {isOpen && typeof model === "object" && <Where where={model.whereIsKey(iss)} isOfToken={true} />}
        </details>
      )}
    </>
  );
}

function Where({ where, isOfToken }: { where: Whereabouts | undefined; isOfToken: boolean }) {
  const words = text.keyAddress;
  if (!where) return null;
  if (where.status === "none") return <p class="hint">{words.none[where.why]}</p>;
  const { provider, host, isRewritten, addresses } = where;
  return (
    <div class="key-addresses">
      {provider !== undefined && <p class="hint">{words.provider(provider)}</p>}
      <ul>
        {addresses.map((address) => (
          <Address key={address.url} address={address} />
        ))}
      </ul>
      {isRewritten && <p class="remark">{words.rewritten(host)}</p>}
      <p class="remark">{isOfToken ? words.chosenByToken(host) : words.chosenByDocument(host)}</p>
      <p class="hint">{words.never}</p>
    </div>
  );
}

function Address({ address: { kind, url } }: { address: KeyAddress }) {
  return (
    <li>
      <span class="hint">{text.keyAddress.kinds[kind]}</span>
      <a href={url} target="_blank" rel="noopener noreferrer" class="value">
        {url}
      </a>
      <CopyIcon what={text.keyAddress.kinds[kind]} content={() => url} />
    </li>
  );
}
