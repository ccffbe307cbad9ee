import type { Text } from "../../text";

type Words = Text["statements"]["words"];
type Name = keyof Words;

/** A statement with the facts that its sentence names. */
export type Statement = {
  readonly [N in Name]: {
    readonly name: N;
    readonly facts: Parameters<Words[N]>;
    /** The token as it probably was, which a button puts in its place. */
    readonly repair: Repair | undefined;
  };
}[Name];

export interface Repair {
  readonly name: keyof Text["statements"]["repairs"];
  readonly token: string;
}

export function statement<N extends Name>(name: N, facts: Parameters<Words[N]>, repair?: Repair): Statement {
  return { name, facts, repair } as Statement;
}
