import pg from 'pg';
import type { Cleanup } from '../servers/cleanup.js';

const CHANNEL = 'bench_visible';

/** Tells of each written row when its transaction is visible to others. */
const TRIGGER = `
  create function bench_tell() returns trigger language plpgsql as $$
  begin
    perform pg_notify('${CHANNEL}', new.asset_id || ' ' || new.position);
    return null;
  end $$;`;

interface PendingRow {
  readonly position: bigint;
  readonly seen: (at: number) => void;
}

/** Reports when rows of a table become visible. PostgreSQL sends its notices after the commit. */
export class VisibleRows {
  readonly #pending = new Map<string, PendingRow[]>();
  /** The newest visible position of each item: a row may be visible before its commit is confirmed. */
  readonly #shown = new Map<string, { readonly position: bigint; readonly at: number }>();

  static async open(databaseUrl: string, table: string, closing: Cleanup): Promise<VisibleRows> {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    closing.add(() => client.end());
    await client.query(
      `${TRIGGER} create trigger bench_tells after insert or update on ${table} for each row execute function bench_tell()`,
    );
    const rows = new VisibleRows();
    client.on('notification', ({ payload = '' }) => {
      rows.#show(payload, performance.now());
    });
    await client.query(`listen ${CHANNEL}`);
    return rows;
  }

  /** Resolves to the time at which the item's row shows this position or a later one. */
  seen(assetId: string, position: string): Promise<number> {
    const wanted = BigInt(position);
    const shown = this.#shown.get(assetId);
    if (shown !== undefined && shown.position >= wanted) return Promise.resolve(shown.at);
    return new Promise((resolve) => {
      this.#pending.set(assetId, [...(this.#pending.get(assetId) ?? []), { position: wanted, seen: resolve }]);
    });
  }

  #show(payload: string, at: number): void {
    const [assetId = '', text = '0'] = payload.split(' ');
    const position = BigInt(text);
    this.#shown.set(assetId, { position, at });
    const pending = this.#pending.get(assetId) ?? [];
    for (const row of pending) if (row.position <= position) row.seen(at);
    this.#pending.set(
      assetId,
      pending.filter((row) => row.position > position),
    );
  }
}
