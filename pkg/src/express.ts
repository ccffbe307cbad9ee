import "./index.js";
import { withEngines } from "./load/with-engines.js";

withEngines(undefined);

export * from "./express/index.js";
