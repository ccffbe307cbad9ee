import type { RemoteSettings } from "./options.js";
import type { Place } from "./shared.js";

/** A provider as one caller sees it: the state may be shared, and the rest is the caller's own. */
export interface Provider<S> extends Place<S> {
  readonly url: URL;
  readonly settings: RemoteSettings;
  readonly parse: (text: string) => S;
}
