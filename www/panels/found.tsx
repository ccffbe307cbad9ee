import type { Findings, FoundToken, OtherKind } from "../model/find-tokens";
import { pieces } from "../model/json-text";
import { text } from "../text";

/** As many as can be read side by side; more are a list that opens. */
const MOST_SIDE_BY_SIDE = 6;

interface Props {
  findings: Findings;
  chosen: number;
  onChoose(index: number): void;
}

/** The tokens that were found in one text. */
export function FoundTokens({ findings: { tokens }, chosen, onChoose }: Props) {
  if (tokens.length < 2) return null;
  const names = namesOf(tokens);
  if (tokens.length > MOST_SIDE_BY_SIDE) {
    return (
      <label class="found">
        <span class="hint">{text.paste.found(tokens.length)}</span>
        <select value={chosen} onChange={(event) => onChoose(Number(event.currentTarget.value))}>
          {names.map((name, index) => (
            <option key={name} value={index}>
              {name}
            </option>
          ))}
        </select>
      </label>
    );
  }
  return (
    <fieldset class="found">
      <legend class="hint">{text.paste.found(tokens.length)}</legend>
      {names.map((name, index) => (
        <label key={name} class="found-token">
          <input type="radio" name="found" checked={index === chosen} onChange={() => onChoose(index)} />
          <bdi>{name}</bdi>
        </label>
      ))}
    </fieldset>
  );
}

/** Each name once: two tokens of the same label get numbers. */
function namesOf(tokens: readonly FoundToken[]): string[] {
  const total = new Map<string, number>();
  for (const { label } of tokens) if (label) total.set(label, (total.get(label) ?? 0) + 1);
  const seen = new Map<string, number>();
  return tokens.map(({ label, count }, index) => {
    const place = (seen.get(label ?? "") ?? 0) + 1;
    seen.set(label ?? "", place);
    // A label is a stranger's text, too.
    const shown =
      label &&
      pieces(label)
        .map((piece) => piece.text)
        .join("");
    const name = !shown
      ? text.paste.unnamed(index + 1)
      : total.get(label ?? "") === 1
        ? shown
        : `${shown} ${place}`;
    return count > 1 ? `${name} (${text.paste.repeated(count)})` : name;
  });
}

/** What was left out of the paste, and what it is if it is not a token. */
export function remarksOn(findings: Findings, chosen: number, isCut: boolean): string[] {
  const { tokens, surroundings, other } = findings;
  const token = tokens[chosen];
  const found: string[] = [];
  if (isCut) found.push(text.paste.cut);
  if (token) {
    const times = tokens.length === 1 && token.count > 1 ? ` ${text.paste.times(token.count)}` : "";
    found.push(text.paste.ignored(surroundings, [...new Set(token.repairs)], tokens.length) + times);
  }
  if (other) {
    const revoke = IS_SECRET.has(other.kind) ? ` ${text.paste.revoke}` : "";
    found.push(text.paste.other(other.kind, other.name ?? "") + revoke);
  }
  return found.filter((remark) => remark !== "");
}

const IS_SECRET: ReadonlySet<OtherKind> = new Set([
  "api_key",
  "basic_credentials",
  "github_token",
  "private_key",
]);
