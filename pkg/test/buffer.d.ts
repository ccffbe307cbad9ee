// The types of arktype mention Node's `Buffer`, but these tests are compiled without Node's types.
declare module "buffer" {
  export const File: typeof globalThis.File;
}
