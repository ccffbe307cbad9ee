import { render } from "preact";
import { App } from "./app";
import { inspection } from "./load-inspection";
import { registerServiceWorker } from "./service-worker";

export function start(): void {
  const root = document.getElementById("app");
  if (root) render(<App />, root);
  // Caching files for the next visit must not delay this one.
  void inspection.then(registerServiceWorker);
}
