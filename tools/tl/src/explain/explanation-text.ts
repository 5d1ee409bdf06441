import type { EventReference, ExplainedRule, ExplainedStep } from '@throughline/api-client';
import { table } from '../output/table.js';
import { stripControls } from '../output/text-width.js';
import { lineFor } from '../item-commands/index.js';
import { adviceOn, adviceOnRun } from './advice.js';
import { explainedItem, typed, type ExplainedItem, type ExplanationView } from '../client/explanation-views.js';

const line = (text: string, indent = 2): string => `${' '.repeat(indent)}${stripControls(text)}\n`;
const section = (title: string, body: string): string => (body === '' ? '' : `\n${title}\n${body}`);
const indented = (text: string): string => text.replace(/^(?=.)/gm, '  ');

const eventText = ({ at, message }: EventReference): string => `${at}  ${message}`;

const valueText = (value: ExplainedRule['looked_at'][number]['value']): string => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value === null ? 'none' : String(value);
};
const sinceText = ({ since }: ExplainedRule['looked_at'][number]): string =>
  since === null ? ', from the beginning' : `, since ${since.at}`;

/** Shows the sentence first; the id is for readers who look the rule up. */
function ruleText(rule: ExplainedRule, { status }: ExplanationView): string {
  // The status has no event only if the log did not answer: then no event behind a fact is known either.
  const sinceOf = status.since === null ? () => '' : sinceText;
  const facts = rule.looked_at.map((fact) => line(`${fact.says}: ${valueText(fact.value)}${sinceOf(fact)}`, 4));
  return line(`${rule.says} (${rule.id})`) + facts.join('');
}

/**
 * Decides if the state of the lane is worth showing: for a queued step always, for a running one only if its lease is in doubt,
 * for any other only if no worker is known to serve the lane, or nothing can be stored.
 */
const isLaneOfInterest = ({ code, lane_service: lane, lease }: ExplainedStep): boolean => {
  if (lane === null) return false;
  if (code === 'running') return lease !== null && lease.state !== 'alive';
  return code === 'queued' || lane.state !== 'served';
};

/** Formats an open step: the lines that answer "why does it not move". */
function stepText(step: ExplainedStep, item: ExplainedItem): string {
  const advice = adviceOn(step, item);
  return [
    line(`${step.step}  ${step.code}, since ${step.since}`),
    line(step.says, 4),
    ...(step.message === null ? [] : [line(step.message, 4)]),
    ...(step.lease === null ? [] : [line(step.lease.says, 4)]),
    ...(isLaneOfInterest(step) ? [line(step.lane_service?.says ?? '', 4)] : []),
    ...(advice === undefined ? [] : [line(`> ${advice}`, 4)]),
  ].join('');
}

/** Skipped steps have their own section. */
const LEFT_OUT = 'skipped';

/** Codes of steps that wait for other steps, or for the run. */
const FOLLOWS: ReadonlySet<string> = new Set(['depends', 'paused', 'cancelled', 'rolled-back', 'run-failing']);

const oneLine = ({ step, says, message }: ExplainedStep): string =>
  line(`${step}  ${says}${message === null ? '' : ` ${message}`}`);

/** Lists the causes of a delay first, then each dependent step in one line. */
function stepsText(explanation: ExplanationView): string {
  const item = explainedItem(explanation);
  const open = explanation.steps.filter(({ code }) => code !== LEFT_OUT);
  const first = open.filter(({ code }) => !FOLLOWS.has(code));
  const rest = open.filter(({ code }) => FOLLOWS.has(code));
  return [...first.map((step) => stepText(step, item)), ...rest.map(oneLine)].join('');
}

const leftOutText = ({ steps }: ExplanationView): string =>
  steps
    .filter(({ code }) => code === LEFT_OUT)
    .map(oneLine)
    .join('');

function actionsText(explanation: ExplanationView, allowed: boolean): string {
  const item = explainedItem(explanation);
  const rows = explanation.allowed_actions
    .filter((action) => action.allowed === allowed)
    .map((action) => {
      const name = [action.action, action.target ?? ''].join(' ').trim();
      if (!allowed) return [name, [action.reason ?? action.code ?? '', action.try_instead ?? ''].join(' ').trim()];
      const command = lineFor(action, item);
      return [command === undefined ? name : typed(item.kind, command)];
    });
  return rows.length === 0 ? '' : indented(table(rows));
}

const failureText = ({ step, at, reason, code }: ExplanationView['failure']): string =>
  line(`${step ?? ''} failed at ${at ?? ''}: ${reason ?? code ?? ''} [${code ?? ''}]`, 0);

const erasureText = ({ erased_at: at }: ExplanationView): string =>
  at == null ? '' : line(`Erased at ${at}: its files and personal data are gone permanently.`, 0);

const deletionText = ({
  deleted_at: at,
  expires_at: until,
  expired_at: expiredAt,
  erased_at: erasedAt,
}: ExplanationView): string => {
  if (at == null || erasedAt != null) return '';
  return expiredAt == null
    ? line(`Deleted at ${at}; it can be restored until ${until ?? 'a person erases it'}.`, 0)
    : line(`Deleted at ${at} and expired at ${expiredAt}: its files and personal data are gone, so it cannot be restored.`, 0);
};

const repeatText = ({ duplicate_of: same }: ExplanationView): string => (same == null ? '' : line(same.says, 0));

const PRODUCT = 'default';

/** Empty if no setting of retention concerns the item. An older gateway explains no retention. */
const retentionText = ({ retention }: ExplanationView): string =>
  retention === undefined || retention.code === 'none' || retention.code === 'removed' ? '' : line(retention.says);

const headText = (explanation: ExplanationView): string => {
  const { status, failure } = explanation;
  const since = status.since === null ? '' : `, since ${eventText(status.since)}`;
  return [
    line(explainedItem(explanation).id, 0),
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

/** The layers of a run's settings. Lists the settings that the product decides last. An older gateway does not name them. */
function layersText({ run: { config_sources: sources = {} }, settings = [] }: ExplanationView): string {
  const layers = [...new Set(Object.values(sources))].sort((a, b) => Number(a === PRODUCT) - Number(b === PRODUCT));
  const pathsOf = (layer: string): string =>
    Object.keys(sources)
      .filter((path) => sources[path] === layer)
      .join(', ');
  return layers.map((layer) => line(`${layer}: ${pathsOf(layer)}`)).join('') + settings.map(({ says }) => line(says)).join('');
}

export function explanationText(explanation: ExplanationView): string {
  const { status, failure, projection } = explanation;
  return [
    headText(explanation),
    section('State', runText(explanation) + stepsText(explanation)),
    section('Skipped steps', leftOutText(explanation)),
    section('Status: the first rule that applies', ruleText(status.rule, explanation)),
    section('Rules before it, which do not apply', status.lost.map((rule) => ruleText(rule, explanation)).join('')),
    section('Events behind it', status.follows_from.map((event) => line(eventText(event))).join('')),
    failure.failed ? section('Failure: the rule', ruleText(failure.rule, explanation)) : '',
    section('Settings of the run, by layer', layersText(explanation)),
    section('Retention', retentionText(explanation)),
    section('Possible now', actionsText(explanation, true)),
    section('Not possible now', actionsText(explanation, false)),
    projection.state === 'current' ? '' : section('Lists', line(projection.says)),
  ].join('');
}
