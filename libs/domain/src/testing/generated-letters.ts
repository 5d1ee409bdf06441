/** A letter whose text is generated, with the values that a reader finds in it. */
export interface GeneratedLetter {
  readonly kind: 'invoice' | 'flat-rate' | 'letter' | 'notice';
  readonly text: string;
  readonly date: string;
  readonly amount: string;
  readonly number: string;
}

export type Random = () => number;

/** Returns numbers from 0 to 1, the same ones for the same seed (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
const between = (random: Random, least: number, most: number): number => least + Math.floor(random() * (most - least + 1));
const digits = (random: Random, count: number): string => Array.from({ length: count }, () => between(random, 0, 9)).join('');
const two = (value: number): string => String(value).padStart(2, '0');

const SYLLABLES =
  'ver be ge ein aus ten rung lich keit sam for mal ser vice pay ment con tract ter mi na tion lei stung kon to num mer'.split(
    ' ',
  );
const FUNCTION_WORDS =
  'der die das und ist nicht mit für auf den von zu im dem wir sie ihre ihnen bitte bei als oder nach aus werden wird haben kann sich'.split(
    ' ',
  );
const LARGEST_VOCABULARY = 6_000;
const VOCABULARY = ((random: Random): readonly string[] =>
  Array.from({ length: LARGEST_VOCABULARY }, () =>
    Array.from({ length: between(random, 2, 4) }, () => pick(random, SYLLABLES)).join(''),
  ))(randomFrom(7));

/** Some words are in many texts, as in a language. */
const someWords = (random: Random, count: number): string =>
  Array.from({ length: count }, () =>
    random() < 0.4 ? pick(random, FUNCTION_WORDS) : (VOCABULARY[Math.floor(random() ** 2 * LARGEST_VOCABULARY)] ?? ''),
  ).join(' ');

interface Sender {
  readonly head: string;
  readonly foot: string;
  readonly terms: string;
  readonly services: readonly string[];
  readonly notice: string;
  readonly prices: readonly number[];
}

const senderOf = (random: Random): Sender => ({
  head: `${someWords(random, 4)} GmbH\n${someWords(random, 2)} ${String(between(random, 1, 120))}\n${digits(random, 5)} ${someWords(random, 1)}\nTel. 0${digits(random, 3)} / ${digits(random, 7)}`,
  foot: `IBAN DE${digits(random, 2)} ${digits(random, 4)} ${digits(random, 4)} ${digits(random, 4)} ${digits(random, 4)} ${digits(random, 2)}\nUSt-IdNr. DE${digits(random, 9)} HRB ${digits(random, 5)}\n${someWords(random, 12)}`,
  terms: someWords(random, between(random, 60, 140)),
  services: Array.from({ length: 12 }, () => someWords(random, between(random, 2, 5))),
  notice: someWords(random, between(random, 90, 200)),
  prices: Array.from({ length: 4 }, () => between(random, 500, 20_000)),
});

const money = (cents: number): string => `${String(Math.floor(cents / 100))},${two(cents % 100)}`;

interface Dated {
  readonly date: string;
  readonly shown: string;
  readonly due: string;
  readonly number: string;
}

const datedOf = (random: Random, nth: number): Dated => {
  const [month, day] = [(nth % 12) + 1, between(random, 1, 28)];
  const year = 2024 + Math.floor(nth / 12);
  return {
    date: `${String(year)}-${two(month)}-${two(day)}`,
    shown: `${two(day)}.${two(month)}.${String(year)}`,
    due: `${two(28 - (day % 14))}.${two((month % 12) + 1)}.${String(year)}`,
    number: `${String(year)}-${digits(random, 5)}`,
  };
};

