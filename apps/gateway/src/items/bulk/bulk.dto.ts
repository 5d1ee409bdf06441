import type { Type } from '@nestjs/common';
import { ApiExtension, ApiSchema } from '@nestjs/swagger';
import { DAY_FORMATS } from '@throughline/contracts';
import { ArrayNotEmpty, ArrayMaxSize, IsArray, IsUUID, ValidateBy } from 'class-validator';
import { ChoiceField, FlagField, ObjectField, RequestField, TextField, type RequestFieldOptions } from '../../kit/http/fields.js';
import { InstantField } from '../../kit/http/requests/instant.js';
import { jsonOf, type Model } from '../../kit/http/schemas.js';
import { LONGEST_TAG, TagChangeBody } from '../commands/tags.js';
import { TargetField } from '../commands/target-field.js';
import { schemaName, type ItemKind } from '../item-kind.js';
import { LIST_FILTERS, type ListFilter, type TranscriptFilter } from '../../adapters/projection/index.js';
import { IN_STATE, LONGEST_SEARCH } from '../read/list-query.dto.js';

/** Items of one request that is answered with the result of each. */
export const MAX_ITEMS = 500;
export const MAX_BULK_ITEMS = 10_000;

@ApiExtension('x-min-properties', 1)
export class ItemFilters {
  @TextField('Part of the title; for documents also words of the text.', { min: 1, max: LONGEST_SEARCH, plain: true })
  q?: string;

  @InstantField(`Registered on or after this day (${DAY_FORMATS}) or UTC time.`, { example: '2026-02-05' })
  from_date?: string;

  @InstantField(`Registered before the end of this day (${DAY_FORMATS}), or before this UTC time.`, { example: '2026-02-28' })
  to_date?: string;

  @ChoiceField(
    `${IN_STATE} A restoration selects deleted items alone, also with a state, and the other actions never do.`,
    LIST_FILTERS,
  )
  state?: ListFilter;

  @FlagField('Failed items, or the others.')
  failed?: boolean;

  @FlagField('Paused items, or the others.')
  on_pause?: boolean;

  @FlagField('Items that wait for a dependency, or the others.')
  waiting?: boolean;

  @FlagField('Items whose finished content waits until a person publishes it, or the others.')
  needs_review?: boolean;

  @FlagField('Items with the label `stopped`, or the others.')
  stopped?: boolean;

  @TextField('Items with this tag, in any case.', { min: 1, max: LONGEST_TAG, plain: true })
  tag?: string;

  @FlagField('Items with an output whose arrival is unknown, or the others.')
  unconfirmed?: boolean;

  @FlagField('Items with both uploaded and failed outputs, or the others.')
  partial?: boolean;

  @FlagField('Items with a follow-up of a delivery that has finally failed, or the others.')
  follow_ups_failed?: boolean;
}

export type SelectionFilters = ItemFilters & {
  readonly status?: readonly string[];
  readonly draft?: boolean;
  readonly unsure?: boolean;
  readonly transcript?: TranscriptFilter;
};

/** The fields that only bulk commands have, besides those of single requests. */
export class BulkFields extends TagChangeBody {
  @FlagField('With `bind`: also removes the preferences of the items, which rank above the template.', { default: false })
  reset_preferences?: boolean;

  @TargetField('With `transfer`: the id of the library that gets the items.', false)
  library_id?: string;
}

/** In linear time; `ArrayUnique` compares all pairs, which takes a second for 10,000 ids. */
const AreUnique = (): PropertyDecorator =>
  ValidateBy({
    name: 'arrayUnique',
    validator: {
      validate: (ids: unknown) => Array.isArray(ids) && new Set(ids).size === ids.length,
      defaultMessage: () => "All $property's elements must be unique",
    },
  });

export const ItemIdsField = (description: string, most: number, options: RequestFieldOptions = {}): PropertyDecorator =>
  RequestField(
    jsonOf({
      type: 'array',
      items: { type: 'string', format: 'uuid' },
      minItems: 1,
      maxItems: most,
      uniqueItems: true,
      description,
    }),
    options,
    IsArray(),
    ArrayNotEmpty(),
    ArrayMaxSize(most),
    AreUnique(),
    IsUUID('all', { each: true }),
  );

export interface Selection {
  readonly ids: readonly string[] | null | undefined;
  readonly filters: SelectionFilters | null | undefined;
  /** True: the filters select deleted items instead of the others. */
  readonly deleted?: boolean;
}

export interface SelectionFields {
  readonly recording_ids?: readonly string[] | undefined;
  readonly document_ids?: readonly string[] | undefined;
  readonly filters?: SelectionFilters | undefined;
}

interface SelectedItems {
  readonly kind: ItemKind;
  readonly filters: Model;
  readonly most: number;
}

/** Returns a body with the fields that select items of a kind. */
export function selectingBody(name: string, base: Type<object>, { kind, filters, most }: SelectedItems): Type {
  const { noun } = kind;

  @ApiSchema({ name: schemaName(name, kind) })
  class SelectingBody extends base {}
  ItemIdsField(`The ${noun}s. Excludes \`filters\`.`, most)(SelectingBody.prototype, `${noun}_ids`);
  ObjectField(`Replaces \`${noun}_ids\`. Refused if more than ${String(most)} items match.`, filters)(
    SelectingBody.prototype,
    'filters',
  );
  return SelectingBody;
}

export const readSelection = ({ recording_ids, document_ids, filters }: SelectionFields): Selection => ({
  ids: recording_ids ?? document_ids,
  filters,
});
