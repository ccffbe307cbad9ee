import { text } from "../../text";
import { sentence } from "../failure";
import type { MlDsaAlgorithm } from "./algorithm";
import type { KeyProblem, PrivateKeyReading } from "./key";
import { hasMlDsa, reasonOf } from "./verify";

export function problemInWords({ name, found, wanted }: KeyProblem): string {
  return text.mlDsa.problems[name](found, wanted);
}

/** Why the key cannot sign yet. */
export function obstacleOfKey(key: PrivateKeyReading): string | undefined {
  if (key.status === "absent") return text.make.noKey;
  return key.status === "problem" ? sentence(problemInWords(key.problem)) : undefined;
}

/** Why the browser did not sign. */
export async function refusalInWords(algorithm: MlDsaAlgorithm, error: unknown): Promise<string> {
  if (!(await hasMlDsa(algorithm))) return text.mlDsa.cannotSign;
  return text.mlDsa.problems.refused(reasonOf(error), algorithm);
}
