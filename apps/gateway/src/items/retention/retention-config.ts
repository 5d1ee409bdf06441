import { RETENTION_DAYS, type RetentionConfig } from '@throughline/contracts';
import { IntegerOrNullField } from '../../kit/http/fields.js';
import { invalid } from '../../kit/http/problems/problem.js';

export const RETENTION_CONFIG =
  'When items that rest at all of their outputs are deleted. It also applies to items that exist already.';

export class RetentionConfigBody {
  @IntegerOrNullField(
    'Days until an item is deleted, counted from the end of its last run or from its restoration. Null: never. Absent: as in the layer below.',
    RETENTION_DAYS,
  )
  soft_delete_days?: number | null;

  @IntegerOrNullField(
    'Days until its content is removed permanently, counted from the same time; at least one day after the deletion. Not less than `soft_delete_days`. Null: never. Absent: as in the layer below, or as long as other deleted items are kept.',
    RETENTION_DAYS,
  )
  hard_delete_days?: number | null;
}

const toNumber = (days: number | null): number => days ?? Number.POSITIVE_INFINITY;

/** USR-04: returns true if the content would be removed before the deletion. Null is never, and so later than any day. */
export const isContradictory = ({ soft_delete_days: soft, hard_delete_days: hard }: RetentionConfig): boolean =>
  soft !== undefined && hard !== undefined && toNumber(hard) < toNumber(soft);

export const NOT_BEFORE_DELETION = 'must not be less than soft_delete_days';

/** Returns the retention to save, or none if the request names none. Throws if it contradicts itself. */
export function readRetention(body: RetentionConfigBody | null | undefined): RetentionConfig | undefined {
  const { soft_delete_days: soft, hard_delete_days: hard } = body ?? {};
  if (soft === undefined && hard === undefined) return undefined;
  const config = {
    ...(soft === undefined ? {} : { soft_delete_days: soft }),
    ...(hard === undefined ? {} : { hard_delete_days: hard }),
  };
  if (isContradictory(config)) throw invalid([{ pointer: '/retention_config/hard_delete_days', message: NOT_BEFORE_DELETION }]);
  return config;
}
