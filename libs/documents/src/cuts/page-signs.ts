import { findFirstDay } from '../text/dates.js';
import { hasLegalForm, isGreeting, isHead } from '../text/letterhead.js';
import { linesOf, type PageContent } from './page-content.js';
import { findStatedNumber, type StatedNumber } from './page-numbers.js';
import { isSimilar, toComparedLine, type ComparedLine } from './similar-lines.js';

/** Signs on a page that tell where a document begins or ends. */
export interface PageSigns {
  readonly page: number;
  readonly isBlank: boolean;
  /** Nobody knows what is on the page. */
  readonly isUnread: boolean;
  /** The words of a separator sheet. */
  readonly separator: string | undefined;
  readonly number: StatedNumber | undefined;
  /** Lines at the top of the page without their figures, to compare pages. */
  readonly head: readonly ComparedLine[];
  /** Lines at the top that belong to a letterhead: a company, or how to reach it. */
  readonly contacts: number;
  /** The company in the letterhead. */
  readonly sender: string | undefined;
  readonly comparedSender: ComparedLine | undefined;
  readonly hasDate: boolean;
  readonly hasGreeting: boolean;
  /** A letter ends on this page. */
  readonly hasClosing: boolean;
}

const HEAD_LINES = 10;
const DATE_LINES = 20;
const GREETING_LINES = 30;
const CLOSING_LINES = 15;
/** Lines that two pages are compared by. */
const COMPARED_LINES = 5;

/** A separator sheet has its code word, and perhaps a sentence about its use. */
const SEPARATOR_LETTERS = 120;
const SEPARATOR =
  /(?<!\p{L})(?:patch[\s-]*(?:code[\s-]*)?(?:t|iii|ii|iv|vi|i)(?!\p{L})|(?:(?:document|batch|job)\s+)?separator\s+(?:sheet|page)|document\s+separator|separation\s+(?:sheet|page)|trenn(?:blatt|seite)(?!\p{L})|разделительн\p{L}+\s+(?:лист|страниц\p{L}+)|page\s+de\s+séparation|página\s+separadora)/iu;
const CLOSING =
  /^(?:(?:yours|best|kind|warm)?\s*(?:sincerely|faithfully|truly|regards)|mit\s+(?:freundlichen|besten|herzlichen)\s+grüßen|mit\s+freundlichem\s+gruß|(?:freundliche|viele|beste|herzliche)\s+grüße|с\s+уважением|з\s+повагою|cordialement|atentamente|cordiali\s+saluti)(?!\p{L})/iu;

const lettersIn = (text: string): number => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;

function findSeparator(text: string): string | undefined {
  if (lettersIn(text) > SEPARATOR_LETTERS) return undefined;
  return SEPARATOR.exec(text)?.[0].replaceAll(/\s+/gu, ' ').trim();
}

export function readSigns({ page, source, text }: PageContent): PageSigns {
  const lines = linesOf(text);
  const top = lines.slice(0, HEAD_LINES);
  const sender = top.find(hasLegalForm);
  return {
    page,
    isBlank: source === 'blank',
    isUnread: source === 'unread' || source === 'hopeless',
    separator: findSeparator(text),
    number: findStatedNumber(lines),
    head: top
      .map(toComparedLine)
      .filter((line) => line.text.length > 2)
      .slice(0, COMPARED_LINES),
    contacts: top.filter(isHead).length,
    sender,
    comparedSender: sender === undefined ? undefined : toComparedLine(sender),
    hasDate: lines.slice(0, DATE_LINES).some((line) => /\d/u.test(line) && findFirstDay(line) !== undefined),
    hasGreeting: lines.slice(0, GREETING_LINES).some(isGreeting),
    hasClosing: lines.slice(-CLOSING_LINES).some((line) => CLOSING.test(line)),
  };
}

/** Returns true if both name a company in their letterhead, and not the same one. */
export const isOtherSender = ({ comparedSender: one }: PageSigns, { comparedSender: other }: PageSigns): boolean =>
  one !== undefined && other !== undefined && !isSimilar(one, other);

/** Returns true if the pages have the same letterhead or running title. All letters to one person share their address. */
export function hasSameHead(one: PageSigns, other: PageSigns): boolean {
  if (isOtherSender(one, other)) return false;
  const shared = one.head.filter((line) => other.head.some((each) => isSimilar(line, each))).length;
  return shared > 0 && 2 * shared >= Math.min(one.head.length, other.head.length);
}
