import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import { isFuture, isPast } from '../../kit/database/times.js';
import { SignInAttemptEntity } from './attempt.entity.js';
import type { AttemptStore, FailureCount } from './attempt-store.js';

/** One statement, so that simultaneous failures at several gateways are all counted. Sorted keys cannot deadlock. */
const ADD = `
  insert into control.sign_in_attempt as a (key, failures, until)
  select key, 1, now() + $2 * interval '1 ms' from unnest($1::text[]) as key order by key
  on conflict (key) do update set
    failures = case when a.until <= now() then 1 else a.failures + 1 end,
    until = case when a.until <= now() then excluded.until else a.until end`;

@Injectable()
export class PostgresAttemptStore implements AttemptStore {
  constructor(@InjectRepository(SignInAttemptEntity) private readonly attempts: Repository<SignInAttemptEntity>) {}

  async addFailure(keys: readonly string[], windowMs: number): Promise<void> {
    await this.attempts.query(ADD, [keys, windowMs]);
  }

  async countsOf(keys: readonly string[]): Promise<ReadonlyMap<string, FailureCount>> {
    const rows = await this.attempts.findBy({ key: In([...keys]), until: isFuture() });
    return new Map(rows.map(({ key, failures, until }) => [key, { failures, until: until.toISOString() }]));
  }

  async removeExpired(): Promise<number> {
    return (await this.attempts.delete({ until: isPast() })).affected ?? 0;
  }
}
