import { followUpOf, outputOf, type AssetEvent, type AssetEventOf, type StoredSettings } from '@throughline/contracts';
import { isPresent, uploadOf, type Asset, type AssetState } from '../../asset/state.js';
import { formatPlayTime } from '../../asset/texts/topics-text.js';
import { leftOriginalOf } from '../../asset/left-original.js';
import { leavesOf } from '../../asset/config/paths.js';
import { renderStatus } from '../../status/render-status.js';
import { plannedStep, stepOf } from '../../asset/steps/steps.js';

/** One line of the audit log. Holds neither personal data nor secrets. */
export interface AuditLine {
  readonly step?: string;
  readonly message: string;
}

type StepEvent = Extract<AssetEvent, { readonly data: { readonly step: string } }>;
type AssetLevelEvent = Exclude<AssetEvent, StepEvent>;

const percent = (fraction: number): string => `${String(Math.round(fraction * 100))} %`;

function attemptName(state: AssetState, { step, attemptId }: { readonly step: string; readonly attemptId?: string }): string {
  const attempts = isPresent(state) ? stepOf(state, step)?.attempts : undefined;
  const attempt = attempts?.find((each) => each.attemptId === attemptId);
  return attempt === undefined ? 'an attempt' : `attempt ${String(attempt.number)}`;
}

/** Returns the number of the retry; empty for a first attempt and after an interruption, which uses up no retry. */
function retryCount(asset: Asset, name: string): string {
  const step = stepOf(asset, name);
  const allowed = plannedStep(asset, name)?.retry.maxAttempts;
  // A withdrawn attempt does not count: its retry is still to come.
  const before = step?.attempts.slice(0, -1).findLast(({ end }) => end !== 'withdrawn');
  if (step === undefined || before?.end !== 'failed' || step.failures === 0 || allowed === undefined) return '';
  return `, retry ${String(step.failures)} of at most ${String(allowed - 1)}`;
}

/** Every retry has its number in the message (FLR-17). */
function scheduledMessage(data: AssetEventOf<'StepScheduled'>['data'], after: AssetState): string {
  const retry = isPresent(after) ? retryCount(after, data.step) : '';
  const wait = data.notBefore === undefined ? '' : `, not before ${data.notBefore}`;
  return `attempt ${String(data.attempt)} scheduled${retry}${wait}`;
}

function failedMessage(data: AssetEventOf<'StepFailed'>['data'], attempt: string): string {
  const next = data.retryAt === undefined ? 'finally' : `to be tried again at ${data.retryAt}`;
  return `${attempt} failed at ${percent(data.progress)} with ${data.error.code}, ${next}`;
}

const completedMessage = (data: AssetEventOf<'StepCompleted'>['data'], attempt: string): string =>
  data.adoptedFrom === undefined ? `${attempt} completed` : `${attempt} completed with the result of an earlier attempt`;

interface EventContext {
  /** `attempt 2` */
  readonly attempt: string;
  readonly before: AssetState;
  readonly after: AssetState;
}
type StepMessages = {
  readonly [T in StepEvent['type']]: (data: AssetEventOf<T>['data'], around: EventContext) => string;
};

const stepMessages: StepMessages = {
  StepScheduled: (data, { after }) => scheduledMessage(data, after),
  StepStarted: ({ worker }, { attempt }) => `${attempt} started by ${worker}`,
  StepCheckpointed: ({ data }, { attempt }) => `${attempt} left a checkpoint (${Object.keys(data).sort().join(', ')})`,
  StepCompleted: (data, { attempt }) => completedMessage(data, attempt),
  StepFailed: (data, { attempt }) => failedMessage(data, attempt),
  StepSkipped: ({ reason }) => `skipped: ${reason}`,
  StepInterrupted: ({ progress, by, cause }, { attempt }) => `${attempt} interrupted at ${percent(progress)} by ${by}: ${cause}`,
  StepWaiting: ({ for: code, until, everyMs }, { attempt }) =>
    everyMs === undefined ? `${attempt} waits for ${code} until ${until}` : `${attempt} waits for ${code}, checked regularly`,
  CheckRequested: ({ by }) => `check now requested by ${by}`,
  DeliverySettled: ({ by, delivered }) =>
    `${by} ${delivered ? 'has found the delivery at its destination' : 'has not found the delivery; it is to be sent again'}`,
  RedeliveryRequested: ({ by, step }) =>
    followUpOf(step) === undefined ? `${by} wants the output to have what was made since` : `${by} wants it to be done again`,
  LateResultIgnored: ({ outcome }, { attempt }) => `${attempt} was closed and came late with '${outcome}'; ignored`,
  RunRolledBack: ({ target, code }, { before }) => `run rolled back from ${renderStatus(before)} to ${target}: ${code}`,
};

