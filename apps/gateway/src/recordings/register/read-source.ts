import { invalid } from '../../problems/problem.js';
import { bodyPipe } from '../../problems/validation.js';
import { RunOverrides } from '../../runs/run-overrides.dto.js';
import { sourceProblems, type FetchedSource } from '../../simulation/source-problems.js';
import { canonicalLanguage, cleanTitle, type Registration } from './read-fields.js';
import { RegisterSource } from './register-source.dto.js';

export interface SourceRegistration {
  readonly source: FetchedSource;
  readonly registration: Registration;
}

const overridesOf = ({ processing_config, output_config }: RegisterSource): RunOverrides =>
  Object.assign(new RunOverrides(), {
    ...(processing_config === undefined ? {} : { processing_config }),
    ...(output_config === undefined ? {} : { output_config }),
  });

/** The JSON body of a registration, checked. */
export async function readSource(raw: unknown, simulation: boolean): Promise<SourceRegistration> {
  const body: unknown = await bodyPipe.transform(raw ?? {}, { type: 'body', metatype: RegisterSource });
  if (!(body instanceof RegisterSource)) throw invalid([{ pointer: '', message: 'must be an object' }]);
  const source = { kind: body.source.kind, settings: body.source.settings ?? {} };
  const problems = sourceProblems(source, simulation);
  if (problems.length > 0) throw invalid(problems);
  return {
    source,
    registration: {
      title: cleanTitle(body.title),
      language: canonicalLanguage(body.language ?? 'auto'),
      isMapped: body.is_mapped ?? true,
      // The same settings are asked for as often as one likes: there is no content yet that could be known.
      allowDuplicate: true,
      run: body.run === true ? overridesOf(body) : undefined,
    },
  };
}
