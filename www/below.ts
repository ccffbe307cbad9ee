/** What stands below the verdict: loaded right after it, with or without a token. */

// In the order of the cascade, they come after those of the first view.
import "./below.css";

export { ChecksPanel } from "./panels/checks";
export { ExpectationsPanel } from "./panels/expectations";
export { KeyPanel } from "./panels/key";
export { Shown } from "./panels/shown";
export { FixedTime } from "./panels/time";
export { CopyStatus } from "./ui/copying";
