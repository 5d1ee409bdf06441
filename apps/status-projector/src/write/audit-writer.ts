import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { AUDIT_COLUMNS, type AuditRow } from '../fold/audit-row.js';
import { formatCopyLine } from '../rows/copy-text.js';
import { AUDIT_KEY, AUDIT_TYPES, insertNew } from '../rows/upsert.js';
import { identifier } from '../schema/migration.js';
import { formatAuditJson } from './changes.js';

const auditLine = (row: AuditRow): string => formatCopyLine(AUDIT_COLUMNS.map((column) => row[column]));

const auditCopySql = (schema: string): string => `copy ${identifier(schema)}.audit_log (${AUDIT_COLUMNS.join(', ')}) from stdin`;

const CHUNK_ROWS = 500;

function* chunks(rows: readonly AuditRow[]): Generator<string> {
  for (let start = 0; start < rows.length; start += CHUNK_ROWS)
    yield rows
      .slice(start, start + CHUNK_ROWS)
      .map(auditLine)
      .join('');
}

/** COPY takes two round trips to PostgreSQL, and an insert one. */
const FEW_ROWS = 100;

/** Writing audit rows limits the throughput of a projection. COPY is two to three times as fast as inserts (limits.md, B1). */
export async function writeAudit(client: ClientBase, schema: string, rows: readonly AuditRow[]): Promise<void> {
  if (rows.length === 0) return;
  if (rows.length > FEW_ROWS)
    await pipeline(Readable.from(chunks(rows), { objectMode: false }), client.query(copyFrom(auditCopySql(schema))));
  else {
    const statement = insertNew({ schema, table: 'audit_log', columns: AUDIT_TYPES, key: AUDIT_KEY });
    await client.query({ ...statement, values: [formatAuditJson(rows)] });
  }
}
