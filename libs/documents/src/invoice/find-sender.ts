import { findDays } from '../text/dates.js';
import { isContact, isGreeting, isPageNumber, hasLegalForm } from '../text/letterhead.js';
import { findAmounts } from './amounts.js';
import { chooseBest, type Candidate } from './candidate.js';
import { valuesOf, type LabelledLine } from './labelled-lines.js';
import { spanOf } from './lines.js';

/** The lines in which a letterhead, or the sender in a footer, is searched. */
const HEAD_LINES = 40;
/** Lines of the recipient's address below its label. */
const ADDRESS_LINES = 4;
const LONGEST_NAME = 80;
const MAX_WORDS = 9;

const lettersIn = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0;
const ADDRESS =
  /(?:^|[\s,])\d{4,6}(?:\s|$)|\d{1,4}\s?[a-z]?(?:\s*$|[,·])|^\d|(?<!\p{L})(?:box|postfach)(?!\p{L})|(?<!\p{L})(?:c\/|s\/n|calle|avda|av\.|ctra|plaza|rue|quai|place|boulevard|avenue|chemin)(?=.*(?:\d|s\/n))/iu;
const SEPARATOR = /\s+[·|•–]\s+|\s+[-]\s+(?=.*\d)|\t/u;
const LEGAL_FORM_PART =
  /^\s*(?:inc|llc|llp|ltd|limited|plc|corp|s\.?\s?l\.?(?:u|p)?\.?|s\.?\s?a\.?(?:\s?u\.?)?|gmbh|ag|kg|sarl|sas)\.?\s*$/iu;

