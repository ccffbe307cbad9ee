import type { JwksReason } from "../error.js";
import type { RemoteSettings } from "./options.js";
import type { Place } from "./shared.js";

/** What an address is asked for, if it is not just a key set. */
export interface Subject {
  /** For messages, such as "the metadata". */
  readonly name: string;
  /** Whatever is wrong is told by this reason, if there is one. */
  readonly reason?: JwksReason;
  /** Asked one after the other if those before answer 404. */
  readonly others: readonly URL[];
  /** What the answer's meaning depends on besides the address: sources that differ in it share nothing. */
  readonly reading: string;
}

/** A provider as one caller sees it: the state may be shared, and the rest is the caller's own. */
export interface Provider<S> extends Place<S> {
  readonly url: URL;
  readonly settings: RemoteSettings;
  readonly parse: (text: string) => S;
  /** `undefined` for a key set. */
  readonly subject: Subject | undefined;
}
