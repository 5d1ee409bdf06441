import { DEFAULT, PREFERENCES, PREVIOUS_RUN, REQUEST, RUN_TEMPLATE, SERVER, TEMPLATE, USER } from './layer-names.js';
import type { DecidedSetting, LayerProblem } from './layers.js';

/** The names of the templates that take part, by their layer. */
export type TemplateNames = Readonly<Record<typeof TEMPLATE | typeof RUN_TEMPLATE, string | undefined>>;

const LAYERS: Readonly<Record<string, string>> = {
  [DEFAULT]: 'the defaults',
  [SERVER]: 'the settings of the server',
  [USER]: 'your settings',
  [TEMPLATE]: 'the template of the item',
  [PREVIOUS_RUN]: 'an earlier request for the item',
  [RUN_TEMPLATE]: 'the template of the run',
  [PREFERENCES]: 'the preferences of the item',
  [REQUEST]: 'the request',
};
const EDITABLE: ReadonlySet<string> = new Set([USER, TEMPLATE, RUN_TEMPLATE, PREFERENCES]);

const describeLayer = (source: string, names: TemplateNames): string => {
  const name = source === TEMPLATE || source === RUN_TEMPLATE ? names[source] : undefined;
  return name === undefined ? (LAYERS[source] ?? source) : `the template ${name}`;
};

const settingsOf = ({ path, source, counterpart }: LayerProblem): readonly DecidedSetting[] => [
  { path, source },
  ...(counterpart === undefined ? [] : [counterpart]),
];

/** Returns true if settings that people have stored cause the problems: neither the request nor the operator alone. */
export const areStored = (problems: readonly LayerProblem[]): boolean =>
  problems.every((problem) => {
    const sources = settingsOf(problem).map(({ source }) => source);
    return !sources.includes(REQUEST) && sources.some((source) => EDITABLE.has(source) || source === PREVIOUS_RUN);
  });

/** Adds to a problem of the request the layer that it contradicts. */
export function nameCounterpart(problem: LayerProblem, names: TemplateNames): LayerProblem {
  const { message, counterpart } = problem;
  if (counterpart === undefined || counterpart.source === problem.source) return problem;
  return { ...problem, message: `${message} from ${describeLayer(counterpart.source, names)}` };
}

interface ConflictText {
  readonly detail: string;
  readonly tryInstead: string;
}

/** Describes problems between stored layers, which the request does not mention, and who can solve them. */
export function describeConflict(problems: readonly LayerProblem[], names: TemplateNames): ConflictText {
  const each = problems.map((problem) => {
    const { path, source } = problem;
    return `${path} from ${describeLayer(source, names)} ${nameCounterpart(problem, names).message}`;
  });
  const involved = problems.flatMap(settingsOf);
  const changes = involved
    .filter(({ source }) => EDITABLE.has(source))
    .map(({ path, source }) => `change ${path} in ${describeLayer(source, names)}`);
  const inRequest = `name ${involved.map(({ path }) => path).join(' and ')} in the request`;
  const advice = [...changes, inRequest].join(', or ');
  return {
    detail: `Stored settings do not allow a run: ${each.join('; ')}.`,
    tryInstead: `${advice.charAt(0).toUpperCase()}${advice.slice(1)}.`,
  };
}
