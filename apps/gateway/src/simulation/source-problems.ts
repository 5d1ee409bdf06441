import { SIMULATED, SimulatedSourceSchema } from '@throughline/contracts';
import { Compile } from 'typebox/compile';
import type { FieldProblem } from '../problems/problem.js';
import { schemaProblems } from './schema-problems.js';

const validator = Compile(SimulatedSourceSchema);

/** The settings of a source that the ingest service fetches by itself. */
export type SourceSettings = Readonly<Record<string, string | number | boolean>>;

export interface FetchedSource {
  readonly kind: string;
  readonly settings: SourceSettings;
}

const kindProblem = (kind: string, simulation: boolean): string | undefined => {
  if (kind !== SIMULATED)
    return `is not a source of this server; files are uploaded as multipart/form-data, and with simulation there is '${SIMULATED}'`;
  return simulation ? undefined : 'is switched off here; the operator switches it on by TL_SIMULATION=on (docs/simulation.md)';
};

/** Everything that is wrong with a source that a request names, by the place in the request. */
export function sourceProblems(source: FetchedSource, simulation: boolean): readonly FieldProblem[] {
  const message = kindProblem(source.kind, simulation);
  return message === undefined
    ? schemaProblems(validator, source.settings, '/source/settings')
    : [{ pointer: '/source/kind', message }];
}
