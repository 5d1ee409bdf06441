import { countTerms, type TermCounts, type Token } from './cohesion.js';

export interface NamedToken extends Token {
  readonly word: string;
}

const keywordCount = 5;
const titleParts = 3;
const phraseWords = 3;
const leastRepeats = 2;

interface Candidate {
  /** The terms, joined: equal phrases have the same key. */
  readonly key: string;
  readonly text: string;
  readonly terms: readonly string[];
  readonly score: number;
}

/** Names a topic after terms that are frequent in it and rare elsewhere. */
export class Keyphrases {
  readonly #everywhere: TermCounts;

  constructor(
    private readonly all: readonly NamedToken[],
    private readonly language: string,
  ) {
    this.#everywhere = countTerms(all);
  }

  name(from: number, to: number): { readonly title: string; readonly keywords: readonly string[] } {
    const tokens = this.all.slice(from, to);
    const scores = this.#scores(tokens);
    const singles = findPhrases(tokens, 1, scores, 1);
    const keywords = singles.slice(0, keywordCount).map(({ text }) => text);
    const longer = [2, phraseWords].flatMap((length) => findPhrases(tokens, length, scores, leastRepeats));
    return { title: this.#title(pickDistinct([...longer.sort(byScore).slice(0, 1), ...singles]), tokens), keywords };
  }

  #scores(tokens: readonly Token[]): TermCounts {
    const counts = countTerms(tokens);
    return new Map([...counts].map(([term, count]) => [term, (count * count) / (this.#everywhere.get(term) ?? count)]));
  }

  #title(parts: readonly string[], tokens: readonly NamedToken[]): string {
    const title =
      parts.length > 0
        ? parts.join(', ')
        : tokens
            .slice(0, 4)
            .map(({ word }) => word)
            .join(' ');
    return title.slice(0, 1).toLocaleUpperCase(this.language) + title.slice(1);
  }
}

const byScore = (a: Candidate, b: Candidate): number => b.score - a.score;

/** Returns runs of `length` terms without a stop word between them, the best first, each in its most frequent form. */
function findPhrases(tokens: readonly NamedToken[], length: number, scores: TermCounts, repeats: number): Candidate[] {
  const forms = new Map<string, Map<string, number>>();
  for (let index = 0; index + length <= tokens.length; index += 1) {
    const run = tokens.slice(index, index + length);
    const terms = run.flatMap(({ term }) => (term === undefined ? [] : [term]));
    if (new Set(terms).size < length) continue;
    const key = terms.join(' ');
    const text = run.map(({ word }) => word.toLowerCase()).join(' ');
    const existing = forms.get(key) ?? new Map<string, number>();
    forms.set(key, existing.set(text, (existing.get(text) ?? 0) + 1));
  }
  return [...forms]
    .filter(([, texts]) => [...texts.values()].reduce((sum, count) => sum + count, 0) >= repeats)
    .map(([key, texts]) => candidate(key, texts, scores))
    .sort(byScore);
}

function candidate(key: string, texts: ReadonlyMap<string, number>, scores: TermCounts): Candidate {
  const terms = key.split(' ');
  const [text = key] = [...texts].sort(([, a], [, b]) => b - a)[0] ?? [];
  return { key, text, terms, score: terms.reduce((sum, term) => sum + (scores.get(term) ?? 0), 0) };
}

function pickDistinct(candidates: readonly Candidate[]): readonly string[] {
  const used = new Set<string>();
  const parts: string[] = [];
  for (const { text, terms } of candidates) {
    if (parts.length >= titleParts) break;
    if (terms.some((term) => used.has(term))) continue;
    for (const term of terms) used.add(term);
    parts.push(text);
  }
  return parts;
}
