import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { secondsOf } from './times.js';

/** What is asked for, in the form that servers with JSON schemas want: nothing optional, nothing else. */
export const wantedSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['topics'],
  properties: {
    topics: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['title', 'start', 'keywords'],
        properties: {
          title: { type: 'string' },
          start: { type: 'string' },
          keywords: { type: 'array', items: { type: 'string' } },
        },
      },
    },
  },
} as const;

const reply = Compile(
  Type.Object({
    topics: Type.Array(
      Type.Object({
        title: Type.String({ minLength: 1, maxLength: 500 }),
        start: Type.Union([Type.String({ maxLength: 40 }), Type.Number()]),
        keywords: Type.Optional(Type.Array(Type.String({ maxLength: 200 }), { maxItems: 50 })),
      }),
      { minItems: 1, maxItems: 200 },
    ),
  }),
);

const completion = Compile(
  Type.Object({
    choices: Type.Array(
      Type.Object({
        message: Type.Object({ content: Type.Optional(Type.Union([Type.String(), Type.Null()])) }),
        finish_reason: Type.Optional(Type.Union([Type.String(), Type.Null()])),
      }),
      { minItems: 1 },
    ),
  }),
);

export interface FoundTopic {
  readonly title: string;
  /** Seconds from the start of the recording. */
  readonly start: number;
  readonly keywords: readonly string[];
}

/** What a model has said, and how it ended; undefined where the answer is none of a model. */
export function saidIn(value: unknown): { readonly content: string; readonly isCut: boolean } | undefined {
  if (!completion.Check(value)) return undefined;
  const [choice] = value.choices;
  return { content: choice?.message.content ?? '', isCut: choice?.finish_reason === 'length' };
}

const mostTitle = 120;
const mostKeywords = 8;
const shown = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();

/** The topics in a model's words, or what is wrong with them, in words for the model. */
export function topicsIn(content: string): readonly FoundTopic[] | { readonly problem: string } {
  const value = jsonIn(content);
  if (value === undefined) return { problem: 'it is not one JSON object' };
  if (!reply.Check(value)) {
    const [first] = reply.Errors(value);
    return { problem: `it does not have the form that was asked for${first ? `, at ${first.instancePath || 'its root'}` : ''}` };
  }
  const topics = value.topics.map(({ title, start, keywords = [] }) => ({
    title: shown(title).slice(0, mostTitle).trim(),
    start: secondsOf(start),
    keywords: keywords.map(shown).filter(Boolean).slice(0, mostKeywords),
  }));
  const usable = topics.flatMap(({ start, ...topic }) =>
    start === undefined || topic.title === '' ? [] : [{ ...topic, start }],
  );
  return usable.length === topics.length ? usable : { problem: 'a title is empty, or a start is no time of the form 0:12:34' };
}

/** JSON, or JSON in a code fence, as many models cannot leave it. */
export function jsonIn(content: string): unknown {
  const fenced = /^```(?:json)?\s*([\s\S]*?)\s*```$/.exec(content.trim())?.[1];
  try {
    return JSON.parse(fenced ?? content) as unknown;
  } catch {
    return undefined;
  }
}
