export { checks, failures, fixes } from "./checks";
export { claims, values } from "./claims";
export { core } from "./core";
export { judged } from "./judged";
export { key, remedies } from "./key";
export { statements } from "./statements";
export { time } from "./time";
export { verdict } from "./verdict";
