import { randomUUID } from 'node:crypto';
import type { EntityManager, FindOptionsWhere, Repository } from 'typeorm';
import { afterMs, capLeases, isFree } from './times.js';

interface ClaimableRow {
  readonly id: string;
  readonly claim: string | null;
  readonly leaseUntil: Date | null;
}

export interface ClaimRules {
  /** SQL: the condition of rows that have work left. */
  readonly isOpen: string;
  /** SQL: further changes with each claim. */
  readonly onClaim?: string;
  /** SQL: the columns that the oldest row is known by. */
  readonly order: string;
}

export interface RowClaim {
  readonly id: string;
  readonly claim: string;
}

export const GIVE_UP = 'claim = null, lease_until = null';

/** Rows of a table that one gateway at a time works on. Leases are by the database's clock, so that gateways agree on them. */
export class ClaimedRows<Row extends ClaimableRow> {
  constructor(
    private readonly rows: Repository<Row>,
    private readonly rules: ClaimRules,
  ) {}

  /** Returns undefined if nothing is left to do, or another claim's lease lasts. */
  async claim(id: string, leaseMs: number): Promise<{ readonly claim: string; readonly row: Row } | undefined> {
    const claim = randomUUID();
    const { isOpen, onClaim } = this.rules;
    const more = onClaim === undefined ? '' : `, ${onClaim}`;
    await this.rows.query(
      `update ${this.#table} set claim = $2, lease_until = ${afterMs('$3')}${more} where id = $1 and ${isOpen} and ${isFree()}`,
      [id, claim, leaseMs],
    );
    const row = await this.rows.findOneBy({ id, claim } as FindOptionsWhere<Row>);
    return row === null ? undefined : { claim, row };
  }

  /** Changes a row by SQL, with values from `$3` on. Returns false if the claim was lost; then nothing is changed. */
  async change(
    { id, claim }: RowClaim,
    set: string,
    values: readonly unknown[] = [],
    manager: EntityManager = this.rows.manager,
  ): Promise<boolean> {
    const [, count] = await manager.query<[unknown, number]>(`update ${this.#table} set ${set} where id = $1 and claim = $2`, [
      id,
      claim,
      ...values,
    ]);
    return count > 0;
  }

  /** Returns the ids of open rows that nobody works on, oldest first. */
  async unclaimed(): Promise<readonly string[]> {
    const { isOpen, order } = this.rules;
    await capLeases(this.rows.manager, this.rows.metadata.tableName);
    const rows = await this.rows.query<{ id: string }[]>(
      `select id from ${this.#table} where ${isOpen} and ${isFree()} order by ${order}`,
    );
    return rows.map(({ id }) => id);
  }

  get #table(): string {
    return this.rows.metadata.tablePath;
  }
}
