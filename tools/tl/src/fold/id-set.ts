const WORDS = 4;
const HEX_DIGITS = 8;
const FIRST_SLOTS = 1_024;

function wordsOf(id: string): Uint32Array {
  const hex = id.replaceAll('-', '');
  return Uint32Array.from({ length: WORDS }, (_, at) => Number.parseInt(hex.slice(at * HEX_DIGITS, (at + 1) * HEX_DIGITS), 16));
}

/** A set of UUIDs in 32 bytes for each, where a `Set` of a million texts needs several times as much memory. */
export class IdSet {
  #slots = FIRST_SLOTS;
  /** Zeros mark a free slot: no id of an item consists of zeros. */
  #words = new Uint32Array(FIRST_SLOTS * WORDS);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  has(id: string): boolean {
    return this.#isTaken(this.#find(wordsOf(id)));
  }

  add(id: string): void {
    if (this.#size * 2 >= this.#slots) this.#grow();
    const words = wordsOf(id);
    const slot = this.#find(words);
    if (this.#isTaken(slot)) return;
    this.#words.set(words, slot * WORDS);
    this.#size += 1;
  }

  #isTaken(slot: number): boolean {
    return this.#words.subarray(slot * WORDS, (slot + 1) * WORDS).some((word) => word !== 0);
  }

  /** Returns the slot of the id, or the free slot where it belongs. */
  #find(words: Uint32Array): number {
    let slot = hash(words) % this.#slots;
    while (this.#isTaken(slot) && !words.every((word, index) => this.#words[slot * WORDS + index] === word))
      slot = (slot + 1) % this.#slots;
    return slot;
  }

  #grow(): void {
    const before = this.#words;
    this.#slots *= 2;
    this.#words = new Uint32Array(this.#slots * WORDS);
    for (let at = 0; at < before.length; at += WORDS) {
      const words = before.subarray(at, at + WORDS);
      if (words.some((word) => word !== 0)) this.#words.set(words, this.#find(words) * WORDS);
    }
  }
}

/** FNV-1a over the words: consecutive ids must not fill neighbouring slots. */
const hash = (words: Uint32Array): number => {
  let sum = 0x811c9dc5;
  for (const word of words) {
    sum = Math.imul(sum ^ word, 0x01000193);
    sum ^= sum >>> 15;
  }
  return sum >>> 0;
};
