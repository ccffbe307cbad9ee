import type { JwksReason } from "../error.js";
import type { RemoteSettings } from "./options.js";
import type { Place } from "./shared.js";

/** What is requested, if it is not a key set. */
export interface Subject {
  /** Its name in messages, such as "the issuer's metadata". */
  readonly name: string;
  /** The reason of every error about it, if there is one. */
  readonly reason?: JwksReason;
  /** More URLs, each of which is tried if the ones before answered 404. */
  readonly others: readonly URL[];
  /** What else decides how the answer is read. Sources with a different value do not share answers. */
  readonly reading: string;
}

/** A provider as one caller sees it: the state may be shared, the rest is the caller's own. */
export interface Provider<S> extends Place<S> {
  readonly url: URL;
  readonly settings: RemoteSettings;
  readonly parse: (text: string) => S;
  /** What is requested; `undefined` for a key set. */
  readonly subject: Subject | undefined;
}