/** Numbers of companies and telephones that stand beside a name. */
const NUMBER_BESIDE =
  /[\s,(]+(?:abn|acn|vat|gst|ein|tin|tel|phone|fax|cif|nif|rfc|siret|siren|rcs|tva|ust-?id\p{L}*|steuernr|mwst|uid|hrb|che-|reg(?:istration)?|company (?:no|number))(?![\p{L}]).*$/iu;

/** Cuts the address off a name: "ACME GmbH, Hafenweg 3, 28217 Bremen", "ACME GmbH · Hafenweg 3". */
function nameIn(line: string): string {
  const [first = ''] = line.replace(NUMBER_BESIDE, '').split(SEPARATOR);
  const parts = first.split(',');
  let name = parts[0] ?? '';
  for (const part of parts.slice(1)) {
    if (!LEGAL_FORM_PART.test(part) && /\d/u.test(parts.slice(1).join(','))) break;
    name += `,${part}`;
  }
  return name.trim();
}

/** True for a line that begins with a label, or names a kind of document. A company may have such a word in its name. */
function isLabelled(text: string, { labels }: LabelledLine): boolean {
  const isCompany = hasLegalForm(text);
  return labels.some(({ kind, start }) => {
    const isKind = kind === 'kind' || kind === 'number';
    return (start === 0 && kind === 'recipient') || (!isCompany && (start === 0 || isKind));
  });
}

const hasLengthOfName = (text: string): boolean =>
  lettersIn(text) >= 3 && text.length <= LONGEST_NAME && text.split(/\s+/u).length <= MAX_WORDS;
const isSentence = (text: string): boolean => /:|[?!]$/u.test(text) || !/\p{Lu}/u.test(text);
const isFigure = (text: string): boolean =>
  /^\d/u.test(text) || findAmounts(text).length > 0 || findDays(text, 'day-first').length > 0;

/** True if the line may be the name of a company or person. */
const isName = (text: string, line: LabelledLine): boolean =>
  hasLengthOfName(text) &&
  ![isPageNumber, isGreeting, isSentence, isFigure].some((isOther) => isOther(text)) &&
  !isLabelled(text, line);

const isAddress = (text: string): boolean => isContact(text) || ADDRESS.test(text);

/** Returns the indexes of lines that belong to the recipient. */
function recipientLines(lines: readonly LabelledLine[]): ReadonlySet<number> {
  const found = new Set<number>();
  for (const [index, { labels, isBare }] of lines.entries()) {
    const isRecipient = labels.some(({ kind, start }) => kind === 'recipient' && start === 0);
    if (!isRecipient) continue;
    found.add(index);
    for (let next = index + 1; next <= index + ADDRESS_LINES; next += 1) {
      if (lines[next]?.line.continues !== true && !(isBare && next === index + 1)) break;
      if (lines[next]?.labels.some(({ kind, start }) => start === 0 && kind !== 'recipient') === true) break;
      found.add(next);
    }
  }
  return found;
}

/** True if the name stands elsewhere: in a return address, a footer or the domain of an e-mail address. */
function isRepeated(name: string, lines: readonly LabelledLine[], own: number): boolean {
  const words = name.toLowerCase().split(/[\s,.&·-]+/u);
  return lines.some(({ line }, index) => {
    if (index === own) return false;
    if (line.text.includes(name)) return true;
    const [domain] = /(?<=@|www\.)[\w.-]+/u.exec(line.text.toLowerCase()) ?? [];
    return (
      domain !== undefined &&
      words.some((word) => word.length >= 4 && domain.includes(word.normalize('NFD').replaceAll(/\p{M}/gu, '')))
    );
  });
}

/** The text after "From:", or the line below "From". */
const labelledSenders = (lines: readonly LabelledLine[]): readonly Candidate[] =>
  valuesOf(lines.slice(0, HEAD_LINES), 'sender').flatMap(({ label, line, from: textStart, text, isBelow }) => {
    if (label.start !== 0 || !(isBelow || text.startsWith(':'))) return [];
    const name = nameIn(text.replace(/^[\s:]+/u, ''));
    if (lettersIn(name) < 3) return [];
    const from = textStart + text.indexOf(name);
    return [{ value: name, confidence: 0.94, ...spanOf(line, from, from + name.length) }];
  });

/** The place of a name: the first line of the document, the first name below something else, or a later one. */
type NamePlace = 'top' | 'first' | 'later';
const BASE: Readonly<Record<NamePlace, number>> = { top: 0.78, first: 0.68, later: 0.5 };

interface Letterhead {
  readonly name: string;
  readonly line: LabelledLine;
  readonly index: number;
  readonly place: NamePlace;
}

/** A legal form, an address below and a repetition are signs of a sender. */
function candidateOf(lines: readonly LabelledLine[], { name, line: { line }, index, place }: Letterhead): Candidate {
  const below = lines.slice(index + 1, index + 4).filter((each) => each.line.continues);
  const hasAddress = name !== line.text || below.some((each) => isAddress(each.line.text));
  const signs = [hasLegalForm(name) && 0.14, hasAddress && 0.13, isRepeated(name, lines, index) && 0.08];
  const confidence = signs.reduce<number>((sum, sign) => sum + Number(sign), BASE[place]);
  const from = line.text.indexOf(name);
  return { value: name, confidence: Math.min(0.97, confidence), ...spanOf(line, from, from + name.length) };
}

const isHeading = ({ line: { text }, isBare, labels }: LabelledLine): boolean =>
  isPageNumber(text) || (isBare && labels.every(({ kind }) => kind === 'kind'));

/** The first name of the document is the letterhead, unless it is the recipient's. */
function letterheads(lines: readonly LabelledLine[]): readonly Candidate[] {
  const recipients = recipientLines(lines);
  const found: Letterhead[] = [];
  let place: NamePlace = 'top';
  for (const [index, line] of lines.slice(0, HEAD_LINES).entries()) {
    const name = nameIn(line.line.text);
    const isOther = recipients.has(index) || !isName(name, line) || (isAddress(name) && !hasLegalForm(name));
    if (!isOther) found.push({ name, line, index, place });
    if (!isOther) place = 'later';
    else if (place === 'top' && !isHeading(line)) place = 'first';
  }
  return found.map((each) => candidateOf(lines, each));
}

export const findSender = (lines: readonly LabelledLine[]): Candidate | undefined =>
  chooseBest([...labelledSenders(lines), ...letterheads(lines)]);
