import { findDays, type DayOrder, type FoundDay } from '../text/dates.js';
import { findLabels, type Label, type LabelKind } from './labels.js';
import type { Line } from './lines.js';

export interface LabelledLine {
  readonly line: Line;
  readonly labels: readonly Label[];
  /** True if the line has labels and nothing else: its values are in the lines below. */
  readonly isBare: boolean;
}

/** The text in which the value of a label is searched. */
export interface ValueText {
  readonly line: Line;
  readonly from: number;
  readonly text: string;
  /** True if the value is on another line than its label. */
  readonly isBelow: boolean;
}

function isBareLine({ text }: Line, labels: readonly Label[]): boolean {
  let rest = text;
  for (const { start, valueStart } of [...labels].reverse()) rest = `${rest.slice(0, start)} ${rest.slice(valueStart)}`;
  return labels.length > 0 && !/[\p{L}\p{N}]/u.test(rest);
}

export const labelLines = (lines: readonly Line[]): readonly LabelledLine[] =>
  lines.map((line) => {
    const labels = findLabels(line.text);
    return { line, labels, isBare: isBareLine(line, labels) };
  });

/** Headings stand alone above their own text. */
const HEADINGS: ReadonlySet<LabelKind> = new Set<LabelKind>(['kind', 'sender', 'recipient']);

const isStacked = (one: LabelledLine | undefined): boolean =>
  one?.isBare === true && one.labels.length === 1 && one.labels.every(({ kind }) => !HEADINGS.has(kind));

/**
 * Returns the line below that has the value. Columns are often extracted one after the other: all labels, then all values in
 * the same order.
 */
function valueLineOf(lines: readonly LabelledLine[], index: number): LabelledLine | undefined {
  let [first, last] = [index, index];
  while (isStacked(lines[first - 1]) && lines[first]?.line.continues === true) first -= 1;
  while (isStacked(lines[last + 1]) && lines[last + 1]?.line.continues === true) last += 1;
  const found = lines[last + 1 + index - first];
  return found?.line.continues === true || first === last ? found : undefined;
}

/** Returns the text that may have the value of a label: the rest of its line, or the line below. */
export function valueTextOf(lines: readonly LabelledLine[], index: number, label: Label): ValueText | undefined {
  const here = lines[index];
  if (here === undefined) return undefined;
  const rest = here.line.text.slice(label.valueStart, label.valueEnd);
  if (/[\p{L}\p{N}]/u.test(rest)) return { line: here.line, from: label.valueStart, text: rest, isBelow: false };
  if (!here.isBare || here.labels.length > 1) return undefined;
  const below = valueLineOf(lines, index);
  return below === undefined ? undefined : { line: below.line, from: 0, text: below.line.text, isBelow: true };
}

export interface LabelledValue extends ValueText {
  readonly label: Label;
  readonly name: string;
  readonly index: number;
}

/** Returns the values that labels of a kind announce, in the order of the document. */
export const valuesOf = (lines: readonly LabelledLine[], ...kinds: readonly LabelKind[]): readonly LabelledValue[] =>
  lines.flatMap(({ line, labels }, index) =>
    labels.flatMap((label) => {
      const value = kinds.includes(label.kind) ? valueTextOf(lines, index, label) : undefined;
      return value === undefined ? [] : [{ ...value, label, index, name: line.text.slice(label.start, label.valueStart) }];
    }),
  );

export interface PlacedDay extends FoundDay {
  readonly line: Line;
}

/** Returns the first date of a value, if it begins near the label. */
export function dayOf({ line, from, text }: ValueText, order: DayOrder, farthest: number): PlacedDay | undefined {
  const [found] = findDays(text, order);
  if (found === undefined || found.start > farthest) return undefined;
  return { ...found, start: from + found.start, end: from + found.end, line };
}
