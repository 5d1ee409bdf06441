import { DOWNLOAD, SIMULATED, STAGE_TYPES, SimulationSchema, followUpOf, outputOf } from '@throughline/contracts';
import type { Fault, OutputConfig, Simulation } from '@throughline/contracts';
import { Compile } from 'typebox/compile';
import type { FieldProblem } from '../../kit/http/problems/problem.js';
import { findSchemaProblems } from './source-problems.js';

const validator = Compile(SimulationSchema);

/** Faults of the answer to a delivery, which other steps cannot have. */
const OF_DELIVERIES: readonly Fault['do'][] = ['drop', 'silent', 'truncate'];

const escapeKey = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

const isStep = (step: string): boolean => step === DOWNLOAD || STAGE_TYPES.some((stage) => stage === step);

/** Refuses a script that no step follows: its author would wait for the fault in vain. */
function findStepProblem(step: string, outputs: readonly OutputConfig[]): string | undefined {
  const name = outputOf(step);
  if (name === undefined) return isStep(step) ? undefined : 'is not a step of a recording';
  const output = outputs.find((one) => one.name === name);
  if (output === undefined) return `names an output that this server does not have; available: ${listNames(outputs)}`;
  if (output.type !== SIMULATED)
    return `names an output of the type '${output.type}'; only outputs of the type 'simulated' follow scripts`;
  const followUp = followUpOf(step);
  return followUp === undefined || output.follow_ups?.includes(followUp) === true
    ? undefined
    : `names a follow-up that the output '${name}' does not have`;
}

const listNames = (outputs: readonly OutputConfig[]): string => outputs.map(({ name }) => name).join(', ') || 'none';

function findFaultProblem(step: string, fault: Fault): string | undefined {
  const isDelivery = outputOf(step) !== undefined && followUpOf(step) === undefined;
  if (OF_DELIVERIES.includes(fault.do) && !isDelivery) return `cannot be '${fault.do}', which only a delivery can`;
  return fault.do === 'skip' && step === DOWNLOAD ? "cannot be 'skip': every other step needs the download" : undefined;
}

const findFaultProblems = (simulation: Simulation, at: string): readonly FieldProblem[] =>
  Object.entries(simulation).flatMap(([step, { faults = [] }]) =>
    faults.flatMap((fault, index) => {
      const message = findFaultProblem(step, fault);
      return message === undefined ? [] : [{ pointer: `${at}/${escapeKey(step)}/faults/${String(index)}/do`, message }];
    }),
  );

/** Lists everything that is wrong with the scripts of a run, by position in the request. */
export function findSimulationProblems(
  scripts: unknown,
  { outputs, at }: { readonly outputs: readonly OutputConfig[]; readonly at: string },
): readonly FieldProblem[] {
  if (!validator.Check(scripts)) return findSchemaProblems(validator, scripts, at);
  const steps = Object.keys(scripts).flatMap((step) => {
    const message = findStepProblem(step, outputs);
    return message === undefined ? [] : [{ pointer: `${at}/${escapeKey(step)}`, message }];
  });
  return [...steps, ...findFaultProblems(scripts, at)];
}
