// arktype's types name a class of Node's, whose types are not among those of these tests.
declare module "buffer" {
  export const File: typeof globalThis.File;
}
