import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

interface Stemmer {
  stem(word: string): string;
}
const snowball = require('snowball-stemmers') as { newStemmer(name: string): Stemmer };
const stopWords = require('stopwords-iso') as Readonly<Record<string, readonly string[] | undefined>>;

const stemmers: Readonly<Record<string, string>> = {
  da: 'danish',
  de: 'german',
  en: 'english',
  es: 'spanish',
  fi: 'finnish',
  fr: 'french',
  hu: 'hungarian',
  it: 'italian',
  nl: 'dutch',
  no: 'norwegian',
  pt: 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  sv: 'swedish',
  tr: 'turkish',
};

const leastLetters = 3;

/** Maps words to the terms of a topic. A language without a stemmer or a stop list keeps its words as they are. */
export class Lexicon {
  readonly #stemmer: Stemmer | undefined;
  readonly #stop: ReadonlySet<string>;

  constructor(language: string) {
    const name = stemmers[language];
    this.#stemmer = name === undefined ? undefined : snowball.newStemmer(name);
    this.#stop = new Set(stopWords[language] ?? []);
  }

  /** Returns `undefined` for words that say nothing about a topic. */
  term(word: string): string | undefined {
    const plain = word.toLowerCase().replace(/[^\p{L}\p{N}']/gu, '');
    const base = plain.replace(/'.*$/, '');
    if (base.length < leastLetters || this.#stop.has(plain) || this.#stop.has(base)) return undefined;
    return this.#stemmer?.stem(base) ?? base;
  }
}
