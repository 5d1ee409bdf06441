/** Occurrences of each term, weighted by the confidence of its words. */
export type TermCounts = ReadonlyMap<string, number>;

export interface Token {
  /** `undefined` for a stop word. */
  readonly term: string | undefined;
  readonly weight: number;
}

export function countTerms(tokens: readonly Token[]): TermCounts {
  const counts = new Map<string, number>();
  for (const { term, weight } of tokens) if (term !== undefined) counts.set(term, (counts.get(term) ?? 0) + weight);
  return counts;
}

/** Returns the cosine of two term vectors. Square roots keep a single frequent word from deciding alone. */
export function computeSimilarity(left: TermCounts, right: TermCounts): number {
  let dot = 0;
  for (const [term, count] of left) dot += Math.sqrt(count * (right.get(term) ?? 0));
  const norm = Math.sqrt(sum(left) * sum(right));
  return norm === 0 ? 0 : dot / norm;
}

const sum = (counts: TermCounts): number => [...counts.values()].reduce((total, count) => total + count, 0);

/** Returns for each gap between words the similarity of the words before and after it, averaged over neighbouring gaps. */
export function computeCohesion(tokens: readonly Token[], windowWords: number): readonly number[] {
  const windows = new SlidingWindows();
  for (const token of tokens.slice(0, windowWords)) windows.change('right', token, 1);
  const raw = [windows.similarity()];
  for (const [gap, crossing] of tokens.entries()) {
    windows.change('right', crossing, -1);
    windows.change('left', crossing, 1);
    const [entering, leaving] = [tokens[gap + windowWords], tokens[gap - windowWords]];
    if (entering) windows.change('right', entering, 1);
    if (leaving) windows.change('left', leaving, -1);
    raw.push(windows.similarity());
  }
  return smooth(raw, Math.max(1, Math.round(windowWords / 10)));
}

/** The similarity of two neighbouring windows, updated word by word: a lecture has tens of thousands of words. */
class SlidingWindows {
  readonly #counts = { left: new Map<string, number>(), right: new Map<string, number>() };
  readonly #sums = { left: 0, right: 0 };
  #dot = 0;

  change(side: 'left' | 'right', { term, weight }: Token, sign: 1 | -1): void {
    if (term === undefined) return;
    const before = this.#product(term);
    this.#counts[side].set(term, Math.max(0, (this.#counts[side].get(term) ?? 0) + sign * weight));
    this.#sums[side] += sign * weight;
    this.#dot += this.#product(term) - before;
  }

  similarity(): number {
    const norm = Math.sqrt(Math.max(0, this.#sums.left) * Math.max(0, this.#sums.right));
    // Rounding errors of empty windows are no similarity.
    return norm < 1e-6 ? 0 : Math.max(0, this.#dot / norm);
  }

  #product(term: string): number {
    return Math.sqrt((this.#counts.left.get(term) ?? 0) * (this.#counts.right.get(term) ?? 0));
  }
}

export function smooth(values: readonly number[], reach: number): readonly number[] {
  const sums = [0];
  for (const value of values) sums.push((sums.at(-1) ?? 0) + value);
  return values.map((_, index) => {
    const [from, to] = [Math.max(0, index - reach), Math.min(values.length, index + reach + 1)];
    return ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from);
  });
}

/** Returns for each point the climb to the nearest peaks on both sides. */
export function computeDepths(curve: readonly number[]): readonly number[] {
  const left = computeClimbs(curve);
  const right = computeClimbs([...curve].reverse()).reverse();
  return curve.map((value, index) => (left[index] ?? 0) - value + ((right[index] ?? 0) - value));
}

/** Returns for each point the height of the peak before it. */
function computeClimbs(curve: readonly number[]): number[] {
  const peaks: number[] = [];
  for (const [index, value] of curve.entries()) {
    const previous = curve[index - 1] ?? value;
    peaks.push(previous >= value ? Math.max(peaks[index - 1] ?? value, value) : value);
  }
  return peaks;
}
