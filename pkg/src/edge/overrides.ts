import { folded } from "./text.js";

// Some servers and frameworks read the path or the method from a header instead of the request line. IIS, Symfony and
// Yii read `X-Original-URL` and `X-Rewrite-URL`; Rack, Symfony and Ktor `X-HTTP-Method-Override`; OData
// `X-HTTP-Method`; servers behind Traefik, Caddy or nginx `X-Forwarded-Uri` and `X-Original-Method`; Spring and ASP.NET
// `X-Forwarded-Prefix`; Envoy `X-Envoy-Original-Path`; gunicorn `SCRIPT_NAME` and `PATH_INFO`; Next.js `X-Matched-Path`
// and `X-Invoke-Path`. There are too many names to list, but all are made of a few words.
const WHAT: ReadonlySet<string> = new Set([
  "method",
  "verb",
  "url",
  "uri",
  "path",
  "pathname",
  "pathbase",
  "prefix",
  "script",
  "target",
]);
const HOW: ReadonlySet<string> = new Set([
  "x",
  "http",
  "original",
  "orig",
  "forwarded",
  "rewrite",
  "rewritten",
  "override",
  "overwrite",
  "real",
  "raw",
  "request",
  "requested",
  "proxy",
  "envoy",
  "matched",
  "invoke",
  "redirect",
  "waws",
  "unencoded",
  "base",
  "name",
  "info",
]);

/**
 * Whether a header of this name may replace the request's path or method, in any spelling that servers read as the same
 * name.
 */
export function isOverride(header: string): boolean {
  const words = folded(header).split("-");
  return words.some((word) => WHAT.has(word)) && words.every((word) => WHAT.has(word) || HOW.has(word));
}
