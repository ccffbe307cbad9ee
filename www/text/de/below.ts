export { expectations } from "./expectations";
export { keyField } from "./key-field";
export { reading } from "./reading";
