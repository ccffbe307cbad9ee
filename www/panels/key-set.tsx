import type { TriedKey } from "../model/key-set";
import { text } from "../text";
import { ExactText } from "../ui/exact-text";
import type { SetTrial } from "../ui/use-set-trial";

interface Props {
  trial: SetTrial;
  /** The header's. */
  kid: unknown;
  isVerified: boolean;
}

/** The keys of a set: which one the token names, which one signed it, and why the others did not. */
export function KeySetTable({ trial: { tried, used, use }, kid, isVerified }: Props) {
  if (!tried || tried.length === 0) return null;
  const words = text.keySet;
  const signer = tried.find(({ outcome }) => outcome === "verified");
  const named = typeof kid === "string" ? kid : undefined;
  return (
    <div class="key-set">
      {used !== undefined && (
        <p class="hint">
          <ExactText text={words.usedOf(used, tried.length, named)} />{" "}
          {named !== undefined && (
            <button type="button" class="quiet" onClick={() => use(undefined)}>
              {words.useSet}
            </button>
          )}
        </p>
      )}
      {used === undefined && signer && !isVerified && (
        <div class="remark with-remedy">
          <p>
            <ExactText text={words.signedBy(signer.place, tried.length, named)} />
          </p>
          <button type="button" onClick={() => use(signer.place)}>
            {words.useKey(signer.place)}
          </button>
        </div>
      )}
      <details open={!isVerified || used !== undefined}>
        <summary>{words.title(tried.length)}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long table scrolls, also by keyboard */}
        <section class="key-set-rows" tabIndex={0} aria-label={words.title(tried.length)}>
          <table>
            <thead>
              <tr>
                {words.columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {tried.map((one) => (
                <Row key={one.place} tried={one} />
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </div>
  );
}

function Row({ tried }: { tried: TriedKey }) {
  const { kid, kty, alg, use, isNamed, outcome, why } = tried;
  const words = text.keySet;
  return (
    <tr class={`is-${outcome}`}>
      <td class="value">
        {kid === undefined ? <span class="hint">{words.noKid}</span> : <ExactText text={kid} />}
        {isNamed && <span class="key-named">{words.named}</span>}
      </td>
      <td class="value">
        <ExactText text={[kty, alg].filter(Boolean).join(" · ") || "–"} />
      </td>
      <td class="value">{use === undefined ? "–" : <ExactText text={use} />}</td>
      <td>
        {words.outcomes[outcome]}
        {why !== undefined && (
          <span class="hint">
            {" "}
            <ExactText text={why} />
          </span>
        )}
      </td>
    </tr>
  );
}
