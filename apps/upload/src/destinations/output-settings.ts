import { PermanentError, type OutputConfig } from '@throughline/contracts';

type Settings = OutputConfig['settings'];

export const misconfigured = (why: string, cause?: unknown): PermanentError =>
  new PermanentError('output-misconfigured', why, { cause });

/** What outputs of one type are told by a request. `article` as in "an S3". */
export class OutputSettings {
  constructor(
    private readonly settings: Settings,
    private readonly article: string,
  ) {}

  text(name: string): string | undefined {
    const value = this.settings[name];
    if (value !== undefined && typeof value !== 'string')
      throw misconfigured(`The setting '${name}' of ${this.article} output must be a text`);
    return value;
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.settings[name];
    if (value !== undefined && typeof value !== 'boolean')
      throw misconfigured(`The setting '${name}' of ${this.article} output must be true or false`);
    return value ?? fallback;
  }

  /** Slashes at the ends are taken off; what could be read as another place than the one below is refused. */
  below(name: string, maxBytes: number): string {
    const path = (this.text(name) ?? '').replace(/^\/+|\/+$/g, '');
    const segments = path === '' ? [] : path.split('/');
    if (segments.some((segment) => /^\.{0,2}$/.test(segment)) || /[\p{Cc}\p{Cs}\\]/u.test(path))
      throw misconfigured(
        `The ${name} of ${this.article} output must be names joined by slashes, without .. and control characters`,
      );
    if (Buffer.byteLength(path) > maxBytes)
      throw misconfigured(`The ${name} of ${this.article} output may have ${String(maxBytes)} bytes`);
    return path;
  }

  /** One of the operator's connections, by the name that is the setting `connection`. */
  connection<C>(known: Readonly<Record<string, C>>): { readonly name: string; readonly connection: C } {
    const name = this.text('connection');
    if (name === undefined)
      throw misconfigured(`${capital(this.article)} output names one of the operator's connections by its setting 'connection'`);
    const connection = Object.hasOwn(known, name) ? known[name] : undefined;
    if (connection !== undefined) return { name, connection };
    throw misconfigured(
      `There is no connection '${name}' for ${this.article} output; known are: ${Object.keys(known).join(', ') || 'none'}`,
    );
  }

  /** A setting that nobody reads would be one that somebody has misspelt. */
  only(...names: readonly string[]): void {
    const unknown = Object.keys(this.settings).find((name) => !names.includes(name));
    if (unknown !== undefined)
      throw misconfigured(`${capital(this.article)} output has no setting '${unknown}'; it has: ${names.join(', ')}`);
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
