import { invalidOptions } from "../error.js";
import { invalidOption, readOnce } from "../read-options.js";
import { type Demands, joined, type RouteDemands, readDemands } from "./demands.js";
import type { Incoming } from "./incoming.js";
import { isAmbiguous, isPublicPath, PublicPaths, plainPath } from "./paths.js";
import { isPlain, type PublicSettings } from "./public.js";
import { isToken } from "./text.js";

/** Demands by route: `"GET /path"` or `"/path"`, or `"/path/*"` for all paths below one. */
export type RouteOptions = Readonly<Record<string, RouteDemands>>;

export interface Route {
  /** In upper case; `undefined` for all methods. */
  readonly method: string | undefined;
  readonly path: string;
  readonly demands: Demands;
}

/**
 * Finds the demands of a request: those of every route that an origin might match with it. An origin may ignore case,
 * and a slash, an extension or `index` at the end of a path, and it answers `HEAD` as `GET`. If the path is ambiguous,
 * the demands of all routes apply.
 */
export class Routes {
  readonly #routes: readonly (Route & { readonly isLike: (path: string) => boolean })[];

  constructor(routes: readonly Route[]) {
    const paths = new Set(routes.map(({ path }) => caseless(path)));
    this.#routes = routes.map((route) => ({ ...route, isLike: likeness(caseless(route.path), paths) }));
  }

  demandsOn(incoming: Incoming, env: unknown): Demands | undefined {
    if (this.#routes.length === 0) return undefined;
    const methods = [undefined, incoming.method.toUpperCase()];
    if (methods.includes("HEAD")) methods.push("GET");
    const plain = isPlain(incoming, env) ? plainPath(incoming.url) : undefined;
    const path = plain && caseless(plain);
    // Checked again, because removing spaces can leave an empty segment.
    const isAnything = path === undefined || isAmbiguous(path);
    const found = this.#routes.filter(
      ({ method, isLike }) => isAnything || (methods.includes(method) && isLike(path)),
    );
    return joined(found.map(({ demands }) => demands));
  }
}

/**
 * Whether an origin might match a path with the route. A route for all paths below one also matches that path itself,
 * unless it has a route of its own.
 */
function likeness(wanted: string, all: ReadonlySet<string>): (path: string) => boolean {
  const below = wanted.endsWith("/*") ? wanted.slice(0, -1) : undefined;
  const whole = withoutSlash(below ?? wanted);
  const isWhole = below === undefined || !(all.has(whole) || all.has(below));
  // A path behind the name of a script belongs to the script (RFC 3875 §4.1.5).
  const isScript = whole.slice(whole.lastIndexOf("/")).includes(".");
  return (path) => {
    if (below !== undefined && path.startsWith(below)) return true;
    if (!isWhole || !path.startsWith(whole)) return false;
    // Servers answer a request for a folder with its index page.
    const rest = withoutSlash(path.slice(whole.length)).replace("/index", "");
    return rest === "" || rest.startsWith(".") || (isScript && rest.startsWith("/"));
  };
}

const withoutSlash = (path: string) => (path.endsWith("/") ? path.slice(0, -1) : path);

/**
 * One spelling for all paths that differ only in case (in any language), accents, invisible characters or spaces, which
 * some servers remove.
 */
function caseless(path: string): string {
  // Character by character, as for ambiguous paths.
  const letters = [...decodeURIComponent(path)].map((letter) => letter.normalize("NFKD"));
  return letters
    .join("")
    .replaceAll(/\s|\p{M}|\p{Cf}/gu, "")
    .toUpperCase()
    .toLowerCase();
}

/** @throws {JwtError} `options_invalid` */
export function readRoutes(
  given: unknown,
  { publicPaths, publicMethods }: Pick<PublicSettings, "publicPaths" | "publicMethods">,
): readonly Route[] {
  const open = new PublicPaths(publicPaths);
  const routes = Object.entries(readOnce(given, "options.routes"));
  if (routes.length === 0) throw invalidOption("routes", "is empty; leave it out if nothing is demanded");
  return routes.map(([name, demands]) => {
    const [path = "", method, ...more] = name.split(" ").reverse();
    const isRoute = more.length === 0 && (method === undefined || isToken(method)) && isPublicPath(path);
    // A router's pattern such as `/:id` is refused, because as a path it would match nothing.
    if (!isRoute || /\/:|[[\](){}|?+]/.test(path)) {
      throw invalidOption(
        "routes",
        `cannot hold ${JSON.stringify(name)}; a route is "/path", "/path/*" or "GET /path"`,
      );
    }
    const verb = method?.toUpperCase();
    if (open.covers(path) || (verb !== undefined && publicMethods.includes(verb))) {
      throw invalidOptions(
        `the route ${JSON.stringify(name)} is public, so it can demand nothing; remove one of the two`,
      );
    }
    return { method: verb, path, demands: readDemands(demands, `options.routes["${name}"]`) };
  });
}
