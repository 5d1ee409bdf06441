import type { OutputSetting, OutputType, OwnOutput } from '@throughline/api-client';
import { InvalidArgumentError } from 'commander';
import { findCredentialNumber } from '../channels/find-channel.js';
import type { HttpClient } from '../client/http-client.js';
import { CliError } from '../exit.js';

/** `[setting, value]` as typed. An empty value removes the setting. */
export type TypedSetting = readonly [string, string];
type Settings = OwnOutput['settings'];
type Value = Settings[string];

const SWITCH: Readonly<Record<string, boolean>> = { true: true, on: true, yes: true, false: false, off: false, no: false };

/** Adds a setting of the form `KEY=VALUE` to those before it. */
export const parseSetting = (text: string, before: readonly TypedSetting[] = []): readonly TypedSetting[] => {
  const equals = text.indexOf('=');
  if (equals < 1) throw new InvalidArgumentError('must be KEY=VALUE');
  return [...before, [text.slice(0, equals), text.slice(equals + 1)]];
};

/** A type of outputs or sources, with the noun of its commands. */
interface SettingsType extends Pick<OutputType, 'type' | 'settings'> {
  readonly noun?: 'output' | 'source';
}

/** Returns the value in the kind of its setting. The server checks everything else. */
export function parseValue(text: string, { key, kind }: OutputSetting): Value {
  if (kind === 'number' && /^\d{1,15}$/.test(text)) return Number(text);
  if (kind === 'number') throw new CliError('usage', `${key} must be a whole number`);
  if (kind !== 'switch') return text;
  const value = Object.hasOwn(SWITCH, text) ? SWITCH[text] : undefined;
  if (value === undefined) throw new CliError('usage', `${key} must be on or off`);
  return value;
}

export function changeSettings(
  typed: readonly TypedSetting[],
  { type, settings, noun = 'output' }: SettingsType,
  before: Settings = {},
): Settings {
  const changed = new Map(Object.entries(before));
  for (const [key, text] of typed) {
    const field = settings.find((one) => one.key === key && one.kind !== 'credential');
    if (field === undefined)
      throw new CliError('usage', `${noun === 'source' ? 'Sources' : 'Outputs'} of the type ${type} have no setting ${key}`, {
        tryInstead: `\`tl ${noun} types\` lists the settings; --credential names the account.`,
      });
    if (text === '') changed.delete(key);
    else changed.set(key, parseValue(text, field));
  }
  return Object.fromEntries(changed);
}

/** Returns the number of the credential that the option names. */
export function findCredential(client: HttpClient, text: string, { settings }: Pick<OutputType, 'settings'>): Promise<number> {
  const field = settings.find(({ kind }) => kind === 'credential');
  const wanted = [field?.credential, field?.other_credential].filter((type) => type !== undefined);
  return findCredentialNumber(client, text, wanted.length === 0 ? undefined : wanted);
}
