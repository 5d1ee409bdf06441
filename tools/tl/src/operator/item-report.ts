import { Type, type Static } from 'typebox';
import { counted } from '../output/counted.js';
import { stripControls } from '../output/text-width.js';
import { table } from '../output/table.js';
import { reader } from './report.js';

const Status = Type.Union([Type.String(), Type.Null()]);

const ItemReport = Type.Object({
  assetId: Type.String(),
  found: Type.Boolean(),
  position: Type.String(),
  commits: Type.Integer(),
  status: Type.Object({ stored: Status, rebuilt: Status }),
  differences: Type.Object({
    asset: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    steps: Type.Optional(Type.Record(Type.String(), Type.Record(Type.String(), Type.Unknown()))),
    audit: Type.Optional(Type.Record(Type.String(), Type.Integer())),
    quarantine: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  }),
  held: Status,
  problem: Status,
  repaired: Type.Boolean(),
  durationMs: Type.Number(),
});
export type ItemReport = Static<typeof ItemReport>;

export const readItemReport = reader(ItemReport);

export const itemReportData = ({ assetId, durationMs, ...report }: ItemReport): object => ({
  asset_id: assetId,
  ...report,
  duration_ms: durationMs,
});

const shownValue = (value: unknown): string =>
  value === null ? 'empty' : stripControls(typeof value === 'string' ? value : JSON.stringify(value));

/** A change names both values, or is `changed` where the values may be personal. */
function changeText(change: unknown): string {
  if (typeof change !== 'object' || change === null || !('before' in change) || !('after' in change)) return 'differs';
  return `${shownValue(change.before)}, should be ${shownValue(change.after)}`;
}

const columnRows = (where: string, columns: Readonly<Record<string, unknown>> = {}): string[][] =>
  Object.entries(columns).map(([column, change]) => [where, column, changeText(change)]);

const auditRows = (counts: Readonly<Record<string, number>> = {}): string[][] =>
  Object.entries(counts).map(([kind, count]) => ['audit', counted(count, 'row'), kind]);

export const differenceCount = ({ differences }: ItemReport): number => differenceRows(differences).length;

const differenceRows = ({ asset, steps = {}, audit, quarantine }: ItemReport['differences']): string[][] => [
  ...columnRows('item', asset),
  ...Object.entries(steps).flatMap(([step, columns]) => columnRows(step, columns)),
  ...auditRows(audit),
  ...columnRows('quarantine', quarantine),
];

export function itemReportText(report: ItemReport): string {
  const { assetId, status, commits, position, held, problem, repaired, differences } = report;
  const rows = differenceRows(differences);
  const summary = table([
    ['item', assetId],
    ['status', status.stored ?? 'no row'],
    ...(status.stored === status.rebuilt ? [] : [['by the log', status.rebuilt ?? 'not in the log']]),
    ['commits', `${String(commits)}, compared up to position ${position}`],
    ...(held === null ? [] : [['quarantined', `${held}, see tl quarantine show ${assetId}`]]),
    ...(problem === null ? [] : [['problem', problem]]),
    ['different', String(rows.length)],
    ...(rows.length === 0 ? [] : [['repaired', repaired ? 'yes' : 'no']]),
  ]);
  return rows.length === 0 ? summary : `${summary}\n${table(rows)}`;
}
