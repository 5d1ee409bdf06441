import { SIMULATED } from '@throughline/contracts';
import { YOUTUBE_CHAPTERS, type ChapterRules } from './chapters.js';
import { shorten } from './topics-text.js';

export interface ItemTexts {
  readonly title: string;
  readonly description: string;
}

/** The longest text that a service takes, and characters that it refuses. */
export interface TextLimit {
  readonly characters?: number;
  /** Bytes of UTF-8. */
  readonly bytes?: number;
  readonly refused?: string;
}

/** `none`: the output has no place for the text. Absent: any text. */
export type TextRules = { readonly [Text in keyof ItemTexts]?: TextLimit | 'none' } & {
  /** The topics of the description are chapters. */
  readonly chapters?: ChapterRules;
  /** The destination changes the texts of content that was delivered. */
  readonly changeable?: true;
};

/**
 * The rules of output types. They are beside the function that makes the texts, so that a preview knows them without the upload
 * service.
 */
const RULES: Readonly<Record<string, TextRules>> = {
  paperless: { title: { characters: 128 }, description: 'none' },
  // The keys of a bucket have no title, because objects can only be copied, not renamed.
  s3: { title: 'none' },
  // https://dev.vk.com/method/video.save
  vk: { title: { characters: 128 }, description: { characters: 5_000 }, changeable: true },
  // https://developers.google.com/youtube/v3/docs/videos#snippet
  youtube: {
    title: { characters: 100, refused: '<>' },
    description: { bytes: 5_000, refused: '<>' },
    chapters: YOUTUBE_CHAPTERS,
    changeable: true,
  },
  [SIMULATED]: { description: 'none' },
};

export const textRulesOf = (outputType: string): TextRules =>
  (Object.hasOwn(RULES, outputType) ? RULES[outputType] : undefined) ?? {};

export const canChangeTexts = (outputType: string): boolean => textRulesOf(outputType).changeable === true;

export const TEXT_NOTES = [
  'title-characters-removed',
  'title-shortened',
  'description-characters-removed',
  'description-shortened',
] as const;
/** A change that the limits of a service made necessary. */
export type TextNote = (typeof TEXT_NOTES)[number];

export interface FittedTexts {
  readonly title: string | null;
  readonly description: string | null;
  readonly notes: readonly TextNote[];
}

/** Counts bytes as UTF-8 does. */
const bytesOf = (character: string): number => {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
};

/** Returns how many characters fit, with room for the ellipsis of a cut text. */
function countFitting(text: string, { characters = Infinity, bytes = Infinity }: TextLimit): number {
  const all = Array.from(text);
  const size = all.reduce((sum, one) => sum + bytesOf(one), 0);
  if (size <= bytes) return characters;
  let left = bytes - bytesOf('…');
  const cut = all.findIndex((one) => (left -= bytesOf(one)) < 0);
  return Math.min(characters, cut + 1);
}

interface FittedText {
  readonly text: string | null;
  readonly notes: readonly TextNote[];
}

function fitText(name: keyof ItemTexts, text: string, limit: TextLimit | 'none' = {}): FittedText {
  if (limit === 'none') return { text: null, notes: [] };
  const { refused = '' } = limit;
  const taken = Array.from(text)
    .filter((character) => !refused.includes(character))
    .join('');
  const fitted = shorten(taken, countFitting(taken, limit));
  return {
    text: fitted,
    notes: [
      ...(taken === text ? [] : [`${name}-characters-removed` as const]),
      ...(fitted === taken ? [] : [`${name}-shortened` as const]),
    ],
  };
}

/** Makes texts acceptable for a service, so that no delivery fails because of them. The notes tell what has changed. */
export function fitTexts({ title, description }: ItemTexts, rules: TextRules): FittedTexts {
  const [titled, described] = [fitText('title', title, rules.title), fitText('description', description, rules.description)];
  return { title: titled.text, description: described.text, notes: [...titled.notes, ...described.notes] };
}
