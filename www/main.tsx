import { render } from "preact";
import { App } from "./app";
import { registerServiceWorker } from "./service-worker";
import "./styles.css";

const root = document.getElementById("app");
if (root) render(<App />, root);

// A person who came to read a token does not wait for the files that are kept for the next time.
addEventListener("load", () => void registerServiceWorker(), { once: true });
