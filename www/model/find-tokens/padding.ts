/** `/=+$/` would try each `=` of a long run again: segments that are joined over line breaks can have many. */
export function withoutPadding(segment: string): string {
  let end = segment.length;
  while (segment[end - 1] === "=") end -= 1;
  return segment.slice(0, end);
}

/** base64 or base64url, with or without padding, as base64url without. */
export function toBase64url(segment: string): string {
  return withoutPadding(segment.replaceAll("+", "-").replaceAll("/", "_"));
}
