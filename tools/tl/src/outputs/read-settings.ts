import type { OutputSetting, OutputType, OwnOutput } from '@throughline/api-types';
import { findCredentialNumber } from '../channels/find-channel.js';
import { CREDENTIAL_TYPES } from '../credentials/types.js';
import type { HttpClient } from '../client/http-client.js';
import { CliError } from '../exit.js';

/** `[setting, value]` as typed. An empty value removes the setting. */
export type TypedSetting = readonly [string, string];
type Settings = OwnOutput['settings'];
type Value = Settings[string];

const SWITCH: Readonly<Record<string, boolean>> = { true: true, on: true, yes: true, false: false, off: false, no: false };

/** Returns the value in the kind of its setting. The server checks everything else. */
export function parseValue(text: string, { key, kind }: OutputSetting): Value {
  if (kind === 'number' && /^\d{1,15}$/.test(text)) return Number(text);
  if (kind === 'number') throw new CliError('usage', `${key} must be a whole number`);
  if (kind !== 'switch') return text;
  const value = Object.hasOwn(SWITCH, text) ? SWITCH[text] : undefined;
  if (value === undefined) throw new CliError('usage', `${key} must be on or off`);
  return value;
}

/** Returns the settings with the given ones changed. */
export function changeSettings(typed: readonly TypedSetting[], { type, settings }: OutputType, before: Settings = {}): Settings {
  const changed = new Map(Object.entries(before));
  for (const [key, text] of typed) {
    const field = settings.find((one) => one.key === key && one.kind !== 'credential');
    if (field === undefined)
      throw new CliError('usage', `Outputs of the type ${type} have no setting ${key}`, {
        tryInstead: '`tl output types` lists the settings; --credential names the account.',
      });
    if (text === '') changed.delete(key);
    else changed.set(key, parseValue(text, field));
  }
  return Object.fromEntries(changed);
}

/** Returns the number of the credential that the option names. */
export function findCredential(client: HttpClient, text: string, { settings }: OutputType): Promise<number> {
  const wanted = settings.find(({ kind }) => kind === 'credential')?.credential;
  return findCredentialNumber(
    client,
    text,
    CREDENTIAL_TYPES.find((one) => one === wanted),
  );
}
