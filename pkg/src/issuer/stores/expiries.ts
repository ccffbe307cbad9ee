/** An item that is forgotten at a time, which can be moved to later. */
export interface Expiring {
  /** In seconds since 1970-01-01T00:00:00Z. */
  expiresAt: number;
}

interface Entry<T> {
  /** When to look at the item. It is too early if the item's time was moved since. */
  due: number;
  readonly item: T;
}

/** Items in a binary heap, sorted by the time when they expire, so that finding expired items does not visit the others. */
export class Expiries<T extends Expiring> {
  readonly #heap: Entry<T>[] = [];

  add(item: T): void {
    this.#heap.push({ due: item.expiresAt, item });
    this.#raise(this.#heap.length - 1);
  }

  /** Removes an expired item and returns it. */
  take(now: number): T | undefined {
    for (;;) {
      const [first] = this.#heap;
      if (first === undefined || first.due > now) return undefined;
      if (first.item.expiresAt <= now) {
        this.#removeFirst();
        return first.item;
      }
      first.due = first.item.expiresAt;
      this.#lower(0);
    }
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#lower(0);
  }

  #raise(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (this.#due(parent) <= this.#due(at)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #lower(from: number): void {
    for (let at = from; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const child = this.#due(right) < this.#due(left) ? right : left;
      if (this.#due(at) <= this.#due(child)) return;
      this.#swap(at, child);
      at = child;
    }
  }

  /** The time of an entry. A place beyond the end never expires. */
  #due(at: number): number {
    return this.#heap[at]?.due ?? Number.POSITIVE_INFINITY;
  }

  #swap(one: number, other: number): void {
    const entry = this.#heap[one] as Entry<T>;
    this.#heap[one] = this.#heap[other] as Entry<T>;
    this.#heap[other] = entry;
  }
}
