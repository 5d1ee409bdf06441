import { Type, type Static, type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { CliError } from '../exit.js';
import { table } from '../output/table.js';

const Difference = Type.Object({
  assetId: Type.String(),
  part: Type.String(),
  kind: Type.String(),
  columns: Type.Optional(Type.Array(Type.String())),
  status: Type.Optional(Type.Object({ stored: Type.String(), rebuilt: Type.String() })),
});

const Held = Type.Object({
  assetId: Type.String(),
  position: Type.String(),
  reasonKind: Type.String(),
  reason: Type.String(),
});

const Rebuild = Type.Object({
  events: Type.Integer(),
  assets: Type.Integer(),
  swapped: Type.Boolean(),
  oldTablesKept: Type.Boolean(),
  durationMs: Type.Number(),
  count: Type.Integer(),
  differences: Type.Array(Difference),
  notCompared: Type.Array(Type.Integer()),
  held: Type.Array(Held),
  /** Only after `verify --repair`. */
  repaired: Type.Optional(Type.Integer()),
  notRepaired: Type.Optional(Type.Array(Type.String())),
});
export type RebuildReport = Static<typeof Rebuild>;

export const reader = <T extends TSchema>(schema: T): ((value: unknown) => Static<T>) => {
  const compiled = Compile(schema);
  return (value) => {
    if (compiled.Check(value)) return value;
    throw new CliError('failed', 'The report of the projector has an unexpected form', {
      tryInstead: 'tl and the projector may have different versions: `npm run build` builds both.',
    });
  };
};

export const readRebuildReport = reader(Rebuild);

/** Uses names with underscores, as all JSON of `tl` does. */
export const rebuildData = (report: RebuildReport): object => ({
  events: report.events,
  assets: report.assets,
  swapped: report.swapped,
  old_tables_kept: report.oldTablesKept,
  duration_ms: report.durationMs,
  difference_count: report.count,
  differences: report.differences.map(({ assetId, ...rest }) => ({ asset_id: assetId, ...rest })),
  partitions_not_compared: report.notCompared,
  held: report.held.map(({ assetId, position, reasonKind, reason }) => ({
    asset_id: assetId,
    position,
    reason_kind: reasonKind,
    reason,
  })),
  ...(report.repaired === undefined ? {} : { repaired: report.repaired, not_repaired: report.notRepaired ?? [] }),
});

interface Comparison {
  /** The present tables were compared with the previous ones, not with the log. */
  readonly isUndo: boolean;
}

const differenceRow =
  ({ isUndo }: Comparison) =>
  ({ assetId, part, kind, columns, status }: RebuildReport['differences'][number]): string[] => [
    assetId,
    part,
    kind,
    (columns ?? []).join(', '),
    status === undefined ? '' : `${status.stored}, ${isUndo ? 'in the previous tables' : 'should be'} ${status.rebuilt}`,
  ];

const repairRows = ({ repaired, notRepaired = [] }: RebuildReport): string[][] => {
  if (repaired === undefined) return [];
  const left = notRepaired.length === 0 ? [] : [['not repaired', notRepaired.join(', ')]];
  return [['repaired', String(repaired)], ...left];
};

export function rebuildText(report: RebuildReport, comparison: Comparison = { isUndo: false }): string {
  const { notCompared, differences, count, held } = report;
  const summary = table([
    // Undoing reads tables, no events.
    ...(comparison.isUndo ? [] : [['events', String(report.events)]]),
    ['items', String(report.assets)],
    ['different', String(count)],
    ...(notCompared.length === 0 ? [] : [['not compared', `partitions ${notCompared.join(', ')}`]]),
    ...(held.length === 0 ? [] : [['not read completely', `${String(held.length)}, see tl quarantine`]]),
    ...repairRows(report),
    ['tables replaced', report.swapped ? 'yes' : 'no'],
    ...(report.oldTablesKept
      ? [['old tables', 'in schema projection_old, which cannot be dropped: other database objects depend on them']]
      : []),
    ['took', `${(report.durationMs / 1000).toFixed(1)} s`],
  ]);
  const more = count > differences.length ? `and ${String(count - differences.length)} more\n` : '';
  return differences.length === 0 ? summary : `${summary}\n${table(differences.map(differenceRow(comparison)))}${more}`;
}
