import { findTextProblem } from '../../http/problems/body-shape.js';
import { findJsonProblem } from '../../http/problems/json-text.js';
import { bodyPipe } from '../../http/problems/validation.js';
import { invalid } from '../../http/problems/problem.js';
import { hasOverrides } from '../runs/start-run.js';
import { RunOverrides } from '../runs/run-overrides.dto.js';
import { RegisterFields } from './register-fields.dto.js';

export interface Registration {
  readonly title: string | undefined;
  readonly language: string;
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
  const output = parseJsonField('output_config', fields.output_config);
  const body = {
    ...(processing === undefined ? {} : { processing_config: processing }),
    ...(output === undefined ? {} : { output_config: output }),
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
  const present = (['processing_config', 'output_config'] as const).filter((name) => hasOverrides({ [name]: overrides[name] }));
  if (present.length > 0) throw invalid(present.map((name) => ({ pointer: `/${name}`, message })));
  return undefined;
}

export function cleanTitle(text: string | undefined): string | undefined {
  const title = text?.normalize('NFC').trim();
  if (title === '') throw invalid([{ pointer: '/title', message: 'must not be blank' }]);
  return title;
}

export const canonicalizeLanguage = (tag: string): string =>
  tag === 'auto' ? 'auto' : (Intl.getCanonicalLocales(tag)[0] ?? 'auto');

export async function readFields(raw: Readonly<Record<string, string>>, start: RunStart = 'asked'): Promise<Registration> {
  const broken = findTextProblem(raw);
  if (broken !== undefined) throw broken;
  const fields: unknown = await bodyPipe.transform({ ...raw }, { type: 'body', metatype: RegisterFields });
  if (!(fields instanceof RegisterFields)) throw invalid([{ pointer: '', message: 'must be a form' }]);
  const title = cleanTitle(fields.title);
  const run = resolveRun(fields.run === 'true', await readOverrides(fields), start);
  return {
    title,
    language: canonicalizeLanguage(fields.language),
    isMapped: fields.is_mapped === 'true',
    allowDuplicate: fields.allow_duplicate === 'true',
    run,
  };
}
