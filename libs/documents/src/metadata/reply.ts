import { parseModelJson } from '@throughline/media';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { parsePerson, type Metadata } from './metadata.js';
import { toExistingDay } from '../text/dates.js';
import { toPrintableLine } from './printable-line.js';

const MEMBERS = ['title', 'date', 'sender', 'type', 'tags', 'language', 'summary'] as const;
const text = { type: ['string', 'null'] } as const;

/** The form of the answer, as servers with JSON schemas require it: nothing optional, nothing else. */
export const wantedSchema = {
  type: 'object',
  additionalProperties: false,
  required: MEMBERS,
  properties: {
    title: text,
    date: text,
    sender: text,
    type: text,
    tags: { type: 'array', items: { type: 'string' } },
    language: text,
    summary: text,
  },
} as const;

const Text = Type.Optional(Type.Union([Type.Null(), Type.String({ maxLength: 4_000 })]));
const reply = Compile(
  Type.Object({
    title: Text,
    date: Text,
    sender: Text,
    type: Text,
    tags: Type.Optional(Type.Union([Type.Null(), Type.Array(Type.String({ maxLength: 200 }), { maxItems: 50 })])),
    language: Text,
    summary: Text,
  }),
);

const LONGEST = { title: 150, sender: 150, type: 40, summary: 1_000, tag: 40 } as const;
const MAX_TAGS = 8;
const NOTHING = /^(null|none|unknown|n\/a|-)$/i;

const cleanLine = (value: string | null | undefined, longest: number): string | undefined => {
  const line = toPrintableLine(value ?? undefined, longest);
  return line === undefined || NOTHING.test(line) ? undefined : line;
};

export type ModelMetadata = Omit<Metadata, 'engine' | 'model'>;

/** Returns the day, nothing if the value is absent, or a problem if the value is no day. */
function parseDate(value: string | undefined): { readonly day?: string } | { readonly problem: string } {
  if (value === undefined) return {};
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(value) ?? [];
  const found = toExistingDay(Number(year), Number(month), Number(day));
  return found === undefined ? { problem: 'date is no day of the form YYYY-MM-DD; null where there is none' } : { day: found };
}

const defined = (facts: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(facts).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

const tagsIn = (tags: readonly string[]): string[] => [
  ...new Set(tags.flatMap((tag) => cleanLine(tag.toLowerCase(), LONGEST.tag) ?? []).slice(0, MAX_TAGS)),
];

const languageIn = (value: string | null | undefined): string | undefined => {
  const language = cleanLine(value, 12)?.toLowerCase();
  return language !== undefined && /^[a-z]{2,3}(-[a-z0-9]+)*$/.test(language) ? language : undefined;
};

function formProblem(value: unknown): { readonly problem: string } {
  const [first] = reply.Errors(value);
  return { problem: `it does not have the form that was asked for${first ? `, at ${first.instancePath || 'its root'}` : ''}` };
}

/** Returns the metadata of a model's answer, or the problem with it in words for the model. */
export function parseModelMetadata(content: string): ModelMetadata | { readonly problem: string } {
  const value = parseModelJson(content);
  if (value === undefined) return { problem: 'it is not one JSON object' };
  if (!reply.Check(value)) return formProblem(value);
  const date = parseDate(cleanLine(value.date, 40));
  if ('problem' in date) return date;
  const title = cleanLine(value.title, LONGEST.title);
  if (title === undefined) return { problem: 'title is missing' };
  return {
    ...defined({
      title,
      date: date.day,
      sender: parsePerson(cleanLine(value.sender, LONGEST.sender), LONGEST.sender),
      type: cleanLine(value.type, LONGEST.type)?.toLowerCase(),
      language: languageIn(value.language),
      summary: cleanLine(value.summary, LONGEST.summary),
    }),
    tags: tagsIn(value.tags ?? []),
  };
}
