import { SURE } from '../invoice/invoice.js';
import type { PageText } from '../text/page-text.js';
import { findDays } from '../text/dates.js';
import type { Finding, Findings } from './finding.js';
import type { Hints, Metadata } from './metadata.js';
import { namesKind } from './title-line.js';

type Page = Pick<PageText, 'page' | 'source' | 'text' | 'confidence'>;
type TextPlace = Required<Pick<Finding, 'page' | 'start' | 'end'>>;

interface Sources {
  readonly pages: readonly Page[];
  readonly hints: Hints;
}

/** The headers of a message are facts; the metadata of a file was written by a program, often long before. */
const FROM_HEADER = 0.95;
const FROM_FILE = 0.5;
const OWN_TITLE = 0.9;
const TITLE_LINE = 0.6;
const FIRST_DATE = 0.5;
const MAX_ALTERNATIVES = 4;

/** A document should have them; an invoice also the others. Tags and language are never missed, and are only suggestions. */
const EXPECTED = ['title', 'date', 'sender'] as const;
const EXPECTED_OF_INVOICE = ['number', 'amount'] as const;
const SUGGESTIONS: ReadonlySet<string> = new Set(['tags', 'language']);

function findText(pages: readonly Page[], value: string): TextPlace | undefined {
  for (const { page, text } of pages) {
    const start = text.indexOf(value);
    if (start >= 0) return { page, start, end: start + value.length };
  }
  return undefined;
}

const daysOf = (pages: readonly Page[]): readonly (TextPlace & { readonly day: string })[] =>
  pages.flatMap(({ page, text }) => findDays(text, undefined).map(({ day, start, end }) => ({ day, page, start, end })));

/** Letters of a scan may be wrong, so nothing is surer than the recognition of its page. */
function limitByPage(confidence: number, { pages }: Sources, place: TextPlace | undefined): number {
  const page = pages.find((each) => each.page === place?.page);
  return page?.source === 'ocr' ? Math.min(confidence, (page.confidence ?? 0) / 100) : confidence;
}

function makeFinding(value: string, confidence: number | undefined, sources: Sources, place: TextPlace | undefined): Finding {
  const limited = confidence === undefined ? undefined : limitByPage(confidence, sources, place);
  return {
    value,
    ...(limited === undefined ? {} : { confidence: limited }),
    sure: limited !== undefined && limited >= SURE,
    ...place,
  };
}

/** The confidence of the local rules; undefined for the values of a model. */
const ofRules = ({ engine }: Metadata, confidence: number): number | undefined => (engine === 'local' ? confidence : undefined);

function findTitleFinding(found: Metadata, sources: Sources): Finding | undefined {
  const { title } = found;
  if (title === undefined) return undefined;
  const isOwn = title === sources.hints.title || namesKind(title);
  return makeFinding(title, ofRules(found, isOwn ? OWN_TITLE : TITLE_LINE), sources, findText(sources.pages, title));
}

function findDateFinding(found: Metadata, sources: Sources): Finding | undefined {
  const { date, invoice } = found;
  if (date === undefined) return undefined;
  if (invoice?.date?.value === date) return invoice.date;
  const days = daysOf(sources.pages);
  const others = [...new Set(days.map(({ day }) => day))].filter((day) => day !== date).slice(0, MAX_ALTERNATIVES);
  const { day: _day, ...place } = days.find(({ day }) => day === date) ?? { day: undefined };
  const isOfHeader = sources.hints.date?.slice(0, 10) === date;
  return {
    ...makeFinding(date, ofRules(found, isOfHeader ? FROM_HEADER : FIRST_DATE), sources, 'page' in place ? place : undefined),
    ...(others.length === 0 ? {} : { alternatives: others }),
  };
}

function findSenderFinding(found: Metadata, sources: Sources): Finding | undefined {
  const { sender, invoice } = found;
  if (sender === undefined) return undefined;
  if (invoice?.sender?.value === sender) return invoice.sender;
  // Only messages have a date beside the text.
  const isOfHeader = sources.hints.date !== undefined && sources.hints.author === sender;
  const rivals = invoice?.sender === undefined ? {} : { alternatives: [invoice.sender.value] };
  const confidence = ofRules(found, isOfHeader ? FROM_HEADER : FROM_FILE);
  return { ...makeFinding(sender, confidence, sources, findText(sources.pages, sender)), ...rivals };
}

/** An unsure sender or date of an invoice is a finding, although it does not reach the metadata. */
function listFindings(found: Metadata, sources: Sources): Readonly<Record<string, Finding | undefined>> {
  const { invoice = {}, type, tags, language } = found;
  const { date, sender, ...facts } = invoice;
  return {
    title: findTitleFinding(found, sources),
    date: findDateFinding(found, sources) ?? date,
    sender: findSenderFinding(found, sources) ?? sender,
    type: type === undefined ? undefined : { value: type, sure: false },
    ...facts,
    tags: tags.length === 0 ? undefined : { value: tags, sure: false },
    // The local rules name a language only if it is certain.
    language: language === undefined ? undefined : { value: language, sure: found.engine === 'local' },
  };
}

export interface FoundFields {
  readonly findings: Findings;
  /** The fields that a person should check: found with doubts, or missing. */
  readonly unsure: readonly string[];
}

/** Returns what is known about each value of a document, and which of them a person should check. */
export function findFindings(found: Metadata, sources: Sources): FoundFields {
  const known = Object.entries(listFindings(found, sources)).flatMap(([name, finding]) =>
    finding === undefined ? [] : [[name, finding] as const],
  );
  const expected = [...EXPECTED, ...(found.invoice === undefined ? [] : EXPECTED_OF_INVOICE)];
  const missing = expected.filter((name) => !known.some(([each]) => each === name));
  const doubtful = known.flatMap(([name, { sure }]) => (sure || SUGGESTIONS.has(name) ? [] : [name]));
  return { findings: Object.fromEntries(known), unsure: [...missing, ...doubtful] };
}
