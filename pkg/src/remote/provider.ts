import type { RemoteSettings } from "./options.js";
import type { State } from "./state.js";

/** A provider as one caller sees it: the state is everybody's, the rest the caller's own. */
export interface Provider<S> {
  readonly url: URL;
  readonly settings: RemoteSettings;
  readonly state: State<S>;
  readonly parse: (text: string) => S;
}
