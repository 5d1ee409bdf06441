/** Phrases that announce a new subject. They do so only at the beginning of a sentence; the caller checks the position. */
const phrases: Readonly<Record<string, readonly string[]>> = {
  en: [
    'next',
    'finally',
    'first',
    'second',
    'third',
    'lastly',
    'now let us',
    'now lets',
    "now let's",
    'let us',
    "let's",
    'now we come',
    'now i want',
    'now i would',
    'moving on',
    'turning to',
    'let me turn',
    'another topic',
    'another subject',
    'my next',
    'my second',
    'my third',
    'my last',
    'the next part',
    'the next topic',
    'the second part',
    'the third part',
    'the last part',
    'the next question',
    'in conclusion',
    'to conclude',
    'to sum up',
    'so much for',
    'on another note',
  ],
  ru: [
    'далее',
    'дальше',
    'теперь',
    'перейдём',
    'перейдем',
    'давайте перейдём',
    'давайте перейдем',
    'следующая тема',
    'следующий вопрос',
    'во-первых',
    'во-вторых',
    'в-третьих',
    'наконец',
    'в заключение',
    'подведём итоги',
    'подведем итоги',
  ],
  de: ['als nächstes', 'nun zu', 'kommen wir', 'zweitens', 'drittens', 'schließlich', 'zum schluss', 'das nächste thema'],
  fr: ['ensuite', 'passons', 'deuxièmement', 'troisièmement', 'enfin', 'pour finir', 'en conclusion'],
  es: ['a continuación', 'pasemos', 'en segundo lugar', 'por último', 'finalmente', 'en conclusión'],
};

const longest = 4;

export class CuePhrases {
  readonly #known: ReadonlySet<string>;

  constructor(language: string) {
    this.#known = new Set(phrases[language] ?? []);
  }

  startsAt(words: readonly string[], index: number): boolean {
    for (let length = 1; length <= longest; length += 1) {
      const phrase = words
        .slice(index, index + length)
        .join(' ')
        .toLowerCase();
      if (this.#known.has(phrase)) return true;
    }
    return false;
  }
}
