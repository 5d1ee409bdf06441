import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { AUDIT_COLUMNS, type AuditRow } from '../fold/audit-row.js';
import { formatCopyLine } from '../rows/copy-text.js';
import { identifier } from '../schema/migration.js';

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

/** Writing audit rows limits the throughput of a projection. COPY is two to three times as fast as inserts (limits.md, B1). */
export async function copyAudit(client: ClientBase, schema: string, rows: readonly AuditRow[]): Promise<void> {
  if (rows.length === 0) return;
  await pipeline(Readable.from(chunks(rows), { objectMode: false }), client.query(copyFrom(auditCopySql(schema))));
}
