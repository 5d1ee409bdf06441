import { DAY_FORMATS, DOCUMENT_STATUSES, RECORDING_STATUSES } from '@throughline/contracts';
import type { ItemNoun } from '@throughline/domain';
import { Type, type TProperties } from 'typebox';
import { MOST_ITEMS } from '../../bulk/bulk.dto.js';
import { LONGEST_PAUSE_MS, LONGEST_REASON, STEP_KEY } from '../../commands/commands.dto.js';

const closed = { additionalProperties: false };

const reason = Type.Optional(Type.String({ minLength: 1, maxLength: LONGEST_REASON, description: 'For people.' }));

const pause = {
  reason,
  until: Type.Optional(
    Type.String({
      format: 'date-time',
      examples: ['2026-02-05T18:00:00Z'],
      description: 'The pause ends by itself then; without it a person has to run the item.',
    }),
  ),
  for_ms: Type.Optional(
    Type.Integer({ minimum: 1, maximum: LONGEST_PAUSE_MS, description: 'Instead of `until`: from now on for so long.' }),
  ),
};

const filterFields = {
  from_date: Type.Optional(
    Type.String({ examples: ['2026-02-05'], description: `Registered on or after this day (${DAY_FORMATS}) or UTC time.` }),
  ),
  to_date: Type.Optional(
    Type.String({
      examples: ['2026-02-28'],
      description: `Registered up to and with this day (${DAY_FORMATS}), or before this UTC time.`,
    }),
  ),
  failed: Type.Optional(Type.Boolean({ description: 'Failed ones, or the others.' })),
  on_pause: Type.Optional(Type.Boolean({ description: 'Paused ones, or the others.' })),
  waiting: Type.Optional(Type.Boolean({ description: 'Those that wait for something, or the others.' })),
  unconfirmed: Type.Optional(Type.Boolean({ description: 'Those with an unconfirmed output, or the others.' })),
  partial: Type.Optional(Type.Boolean({ description: 'Those with uploaded and failed outputs, or the others.' })),
};

/** Which items: `noun`, with the statuses that they can have. */
const selectionOf = <Noun extends ItemNoun>(noun: Noun, statuses: readonly string[], q: string) => {
  const ids = `${noun}_ids` as const;
  const named = Type.Optional(
    Type.Array(Type.String({ format: 'uuid' }), {
      minItems: 1,
      maxItems: MOST_ITEMS,
      uniqueItems: true,
      description: `Which ${noun}s; or \`filters\`, never both.`,
    }),
  );
  const filters = Type.Optional(
    Type.Object(
      {
        status: Type.Optional(Type.Array(Type.Enum([...statuses]), { minItems: 1, description: 'Any of these.' })),
        q: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: q })),
        ...filterFields,
      },
      {
        ...closed,
        minProperties: 1,
        description: `Instead of \`${ids}\`; refused where more than ${String(MOST_ITEMS)} match.`,
      },
    ),
  );
  return { ids: { [ids]: named } as Record<`${Noun}_ids`, typeof named>, filters };
};

const recordings = selectionOf('recording', RECORDING_STATUSES, 'Part of a title.');
const documents = selectionOf('document', DOCUMENT_STATUSES, 'Part of a title, or words that stand in the document.');

/** `overrides`: what a run may be told besides which items it is for. */
export const commandRequests = <T extends TProperties>(overrides: T) =>
  ({
    Pause: Type.Object(pause, closed),
    Cancel: Type.Object({ reason }, closed),
    Unstick: Type.Object(
      {
        then: Type.Optional(
          Type.Enum(['retry', 'fail'], { default: 'retry', description: '`fail`: the steps are given up for good.' }),
        ),
        step: Type.Optional(Type.String({ pattern: STEP_KEY.source, examples: ['TRANSCRIBE'], description: 'This step alone.' })),
      },
      closed,
    ),
    Settle: Type.Object({ delivered: Type.Boolean({ description: 'Whether it has arrived.' }) }, closed),
    Erase: Type.Object(
      { confirm: Type.Literal(true, { description: 'Nothing brings the item back: whoever means it says so.' }) },
      closed,
    ),
    BulkRun: Type.Object({ ...recordings.ids, filters: recordings.filters, ...overrides }, closed),
    BulkPause: Type.Object({ ...recordings.ids, filters: recordings.filters, ...pause }, closed),
    DocumentBulkRun: Type.Object({ ...documents.ids, filters: documents.filters, ...overrides }, closed),
    DocumentBulkPause: Type.Object({ ...documents.ids, filters: documents.filters, ...pause }, closed),
  }) as const;
