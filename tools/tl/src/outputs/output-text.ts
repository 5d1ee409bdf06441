import type { ConfiguredOutput, OutputSetting, OutputType, OutputUse, OwnOutput } from '@throughline/api-client';
import { dateText } from '../output/dates.js';
import { table } from '../output/table.js';

const items = (count: number): string => `${String(count)} ${count === 1 ? 'item' : 'items'}`;

/** Returns what names an output, in words. */
const listUsers = ({ templates, channels, settings, preferences, running }: OutputUse): readonly string[] => [
  ...templates.map((name) => `template ${name}`),
  ...channels.map((name) => `channel ${name}`),
  ...(settings ? ['your settings'] : []),
  ...(preferences > 0 ? [`preferences of ${items(preferences)}`] : []),
  ...(running > 0 ? [`${items(running)} running`] : []),
];

/** Returns the result of the last test in words. Older servers store none. */
function testText(test: OwnOutput['last_test'] | undefined): string {
  if (test === undefined || test === null) return 'not tested';
  return `${test.ok ? 'works' : 'test failed'}, tested ${dateText(test.at)}`;
}

/** Lists shared outputs and then own ones, which have a number. */
export function outputRows(offered: readonly ConfiguredOutput[], own: readonly OwnOutput[]): string {
  const shared = offered.filter((output) => output.shared).map(({ name, type }) => ['', name, type, '', 'shared']);
  const rows = own.map(({ id, name, type, used_by: use, last_test: test }) => {
    const users = listUsers(use).join(', ');
    return [String(id), name, type, testText(test), users || 'not used'];
  });
  return shared.length + rows.length === 0 ? '' : table([...shared, ...rows]);
}

/** An own output. Older servers send no patterns. */
type ShownOutput = Omit<OwnOutput, 'metadata_config'> & Partial<Pick<OwnOutput, 'metadata_config'>>;

export const outputText = ({
  id,
  name,
  type,
  credential_id: credential,
  settings,
  metadata_config: patterns = {},
  used_by: use,
  last_test: test,
}: ShownOutput): string =>
  table([
    ['output', `${name} (${String(id)})`],
    ['type', type],
    ...(credential === null ? [] : [['credential', String(credential)]]),
    ...Object.entries(settings).map(([key, value]) => [key, String(value)]),
    ...Object.entries(patterns).map(([key, value]) => [key.replace('_', ' '), value === '' ? '(none)' : value]),
    ['used by', listUsers(use).join(', ') || 'nothing'],
    ['test', testText(test)],
    ...(test?.items ?? []).filter(({ result }) => result !== 'ok').map(({ name: check, message }) => [`  ${check}`, message]),
  ]);

const describeCredential = ({ credential, other_credential: other }: OutputSetting): string => {
  const types = [credential, other].filter((each) => each !== undefined);
  return `--credential${types.length === 0 ? '' : `, of the type ${types.join(' or ')}`}`;
};

const valuesOf = (setting: OutputSetting): string => {
  const { kind, options = [], min } = setting;
  switch (kind) {
    case 'choice':
      return options.map(({ value, of }) => (of === undefined ? value : `${value} (${of})`)).join(', ') || 'none is available';
    case 'switch':
      return 'on or off';
    case 'number':
      return `a whole number${min === undefined ? '' : ` from ${String(min)}`}`;
    case 'credential':
      return describeCredential(setting);
    case 'list':
      return 'names with commas between them';
    default:
      return '';
  }
};

/** Returns a block for each type: its name, and a row for each setting. */
export const typesText = (types: readonly OutputType[]): string =>
  types
    .map(
      ({ type, label, settings }) =>
        `${type}: ${label}\n${table(
          settings.map((one) => [`  ${one.key}`, one.required ? 'needed' : '', valuesOf(one), one.hint ?? one.label]),
        )}`,
    )
    .join('\n');
