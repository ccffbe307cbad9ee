/** Cookies that hold one token in pieces, as Auth.js, Auth0, Supabase and ASP.NET Core write them. */

/** `session.0=…`, `sessionC1=…`, `session_1=…`: bounded, so that each place is tried for a bounded number of names. */
const PIECE = /(?<=^|[\s;,"'`])([^\s=;,"'`]{1,120}?)(?:[._-]|C)?(\d{1,2})(?:=|\t)([\w\-.+/=%~]+)/g;

/** As many as two digits can number. */
const MOST_PIECES = 100;

interface Piece {
  readonly index: number;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

export interface Joined {
  readonly text: string;
  readonly isJoined: boolean;
}

/** The text with the pieces joined, as one cookie at the place of the first. */
export function withJoinedCookies(text: string): Joined {
  const inOrder: Piece[] = [];
  const groups = new Map<string, Piece[]>();
  for (const match of text.matchAll(PIECE)) {
    const [whole, name = "", index = "", value = ""] = match;
    const piece = { index: Number(index), value, start: match.index, end: match.index + whole.length };
    inOrder.push(piece);
    const pieces = groups.get(name);
    if (pieces) pieces.push(piece);
    else groups.set(name, [piece]);
  }
  const replacements = new Map<Piece, string>();
  for (const [name, pieces] of groups) {
    const joined = joinedPieces(name, pieces);
    if (joined === undefined) continue;
    for (const piece of pieces) replacements.set(piece, piece === pieces[0] ? joined : "");
  }
  if (replacements.size === 0) return { text, isJoined: false };
  const parts: string[] = [];
  let end = 0;
  for (const piece of inOrder) {
    const replacement = replacements.get(piece);
    if (replacement === undefined) continue;
    parts.push(text.slice(end, piece.start), replacement);
    end = piece.end;
  }
  parts.push(text.slice(end));
  return { text: parts.join(""), isJoined: true };
}

/** Only pieces that are numbered without a gap, and whose value does not hold a whole token itself. */
function joinedPieces(name: string, pieces: readonly Piece[]): string | undefined {
  if (pieces.length < 2 || pieces.length > MOST_PIECES) return undefined;
  const sorted = [...pieces].sort((one, other) => one.index - other.index);
  const least = sorted[0]?.index ?? 0;
  const isRow = least <= 1 && sorted.every((piece, place) => piece.index === least + place);
  const areTokens = sorted.slice(1).some((piece) => piece.value.startsWith("eyJ"));
  return isRow && !areTokens ? `${name}=${sorted.map((piece) => piece.value).join("")}` : undefined;
}
