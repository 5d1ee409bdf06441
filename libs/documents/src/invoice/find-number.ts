import { findDays } from '../text/dates.js';
import { chooseBest, type Candidate } from './candidate.js';
import { valuesOf, type LabelledLine, type LabelledValue } from './labelled-lines.js';
import { spanOf } from './lines.js';

/** Letters and digits with at least one digit; groups of digits may be separated by spaces. */
const TOKEN =
  /^[\s:.#№°º-]{0,5}(?<token>(?:\p{Lu}{1,4} (?=\d))?[\p{L}\d]*\d[\p{L}\d]*(?:[-–/._][\p{L}\d]+)*(?<groups>(?: \d{2,}){1,5}(?=\s*(?:$|[\p{L}|·•,;])))?)|^[\s:.#№°º-]{0,5}(?<prefixed>\p{L}{1,8}(?:[-–/._]\p{L}{1,8})*[-–/._][\p{L}\d]*\d[\p{L}\d]*(?:[-–/._][\p{L}\d]+)*)/u;
const INVOICE = /invoice|bill|rechnung|re(?:[-. ]|$)|factur|honorar|minuta/iu;
const REFERENCE = /^(?:our |unser |notre |nuestra )?(?:ref(?:erence|erenz|erencia)?|référence|zeichen)[.:]?\s/iu;
const YEAR = /^(?:19|20)\d\d$/;

interface Token {
  readonly token: string;
  readonly start: number;
  readonly rest: string;
}

function tokenIn(text: string): Token | undefined {
  const { 0: whole, groups = {} } = TOKEN.exec(text) ?? {};
  const token = groups['prefixed'] ?? groups['token'];
  if (whole === undefined || token === undefined) return undefined;
  const start = whole.length - token.length;
  const isDate = findDays(text, 'day-first').some((day) => day.start <= start && day.end > start);
  return isDate ? undefined : { token, start, rest: text.slice(whole.length) };
}

/** "Invoice 318": without a word for "number" only a token that ends its part of the line is a number. */
function confidenceOfDirect({ token, rest }: Token): number {
  const isEnd = /^\s*(?:$|[|·•,;)(]|(?:du|vom|from|of|dated|del|de|-|–)(?!\p{L}))/iu.test(rest);
  return isEnd && !YEAR.test(token) && token.length >= 2 ? 0.92 : 0.5;
}

/** The number may go on after a space: "FV 2026 / 118", "12 345 6". */
const CUT = 0.8;
const isCut = (rest: string): boolean =>
  /^\s?[/–-]?\s?\p{Lu}{0,3}\d/u.test(rest) && findDays(rest, 'day-first').every(({ start }) => start > 2);

function candidateOf({ line, from, text, label, name, isBelow }: LabelledValue): Candidate | undefined {
  const found = tokenIn(text);
  if (found === undefined || (isBelow && label.kind === 'kind')) return undefined;
  const { token, start, rest } = found;
  if (/^\s*[.,]\d|^\s?%|^\s?[€$£]/u.test(rest)) return undefined;
  const named = INVOICE.test(name) ? 0.96 : 0.93;
  const whole = label.kind === 'kind' ? confidenceOfDirect(found) : named - (isBelow ? 0.02 : 0);
  const confidence = isCut(rest) ? Math.min(whole, CUT) : whole;
  return { value: token, confidence, ...spanOf(line, from + start, from + start + token.length) };
}

/** A reference is the number of the invoice only if nothing else is. */
function referencesIn(lines: readonly LabelledLine[]): readonly Candidate[] {
  return lines.flatMap(({ line }) => {
    const [label] = REFERENCE.exec(line.text) ?? [];
    const found = label === undefined ? undefined : tokenIn(line.text.slice(label.length));
    if (label === undefined || found === undefined) return [];
    const from = label.length + found.start;
    return [{ value: found.token, confidence: 0.6, ...spanOf(line, from, from + found.token.length) }];
  });
}

export const findNumber = (lines: readonly LabelledLine[]): Candidate | undefined =>
  chooseBest([...valuesOf(lines, 'number', 'kind').flatMap((value) => candidateOf(value) ?? []), ...referencesIn(lines)]);
