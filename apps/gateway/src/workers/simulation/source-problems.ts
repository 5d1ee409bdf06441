import { describeSchemaError, SIMULATED, SimulatedSourceSchema } from '@throughline/contracts';
import { Compile } from 'typebox/compile';
import type { TLocalizedValidationError } from 'typebox/error';
import type { FieldProblem } from '../../kit/http/problems/problem.js';

interface Validator {
  Errors(value: unknown): readonly TLocalizedValidationError[];
}

/** Lists a schema's errors by their position in the request. Reports an unknown member once, at its own position. */
export const findSchemaProblems = (validator: Validator, value: unknown, at: string): readonly FieldProblem[] =>
  validator
    .Errors(value)
    .filter(({ keyword }) => keyword !== 'additionalProperties')
    .map((error) => ({
      pointer: `${at}${error.instancePath}`,
      message: error.keyword === 'boolean' ? 'is not a setting' : describeSchemaError(error),
    }));

const validator = Compile(SimulatedSourceSchema);

export type SourceSettings = Readonly<Record<string, string | number | boolean>>;

export interface FetchedSource {
  readonly kind: string;
  readonly settings: SourceSettings;
}

const findKindProblem = (kind: string, simulation: boolean): string | undefined => {
  if (kind !== SIMULATED)
    return `is not a source of this server; files are uploaded as multipart/form-data, and with simulation there is '${SIMULATED}'`;
  return simulation ? undefined : 'is switched off; the operator turns it on with TL_SIMULATION=on (docs/simulation.md)';
};

export function findSourceProblems(source: FetchedSource, simulation: boolean): readonly FieldProblem[] {
  const message = findKindProblem(source.kind, simulation);
  return message === undefined
    ? findSchemaProblems(validator, source.settings, '/source/settings')
    : [{ pointer: '/source/kind', message }];
}
