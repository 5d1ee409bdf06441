import { table } from '../output/table.js';
import { plain } from '../output/terminal.js';
import { adviceOn, adviceOnRun, commandFor } from './advice.js';
import type { ExplanationView, RuleView, StepView, ToldView } from './views.js';

const line = (text: string, indent = 2): string => `${' '.repeat(indent)}${plain(text)}\n`;
const section = (title: string, body: string): string => (body === '' ? '' : `\n${title}\n${body}`);
const indented = (text: string): string => text.replace(/^(?=.)/gm, '  ');

const told = ({ at, step, message }: ToldView): string => `${at}  ${step === null ? '' : `${step} `}${message}`;

const valueText = (value: RuleView['looked_at'][number]['value']): string => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value === null ? 'none' : String(value);
};
const factText = ({ says, value, since }: RuleView['looked_at'][number]): string =>
  `${says}: ${valueText(value)}${since === null ? ', from the beginning' : `, since ${since.at}`}`;

const ruleText = (rule: RuleView): string =>
  line(`${rule.id}  ${rule.says}`) + rule.looked_at.map((fact) => line(factText(fact), 4)).join('');

/** Who serves the lane matters to what waits for a worker; of what waits for a time only that nobody will come. */
const isLaneOfInterest = ({ code, lane_service: lane }: StepView): boolean =>
  lane !== null && (code === 'queued' || lane.state === 'unserved');

/** Lines that a person who asks "why does it not move" reads first. */
function stepText(step: StepView, id: string): string {
  const advice = adviceOn(step, id);
  return [
    line(`${step.step}  ${step.code}, since ${step.since}`),
    line(step.says, 4),
    ...(step.message === null ? [] : [line(step.message, 4)]),
    ...(step.lease === null ? [] : [line(step.lease.says, 4)]),
    ...(isLaneOfInterest(step) ? [line(step.lane_service?.says ?? '', 4)] : []),
    ...(advice === undefined ? [] : [line(`> ${advice}`, 4)]),
  ].join('');
}

/** What is so because of others, or of the run as a whole. */
const FOLLOWS: ReadonlySet<string> = new Set(['depends', 'paused', 'cancelled', 'rolled-back', 'run-failing']);

/** What holds up comes first; what only follows from it is told in one line each. */
function stepsText({ steps, recording_id: id }: ExplanationView): string {
  const first = steps.filter(({ code }) => !FOLLOWS.has(code));
  const rest = steps.filter(({ code }) => FOLLOWS.has(code));
  return [...first.map((step) => stepText(step, id)), ...rest.map(({ step, says }) => line(`${step}  ${says}`))].join('');
}

function actionsText({ allowed_actions: actions, recording_id: id }: ExplanationView, allowed: boolean): string {
  const rows = actions
    .filter((action) => action.allowed === allowed)
    .map((action) =>
      allowed
        ? [commandFor(action, id)]
        : [
            [action.action, action.target ?? ''].join(' ').trim(),
            [action.reason ?? action.code ?? '', action.try_instead ?? ''].join(' ').trim(),
          ],
    );
  return rows.length === 0 ? '' : indented(table(rows));
}

const head = ({ recording_id: id, status, failure }: ExplanationView): string =>
  [
    `${plain(id)}\n`,
    `${plain(status.status)}${failure.failed ? ' (failed)' : ''}${status.since === null ? '' : `, since ${plain(told(status.since))}`}\n`,
    ...(failure.failed
      ? [
          line(
            `${failure.step ?? ''} failed at ${failure.at ?? ''}: ${failure.reason ?? failure.code ?? ''} [${failure.code ?? ''}]`,
            0,
          ),
        ]
      : []),
  ].join('');

function runText(explanation: ExplanationView): string {
  const advice = adviceOnRun(explanation);
  return line(explanation.run.says) + (advice === undefined ? '' : line(`> ${advice}`));
}

/** Why a recording is where it is, for people. */
export function explanationText(explanation: ExplanationView): string {
  const { status, failure, projection } = explanation;
  return [
    head(explanation),
    section('Where it stands', runText(explanation) + stepsText(explanation)),
    section('Why this status: the first rule that applies', ruleText(status.rule)),
    section('Asked before it, and did not apply', status.lost.map(ruleText).join('')),
    section('It follows from', status.follows_from.map((event) => line(told(event))).join('')),
    failure.failed ? section('Why it is failed', ruleText(failure.rule)) : '',
    section('What you can do now', actionsText(explanation, true)),
    section('Not now', actionsText(explanation, false)),
    projection.state === 'current' ? '' : section('What lists show', line(projection.says)),
  ].join('');
}
