import { RETENTION_DAYS, type RetentionConfig } from '@throughline/contracts';
import type { Setting } from '@throughline/service-kit';
import { NOT_BEFORE_DELETION, isContradictory } from './retention-config.js';

const { min, max } = RETENTION_DAYS;
const FORM = `must be days such as 90, 90/120 or 90/never, each from ${String(min)} to ${String(max)}`;
const PATTERN = /^(\d{1,5})(?:\/(\d{1,5}|never))?$/;

const isAllowed = (days: number | null | undefined): boolean => days == null || (days >= min && days <= max);

/** The operator's default: `90` or `90/120`, the days until the deletion and until the removal of the content. */
export const retentionSetting = (name: string): Setting<RetentionConfig | undefined> => ({
  name,
  read(raw) {
    if (raw === undefined || raw === '') return { value: undefined };
    const [, soft, hard] = PATTERN.exec(raw) ?? [];
    if (soft === undefined) return { problem: FORM };
    const value = {
      soft_delete_days: Number(soft),
      ...(hard === undefined ? {} : { hard_delete_days: hard === 'never' ? null : Number(hard) }),
    };
    if (!isAllowed(value.soft_delete_days) || !isAllowed(value.hard_delete_days)) return { problem: FORM };
    return isContradictory(value) ? { problem: `has a second number that ${NOT_BEFORE_DELETION}` } : { value };
  },
});
