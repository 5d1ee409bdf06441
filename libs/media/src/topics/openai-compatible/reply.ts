import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { parseSeconds } from './times.js';

/** The form of the answer, as servers with JSON schemas require it: nothing optional, nothing else. */
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

export interface ModelTopic {
  readonly title: string;
  /** Seconds from the start of the recording. */
  readonly start: number;
  readonly keywords: readonly string[];
}

/** Returns the text of a model's answer and whether it was cut off; `undefined` if it is no chat answer. */
export function readModelAnswer(value: unknown): { readonly content: string; readonly isCut: boolean } | undefined {
  if (!completion.Check(value)) return undefined;
  const [choice] = value.choices;
  return { content: choice?.message.content ?? '', isCut: choice?.finish_reason === 'length' };
}

const mostTitle = 120;
const mostKeywords = 8;
const shown = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();

/** Returns the topics of a model's answer, or the problem with them in words for the model. */
export function parseModelTopics(content: string): readonly ModelTopic[] | { readonly problem: string } {
  const value = parseModelJson(content);
  if (value === undefined) return { problem: 'it is not one JSON object' };
  if (!reply.Check(value)) {
    const [first] = reply.Errors(value);
    return { problem: `it does not have the form that was asked for${first ? `, at ${first.instancePath || 'its root'}` : ''}` };
  }
  const topics = value.topics.map(({ title, start, keywords = [] }) => ({
    title: shown(title).slice(0, mostTitle).trim(),
    start: parseSeconds(start),
    keywords: keywords.map(shown).filter(Boolean).slice(0, mostKeywords),
  }));
  const usable = topics.flatMap(({ start, ...topic }) =>
    start === undefined || topic.title === '' ? [] : [{ ...topic, start }],
  );
  return usable.length === topics.length ? usable : { problem: 'a title is empty, or a start is no time of the form 0:12:34' };
}

/** Parses JSON, also within a code fence, which many models add. */
export function parseModelJson(content: string): unknown {
  const fenced = /^```(?:json)?\s*([\s\S]*?)\s*```$/.exec(content.trim())?.[1];
  try {
    return JSON.parse(fenced ?? content) as unknown;
  } catch {
    return undefined;
  }
}
