import {
  DOWNLOAD,
  SIMULATED,
  STAGE_TYPES,
  SimulationSchema,
  followUpOf,
  outputOf,
  type Fault,
  type OutputConfig,
  type Simulation,
} from '@throughline/contracts';
import { Compile } from 'typebox/compile';
import type { FieldProblem } from '../problems/problem.js';
import { schemaProblems } from './schema-problems.js';

const validator = Compile(SimulationSchema);

/** Concern the answer to a delivery, so that nothing else can have them. */
const OF_DELIVERIES: readonly Fault['do'][] = ['drop', 'silent', 'truncate'];

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

const isStep = (step: string): boolean => step === DOWNLOAD || STAGE_TYPES.some((stage) => stage === step);

/** A script that nobody would follow is refused: whoever wrote it would wait for its fault in vain. */
function stepProblem(step: string, outputs: readonly OutputConfig[]): string | undefined {
  const name = outputOf(step);
  if (name === undefined) return isStep(step) ? undefined : 'is not a step of a recording';
  const output = outputs.find((one) => one.name === name);
  if (output === undefined) return `is of an output that this server does not have; there are: ${namesOf(outputs)}`;
  if (output.type !== SIMULATED)
    return `is of an output of the type '${output.type}'; only outputs of the type 'simulated' follow scripts`;
  const followUp = followUpOf(step);
  return followUp === undefined || output.follow_ups?.includes(followUp) === true
    ? undefined
    : `is of a follow-up that the output '${name}' does not have`;
}

const namesOf = (outputs: readonly OutputConfig[]): string => outputs.map(({ name }) => name).join(', ') || 'none';

function faultProblem(step: string, fault: Fault): string | undefined {
  const isDelivery = outputOf(step) !== undefined && followUpOf(step) === undefined;
  if (OF_DELIVERIES.includes(fault.do) && !isDelivery) return `cannot be '${fault.do}', which only a delivery can`;
  return fault.do === 'skip' && step === DOWNLOAD ? "cannot be 'skip': every other step works on the download" : undefined;
}

const faultProblems = (simulation: Simulation, at: string): readonly FieldProblem[] =>
  Object.entries(simulation).flatMap(([step, { faults = [] }]) =>
    faults.flatMap((fault, index) => {
      const message = faultProblem(step, fault);
      return message === undefined ? [] : [{ pointer: `${at}/${escaped(step)}/faults/${String(index)}/do`, message }];
    }),
  );

/** Everything that is wrong with the scripts of a run, by the place in the request. */
export function simulationProblems(
  scripts: unknown,
  { outputs, at }: { readonly outputs: readonly OutputConfig[]; readonly at: string },
): readonly FieldProblem[] {
  if (!validator.Check(scripts)) return schemaProblems(validator, scripts, at);
  const steps = Object.keys(scripts).flatMap((step) => {
    const message = stepProblem(step, outputs);
    return message === undefined ? [] : [{ pointer: `${at}/${escaped(step)}`, message }];
  });
  return [...steps, ...faultProblems(scripts, at)];
}
