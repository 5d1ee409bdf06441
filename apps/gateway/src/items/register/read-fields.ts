import { findTextProblem } from '../../kit/http/problems/body-shape.js';
import { findJsonProblem } from '../../kit/http/problems/json-text.js';
import { bodyPipe } from '../../kit/http/problems/validation.js';
import { canonicalizeLanguage } from '../../kit/http/language.js';
import { invalid } from '../../kit/http/problems/problem.js';
import { hasValue } from '../../kit/http/requests/has-value.js';
import { hasOverrides } from '../runs/has-overrides.js';
import { RunOverrides } from '../runs/run-overrides.dto.js';
import type { RegisterAsset } from './intake.js';
import { RegisterFields } from './register-fields.dto.js';

export interface Registration {
  readonly title: string | undefined;
  readonly language: string;
  /** Present if the request gave no language. */
  readonly languageSource?: 'default';
  readonly isMapped: boolean;
  readonly allowDuplicate: boolean;
  /** Undefined: register without a run. */
  readonly run: RunOverrides | undefined;
}

const parseJsonField = (name: string, text: string | undefined): unknown => {
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid([{ pointer: `/${name}`, message: 'must be JSON' }]);
  }
  const problem = findJsonProblem(text, value);
  if (problem !== undefined) throw problem;
  return value;
};

const readOverrides = async (fields: RegisterFields): Promise<RunOverrides> => {
  const processing = parseJsonField('processing_config', fields.processing_config);
  const metadata = parseJsonField('metadata_config', fields.metadata_config);
  const output = parseJsonField('output_config', fields.output_config);
  const body = {
    ...(processing === undefined ? {} : { processing_config: processing }),
    ...(metadata === undefined ? {} : { metadata_config: metadata }),
    ...(output === undefined ? {} : { output_config: output }),
    ...(fields.template_id === undefined ? {} : { template_id: Number(fields.template_id) }),
    ...(fields.bind_template === 'true' ? { bind_template: true } : {}),
  };
  const checked: unknown = await bodyPipe.transform(body, { type: 'body', metatype: RunOverrides });
  return checked instanceof RunOverrides ? checked : new RunOverrides();
};

/** Condition for starting a run: on request, or always. */
export type RunStart = 'asked' | 'always';

/** Returns the run to start. Refuses overrides without a run: nothing would keep them for a later one. */
export function resolveRun(isAsked: boolean, overrides: RunOverrides, start: RunStart): RunOverrides | undefined {
  if (isAsked || start === 'always') return overrides;
  const message = 'applies to a run, but the request starts no run: send run=true too, or send this with the run';
  const present = (['processing_config', 'metadata_config', 'output_config', 'template_id'] as const).filter((name) =>
    hasOverrides({ [name]: overrides[name] }),
  );
  const names = [...present, ...(overrides.bind_template === true ? ['bind_template'] : [])];
  if (names.length > 0) throw invalid(names.map((name) => ({ pointer: `/${name}`, message })));
  return undefined;
}

export function cleanTitle(text: string | undefined, pointer = '/title'): string | undefined {
  const title = text?.normalize('NFC').trim();
  if (title === '') throw invalid([{ pointer, message: 'must not be blank' }]);
  return title;
}

/** Returns the given language, else the user's default; without one the engine detects the language. */
export function resolveLanguage(
  language: string | null | undefined,
  byDefault: string | undefined,
): Pick<Registration, 'language' | 'languageSource'> {
  if (hasValue(language)) return { language: canonicalizeLanguage(language) };
  return byDefault === undefined ? { language: 'auto' } : { language: byDefault, languageSource: 'default' };
}

/** Returns the fields of the command that registers the item. */
export const toLanguageFields = ({
  language,
  languageSource,
}: Registration): Pick<RegisterAsset, 'language' | 'languageSource'> => ({
  language,
  ...(languageSource === undefined ? {} : { languageSource }),
});

/** The server's part of a registration. */
export interface RegistrationDefaults {
  readonly start?: RunStart;
  readonly language?: string | undefined;
}

export async function readFields(
  raw: Readonly<Record<string, string>>,
  { start = 'asked', language: byDefault }: RegistrationDefaults = {},
): Promise<Registration> {
  const broken = findTextProblem(raw);
  if (broken !== undefined) throw broken;
  const fields: unknown = await bodyPipe.transform({ ...raw }, { type: 'body', metatype: RegisterFields });
  if (!(fields instanceof RegisterFields)) throw invalid([{ pointer: '', message: 'must be a form' }]);
  const title = cleanTitle(fields.title);
  const run = resolveRun(fields.run === 'true', await readOverrides(fields), start);
  return {
    title,
    ...resolveLanguage(fields.language, byDefault),
    isMapped: fields.is_mapped === 'true',
    allowDuplicate: fields.allow_duplicate === 'true',
    run,
  };
}
