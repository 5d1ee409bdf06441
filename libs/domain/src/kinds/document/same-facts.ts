import type { PersonalData } from '../../asset/personal.js';
import type { Asset } from '../../asset/state.js';
import { renderFindings, type FieldFinding } from '../../texts/findings.js';
import type { TellingFacts } from '../../texts/similar/text-fingerprint.js';
import { isTitleGiven, titleOf, titleOfFile } from '../../texts/title.js';

/** The values by which two documents are thought the same although their files differ. */
export interface SameFacts {
  /** The last value that is compared, beside the sender and the date. */
  readonly by: 'amount' | 'title';
  /** In a form without case, spaces and punctuation. */
  readonly values: readonly string[];
}

const textOf = ({ value }: FieldFinding): string => (typeof value === 'string' ? value.trim() : '');

/** Two scans of one letter differ in spaces, punctuation and case more often than in letters. */
const normalise = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '');

/** People write `1234.5` where `1234.50` was found. */
function normaliseAmount(finding: FieldFinding): string | undefined {
  const text = textOf(finding);
  if (text === '' || !Number.isFinite(Number(text))) return undefined;
  return `${Number(text).toFixed(2)} ${finding.currency ?? ''}`;
}

/** A title that is only the name of the file says nothing about the document. */
function ownTitleOf(asset: Asset, personal: PersonalData): string {
  const title = titleOf(asset, personal) ?? '';
  const isOwn = isTitleGiven(personal, 'document') || title !== titleOfFile(personal.fileName, 'document');
  return isOwn ? normalise(title) : '';
}

/**
 * Returns the values that make a document the same as another: its sender and its date, with the amount, or with the title if it
 * has no amount. Undefined if one of them is missing, and for a deleted document.
 */
export function sameFactsOf(asset: Asset, personal: PersonalData): SameFacts | undefined {
  if (asset.pipeline !== 'document' || asset.deletedAt !== undefined) return undefined;
  const findings = renderFindings(asset, personal);
  if (findings === undefined) return undefined;
  const amount = normaliseAmount(findings.amount);
  const values = [normalise(textOf(findings.sender)), textOf(findings.date), amount ?? ownTitleOf(asset, personal)];
  return values.includes('') ? undefined : { by: amount === undefined ? 'title' : 'amount', values };
}

const orNothing = (text: string): string | undefined => (text === '' ? undefined : text);

/** Returns the values that tell two documents with nearly the same text apart. */
export function tellingFactsOf(asset: Asset, personal: PersonalData): TellingFacts {
  const findings = renderFindings(asset, personal);
  if (findings === undefined) return { date: undefined, amount: undefined, number: undefined };
  return {
    date: orNothing(textOf(findings.date)),
    amount: normaliseAmount(findings.amount),
    number: orNothing(normalise(textOf(findings.number))),
  };
}
