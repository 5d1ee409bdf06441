import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';

/*
 * The ledger of a simulated output: one JSON line for each request as it came in, and one for its answer. A request whose
 * answer is missing was never answered, or whoever asked died over it.
 */

/** What was asked of an output. */
export const REQUEST_KINDS = ['find', 'put', 'open', 'inspect', 'send', 'finish', 'cancel', 'post', 'follow-up'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

const Size = Type.Integer({ minimum: 0 });

export const ReceivedSchema = Type.Object({
  line: Type.Literal('request'),
  /** Names the request; its answer has the same. */
  id: Type.String(),
  at: Type.String(),
  kind: Type.Enum(REQUEST_KINDS),
  assetId: Type.String(),
  attempt: Type.Integer({ minimum: 1 }),
  attemptId: Type.String(),
  /** Delivery key: names the content of the asset at this output. */
  key: Type.String(),
  session: Type.Optional(Type.String()),
  /** Name of a follow-up. */
  followUp: Type.Optional(Type.String()),
  /** First byte that is sent. */
  offset: Type.Optional(Size),
  /** Bytes that the sender announced. */
  announced: Type.Optional(Size),
  /** Process that asked. */
  pid: Type.Integer(),
});
export type Received = Static<typeof ReceivedSchema>;

export const AnsweredSchema = Type.Object({
  line: Type.Literal('answer'),
  id: Type.String(),
  at: Type.String(),
  /** `ok`, or the code of a refusal. */
  answer: Type.String(),
  /** The answer was given and never arrived. */
  lost: Type.Optional(Type.Boolean()),
  /** Bytes that were taken by this request. */
  bytes: Type.Optional(Size),
  /** The object that stands there now. */
  object: Type.Optional(Type.String()),
  session: Type.Optional(Type.String()),
});
export type Answered = Static<typeof AnsweredSchema>;

const line = Compile(Type.Union([ReceivedSchema, AnsweredSchema]));

/** A line of a ledger, or undefined for what is none: whoever wrote it died over it, or the disk was full. */
export function parseLine(text: string): Received | Answered | undefined {
  try {
    const raw: unknown = JSON.parse(text);
    return line.Check(raw) ? raw : undefined;
  } catch {
    return undefined;
  }
}

/** A request with its answer, as a reader sees it. */
export interface LedgerEntry extends Omit<Received, 'line'> {
  readonly answer?: Omit<Answered, 'line' | 'id'>;
}
