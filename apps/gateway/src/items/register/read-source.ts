import { invalid } from '../../http/problems/problem.js';
import { bodyPipe } from '../../http/problems/validation.js';
import { RunOverrides } from '../runs/run-overrides.dto.js';
import { findSourceProblems, type FetchedSource } from '../../simulation/source-problems.js';
import { readUrlSource, type UrlSource } from './address.js';
import { resolveRun, canonicalizeLanguage, cleanTitle, type Registration, type RunStart } from './read-fields.js';
import { RegisterSource } from './register-source.dto.js';
import type { SourceRules } from './source-rules.js';

export interface SourceRegistration {
  readonly source: FetchedSource;
  /** Undefined for a simulated source, which has no address. */
  readonly address: UrlSource | undefined;
  readonly registration: Registration;
}

const readOverrides = ({ processing_config, output_config }: RegisterSource): RunOverrides =>
  Object.assign(new RunOverrides(), {
    ...(processing_config === undefined ? {} : { processing_config }),
    ...(output_config === undefined ? {} : { output_config }),
  });

function resolveSource(
  { url, source }: RegisterSource,
  { simulation, allowed }: SourceRules,
): Pick<SourceRegistration, 'source' | 'address'> {
  if (url !== undefined && source !== undefined)
    throw invalid([{ pointer: '/url', message: 'must not be sent together with source' }]);
  if (url !== undefined) {
    const address = readUrlSource(url, allowed);
    return { source: address.source, address };
  }
  if (source === undefined)
    throw invalid([{ pointer: '/url', message: 'is missing: send the address of the file (or the file itself as a form)' }]);
  const fetched = { kind: source.kind, settings: source.settings ?? {} };
  const problems = findSourceProblems(fetched, simulation);
  if (problems.length > 0) throw invalid(problems);
  return { source: fetched, address: undefined };
}

export async function readSource(raw: unknown, rules: SourceRules, start: RunStart = 'asked'): Promise<SourceRegistration> {
  const body: unknown = await bodyPipe.transform(raw ?? {}, { type: 'body', metatype: RegisterSource });
  if (!(body instanceof RegisterSource)) throw invalid([{ pointer: '', message: 'must be an object' }]);
  return {
    ...resolveSource(body, rules),
    registration: {
      title: cleanTitle(body.title),
      language: canonicalizeLanguage(body.language ?? 'auto'),
      isMapped: body.is_mapped ?? true,
      // There is no content yet to compare.
      allowDuplicate: true,
      run: resolveRun(body.run === true, readOverrides(body), start),
    },
  };
}
