export { first } from "../secret/nothing.mjs";
