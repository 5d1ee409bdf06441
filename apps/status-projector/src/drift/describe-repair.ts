import type { JsonObject } from '@throughline/contracts';
import { formatColumn, type ColumnValue } from '../rows/column-text.js';
import { ASSET_COLUMNS, STEP_COLUMNS, type Columns } from '../rows/upsert.js';

/** Rows as they are stored, or as they would be written. */
export interface ComparedRows {
  readonly asset: object | undefined;
  readonly steps: readonly { readonly step: string }[];
}

type Row = object | undefined;
const valueOf = (row: object, name: string): ColumnValue => (row as Readonly<Record<string, ColumnValue>>)[name];

/** `ops_log` survives an erasure, so columns that may hold personal text are named without their values. */
const PRIVATE: ReadonlySet<string> = new Set(['title', 'state', 'personal', 'state_hash', 'error_message', 'result']);
const FLAGS: Columns = { quarantined: 'boolean', needs_upgrade: 'boolean' };

const shown = (type: string, value: ColumnValue): string | null =>
  value === null || value === undefined ? null : formatColumn(type, value).replace(/^"(.*)"$/, '$1');

function changes(columns: Columns, before: Row, after: Row): JsonObject | undefined {
  if (before === undefined || after === undefined) return before === after ? undefined : { row: rowChange(before, after) };
  const differing = Object.entries(columns).filter(
    ([name, type]) => formatColumn(type, valueOf(before, name)) !== formatColumn(type, valueOf(after, name)),
  );
  if (differing.length === 0) return undefined;
  return Object.fromEntries(
    differing.map(([name, type]) => [
      name,
      PRIVATE.has(name) ? 'changed' : { before: shown(type, valueOf(before, name)), after: shown(type, valueOf(after, name)) },
    ]),
  );
}

const rowChange = (before: Row, after: Row): JsonObject => ({
  before: before === undefined ? 'missing' : 'present',
  after: after === undefined ? 'removed' : 'present',
});

export function describeRepair(before: ComparedRows, after: ComparedRows): JsonObject {
  const asset = changes({ ...ASSET_COLUMNS, ...FLAGS }, before.asset, after.asset);
  const names = [...new Set([...before.steps, ...after.steps].map(({ step }) => step))].sort();
  const steps = names.flatMap((name) => {
    const [one, other] = [before, after].map((rows) => rows.steps.find(({ step }) => step === name));
    const change = changes(STEP_COLUMNS, one, other);
    return change === undefined ? [] : [[name, change] as const];
  });
  return { ...(asset === undefined ? {} : { asset }), ...(steps.length === 0 ? {} : { steps: Object.fromEntries(steps) }) };
}
