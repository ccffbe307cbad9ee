import type { JwksReason } from "../error.js";
import type { RemoteSettings } from "./options.js";
import type { RemoteError } from "./remote-error.js";
import type { Answer } from "./request.js";
import type { Place } from "./shared.js";

/** An answer, and where it was found. */
export interface Found {
  readonly answer: Answer;
  readonly place: URL;
}

/** What is requested, if it is not a key set. */
export interface Subject {
  /** Its name in messages, such as "the issuer's metadata". */
  readonly name: string;
  /** The reason of every error about it, if there is one. */
  readonly reason?: JwksReason;
  /**
   * Asks several URLs, the provider's first.
   * @throws what `ask` throws, or a {@link RemoteError}
   */
  readonly find?: (ask: (place: URL) => Promise<Found>, url: URL) => Promise<Found>;
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
