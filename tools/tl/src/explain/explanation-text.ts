import { table } from '../output/table.js';
import { plain } from '../output/terminal.js';
import { adviceOn, adviceOnRun, commandFor } from './advice.js';
import { explainedId, type ExplanationView, type RuleView, type StepView, type ToldView } from './views.js';

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

/** The number is for whoever looks the rule up; the words come first. */
const ruleText = (rule: RuleView): string =>
  line(`${rule.says} (${rule.id})`) + rule.looked_at.map((fact) => line(factText(fact), 4)).join('');

/**
 * Who serves the lane matters to what waits for a worker; of what waits for a time only that nobody will come;
 * and of what is at work once its worker may be lost.
 */
const isLaneOfInterest = ({ code, lane_service: lane, lease }: StepView): boolean => {
  if (lane === null) return false;
  if (code === 'running') return lease !== null && lease.state !== 'alive';
  return code === 'queued' || lane.state === 'unserved';
};

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

/** What was left out has a place of its own. */
const LEFT_OUT = 'skipped';

/** What is so because of others, or of the run as a whole. */
const FOLLOWS: ReadonlySet<string> = new Set(['depends', 'paused', 'cancelled', 'rolled-back', 'run-failing']);

const oneLine = ({ step, says, message }: StepView): string => line(`${step}  ${says}${message === null ? '' : ` ${message}`}`);

/** What holds up comes first; what only follows from it is told in one line each. */
function stepsText(explanation: ExplanationView): string {
  const { steps } = explanation;
  const id = explainedId(explanation);
  const open = steps.filter(({ code }) => code !== LEFT_OUT);
  const first = open.filter(({ code }) => !FOLLOWS.has(code));
  const rest = open.filter(({ code }) => FOLLOWS.has(code));
  return [...first.map((step) => stepText(step, id)), ...rest.map(oneLine)].join('');
}

const leftOutText = ({ steps }: ExplanationView): string =>
  steps
    .filter(({ code }) => code === LEFT_OUT)
    .map(oneLine)
    .join('');

function actionsText(explanation: ExplanationView, allowed: boolean): string {
  const { allowed_actions: actions } = explanation;
  const id = explainedId(explanation);
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

const failureText = ({ step, at, reason, code }: ExplanationView['failure']): string =>
  line(`${step ?? ''} failed at ${at ?? ''}: ${reason ?? code ?? ''} [${code ?? ''}]`, 0);

const erasureText = ({ erased_at: at }: ExplanationView): string =>
  at == null ? '' : line(`Erased at ${at}: its files and every word about it are gone for good.`, 0);

const deletionText = ({
  deleted_at: at,
  expires_at: until,
  expired_at: expiredAt,
  erased_at: erasedAt,
}: ExplanationView): string => {
  if (at == null || erasedAt != null) return '';
  return expiredAt == null
    ? line(`Deleted at ${at}; it can be restored until ${until ?? 'its retention date'}.`, 0)
    : line(
        `Deleted at ${at} and expired at ${expiredAt}: its files and every word about it are gone, so it cannot be restored.`,
        0,
      );
};

const repeatText = ({ duplicate_of: same }: ExplanationView): string => (same == null ? '' : line(same.says, 0));

const head = (explanation: ExplanationView): string => {
  const { status, failure } = explanation;
  const since = status.since === null ? '' : `, since ${told(status.since)}`;
  return [
    line(explainedId(explanation), 0),
    line(`${status.status}${failure.failed ? ' (failed)' : ''}${since}`, 0),
    erasureText(explanation),
    deletionText(explanation),
    repeatText(explanation),
    failure.failed ? failureText(failure) : '',
  ].join('');
};

function runText(explanation: ExplanationView): string {
  const advice = adviceOnRun(explanation);
  const { says, reason } = explanation.run;
  return line(`${says}${reason == null ? '' : ` ${reason}`}`) + (advice === undefined ? '' : line(`> ${advice}`));
}

/** Why a recording is where it is, for people. */
export function explanationText(explanation: ExplanationView): string {
  const { status, failure, projection } = explanation;
  return [
    head(explanation),
    section('Where it stands', runText(explanation) + stepsText(explanation)),
    section('What was left out', leftOutText(explanation)),
    section('Why this status: the first rule that applies', ruleText(status.rule)),
    section('Asked before it, and did not apply', status.lost.map(ruleText).join('')),
    section('It follows from', status.follows_from.map((event) => line(told(event))).join('')),
    failure.failed ? section('Why it is failed', ruleText(failure.rule)) : '',
    section('What you can do now', actionsText(explanation, true)),
    section('Not now', actionsText(explanation, false)),
    projection.state === 'current' ? '' : section('What lists show', line(projection.says)),
  ].join('');
}
