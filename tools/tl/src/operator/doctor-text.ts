import { bytes, table } from '../output/table.js';
import { describeIdleness } from './processes.js';
import { engineRows } from './engines.js';
import { identityProviderRows } from './identity-provider.js';
import { driftPassRows } from './drift-pass.js';
import { previousTablesRows } from './previous-tables.js';
import type { Examination, GatewayState, ServerState } from './examination.js';

const WAYS: Readonly<Record<string, string>> = {
  env: 'named in the environment',
  path: 'found on this machine',
  download: 'downloaded',
  bundled: 'from npm',
  debian: 'from Debian packages',
};

const serverRow = (name: string, state: ServerState | null): string[] => {
  if (state === null) return [name, '–', 'not running'];
  return [name, state.version ?? '–', state.problem ?? state.address];
};

const gatewayRow = (state: GatewayState | null): string[] => {
  if (state === null) return ['gateway', '–', 'not running'];
  const missing = Object.entries(state.checks).flatMap(([check, { ok }]) => (ok ? [] : [check]));
  const why = state.problem ?? (missing.length === 0 ? '' : `missing: ${missing.join(', ')}`);
  return ['gateway', state.ready ? 'ready' : 'not ready', [state.address, why].filter((part) => part !== '').join('  ')];
};

/** Reports a missing speech engine: the product runs without it but cannot transcribe. */
const speechRow = ({ tools, engines }: Examination): string[][] =>
  tools.length === 0 ||
  tools.some(({ id }) => id === 'pocketsphinx') ||
  engines?.some(({ kind, available }) => kind === 'speech' && available) === true
    ? []
    : [['pocketsphinx', '–', '', 'not installed: recordings are not transcribed']];

/** Lists the processes. Without a runner, only leftovers matter. */
const processRows = (examination: Examination): string[][] =>
  examination.processes
    .filter(({ running }) => running || examination.runner !== null)
    .map((process) => [
      process.name,
      process.running ? `running (pid ${String(process.pid)})` : 'stopped',
      describeIdleness(process, examination) ?? '',
    ]);

export function doctorText(examination: Examination): string {
  const { data_folder: folder, runner, tools } = examination;
  const parts = [
    [
      ['node', examination.node],
      ['data', `${folder.path}${folder.free_bytes === null ? '' : `, ${bytes(folder.free_bytes)} free`}`],
      [
        'stack',
        runner === null ? 'not running' : `running (pid ${String(runner.pid)}) since ${examination.last_start ?? 'a moment ago'}`,
      ],
    ],
    tools.length === 0
      ? [['tools', 'not found yet: the first start finds or downloads them']]
      : [
          ...tools.map(({ id, version, found_by: way, path, file_date: date, notes }) => [
            id,
            version,
            date === null ? 'missing' : `from ${date}`,
            [`${WAYS[way] ?? way}: ${path}`, ...notes].join('; '),
          ]),
          ...speechRow(examination),
        ],
    engineRows(examination.engines),
    [['speech model', examination.model.name, examination.model.says]],
    [serverRow('NATS', examination.nats), serverRow('PostgreSQL', examination.postgres), gatewayRow(examination.gateway)],
    driftPassRows(examination.drift_pass),
    previousTablesRows(examination.previous_tables),
    identityProviderRows(examination.identity_provider),
    processRows(examination),
  ];
  return parts
    .filter((rows) => rows.length > 0)
    .map((rows) => table(rows))
    .join('\n');
}
