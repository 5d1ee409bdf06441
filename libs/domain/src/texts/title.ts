import type { PersonalData } from '../asset/personal.js';
import type { Asset } from '../asset/state.js';
import { nounOf, type ItemNoun } from '../asset/pipeline/noun.js';
import { shownDetailsOf } from '../asset/earlier-results.js';
import { hasEnded, sealedDetailsOf, stepOf } from '../asset/steps/steps.js';

/** In code points. */
export const LONGEST_TITLE = 300;

/** Removes control characters (NUL among them), direction overrides, and halves of surrogate pairs. */
export const cleanLine = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim();

/** Counts code points: a cut in the middle of an emoji would leave half of it. */
export const shortenLine = (text: string, limit: number): string => {
  const points = Array.from(text);
  return points.length <= limit ? text : points.slice(0, limit).join('').trim();
};

/** Cleans a title from elsewhere: no invisible characters, limited to our length. */
export const cleanForeignTitle = (text: string): string => shortenLine(cleanLine(text), LONGEST_TITLE);

/** Returns a title for a new item that has none. */
export const untitled = (noun: ItemNoun): string => `Untitled ${noun}`;

/** Returns the title of an item that has nothing but a file: its name without the extension. */
export const titleOfFile = (fileName: string | undefined, noun: ItemNoun): string =>
  cleanForeignTitle((fileName ?? '').replace(/\.[^.]{1,11}$/, '')) || untitled(noun);

const TITLE_STEP = 'extract_metadata_with_gpt';

/**
 * Returns the title that a step has found in a document. That of an earlier run stays until the step has ended. Deliveries start
 * after that, so that none sends it.
 */
function findTitle(asset: Asset, personal: PersonalData): string | undefined {
  const step = stepOf(asset, TITLE_STEP);
  const find = step === undefined || hasEnded(step) ? sealedDetailsOf : shownDetailsOf;
  const title = find(asset, personal, TITLE_STEP)?.['title'];
  return typeof title === 'string' && title.trim() !== '' ? title : undefined;
}

/** Returns true if a person or the source gave the title, and it is not only the name of the file. */
export const isTitleGiven = ({ title, fileName }: PersonalData, noun: ItemNoun): boolean =>
  title !== undefined && title !== titleOfFile(fileName, noun);

/**
 * Returns the title of an item: the one that a person or its source gave, else the one found in it, else the name of its file
 * (ADR 110). A title that is only the name of the file was given by nobody. Returns `undefined` once the texts are erased.
 */
export function titleOf(asset: Asset, personal: PersonalData): string | undefined {
  const { title } = personal;
  return isTitleGiven(personal, nounOf(asset.pipeline)) ? title : (findTitle(asset, personal) ?? title);
}
