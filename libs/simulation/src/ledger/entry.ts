import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';

/*
 * The ledger of a simulated output has one JSON line for each request and one for its answer. A request without an answer was
 * never answered, or its sender died.
 */

export const REQUEST_KINDS = ['find', 'put', 'open', 'inspect', 'send', 'finish', 'cancel', 'post', 'follow-up'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

const Size = Type.Integer({ minimum: 0 });

export const ReceivedSchema = Type.Object({
  line: Type.Literal('request'),
  id: Type.String(),
  at: Type.String(),
  kind: Type.Enum(REQUEST_KINDS),
  assetId: Type.String(),
  attempt: Type.Integer({ minimum: 1 }),
  attemptId: Type.String(),
  /** Delivery key: identifies the content of the asset at this output. */
  key: Type.String(),
  session: Type.Optional(Type.String()),
  followUp: Type.Optional(Type.String()),
  offset: Type.Optional(Size),
  announced: Type.Optional(Size),
  pid: Type.Integer(),
});
export type RequestLine = Static<typeof ReceivedSchema>;

export const AnsweredSchema = Type.Object({
  line: Type.Literal('answer'),
  id: Type.String(),
  at: Type.String(),
  /** `ok`, or the code of a refusal. */
  answer: Type.String(),
  lost: Type.Optional(Type.Boolean()),
  bytes: Type.Optional(Size),
  object: Type.Optional(Type.String()),
  session: Type.Optional(Type.String()),
});
export type AnswerLine = Static<typeof AnsweredSchema>;

const line = Compile(Type.Union([ReceivedSchema, AnsweredSchema]));

/** Parses a line of a ledger. Returns `undefined` for an incomplete line, e.g. after a crash or on a full disk. */
export function parseLine(text: string): RequestLine | AnswerLine | undefined {
  try {
    const raw: unknown = JSON.parse(text);
    return line.Check(raw) ? raw : undefined;
  } catch {
    return undefined;
  }
}

export interface LedgerEntry extends Omit<RequestLine, 'line'> {
  readonly answer?: Omit<AnswerLine, 'line' | 'id'>;
}
