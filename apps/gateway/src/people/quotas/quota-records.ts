import { QUOTAS } from '@throughline/contracts';
import { changesOf, type ChangeRecord } from '../administration-log/index.js';
import type { OwnLimits } from './quota.js';

export interface LimitedUser {
  readonly id: string;
  readonly name: string;
}

const factsOf = (own: OwnLimits): object =>
  Object.fromEntries(QUOTAS.map((quota) => [quota, own[quota] === null ? 'unlimited' : own[quota]]));

/** Absent limits are those of the operator. */
export function recordLimits(user: LimitedUser, before: OwnLimits, after: OwnLimits): ChangeRecord | undefined {
  const changes = changesOf(factsOf(before), factsOf(after), QUOTAS);
  const { id, name } = user;
  return Object.keys(changes).length === 0 ? undefined : { kind: 'limits.changed', subject: { type: 'user', id, name }, changes };
}
