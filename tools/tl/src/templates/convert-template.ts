import { isFields, TEMPLATE_MEMBERS } from '../commands/overrides.js';
import { CliError } from '../exit.js';

type Fields = Readonly<Record<string, unknown>>;

/** The body of a request that creates a template. */
export type NewTemplate = Fields & { readonly name: string };

export interface ConvertedTemplate {
  readonly body: NewTemplate;
  /** The settings that have other names now, for people. */
  readonly renamed: readonly string[];
}

/** Members of an answer about a template that a new one gets from the server. */
const OF_SERVER: ReadonlySet<string> = new Set(['id', 'revision', 'used_by', 'named_by', 'problem', 'created_at', 'updated_at']);
const MEMBERS: ReadonlySet<string> = new Set(['name', 'is_draft', 'matching_rules', ...TEMPLATE_MEMBERS]);

/** The group of settings that is called `trimming` today, and its switch (CFG-15). */
const OLD_GROUP = 'processing';
const NEW_GROUP = 'trimming';
const NEW_NAMES: Readonly<Record<string, string>> = { enable_processing: 'enable_trimming' };

function convertGroup(old: Fields, present: Fields): { readonly group: Fields; readonly renamed: readonly string[] } {
  const entries = Object.entries(old).map(([key, value]) => ({ key, name: NEW_NAMES[key] ?? key, value }));
  const clash = entries.find(({ name, value }) => name in present && present[name] !== value);
  if (clash !== undefined)
    throw new CliError('usage', `${OLD_GROUP}.${clash.key} and ${NEW_GROUP}.${clash.name} have different values`, {
      tryInstead: `Remove ${OLD_GROUP}.${clash.key}, which has the name ${NEW_GROUP}.${clash.name} now.`,
    });
  return {
    group: { ...present, ...Object.fromEntries(entries.map(({ name, value }) => [name, value])) },
    renamed: entries.map(({ key, name }) => `${OLD_GROUP}.${key} → ${NEW_GROUP}.${name}`),
  };
}

/** Converts settings of the form that had `processing.enable_processing`. Others stay as they are, and the server checks them. */
function convertProcessing(config: Fields): { readonly config: Fields; readonly renamed: readonly string[] } {
  const { [OLD_GROUP]: old, ...others } = config;
  if (old === undefined) return { config, renamed: [] };
  const present = others[NEW_GROUP] ?? {};
  if (!isFields(old) || !isFields(present)) throw new CliError('usage', `${OLD_GROUP} and ${NEW_GROUP} must be objects`);
  const { group, renamed } = convertGroup(old, present);
  return { config: { ...others, [NEW_GROUP]: group }, renamed };
}

/** Returns the request for a template of a file, in the present form of the settings. */
export function convertTemplate(entry: unknown, name?: string): ConvertedTemplate {
  if (!isFields(entry)) throw new CliError('usage', 'A template must be an object');
  const strange = Object.keys(entry).filter((key) => !MEMBERS.has(key) && !OF_SERVER.has(key));
  if (strange.length > 0)
    throw new CliError('usage', `A template has no ${strange.join(', ')}; its members are ${[...MEMBERS].join(', ')}`);
  const given = Object.fromEntries(Object.entries(entry).filter(([key, value]) => MEMBERS.has(key) && value !== null));
  const chosen = name ?? given['name'];
  if (typeof chosen !== 'string')
    throw new CliError('usage', 'A template of the file has no name', { tryInstead: 'Add --name.' });
  const { processing_config: processing } = given;
  if (!isFields(processing)) return { body: { ...given, name: chosen }, renamed: [] };
  const { config, renamed } = convertProcessing(processing);
  return { body: { ...given, name: chosen, processing_config: config }, renamed };
}
