import { textProblem } from '../../problems/body-shape.js';
import { jsonProblem } from '../../problems/json-text.js';
import { bodyPipe } from '../../problems/validation.js';
import { invalid } from '../../problems/problem.js';
import { hasOverrides } from '../../runs/has-overrides.js';
import { RunOverrides } from '../../runs/run-overrides.dto.js';
import { RegisterFields } from './register-fields.dto.js';

export interface Registration {
  readonly title: string | undefined;
  readonly language: string;
  readonly isMapped: boolean;
  readonly allowDuplicate: boolean;
  /** Undefined: register without a run. */
  readonly run: RunOverrides | undefined;
}

const json = (name: string, text: string | undefined): unknown => {
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid([{ pointer: `/${name}`, message: 'must be JSON' }]);
  }
  const problem = jsonProblem(text, value);
  if (problem !== undefined) throw problem;
  return value;
};

const overridesOf = async (fields: RegisterFields): Promise<RunOverrides> => {
  const processing = json('processing_config', fields.processing_config);
  const output = json('output_config', fields.output_config);
  const body = {
    ...(processing === undefined ? {} : { processing_config: processing }),
    ...(output === undefined ? {} : { output_config: output }),
  };
  const checked: unknown = await bodyPipe.transform(body, { type: 'body', metatype: RunOverrides });
  return checked instanceof RunOverrides ? checked : new RunOverrides();
};

/** Whether a registration starts a run: where it is asked to, or always. */
export type Start = 'asked' | 'always';

/** What is said of a run that is not asked for would be lost: nothing keeps it for a later one. */
export function askedRun(isAsked: boolean, overrides: RunOverrides, start: Start): RunOverrides | undefined {
  if (isAsked || start === 'always') return overrides;
  const message = 'is about a run, and none is asked for: send run=true with it, or send it with the run';
  const said = (['processing_config', 'output_config'] as const).filter((name) => hasOverrides({ [name]: overrides[name] }));
  if (said.length > 0) throw invalid(said.map((name) => ({ pointer: `/${name}`, message })));
  return undefined;
}

export function cleanTitle(given: string | undefined): string | undefined {
  const title = given?.normalize('NFC').trim();
  if (title === '') throw invalid([{ pointer: '/title', message: 'must not be blank' }]);
  return title;
}

export const canonicalLanguage = (tag: string): string =>
  tag === 'auto' ? 'auto' : (Intl.getCanonicalLocales(tag)[0] ?? 'auto');

/** The form's fields, checked. */
export async function readFields(raw: Readonly<Record<string, string>>, start: Start = 'asked'): Promise<Registration> {
  const broken = textProblem(raw);
  if (broken !== undefined) throw broken;
  const fields: unknown = await bodyPipe.transform({ ...raw }, { type: 'body', metatype: RegisterFields });
  if (!(fields instanceof RegisterFields)) throw invalid([{ pointer: '', message: 'must be a form' }]);
  const title = cleanTitle(fields.title);
  const run = askedRun(fields.run === 'true', await overridesOf(fields), start);
  return {
    title,
    language: canonicalLanguage(fields.language),
    isMapped: fields.is_mapped === 'true',
    allowDuplicate: fields.allow_duplicate === 'true',
    run,
  };
}
