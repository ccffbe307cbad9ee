/**
 * A schema of zod, valibot, arktype, or any other library that implements Standard Schema, version 1 (standardschema.dev).
 * Only the interface is declared here, so that no library has to be installed.
 */
export interface StandardSchema<Input = unknown, Output = Input> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (
      value: unknown,
    ) => StandardSchemaResult<Output> | Promise<StandardSchemaResult<Output>>;
    /** Types of the input and the output; it has no value. */
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/** The result of a schema: its output, or the issues that it found. */
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
   * A schema for the claims. It runs last, and only for a token that has passed every other check. Its output becomes the
   * `payload`. Claims that it refuses are `schema_mismatch`, with its `issues`.
   */
  schema: StandardSchema<unknown, P>;
}

/** An issue that a schema found. */
export interface SchemaIssue {
  /** The message of the schema's library, which may repeat a part of the claim. */
  readonly message: string;
  /** The place in the payload; missing if the issue is about the whole payload. */
  readonly path?: readonly PropertyKey[];
}