const sourceMessage = ({ source }: AssetEventOf<'SourceBecameReady'>['data']): string => {
  const [upload, left] = [uploadOf(source), leftOriginalOf(source)];
  if (left !== undefined)
    return `source stays in the folder ${left.folder} of the server: ${String(left.size)} bytes. An erasure does not remove it`;
  return upload === undefined ? `source is to be fetched: ${source.kind}` : `source is complete: ${String(upload.size)} bytes`;
};

const pauseMessage = ({ by, until }: AssetEventOf<'PauseRequested'>['data']): string =>
  until === undefined ? `paused by ${by}` : `paused by ${by} until ${until}`;

const describeOrigin = (origin: AssetEventOf<'AssetRegistered'>['data']['origin']): string =>
  origin === undefined ? '' : `, from page ${origin.page} by channel ${String(origin.channel)}`;

/** Names the settings without their values. */
function describePreferences({ processing_config, metadata_config, output_config }: StoredSettings): string {
  const paths = [processing_config, metadata_config, output_config].flatMap((group) =>
    group === undefined ? [] : leavesOf(group).map(([path]) => path),
  );
  return paths.length === 0 ? 'removed' : `set (${paths.sort().join(', ')})`;
}
const joinWords = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;

const describeRetention = (retention: AssetEventOf<'AssetDeleted'>['data']['retention']): string =>
  retention === undefined ? '' : `, ${String(retention.days)} d at rest since ${retention.since} (layer ${retention.source})`;

type AssetMessages = { readonly [T in AssetLevelEvent['type']]: (data: AssetEventOf<T>['data']) => string };

