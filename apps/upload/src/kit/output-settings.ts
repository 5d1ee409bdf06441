import { PermanentError, type OutputConfig } from '@throughline/contracts';
import { readRelativePath, type SettingsForm } from '@throughline/service-kit/forms';
import { PATH_WORDS } from './dated-path.js';

type Settings = OutputConfig['settings'];

export const misconfiguredError = (why: string, cause?: unknown): PermanentError =>
  new PermanentError('output-misconfigured', why, { cause });

/** Validates the settings of one output, which are those of its form. `article` as in "an S3". */
export class OutputSettings<Name extends string> {
  constructor(
    private readonly settings: Settings,
    private readonly article: string,
    private readonly form: SettingsForm<Name>,
  ) {}

  text(name: Name): string | undefined {
    const value = this.settings[name];
    if (value !== undefined && typeof value !== 'string')
      throw misconfiguredError(`The setting '${name}' of ${this.article} output must be a text`);
    return value;
  }

  flag(name: Name, fallback: boolean): boolean {
    const value = this.settings[name];
    if (value !== undefined && typeof value !== 'boolean')
      throw misconfiguredError(`The setting '${name}' of ${this.article} output must be true or false`);
    return value ?? fallback;
  }

  /** Returns a whole number of at least `min`. */
  count(name: Name, min = 0): number | undefined {
    const value = this.settings[name];
    if (value === undefined || (typeof value === 'number' && Number.isSafeInteger(value) && value >= min)) return value;
    throw misconfiguredError(`The setting '${name}' of ${this.article} output must be a whole number of at least ${String(min)}`);
  }

  /** Returns a relative path without outer slashes. Rejects paths that could lead elsewhere. */
  relativePath(name: Name, maxBytes: number): string {
    const read = readRelativePath(this.text(name) ?? '', maxBytes);
    if ('problem' in read) throw misconfiguredError(`The ${name} of ${this.article} output ${read.problem}`);
    return read.path;
  }

  /** Returns a relative path that may contain the placeholders of `resolvePath`. */
  datedPath(name: Name, maxBytes: number): string {
    const path = this.relativePath(name, maxBytes);
    const unknown = [...path.matchAll(/\{(.*?)\}/g)].find(([, word = '']) => !PATH_WORDS.includes(word))?.[0];
    if (unknown === undefined) return path;
    throw misconfiguredError(
      `The ${name} of ${this.article} output supports {year}, {month}, {day} and {output}, not ${unknown}`,
    );
  }

  /** Returns the number of the credential that opens the account. */
  account(this: OutputSettings<Name | 'credential'>): number {
    const credential = this.settings['credential'];
    if (typeof credential === 'number' && Number.isSafeInteger(credential) && credential >= 1) return credential;
    throw misconfiguredError(`${capital(this.article)} output needs the setting 'credential': the number of a credential`);
  }

  connection<C>(
    this: OutputSettings<Name | 'connection'>,
    known: Readonly<Record<string, C>>,
  ): { readonly name: string; readonly connection: C } {
    const name = this.text('connection');
    if (name === undefined)
      throw misconfiguredError(
        `${capital(this.article)} output needs the setting 'connection': the name of a connection that the operator has set up`,
      );
    const connection = Object.hasOwn(known, name) ? known[name] : undefined;
    if (connection !== undefined) return { name, connection };
    throw misconfiguredError(
      `There is no connection '${name}' for ${this.article} output; available: ${Object.keys(known).join(', ') || 'none'}`,
    );
  }

  /** Rejects unknown settings, which are likely misspelt. */
  rejectUnknown(): void {
    const names = Object.keys(this.form);
    const unknown = Object.keys(this.settings).find((name) => !names.includes(name));
    if (unknown !== undefined)
      throw misconfiguredError(`${capital(this.article)} output has no setting '${unknown}'; it has: ${names.join(', ')}`);
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
