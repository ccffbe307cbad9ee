/** The environment of the process, where Workers have their bindings: `keyFromEnv: ({ JWT_SECRET }) => …`. */
export type NodeEnv = Readonly<Record<string, string | undefined>>;

export function environment(): NodeEnv {
  const { process } = globalThis as { readonly process?: { readonly env?: NodeEnv } };
  return process?.env ?? {};
}
