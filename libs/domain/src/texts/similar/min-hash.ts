/** The number of values of a sketch, and of bits of a signature: a likeness of 85 % is estimated within 2 percentage points. */
export const SIGNATURE_BITS = 512;
/** The first bits of a hash name its place in the sketch. */
const PLACE_SHIFT = 32 - 9;

/** Mixes all bits of a number (the finalizer of MurmurHash3). */
export function mix(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Returns 32 bits of a text (FNV-1a, mixed). Another `seed` gives numbers that cannot be compared. */
export function hashText(text: string, seed: number): number {
  let hash = seed;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return mix(hash);
}

/** With so few filled places, comparing them is quicker than going through the order of an empty one. */
const FEW_FILLED = 16;

interface Lenders {
  /** For each place all places, in the order in which it takes their hashes while it is empty. */
  readonly order: Uint16Array;
  /** For each place the ranks of all places in this order. */
  readonly ranks: Uint16Array;
}

function orderLenders(): Lenders {
  const [order, ranks] = [new Uint16Array(SIGNATURE_BITS ** 2), new Uint16Array(SIGNATURE_BITS ** 2)];
  for (let place = 0; place < SIGNATURE_BITS; place += 1) {
    const isDrawn = new Uint8Array(SIGNATURE_BITS);
    for (let rank = 0, attempt = 1; rank < SIGNATURE_BITS; attempt += 1) {
      const other = mix(place * 65_537 + attempt) >>> PLACE_SHIFT;
      if (isDrawn[other] === 1) continue;
      isDrawn[other] = 1;
      order[place * SIGNATURE_BITS + rank] = other;
      ranks[place * SIGNATURE_BITS + other] = rank;
      rank += 1;
    }
  }
  return { order, ranks };
}

let known: Lenders | undefined;

/** Drawing them for each sketch would take about a millisecond. They have 1 MB. */
const lenders = (): Lenders => (known ??= orderLenders());

/**
 * A MinHash sketch of a set of hashes, by one permutation (Li, Owen and Zhang 2012). It needs as much time for each hash and as much
 * memory whatever the size of the set. Two sketches have equal values at about as many places as their sets have elements in common.
 */
export class Sketch {
  readonly #smallest = new Uint32Array(SIGNATURE_BITS);
  readonly #isFilled = new Uint8Array(SIGNATURE_BITS);

  add(hash: number): void {
    const place = hash >>> PLACE_SHIFT;
    if (this.#isFilled[place] === 1 && hash >= (this.#smallest[place] ?? 0)) return;
    this.#smallest[place] = hash;
    this.#isFilled[place] = 1;
  }

  /** Returns the smallest hash of each place. An empty place takes that of others, in the same order in each sketch (Shrivastava 2017). */
  minima(): Uint32Array {
    const filled = [...this.#isFilled.keys()].filter((place) => this.#isFilled[place] === 1);
    if (filled.length === 0) throw new Error('The set has no element');
    return this.#smallest.map((hash, place) =>
      this.#isFilled[place] === 1 ? hash : (this.#smallest[this.#lenderTo(place, filled)] ?? 0),
    );
  }

  /** Returns the first filled place in the order of the empty one. */
  #lenderTo(place: number, filled: readonly number[]): number {
    const { order, ranks } = lenders();
    const row = place * SIGNATURE_BITS;
    if (filled.length > FEW_FILLED)
      return order.subarray(row, row + SIGNATURE_BITS).find((other) => this.#isFilled[other] === 1) ?? 0;
    const rankOf = (other: number): number => ranks[row + other] ?? 0;
    return filled.reduce((first, other) => (rankOf(other) < rankOf(first) ? other : first));
  }
}

/** Returns one bit of each minimum, as hexadecimal digits. Minima that differ have the same bit in half of the cases. */
export function signatureOf(minima: Uint32Array): string {
  let digits = '';
  for (let at = 0; at < SIGNATURE_BITS; at += 4) {
    let digit = 0;
    for (let bit = 0; bit < 4; bit += 1) digit = digit * 2 + (mix((minima[at + bit] ?? 0) + at + bit) & 1);
    digits += digit.toString(16);
  }
  return digits;
}

/** Returns a number for each `rows` minima that follow each other. Signed, because PostgreSQL has no other integers. */
export const bandsOf = (minima: Uint32Array, bands: number, rows: number): readonly number[] =>
  Array.from(
    { length: bands },
    (_, band) => minima.subarray(band * rows, (band + 1) * rows).reduce((hash, value) => mix(hash ^ value), mix(band)) | 0,
  );

/** Returns the number of bits in which two signatures differ. */
export function distanceOf(one: string, other: string): number {
  let distance = 0;
  for (let at = 0; at < one.length; at += 8) {
    let differing = Number.parseInt(one.slice(at, at + 8), 16) ^ Number.parseInt(other.slice(at, at + 8), 16);
    for (; differing !== 0; differing &= differing - 1) distance += 1;
  }
  return distance;
}
