export { DIST as SITE, filesBelow } from "../../../docs/build/files.mjs";
