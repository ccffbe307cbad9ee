import type { PastedKind } from "../../model/pasted-key";
import type { Text } from "..";
import { number } from "../locale";

const things: Record<PastedKind, readonly [one: string, several: string]> = {
  public: ["der öffentliche Schlüssel", "öffentlichen Schlüsseln"],
  certificate: ["das Zertifikat", "Zertifikaten"],
  set: ["das JWKS", "JWKS"],
  private: ["der private Schlüssel", "privaten Schlüsseln"],
  secret: ["das Secret", "Secrets"],
};

const some: Record<PastedKind, string> = {
  public: "ein öffentlicher Schlüssel",
  certificate: "ein Zertifikat",
  set: "ein JWKS",
  private: "ein privater Schlüssel",
  secret: "ein Secret",
};

export const pastedKey: Text["pastedKey"] = {
  taken: (kind, name, count) => {
    const [one, several] = things[kind];
    const taken =
      count === 1
        ? `${one}${name === undefined ? "" : ` (${name})`}`
        : `${one.startsWith("der") ? "der erste" : "das erste"} von ${number(count)} ${several}`;
    return `Aus demselben Text steht jetzt auch ${taken} im Schlüsselfeld.`;
  },
  check: "Der Schlüssel kam mit dem Token: Prüfen Sie, ob er wirklich dem Aussteller gehört.",
  here: "Alles bleibt auf dieser Seite.",
  kept: (kind) => `Im selben Text steht ${some[kind]}. Im Schlüsselfeld bleibt, was Sie eingegeben haben.`,
  left: (kind) =>
    `Im selben Text steht ${some[kind]}. Das Feld bleibt, wie es war: Dieses Token braucht das nicht.`,
  use: "Ins Schlüsselfeld übernehmen",
};
