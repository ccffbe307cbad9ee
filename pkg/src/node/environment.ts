/**
 * The environment variables of the process, which take the place of a Worker's bindings:
 * `keyFromEnv: ({ JWT_SECRET }) => …`.
 */
export type NodeEnv = Readonly<Record<string, string | undefined>>;

export function environment(): NodeEnv {
  const { process } = globalThis as { readonly process?: { readonly env?: NodeEnv } };
  return process?.env ?? {};
}
