/** What a path can have without quotation marks. */
const PLAIN = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** A value in a JSON text, with its places. */
export class JsonNode {
  readonly kind: "object" | "array" | "string" | "number" | "literal";
  readonly parent: JsonNode | undefined;
  /** Of a member, unescaped; `undefined` for the items of a list and for the outermost value. */
  readonly name: string | undefined;
  /** Where the name begins, or the value if it has no name. */
  readonly start: number;
  readonly valueStart: number;
  /** How many containers it is in. */
  readonly depth: number;
  /** The place among its siblings. */
  readonly index: number;
  readonly #text: string;
  #children: JsonNode[] = [];
  #end: number;
  #isRepeated = false;
  #isWhole = true;
  #segment: string | undefined;

  constructor(
    text: string,
    kind: JsonNode["kind"],
    parent: JsonNode | undefined,
    named: { readonly name: string; readonly start: number } | undefined,
    start: number,
    end: number,
  ) {
    this.#text = text;
    this.kind = kind;
    this.parent = parent;
    this.name = named?.name;
    this.start = named?.start ?? start;
    this.valueStart = start;
    this.#end = end;
    this.depth = parent ? parent.depth + 1 : 0;
    this.index = parent ? parent.#children.push(this) - 1 : 0;
  }

  get end(): number {
    return this.#end;
  }

  /** As it stands in the text. */
  get value(): string {
    return this.#text.slice(this.valueStart, this.#end);
  }

  /** Empty for a container that is not JSON inside. */
  get children(): readonly JsonNode[] {
    return this.#children;
  }

  /** Another member of the same object has the same name. */
  get isRepeated(): boolean {
    return this.#isRepeated;
  }

  /** `false` if it is cut off, or not JSON inside. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** What is added to the path of its container: `.roles`, `[0]`, or `["https://x/y"]`. */
  get segment(): string {
    // A name can be as long as the text, and each value in it needs it.
    this.#segment ??= this.#madeSegment();
    return this.#segment;
  }

  #madeSegment(): string {
    if (this.name === undefined) return `[${this.index}]`;
    return PLAIN.test(this.name) ? `.${this.name}` : `[${JSON.stringify(this.name)}]`;
  }

  get isContainer(): boolean {
    return this.kind === "object" || this.kind === "array";
  }

  closeAt(end: number): void {
    this.#end = end;
  }

  cutOff(end: number): void {
    this.#end = end;
    this.#isWhole = false;
  }

  damage(): void {
    this.#children = [];
    this.#isWhole = false;
  }

  markRepeated(other: JsonNode): void {
    this.#isRepeated = true;
    other.#isRepeated = true;
  }
}

/** What a string says, without its quotation marks and escapes; anything else as it stands in the text. */
export function meantBy({ kind, value, isWhole }: JsonNode): string {
  if (kind !== "string") return value;
  try {
    const meant: string = JSON.parse(value);
    // The clipboard would replace half a surrogate pair.
    if (!/\p{Surrogate}/u.test(meant)) return meant;
  } catch {
    // It is shown as it stands.
  }
  return value.slice(1, isWhole ? -1 : undefined);
}