const assetMessages: AssetMessages = {
  AssetRegistered: ({ sourceKind, isMapped, language, languageSource, origin }) =>
    `registered (${sourceKind}, ${isMapped ? 'mapped' : 'unmapped'}, language ${language}${languageSource === undefined ? '' : ' by default'})${describeOrigin(origin)}`,
  SourceBecameReady: sourceMessage,
  RunStarted: ({ runId, plan }) => `run ${runId} started: ${plan.steps.map(({ step }) => step).join(', ')}`,
  RunExtended: ({ by, outputs }) => `outputs added by ${by}: ${outputs.map(({ name }) => name).join(', ')}`,
  TextsRequested: ({ by, planned }) =>
    `${by} wants output ${outputOf(planned.step) ?? planned.step} to have the present title and description`,
  PublishRequested: ({ by, outputs }) => `published by ${by}: ${outputs.join(', ')}`,
  PauseRequested: pauseMessage,
  Resumed: ({ by, cause }) => (cause === 'expired' ? 'the pause has come to its end' : `resumed by ${by}`),
  RunCancelled: ({ by }) => `run cancelled by ${by}`,
  ImportEnded: ({ by }) => `run stopped by the import of ${by}`,
  CommitDiscarded: ({ commitId }) => `commit ${commitId}, which could not be applied, was taken out of the history`,
  CommitReleased: () => 'tried again after it could not be applied',
  AssetReset: ({ target, by }) => `reset to ${target} by ${by}`,
  AssetDeleted: ({ by, expiresAt, retention }) =>
    `deleted by ${by}${describeRetention(retention)}; kept until ${expiresAt ?? 'a person erases it'}`,
  AssetRestored: ({ by }) => `restored by ${by}`,
  AssetExpired: () => 'past its retention date: its content and everything personal is given up for good',
  TranscriptCorrected: ({ by, version, basis, corrected, segments }) =>
    `${by} has corrected the transcript: version ${version}, made of ${basis}; ${String(corrected)} of ${String(segments)} passages by hand`,
  AssetDescribed: ({ by, fields }) => `${by} changed ${joinWords(fields.map((field) => `the ${field}`))}`,
  DocumentFieldsCorrected: ({ by, fields, cleared }) => {
    const names = (all: readonly string[]): string => joinWords(all.map((field) => `the ${field.replace('_', ' ')}`));
    const changes = [
      ...(fields.length > 0 ? [`corrected ${names(fields)}`] : []),
      ...(cleared.length > 0 ? [`cleared ${names(cleared)}`] : []),
    ];
    return `${by} ${changes.join(' and ')}`;
  },
  DocumentAccepted: ({ by }) => `filed as reviewed by ${by}`,
  DocumentReopened: ({ by }) => `put back into the review queue by ${by}`,
  NoteSaved: ({ by, second }) => `note${second === undefined ? '' : ` at ${formatPlayTime(second)}`} saved by ${by}`,
  NoteRemoved: ({ by }) => `note removed by ${by}`,
  LanguageChanged: ({ by, language }) => `language set to ${language} by ${by}`,
  TemplateBound: ({ by, template }) => `template ${String(template)} bound by ${by}`,
  TemplateUnbound: ({ by }) => `template unbound by ${by}`,
  PreferencesChanged: ({ by, preferences }) => `preferences ${describePreferences(preferences)} by ${by}`,
  AssetTransferred: ({ by, from, to }) => `moved from library ${from} to library ${to} by ${by}`,
  LogEntryImported: ({ table, row, oldStep, oldStatus }) => `${table} ${row} of the older system: ${oldStep} ${oldStatus}`,
  AssetErased: ({ by }) => `erased by ${by}: its content and everything personal is given up for good`,
};

const isOfStep = (event: AssetEvent): event is StepEvent => Object.hasOwn(stepMessages, event.type);

// The tables pair each type with its function; TypeScript cannot follow the pairing through the union.
const stepMessage = (event: StepEvent, around: EventContext): string =>
  (stepMessages[event.type] as (data: StepEvent['data'], around: EventContext) => string)(event.data, around);
const assetMessage = (event: AssetLevelEvent): string =>
  (assetMessages[event.type] as (data: AssetLevelEvent['data']) => string)(event.data);
/** Says at the end of an item that its original is still in the folder of the operator. The path was erased. */
function describeLeft(before: AssetState, { type }: AssetLevelEvent): string {
  const left = isPresent(before) ? leftOriginalOf(before.source) : undefined;
  return left !== undefined && (type === 'AssetErased' || type === 'AssetExpired')
    ? `. Its original was left in the folder ${left.folder} of the server`
    : '';
}

/** An import leaves such a file behind, so the item after it has another source, or none. */
function describeLeftElsewhere(event: AssetLevelEvent, after: AssetState): string | undefined {
  const left = event.type === 'SourceBecameReady' ? leftOriginalOf(event.data.source) : undefined;
  if (left === undefined || !isPresent(after) || leftOriginalOf(after.source) !== undefined) return undefined;
  return `source stays in the folder ${left.folder} of the other system's server: ${String(left.size)} bytes. It was not imported`;
}

const assetLine = (before: AssetState, event: AssetLevelEvent, after: AssetState): AuditLine => {
  const step = event.type === 'LogEntryImported' ? event.data.step : undefined;
  const message = describeLeftElsewhere(event, after) ?? `${assetMessage(event)}${describeLeft(before, event)}`;
  return { ...(step === undefined ? {} : { step }), message };
};

/** Returns the audit line of one event, from the asset before and after it (design.md §5 `audit_log`). */
export const auditLine = (before: AssetState, event: AssetEvent, after: AssetState): AuditLine =>
  isOfStep(event)
    ? { step: event.data.step, message: stepMessage(event, { attempt: attemptName(after, event.data), before, after }) }
    : assetLine(before, event, after);
