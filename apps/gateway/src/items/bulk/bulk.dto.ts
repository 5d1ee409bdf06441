import { ApiExtension } from '@nestjs/swagger';
import { DAY_FORMATS } from '@throughline/contracts';
import type { ItemNoun } from '@throughline/domain';
import { ArrayNotEmpty, ArrayUnique, ArrayMaxSize, IsArray, IsUUID } from 'class-validator';
import { FlagField, ObjectField, RequestField, TextField } from '../../http/fields.js';
import { InstantField } from '../../http/requests/instant.js';
import { jsonOf, type Model } from '../../http/schemas.js';
import { LONGEST_SEARCH } from '../read/list-query.dto.js';

export const MOST_ITEMS = 500;

@ApiExtension('x-min-properties', 1)
export class ItemFilters {
  @TextField('Part of the title; for documents also words of the text.', { min: 1, max: LONGEST_SEARCH, plain: true })
  q?: string;

  @InstantField(`Registered on or after this day (${DAY_FORMATS}) or UTC time.`, { example: '2026-02-05' })
  from_date?: string;

  @InstantField(`Registered before the end of this day (${DAY_FORMATS}), or before this UTC time.`, { example: '2026-02-28' })
  to_date?: string;

  @FlagField('Failed items, or the others.')
  failed?: boolean;

  @FlagField('Paused items, or the others.')
  on_pause?: boolean;

  @FlagField('Items that wait for a dependency, or the others.')
  waiting?: boolean;

  @FlagField('Items with an output whose arrival is unknown, or the others.')
  unconfirmed?: boolean;

  @FlagField('Items with both uploaded and failed outputs, or the others.')
  partial?: boolean;
}

export type SelectionFilters = ItemFilters & { readonly status?: readonly string[]; readonly draft?: boolean };

/** Ids of items. */
export const IdsField = (noun: ItemNoun): PropertyDecorator =>
  RequestField(
    jsonOf({
      type: 'array',
      items: { type: 'string', format: 'uuid' },
      minItems: 1,
      maxItems: MOST_ITEMS,
      uniqueItems: true,
      description: `The ${noun}s. Excludes \`filters\`.`,
    }),
    {},
    IsArray(),
    ArrayNotEmpty(),
    ArrayMaxSize(MOST_ITEMS),
    ArrayUnique(),
    IsUUID('all', { each: true }),
  );

export const FiltersField = (noun: ItemNoun, model: Model): PropertyDecorator =>
  ObjectField(`Replaces \`${noun}_ids\`. Refused if more than ${String(MOST_ITEMS)} items match.`, model);
