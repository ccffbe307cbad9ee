/** Without `application/`, in lower case (RFC 7515 §4.1.9). */
export function mediaType(typ: unknown): string | undefined {
  return typeof typ === "string" ? typ.toLowerCase().replace(/^application\//, "") : undefined;
}
