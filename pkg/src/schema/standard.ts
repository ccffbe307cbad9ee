/**
 * A schema of zod, valibot, arktype, or of any other library that keeps to Standard Schema, version 1 (standardschema.dev).
 * It is the interface alone, so that none of them has to be installed.
 */
export interface StandardSchema<Input = unknown, Output = Input> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (
      value: unknown,
    ) => StandardSchemaResult<Output> | Promise<StandardSchemaResult<Output>>;
    /** Only in types. */
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/** What a schema says of a value. */
export type StandardSchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | {
      readonly issues: readonly {
        readonly message: string;
        readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
      }[];
    };

/** The option `schema` of `verify`, `verifySync` and `createVerifier`. */
export interface SchemaOption<P> {
  /**
   * What the claims must be like, beside all else that is demanded: asked last, with the claims of a token that has passed every
   * other check. What it gives is the `payload`. Claims that it refuses are `schema_mismatch`, with its `issues`.
   */
  schema: StandardSchema<unknown, P>;
}

/** What a schema finds wrong. */
export interface SchemaIssue {
  /** In the words of the schema's library, which may repeat a part of the claim. */
  readonly message: string;
  /** Where in the payload; missing if it is the whole. */
  readonly path?: readonly PropertyKey[];
}
