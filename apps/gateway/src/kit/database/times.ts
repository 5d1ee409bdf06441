import { Raw, type EntityManager, type FindOperator } from 'typeorm';

/** Conditions on a time by the database's clock, because the clocks of several gateways differ. */
export const isPast = (): FindOperator<Date> => Raw((time) => `${time} <= now()`) as FindOperator<Date>;
export const isFuture = (): FindOperator<Date> => Raw((time) => `${time} > now()`) as FindOperator<Date>;

/** SQL: the time after a number of milliseconds. */
export const afterMs = (parameter: string): string => `now() + ${parameter}::float8 * interval '1 ms'`;
/** SQL: nobody works on the row. `alias` ends with a dot. */
export const isFree = (alias = ''): string => `(${alias}lease_until is null or ${alias}lease_until <= now())`;

/**
 * Returns a condition that a planned time has come. A clock that ran ahead and was corrected leaves times behind that nobody can
 * have planned, further ahead than `longest`: they have come, too. `longest` is an SQL interval.
 */
export const hasCome = (time: string, longest: string): string => `(${time} <= now() or ${time} > now() + ${longest})`;

/** No lease is longer. */
export const LONGEST_LEASE_MS = 120_000;

/**
 * Shortens leases of before a clock was set back, so that the work of a crashed process does not rest for the jumped time. A live
 * holder renews its lease before it ends, so nothing runs twice at once.
 */
export async function capLeases(manager: EntityManager, table: string): Promise<void> {
  await manager.query(
    `update control.${table} set lease_until = now() + $1 * interval '1 ms' where lease_until > now() + $1 * interval '1 ms'`,
    [LONGEST_LEASE_MS],
  );
}