function invoiceOf(sender: Sender, nth: number, random: Random, isFlatRate: boolean): GeneratedLetter {
  const { date, shown, due, number } = datedOf(random, nth);
  const count = isFlatRate ? 2 : between(random, 1, 5);
  const lines = Array.from({ length: count }, (_, at) => ({
    service: isFlatRate ? (sender.services[at] ?? '') : pick(random, sender.services),
    quantity: isFlatRate ? 1 : between(random, 1, 30),
    price: isFlatRate ? (sender.prices[at] ?? 0) : between(random, 300, 30_000),
  }));
  const net = lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
  const total = Math.round(net * 1.19);
  const rows = lines.map(
    ({ service, quantity, price }) => `${String(quantity)} x ${service} ${money(price)} ${money(quantity * price)}`,
  );
  return {
    kind: isFlatRate ? 'flat-rate' : 'invoice',
    text: `${sender.head}\n\nRechnung ${number}\nRechnungsdatum ${shown}\n\n${rows.join('\n')}\nNetto ${money(net)}\nUSt 19 % ${money(total - net)}\nGesamtbetrag ${money(total)} EUR\nZahlbar bis ${due}\n\n${sender.terms}\n${sender.foot}`,
    date,
    amount: money(total),
    number,
  };
}

function letterOf(sender: Sender, nth: number, random: Random): GeneratedLetter {
  const { date, shown, number } = datedOf(random, nth);
  const body = someWords(random, between(random, 70, 260));
  return {
    kind: 'letter',
    text: `${sender.head}\n\n${shown}\nZeichen ${number}\n\n${body}\n\n${sender.terms.slice(0, 300)}\n${sender.foot}`,
    date,
    amount: '',
    number,
  };
}

/** The same letter each time, with other values: a reminder, a statement, a change of a tariff. */
function noticeOf(sender: Sender, nth: number, random: Random): GeneratedLetter {
  const { date, shown, due, number } = datedOf(random, nth);
  const amount = money(between(random, 1_000, 90_000));
  return {
    kind: 'notice',
    text: `${sender.head}\n\n${shown}\nZeichen ${number}\n\n${sender.notice}\nBetrag ${amount} EUR bis ${due}\n\n${sender.foot}`,
    date,
    amount,
    number,
  };
}

/** Generates the letters that senders send in some years: invoices with other items or with the same ones, letters, and notices. */
export function generateLetters(senders: number, random: Random): readonly GeneratedLetter[] {
  return Array.from({ length: senders }, () => senderOf(random)).flatMap((sender, nr) => [
    ...Array.from({ length: 12 }, (_, nth) => invoiceOf(sender, nth, random, nr % 2 === 1)),
    ...Array.from({ length: 6 }, (_, nth) => letterOf(sender, nth, random)),
    ...Array.from({ length: 4 }, (_, nth) => noticeOf(sender, nth, random)),
  ]);
}

/** Letters and digits that an OCR takes for each other. */
const CONFUSED: Readonly<Record<string, string>> = {
  l: '1',
  '1': 'l',
  I: 'l',
  i: 'l',
  O: '0',
  '0': 'O',
  o: 'c',
  c: 'e',
  e: 'c',
  '5': 'S',
  S: '5',
  s: 'a',
  a: 'o',
  '8': 'B',
  B: '8',
  '3': '8',
  '6': '8',
  n: 'ri',
  m: 'rn',
  u: 'n',
  ü: 'u',
  ö: 'o',
  ä: 'a',
  ß: 'B',
  t: 'f',
  f: 't',
  h: 'b',
  b: 'h',
  g: 'q',
  '7': '1',
  '4': '9',
  '9': '4',
  '2': 'z',
  '.': ',',
  ',': '.',
};

/** Returns the text with wrong characters at the rate: others, missing ones and further ones. */
export const misread = (text: string, rate: number, random: Random): string =>
  text
    .split('')
    .map((character) => {
      if (random() >= rate) return character;
      const way = random();
      if (way < 0.7) return CONFUSED[character] ?? 'x';
      if (way < 0.85) return '';
      return way < 0.93 ? `${character} ` : `${character}.`;
    })
    .join('');

/** Returns the text as another scan of the same paper is read: with wrong characters, other line breaks, hyphens and case. */
export const scanAgain = (text: string, rate: number, random: Random): string =>
  misread(text, rate, random)
    .split(/\s+/u)
    .map((word) => (word.length > 7 && random() < 0.05 ? `${word.slice(0, 4)}-\n${word.slice(4)}` : word))
    .map((word) => (random() < 0.01 ? word.toUpperCase() : word))
    .join(random() < 0.5 ? ' ' : '\n');
