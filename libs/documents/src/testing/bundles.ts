import type { PageContent } from '../cuts/index.js';

/* Stacks of letters as a scanner and OCR make them of paper: generated, so that the true beginnings are known. */

export interface Bundle {
  readonly pages: readonly PageContent[];
  /** The first pages of all documents but the first one. */
  readonly beginnings: readonly number[];
}

export const SHEETS = ['none', 'code', 'empty'] as const;
export const NUMBERS = ['labelled', 'fraction', 'bare', 'none'] as const;

interface BundleStyle {
  readonly sheets: (typeof SHEETS)[number];
  readonly numbers: (typeof NUMBERS)[number];
  /** Each sheet gives two pages. The back of a sheet that is printed on one side is empty. */
  readonly backs?: boolean;
}

type Random = () => number;

export function randomOf(seed: number): Random {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const below = (random: Random, end: number): number => Math.floor(random() * end);
const pick = <T>(random: Random, from: readonly [T, ...T[]]): T => from[below(random, from.length)] ?? from[0];

interface Language {
  readonly senders: readonly [string, ...string[]];
  readonly contacts: (sender: number) => readonly string[];
  /** The person to whom all letters go. */
  readonly recipient: readonly string[];
  readonly date: (day: number, month: number) => string;
  readonly greeting: string;
  readonly closing: string;
  readonly number: (page: number, of: number) => string;
  readonly sentences: readonly [string, ...string[]];
}

const MONTHS = ['January', 'March', 'May', 'August', 'November'];

const EN: Language = {
  senders: ['Harbour Energy Ltd', 'Northgate Insurance plc', 'Oakwood Dental LLP', 'Blue Lantern Books Inc', 'Marsh & Hill Ltd'],
  contacts: (sender) => [
    `${String(12 + sender)} ${['Station', 'Mill', 'Abbey', 'Castle', 'Bridge'][sender] ?? 'High'} Road, ${['Leeds', 'Bath', 'Derby', 'York', 'Truro'][sender] ?? 'London'}`,
    `Phone 0113 496 00${String(sender)}0`,
    `www.example-${String(sender)}.co.uk`,
  ],
  recipient: ['Ms A Turner', '5 Orchard Lane', 'Hull HU1 1AA'],
  date: (day, month) => `${String(day)} ${MONTHS[month % MONTHS.length] ?? 'May'} 2025`,
  greeting: 'Dear Ms Turner,',
  closing: 'Yours sincerely',
  number: (page, of) => `Page ${String(page)} of ${String(of)}`,
  sentences: [
    'We have received your payment and thank you for it.',
    'The terms of the contract stay as they are until the end of the year.',
    'Please keep this letter with your records.',
    'The next reading of the meter is due in spring.',
    'On page 2 of 3 of the enclosed form you find the table of prices.',
  ],
};

const DE: Language = {
  senders: [
    'Stadtwerke Mitte GmbH',
    'Hansa Versicherung AG',
    'Kanzlei Berger & Sohn KG',
    'Lindenhof Verlag GmbH',
    'Elbe Druck OHG',
  ],
  contacts: (sender) => [
    `${['Hafen', 'Linden', 'Kirch', 'Schul', 'Markt'][sender] ?? 'Haupt'}straße ${String(12 + sender)}`,
    `2819${String(sender)} ${['Bremen', 'Köln', 'Mainz', 'Ulm', 'Erfurt'][sender] ?? 'Berlin'}`,
    `Telefon 0421 00000${String(sender)}`,
  ],
  recipient: ['Frau A. Turner', 'Gartenweg 5', '27568 Bremerhaven'],
  date: (day, month) => `${String(day)}.${String(month)}.2025`,
  greeting: 'Sehr geehrte Frau Turner,',
  closing: 'Mit freundlichen Grüßen',
  number: (page, of) => `Seite ${String(page)} von ${String(of)}`,
  sentences: [
    'wir haben Ihre Zahlung erhalten und danken Ihnen dafür.',
    'Die Bedingungen des Vertrags gelten bis zum Ende des Jahres.',
    'Bitte bewahren Sie dieses Schreiben bei Ihren Unterlagen auf.',
    'Der nächste Termin für die Ablesung ist im Frühjahr.',
  ],
};

const RU: Language = {
  senders: ['ООО «Северная энергия»', 'АО «Гарант страхование»', 'ООО «Книжный дом»', 'ПАО «Волга»', 'ООО «Светлый путь»'],
  contacts: (sender) => [
    `ул. ${['Ленина', 'Садовая', 'Мира', 'Новая', 'Речная'][sender] ?? 'Южная'}, ${String(12 + sender)}`,
    `Тел. 8 495 000 00 0${String(sender)}`,
    `ИНН 770000000${String(sender)}`,
  ],
  recipient: ['Тёрнер А. А.', 'ул. Лесная, 5', '101000 Москва'],
  date: (day, month) => `${String(day)}.${String(month)}.2025`,
  greeting: 'Уважаемая госпожа Тёрнер!',
  closing: 'С уважением',
  number: (page, of) => `Стр. ${String(page)} из ${String(of)}`,
  sentences: [
    'Мы получили Ваш платёж и благодарим Вас.',
    'Условия договора действуют до конца года.',
    'Просим сохранить это письмо.',
    'Следующее снятие показаний состоится весной.',
  ],
};

const LANGUAGES: readonly [Language, ...Language[]] = [EN, DE, RU];

/** Errors of OCR: one character of two hundred is another one. */
const NOISE = 0.005;
const blur = (random: Random, text: string): string =>
  Array.from(text, (character) =>
    /\p{L}/u.test(character) && random() < NOISE ? pick(random, ['i', 'l', 'c', '.']) : character,
  ).join('');

const numberLine = (style: BundleStyle['numbers'], language: Language, page: number, of: number): readonly string[] => {
  if (style === 'labelled') return [language.number(page, of)];
  if (style === 'fraction') return [`${String(page)}/${String(of)}`];
  return style === 'bare' ? [`- ${String(page)} -`] : [];
};

function headOf(random: Random, { senders, contacts }: Language): readonly string[] {
  const sender = below(random, senders.length);
  return [senders[sender] ?? '', ...contacts(sender)];
}

function letter(random: Random, numbers: BundleStyle['numbers']): readonly string[] {
  const language = pick(random, LANGUAGES);
  const of = 1 + below(random, 4);
  const hasRunningHead = random() < 0.4;
  const isInvoice = random() < 0.3;
  const head = headOf(random, language);
  const date = language.date(1 + below(random, 28), 1 + below(random, 12));
  return Array.from({ length: of }, (_, index) => {
    const isFirst = index === 0;
    const body = Array.from({ length: 12 + below(random, 14) }, () => pick(random, language.sentences));
    return [
      ...(isFirst || hasRunningHead ? head : []),
      ...(isFirst ? [...language.recipient, date, ...(isInvoice ? ['No. 20250117'] : [language.greeting])] : []),
      ...body,
      ...(index === of - 1 && !isInvoice ? [language.closing] : []),
      ...numberLine(numbers, language, index + 1, of),
    ].join('\n');
  });
}

class Stack {
  readonly pages: PageContent[] = [];
  readonly beginnings: number[] = [];

  constructor(private readonly random: Random) {}

  add(text: string): void {
    const page = this.pages.length + 1;
    this.pages.push({ page, source: text === '' ? 'blank' : 'ocr', text: blur(this.random, text) });
  }

  addSheet(text: string, hasEmptyBack: boolean): void {
    this.add(text);
    if (hasEmptyBack) this.toFront();
  }

  begin(): void {
    if (this.pages.length > 0) this.beginnings.push(this.pages.length + 1);
  }

  /** Fills the back of a sheet. */
  toFront(): void {
    if (this.pages.length % 2 === 1) this.add('');
  }
}

const SHEET_TEXTS = { code: 'PATCH T\nSeparator sheet: do not remove', empty: '' } as const;

/** Makes a stack of letters of several senders. */
export function letters(seed: number, { sheets, numbers, backs = false }: BundleStyle): Bundle {
  const random = randomOf(seed);
  const stack = new Stack(random);
  const count = 2 + below(random, 5);
  for (let index = 0; index < count; index += 1) {
    if (index > 0 && sheets !== 'none') stack.addSheet(SHEET_TEXTS[sheets], backs);
    stack.begin();
    const isOneSided = random() < 0.5;
    for (const page of letter(random, numbers)) stack.addSheet(page, backs && isOneSided);
    if (backs) stack.toFront();
  }
  return stack;
}

const KINDS = ['report', 'catalogue', 'contract', 'one-sided', 'heads', 'thesis'] as const;
export const WHOLE_KINDS = KINDS;

const pageOf = (random: Random, { sentences }: Language): readonly string[] =>
  Array.from({ length: 20 }, () => pick(random, sentences));

/** A document of many pages that looks here and there as if another one began, and is one. */
export function whole(seed: number, kind: (typeof KINDS)[number]): Bundle {
  const random = randomOf(seed);
  const stack = new Stack(random);
  const language = pick(random, LANGUAGES);
  const of = 6 + below(random, 20);
  const head = headOf(random, language);
  for (let number = 1; number <= of; number += 1) {
    const body = pageOf(random, language);
    const dated = `${language.date(3, 4)} ${language.sentences[0]}`;
    const company = headOf(random, language);
    const lines = {
      // Chapters begin on a front, after an empty back.
      report: [...body, ...(number % 7 === 0 ? [] : [String(number)])],
      catalogue: [...company, ...body, ...company, language.number(number, of)],
      contract: [...(number > of - 3 ? [`Annex ${String(number)}`, dated] : []), ...body],
      'one-sided': [...(number === 1 ? [...head, language.date(2, 3), language.greeting] : []), ...body],
      heads: [...head, ...(number === 1 ? [language.date(2, 3), language.greeting] : []), dated, ...body],
      thesis: [...body, `- ${String(number)} -`],
    }[kind];
    const isEmpty = kind === 'thesis' && number > 1 && number % 5 === 0;
    stack.add(isEmpty ? '' : lines.join('\n'));
    if (kind === 'one-sided') stack.toFront();
  }
  return stack;
}

export interface CutScore {
  /** Suggested, and true. */
  readonly right: number;
  readonly wrong: number;
  readonly missed: number;
}

export const NO_SCORE: CutScore = { right: 0, wrong: 0, missed: 0 };

export function scoreCuts(score: CutScore, { beginnings }: Bundle, suggested: readonly number[]): CutScore {
  const right = suggested.filter((page) => beginnings.includes(page)).length;
  return {
    right: score.right + right,
    wrong: score.wrong + suggested.length - right,
    missed: score.missed + beginnings.length - right,
  };
}
