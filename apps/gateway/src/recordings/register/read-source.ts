import { invalid } from '../../problems/problem.js';
import { bodyPipe } from '../../problems/validation.js';
import { RunOverrides } from '../../runs/run-overrides.dto.js';
import { sourceProblems, type FetchedSource } from '../../simulation/source-problems.js';
import { addressedSource, type AddressedSource } from './address.js';
import { askedRun, canonicalLanguage, cleanTitle, type Registration, type Start } from './read-fields.js';
import { RegisterSource } from './register-source.dto.js';
import type { SourceRules } from './source-rules.js';

export interface SourceRegistration {
  readonly source: FetchedSource;
  /** Of a source that has an address. */
  readonly address: AddressedSource | undefined;
  readonly registration: Registration;
}

const overridesOf = ({ processing_config, output_config }: RegisterSource): RunOverrides =>
  Object.assign(new RunOverrides(), {
    ...(processing_config === undefined ? {} : { processing_config }),
    ...(output_config === undefined ? {} : { output_config }),
  });

/** The source that a body names in one of two ways. */
function sourceIn(
  { url, source }: RegisterSource,
  { simulation, allowed }: SourceRules,
): Pick<SourceRegistration, 'source' | 'address'> {
  if (url !== undefined && source !== undefined) throw invalid([{ pointer: '/url', message: 'must not be given beside source' }]);
  if (url !== undefined) {
    const address = addressedSource(url, allowed);
    return { source: address.source, address };
  }
  if (source === undefined)
    throw invalid([{ pointer: '/url', message: 'is missing: give the address of the file (or send the file itself as a form)' }]);
  const fetched = { kind: source.kind, settings: source.settings ?? {} };
  const problems = sourceProblems(fetched, simulation);
  if (problems.length > 0) throw invalid(problems);
  return { source: fetched, address: undefined };
}

/** The JSON body of a registration, checked. */
export async function readSource(raw: unknown, rules: SourceRules, start: Start = 'asked'): Promise<SourceRegistration> {
  const body: unknown = await bodyPipe.transform(raw ?? {}, { type: 'body', metatype: RegisterSource });
  if (!(body instanceof RegisterSource)) throw invalid([{ pointer: '', message: 'must be an object' }]);
  return {
    ...sourceIn(body, rules),
    registration: {
      title: cleanTitle(body.title),
      language: canonicalLanguage(body.language ?? 'auto'),
      isMapped: body.is_mapped ?? true,
      // There is no content yet that could be known.
      allowDuplicate: true,
      run: askedRun(body.run === true, overridesOf(body), start),
    },
  };
}
